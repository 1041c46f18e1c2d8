// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/companions.h"

#include <algorithm>
#include <array>

namespace headroom::infer {

namespace {

/// Where the one is, the other must be: both in the same layer, or both outside of layers.
struct Companion {
    std::string_view present, needed;
    std::string_view families; ///< separated by spaces
};

constexpr std::string_view kBiasedNorms
    = "bloom codeshell falcon gpt2 gptneox nemotron orion phi2 phimoe stablelm starcoder starcoder2";
constexpr std::string_view kBiasedForwards = "bloom codeshell gpt2 gptneox phi2 starcoder starcoder2";

constexpr std::array kCompanions{
    Companion{"token_embd.weight", "output_norm.bias", kBiasedNorms},
    Companion{"token_embd.weight", "position_embd.weight", "gpt2 starcoder"},
    Companion{"token_embd.weight", "token_embd_norm.weight", "bloom"},
    Companion{"token_embd.weight", "token_embd_norm.bias", "bloom"},
    Companion{"token_embd.weight", "output.weight",
              "bailingmoe bailingmoe2 codeshell dbrx dots1 exaone-moe gpt-oss gptneox internlm2 minimax-m2 nemotron "
              "olmo2 olmoe orion phi2 phimoe plamo qwen qwen2moe stablelm xverse"},
    Companion{"output.weight", "output.bias", "phi2 phimoe"},
    Companion{"attn_norm.weight", "attn_norm.bias", kBiasedNorms},
    Companion{"attn_norm_2.weight", "attn_norm.weight", "falcon"},
    Companion{"ffn_norm.weight", "ffn_norm.bias",
              "bloom codeshell gpt2 gptneox nemotron orion phimoe starcoder starcoder2"},
    Companion{"attn_qkv.weight", "attn_qkv.bias", "bloom gpt2 gptneox qwen starcoder"},
    Companion{"attn_output.weight", "attn_output.bias",
              "bloom codeshell gpt-oss gpt2 gptneox pangu-embedded phi2 phimoe starcoder starcoder2"},
    Companion{"attn_q.weight", "attn_q_norm.weight", "hunyuan-dense hunyuan-moe lfm2 lfm2moe"},
    Companion{"attn_k.weight", "attn_k_norm.weight", "hunyuan-dense hunyuan-moe lfm2 lfm2moe"},
    Companion{"ffn_up.weight", "ffn_up.bias", kBiasedForwards},
    Companion{"ffn_down.weight", "ffn_down.bias", kBiasedForwards},
    Companion{"ffn_gate_inp.weight", "ffn_gate_inp.bias", "gpt-oss"},
    Companion{"ffn_gate_exps.weight", "ffn_gate_exps.bias", "gpt-oss"},
    Companion{"ffn_up_exps.weight", "ffn_up_exps.bias", "gpt-oss"},
    Companion{"ffn_down_exps.weight", "ffn_down_exps.bias", "gpt-oss"},
    Companion{"ffn_gate_inp.weight", "exp_probs_b.bias", "glm4moe lfm2moe minimax-m2 nemotron_h_moe"},
    Companion{"ffn_gate_inp.weight", "ffn_gate_inp_shexp.weight", "qwen2moe qwen35moe qwen3next"},
    Companion{"ssm_conv1d.weight", "ssm_conv1d.bias", "jamba mamba mamba2"},
    Companion{"ssm_dt.weight", "ssm_dt.bias", "jamba mamba"},
    Companion{"ssm_dt.weight", "ssm_dt_norm.weight", "jamba"},
    Companion{"ssm_dt.weight", "ssm_b_norm.weight", "jamba"},
    Companion{"ssm_dt.weight", "ssm_c_norm.weight", "jamba"},
    Companion{"ssm_in.weight", "ssm_norm.weight", "granitehybrid mamba2 nemotron_h nemotron_h_moe"},
};

bool listed(std::string_view families, std::string_view name)
{
    const std::string padded = " " + std::string(families) + " ";
    return padded.find(" " + std::string(name) + " ") != std::string::npos;
}

/// "blk.12." of a layer's tensor.
std::string_view prefixOf(std::string_view name)
{
    return name.starts_with("blk.") ? name.substr(0, name.find('.', 4) + 1) : std::string_view();
}

} // namespace

Status checkCompanions(const model::GgufFile& file, std::string_view architecture)
{
    if (file.version() == 0)
        return {};
    std::vector<const Companion*> own;
    for (const Companion& row : kCompanions)
        if (listed(row.families, architecture))
            own.push_back(&row);
    for (const model::TensorInfo& info : file.tensors()) {
        const std::string_view prefix = prefixOf(info.name);
        const std::string_view part = std::string_view(info.name).substr(prefix.size());
        for (const Companion* row : own) {
            const std::string needed = std::string(prefix) + std::string(row->needed);
            if (row->present == part && !file.find(needed))
                return fail(ErrorCode::Corrupt, file.path().string() + ", tensor " + needed, "missing");
        }
    }
    return {};
}

} // namespace headroom::infer
