// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/gate.h"

#include "core/base/json.h"
#include "core/base/remarks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::eval {

namespace {

/// Of the gates of one candidate.
class Judge {
public:
    Judge(const CompareResult& result, const CandidateResult& candidate, const Remark& objection)
        : m_result(result), m_candidate(candidate), m_objection(objection)
    {
    }

    Judgement judge(const Gate& gate) const
    {
        Judgement out;
        out.gate = gate;
        const Metric* metric = findMetric(gate.metric);
        const Measurement* measured = m_candidate.find(gate.metric, gate.slice);
        if (measured) {
            out.value = measured->value;
            out.interval = measured->interval;
            out.n = measured->n;
            out.clusters = measured->clusters;
        }
        out.reason = metric ? whyInvalid(*metric, gate, measured) : remark("gate.no_metric", gate.metric);
        if (!out.reason.empty())
            return out;
        out.verdict = judgeInterval(metric->better, *out.interval, gate.limit);
        out.reason = reasonOf(out.verdict, metric->method == Method::Exact);
        return out;
    }

private:
    /// Empty where figures may be judged.
    Remark whyInvalid(const Metric& metric, const Gate& gate, const Measurement* measured) const
    {
        if (!m_objection.empty())
            return m_objection;
        if (metric.isOfTokens())
            if (Remark why = whyNoMeasure(); !why.empty())
                return why;
        if (!measured)
            return remark("gate.not_measured");
        if (!std::isfinite(measured->value))
            return remark("gate.no_number");
        if (metric.isOfTokens()
            && (measured->n == 0 || measured->n > m_result.tokensScored || measured->clusters > m_result.windows))
            return remark("gate.contradiction");
        if (metric.isOfTokens() && measured->clusters < 2)
            return remark("gate.one_window");
        if (!measured->interval)
            return remark("gate.no_interval");
        if (!std::isfinite(measured->interval->low) || !std::isfinite(measured->interval->high))
            return remark("gate.interval_no_number");
        return metric.isAgainstBaseline() ? whyNoise(metric, gate) : Remark();
    }

    Remark whyNoMeasure() const
    {
        if (m_result.windows == 0 || m_result.tokensScored == 0)
            return remark("gate.nothing_scored");
        if (!std::isfinite(m_result.baselinePerplexity))
            return remark("gate.baseline_no_number");
        if (!m_candidate.otherTokens.empty())
            return remark("of", std::filesystem::path(m_candidate.model).filename().string(),
                          m_candidate.otherTokens.front());
        return {};
    }

    /// The instrument against itself has to be nearer to no difference than the limit is. A slice is taken to be as
    /// noisy as the whole.
    Remark whyNoise(const Metric& metric, const Gate& gate) const
    {
        const auto noise = std::ranges::find_if(m_result.noiseFloor, [&](const Measurement& each) {
            return each.metric == metric.id && each.slice == kAll;
        });
        if (noise == m_result.noiseFloor.end())
            return {}; // versions before measured only that of the mean KLD
        const double own = std::abs(noise->value - metric.ofBaseline());
        const bool within = own < std::abs(gate.limit - metric.ofBaseline()) || own == 0; // without noise any limit
        if (!within)
            return std::isfinite(own) ? remark("gate.noise", noise->value) : remark("gate.noise_no_number");
        return {};
    }

    static Remark reasonOf(Verdict verdict, bool exact)
    {
        switch (verdict) {
        case Verdict::Pass:
            return exact ? remark("gate.keeps") : remark("gate.interval_keeps");
        case Verdict::Fail:
            return exact ? remark("gate.breaks") : remark("gate.interval_breaks");
        default:
            return remark("gate.inconclusive");
        }
    }

    const CompareResult& m_result;
    const CandidateResult& m_candidate;
    const Remark& m_objection;
};

} // namespace

std::string_view verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Pass:
        return "pass";
    case Verdict::Fail:
        return "fail";
    case Verdict::Inconclusive:
        return "inconclusive";
    case Verdict::Invalid:
        break;
    }
    return "invalid";
}

Verdict judgeInterval(Better better, const ConfidenceInterval& interval, double limit)
{
    const bool less = better == Better::Less;
    if (less ? interval.high <= limit : interval.low >= limit)
        return Verdict::Pass;
    return (less ? interval.low > limit : interval.high < limit) ? Verdict::Fail : Verdict::Inconclusive;
}

Verdict worst(const std::vector<Verdict>& verdicts)
{
    for (const Verdict each : {Verdict::Invalid, Verdict::Fail, Verdict::Inconclusive})
        if (std::ranges::find(verdicts, each) != verdicts.end())
            return each;
    return verdicts.empty() ? Verdict::Invalid : Verdict::Pass;
}

Verdict CandidateVerdict::overall() const
{
    std::vector<Verdict> all;
    for (const Judgement& each : gates)
        all.push_back(each.verdict);
    return worst(all);
}

int CandidateVerdict::count(Verdict verdict) const
{
    return int(std::ranges::count(gates, verdict, &Judgement::verdict));
}

const Judgement* CandidateVerdict::find(std::string_view metric, std::string_view slice) const
{
    const auto found = std::ranges::find_if(
        gates, [&](const Judgement& each) { return each.gate.metric == metric && each.gate.slice == slice; });
    return found == gates.end() ? nullptr : &*found;
}

CandidateVerdict judge(const CompareResult& result, const CandidateResult& candidate, const ErrorBudget& budget,
                       const Remark& objection)
{
    const Judge judge(result, candidate, objection);
    CandidateVerdict out;
    for (const Gate& gate : budget.gates)
        out.gates.push_back(judge.judge(gate));
    return out;
}

std::vector<CandidateVerdict> judgeAll(const CompareResult& result, const ErrorBudget& budget)
{
    std::vector<CandidateVerdict> all;
    for (const CandidateResult& candidate : result.candidates)
        all.push_back(judge(result, candidate, budget));
    return all;
}

std::optional<std::size_t> smallestPassing(const CompareResult& result, const std::vector<CandidateVerdict>& verdicts)
{
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < std::min(result.candidates.size(), verdicts.size()); ++i)
        if (verdicts[i].overall() == Verdict::Pass
            && (!best || result.candidates[i].fileBytes < result.candidates[*best].fileBytes))
            best = i;
    return best;
}

Json toJson(const Judgement& judgement)
{
    const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(); };
    const Metric* metric = findMetric(judgement.gate.metric);
    return {{"metric", judgement.gate.metric},
            {"slice", judgement.gate.slice},
            {"limit", judgement.gate.limit},
            {"value", number(judgement.value)},
            {"low", judgement.interval ? number(judgement.interval->low) : Json()},
            {"high", judgement.interval ? number(judgement.interval->high) : Json()},
            {"n", judgement.n},
            {"clusters", judgement.clusters},
            {"unit", metric ? metric->unit : ""},
            {"better", metric && metric->better == Better::More ? "more" : "less"},
            {"verdict", verdictName(judgement.verdict)},
            {"reason", judgement.reason}};
}

} // namespace headroom::eval
