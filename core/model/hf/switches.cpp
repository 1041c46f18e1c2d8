// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Of the classes of transformers 4.57 and 5. A class that is told to have biases fills those with zeros that are not
// stored: so may a part be missing in all layers, but not all parts, and not one in some layers only.
#include "core/model/hf/switches.h"

#include "core/model/description.h"
#include "core/model/hf/classdefaults.h"
#include "core/model/hf/config.h"
#include "core/model/hf/heads.h"
#include "core/model/hf/match.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace headroom::model::hf {

namespace {

constexpr std::string_view kProjections = "attn_q.bias attn_k.bias attn_v.bias attn_output.bias",
                           kInputs = "attn_q.bias attn_k.bias attn_v.bias",
                           kForward = "ffn_gate.bias ffn_up.bias ffn_down.bias",
                           kNorms = "attn_q_norm.weight attn_k_norm.weight";

constexpr std::array kSwitches{
    Switch{"llama mistral3 qwen3 qwen3moe gemma gemma2 gemma3 olmo2 olmoe smollm3 granite granitemoe command-r cohere2 "
           "nemotron",
           "attention_bias", kProjections, false},
    Switch{"arcee olmo hunyuan-moe hy_v3 laguna flexolmo hyperclovax falcon-h1 vaultgemma", "attention_bias",
           kProjections, false},
    Switch{"mimo2", "attention_bias", kInputs, false},
    Switch{"hyperclovax falcon-h1", "mlp_bias", kForward, false},
    Switch{"hyperclovax", "use_post_norm", "post_attention_norm.weight post_ffw_norm.weight", false},
    Switch{"persimmon", "qk_layernorm", "attn_q_norm.weight attn_q_norm.bias attn_k_norm.weight attn_k_norm.bias",
           true},
    Switch{"falcon-h1", "mamba_conv_bias", "ssm_conv1d.bias", true},
    Switch{"falcon-h1", "mamba_proj_bias", "ssm_in.bias", false},
    Switch{"falcon-h1", "projectors_bias", "ssm_out.bias", false},
    Switch{"falcon-h1", "mamba_rms_norm", "ssm_norm.weight", false},
    Switch{"gpt-oss", "attention_bias", kProjections, true},
    Switch{"dots1 glm4moe", "attention_bias", kInputs, false},
    Switch{"seed_oss", "attention_bias", kInputs, true},
    Switch{"seed_oss", "attention_out_bias", "attn_output.bias", false},
    Switch{"arcee", "mlp_bias", "ffn_up.bias ffn_down.bias", false},
    Switch{"seed_oss", "mlp_bias", kForward, false},
    Switch{"ernie4_5", "use_bias",
           "attn_q.bias attn_k.bias attn_v.bias attn_output.bias ffn_gate.bias ffn_up.bias ffn_down.bias", false},
    Switch{"glm4moe", "use_qk_norm", kNorms, false},
    Switch{"mamba", "use_bias", "ssm_in.bias ssm_out.bias", false},
    Switch{"mamba", "use_conv_bias", "ssm_conv1d.bias", true},
    Switch{"lfm2moe", "conv_bias", "shortconv.conv.bias shortconv.in_proj.bias shortconv.out_proj.bias", false},
    Switch{"jamba granitehybrid", "mamba_conv_bias", "ssm_conv1d.bias", true},
    Switch{"jamba granitehybrid", "mamba_proj_bias", "ssm_in.bias ssm_out.bias", false},
    Switch{"nemotron_h nemotron_h_moe", "use_conv_bias", "ssm_conv1d.bias", true},
    Switch{"nemotron_h nemotron_h_moe", "mamba_proj_bias", "ssm_in.bias ssm_out.bias", false},
    Switch{"nemotron_h nemotron_h_moe", "mlp_bias", "ffn_up.bias ffn_down.bias", false},
    Switch{"granitehybrid nemotron_h nemotron_h_moe qwen3next qwen35 qwen35moe llama4 phimoe afmoe", "attention_bias",
           kProjections, false},
    Switch{"granitehybrid", "mlp_bias", kForward, false},
    Switch{"jais2", "attention_bias", kProjections, true},
    Switch{"jais2", "mlp_bias", "ffn_up.bias ffn_down.bias", true},
    Switch{"hunyuan-dense", "attention_bias", kProjections, false},
    Switch{"llama4", "use_qk_norm", ""}, // norms without weights
    Switch{"phimoe", "lm_head_bias", "output.bias", false},
    Switch{"chatglm glm4", "attention_bias", kInputs},
    Switch{"gptneox", "attention_bias", "attn_qkv.bias attn_output.bias", true},
    Switch{"deepseek2", "attention_bias", "attn_q_a.bias attn_kv_a_mqa.bias attn_output.bias", false},
    Switch{"llama mistral3 smollm3 granite nemotron", "mlp_bias", kForward, false},
    Switch{"qwen2moe", "qkv_bias", kInputs, true},
    Switch{"starcoder2", "use_bias", "attn_q.bias attn_k.bias attn_v.bias attn_output.bias ffn_up.bias ffn_down.bias",
           true},
    Switch{"stablelm", "use_qkv_bias", kInputs, false},
    Switch{"stablelm", "qk_layernorm", kNorms, false},
    Switch{"stablelm", "use_parallel_residual", "ffn_norm.weight ffn_norm.bias", false, true},
    Switch{"command-r", "use_qk_norm", kNorms, false},
    Switch{"internlm2", "bias", kProjections},
    Switch{"falcon", "bias", "attn_qkv.bias attn_output.bias ffn_up.bias ffn_down.bias", false},
    Switch{"mamba2", "use_bias", "ssm_in.bias ssm_out.bias", false},
    Switch{"mamba2", "use_conv_bias", "ssm_conv1d.bias", true},
    Switch{"lfm2", "conv_bias", "shortconv.conv.bias shortconv.in_proj.bias shortconv.out_proj.bias", false},
    // Of classes that do not ask for them: only what is announced and not there is wrong.
    Switch{"", "attention_bias", "attn_q.bias attn_k.bias attn_v.bias attn_qkv.bias attn_output.bias"},
    Switch{"", "mlp_bias", kForward},
    Switch{"", "use_bias", "attn_q.bias attn_qkv.bias attn_output.bias ffn_up.bias ffn_down.bias"},
    Switch{"", "qk_layernorm", kNorms},
    Switch{"", "qk_norm", kNorms},
    Switch{"", "use_qk_norm", kNorms},
};

/// As a person finds it in the folder.
std::string nameInFolder(const Family& family, const std::string& ours)
{
    const auto match = matchOurs(family, ours);
    return match ? std::string(family.prefix) + fill(match->rule->stored, match->layer, 0) + match->suffix : ours;
}

class SwitchCheck {
public:
    SwitchCheck(const Family& family, std::span<const TensorInfo> tensors) : m_family(family)
    {
        for (const TensorInfo& info : tensors)
            if (const auto layer = layerOf(info.name); layer && info.name.starts_with("blk."))
                m_parts[info.name.substr(info.name.find('.', 4) + 1)].insert(*layer);
            else
                m_parts[info.name].insert(0); // outside of layers
    }

