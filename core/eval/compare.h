// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how far candidates are from a baseline, all models in lockstep over the same windows, whole vocabulary, no
// logits file. KL = Σ p (ln p - ln q) per scored token, double precision; positive differences mean harm. Formulas:
// fieldguide, evaluation §2.
#pragma once

#include "core/base/remark.h"
#include "core/eval/metric.h"
#include "core/eval/perplexity.h"

namespace headroom::eval {

/// Tokens taken as independent, as llama.cpp prints them: narrower than they should be, for display beside its figures,
/// never judged.
struct Independent {
    double meanKldStandardError = 0;
    ConfidenceInterval top1; ///< 95 %, Wilson
};

struct CandidateResult {
    std::string model; ///< path
    std::string sha256;
    std::uint64_t fileBytes = 0;
    double bitsPerWeight = 0;
    std::vector<Measurement> measurements; ///< results of earlier versions have fewer
    Independent independent;
    std::vector<PositionPoint> kldByPosition;
    std::vector<PositionPoint> top1ByPosition;
    Remarks otherTokens; ///< what makes it read the text otherwise than the baseline, which it was not asked for; see
                         ///< sametokens.h

    /// Null where it was not measured.
    const Measurement* find(std::string_view metric, std::string_view slice = kAll) const;
    /// NaN where it was not measured.
    double value(std::string_view metric) const;
};

/// Two candidates against each other, window by window: what both find hard cancels out, so the interval is narrower
/// than those of the two by themselves.
struct PairDifference {
    std::size_t a = 0, b = 0; ///< indices of candidates
    double meanKld = 0; ///< mean KLD of a minus that of b, nat; positive: b is closer to the baseline
    double low = 0, high = 0; ///< 95 %, clustered by window; NaN for a single window
};

struct CompareResult {
    std::string baseline;
    std::string baselineSha256;
    std::uint64_t baselineFileBytes = 0;
    double baselineBitsPerWeight = 0;
    double baselinePerplexity = 0;
    double baselineStandardError = 0;
    std::uint32_t context = 0;
    std::string candidateKvType; ///< the baseline keeps f32
    std::string precision; ///< of all models: "exact" or "fast"
    std::size_t windows = 0;
    std::size_t tokensScored = 0;
    std::string textSha256;
    std::optional<model::Token> bos; ///< that every window begins with, -1: none; absent: not recorded
    TextPart part; ///< of the text, that was measured
    std::uint64_t workspaceBytes = 0; ///< caches, scratch memory and logits, beside the mapped files
    double noiseFloorMeanKld = 0; ///< measured: the baseline against itself through another
                                  ///< batch split; in fast precision, against itself in exact precision
    std::size_t noiseFloorWindows = 0; ///< that it was measured on; 0: not recorded
    std::vector<Measurement> noiseFloor; ///< the same of all metrics; results of earlier versions have that one
    std::vector<CandidateResult> candidates;
    std::vector<PairDifference> pairs; ///< of all candidates, a before b
    Remarks warnings; ///< what limits the meaning of the figures
    std::shared_ptr<const model::ModelFile> baselineFile = {}; ///< as it was measured; null out of JSON

    Conditions conditions() const { return {textSha256, bos, context, windows, tokensScored, part, {}}; }
};
/// Errors: Conflict naming the field in which a model has changed meanwhile; InvalidArgument when a candidate's
/// vocabulary differs from the baseline's (named). Where it would only cut the text otherwise, or begin it without BOS,
/// that is a warning: all models see the baseline's tokens. Reports stage "compare"; event "window" carries running
/// means per candidate.
Result<CompareResult> compare(const std::filesystem::path& baseline,
                              const std::vector<std::filesystem::path>& candidates, const std::filesystem::path& text,
                              const EvalOptions& options, JobControl& control);
Json toJson(const CompareResult& result);
Result<CompareResult> compareFromJson(const Json& json);

} // namespace headroom::eval
