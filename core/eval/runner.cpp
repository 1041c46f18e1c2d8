// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/runner.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace headroom::eval {

Result<EvaluatedModel> EvaluatedModel::open(const std::filesystem::path& path, std::uint32_t context, ThreadPool& pool,
                                            const infer::SessionOptions& options)
{
    EvaluatedModel out;
    out.path = path;
    auto file = model::GgufFile::open(path);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    out.file = *file;
    auto transformer = infer::Transformer::load(out.file);
    if (!transformer)
        return tl::unexpected(std::move(transformer.error()));
    out.transformer = *transformer;
    auto session = infer::Session::create(out.transformer, context, pool, options);
    if (!session)
        return tl::unexpected(std::move(session.error()));
    out.session = std::move(*session);
    return out;
}

std::vector<std::string> EvaluatedModel::warnings(std::uint32_t context) const
{
    const std::uint32_t trained = transformer->shape().contextLength;
    if (trained == 0 || context <= trained)
        return {};
    return {fmt::format("{}: context {} is beyond the {} tokens the model was trained for", path.filename().string(),
                        context, trained)};
}

Result<Windows> readWindows(const EvaluatedModel& model, const std::filesystem::path& text, const EvalOptions& options)
{
    auto tokenizer = model::Tokenizer::create(*model.file);
    if (!tokenizer)
        return tl::unexpected(std::move(tokenizer.error()));
    auto content = readTextFile(text);
    if (!content)
        return tl::unexpected(std::move(content.error()));
    auto windows = cutWindows(**tokenizer, *content, options.context);
    if (!windows) {
        if (windows.error().where == "text")
            windows.error().where = text.string();
        return windows;
    }
    if (options.maxWindows > 0 && windows->count() > options.maxWindows)
        windows->tokens.resize(std::size_t{options.maxWindows} * options.context);
    return windows;
}

std::span<const model::Token> targets(const Windows& windows, std::size_t index)
{
    return std::span(windows.tokens)
        .subspan(index * windows.context + windows.firstScored() + 1, windows.scoredPerWindow());
}

Status evaluateWindow(EvaluatedModel& model, const Windows& windows, std::size_t index, std::size_t piece,
                      std::span<float> logits, JobControl& control)
{
    const auto tokens = std::span(windows.tokens).subspan(index * windows.context, windows.context - 1);
    const std::size_t vocabulary = model.vocabulary();
    std::size_t row = 0;
    model.session->clear();
    for (std::size_t begin = 0; begin < tokens.size(); begin += piece) {
        HEADROOM_TRY(control.checkpoint());
        const std::size_t end = std::min(begin + piece, tokens.size());
        const std::size_t rows = end - std::clamp<std::size_t>(windows.firstScored(), begin, end);
        HEADROOM_TRY(model.session->evaluate(tokens.subspan(begin, end - begin), rows,
                                             logits.subspan(row * vocabulary, rows * vocabulary)));
        row += rows;
    }
    HEADROOM_TRY(model.file->intact());
    const auto broken = std::find_if_not(logits.begin(), logits.begin() + static_cast<std::ptrdiff_t>(row * vocabulary),
                                         [](float value) { return std::isfinite(value); });
    if (static_cast<std::size_t>(broken - logits.begin()) < row * vocabulary)
        return fail(
            ErrorCode::Corrupt, model.path.string(),
            fmt::format("gives a logit that is not finite in window {}, position {}", index,
                        windows.firstScored() + static_cast<std::size_t>(broken - logits.begin()) / vocabulary));
    return {};
}

} // namespace headroom::eval
