// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preset/kept.h"

#include <algorithm>
#include <array>

namespace headroom::quant {

namespace {

struct Kept {
    std::string_view part; ///< of the tensor's name
    std::string_view reason;
};
constexpr std::string_view kSmall = "small and sensitive: stays as it is";
constexpr std::string_view kMixing = "small mixing weights: stay as they are";
constexpr std::string_view kOther = "part of another modality: stays as it is";

constexpr std::array kKept{
    Kept{"_norm.weight", "norms stay as they are"},
    Kept{"ffn_gate_inp.weight", "the router stays as it is"},
    Kept{"ffn_gate_tid2eid.weight", "the routing table stays as it is"},
    Kept{"altup", kSmall},
    Kept{"laurel", kSmall},
    Kept{"per_layer_model_proj", kSmall},
    Kept{"ssm_conv1d", "small convolution: stays as it is"},
    Kept{"shortconv.conv.weight", "small convolution: stays as it is"},
    Kept{"indexer.k_proj.weight", kSmall},
    Kept{"indexer.q_proj.weight", kSmall},
    Kept{"time_mix_first.weight", kMixing},
    Kept{"time_mix_w0.weight", kMixing},
    Kept{"time_mix_w1.weight", kMixing},
    Kept{"time_mix_w2.weight", kMixing},
    Kept{"time_mix_v0.weight", kMixing},
    Kept{"time_mix_v1.weight", kMixing},
    Kept{"time_mix_v2.weight", kMixing},
    Kept{"time_mix_a0.weight", kMixing},
    Kept{"time_mix_a1.weight", kMixing},
    Kept{"time_mix_a2.weight", kMixing},
    Kept{"time_mix_g1.weight", kMixing},
    Kept{"time_mix_g2.weight", kMixing},
    Kept{"time_mix_decay_w1.weight", kMixing},
    Kept{"time_mix_decay_w2.weight", kMixing},
    Kept{"time_mix_lerp_fused.weight", kMixing},
    Kept{"attn_rel_b.weight", "relative positions stay as they are"},
    Kept{".position_embd", kOther},
    Kept{"sam.pos_embd", kOther},
    Kept{"sam.neck.", kOther},
    Kept{"sam.net_", kOther},
    Kept{".rel_pos", kOther},
    Kept{".patch_embd", kOther},
    Kept{".patch_merger", kOther},
    Kept{"a.rvq.codebook", kOther},
    Kept{"mm.a.code_embd", kOther},
};

} // namespace

bool isEmbedding(std::string_view name)
{
    return name == "token_embd.weight" || name == "per_layer_token_embd.weight";
}

std::string_view keptBecause(const model::TensorSpec& spec)
{
    const auto dimensions
        = spec.shape.rend() - std::find_if(spec.shape.rbegin(), spec.shape.rend(), [](auto n) { return n != 1; });
    if (dimensions < 2)
        return "one-dimensional: stays as it is";
    if (!spec.name.ends_with("weight") || spec.elements() == 0)
        return "no weight matrix: stays as it is";
    if (spec.name == "position_embd.weight")
        return "position embeddings stay as they are";
    if (spec.name == "token_types.weight")
        return "token type embeddings stay as they are";
    for (const Kept& kept : kKept)
        if (spec.name.find(kept.part) != std::string::npos)
            return kept.reason;
    return {};
}

} // namespace headroom::quant
