// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/perplexity.h"

#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/eval/noisefloor.h"
#include "core/eval/positions.h"
#include "core/eval/runner.h"
#include "core/eval/tally.h"
#include "core/quant/run/sourcestate.h"

#include <cmath>
#include <fmt/format.h>

namespace headroom::eval {

namespace {

Json windowEvent(std::size_t index, std::size_t count, const PerplexityChunk& chunk)
{
    return {{"window", index + 1},
            {"windows", count},
            {"nll", chunk.nll},
            {"tokens", chunk.tokens},
            {"perplexity", chunk.runningPerplexity}};
}

Result<PerplexityResult> run(EvaluatedModel& model, const Windows& windows, JobControl& control)
{
    PerplexityResult out;
    out.context = windows.context;
    out.textSha256 = windows.textSha256;
    out.bos = windows.bos;
    out.part = windows.part;
    out.warnings = model.warnings(windows.context);
    for (auto& warning : windows.warnings())
        out.warnings.push_back(std::move(warning));
    auto logits = WindowLogits::create(*model.session, windows.scoredPerWindow());
    if (!logits)
        return tl::unexpected(std::move(logits.error()));
    const std::vector<double>& nll = logits->nll;
    Moments all;
    PositionCurve curve(windows);
    for (std::size_t i = 0; i < windows.count(); ++i) {
        control.report({"evaluate", remark("progress.window", i + 1), i, windows.count(), 0, 0});
        HEADROOM_TRY(evaluateWindow(model, windows, i, kPiece, *logits->logits, control));
        HEADROOM_TRY(logits->summarize(targets(windows, i)));
        HEADROOM_TRY(checkLikelihood(nll, model.path, i));
        PerplexityChunk chunk;
        for (const double value : nll) {
            chunk.nll += value;
            all.add(value);
        }
        chunk.tokens = windows.scoredPerWindow();
        chunk.runningPerplexity = std::exp(all.mean());
        curve.addWindow(nll);
        out.chunks.push_back(chunk);
        control.event("window", windowEvent(i, windows.count(), chunk));
    }
    control.report({"evaluate", {}, windows.count(), windows.count(), 0, 0});
    out.perplexity = std::exp(all.mean());
    out.standardError = out.perplexity * all.standardError();
    out.tokensScored = all.count();
    out.nllByPosition = curve.points();
    if (isWiderThan(out.perplexity, out.standardError))
        out.warnings.push_back(remark("evaluate.wide_perplexity"));
    return out;
}

} // namespace

Result<PerplexityResult> perplexity(const std::filesystem::path& model, const std::filesystem::path& text,
                                    const EvalOptions& options, JobControl& control)
{
    ThreadPool pool(options.threads);
    auto evaluation = openModels({{model, options.kvType}}, 1, options, pool);
    if (!evaluation)
        return tl::unexpected(std::move(evaluation.error()));
    EvaluatedModel* const opened = &evaluation->models.front();
    const auto before = quant::sourceStates(*opened->file);
    auto windows = readWindows(*opened, text, options);
    if (!windows)
        return tl::unexpected(std::move(windows.error()));
    const auto hash = options.identify ? opened->file->knownSha256(control) : Result<std::string>("");
    if (!hash)
        return tl::unexpected(hash.error());
    auto out = run(*opened, *windows, control);
    if (!out)
        return out;
    out->file = opened->file;
    out->modelSha256 = *hash;
    out->kvType = options.kvType;
    out->precision = options.precision;
    out->workspaceBytes = evaluation->workspaceBytes;
    if (options.precision != infer::Precision::Exact) {
        const auto noise = fastNoiseFloor(*opened, *windows, options.kvType, pool, control);
        if (!noise)
            return tl::unexpected(noise.error());
        out->noiseFloorMeanKld = *noise;
    }
    HEADROOM_TRY(quant::checkUnchanged(*opened->file, before));
    if (options.identify)
        HEADROOM_TRY(quant::checkContent(*opened->file, *hash, control));
    return out;
}

Json toJson(const PerplexityResult& result)
{
    Json chunks = Json::array();
    for (const auto& chunk : result.chunks)
        chunks.push_back(
            {{"nll", chunk.nll}, {"tokens", chunk.tokens}, {"running_perplexity", chunk.runningPerplexity}});
    Json out = {{"perplexity", result.perplexity},
                {"standard_error", result.standardError},
                {"tokens_scored", result.tokensScored},
                {"context", result.context},
                {"chunks", std::move(chunks)},
                {"nll_by_position", toJson(result.nllByPosition)},
                {"kv_type", result.kvType},
                {"workspace_bytes", result.workspaceBytes},
                {"precision", infer::precisionName(result.precision)},
                {"warnings", result.warnings}};
    if (result.noiseFloorMeanKld)
        out["noise_floor_mean_kld"] = *result.noiseFloorMeanKld;
    addConditions(out,
                  {result.textSha256, result.bos, result.context, result.chunks.size(), result.tokensScored,
                   result.part, result.modelSha256});
    return out;
}

} // namespace headroom::eval
