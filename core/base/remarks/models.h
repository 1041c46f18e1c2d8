// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what is no fault of a model, but should be known of it.
#pragma once

#include "core/base/remarkrow.h"

#include <array>

namespace headroom::remarks {

inline constexpr std::array kModels{
    RemarkRow{"model.encoder",
              SAYS("Remarks", "an encoder: it reads a text at once, keeps no cache and generates nothing")},
    RemarkRow{"model.embedding",
              SAYS("Remarks", "an embedding model: it gives one vector for a text and generates nothing")},
    RemarkRow{
        "model.headless",
        SAYS("Remarks", "a model without an output head: it gives a vector for each token and generates nothing")},
    RemarkRow{"model.classifier", SAYS("Remarks", "a classifier or reranker: it scores a text and generates nothing")},
    RemarkRow{"model.diffusion",
              SAYS("Remarks", "a diffusion model: it writes all tokens at once, in steps; speeds are not modelled")},
    RemarkRow{"model.encoder_decoder",
              SAYS("Remarks",
                   "an encoder-decoder of {} and {} layers: the cache is the decoder's own, without cross attention's; "
                   "speeds are not modelled")},
    RemarkRow{"model.unknown_tensors",
              SAYS("Remarks", "{:.0f} tensors ({:.0f} bytes) belong to no layer that is known; the first is {}")},
    RemarkRow{"model.indexer_cache",
              SAYS("Remarks", "the keys of its indexer are cached too and not counted: {:.0f} numbers a token")},
    RemarkRow{"model.spare_rows",
              SAYS("Remarks", "{} of the {} rows of token_embd.weight are spare: there are {} tokens")},
    RemarkRow{"model.window_ignored",
              SAYS("Remarks",
                   "the model looks back {} tokens, for which llama.cpp has no place in architecture {}: in longer "
                   "contexts a GGUF file gives other figures than a folder, and all of them are cached")},
    RemarkRow{"model.chunk_fixed",
              SAYS("Remarks",
                   "the model attends within chunks of {} tokens, llama.cpp within chunks of {}: beyond the shorter of "
                   "them a GGUF file gives other figures than a folder")},
    RemarkRow{
        "model.rope_dynamic",
        SAYS("Remarks",
             "beyond its trained {} tokens the model scales positions anew as a text grows, which is not modelled")},
    RemarkRow{"model.cache_in_full",
              SAYS("Remarks",
                   "an older conversion without {}.attention.key_length_mla: llama.cpp keeps keys and values of every "
                   "head, {:.1f} times the compressed cache of a conversion of today")},
    RemarkRow{"model.yarn_whole",
              SAYS("Remarks",
                   "the model's YaRN blends from and to fractions of a pair, which llama.cpp rounds to whole ones: a "
                   "GGUF file gives slightly other figures than a folder")},
    RemarkRow{"model.gelu_tanh",
              SAYS("Remarks",
                   "the model's GELU is the exact one, computed here as in llama.cpp in its tanh form: logits differ "
                   "by some thousandths")},
    RemarkRow{"model.expert_groups",
              SAYS("Remarks",
                   "the model ranks groups of experts by their best one, here as in llama.cpp by their two best: other "
                   "experts may be chosen")},
    RemarkRow{"model.head_untied",
              SAYS("Remarks",
                   "config.json says that the output head is the embedding table, but a head with other numbers is "
                   "stored: it is used, as by transformers")},
    RemarkRow{
        "model.embedding_unscaled",
        SAYS("Remarks",
             "the model does not scale its embeddings, as llama.cpp does for this architecture: a GGUF file of it "
             "gives other figures than the folder")},
    RemarkRow{"model.sparse_mixing",
              SAYS("Remarks",
                   "the model weighs its experts by sparse mixing and norms around the mean, llama.cpp by softmax and "
                   "norms by size: a GGUF file of it gives other figures than the folder")},
    RemarkRow{"model.no_graph", SAYS("Remarks", "llama.cpp does not run architecture {}: the folder is all there is")},
    RemarkRow{
        "model.key_ignored",
        SAYS("Remarks",
             "\"{}\" has no effect in llama.cpp, where only other families than {} are computed with it; nor has it "
             "here, but in a Hugging Face folder whose class heeds it")},
    RemarkRow{"model.key_missing",
              SAYS("Remarks", "\"{}\" is missing: llama.cpp does not load this file, and it is not evaluated here")},
    RemarkRow{"model.rope_overruled",
              SAYS("Remarks",
                   "rope_scaling and rope_parameters of config.json contradict each other: rope_scaling counts, as in "
                   "transformers (a rope_theta that only rope_parameters have does not)")},
    RemarkRow{"model.mislabelled",
              SAYS("Remarks",
                   "mislabelled: {} says {}, which takes {:.2f} bits per weight of this model, and its weights take "
                   "{:.2f}")},
    RemarkRow{"model.key_unknown", SAYS("Remarks", "\"{}\" is known neither to llama.cpp nor here")},
    RemarkRow{"model.header_only",
              SAYS("Remarks",
                   "header only: the file's weights are not all here, so that it can be inspected and planned, and not "
                   "run")},
    RemarkRow{"model.tokenizer_changes",
              SAYS("Remarks", "the tokenizer changes: \"{}\" gets other ids than from tokenizer.json")},
    RemarkRow{"model.tokenizer_surrounds",
              SAYS("Remarks", "the tokenizer changes: other tokens are put around a text than tokenizer.json says")},
    RemarkRow{"model.tokenizer_after_special",
              SAYS("Remarks",
                   "the tokenizer changes after special tokens: \"{}\" gets other ids than from tokenizer.json, as "
                   "GGUF has no word for its spaces")},
    RemarkRow{
        "model.tokenizer_unusable",
        SAYS("Remarks", "the file has no tokenizer that can be used, as GGUF has no words for that of tokenizer.json")},
};

} // namespace headroom::remarks
