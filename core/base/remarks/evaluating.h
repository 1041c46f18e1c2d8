// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what limits the meaning of measured figures, and why a gate is judged as it is.
#pragma once

#include "core/base/remarkrow.h"

#include <array>

namespace headroom::remarks {

inline constexpr std::array kEvaluating{
    RemarkRow{"evaluate.beyond_training",
              SAYS("Remarks", "{}: context {} is beyond the {} tokens the model was trained for")},
    RemarkRow{"evaluate.one_window", SAYS("Remarks", "window {} of the text's {}")},
    RemarkRow{"evaluate.part", SAYS("Remarks", "windows {} to {} of the text's {}")},
    RemarkRow{"evaluate.sample", SAYS("Remarks", "one window in {} of the text's {}, from number {} on")},
    RemarkRow{"evaluate.unknown_tokens",
              SAYS("Remarks", "{} of the text's {} tokens became <unk>: the vocabulary has none for their characters")},
    RemarkRow{
        "evaluate.few_tokens",
        SAYS("Remarks", "only {} tokens in {} windows were scored: so few say little, measure over a longer text")},
    RemarkRow{"evaluate.wide_perplexity",
              SAYS("Remarks",
                   "the 95 % interval of the perplexity is wider than the perplexity itself: measure over a longer "
                   "text")},
    RemarkRow{"evaluate.wide_metric",
              SAYS("Remarks", "the 95 % interval of {} is wider than its value: compare over a longer text")},
    RemarkRow{"tokens.bos_unlike_baseline",
              SAYS("Remarks",
                   "its vocabulary begins a text with BOS (add_bos_token), the baseline's does not: measured without")},
    RemarkRow{
        "tokens.no_bos_unlike_baseline",
        SAYS("Remarks",
             "its vocabulary begins a text without BOS (add_bos_token), the baseline's with it: measured with it")},
    RemarkRow{"tokens.other_bos",
              SAYS("Remarks", "its BOS is token {}, the baseline's {}: measured with the baseline's")},
    RemarkRow{"tokens.other_tokens",
              SAYS("Remarks",
                   "its tokenizer cuts this text into other tokens, from token {} on: measured on the baseline's")},
    RemarkRow{"tokens.other_value", SAYS("Remarks", "{} is \"{}\", the baseline's \"{}\"")},
    RemarkRow{"tokens.other_list", SAYS("Remarks", "{} differ from the baseline's")},
    RemarkRow{"gate.no_metric", SAYS("Remarks", "{} is no metric")},
    RemarkRow{"gate.not_measured", SAYS("Remarks", "it was not measured: compare again")},
    RemarkRow{"gate.no_number", SAYS("Remarks", "its value is no number")},
    RemarkRow{"gate.contradiction", SAYS("Remarks", "its figures contradict the comparison's: compare again")},
    RemarkRow{"gate.one_window", SAYS("Remarks", "one window says nothing of the spread: compare over a longer text")},
    RemarkRow{"gate.no_interval", SAYS("Remarks", "its interval over windows was not recorded: compare again")},
    RemarkRow{"gate.interval_no_number", SAYS("Remarks", "its interval is no number")},
    RemarkRow{"gate.nothing_scored", SAYS("Remarks", "nothing was scored")},
    RemarkRow{"gate.baseline_no_number", SAYS("Remarks", "the baseline's perplexity is no number")},
    RemarkRow{"gate.noise", SAYS("Remarks", "the baseline's own noise floor, {:.2g}, is not within the limit")},
    RemarkRow{"gate.noise_no_number", SAYS("Remarks", "the baseline's own noise floor is no number")},
    RemarkRow{
        "evaluate.above_bandwidth_cached",
        SAYS("Remarks",
             "generating took {:.0f} % of the read bandwidth: its {:.0f} bytes of weights stay in the processor's "
             "{:.0f} bytes of cache, which is faster than the memory that was measured")},
    RemarkRow{
        "evaluate.above_bandwidth",
        SAYS("Remarks",
             "generating took {:.0f} % of the read bandwidth: the two are measured one after the other, a busy "
             "machine slows one of them, and a part of the weights stays in caches; measure again when it is idle")},
    RemarkRow{"evaluate.above_products",
              SAYS("Remarks",
                   "the prompt took {:.0f} % of the product rate: the two are measured one after the other, and a busy "
                   "machine slows one of them; measure again when it is idle")},
    RemarkRow{"gate.keeps", SAYS("Remarks", "it keeps the limit")},
    RemarkRow{"gate.interval_keeps", SAYS("Remarks", "the whole 95 % interval keeps the limit")},
    RemarkRow{"gate.breaks", SAYS("Remarks", "it breaks the limit")},
    RemarkRow{"gate.interval_breaks", SAYS("Remarks", "the whole 95 % interval breaks the limit")},
    RemarkRow{"gate.inconclusive",
              SAYS("Remarks", "the limit lies within the 95 % interval: compare over more windows")},
    RemarkRow{"gate.baseline_changed", SAYS("Remarks", "the baseline has changed since: compare again")},
    RemarkRow{"gate.candidate_changed", SAYS("Remarks", "the candidate has changed since: compare again")},
    RemarkRow{"gate.read_only", SAYS("Remarks", "{} is read-only: the verdicts are not kept")},
    RemarkRow{"gate.not_kept", SAYS("Remarks", "the verdicts are not kept: {}, {}")},
    RemarkRow{"gate.baseline_gone", SAYS("Remarks", "the baseline is not there any more")},
    RemarkRow{"gate.baseline_without_hash", SAYS("Remarks", "the baseline's SHA-256 was not recorded: compare again")},
    RemarkRow{"gate.baseline_unreadable", SAYS("Remarks", "the baseline cannot be read: {}")},
    RemarkRow{"gate.candidate_gone", SAYS("Remarks", "the candidate is not there any more")},
    RemarkRow{"gate.candidate_without_hash",
              SAYS("Remarks", "the candidate's SHA-256 was not recorded: compare again")},
    RemarkRow{"gate.candidate_unreadable", SAYS("Remarks", "the candidate cannot be read: {}")},
};

} // namespace headroom::remarks