    Status present(const Switch& row) const
    {
        bool any = false;
        for (const std::string_view part : wordsOf(row.parts)) {
            const auto& with = layersWith(part);
            any = any || !with.empty();
            for (const std::uint32_t layer : layersOf(part))
                if (!with.empty() && !with.contains(layer))
                    return wrong(row, !row.leavesOut, fmt::format("there is no {}", named(layer, part)));
        }
        const std::string_view first = wordsOf(row.parts).front();
        return any ? Status() : wrong(row, !row.leavesOut, fmt::format("there is no {}", named(0, first)));
    }
    Status absent(const Switch& row, bool isQuantized) const
    {
        for (const std::string_view part : wordsOf(row.parts))
            if (const auto& with = layersWith(part); !with.empty() && !(isQuantized && part.ends_with(".bias")))
                return wrong(row, row.leavesOut, fmt::format("there is {}", named(*with.begin(), part)));
        return {};
    }

private:
    const std::set<std::uint32_t>& layersWith(std::string_view part) const
    {
        static const std::set<std::uint32_t> kNone;
        const auto found = m_parts.find(part);
        return found == m_parts.end() ? kNone : found->second;
    }
    /// Those that have what a bias or a norm goes with: "attn_q.bias", "attn_q_norm.weight" → "attn_q.weight"; a norm
    /// of the layer itself goes with the first.
    const std::set<std::uint32_t>& layersOf(std::string_view part) const
    {
        std::string_view base = part.substr(0, part.rfind('.'));
        if (base.ends_with("_norm"))
            base.remove_suffix(5);
        const auto& with = layersWith(std::string(base) + ".weight");
        return with.empty() ? layersWith("attn_norm.weight") : with;
    }
    std::string named(std::uint32_t layer, std::string_view part) const
    {
        return nameInFolder(m_family, fmt::format("blk.{}.{}", layer, part));
    }
    static Status wrong(const Switch& row, bool isOn, const std::string& found)
    {
        return fail(ErrorCode::Corrupt, fmt::format("config.json, \"{}\"", row.key),
                    fmt::format("is {}, but {}", isOn ? "true" : "false, or left out", found));
    }

    const Family& m_family;
    std::map<std::string, std::set<std::uint32_t>, std::less<>> m_parts;
};

/// A head of its own that is announced. Models that give vectors have none, whatever their class.
Status checkHead(const Json& whole, const Computed& model)
{
    const auto architecture = model.metadata.text("general.architecture").value_or("");
    const bool pools = model.metadata.find(std::string(architecture) + ".pooling_type");
    if (headOf(whole) != Head::Continues || isTied(whole, false) || pools
        || std::ranges::count(model.tensors, "output.weight", &TensorInfo::name) > 0)
        return {};
    return fail(ErrorCode::Corrupt, "config.json, \"tie_word_embeddings\"",
                "is false, or left out, but there is no output head (lm_head.weight)");
}

} // namespace

std::span<const Switch> switches()
{
    return kSwitches;
}

const Switch* switchOf(const Family& family, std::string_view key)
{
    for (const Switch& row : kSwitches)
        if (row.key == key && (row.names.empty() || lists(row.names, family.architecture)))
            return &row;
    return nullptr;
}

Status checkSwitches(const Json& whole, const Family& family, const Computed& model)
{
    const Json config = completedConfig(whole);
    HEADROOM_TRY(checkHead(whole, model));
    const SwitchCheck check(family, model.tensors);
    for (const Switch& row : kSwitches) {
        if (switchOf(family, row.key) != &row || row.parts.empty())
            continue;
        const Json said = config.value(row.key, Json());
        const auto value = said.is_boolean() ? std::optional(said.get<bool>()) : row.absent;
        if (value && *value != row.leavesOut)
            HEADROOM_TRY(check.present(row));
        else if (value && !row.names.empty())
            HEADROOM_TRY(check.absent(row, model.isQuantized));
    }
    return {};
}

bool isOn(const Switch& row, const ModelFile& file)
{
    const auto parts = wordsOf(row.parts);
    const bool any = std::ranges::any_of(
        parts, [&](std::string_view part) { return file.find(fmt::format("blk.0.{}", part)) != nullptr; });
    return any != row.leavesOut;
}

} // namespace headroom::model::hf
