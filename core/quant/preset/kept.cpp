// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preset/kept.h"

#include "core/base/remarks.h"

#include <algorithm>
#include <array>

namespace headroom::quant {

namespace {

struct Kept {
    std::string_view part; ///< of the tensor's name
    Wording reason;
};
constexpr Wording kSmall = "type.small";
constexpr Wording kMixing = "type.mixing";
constexpr Wording kOther = "type.other_modality";

constexpr std::array kKept{
    Kept{"_norm.weight", "type.norms"},
    Kept{"ffn_gate_inp.weight", "type.router"},
    Kept{"ffn_gate_tid2eid.weight", "type.routing_table"},
    Kept{"altup", kSmall},
    Kept{"laurel", kSmall},
    Kept{"per_layer_model_proj", kSmall},
    Kept{"ssm_conv1d", "type.convolution"},
    Kept{"shortconv.conv.weight", "type.convolution"},
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
    Kept{"attn_rel_b.weight", "type.relative_positions"},
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

Remark keptBecause(const model::TensorSpec& spec)
{
    const auto dimensions
        = spec.shape.rend() - std::find_if(spec.shape.rbegin(), spec.shape.rend(), [](auto n) { return n != 1; });
    if (dimensions < 2)
        return remark("type.one_dimensional");
    if (!spec.name.ends_with("weight") || spec.elements() == 0)
        return remark("type.no_weights");
    if (spec.name == "position_embd.weight")
        return remark("type.positions");
    if (spec.name == "token_types.weight")
        return remark("type.token_types");
    for (const Kept& kept : kKept)
        if (spec.name.find(kept.part) != std::string::npos)
            return remark(kept.reason);
    return {};
}

} // namespace headroom::quant
