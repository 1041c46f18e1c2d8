// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/gate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace headroom::eval {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// P(|T| < t) for a whole number of degrees of freedom, as a finite sum (Abramowitz and Stegun 26.7.3 and 26.7.4).
/// Worked number: n = 1, t = 12.706 gives 0.95.
double centralProbability(double t, std::size_t n)
{
    const double theta = std::atan(t / std::sqrt(double(n)));
    const double cosine = std::cos(theta);
    const bool odd = n % 2 == 1;
    double term = odd ? cosine : 1.0;
    double sum = n == 1 ? 0.0 : term;
    for (std::size_t k = odd ? 3 : 2; k + 2 <= n; k += 2) {
        term *= cosine * cosine * double(k - 1) / double(k);
        sum += term;
    }
    const double scaled = std::sin(theta) * sum;
    return odd ? 2.0 / std::numbers::pi * (theta + scaled) : scaled;
}

Interval meanKldInterval(const CompareResult& result, const CandidateResult& candidate)
{
    if (result.windows < 2)
        return {candidate.meanKld, -kInfinity, kInfinity};
    const double half = studentT95(result.windows - 1) * candidate.meanKldStandardError;
    return {candidate.meanKld, candidate.meanKld - half, candidate.meanKld + half};
}

Interval deltaPplInterval(const CompareResult& result, const CandidateResult& candidate)
{
    const double scale = result.baselinePerplexity > 0 ? 100.0 / result.baselinePerplexity : 0.0;
    if (result.windows < 2 || scale == 0.0)
        return {candidate.deltaPpl * scale, -kInfinity, kInfinity};
    return {candidate.deltaPpl * scale, candidate.deltaPplLow * scale, candidate.deltaPplHigh * scale};
}

struct Field {
    const char* key;
    double ErrorBudget::*value;
};
constexpr std::array<Field, 3> kFields{{{"mean_kld_nat_max", &ErrorBudget::meanKld},
                                        {"top1_fraction_min", &ErrorBudget::top1},
                                        {"delta_ppl_percent_max", &ErrorBudget::deltaPpl}}};

} // namespace

std::string_view verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Pass:
        return "pass";
    case Verdict::Fail:
        return "fail";
    case Verdict::Inconclusive:
        break;
    }
    return "inconclusive";
}

double studentT95(std::size_t degreesOfFreedom)
{
    if (degreesOfFreedom == 0)
        return kInfinity;
    if (degreesOfFreedom > 2000) // the normal quantile and the first term of its expansion: exact to 1e-6 here
        return 1.959964 + (std::pow(1.959964, 3) + 1.959964) / (4.0 * double(degreesOfFreedom));
    double low = 1.9;
    double high = 13.0;
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (centralProbability(middle, degreesOfFreedom) < 0.95 ? low : high) = middle;
    }
    return (low + high) / 2;
}

Verdict judgeAtMost(const Interval& interval, double limit)
{
    if (interval.high <= limit)
        return Verdict::Pass;
    return interval.low > limit ? Verdict::Fail : Verdict::Inconclusive;
}

Verdict judgeAtLeast(const Interval& interval, double limit)
{
    if (interval.low >= limit)
        return Verdict::Pass;
    return interval.high < limit ? Verdict::Fail : Verdict::Inconclusive;
}

int Gates::failed() const
{
    return int(meanKldVerdict == Verdict::Fail) + int(top1Verdict == Verdict::Fail)
        + int(deltaPplVerdict == Verdict::Fail);
}

int Gates::inconclusive() const
{
    return int(meanKldVerdict == Verdict::Inconclusive) + int(top1Verdict == Verdict::Inconclusive)
        + int(deltaPplVerdict == Verdict::Inconclusive);
}

Verdict Gates::overall() const
{
    if (failed() > 0)
        return Verdict::Fail;
    return inconclusive() > 0 ? Verdict::Inconclusive : Verdict::Pass;
}

Gates judge(const CompareResult& result, const CandidateResult& candidate, const ErrorBudget& budget)
{
    Gates gates;
    gates.meanKld = meanKldInterval(result, candidate);
    gates.top1 = {candidate.top1Agreement, candidate.top1Low, candidate.top1High};
    gates.deltaPpl = deltaPplInterval(result, candidate);
    gates.meanKldVerdict = judgeAtMost(gates.meanKld, budget.meanKld);
    gates.top1Verdict = judgeAtLeast(gates.top1, budget.top1);
    gates.deltaPplVerdict = judgeAtMost(gates.deltaPpl, budget.deltaPpl);
    return gates;
}

std::optional<std::size_t> smallestPassing(const CompareResult& result, const ErrorBudget& budget)
{
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < result.candidates.size(); ++i) {
        const CandidateResult& candidate = result.candidates[i];
        if (judge(result, candidate, budget).overall() != Verdict::Pass)
            continue;
        if (!best || candidate.fileBytes < result.candidates[*best].fileBytes)
            best = i;
    }
    return best;
}

Json toJson(const ErrorBudget& budget)
{
    Json json;
    for (const Field& field : kFields)
        json[field.key] = budget.*field.value;
    return json;
}

Result<ErrorBudget> budgetFromJson(const Json& json)
{
    ErrorBudget budget;
    for (const Field& field : kFields) {
        if (!json.is_object() || !json.contains(field.key) || !json[field.key].is_number())
            return fail(ErrorCode::InvalidArgument, std::string("error budget, ") + field.key, "is not a number");
        const double value = json[field.key].get<double>();
        if (!std::isfinite(value) || value < 0)
            return fail(ErrorCode::InvalidArgument, std::string("error budget, ") + field.key, "is negative");
        budget.*field.value = value;
    }
    return budget;
}

} // namespace headroom::eval
