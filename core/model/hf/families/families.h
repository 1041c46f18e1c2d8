// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the rows of family.h, by what a layer of theirs consists of. A new family is a row in one of these files.
#pragma once

#include "core/model/hf/family.h"

namespace headroom::model::hf {

std::span<const Family> denseFamilies();
std::span<const Family> expertFamilies();
std::span<const Family> recurrentFamilies();
std::span<const Family> hybridFamilies();
std::span<const Family> deltaFamilies();
std::span<const Family> routedFamilies();
std::span<const Family> falconH1Families();
std::span<const Family> seeingFamilies();
std::span<const Family> ownFamilies(); ///< that llama.cpp has no graph of

/// A whole number of config.json; absent: where there is none, or no such.
std::uint32_t whole(const Json& config, const char* name, std::uint32_t absent);
bool truth(const Json& config, const char* name, bool absent);

inline constexpr std::uint32_t kSoftmax = 1, kSigmoid = 2; ///< of expert_gating_func

// Keys and derivations that families of several files share.
inline constexpr KeyRule kWindowKeys[]{{"sliding_window", "attention.sliding_window"}};
inline constexpr KeyRule kSharedExpertKeys[]{
    {"first_k_dense_replace", "leading_dense_block_count"},
    {"n_shared_experts", "expert_shared_count"},
    {"routed_scaling_factor", "expert_weights_scale", KeyRule::Number},
    {"norm_topk_prob", "expert_weights_norm", KeyRule::Boolean},
    {"n_group", "expert_group_count"},
    {"topk_group", "expert_group_used_count"},
};
inline constexpr KeyRule kSharedMlpKeys[]{{"shared_intermediate_size", "expert_shared_feed_forward_length"}};
inline constexpr KeyRule kGraniteKeys[]{
    {"embedding_multiplier", "embedding_scale", KeyRule::Number},
    {"residual_multiplier", "residual_scale", KeyRule::Number},
    {"attention_multiplier", "attention.scale", KeyRule::Number},
    {"logits_scaling", "logit_scale", KeyRule::Number},
};
inline constexpr KeyRule kDeepseekKeys[]{
    {"q_lora_rank", "attention.q_lora_rank"},
    {"kv_lora_rank", "attention.kv_lora_rank"},
    {"v_head_dim", "attention.value_length_mla"},
    {"qk_rope_head_dim", "rope.dimension_count"},
};
/// GGUF describes the compressed attention that is computed, and beside it what it stands for.
Status finishDeepseek(const Json& config, Metadata& metadata, const std::string& prefix);
/// The class has no grouped heads, whatever else config.json holds.
Status ungrouped(const Json&, Metadata& metadata, const std::string& prefix);
/// Scores are divided by the root of query_pre_attn_scalar.
Status finishGemma(const Json& config, Metadata& metadata, const std::string& prefix);
/// The other way round.
void describeDeepseek(const Metadata& metadata, const std::string& prefix, Json& config);
void describeGemma(const Metadata& metadata, const std::string& prefix, Json& config);
/// Every n-th layer is not rotated: what GGUF has no word for must not be otherwise.
Status checkUnrotated(const Json& config, const Metadata& metadata, const std::string& prefix, std::uint32_t every);
/// The feed-forward where config.json does not say it.
Status fourTimesWide(const Json&, Metadata& metadata, const std::string& prefix);

} // namespace headroom::model::hf
