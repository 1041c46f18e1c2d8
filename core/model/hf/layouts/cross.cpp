// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Decoders of models that translate and sum up, without their encoder: their class holds the attention to it all the
// same. Behind them encoders of texts with a head that names words, and a decoder by permutations.
#include "core/model/hf/layouts/layout.h"

#include <array>

namespace headroom::model::hf {

namespace {

constexpr std::array kCross{
    Layout{"bart mvp plbart", "BartForCausalLM MvpForCausalLM PLBartForCausalLM", "bart-decoder", R"(
use decoder
position_embd: $width, $context + 2
token_embd_norm+: $width
)"},
    Layout{"mbart", "MBartForCausalLM", "mbart-decoder", R"(
use decoder
position_embd: $width, $context + 2
token_embd_norm+: $width
output_norm+: $width
)"},
    Layout{"blenderbot pegasus", "BlenderbotForCausalLM PegasusForCausalLM", "pegasus-decoder", R"(
use decoder
position_embd: $width, $context
output_norm+: $width
)"},
    Layout{"marian", "MarianForCausalLM", "marian-decoder", R"(
use decoder
position_embd: $width, $context
)"},
    Layout{"blenderbot-small", "BlenderbotSmallForCausalLM", "bart-decoder", R"(
use decoder
position_embd: $width, $context
token_embd_norm+: $width
)"},
    Layout{"bert camembert data2vec-text roberta xlm-roberta",
           "BertLMHeadModel CamembertForCausalLM Data2VecTextForCausalLM RobertaForCausalLM XLMRobertaForCausalLM",
           "bert", "use encoder"},
    Layout{"xlnet", "XLNetLMHeadModel", "xlnet", R"(
$layers n_layer
$width d_model
$heads n_head
$length d_head
$inner d_inner
$context 512
$attended $heads * $length
token_embd: $width, vocab_size
mask_embd!: $width
output.bias!: vocab_size
blk.attn_q: $width, $attended
blk.attn_k: $width, $attended
blk.attn_v: $width, $attended
blk.attn_output: $attended, $width
blk.attn_position: $width, $attended
blk.attn_position.bias!: $attended
blk.attn_segment.bias!: $attended
blk.attn_word.bias!: $attended
blk.attn_segments!: $attended, 2
blk.attn_norm+: $width
blk.ffn_up+: $width, $inner
blk.ffn_down+: $inner, $width
blk.ffn_norm+: $width
)"},
};

} // namespace

std::span<const Layout> crossLayouts()
{
    return kCross;
}

} // namespace headroom::model::hf
