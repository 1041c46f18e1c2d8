// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/compare.h"

#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/eval/noisefloor.h"
#include "core/eval/sametokens.h"
#include "core/eval/tally.h"
#include "core/quant/run/sourcestate.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace headroom::eval {

namespace {

constexpr std::size_t kNoisePiece = 61; ///< another batch split than kPiece
constexpr std::size_t kCutShare = 4; ///< of the windows are cut in another way too

struct Identity {
    std::string sha256;
    std::uint64_t fileBytes = 0;
    double bitsPerWeight = 0;
};

Result<Identity> identify(const EvaluatedModel& model, JobControl& control)
{
    auto hash = model.file->knownSha256(control);
    if (!hash)
        return tl::unexpected(std::move(hash.error()));
    auto description = model::describe(*model.file);
    if (!description)
        return tl::unexpected(std::move(description.error()));
    return Identity{std::move(*hash), model.file->fileBytes(), description->bitsPerWeight()};
}

/// The lockstep loop: all models over window 0, then all over window 1, …
class Comparison {
public:
    /// exact: the baseline in exact precision where the models are in another one; may be null.
    Comparison(std::vector<EvaluatedModel>& models, EvaluatedModel* exact, const Windows& windows, JobControl& control)
        : m_models(models)
        , m_exact(exact)
        , m_windows(windows)
        , m_control(control)
        , m_kld(windows.scoredPerWindow())
        , m_noise(windows)
        , m_tallies(models.size() - 1, CandidateTally(windows))
    {
    }

    Status run()
    {
        for (WindowLogits* logits : {&m_base, &m_other}) {
            auto created = WindowLogits::create(*m_models.front().session, m_windows.scoredPerWindow());
            if (!created)
                return tl::unexpected(std::move(created.error()));
            *logits = std::move(*created);
        }
        for (std::size_t i = 0; i < m_windows.count(); ++i) {
            HEADROOM_TRY(evaluate(m_models.front(), i, kPiece, m_base));
            m_likelihood.add(m_base.nll);
            if (i < noiseSteps())
                HEADROOM_TRY(measureNoise(i));
            for (std::size_t c = 0; c < m_tallies.size(); ++c) {
                HEADROOM_TRY(evaluate(m_models[c + 1], i, kPiece, m_other));
                HEADROOM_TRY(m_base.divergences(m_other, m_kld));
                m_tallies[c].add(m_base, m_other, m_kld);
            }
            m_control.event("window", event(i));
        }
        return {};
    }

    void finish(CompareResult& out) const
    {
        out.baselinePerplexity = m_likelihood.perplexity();
        out.baselineStandardError = m_likelihood.standardError();
        out.context = m_windows.context;
        out.windows = m_windows.count();
        out.tokensScored = m_likelihood.tokens.count();
        out.textSha256 = m_windows.textSha256;
        out.bos = m_windows.bos;
        out.part = m_windows.part;
        CandidateResult noise;
        m_noise.finish(m_noiseTruth, noise);
        out.noiseFloorMeanKld = m_noise.meanKld();
        out.noiseFloorWindows = noiseSteps();
        std::ranges::copy_if(noise.measurements, std::back_inserter(out.noiseFloor), [](const Measurement& each) {
            return each.slice == kAll && findMetric(each.metric)->isAgainstBaseline();
        });
        for (std::size_t c = 0; c < m_tallies.size(); ++c)
            m_tallies[c].finish(m_likelihood, out.candidates[c]);
        for (std::size_t a = 0; a < m_tallies.size(); ++a)
            for (std::size_t b = a + 1; b < m_tallies.size(); ++b) {
                out.pairs.push_back(m_tallies[a].difference(m_tallies[b]));
                out.pairs.back().a = a;
                out.pairs.back().b = b;
            }
    }

private:
    Status evaluate(EvaluatedModel& model, std::size_t window, std::size_t piece, WindowLogits& out)
    {
        m_control.report({"compare", remark("progress.window_model", window + 1, model.path.filename().string()),
                          m_done++, totalSteps(), 0, 0});
        HEADROOM_TRY(evaluateWindow(model, m_windows, window, piece, *out.logits, m_control));
        HEADROOM_TRY(out.summarize(targets(m_windows, window)));
        return checkLikelihood(out.nll, model.path, window);
    }

