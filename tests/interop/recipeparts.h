// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: groups of tensors that many architectures share, for the rows that RecipeWriter reads.
#pragma once

#include "interop/recipe.h"

namespace headroom::test {

#define NORMS " attn_norm:W ffn_norm:W"
#define BIASED_NORMS " attn_norm+:W ffn_norm+:W"
#define POST_NORMS " post_attention_norm:W post_ffw_norm:W"
#define QKV " attn_q:W,Q attn_k:W,K attn_v:W,K attn_output:Q,W"
#define BIASED_QKV " attn_q+:W,Q attn_k+:W,K attn_v+:W,K attn_output:Q,W"
#define ALL_BIASED_QKV " attn_q+:W,Q attn_k+:W,K attn_v+:W,K attn_output+:Q,W"
#define FUSED_QKV " attn_qkv:W,Q+2K attn_output:Q,W"
#define HEAD_NORMS " attn_q_norm:H attn_k_norm:H"
#define GATED " ffn_gate:W,F ffn_up:W,F ffn_down:F,W"
#define UNGATED " ffn_up:W,F ffn_down:F,W"
#define BIASED_UNGATED " ffn_up+:W,F ffn_down+:F,W"
#define EXPERTS " ffn_gate_inp:W,E ffn_gate_exps:W,X,E ffn_up_exps:W,X,E ffn_down_exps:X,W,E"
#define SHARED " ffn_gate_shexp:W,S ffn_up_shexp:W,S ffn_down_shexp:S,W"
#define CHOICE_BIAS " exp_probs_b.bias!:E"
#define TIED "output_norm:W"
#define BIASED_ENDS "output_norm+:W output:W,N"

constexpr double kTableGelu = 5e-3; ///< llama.cpp reads GELU from a table of F16

} // namespace headroom::test
