// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: lists of tensor names that several families share. Internal to family.cpp and match.cpp.
#pragma once

#include "core/model/hf/family.h"

namespace headroom::model::hf::names {

#define BLOCK "layers.{}."
#define OURS "blk.{}."

inline constexpr NameRule kEnds[]{{"embed_tokens", "token_embd"}, {"norm", "output_norm"}, {"/lm_head", "output"}};
/// Heads that score instead of continuing a text, of any family.
inline constexpr NameRule kScores[]{
    {"/score", "cls.output"}, {"/classifier", "cls.output"}, {"/qa_outputs", "cls.output"}, {"/v_head", "cls.output"}};
inline constexpr NameRule kAttention[]{
    {BLOCK "self_attn.q_proj", OURS "attn_q"},
    {BLOCK "self_attn.k_proj", OURS "attn_k"},
    {BLOCK "self_attn.v_proj", OURS "attn_v"},
    {BLOCK "self_attn.o_proj", OURS "attn_output"},
};
/// The same where GGUF rotates pairs.
inline constexpr NameRule kPairedAttention[]{
    {BLOCK "self_attn.q_proj", OURS "attn_q", &kQueryHeads},
    {BLOCK "self_attn.k_proj", OURS "attn_k", &kKeyHeads},
    {BLOCK "self_attn.v_proj", OURS "attn_v"},
    {BLOCK "self_attn.o_proj", OURS "attn_output"},
};
inline constexpr NameRule kHeadNorms[]{
    {BLOCK "self_attn.q_norm", OURS "attn_q_norm"},
    {BLOCK "self_attn.k_norm", OURS "attn_k_norm"},
};
/// Pre-norms, and the gated feed-forward between.
inline constexpr NameRule kGated[]{
    {BLOCK "input_layernorm", OURS "attn_norm"}, {BLOCK "post_attention_layernorm", OURS "ffn_norm"},
    {BLOCK "mlp.gate_proj", OURS "ffn_gate"},    {BLOCK "mlp.up_proj", OURS "ffn_up"},
    {BLOCK "mlp.down_proj", OURS "ffn_down"},
};
/// Norms after attention and feed-forward only.
inline constexpr NameRule kPostNormed[]{
    {BLOCK "post_attention_layernorm", OURS "post_attention_norm"},
    {BLOCK "post_feedforward_layernorm", OURS "post_ffw_norm"},
    {BLOCK "mlp.gate_proj", OURS "ffn_gate"},
    {BLOCK "mlp.up_proj", OURS "ffn_up"},
    {BLOCK "mlp.down_proj", OURS "ffn_down"},
};
inline constexpr NameRule kExperts[]{
    {BLOCK "mlp.gate", OURS "ffn_gate_inp"},
    {BLOCK "mlp.experts.{}.gate_proj", OURS "ffn_gate_exps"},
    {BLOCK "mlp.experts.{}.up_proj", OURS "ffn_up_exps"},
    {BLOCK "mlp.experts.{}.down_proj", OURS "ffn_down_exps"},
    {BLOCK "mlp.shared_expert.gate_proj", OURS "ffn_gate_shexp"},
    {BLOCK "mlp.shared_expert.up_proj", OURS "ffn_up_shexp"},
    {BLOCK "mlp.shared_expert.down_proj", OURS "ffn_down_shexp"},
    {BLOCK "mlp.shared_expert_gate", OURS "ffn_gate_inp_shexp", &kRowVector},
};
inline constexpr NameRule kMixtral[]{
    {BLOCK "block_sparse_moe.gate", OURS "ffn_gate_inp"},
    {BLOCK "block_sparse_moe.experts.{}.w1", OURS "ffn_gate_exps"},
    {BLOCK "block_sparse_moe.experts.{}.w2", OURS "ffn_down_exps"},
    {BLOCK "block_sparse_moe.experts.{}.w3", OURS "ffn_up_exps"},
};
inline constexpr NameRule kGraniteMoe[]{
    {BLOCK "block_sparse_moe.router.layer", OURS "ffn_gate_inp"},
    {BLOCK "block_sparse_moe.input_linear", OURS "ffn_gate_exps", &kUpperHalf},
    {BLOCK "block_sparse_moe.input_linear", OURS "ffn_up_exps", &kLowerHalf},
    {BLOCK "block_sparse_moe.output_linear", OURS "ffn_down_exps"},
};
/// Of a layer that has experts beside it.
inline constexpr NameRule kSharedMlp[]{
    {BLOCK "shared_mlp.input_linear", OURS "ffn_gate_shexp", &kUpperHalf},
    {BLOCK "shared_mlp.input_linear", OURS "ffn_up_shexp", &kLowerHalf},
    {BLOCK "shared_mlp.output_linear", OURS "ffn_down_shexp"},
};
inline constexpr NameRule kAfmoe[]{
    {BLOCK "input_layernorm", OURS "attn_norm"},
    {BLOCK "post_attention_layernorm", OURS "post_attention_norm"},
    {BLOCK "pre_mlp_layernorm", OURS "ffn_norm"},
    {BLOCK "post_mlp_layernorm", OURS "post_ffw_norm"},
    {BLOCK "self_attn.gate_proj", OURS "attn_gate"},
    {BLOCK "mlp.gate_proj", OURS "ffn_gate"},
    {BLOCK "mlp.up_proj", OURS "ffn_up"},
    {BLOCK "mlp.down_proj", OURS "ffn_down"},
    {BLOCK "mlp.router.gate", OURS "ffn_gate_inp"},
    {BLOCK "mlp.expert_bias", OURS "exp_probs_b.bias", &kCopy, true},
};
inline constexpr NameRule kLlama4[]{
    {BLOCK "input_layernorm", OURS "attn_norm"},
    {BLOCK "post_attention_layernorm", OURS "ffn_norm"},
    {BLOCK "feed_forward.gate_proj", OURS "ffn_gate"},
    {BLOCK "feed_forward.up_proj", OURS "ffn_up"},
    {BLOCK "feed_forward.down_proj", OURS "ffn_down"},
    {BLOCK "feed_forward.router", OURS "ffn_gate_inp"},
    {BLOCK "feed_forward.experts.gate_up_proj", OURS "ffn_gate_exps.weight", &kUpperColumns, true},
    {BLOCK "feed_forward.experts.gate_up_proj", OURS "ffn_up_exps.weight", &kLowerColumns, true},
    {BLOCK "feed_forward.experts.down_proj", OURS "ffn_down_exps.weight", &kExpertsTransposed, true},
    {BLOCK "feed_forward.shared_expert.gate_proj", OURS "ffn_gate_shexp"},
    {BLOCK "feed_forward.shared_expert.up_proj", OURS "ffn_up_shexp"},
    {BLOCK "feed_forward.shared_expert.down_proj", OURS "ffn_down_shexp"},
};
inline constexpr NameRule kDeepseek[]{
    {BLOCK "self_attn.q_proj", OURS "attn_q"},
    {BLOCK "self_attn.q_a_proj", OURS "attn_q_a"},
    {BLOCK "self_attn.q_a_layernorm", OURS "attn_q_a_norm"},
    {BLOCK "self_attn.q_b_proj", OURS "attn_q_b"},
    {BLOCK "self_attn.kv_a_proj_with_mqa", OURS "attn_kv_a_mqa"},
    {BLOCK "self_attn.kv_a_layernorm", OURS "attn_kv_a_norm"},
    {BLOCK "self_attn.kv_b_proj", OURS "attn_k_b", &kLatentKey},
    {BLOCK "self_attn.kv_b_proj", OURS "attn_v_b", &kLatentValue},
    {BLOCK "self_attn.o_proj", OURS "attn_output"},
};
inline constexpr NameRule kCorrection[]{
    {BLOCK "mlp.gate.e_score_correction_bias", OURS "exp_probs_b.bias", &kCopy, true}};
inline constexpr NameRule kErnieCorrection[]{
    {BLOCK "mlp.moe_statics.e_score_correction_bias", OURS "exp_probs_b.bias", &kRowVector, true}};
/// Before kExperts, which has another name for them: the first is the one that is written.
inline constexpr NameRule kSharedExperts[]{
    {BLOCK "mlp.shared_experts.gate_proj", OURS "ffn_gate_shexp"},
    {BLOCK "mlp.shared_experts.up_proj", OURS "ffn_up_shexp"},
    {BLOCK "mlp.shared_experts.down_proj", OURS "ffn_down_shexp"},
};
/// Its norm before the feed-forward counts as one after attention.
inline constexpr NameRule kPostNormFeeds[]{
    {BLOCK "input_layernorm", OURS "attn_norm"}, {BLOCK "post_attention_layernorm", OURS "post_attention_norm"},
    {BLOCK "mlp.gate_proj", OURS "ffn_gate"},    {BLOCK "mlp.up_proj", OURS "ffn_up"},
    {BLOCK "mlp.down_proj", OURS "ffn_down"},
};
inline constexpr NameRule kGemmaEnds[]{
    {"embed_tokens", "token_embd"}, {"norm", "output_norm", &kPlusOne}, {"/lm_head", "output"}};
inline constexpr NameRule kGemma[]{
    {BLOCK "input_layernorm", OURS "attn_norm", &kPlusOne},
    {BLOCK "post_attention_layernorm", OURS "ffn_norm", &kPlusOne},
    {BLOCK "mlp.gate_proj", OURS "ffn_gate"},
    {BLOCK "mlp.up_proj", OURS "ffn_up"},
    {BLOCK "mlp.down_proj", OURS "ffn_down"},
};
inline constexpr NameRule kGemma2[]{
    {BLOCK "input_layernorm", OURS "attn_norm", &kPlusOne},
    {BLOCK "post_attention_layernorm", OURS "post_attention_norm", &kPlusOne},
    {BLOCK "pre_feedforward_layernorm", OURS "ffn_norm", &kPlusOne},
    {BLOCK "post_feedforward_layernorm", OURS "post_ffw_norm", &kPlusOne},
    {BLOCK "self_attn.q_norm", OURS "attn_q_norm", &kPlusOne},
    {BLOCK "self_attn.k_norm", OURS "attn_k_norm", &kPlusOne},
    {BLOCK "mlp.gate_proj", OURS "ffn_gate"},
    {BLOCK "mlp.up_proj", OURS "ffn_up"},
    {BLOCK "mlp.down_proj", OURS "ffn_down"},
};
inline constexpr NameRule kNemotron[]{
    {"norm", "output_norm", &kPlusOne},
    {BLOCK "input_layernorm", OURS "attn_norm", &kPlusOne},
    {BLOCK "post_attention_layernorm", OURS "ffn_norm", &kPlusOne},
    {BLOCK "mlp.up_proj", OURS "ffn_up"},
    {BLOCK "mlp.down_proj", OURS "ffn_down"},
};
inline constexpr NameRule kPhi2[]{
    {"final_layernorm", "output_norm"},
    {BLOCK "input_layernorm", OURS "attn_norm"},
    {BLOCK "self_attn.dense", OURS "attn_output"},
    {BLOCK "mlp.fc1", OURS "ffn_up"},
    {BLOCK "mlp.fc2", OURS "ffn_down"},
};
inline constexpr NameRule kPhi3[]{
    {BLOCK "input_layernorm", OURS "attn_norm"},   {BLOCK "post_attention_layernorm", OURS "ffn_norm"},
    {BLOCK "self_attn.qkv_proj", OURS "attn_qkv"}, {BLOCK "self_attn.o_proj", OURS "attn_output"},
    {BLOCK "mlp.gate_up_proj", OURS "ffn_up"},     {BLOCK "mlp.down_proj", OURS "ffn_down"},
};
inline constexpr NameRule kGlm[]{
    {BLOCK "input_layernorm", OURS "attn_norm"},
    {BLOCK "post_attention_layernorm", OURS "ffn_norm"},
    {BLOCK "mlp.gate_up_proj", OURS "ffn_up"},
    {BLOCK "mlp.down_proj", OURS "ffn_down"},
};
inline constexpr NameRule kGlm4[]{
    {BLOCK "input_layernorm", OURS "attn_norm"},         {BLOCK "post_self_attn_layernorm", OURS "post_attention_norm"},
    {BLOCK "post_attention_layernorm", OURS "ffn_norm"}, {BLOCK "post_mlp_layernorm", OURS "post_ffw_norm"},
    {BLOCK "mlp.gate_up_proj", OURS "ffn_up"},           {BLOCK "mlp.down_proj", OURS "ffn_down"},
};
inline constexpr NameRule kGpt2[]{
    {"wte", "token_embd"},
    {"wpe", "position_embd"},
    {"ln_f", "output_norm"},
    {"h.{}.ln_1", OURS "attn_norm"},
    {"h.{}.attn.c_attn", OURS "attn_qkv", &kTransposed},
    {"h.{}.attn.c_proj", OURS "attn_output", &kTransposed},
    {"h.{}.ln_2", OURS "ffn_norm"},
    {"h.{}.mlp.c_fc", OURS "ffn_up", &kTransposed},
    {"h.{}.mlp.c_proj", OURS "ffn_down", &kTransposed},
    {"/lm_head", "output"},
};
inline constexpr NameRule kBigCode[]{
    {"wte", "token_embd"},
    {"wpe", "position_embd"},
    {"ln_f", "output_norm"},
    {"/lm_head", "output"},
    {"h.{}.ln_1", OURS "attn_norm"},
    {"h.{}.attn.c_attn", OURS "attn_qkv", &kGroupedQkv},
    {"h.{}.attn.c_proj", OURS "attn_output"},
    {"h.{}.ln_2", OURS "ffn_norm"},
    {"h.{}.mlp.c_fc", OURS "ffn_up"},
    {"h.{}.mlp.c_proj", OURS "ffn_down"},
};
inline constexpr NameRule kHunyuanNorms[]{
    {BLOCK "self_attn.query_layernorm", OURS "attn_q_norm"},
    {BLOCK "self_attn.key_layernorm", OURS "attn_k_norm"},
};
inline constexpr NameRule kNeox[]{
    {"embed_in", "token_embd"},
    {"final_layer_norm", "output_norm"},
    {"/embed_out", "output"},
    {BLOCK "input_layernorm", OURS "attn_norm"},
    {BLOCK "post_attention_layernorm", OURS "ffn_norm"},
    {BLOCK "attention.query_key_value", OURS "attn_qkv", &kNeoxQkv},
    {BLOCK "attention.dense", OURS "attn_output"},
    {BLOCK "mlp.dense_h_to_4h", OURS "ffn_up"},
    {BLOCK "mlp.dense_4h_to_h", OURS "ffn_down"},
};
inline constexpr NameRule kBloom[]{
    {"word_embeddings", "token_embd"},
    {"word_embeddings_layernorm", "token_embd_norm"},
    {"ln_f", "output_norm"},
    {"/lm_head", "output"},
    {"h.{}.input_layernorm", OURS "attn_norm"},
    {"h.{}.self_attention.query_key_value", OURS "attn_qkv", &kNeoxQkv},
    {"h.{}.self_attention.dense", OURS "attn_output"},
    {"h.{}.post_attention_layernorm", OURS "ffn_norm"},
    {"h.{}.mlp.dense_h_to_4h", OURS "ffn_up"},
    {"h.{}.mlp.dense_4h_to_h", OURS "ffn_down"},
};
inline constexpr NameRule kOpt[]{
    {"embed_tokens", "token_embd"},
    {"embed_positions", "position_embd_unused", &kFirstTwo},
    {"embed_positions", "position_embd", &kAfterTwo},
    {"final_layer_norm", "output_norm"},
    {"/lm_head", "output"},
    {BLOCK "self_attn_layer_norm", OURS "attn_norm"},
    {BLOCK "self_attn.q_proj", OURS "attn_q"},
    {BLOCK "self_attn.k_proj", OURS "attn_k"},
    {BLOCK "self_attn.v_proj", OURS "attn_v"},
    {BLOCK "self_attn.out_proj", OURS "attn_output"},
    {BLOCK "final_layer_norm", OURS "ffn_norm"},
    {BLOCK "fc1", OURS "ffn_up"},
    {BLOCK "fc2", OURS "ffn_down"},
};
inline constexpr NameRule kGptj[]{
    {"wte", "token_embd"},
    {"ln_f", "output_norm"},
    {"/lm_head", "output"},
    {"h.{}.ln_1", OURS "attn_norm"},
    {"h.{}.attn.q_proj", OURS "attn_q"},
    {"h.{}.attn.k_proj", OURS "attn_k"},
    {"h.{}.attn.v_proj", OURS "attn_v"},
    {"h.{}.attn.out_proj", OURS "attn_output"},
    {"h.{}.mlp.fc_in", OURS "ffn_up"},
    {"h.{}.mlp.fc_out", OURS "ffn_down"},
};
inline constexpr NameRule kFalcon[]{
    {"word_embeddings", "token_embd"},
    {"ln_f", "output_norm"},
    {"/lm_head", "output"},
    {"h.{}.input_layernorm", OURS "attn_norm"},
    {"h.{}.ln_mlp", OURS "attn_norm"},
    {"h.{}.ln_attn", OURS "attn_norm_2"},
    {"h.{}.self_attention.query_key_value", OURS "attn_qkv", &kGroupedQkv},
    {"h.{}.self_attention.dense", OURS "attn_output"},
    {"h.{}.mlp.dense_h_to_4h", OURS "ffn_up"},
    {"h.{}.mlp.dense_4h_to_h", OURS "ffn_down"},
};
inline constexpr NameRule kInternlm2[]{
    {"tok_embeddings", "token_embd"},
    {"norm", "output_norm"},
    {"/output", "output"},
    {BLOCK "attention_norm", OURS "attn_norm"},
    {BLOCK "ffn_norm", OURS "ffn_norm"},
    {BLOCK "attention.wqkv", OURS "attn_q", &kGroupedQuery},
    {BLOCK "attention.wqkv", OURS "attn_k", &kGroupedKey},
    {BLOCK "attention.wqkv", OURS "attn_v", &kGroupedValue},
    {BLOCK "attention.wo", OURS "attn_output"},
    {BLOCK "feed_forward.w1", OURS "ffn_gate"},
    {BLOCK "feed_forward.w2", OURS "ffn_down"},
    {BLOCK "feed_forward.w3", OURS "ffn_up"},
};
inline constexpr NameRule kStarcoder2[]{
    {BLOCK "input_layernorm", OURS "attn_norm"},
    {BLOCK "post_attention_layernorm", OURS "ffn_norm"},
    {BLOCK "mlp.c_fc", OURS "ffn_up"},
    {BLOCK "mlp.c_proj", OURS "ffn_down"},
};
inline constexpr NameRule kStablelm[]{
    {BLOCK "self_attn.q_layernorm.norms.{}", OURS "attn_q_norm"},
    {BLOCK "self_attn.k_layernorm.norms.{}", OURS "attn_k_norm"},
};
inline constexpr NameRule kGptOss[]{
    {BLOCK "input_layernorm", OURS "attn_norm"},
    {BLOCK "post_attention_layernorm", OURS "post_attention_norm"},
    {BLOCK "self_attn.sinks", OURS "attn_sinks.weight", &kCopy, true},
    {BLOCK "mlp.router", OURS "ffn_gate_inp"},
    {BLOCK "mlp.experts.gate_up_proj", OURS "ffn_gate_exps.weight", &kEvenColumns, true},
    {BLOCK "mlp.experts.gate_up_proj", OURS "ffn_up_exps.weight", &kOddColumns, true},
    {BLOCK "mlp.experts.down_proj", OURS "ffn_down_exps.weight", &kExpertsTransposed, true},
    {BLOCK "mlp.experts.gate_up_proj_blocks", OURS "ffn_gate_exps.weight", &kEvenRows, true},
    {BLOCK "mlp.experts.gate_up_proj_blocks", OURS "ffn_up_exps.weight", &kOddRows, true},
    {BLOCK "mlp.experts.down_proj_blocks", OURS "ffn_down_exps.weight", &kCopy, true},
    {BLOCK "mlp.experts.gate_up_proj_bias", OURS "ffn_gate_exps.bias", &kEvenItems, true},
    {BLOCK "mlp.experts.gate_up_proj_bias", OURS "ffn_up_exps.bias", &kOddItems, true},
    {BLOCK "mlp.experts.down_proj_bias", OURS "ffn_down_exps.bias", &kCopy, true},
};
inline constexpr NameRule kLfm2[]{
    {"embed_tokens", "token_embd"},
    {"embedding_norm", "token_embd_norm"},
    {BLOCK "operator_norm", OURS "attn_norm"},
    {BLOCK "ffn_norm", OURS "ffn_norm"},
    {BLOCK "self_attn.q_proj", OURS "attn_q"},
    {BLOCK "self_attn.k_proj", OURS "attn_k"},
    {BLOCK "self_attn.v_proj", OURS "attn_v"},
    {BLOCK "self_attn.out_proj", OURS "attn_output"},
    {BLOCK "self_attn.q_layernorm", OURS "attn_q_norm"},
    {BLOCK "self_attn.k_layernorm", OURS "attn_k_norm"},
    {BLOCK "feed_forward.w1", OURS "ffn_gate"},
    {BLOCK "feed_forward.w2", OURS "ffn_down"},
    {BLOCK "feed_forward.w3", OURS "ffn_up"},
    {BLOCK "conv.conv", OURS "shortconv.conv", &kSqueezed},
    {BLOCK "conv.in_proj", OURS "shortconv.in_proj"},
    {BLOCK "conv.out_proj", OURS "shortconv.out_proj"},
};
inline constexpr NameRule kMamba2[]{
    {"embeddings", "token_embd"},
    {"norm_f", "output_norm"},
    {"/lm_head", "output"},
    {BLOCK "norm", OURS "attn_norm"},
    {BLOCK "mixer.in_proj", OURS "ssm_in"},
    {BLOCK "mixer.conv1d.weight", OURS "ssm_conv1d.weight", &kSqueezed, true},
    {BLOCK "mixer.conv1d.bias", OURS "ssm_conv1d.bias", &kCopy, true},
    {BLOCK "mixer.dt_bias", OURS "ssm_dt.bias", &kCopy, true},
    {BLOCK "mixer.A_log", OURS "ssm_a", &kMinusExp, true},
    {BLOCK "mixer.D", OURS "ssm_d", &kAsColumnVector, true},
    {BLOCK "mixer.norm", OURS "ssm_norm", &kByGroup},
    {BLOCK "mixer.out_proj", OURS "ssm_out"},
};

inline constexpr NameRule kMamba[]{
    {"embeddings", "token_embd"},
    {"norm_f", "output_norm"},
    {"/lm_head", "output"},
    {BLOCK "norm", OURS "attn_norm"},
    {BLOCK "mixer.in_proj", OURS "ssm_in"},
    {BLOCK "mixer.conv1d.weight", OURS "ssm_conv1d.weight", &kSqueezed, true},
    {BLOCK "mixer.conv1d.bias", OURS "ssm_conv1d.bias", &kCopy, true},
    {BLOCK "mixer.x_proj", OURS "ssm_x"},
    {BLOCK "mixer.dt_proj", OURS "ssm_dt"},
    {BLOCK "mixer.A_log", OURS "ssm_a", &kMinusExpEach, true},
    {BLOCK "mixer.D", OURS "ssm_d", &kCopy, true},
    {BLOCK "mixer.out_proj", OURS "ssm_out"},
};
/// Beside those of LFM2.
inline constexpr NameRule kLfm2Moe[]{
    {BLOCK "feed_forward.gate", OURS "ffn_gate_inp"},
    {BLOCK "feed_forward.expert_bias", OURS "exp_probs_b.bias", &kCopy, true},
    {BLOCK "feed_forward.experts.{}.w1", OURS "ffn_gate_exps"},
    {BLOCK "feed_forward.experts.{}.w2", OURS "ffn_down_exps"},
    {BLOCK "feed_forward.experts.{}.w3", OURS "ffn_up_exps"},
};

#undef BLOCK
#undef OURS

} // namespace headroom::model::hf::names
