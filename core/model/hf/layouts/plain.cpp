// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Decoders whose layers attend, and keep nothing but keys and values.
#include "core/model/hf/layouts/layout.h"

#include <array>

namespace headroom::model::hf {

namespace {

constexpr std::array kPlain{
    Layout{"xglm", "XGLMForCausalLM", "xglm", R"(
$layers num_layers
$width d_model
$heads attention_heads
$inner ffn_dim
token_embd: $width, vocab_size
output_norm+: $width
output: $width, vocab_size if !tie_word_embeddings
blk.attn_norm+: $width
blk.attn_q+: $width, $width
blk.attn_k+: $width, $width
blk.attn_v+: $width, $width
blk.attn_output+: $width, $width
blk.ffn_norm+: $width
blk.ffn_up+: $width, $inner
blk.ffn_down+: $inner, $width
)"},
    Layout{"openai-gpt", "OpenAIGPTLMHeadModel", "openai-gpt", R"(
$layers n_layer
$width n_embd
$heads n_head
$inner 4 * $width
$context n_positions
token_embd: $width, vocab_size
position_embd: $width, $context
blk.attn_qkv+: $width, 3 * $width
blk.attn_output+: $width, $width
blk.attn_norm+: $width
blk.ffn_up+: $width, $inner
blk.ffn_down+: $inner, $width
blk.ffn_norm+: $width
)"},
    Layout{"ctrl", "CTRLLMHeadModel", "ctrl", R"(
$layers n_layer
$width n_embd
$heads n_head
$inner dff
$context n_positions
token_embd: $width, vocab_size
output_norm+: $width
output.bias!: vocab_size
blk.attn_norm+: $width
blk.attn_q+: $width, $width
blk.attn_k+: $width, $width
blk.attn_v+: $width, $width
blk.attn_output+: $width, $width
blk.ffn_norm+: $width
blk.ffn_up+: $width, $inner
blk.ffn_down+: $inner, $width
)"},
    Layout{"gpt_neox_japanese", "GPTNeoXJapaneseForCausalLM", "gpt_neox_japanese", R"(
$inner $width * intermediate_multiple_size
token_embd: $width, vocab_size
output_norm+: $width
output: $width, vocab_size if !tie_word_embeddings
blk.attn_norm+: $width
blk.attn_qkv: $width, 3 * $width
blk.attn_output: $width, $width
blk.attn_output.bias!: $width if layer == $layers - 1
blk.ffn_norm+: $width
blk.ffn_up: $width, $inner
blk.ffn_down: $inner, $width
)"},
    Layout{"doge", "DogeForCausalLM", "doge", R"(
only !(is_moe ?? 0)
only !(attention_bias ?? 0) && !(mlp_bias ?? 0)
use ends attention norms gated
blk.attn_q_norm: $length
blk.attn_k_norm: $length
blk.attn_decay!: $kv
blk.attn_step: $kv * $length, $kv
blk.attn_residual!: $width
blk.ffn_residual!: $width
)"},
    Layout{"jetmoe", "JetMoeForCausalLM", "jetmoe", R"(
$heads $kv * num_experts_per_tok
$kv num_key_value_heads
$length kv_channels
$experts num_local_experts
$used num_experts_per_tok
$expert intermediate_size
$attended $kv * $length
use experts
use ends norms
blk.attn_kv: $width, 2 * $attended
blk.attn_gate_inp: $width, $experts
blk.attn_q_exps: $width, $attended, $experts
blk.attn_output_exps: $attended, $width, $experts
blk.attn_mixture_bias!: $width
blk.ffn_mixture_bias!: $width
)"},
    Layout{"dbrx", "DbrxForCausalLM", "dbrx", R"(
$layers n_layers
$width d_model
$heads n_heads
$kv attn_config.kv_n_heads ?? 1
$inner ffn_config.ffn_hidden_size
$context max_seq_len
$experts ffn_config.moe_num_experts
$used ffn_config.moe_top_k
$expert $inner
use experts
use ends
blk.attn_norm: $width
blk.attn_qkv: $width, ($heads + 2 * $kv) * $length
blk.attn_output: $width, $width
blk.attn_output_norm: $width
)"},
    Layout{"nanochat", "NanoChatForCausalLM", "nanochat", R"(
token_embd: $width, vocab_size
output: $width, vocab_size if !tie_word_embeddings
use attention
blk.ffn_up: $width, $inner
blk.ffn_down: $inner, $width
)"},
    Layout{"bitnet", "BitNetForCausalLM", "bitnet", R"(
only !(attention_bias ?? 0)
use ends attention norms gated
blk.attn_sub_norm: $width
blk.ffn_sub_norm: $inner
)"},
    Layout{"diffllama", "DiffLlamaForCausalLM", "diffllama", R"(
only !(attention_bias ?? 0)
use ends attention norms gated
blk.attn_lambda_q1!: $length
blk.attn_lambda_k1!: $length
blk.attn_lambda_q2!: $length
blk.attn_lambda_k2!: $length
)"},
    // Cross-attention takes the place of a layer's own; what it reads are pictures.
    Layout{"mllama_text_model mllama", "MllamaForCausalLM", "mllama", R"(
$kv (layer in cross_attention_layers) ? 0 : num_key_value_heads
$seen layer in cross_attention_layers
token_embd: $width, vocab_size
token_embd_pictures!: $width, 8
output_norm: $width
output: $width, vocab_size if !(tie_word_embeddings ?? 0)
use attention norms gated
blk.cross_attn_q: $width, $heads * $length if $seen
blk.cross_attn_k: $width, num_key_value_heads * $length if $seen
blk.cross_attn_v: $width, num_key_value_heads * $length if $seen
blk.cross_attn_o: $heads * $length, $width if $seen
blk.cross_attn_q_norm: $length if $seen
blk.cross_attn_k_norm: $length if $seen
blk.cross_attn_attn_gate!: 1 if $seen
blk.cross_attn_mlp_gate!: 1 if $seen
)"},
    // Keys of an indexer are kept beside the latent ones.
    Layout{"glm_moe_dsa", "GlmMoeDsaForCausalLM", "glm-dsa", R"(
$kv 1
$length kv_lora_rank + qk_rope_head_dim
$values kv_lora_rank
$experts n_routed_experts
$used num_experts_per_tok
$expert moe_intermediate_size
$shared moe_intermediate_size * n_shared_experts
use experts
$routed (mlp_layer_types ?? 'sparse') == 'sparse' && layer >= (first_k_dense_replace ?? 0)
use ends norms
@attention.q_lora_rank q_lora_rank
@attention.kv_lora_rank kv_lora_rank
@attention.key_length_mla qk_nope_head_dim + qk_rope_head_dim
@attention.value_length_mla v_head_dim
@rope.dimension_count qk_rope_head_dim
@expert_shared_count n_shared_experts
blk.attn_q_a: $width, q_lora_rank
blk.attn_q_a_norm: q_lora_rank
blk.attn_q_b: q_lora_rank, $heads * (qk_nope_head_dim + qk_rope_head_dim)
blk.attn_kv_a_mqa: $width, kv_lora_rank + qk_rope_head_dim
blk.attn_kv_a_norm: kv_lora_rank
blk.attn_k_b: qk_nope_head_dim, kv_lora_rank, $heads
blk.attn_v_b: kv_lora_rank, v_head_dim, $heads
blk.attn_output: $heads * v_head_dim, $width
blk.indexer.attn_q_b: q_lora_rank, index_n_heads * index_head_dim
blk.indexer.attn_k: $width, index_head_dim
blk.indexer.k_norm+: index_head_dim
blk.indexer.proj: $width, index_n_heads
blk.ffn_gate: $width, $inner if !$routed
blk.ffn_up: $width, $inner if !$routed
blk.ffn_down: $inner, $width if !$routed
blk.ffn_gate_shexp: $width, $shared if $routed
blk.ffn_up_shexp: $width, $shared if $routed
blk.ffn_down_shexp: $shared, $width if $routed
)"},
};

} // namespace

std::span<const Layout> plainLayouts()
{
    return kPlain;
}

} // namespace headroom::model::hf
