// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The random number of a position is one output of SplitMix64 (Steele, Lea, Flood 2014) at seed + position, so nothing
// is carried from token to token.
#include "core/infer/sampling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace headroom::infer {

namespace {

std::uint64_t mix(std::uint64_t x)
{
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

/// In [0, 1), 53 bits.
double uniform(std::uint64_t seed, std::uint64_t position)
{
    return static_cast<double>(mix(mix(seed) ^ position) >> 11) * 0x1.0p-53;
}

/// NaN sorts below everything.
float rank(float logit)
{
    return std::isnan(logit) ? -std::numeric_limits<float>::infinity() : logit;
}

model::Token greedy(std::span<const float> logits)
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < logits.size(); ++i)
        if (rank(logits[i]) > rank(logits[best]))
            best = i;
    return static_cast<model::Token>(best);
}

/// The likeliest tokens, likeliest first, lower id first among equals.
std::vector<std::size_t> candidates(std::span<const float> logits, std::uint32_t topK)
{
    std::vector<std::size_t> order(logits.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::size_t keep = topK == 0 ? order.size() : std::min<std::size_t>(topK, order.size());
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(keep);
    std::partial_sort(order.begin(), middle, order.end(), [&](std::size_t a, std::size_t b) {
        return rank(logits[a]) != rank(logits[b]) ? rank(logits[a]) > rank(logits[b]) : a < b;
    });
    order.resize(keep);
    return order;
}

} // namespace

model::Token sample(std::span<const float> logits, const SamplingOptions& options, std::uint64_t position)
{
    if (logits.empty())
        return -1;
    if (!(options.temperature > 0))
        return greedy(logits);
    const auto order = candidates(logits, options.topK);
    const double top = rank(logits[order.front()]);
    if (!std::isfinite(top))
        return static_cast<model::Token>(order.front());
    std::vector<double> cumulative;
    double total = 0;
    for (const std::size_t i : order)
        cumulative.push_back(total += std::exp((static_cast<double>(rank(logits[i])) - top) / options.temperature));
    // The smallest set whose probability reaches topP; never empty.
    const double limit = options.topP < 1 ? std::max(0.0, options.topP) * total : total;
    const auto last = std::min(std::lower_bound(cumulative.begin(), cumulative.end(), limit), cumulative.end() - 1);
    const double draw = uniform(options.seed, position) * *last;
    const auto chosen = std::min(std::upper_bound(cumulative.begin(), last, draw), last);
    return static_cast<model::Token>(order[static_cast<std::size_t>(chosen - cumulative.begin())]);
}

Result<std::vector<model::Token>> generate(Session& session, const model::Tokenizer& tokenizer,
                                           std::span<const model::Token> prompt, std::size_t maxTokens,
                                           const SamplingOptions& options,
                                           const std::function<void(std::string_view)>& onPiece, JobControl& control)
{
    std::vector<model::Token> out;
    if (prompt.empty())
        return fail(ErrorCode::InvalidArgument, "prompt", "has no tokens");
    std::vector<float> logits(session.vocabulary());
    const std::size_t known = std::min<std::size_t>(logits.size(), tokenizer.vocabularySize()); // the rest is padding
    HEADROOM_TRY(session.evaluate(prompt, 1, logits));
    while (out.size() < maxTokens) {
        HEADROOM_TRY(control.checkpoint());
        const model::Token token = sample(std::span(logits).first(known), options, session.length());
        if (tokenizer.endsGeneration(token))
            break;
        out.push_back(token);
        if (onPiece)
            onPiece(tokenizer.piece(token));
        control.report({"generate", {}, out.size(), maxTokens, 0, 0});
        if (out.size() == maxTokens || session.length() >= session.context())
            break;
        HEADROOM_TRY(session.evaluate({&token, 1}, 1, logits));
    }
    return out;
}

} // namespace headroom::infer
