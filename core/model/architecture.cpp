// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/architecture.h"

#include "core/base/words.h"
#include "core/model/architectures/rows.h"

#include <algorithm>

namespace headroom::model {

namespace {

constexpr std::string_view kOwnKeys
    = "attention.scale attn_logit_softcapping final_logit_softcapping attention.clamp_kqv attention.max_alibi_bias "
      "attention.temperature_scale attention.temperature_length embedding_scale residual_scale logit_scale "
      "expert_weights_scale expert_weights_norm expert_gating_func attention.rope_pattern attention.value_scale "
      "rope.dimension_count_swa attention.shared_kv_layers attention.output_scale swiglu_clamp_exp swiglu_clamp_shexp";

std::vector<Architecture> allRows()
{
    std::vector<Architecture> all;
    for (const auto rows : {rows::transformers(), rows::mixtures(), rows::recurrent(), rows::encoders()})
        all.insert(all.end(), rows.begin(), rows.end());
    std::ranges::sort(all, {}, &Architecture::name);
    return all;
}

} // namespace

std::span<const Architecture> architectures()
{
    static const std::vector<Architecture> kAll = allRows();
    return kAll;
}

const Architecture& classArchitectureOf(std::string_view name)
{
    // Norms that subtract the mean, which llama.cpp's graph does not, and experts that it weighs by softmax.
    static constexpr Architecture kPhiMoe{.name = "phimoe",
                                          .norm = NormKind::Layer,
                                          .rope = RopeStyle::Halves,
                                          .tensors = kPreNorms | kGate | kNormBiases | kForwardNormBias | kOwnHead,
                                          .normalizesExperts = false,
                                          .mixesSparsely = true,
                                          .expertsAsWide = true};
    return name == kPhiMoe.name ? kPhiMoe : architectureOf(name);
}

const Architecture& architectureOf(std::string_view name)
{
    static constexpr Architecture kUnknown{.name = "", .evaluated = false, .ropeUnlessUntuned = true};
    const auto all = architectures();
    const auto found = std::ranges::find(all, name, &Architecture::name);
    return found == all.end() ? kUnknown : *found;
}

bool Architecture::heeds(std::string_view key) const
{
    return !evaluated || !lists(kOwnKeys, key) || lists(heeded, key);
}

std::vector<std::string_view> Architecture::needs() const
{
    auto keys = wordsOf(needed);
    if (!normByKey)
        keys.push_back(norm == NormKind::Rms ? "attention.layer_norm_rms_epsilon" : "attention.layer_norm_epsilon");
    return keys;
}

std::vector<std::string_view> ownKeys()
{
    return wordsOf(kOwnKeys);
}

std::string evaluatedArchitectures()
{
    std::string out;
    for (const Architecture& row : architectures())
        if (row.evaluated)
            out += (out.empty() ? "" : ", ") + std::string(row.name);
    return out;
}

} // namespace headroom::model
