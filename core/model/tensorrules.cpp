// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Extents as [columns, rows, matrices]; names as GGUF has them.
#include "core/model/tensorrules.h"

#include "core/model/architecture.h"

#include <algorithm>

namespace headroom::model {

namespace {

using Values = std::vector<std::uint64_t>;
using Where = TensorRule::Where;

std::uint64_t productOf(std::uint64_t a, std::uint64_t b)
{
    return a * b;
}

/// None of them, where a key is missing.
Values known(Values values)
{
    std::erase(values, 0U);
    return values;
}

bool isLatent(const Announced& a)
{
    return a.layer.latent;
}
std::uint64_t keyLength(const Announced& a)
{
    return isLatent(a) ? a.shape.keyLengthExpanded : a.layer.keyLength;
}
std::uint64_t valueLength(const Announced& a)
{
    return isLatent(a) ? a.shape.valueLengthExpanded : a.layer.valueLength;
}
/// What of a compressed attention's key is not rotated.
std::uint64_t plainLength(const Announced& a)
{
    return keyLength(a) - std::min<std::uint64_t>(keyLength(a), a.shape.ropeDimensions);
}
std::uint64_t convolved(const Announced& a)
{
    const auto& r = a.shape.recurrent;
    return r.inner + 2ULL * r.groups * r.state;
}

#define HEADS "attention.head_count"
#define KV_HEADS "attention.head_count_kv"
#define KEY "attention.key_length"
#define VALUE "attention.value_length"

constexpr Extent kWidth{"embedding_length", [](const Announced& a) { return known({a.shape.embedding}); }};
constexpr Extent kVocabulary{"vocab_size", [](const Announced& a) { return known({a.shape.vocabulary}); }};
/// Twice where a gate follows every query.
constexpr Extent kQueries{HEADS " " KEY, [](const Announced& a) {
                              const std::uint64_t rows = productOf(a.layer.heads, keyLength(a));
                              return known({rows, 2 * rows});
                          }};
constexpr Extent kLatentQueries{HEADS " " KEY "_mla",
                                [](const Announced& a) { return known({productOf(a.layer.heads, keyLength(a))}); }};
constexpr Extent kKeyExtent{KV_HEADS " " KEY,
                            [](const Announced& a) { return known({productOf(a.layer.kvHeads, a.layer.keyLength)}); }};
constexpr Extent kValues{KV_HEADS " " VALUE,
                         [](const Announced& a) { return known({productOf(a.layer.kvHeads, a.layer.valueLength)}); }};
constexpr Extent kFusedExtent{HEADS " " KV_HEADS " " KEY " " VALUE, [](const Announced& a) {
                                  const auto& l = a.layer;
                                  return known({productOf(std::uint64_t{l.heads} + l.kvHeads, l.keyLength)
                                                + productOf(l.kvHeads, l.valueLength)});
                              }};
constexpr Extent kHeadValues{HEADS " " VALUE,
                             [](const Announced& a) { return known({productOf(a.layer.heads, valueLength(a))}); }};
/// Of every number that is attended, or one for each head.
constexpr Extent kGates{HEADS " " VALUE, [](const Announced& a) {
                            return known({productOf(a.layer.heads, valueLength(a)), a.layer.heads});
                        }};
constexpr Extent kLatentHeadValues{
    HEADS " " VALUE "_mla", [](const Announced& a) { return known({productOf(a.layer.heads, valueLength(a))}); }};
/// One norm for every head, one over all heads together, or one number for each head.
constexpr Extent kQueryNorm{KEY " " HEADS, [](const Announced& a) {
                                if (architectureOf(a.shape.architecture).bareKeyNorm)
                                    return Values{1};
                                return known({a.layer.keyLength, productOf(a.layer.heads, a.layer.keyLength)});
                            }};
constexpr Extent kKeyNorm{KEY " " KV_HEADS, [](const Announced& a) {
                              return known({a.layer.keyLength, productOf(a.layer.kvHeads, a.layer.keyLength)});
                          }};
constexpr Extent kHeads{HEADS, [](const Announced& a) { return known({a.layer.heads}); }};
constexpr Extent kQueryRank{"attention.q_lora_rank", [](const Announced& a) { return known({a.shape.queryRank}); }};
constexpr Extent kRank{"attention.kv_lora_rank", [](const Announced& a) { return known({a.shape.kvRank}); }};
constexpr Extent kRankAndRotated{"attention.kv_lora_rank rope.dimension_count", [](const Announced& a) {
                                     const std::uint64_t rank = a.shape.kvRank;
                                     return rank ? Values{rank + a.shape.ropeDimensions} : Values{};
                                 }};
constexpr Extent kPlain{KEY "_mla rope.dimension_count", [](const Announced& a) { return known({plainLength(a)}); }};
constexpr Extent kValueLength{VALUE "_mla", [](const Announced& a) { return known({valueLength(a)}); }};
constexpr Extent kLatentBoth{HEADS " " KEY "_mla " VALUE "_mla", [](const Announced& a) {
                                 return known({productOf(a.layer.heads, plainLength(a) + valueLength(a))});
                             }};
/// The compressed attention of before keys were kept compressed.
constexpr Extent kExpandedBoth{HEADS " " KEY " " VALUE " rope.dimension_count", [](const Announced& a) {
                                   return known({productOf(a.layer.heads, plainLength(a) + valueLength(a))});
                               }};

/// A layer of experts may have a dense part beside them.
Values forwardWidths(const Announced& a)
{
    const Architecture& family = architectureOf(a.shape.architecture);
    Values widths{a.layer.feedForward / (family.countsGateAndUp ? 2 : 1)};
    if (a.layer.experts > 0)
        widths.insert(widths.begin(), family.denseAsWideAsModel ? a.shape.embedding : a.shape.feedForward);
    return known(std::move(widths));
}

/// Without a width of their own, the experts that are used share the model's, or each has it.
Values expertWidths(const Announced& a)
{
    if (architectureOf(a.shape.architecture).expertsAsWide)
        return known({a.shape.feedForward, a.shape.expertFeedForward});
    if (a.shape.expertFeedForward > 0)
        return {a.shape.expertFeedForward};
    return known({a.shape.feedForward, a.shape.feedForward / std::max(1U, a.shape.expertsUsed)});
}
Values twice(Values values)
{
    for (std::uint64_t& value : values)
        value *= 2;
    return values;
}

constexpr Extent kForward{"feed_forward_length", forwardWidths};
/// Gate and up may lie in one matrix.
constexpr Extent kUp{"feed_forward_length", [](const Announced& a) {
                         Values widths = forwardWidths(a);
                         const Values both = twice(widths);
                         widths.insert(widths.end(), both.begin(), both.end());
                         return widths;
                     }};
constexpr Extent kExpert{"expert_feed_forward_length", expertWidths};
constexpr Extent kExpertBoth{"expert_feed_forward_length", [](const Announced& a) { return twice(expertWidths(a)); }};
/// Zero experts is no gap, but contradicts there being some.
constexpr Extent kExperts{"expert_count", [](const Announced& a) { return Values{a.shape.experts}; }};
constexpr Extent kShared{"expert_shared_feed_forward_length expert_shared_count",
                         [](const Announced& a) { return known({a.shape.sharedFeedForward}); }};

constexpr Extent kSharedUp{"expert_shared_feed_forward_length expert_shared_count", [](const Announced& a) {
                               const std::uint64_t width = a.shape.sharedFeedForward;
                               return known({width, 2 * width});
                           }};

constexpr Extent kTaps{"ssm.conv_kernel", [](const Announced& a) { return known({a.shape.recurrent.convKernel}); }};
constexpr Extent kShortTaps{"shortconv.l_cache",
                            [](const Announced& a) { return known({a.shape.recurrent.convKernel}); }};
constexpr Extent kThrice{"embedding_length", [](const Announced& a) { return known({3ULL * a.shape.embedding}); }};
constexpr Extent kInner{"ssm.inner_size", [](const Announced& a) { return known({a.shape.recurrent.inner}); }};
constexpr Extent kConvolved{"ssm.inner_size ssm.group_count ssm.state_size",
                            [](const Announced& a) { return known({convolved(a)}); }};
/// Values and gates, for Mamba-2 with what its groups read and write and its heads' steps, for delta nets without
/// these.
constexpr Extent kScanInput{"ssm.inner_size ssm.group_count ssm.state_size ssm.time_step_rank", [](const Announced& a) {
                                const auto& r = a.shape.recurrent;
                                const std::uint64_t both = r.inner + convolved(a);
                                return r.groups == 0 ? known({both}) : known({both + r.rank, both});
                            }};
constexpr Extent kSteps{"ssm.time_step_rank ssm.state_size", [](const Announced& a) {
                            const auto& r = a.shape.recurrent;
                            return r.groups == 0 ? known({r.rank + 2ULL * r.state}) : Values{};
                        }};

constexpr TensorRule kRules[]{
    {"token_embd", Where::Anywhere, {&kWidth}},
    {"position_embd", Where::Anywhere, {&kWidth}},
    {"output", Where::Anywhere, {&kWidth, &kVocabulary}},
    {"output_norm", Where::Anywhere, {&kWidth}},
    {"token_embd_norm", Where::Anywhere, {&kWidth}},
    {"attn_norm", Where::Anywhere, {&kWidth}},
    {"attn_norm_2", Where::Anywhere, {&kWidth}},
    {"attn_output_norm", Where::Anywhere, {&kWidth}},
    {"layer_output_norm", Where::Anywhere, {&kWidth}},
    {"ffn_norm", Where::Anywhere, {&kWidth}},
    {"post_attention_norm", Where::Anywhere, {&kWidth}},
    {"post_ffw_norm", Where::Anywhere, {&kWidth}},
    {"attn_q", Where::Latent, {&kWidth, &kLatentQueries}},
    {"attn_q", Where::Attention, {&kWidth, &kQueries}},
    {"attn_k", Where::Attention, {&kWidth, &kKeyExtent}},
    {"attn_v", Where::Attention, {&kWidth, &kValues}},
    {"attn_qkv", Where::Attention, {&kWidth, &kFusedExtent}},
    {"attn_output", Where::Latent, {&kLatentHeadValues, &kWidth}},
    {"attn_output", Where::Attention, {&kHeadValues, &kWidth}},
    {"attn_q_norm", Where::Attention, {&kQueryNorm}},
    {"attn_k_norm", Where::Attention, {&kKeyNorm}},
    {"attn_sinks", Where::Attention, {&kHeads}},
    {"attn_gate", Where::Attention, {&kWidth, &kGates}},
    {"attn_q_a", Where::Attention, {&kWidth, &kQueryRank}},
    {"attn_q_a_norm", Where::Attention, {&kQueryRank}},
    {"attn_q_b", Where::Latent, {&kQueryRank, &kLatentQueries}},
    {"attn_q_b", Where::Attention, {&kQueryRank, &kQueries}},
    {"attn_kv_a_mqa", Where::Attention, {&kWidth, &kRankAndRotated}},
    {"attn_kv_a_norm", Where::Attention, {&kRank}},
    {"attn_kv_b", Where::Latent, {&kRank, &kLatentBoth}},
    {"attn_kv_b", Where::Attention, {&kRank, &kExpandedBoth}},
    {"attn_k_b", Where::Latent, {&kPlain, &kRank, &kHeads}},
    {"attn_v_b", Where::Latent, {&kRank, &kValueLength, &kHeads}},
    {"ffn_gate", Where::Anywhere, {&kWidth, &kForward}},
    {"ffn_up", Where::Anywhere, {&kWidth, &kUp}},
    {"ffn_down", Where::Anywhere, {&kForward, &kWidth}},
    {"ffn_gate_inp", Where::Anywhere, {&kWidth, &kExperts}},
    {"exp_probs_b", Where::Anywhere, {nullptr, &kExperts}},
    {"ffn_gate_exps", Where::Anywhere, {&kWidth, &kExpert, &kExperts}},
    {"ffn_up_exps", Where::Anywhere, {&kWidth, &kExpert, &kExperts}},
    {"ffn_gate_up_exps", Where::Anywhere, {&kWidth, &kExpertBoth, &kExperts}},
    {"ffn_down_exps", Where::Anywhere, {&kExpert, &kWidth, &kExperts}},
    {"ffn_gate_shexp", Where::Anywhere, {&kWidth, &kShared}},
    {"ffn_up_shexp", Where::Anywhere, {&kWidth, &kSharedUp}},
    {"ffn_down_shexp", Where::Anywhere, {&kShared, &kWidth}},
    {"attn_qkv", Where::Recurrent, {&kWidth, &kConvolved}},
    {"ssm_in", Where::Recurrent, {&kWidth, &kScanInput}},
    {"ssm_conv1d", Where::Recurrent, {&kTaps, &kConvolved}},
    {"ssm_x", Where::Recurrent, {&kInner, &kSteps}},
    {"ssm_out", Where::Recurrent, {&kInner, &kWidth}},
    {"ssm_beta", Where::Recurrent, {&kWidth}},
    {"ssm_alpha", Where::Recurrent, {&kWidth}},
    {"shortconv.conv", Where::Recurrent, {&kShortTaps, &kWidth}},
    {"shortconv.in_proj", Where::Recurrent, {&kWidth, &kThrice}},
    {"shortconv.out_proj", Where::Recurrent, {&kWidth, &kWidth}},
};

#undef HEADS
#undef KV_HEADS
#undef KEY
#undef VALUE

bool holds(Where where, const LayerShape& layer)
{
    switch (where) {
    case Where::Anywhere:
        return true;
    case Where::Attention:
        return layer.attends();
    case Where::Latent:
        return layer.attends() && layer.latent;
    case Where::Recurrent:
        return layer.recurrent();
    }
    return false;
}

} // namespace

const TensorRule* findTensorRule(std::string_view part, const LayerShape& layer)
{
    const auto found = std::ranges::find_if(
        kRules, [&](const TensorRule& rule) { return rule.part == part && holds(rule.where, layer); });
    return found == std::end(kRules) ? nullptr : &*found;
}

} // namespace headroom::model
