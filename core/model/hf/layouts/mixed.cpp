// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Decoders some of whose layers, or all, keep a state that does not grow. Their architectures have rows that say which.
#include "core/model/hf/layouts/layout.h"

#include <array>

namespace headroom::model::hf {

namespace {

constexpr std::array kMixed{
    // Lightning attention: of each head its keys times its values.
    Layout{"minimax", "MiniMaxForCausalLM", "minimax", R"(
$attends layer_types == 'full_attention'
$kv $attends ? num_key_value_heads : 0
$linear $heads * $length
$experts num_local_experts
$used num_experts_per_tok
$expert intermediate_size
use experts
use ends attention norms
@ssm.conv_kernel 1
@ssm.inner_size $linear
@ssm.state_size $length
@ssm.time_step_rank $heads
blk.linear_qkv: $width, 3 * $linear if !$attends
blk.linear_gate: $width, $linear if !$attends
blk.linear_output: $linear, $width if !$attends
blk.linear_norm: $linear if !$attends
)"},
    Layout{"olmo_hybrid", "OlmoHybridForCausalLM", "olmo_hybrid", R"(
only !(attention_bias ?? 0)
$attends layer_types == 'full_attention'
$kv $attends ? num_key_value_heads : 0
$keys linear_num_key_heads * linear_key_head_dim
$scanned linear_num_value_heads * linear_value_head_dim
use ends attention gated
@ssm.conv_kernel linear_conv_kernel_dim
@ssm.inner_size $scanned
@ssm.state_size linear_key_head_dim
@ssm.group_count linear_num_key_heads
@ssm.time_step_rank linear_num_value_heads
blk.attn_q_norm: $heads * $length if $attends
blk.attn_k_norm: num_key_value_heads * $length if $attends
blk.post_attention_norm: $width if $attends
blk.post_ffw_norm: $width if $attends
blk.attn_norm: $width if !$attends
blk.ffn_norm: $width if !$attends
blk.delta_q: $width, $keys if !$attends
blk.delta_k: $width, $keys if !$attends
blk.delta_v: $width, $scanned if !$attends
blk.delta_g: $width, $scanned if !$attends
blk.delta_o: $scanned, $width if !$attends
blk.delta_a: $width, linear_num_value_heads if !$attends
blk.delta_b: $width, linear_num_value_heads if !$attends
blk.delta_q_conv!: linear_conv_kernel_dim, $keys if !$attends
blk.delta_k_conv!: linear_conv_kernel_dim, $keys if !$attends
blk.delta_v_conv!: linear_conv_kernel_dim, $scanned if !$attends
blk.delta_decay!: linear_num_value_heads if !$attends
blk.delta_step.bias!: linear_num_value_heads if !$attends
blk.delta_norm: linear_value_head_dim if !$attends
)"},
    // One block of attention and feed-forward, which every hybrid layer uses; each has a matrix behind it.
    Layout{"zamba", "ZambaForCausalLM", "zamba", R"(
only mamba_conv_bias && !mamba_proj_bias
$hybrid layers_block_type == 'hybrid'
$kv $hybrid ? num_key_value_heads : 0
$length attention_head_dim
$scan mamba_expand * $width
$attended attention_hidden_size
use ends
@ssm.conv_kernel mamba_d_conv
@ssm.inner_size $scan
@ssm.state_size mamba_d_state
@ssm.time_step_rank mamba_dt_rank
shared.attn_norm: $attended
shared.attn_q: $attended, $heads * $length
shared.attn_k: $attended, num_key_value_heads * $length
shared.attn_v: $attended, num_key_value_heads * $length
shared.attn_output: $heads * $length, $width
shared.ffn_norm: $width
shared.ffn_gate: $width, $inner
shared.ffn_up: $width, $inner
shared.ffn_down: $inner, $width
blk.shared_output: $width, $width if $hybrid
blk.attn_norm: $width
blk.scan_in: $width, 2 * $scan
blk.scan_conv!: mamba_d_conv, $scan
blk.scan_conv.bias!: $scan
blk.scan_x: $scan / n_mamba_heads, mamba_dt_rank + 2 * mamba_d_state, n_mamba_heads
blk.scan_dt: mamba_dt_rank, $scan / n_mamba_heads, n_mamba_heads
blk.scan_dt.bias!: $scan
blk.scan_a!: mamba_d_state, $scan
blk.scan_d!: $scan
blk.scan_out: $scan, $width
)"},
    // Gated linear recurrences, and attention to a window.
    Layout{"recurrent_gemma", "RecurrentGemmaForCausalLM", "recurrent_gemma", R"(
only !(attention_bias ?? 0)
$attends block_types[layer % #block_types] == 'attention'
$kv $attends ? (num_key_value_heads ?? num_attention_heads) : 0
$context attention_window_size
$inner intermediate_size / 2
$lru lru_width ?? $width
$block $lru / $heads
use ends attention norms
@ssm.conv_kernel conv1d_width
@ssm.inner_size $lru
@ssm.state_size 1
@ssm.time_step_rank $heads
@attention.sliding_window attention_window_size
blk.attn_output.bias!: $width if $attends
blk.lru_x+: $width, $lru if !$attends
blk.lru_y+: $width, $lru if !$attends
blk.lru_output+: $lru, $width if !$attends
blk.lru_conv!: conv1d_width, $lru if !$attends
blk.lru_conv.bias!: $lru if !$attends
blk.lru_recurrence!: $lru if !$attends
blk.lru_input_gate: $block, $block, $heads if !$attends
blk.lru_input_gate.bias!: $lru if !$attends
blk.lru_recurrence_gate: $block, $block, $heads if !$attends
blk.lru_recurrence_gate.bias!: $lru if !$attends
blk.ffn_gate+: $width, $inner
blk.ffn_up+: $width, $inner
blk.ffn_down+: $inner, $width
)"},
    // Of every channel what came last to attention and feed-forward, and a sum with its weights and its largest.
    Layout{"rwkv", "RwkvForCausalLM", "rwkv4", R"(
$heads 0
$kv 0
$length 0
$context context_length
$inner intermediate_size ?? (4 * $width)
$attended attention_hidden_size ?? $width
token_embd: $width, vocab_size
output_norm+: $width
output: $width, vocab_size if !tie_word_embeddings
token_embd_norm+: $width
@wkv.head_size 3
blk.attn_norm+: $width
blk.ffn_norm+: $width
blk.time_decay!: $attended
blk.time_first!: $attended
blk.time_mix_key!: $width
blk.time_mix_value!: $width
blk.time_mix_receptance!: $width
blk.time_key: $width, $attended
blk.time_value: $width, $attended
blk.time_receptance: $width, $attended
blk.time_output: $attended, $width
blk.channel_mix_key!: $width
blk.channel_mix_receptance!: $width
blk.channel_key: $width, $inner
blk.channel_receptance: $width, $width
blk.channel_value: $inner, $width
)"},
};

} // namespace

std::span<const Layout> mixedLayouts()
{
    return kMixed;
}

} // namespace headroom::model::hf
