// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/companions.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

namespace headroom::model {

namespace {

/// Where the one is, the other must be: both in the same layer, or both outside of layers.
struct Companion {
    std::string_view present, needed;
    Tensors group; ///< of the families that always have it
};

constexpr std::array kCompanions{
    Companion{"token_embd.weight", "output_norm.bias", kNormBiases},
    Companion{"token_embd.weight", "position_embd.weight", kPositions},
    Companion{"token_embd.weight", "token_embd_norm.weight", kEmbeddingNorm},
    Companion{"token_embd.weight", "token_embd_norm.bias", kEmbeddingNorm},
    Companion{"token_embd.weight", "output.weight", kOwnHead},
    Companion{"output.weight", "output.bias", kHeadBias},
    Companion{"attn_norm.weight", "attn_norm.bias", kNormBiases},
    Companion{"attn_norm_2.weight", "attn_norm.weight", kFirstOfTwoNorms},
    Companion{"ffn_norm.weight", "ffn_norm.bias", kForwardNormBias},
    Companion{"attn_qkv.weight", "attn_qkv.bias", kFusedBias},
    Companion{"attn_output.weight", "attn_output.bias", kOutputBias},
    Companion{"ffn_up.weight", "ffn_up.bias", kForwardBiases},
    Companion{"ffn_down.weight", "ffn_down.bias", kForwardBiases},
    Companion{"ffn_gate_inp.weight", "ffn_gate_inp.bias", kExpertBiases},
    Companion{"ffn_gate_exps.weight", "ffn_gate_exps.bias", kExpertBiases},
    Companion{"ffn_up_exps.weight", "ffn_up_exps.bias", kExpertBiases},
    Companion{"ffn_down_exps.weight", "ffn_down_exps.bias", kExpertBiases},
    Companion{"ffn_gate_inp.weight", "exp_probs_b.bias", kRouterCorrection},
    Companion{"ffn_gate_inp.weight", "ffn_gate_inp_shexp.weight", kSharedGate},
    Companion{"ssm_conv1d.weight", "ssm_conv1d.bias", kConvolutionBias},
    Companion{"ssm_dt.weight", "ssm_dt.bias", kStepBias},
    Companion{"ssm_dt.weight", "ssm_dt_norm.weight", kScanNorms},
    Companion{"ssm_dt.weight", "ssm_b_norm.weight", kScanNorms},
    Companion{"ssm_dt.weight", "ssm_c_norm.weight", kScanNorms},
    Companion{"ssm_in.weight", "ssm_norm.weight", kGatedScanNorm},
    Companion{"token_embd.weight", "altup_proj.weight", kStreams},
    Companion{"token_embd.weight", "per_layer_proj_norm.weight", kStreams},
    Companion{"attn_norm.weight", "altup_correct_coef.weight", kStreams},
    Companion{"attn_norm.weight", "laurel_l.weight", kStreams},
    Companion{"attn_norm.weight", "proj.weight", kStreams},
};

/// "blk.12." of a layer's tensor.
std::string_view prefixOf(std::string_view name)
{
    return name.starts_with("blk.") ? name.substr(0, name.find('.', 4) + 1) : std::string_view();
}

/// A bias is as long as what it is added to has rows, what goes with the embedding table as a token's vector.
std::vector<std::uint64_t> extentsOf(const Companion& row, const TensorSpec& present, const Shape& shape)
{
    if (row.group == kPositions)
        return {shape.embedding, shape.contextLength};
    const bool isRow = present.shape.size() < 2 || row.present == "token_embd.weight";
    return {isRow ? present.shape.front() : present.shape[1]};
}

} // namespace

void addCompanions(std::vector<TensorSpec>& tensors, const Shape& shape)
{
    const Architecture& architecture = architectureOf(shape.architecture);
    std::set<std::string, std::less<>> names;
    for (const TensorSpec& spec : tensors)
        names.insert(spec.name);
    std::vector<TensorSpec> added;
    for (const TensorSpec& spec : tensors)
        for (const Companion& row : kCompanions) {
            const std::string_view prefix = prefixOf(spec.name);
            const bool listed = row.group == kOwnHead || row.group == kRouterCorrection || row.group == kStreams;
            const bool follows = !listed && architecture.has(row.group)
                && std::string_view(spec.name).substr(prefix.size()) == row.present;
            std::string needed = std::string(prefix) + std::string(row.needed);
            if (follows && names.insert(needed).second)
                added.push_back({std::move(needed), tensor::Type::F32, extentsOf(row, spec, shape)});
        }
    std::ranges::move(added, std::back_inserter(tensors));
}

Status checkCompanions(const ModelFile& file, const Architecture& architecture)
{
    if (file.version() == 0)
        return {};
    std::vector<const Companion*> own;
    for (const Companion& row : kCompanions)
        if (architecture.has(row.group))
            own.push_back(&row);
    for (const TensorInfo& info : file.tensors()) {
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

} // namespace headroom::model
