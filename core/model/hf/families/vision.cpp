// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Text models of classes that also see. Where there is nothing but text, a token's positions are the same in all
// dimensions, and rotation is plain.
#include "core/model/hf/families/families.h"
#include "core/model/hf/names.h"

#include <array>

namespace headroom::model::hf {

namespace {

using namespace names;
using enum KeyRule::Kind;

/// As published folders hold experts: all in one tensor, transposed.
constexpr NameRule kTransposedExperts[]{
    {"layers.{}.mlp.gate", "blk.{}.ffn_gate_inp"},
    {"layers.{}.mlp.experts.gate_up_proj", "blk.{}.ffn_gate_exps.weight", &kUpperColumns, true},
    {"layers.{}.mlp.experts.gate_up_proj", "blk.{}.ffn_up_exps.weight", &kLowerColumns, true},
    {"layers.{}.mlp.experts.down_proj", "blk.{}.ffn_down_exps.weight", &kExpertsTransposed, true},
};
constexpr auto kBiased = [](const Json&) -> std::string_view { return "attn_q.bias attn_k.bias attn_v.bias"; };

constexpr std::array kSeeing{
    Family{.architecture = "qwen2vl",
           .classes = "Qwen2VLForConditionalGeneration Qwen2_5_VLForConditionalGeneration",
           .modelType = "qwen2_vl_text",
           .prefix = "model.language_model.",
           .names = {kEnds, kAttention, kGated},
           .unannounced = kBiased},
    Family{.architecture = "qwen3vl",
           .classes = "Qwen3VLForConditionalGeneration",
           .modelType = "qwen3_vl_text",
           .prefix = "model.language_model.",
           .names = {kEnds, kAttention, kHeadNorms, kGated}},
    Family{.architecture = "qwen3vlmoe",
           .classes = "Qwen3VLMoeForConditionalGeneration",
           .modelType = "qwen3_vl_moe_text",
           .prefix = "model.language_model.",
           .names = {kEnds, kAttention, kHeadNorms, kGated, kTransposedExperts}},
    Family{.architecture = "glm4",
           .classes = "Glm4vForConditionalGeneration",
           .modelType = "glm4v_text",
           .prefix = "model.language_model.",
           .names = {kEnds, kAttention, kGlm4},
           .finish =
               [](const Json&, Metadata& metadata, const std::string& prefix) {
                   metadata.set(prefix + "class.glm4v", {true}); // shares its architecture with another class
                   return Status();
               },
           .unannounced = kBiased,
           .knownBy = "class.glm4v"},
};

} // namespace

std::span<const Family> seeingFamilies()
{
    return kSeeing;
}

} // namespace headroom::model::hf
