// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: rows like those of denserecipes.h, of families of 2025 and 2026 that have parts beside attention and
// feed-forward: experts beside a dense part, several residual streams, inputs for each layer, keys and values that
// layers share.
#pragma once

#include "interop/recipeparts.h"

namespace headroom::test {

#define GEMMA_NORMS NORMS POST_NORMS
/// Heads of 16 in layers with a window, of 32 in the others.
#define SMALL_HEADS " attn_q:W,4P attn_k:W,2P attn_v:W,2P attn_output:4P,W attn_q_norm:P attn_k_norm:P"
#define LARGE_HEADS " attn_q:W,Q attn_k:W,H attn_v:W,H attn_output:Q,W attn_q_norm:H attn_k_norm:H"
#define WITHOUT_VALUES " attn_q:W,Q attn_k:W,H attn_output:Q,W attn_q_norm:H attn_k_norm:H"
#define OWN_INPUT " inp_gate:W,Y proj:Y,W post_norm:W"
#define FUSED_SCALED_EXPERTS                                                                                           \
    " ffn_gate_inp:W,E ffn_gate_inp.scale!:W ffn_gate_up_exps:W,2X,E ffn_down_exps:X,W,E ffn_down_exps.scale!:E"
#define ALTUP                                                                                                          \
    " altup_correct_coef:4,4 altup_correct_scale:W altup_predict_coef:4,16 altup_router:W,4 altup_router_norm:W"       \
    " laurel_l:W,64 laurel_r:64,W laurel_post_norm:W"
#define SIX_HEADS " attn_q:W,6H attn_k:W,K attn_v:W,K attn_output:6H,W attn_gate:W,6"
#define FOUR_HEADS " attn_q:W,Q attn_k:W,K attn_v:W,K attn_output:Q,W attn_gate:W,A"

#define LATENT                                                                                                         \
    " attn_q_a:W,G attn_q_a_norm:G attn_q_b:G,4M attn_kv_a_mqa:W,J+D attn_kv_a_norm:J attn_k_b:P,J,A attn_v_b:J,P,A"   \
    " attn_output:4P,W"
#define INDEXER " indexer.attn_q_b:G,512 indexer.attn_k:W,64 indexer.k_norm+:64 indexer.proj:W,8"

inline const std::map<char, std::uint64_t> kLatentSizes{{'B', 1},  {'H', 32}, {'D', 8}, {'G', 32},
                                                        {'J', 24}, {'P', 16}, {'M', 24}};
inline RecipeKeys latentKeys(RecipeKeys more)
{
    RecipeKeys keys{{"leading_dense_block_count", {1U}},    {"expert_shared_count", {1U}},
                    {"expert_weights_norm", {true}},        {"expert_weights_scale", {1.5F}},
                    {"attention.q_lora_rank", {32U}},       {"attention.kv_lora_rank", {24U}},
                    {"attention.key_length_mla", {24U}},    {"attention.value_length_mla", {16U}},
                    {"attention.value_length", {24U}},      {"attention.indexer.head_count", {8U}},
                    {"attention.indexer.key_length", {64U}}};
    keys.insert(keys.end(), more.begin(), more.end());
    return keys;
}

inline const std::vector<Recipe> kLateRecipes{
    {.architecture = "apertus",
     .layers = {NORMS QKV HEAD_NORMS UNGATED},
     .keys = {{"xielu.alpha_n", listOf({0.3F, 0.9F})},
              {"xielu.alpha_p", listOf({0.8F, 0.1F})},
              {"xielu.beta", listOf({0.5F, 0.4F})},
              {"xielu.eps", listOf({-1e-6F, -1e-6F})}}},
    {.architecture = "arctic",
     .layers = {NORMS QKV " ffn_gate:W,W ffn_up:W,W ffn_down:W,W ffn_norm_exps:W ffn_gate_inp:W,E ffn_gate_exps:W,F,E "
                          "ffn_up_exps:W,F,E ffn_down_exps:F,W,E"}},
    {.architecture = "cohere2moe",
     .layers = {" attn_norm:W" QKV GATED, " attn_norm:W" QKV EXPERTS SHARED, " attn_norm:W" QKV EXPERTS SHARED,
                " attn_norm:W" QKV EXPERTS SHARED, " attn_norm:W" QKV EXPERTS SHARED},
     .ends = TIED,
     .keys = {{"logit_scale", {0.25F}},
              {"leading_dense_block_count", {1U}},
              {"expert_shared_count", {1U}},
              {"expert_weights_norm", {true}},
              {"expert_weights_scale", {1.5F}},
              {"attention.sliding_window", {16U}}}},
    {.architecture = "cogvlm",
     .layers = {NORMS FUSED_QKV GATED " vis_attn_qkv:W,3Q vis_attn_output:Q,W vis_gate:W,F vis_up:W,F vis_down:F,W"},
     .sizes = {{'B', 4}}},
    {.architecture = "deepseek2-ocr",
     .layers = {NORMS QKV GATED, NORMS QKV EXPERTS SHARED},
     .sizes = {{'B', 4}},
     .keys = {{"leading_dense_block_count", {1U}},
              {"expert_shared_count", {1U}},
              {"expert_weights_norm", {true}},
              {"expert_weights_scale", {1.5F}},
              {"rope.freq_base", {10000.0F}}}},
    {.architecture = "deepseek32",
     .layers = {NORMS LATENT INDEXER GATED, NORMS LATENT INDEXER EXPERTS CHOICE_BIAS SHARED},
     .sizes = kLatentSizes,
     .keys = latentKeys({{"attention.indexer.top_k", {16U}},
                         {"expert_gating_func", {2U}},
                         {"rope.scaling.type", {std::string("yarn")}},
                         {"rope.scaling.factor", {8.0F}},
                         {"rope.scaling.original_context_length", {32U}},
                         {"rope.scaling.yarn_log_multiplier", {0.1F}}})},
    {.architecture = "glm-dsa",
     .layers = {NORMS LATENT INDEXER GATED, NORMS LATENT EXPERTS CHOICE_BIAS SHARED,
                NORMS LATENT INDEXER EXPERTS CHOICE_BIAS SHARED},
     .sizes = kLatentSizes,
     .keys = latentKeys({{"attention.indexer.top_k", {16U}}, {"attention.indexer.types", listOf({1U, 0U, 1U})}})},
    {.architecture = "gemma3n",
     .layers = {GEMMA_NORMS QKV HEAD_NORMS GATED OWN_INPUT ALTUP},
     .ends = "output_norm:W per_layer_token_embd:25Y,N per_layer_model_proj:W,25Y per_layer_proj_norm:Y "
             "altup_proj:W,W,3 altup_unembd_proj:W,W,3",
     .sizes = {{'L', 25}, {'Y', 256}},
     .keys = {{"attention.sliding_window", {16U}}},
     .tolerance = kTableGelu},
    {.architecture = "gemma4",
     .layers
     = {GEMMA_NORMS SMALL_HEADS GATED OWN_INPUT " layer_output_scale:1",
        GEMMA_NORMS WITHOUT_VALUES GATED OWN_INPUT " layer_output_scale:1",
        GEMMA_NORMS SMALL_HEADS GATED OWN_INPUT " layer_output_scale:1",
        GEMMA_NORMS LARGE_HEADS GATED OWN_INPUT " layer_output_scale:1",
        GEMMA_NORMS " attn_q:W,4P attn_output:4P,W attn_q_norm:P ffn_gate:W,2F ffn_up:W,2F ffn_down:2F,W" OWN_INPUT
                    " layer_output_scale:1",
        GEMMA_NORMS " attn_q:W,Q attn_output:Q,W attn_q_norm:H ffn_gate:W,2F ffn_up:W,2F ffn_down:2F,W" OWN_INPUT
                    " layer_output_scale:1"},
     .ends = "output_norm:W per_layer_token_embd:6Y,N per_layer_model_proj:W,6Y per_layer_proj_norm:Y rope_freqs:R",
     .sizes = {{'H', 32}, {'P', 16}, {'Y', 24}},
     .keys = {{"attention.key_length_swa", {16U}},
              {"attention.value_length_swa", {16U}},
              {"attention.head_count_kv", listOf({2U, 1U, 2U, 1U, 2U, 1U})},
              {"attention.shared_kv_layers", {2U}},
              {"attention.sliding_window", {16U}},
              {"attention.sliding_window_pattern", listOf({true, false, true, false, true, false})},
              {"embedding_length_per_layer_input", {24U}},
              {"feed_forward_length", listOf({96U, 96U, 96U, 96U, 192U, 192U})},
              {"rope.dimension_count_swa", {16U}},
              {"rope.freq_base_swa", {500.0F}},
              {"final_logit_softcapping", {20.0F}}},
     .tolerance = kTableGelu},
    {.architecture = "gemma4",
     .variant = "experts",
     .layers
     = {GEMMA_NORMS SMALL_HEADS GATED FUSED_SCALED_EXPERTS " post_ffw_norm_1:W post_ffw_norm_2:W pre_ffw_norm_2:W",
        GEMMA_NORMS LARGE_HEADS GATED FUSED_SCALED_EXPERTS " post_ffw_norm_1:W post_ffw_norm_2:W pre_ffw_norm_2:W"},
     .ends = "output_norm:W rope_freqs:R",
     .sizes = {{'H', 32}, {'P', 16}},
     .keys = {{"attention.key_length_swa", {16U}},
              {"attention.value_length_swa", {16U}},
              {"attention.head_count_kv", listOf({2U, 1U})},
              {"attention.sliding_window", {16U}},
              {"attention.sliding_window_pattern", listOf({true, false})},
              {"embedding_length_per_layer_input", {0U}},
              {"rope.dimension_count_swa", {16U}}},
     .tolerance = kTableGelu},
    {.architecture = "grok",
     .layers = {NORMS " attn_output_norm:W layer_output_norm:W" QKV EXPERTS},
     .ends = TIED,
     .sizes = {{'X', 96}},
     .tolerance = kTableGelu},
    {.architecture = "grok",
     .variant = "2",
     .layers = {NORMS " attn_output_norm:W post_ffw_norm:W" QKV GATED EXPERTS},
     .keys = {{"attention.output_scale", {0.2F}},
              {"attn_logit_softcapping", {20.0F}},
              {"final_logit_softcapping", {25.0F}},
              {"embedding_scale", {9.0F}},
              {"logit_scale", {0.7F}}},
     .tolerance = kTableGelu},
    {.architecture = "grovemoe",
     .layers = {NORMS QKV HEAD_NORMS EXPERTS " ffn_gate_chexps:W,16,4 ffn_up_chexps:W,16,4 ffn_down_chexps:16,W,4"},
     .keys
     = {{"expert_chunk_feed_forward_length", {16U}}, {"expert_group_scale", {0.5F}}, {"experts_per_group", {2U}}}},
    {.architecture = "maple",
     .layers = {NORMS QKV HEAD_NORMS EXPERTS},
     .keys = {{"attention.sliding_window", {16U}},
              {"attention.sliding_window_pattern", listOf({true, false})},
              {"rope.dimension_count_swa", {8U}},
              {"rope.freq_base_swa", {500.0F}},
              {"swiglu_clamp_exp", listOf({0.5F, 0.0F})}}},
    {.architecture = "muse-glimmer",
     .layers = {NORMS POST_NORMS QKV HEAD_NORMS " attn_gate:W,Q" GATED},
     .sizes = {{'L', 4}},
     .keys = {{"attention.sliding_window", {16U}},
              {"rope.freq_base_swa", {500.0F}},
              {"logit_scale", {0.7F}},
              {"final_logit_softcapping", {20.0F}}}},
    {.architecture = "nanbeige", .layers = {NORMS QKV GATED}, .keys = {{"num_loops", {2U}}}},
    {.architecture = "nanbeige",
     .variant = "without norms between",
     .layers = {NORMS QKV GATED},
     .ends = TIED,
     .keys = {{"num_loops", {3U}}, {"skip_loop_final_norm", {true}}}},
    {.architecture = "smallthinker",
     .layers = {NORMS QKV EXPERTS},
     .sizes = {{'L', 5}},
     .keys = {{"expert_gating_func", {2U}}, {"attention.sliding_window", {16U}}}},
    {.architecture = "smallthinker",
     .variant = "whole",
     .layers = {NORMS QKV EXPERTS},
     .keys = {{"expert_gating_func", {1U}}}},
    {.architecture = "step35",
     .layers
     = {NORMS FOUR_HEADS HEAD_NORMS GATED, NORMS SIX_HEADS HEAD_NORMS EXPERTS CHOICE_BIAS SHARED,
        NORMS SIX_HEADS HEAD_NORMS EXPERTS CHOICE_BIAS SHARED, NORMS FOUR_HEADS HEAD_NORMS EXPERTS CHOICE_BIAS SHARED},
     .ends = "output_norm:W output:W,N rope_freqs:R",
     .keys = {{"attention.head_count", listOf({4U, 6U, 6U, 4U})},
              {"attention.sliding_window", {16U}},
              {"attention.sliding_window_pattern", listOf({false, true, true, false})},
              {"expert_shared_feed_forward_length", {48U}},
              {"expert_weights_norm", {true}},
              {"expert_weights_scale", {1.5F}},
              {"rope.freq_base_swa", {500.0F}},
              {"swiglu_clamp_exp", listOf({0.0F, 0.0F, 0.3F, 0.0F})},
              {"swiglu_clamp_shexp", listOf({0.4F, 0.0F, 0.0F, 0.5F})}}},
    {.architecture = "talkie",
     .layers = {" attn_q_norm:1,A" QKV GATED " layer_output_scale:1"},
     .ends = "output:W,N",
     .keys = {{"logit_scale", {0.7F}}}},
};

#undef GEMMA_NORMS
#undef SMALL_HEADS
#undef LARGE_HEADS
#undef WITHOUT_VALUES
#undef OWN_INPUT
#undef FUSED_SCALED_EXPERTS
#undef ALTUP
#undef LATENT
#undef INDEXER
#undef SIX_HEADS
#undef FOUR_HEADS

} // namespace headroom::test
