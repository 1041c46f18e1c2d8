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
    model::Tensors group; ///< of the families that always have it
};

constexpr std::array kCompanions{
    Companion{"token_embd.weight", "output_norm.bias", model::kNormBiases},
    Companion{"token_embd.weight", "position_embd.weight", model::kPositions},
    Companion{"token_embd.weight", "token_embd_norm.weight", model::kEmbeddingNorm},
    Companion{"token_embd.weight", "token_embd_norm.bias", model::kEmbeddingNorm},
    Companion{"token_embd.weight", "output.weight", model::kOwnHead},
    Companion{"output.weight", "output.bias", model::kHeadBias},
    Companion{"attn_norm.weight", "attn_norm.bias", model::kNormBiases},
    Companion{"attn_norm_2.weight", "attn_norm.weight", model::kFirstOfTwoNorms},
    Companion{"ffn_norm.weight", "ffn_norm.bias", model::kForwardNormBias},
    Companion{"attn_qkv.weight", "attn_qkv.bias", model::kFusedBias},
    Companion{"attn_output.weight", "attn_output.bias", model::kOutputBias},
    Companion{"ffn_up.weight", "ffn_up.bias", model::kForwardBiases},
    Companion{"ffn_down.weight", "ffn_down.bias", model::kForwardBiases},
    Companion{"ffn_gate_inp.weight", "ffn_gate_inp.bias", model::kExpertBiases},
    Companion{"ffn_gate_exps.weight", "ffn_gate_exps.bias", model::kExpertBiases},
    Companion{"ffn_up_exps.weight", "ffn_up_exps.bias", model::kExpertBiases},
    Companion{"ffn_down_exps.weight", "ffn_down_exps.bias", model::kExpertBiases},
    Companion{"ffn_gate_inp.weight", "exp_probs_b.bias", model::kRouterCorrection},
    Companion{"ffn_gate_inp.weight", "ffn_gate_inp_shexp.weight", model::kSharedGate},
    Companion{"ssm_conv1d.weight", "ssm_conv1d.bias", model::kConvolutionBias},
    Companion{"ssm_dt.weight", "ssm_dt.bias", model::kStepBias},
    Companion{"ssm_dt.weight", "ssm_dt_norm.weight", model::kScanNorms},
    Companion{"ssm_dt.weight", "ssm_b_norm.weight", model::kScanNorms},
    Companion{"ssm_dt.weight", "ssm_c_norm.weight", model::kScanNorms},
    Companion{"ssm_in.weight", "ssm_norm.weight", model::kGatedScanNorm},
};

/// "blk.12." of a layer's tensor.
std::string_view prefixOf(std::string_view name)
{
    return name.starts_with("blk.") ? name.substr(0, name.find('.', 4) + 1) : std::string_view();
}

} // namespace

Status checkCompanions(const model::ModelFile& file, const model::Architecture& architecture)
{
    if (file.version() == 0)
        return {};
    std::vector<const Companion*> own;
    for (const Companion& row : kCompanions)
        if (architecture.has(row.group))
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
