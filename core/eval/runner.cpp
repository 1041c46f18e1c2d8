// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/runner.h"

#include "core/model/plaintext.h"
#include "core/model/remarks.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace headroom::eval {

Result<EvaluatedModel> EvaluatedModel::open(const std::filesystem::path& path, std::uint32_t context, ThreadPool& pool,
                                            const infer::SessionOptions& options)
{
    EvaluatedModel out;
    out.path = path;
    auto file = model::ModelFile::open(path);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    out.file = *file;
    out.file->remember();
    auto transformer = infer::Transformer::load(out.file);
    if (!transformer)
        return tl::unexpected(std::move(transformer.error()));
    out.transformer = *transformer;
    out.device = options.device;
    return out.again(context, pool, options);
}

Result<EvaluatedModel> EvaluatedModel::again(std::uint32_t context, ThreadPool& pool,
                                             const infer::SessionOptions& options) const
{
    infer::SessionOptions here = options;
    here.device = device;
    auto created = infer::Session::create(transformer, context, pool, here);
    if (!created)
        return tl::unexpected(std::move(created.error()));
    return EvaluatedModel{path, file, transformer, std::move(*created), options.batch, device};
}

namespace {

constexpr std::uint32_t kBatches[] = {0, 128, 64, 32, 16, 8}; ///< 0: what is fastest

/// The fast precision is held against the exact one by another session and two more windows of logits.
std::uint64_t workspaceOf(const std::vector<EvaluatedModel>& models, std::size_t logitWindows,
                          const EvalOptions& options)
{
    const bool fast = options.precision != infer::Precision::Exact;
    const std::uint64_t scored = options.context - 1 - options.context / 2;
    std::uint64_t sum = (logitWindows + (fast ? 2 : 0)) * scored * models.front().vocabulary() * sizeof(float);
    for (const auto& model : models)
        sum += model.session->bytes();
    return sum + (fast ? models.front().session->bytes() : 0);
}

Status createSessions(std::vector<EvaluatedModel>& models, const std::vector<ModelToOpen>& wanted, std::uint32_t batch,
                      const EvalOptions& options, ThreadPool& pool)
{
    for (std::size_t i = 0; i < models.size(); ++i) {
        models[i].session.reset();
        auto session = infer::Session::create(models[i].transformer, options.context, pool,
                                              {wanted[i].kvType, 0, options.precision, batch, options.device});
        if (!session)
            return tl::unexpected(std::move(session.error()));
        models[i].session = std::move(*session);
        models[i].batch = batch;
    }
    return {};
}

} // namespace

Result<Evaluation> openModels(const std::vector<ModelToOpen>& wanted, std::size_t logitWindows,
                              const EvalOptions& options, ThreadPool& pool)
{
    Evaluation out;
    for (const auto& [path, kvType] : wanted) {
        auto model
            = EvaluatedModel::open(path, options.context, pool, {kvType, 0, options.precision, 0, options.device});
        if (!model)
            return tl::unexpected(std::move(model.error()));
        if (const auto described = model::describe(*model->file))
            HEADROOM_TRY(model::checkContinues(*described));
        out.models.push_back(std::move(*model));
    }
    for (const std::uint32_t batch : kBatches) {
        if (batch > 0)
            HEADROOM_TRY(createSessions(out.models, wanted, batch, options, pool));
        out.workspaceBytes = workspaceOf(out.models, logitWindows, options);
        if (options.memoryLimitBytes == 0 || out.workspaceBytes <= options.memoryLimitBytes)
            return out;
    }
    return fail(ErrorCode::OutOfMemory, fmt::format("memory limit of {} bytes", options.memoryLimitBytes),
                fmt::format("{} are needed at context {}, beside the mapped files; raise the limit", out.workspaceBytes,
                            options.context));
}

Remarks EvaluatedModel::warnings(std::uint32_t context) const
{
    Remarks out;
    const std::string name = path.filename().string();
    const std::uint32_t trained = transformer->shape().contextLength;
    if (trained > 0 && context > trained)
        out.push_back(remark("evaluate.beyond_training", name, context, trained));
    if (const auto description = model::describe(*file))
        for (auto& trait : model::remarks(*description, file->metadata()))
            out.push_back(remark("of", name, std::move(trait.remark)));
    return out;
}

namespace {

/// The first of so many, and the first of the next.
void keepEvery(std::uint32_t step, Windows& windows)
{
    const std::size_t kept = (windows.count() + step - 1) / step;
    for (std::size_t i = 1; i < kept && step > 1; ++i)
        std::copy_n(windows.tokens.begin() + std::ptrdiff_t(i * step * windows.context), windows.context,
                    windows.tokens.begin() + std::ptrdiff_t(i * windows.context));
    windows.tokens.resize(kept * windows.context);
}

} // namespace

Result<Windows> readWindows(const EvaluatedModel& model, const std::filesystem::path& text, const EvalOptions& options)
{
    auto tokenizer = model::Tokenizer::create(*model.file);
    if (!tokenizer)
        return tl::unexpected(std::move(tokenizer.error()));
    auto content = model::readPlainText(text);
    if (!content)
        return tl::unexpected(std::move(content.error()));
    auto windows = cutWindows(**tokenizer, *content, options.context);
    if (!windows) {
        if (windows.error().where == "text")
            windows.error().where = text.string();
        return windows;
    }
    if (options.skipWindows >= windows->count())
        return fail(ErrorCode::InvalidArgument, text.string(),
                    fmt::format("has {} windows of {} tokens, and {} are to be left out", windows->count(),
                                options.context, options.skipWindows));
    windows->tokens.erase(windows->tokens.begin(),
                          windows->tokens.begin() + std::ptrdiff_t{options.skipWindows} * options.context);
    windows->part = {windows->part.of, options.skipWindows, options.windowStep};
    keepEvery(options.windowStep, *windows);
    if (options.maxWindows > 0 && windows->count() > options.maxWindows)
        windows->tokens.resize(std::size_t{options.maxWindows} * options.context);
    return windows;
}

std::span<const model::Token> targets(const Windows& windows, std::size_t index)
{
    return std::span(windows.tokens)
        .subspan(index * windows.context + windows.firstScored() + 1, windows.scoredPerWindow());
}

Status checkLikelihood(std::span<const double> nll, const std::filesystem::path& model, std::size_t window)
{
    const double sum = std::accumulate(nll.begin(), nll.end(), 0.0);
    if (nll.empty() || std::isfinite(std::exp(sum / double(nll.size()))))
        return {};
    return fail(ErrorCode::Corrupt, fmt::format("{}, window {}", model.string(), window + 1),
                "has a perplexity that is not finite: its weights or hyperparameters are without measure");
}

Status evaluateWindow(EvaluatedModel& model, const Windows& windows, std::size_t index, std::size_t piece,
                      infer::LogitRows& logits, JobControl& control)
{
    const auto tokens = std::span(windows.tokens).subspan(index * windows.context, windows.context - 1);
    std::size_t row = 0;
    model.session->clear();
    for (std::size_t begin = 0; begin < tokens.size(); begin += piece) {
        HEADROOM_TRY(control.checkpoint());
        const std::size_t end = std::min(begin + piece, tokens.size());
        const std::size_t rows = end - std::clamp<std::size_t>(windows.firstScored(), begin, end);
        auto status = model.session->evaluate(tokens.subspan(begin, end - begin), rows, logits, row);
        if (!status) {
            status.error().where += fmt::format(", window {}", index + 1);
            return status;
        }
        row += rows;
    }
    HEADROOM_TRY(model.file->intact());
    return {};
}

} // namespace headroom::eval
