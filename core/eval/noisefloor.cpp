// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/noisefloor.h"

#include "core/eval/tally.h"

#include <algorithm>

namespace headroom::eval {

namespace {

/// All logits of `tokens`, [tokens, vocabulary], `piece` tokens at a time.
Status runPieces(infer::Session& session, std::span<const model::Token> tokens, std::size_t piece,
                 infer::LogitRows& logits, JobControl& control)
{
    for (std::size_t begin = 0; begin < tokens.size(); begin += piece) {
        HEADROOM_TRY(control.checkpoint());
        const std::size_t count = std::min(piece, tokens.size() - begin);
        HEADROOM_TRY(session.evaluate(tokens.subspan(begin, count), count, logits, begin));
    }
    return {};
}

Result<double> meanDivergence(const WindowLogits& exact, const WindowLogits& fast)
{
    std::vector<double> kld(exact.rows.size());
    HEADROOM_TRY(exact.divergences(fast, kld));
    Moments moments;
    for (const double value : kld)
        moments.add(value);
    return moments.mean();
}

} // namespace

Result<double> fastNoiseFloor(EvaluatedModel& fast, const Windows& windows, std::string_view kvType, ThreadPool& pool,
                              JobControl& control)
{
    auto exact = fast.again(windows.context, pool, {kvType, 0, infer::Precision::Exact, fast.batch});
    if (!exact)
        return tl::unexpected(std::move(exact.error()));
    auto reference = WindowLogits::create(*exact->session, windows.scoredPerWindow());
    if (!reference)
        return tl::unexpected(std::move(reference.error()));
    auto other = WindowLogits::create(*fast.session, windows.scoredPerWindow());
    if (!other)
        return tl::unexpected(std::move(other.error()));
    const std::size_t count = std::min(noiseWindows(windows.count()), windows.count());
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        control.report({"noise_floor", {}, i, count, 0, 0});
        HEADROOM_TRY(evaluateWindow(*exact, windows, i, kPiece, *reference->logits, control));
        HEADROOM_TRY(evaluateWindow(fast, windows, i, kPiece, *other->logits, control));
        HEADROOM_TRY(reference->summarize(targets(windows, i)));
        HEADROOM_TRY(other->summarize(targets(windows, i)));
        const auto mean = meanDivergence(*reference, *other);
        if (!mean)
            return mean;
        sum += *mean;
    }
    return count > 0 ? sum / double(count) : 0;
}

Result<double> fastNoiseFloor(const std::shared_ptr<const infer::Transformer>& model,
                              std::span<const model::Token> tokens, std::size_t piece, infer::SessionOptions options,
                              ThreadPool& pool, JobControl& control)
{
    if (tokens.empty())
        return 0;
    std::vector<WindowLogits> logits;
    for (const auto precision : {infer::Precision::Exact, infer::Precision::Fast}) {
        options.precision = precision;
        auto session = infer::Session::create(model, std::uint32_t(tokens.size()), pool, options);
        if (!session)
            return tl::unexpected(std::move(session.error()));
        auto rows = WindowLogits::create(**session, tokens.size());
        if (!rows)
            return tl::unexpected(std::move(rows.error()));
        const std::size_t step = precision == infer::Precision::Exact ? kPiece : std::max<std::size_t>(1, piece);
        HEADROOM_TRY(runPieces(**session, tokens, step, *rows->logits, control));
        HEADROOM_TRY(rows->summarize(tokens));
        logits.push_back(std::move(*rows));
    }
    return meanDivergence(logits.front(), logits.back());
}

} // namespace headroom::eval
