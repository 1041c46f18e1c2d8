// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: rows like those of denserecipes.h whose layers carry a state: I channels, Z numbers of state for each, T the
// time step's rank.
#pragma once

#include "interop/recipeparts.h"

namespace headroom::test {

#define CHANNEL_SCAN " ssm_in:W,2I ssm_conv1d+:4,I ssm_x:I,T+2Z ssm_dt+:T,I ssm_a!:Z,I ssm_d!:I ssm_out:I,W"
/// Eight heads in two groups: M = I + 4Z channels are convolved.
#define HEAD_SCAN " ssm_in:W,I+M+8 ssm_conv1d+:4,M ssm_dt.bias!:8 ssm_a!:1,8 ssm_d!:1,8 ssm_norm:64,2 ssm_out:I,W"
#define SHORT_CONVOLUTION " shortconv.conv:3,W shortconv.in_proj:W,3W shortconv.out_proj:W,W"
/// Four value heads and two key heads of 16.
#define DELTA_NET " attn_qkv:W,M attn_gate:W,I ssm_conv1d:4,M ssm_dt.bias!:4 ssm_a!:4 ssm_norm:16 ssm_out:I,W"
#define GATED_ATTENTION " attn_q:W,2Q attn_k:W,K attn_v:W,K attn_output:Q,W" HEAD_NORMS
#define INPUT_AND_POST " attn_norm:W post_attention_norm:W"
#define GATED_SHARED SHARED " ffn_gate_inp_shexp:W"

inline RecipeKeys scanKeys(std::uint32_t inner, std::uint32_t state, std::uint32_t rank, std::uint32_t groups,
                           RecipeKeys more = {})
{
    RecipeKeys keys{{"ssm.conv_kernel", {4U}},
                    {"ssm.inner_size", {inner}},
                    {"ssm.state_size", {state}},
                    {"ssm.time_step_rank", {rank}},
                    {"ssm.group_count", {groups}}};
    keys.insert(keys.end(), more.begin(), more.end());
    return keys;
}

/// Of models with nothing but scans.
inline RecipeKeys onlyScanKeys(std::uint32_t rank, std::uint32_t groups, RecipeKeys more = {})
{
    for (const char* name : {"attention.head_count", "attention.head_count_kv", "feed_forward_length"})
        more.push_back({name, {0U}});
    return scanKeys(128, 16, rank, groups, std::move(more));
}

inline const std::map<char, std::uint64_t> kChannels{{'I', 128}, {'Z', 16}, {'T', 8}, {'M', 192}};
inline const std::map<char, std::uint64_t> kDelta{{'I', 64}, {'M', 128}, {'D', 8}, {'L', 4}};

inline const std::vector<Recipe> kRecurrentRecipes{
    {.architecture = "falcon-h1",
     .layers = {" attn_norm:W ffn_norm!:W" QKV HEAD_SCAN GATED},
     .sizes = kChannels,
     .keys = scanKeys(128, 16, 8, 2)},
    {.architecture = "granitehybrid",
     .layers = {NORMS HEAD_SCAN GATED, NORMS QKV GATED},
     .sizes = kChannels,
     .keys = scanKeys(128, 16, 8, 2,
                      {{"attention.head_count_kv", listOf({0U, 2U})},
                       {"attention.scale", {0.1F}},
                       {"embedding_scale", {3.0F}},
                       {"residual_scale", {0.5F}},
                       {"logit_scale", {4.0F}},
                       {"rope.scaling.finetuned", {false}}})},
    {.architecture = "granitehybrid",
     .variant = "experts",
     .layers = {NORMS HEAD_SCAN EXPERTS SHARED, NORMS QKV EXPERTS SHARED},
     .sizes = {{'I', 128}, {'Z', 16}, {'M', 192}, {'X', 96}},
     .keys = scanKeys(128, 16, 8, 2,
                      {{"attention.head_count_kv", listOf({0U, 2U})},
                       {"attention.scale", {0.1F}},
                       {"embedding_scale", {3.0F}},
                       {"residual_scale", {0.5F}},
                       {"logit_scale", {4.0F}},
                       {"expert_shared_feed_forward_length", {48U}}})},
    {.architecture = "jamba",
     .layers = {NORMS CHANNEL_SCAN " ssm_dt_norm:T ssm_b_norm:Z ssm_c_norm:Z" GATED,
                NORMS QKV " ffn_gate_inp:W,E ffn_gate_exps:W,F,E ffn_up_exps:W,F,E ffn_down_exps:F,W,E"},
     .sizes = kChannels,
     .keys = scanKeys(128, 16, 8, 0, {{"attention.head_count_kv", listOf({0U, 2U})}})},
    {.architecture = "lfm2",
     .layers = {NORMS SHORT_CONVOLUTION GATED, NORMS QKV HEAD_NORMS GATED},
     .ends = "token_embd_norm:W",
     .sizes = {{'L', 4}},
     .keys = {{"shortconv.l_cache", {3U}}, {"attention.head_count_kv", listOf({0U, 2U, 0U, 2U})}}},
    {.architecture = "lfm2",
     .variant = "windows",
     .layers = {NORMS SHORT_CONVOLUTION GATED, NORMS QKV HEAD_NORMS GATED},
     .ends = "token_embd_norm:W output:W,N",
     .sizes = {{'L', 4}},
     .keys = {{"shortconv.l_cache", {3U}},
              {"attention.head_count_kv", listOf({0U, 2U, 0U, 2U})},
              {"attention.sliding_window", {16U}}}},
    {.architecture = "lfm2moe",
     .layers = {NORMS SHORT_CONVOLUTION GATED, NORMS QKV HEAD_NORMS EXPERTS CHOICE_BIAS,
                NORMS SHORT_CONVOLUTION EXPERTS CHOICE_BIAS},
     .ends = "token_embd_norm:W",
     .keys = {{"shortconv.l_cache", {3U}},
              {"attention.head_count_kv", listOf({0U, 2U, 0U})},
              {"leading_dense_block_count", {1U}},
              {"expert_gating_func", {2U}}}},
    {.architecture = "mamba",
     .layers = {" attn_norm:W" CHANNEL_SCAN},
     .ends = TIED,
     .sizes = kChannels,
     .keys = onlyScanKeys(8, 0)},
    {.architecture = "mamba",
     .variant = "norms",
     .layers = {" attn_norm:W" CHANNEL_SCAN},
     .sizes = kChannels,
     .keys = onlyScanKeys(8, 0, {{"ssm.dt_b_c_rms", {true}}})},
    {.architecture = "mamba2", .layers = {" attn_norm:W" HEAD_SCAN}, .sizes = kChannels, .keys = onlyScanKeys(8, 2)},
    {.architecture = "nemotron_h",
     .layers = {" attn_norm:W" HEAD_SCAN, " attn_norm:W" QKV, " attn_norm:W" UNGATED},
     .sizes = kChannels,
     .keys
     = scanKeys(128, 16, 8, 2,
                {{"attention.head_count_kv", listOf({0U, 2U, 0U})}, {"feed_forward_length", listOf({0U, 0U, 96U})}})},
    {.architecture = "nemotron_h_moe",
     .layers = {" attn_norm:W" HEAD_SCAN, " attn_norm:W" QKV,
                " attn_norm:W ffn_gate_inp:W,E ffn_up_exps:W,X,E ffn_down_exps:X,W,E ffn_up_shexp:W,S "
                "ffn_down_shexp:S,W" CHOICE_BIAS},
     .sizes = kChannels,
     .keys = scanKeys(128, 16, 8, 2,
                      {{"attention.head_count_kv", listOf({0U, 2U, 0U})},
                       {"feed_forward_length", listOf({0U, 0U, 48U})},
                       {"expert_shared_count", {1U}},
                       {"expert_shared_feed_forward_length", {48U}},
                       {"expert_weights_norm", {true}},
                       {"expert_weights_scale", {2.5F}}})},
    {.architecture = "qwen35",
     .layers = {INPUT_AND_POST DELTA_NET " ssm_beta:W,4 ssm_alpha:W,4" GATED, INPUT_AND_POST GATED_ATTENTION GATED},
     .sizes = kDelta,
     .keys
     = scanKeys(64, 16, 4, 2,
                {{"full_attention_interval", {2U}}, {"rope.dimension_sections", listOf<std::int32_t>({2, 1, 1, 0})}})},
    {.architecture = "qwen35moe",
     .layers = {INPUT_AND_POST DELTA_NET " ssm_beta:W,4 ssm_alpha:W,4" EXPERTS GATED_SHARED,
                INPUT_AND_POST GATED_ATTENTION EXPERTS GATED_SHARED},
     .sizes = kDelta,
     .keys = scanKeys(64, 16, 4, 2,
                      {{"full_attention_interval", {2U}},
                       {"rope.dimension_sections", listOf<std::int32_t>({2, 1, 1, 0})},
                       {"expert_shared_feed_forward_length", {48U}}})},
    {.architecture = "qwen3next",
     .layers = {INPUT_AND_POST DELTA_NET " ssm_ba:W,8" EXPERTS GATED_SHARED,
                INPUT_AND_POST GATED_ATTENTION EXPERTS GATED_SHARED},
     .sizes = kDelta,
     .keys = scanKeys(64, 16, 4, 2, {{"full_attention_interval", {2U}}, {"expert_shared_feed_forward_length", {48U}}})},
};

} // namespace headroom::test