    /// The instrument against itself: another precision where there is one, else another cut of the window.
    Status measureNoise(std::size_t window)
    {
        HEADROOM_TRY(evaluate(m_exact ? *m_exact : m_models.front(), window, kNoisePiece, m_other));
        const WindowLogits& truth = m_exact ? m_other : m_base;
        const WindowLogits& other = m_exact ? m_base : m_other;
        HEADROOM_TRY(truth.divergences(other, m_kld));
        m_noise.add(truth, other, m_kld);
        m_noiseTruth.add(truth.nll);
        return {};
    }

    std::size_t noiseSteps() const
    {
        return m_exact ? noiseWindows(m_windows.count()) : noiseWindows(m_windows.count(), kCutShare);
    }

    std::uint64_t totalSteps() const { return m_models.size() * m_windows.count() + noiseSteps(); }

    Json event(std::size_t window) const
    {
        Json candidates = Json::array();
        for (std::size_t c = 0; c < m_tallies.size(); ++c) {
            Json entry = {{"model", m_models[c + 1].path.string()}};
            entry.update(m_tallies[c].running());
            candidates.push_back(std::move(entry));
        }
        return {{"window", window + 1},
                {"windows", m_windows.count()},
                {"baseline_perplexity", m_likelihood.perplexity()},
                {"candidates", std::move(candidates)}};
    }

    std::vector<EvaluatedModel>& m_models; ///< the baseline first
    EvaluatedModel* m_exact;
    const Windows& m_windows;
    JobControl& m_control;
    WindowLogits m_base, m_other;
    std::vector<double> m_kld;
    LikelihoodTally m_likelihood, m_noiseTruth;
    CandidateTally m_noise; ///< the other one, as if it were a candidate
    std::vector<CandidateTally> m_tallies;
    std::uint64_t m_done = 0;
};

Result<Evaluation> openAll(const std::filesystem::path& baseline, const std::vector<std::filesystem::path>& candidates,
                           const EvalOptions& options, ThreadPool& pool)
{
    std::vector<ModelToOpen> wanted{{baseline, "f32"}};
    for (const auto& path : candidates)
        wanted.push_back({path, options.kvType});
    auto out = openModels(wanted, 2, options, pool);
    if (out)
        for (const auto& model : out->models)
            HEADROOM_TRY(sameVocabulary(*out->models.front().file, out->models.front().vocabulary(), *model.file,
                                        model.vocabulary()));
    return out;
}

/// Null where the models themselves are exact.
Result<std::unique_ptr<EvaluatedModel>> exactBaseline(const EvaluatedModel& baseline, const EvalOptions& options,
                                                      ThreadPool& pool)
{
    if (options.precision == infer::Precision::Exact)
        return nullptr;
    auto out = baseline.again(options.context, pool, {"f32", 0, infer::Precision::Exact, baseline.batch});
    if (!out)
        return tl::unexpected(std::move(out.error()));
    return std::make_unique<EvaluatedModel>(std::move(*out));
}

Status describeModels(const std::vector<EvaluatedModel>& models, CompareResult& out, JobControl& control)
{
    for (std::size_t i = 0; i < models.size(); ++i) {
        auto identity = identify(models[i], control);
        if (!identity)
            return tl::unexpected(std::move(identity.error()));
        if (i == 0) {
            out.baseline = models[i].path.string();
            out.baselineSha256 = identity->sha256;
            out.baselineFileBytes = identity->fileBytes;
            out.baselineBitsPerWeight = identity->bitsPerWeight;
            continue;
        }
        CandidateResult candidate;
        candidate.model = models[i].path.string();
        candidate.sha256 = identity->sha256;
        candidate.fileBytes = identity->fileBytes;
        candidate.bitsPerWeight = identity->bitsPerWeight;
        out.candidates.push_back(std::move(candidate));
    }
    return {};
}

/// The figures are those of the hashes that stand beside them.
Status checkContents(const std::vector<EvaluatedModel>& models, const CompareResult& result, JobControl& control)
{
    for (std::size_t i = 0; i < models.size(); ++i)
        HEADROOM_TRY(quant::checkContent(*models[i].file,
                                         i == 0 ? result.baselineSha256 : result.candidates[i - 1].sha256, control));
    return {};
}

/// Figures that the text was too short for.
void tellWideIntervals(CompareResult& out)
{
    if (isWiderThan(out.baselinePerplexity, out.baselineStandardError))
        out.warnings.push_back(remark("evaluate.wide_perplexity"));
    for (const CandidateResult& candidate : out.candidates)
        for (const Metric& metric : metrics()) {
            if (!(candidate.value("mean_kld") > out.noiseFloorMeanKld))
                continue; // as good as the baseline itself
            const bool sized = metric.nature != Nature::Change && metric.method != Method::Proportion; // not about 0
            const Measurement* found = sized ? candidate.find(metric.id) : nullptr;
            if (found && found->interval && found->value != 0
                && found->interval->high - found->interval->low > std::abs(found->value))
                out.warnings.push_back(remark("of", std::filesystem::path(candidate.model).filename().string(),
                                              remark("evaluate.wide_metric", metric.id)));
        }
}

/// To the candidates, and among the warnings by name.
Status tellOtherTokens(const std::vector<EvaluatedModel>& models, const std::filesystem::path& text, CompareResult& out)
{
    auto differences = otherTokens(models, text);
    if (!differences)
        return tl::unexpected(std::move(differences.error()));
    for (std::size_t i = 0; i < out.candidates.size(); ++i) {
        out.candidates[i].otherTokens = std::move((*differences)[i]);
        for (const Remark& each : out.candidates[i].otherTokens)
            out.warnings.push_back(remark("of", models[i + 1].path.filename().string(), each));
    }
    return {};
}

/// Two columns for one file say nothing, and nobody could tell them apart.
Status checkEachOnce(const std::vector<std::filesystem::path>& candidates)
{
    std::error_code unknown;
    for (auto each = candidates.begin(); each != candidates.end(); ++each)
        for (auto other = candidates.begin(); other != each; ++other)
            if (*each == *other || std::filesystem::equivalent(*each, *other, unknown))
                return fail(ErrorCode::InvalidArgument, each->string(), "is given twice among the candidates");
    return {};
}

} // namespace

