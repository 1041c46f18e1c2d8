// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/noisefloor.h"

#include "core/eval/tally.h"

#include <algorithm>

namespace headroom::eval {

namespace {

/// All logits of `tokens`, [tokens, vocabulary], `piece` tokens at a time.
Status runPieces(infer::Session& session, std::span<const model::Token> tokens, std::size_t piece,
                 std::span<float> logits, JobControl& control)
{
    for (std::size_t begin = 0; begin < tokens.size(); begin += piece) {
        HEADROOM_TRY(control.checkpoint());
        const std::size_t count = std::min(piece, tokens.size() - begin);
        HEADROOM_TRY(
            session.evaluate(tokens.subspan(begin, count), count,
                             logits.subspan(begin * session.vocabulary(), count * std::size_t{session.vocabulary()})));
    }
    return {};
}

double meanDivergence(const WindowLogits& exact, const WindowLogits& fast, ThreadPool& pool)
{
    std::vector<double> kld(exact.rows.size());
    divergences(exact, fast, kld, pool);
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
    WindowLogits reference(windows.scoredPerWindow(), fast.vocabulary());
    WindowLogits other(windows.scoredPerWindow(), fast.vocabulary());
    const std::size_t count = std::min(noiseWindows(windows.count()), windows.count());
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        control.report({"noise floor", "", i, count, 0, 0});
        HEADROOM_TRY(evaluateWindow(*exact, windows, i, kPiece, reference.logits, control));
        HEADROOM_TRY(evaluateWindow(fast, windows, i, kPiece, other.logits, control));
        reference.summarizeRows(targets(windows, i), pool);
        other.summarizeRows(targets(windows, i), pool);
        sum += meanDivergence(reference, other, pool);
    }
    return count > 0 ? sum / double(count) : 0;
}

Result<double> fastNoiseFloor(const std::shared_ptr<const infer::Transformer>& model,
                              std::span<const model::Token> tokens, std::size_t piece, std::string_view kvType,
                              ThreadPool& pool, JobControl& control)
{
    if (tokens.empty())
        return 0;
    std::vector<WindowLogits> logits;
    for (const auto precision : {infer::Precision::Exact, infer::Precision::Fast}) {
        auto session = infer::Session::create(model, std::uint32_t(tokens.size()), pool, {kvType, 0, precision});
        if (!session)
            return tl::unexpected(std::move(session.error()));
        auto& rows = logits.emplace_back(tokens.size(), (*session)->vocabulary());
        const std::size_t step = precision == infer::Precision::Exact ? kPiece : std::max<std::size_t>(1, piece);
        HEADROOM_TRY(runPieces(**session, tokens, step, rows.logits, control));
        rows.summarizeRows(tokens, pool);
    }
    return meanDivergence(logits.front(), logits.back(), pool);
}

} // namespace headroom::eval