const Measurement* CandidateResult::find(std::string_view metric, std::string_view slice) const
{
    const auto found = std::ranges::find_if(
        measurements, [&](const Measurement& each) { return each.metric == metric && each.slice == slice; });
    return found == measurements.end() ? nullptr : &*found;
}

double CandidateResult::value(std::string_view metric) const
{
    const Measurement* found = find(metric);
    return found ? found->value : std::numeric_limits<double>::quiet_NaN();
}

Result<CompareResult> compare(const std::filesystem::path& baseline,
                              const std::vector<std::filesystem::path>& candidates, const std::filesystem::path& text,
                              const EvalOptions& options, JobControl& control)
{
    if (candidates.empty())
        return fail(ErrorCode::InvalidArgument, "candidates", "none given");
    HEADROOM_TRY(checkEachOnce(candidates));
    ThreadPool pool(options.threads);
    auto evaluation = openAll(baseline, candidates, options, pool);
    if (!evaluation)
        return tl::unexpected(std::move(evaluation.error()));
    auto* const models = &evaluation->models;
    auto windows = readWindows(models->front(), text, options);
    if (!windows)
        return tl::unexpected(std::move(windows.error()));
    CompareResult out;
    out.candidateKvType = options.kvType;
    out.workspaceBytes = evaluation->workspaceBytes;
    HEADROOM_TRY(describeModels(*models, out, control));
    const auto exact = exactBaseline(models->front(), options, pool);
    if (!exact)
        return tl::unexpected(exact.error());
    Comparison comparison(*models, exact->get(), *windows, control);
    HEADROOM_TRY(comparison.run());
    HEADROOM_TRY(checkContents(*models, out, control));
    comparison.finish(out);
    out.baselineFile = models->front().file;
    out.precision = infer::precisionName(options.precision);
    for (const auto& model : *models)
        for (auto& warning : model.warnings(options.context))
            out.warnings.push_back(std::move(warning));
    for (auto& warning : windows->warnings())
        out.warnings.push_back(std::move(warning));
    tellWideIntervals(out);
    HEADROOM_TRY(tellOtherTokens(*models, text, out));
    return out;
}

} // namespace headroom::eval
