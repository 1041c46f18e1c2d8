// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/metric.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace headroom::eval {

namespace {

constexpr double kNoEnd = std::numeric_limits<double>::infinity();

Measurement plain(double value)
{
    Measurement out;
    out.value = value;
    return out;
}

Measurement exact(double value)
{
    Measurement out = plain(value);
    out.interval = ConfidenceInterval{value, value};
    out.n = out.clusters = 1;
    return out;
}

Measurement of(const ClusterMean& mean)
{
    Measurement out = plain(mean.mean());
    out.standardError = mean.standardError();
    out.interval = mean.interval95();
    return out;
}

Measurement share(const ClusterMean& values)
{
    Measurement out = plain(values.mean());
    out.interval = clusteredProportion95(values);
    return out;
}

double perplexity(std::span<const double> nll)
{
    Moments moments;
    for (const double value : nll)
        moments.add(value);
    return std::exp(moments.mean());
}

/// The standard error is llama.cpp's, tokens as if independent; the interval is not.
Measurement ownPerplexity(const Sample& sample)
{
    Moments tokens;
    for (const double value : sample.nll)
        tokens.add(value);
    Measurement out = plain(std::exp(tokens.mean()));
    out.standardError = out.value * tokens.standardError();
    if (const auto range = byWindow(sample, [&](std::size_t i) { return sample.nll[i]; }).interval95())
        out.interval = ConfidenceInterval{std::exp(range->low), std::exp(range->high)};
    return out;
}

/// PPL_c = PPL_b·e^D, D = mean of nll_c(t) - nll_b(t): its interval, clustered by window, is that of a logarithm, so
/// that no loss of perplexity can exceed the whole of it (shared reference "evaluation", paired perplexity). change: of
/// a candidate's perplexity and the baseline's.
template <class Change> Measurement paired(const Sample& sample, Change change)
{
    const double candidate = perplexity(sample.nll), baseline = perplexity(sample.baselineNll);
    Measurement out = plain(change(candidate, baseline));
    ClusterMean difference;
    const auto own = byWindow(sample, [&](std::size_t i) { return sample.nll[i]; });
    const auto base = byWindow(sample, [&](std::size_t i) { return sample.baselineNll[i]; });
    for (std::size_t w = 0; w < own.clusters(); ++w)
        difference.add(own.all()[w].sum - base.all()[w].sum, sample.scored);
    if (difference.clusters() < 2)
        return out;
    const double half = studentT95(difference.clusters() - 1) * difference.standardError();
    out.interval = ConfidenceInterval{change(candidate * std::exp(-half), baseline),
                                      change(candidate * std::exp(half), baseline)};
    return out;
}

double changeOfP(const Sample& sample, std::size_t i)
{
    return std::exp(-sample.nll[i]) - std::exp(-sample.baselineNll[i]);
}

Measurement rmsDeltaP(const Sample& sample)
{
    double squares = 0;
    for (std::size_t i = 0; i < sample.count(); ++i)
        squares += changeOfP(sample, i) * changeOfP(sample, i);
    Measurement out = plain(std::sqrt(squares / double(sample.count())));
    const auto mean = byWindow(sample, [&](std::size_t i) { return std::pow(changeOfP(sample, i), 2); });
    if (const auto range = mean.interval95())
        out.interval = ConfidenceInterval{std::sqrt(std::max(0.0, range->low)), std::sqrt(range->high)};
    return out;
}

Measurement meanDeltaP(const Sample& sample)
{
    Moments tokens;
    for (std::size_t i = 0; i < sample.count(); ++i)
        tokens.add(changeOfP(sample, i));
    Measurement out = of(byWindow(sample, [&](std::size_t i) { return changeOfP(sample, i); }));
    out.value = tokens.mean();
    return out;
}

/// In thousandths: a template argument may be no number with a fraction in older compilers.
template <int Thousandths> Measurement kldQuantile(const Sample& sample)
{
    std::vector<double> sorted(sample.kld.begin(), sample.kld.end());
    std::ranges::sort(sorted);
    return plain(quantile7(sorted, Thousandths / 1000.0));
}

constexpr Metric quantile(std::string_view id, std::string_view name, bool inTables,
                          Measurement (*measure)(const Sample&))
{
    return {id, name, "nat", Better::Less, Nature::Distance, Method::None, 0, kNoEnd, std::nullopt, inTables, measure};
}

constexpr std::array kMetrics{
    Metric{"file_bytes", "file size", "B", Better::Less, Nature::File, Method::Exact, 0, kNoEnd, std::nullopt, false,
           [](const Sample& sample) { return exact(double(sample.fileBytes)); }},
    Metric{"bits_per_weight", "bits per weight", "bit", Better::Less, Nature::File, Method::Exact, 0, kNoEnd,
           std::nullopt, false, [](const Sample& sample) { return exact(sample.bitsPerWeight); }},
    Metric{"perplexity", "perplexity", "", Better::Less, Nature::Level, Method::LogRatio, 0, kNoEnd, std::nullopt,
           false, ownPerplexity},
    Metric{"mean_kld", "mean KLD", "nat", Better::Less, Nature::Distance, Method::Mean, 0, kNoEnd, 0.05, true,
           [](const Sample& sample) { return of(byWindow(sample, [&](std::size_t i) { return sample.kld[i]; })); }},
    Metric{"top1_agreement", "top-1", "fraction", Better::More, Nature::Distance, Method::Proportion, 0, 1, 0.90, true,
           [](const Sample& sample) {
               return share(byWindow(sample, [&](std::size_t i) { return double(sample.sameTop[i]); }));
           }},
    Metric{"rms_delta_p", "RMS Δp", "fraction", Better::Less, Nature::Distance, Method::RootMean, 0, 1, std::nullopt,
           false, rmsDeltaP},
    Metric{"mean_delta_p", "mean Δp", "fraction", Better::More, Nature::Change, Method::Mean, -1, 0, std::nullopt,
           false, meanDeltaP},
    Metric{"delta_ppl", "ΔPPL", "", Better::Less, Nature::Change, Method::LogRatio, 0, kNoEnd, std::nullopt, false,
           [](const Sample& sample) { return paired(sample, std::minus<double>()); }},
    Metric{"ppl_ratio", "PPL ÷ baseline's", "", Better::Less, Nature::Change, Method::LogRatio, 1, kNoEnd, std::nullopt,
           false, [](const Sample& sample) { return paired(sample, std::divides<double>()); }},
    Metric{"delta_ppl_percent", "ΔPPL", "%", Better::Less, Nature::Change, Method::LogRatio, 0, kNoEnd, 3.0, true,
           [](const Sample& sample) {
               return paired(sample, [](double own, double base) { return (own - base) * (100 / base); });
           }},
    Metric{"kld_above_1", "P(KLD > 1 nat)", "fraction", Better::Less, Nature::Distance, Method::Proportion, 0, 1,
           std::nullopt, false,
           [](const Sample& sample) {
               return share(byWindow(sample, [&](std::size_t i) { return double(sample.kld[i] > 1); }));
           }},
    quantile("kld_p50", "median KLD", false, kldQuantile<500>),
    quantile("kld_p90", "KLD p90", false, kldQuantile<900>),
    quantile("kld_p95", "KLD p95", false, kldQuantile<950>),
    quantile("kld_p99", "KLD p99", true, kldQuantile<990>),
    quantile("kld_p999", "KLD p99.9", false, kldQuantile<999>),
    quantile("kld_max", "KLD max", false, kldQuantile<1000>),
    quantile("kld_min", "KLD min", false, kldQuantile<0>),
};

constexpr std::array kSlices{
    Slice{kAll, "all scored tokens", 0, 1},
    Slice{"far_end", "far end: the last quarter of every window's scored tokens", 0.75, 1},
};

/// A slice of the windows, as a sample of its own.
class Cut {
public:
    Cut(const Sample& whole, const Slice& slice)
    {
        const auto first = std::size_t(double(whole.scored) * slice.from);
        const auto end = std::size_t(double(whole.scored) * slice.to);
        for (std::size_t begin = 0; begin < whole.count(); begin += whole.scored)
            for (std::size_t i = begin + first; i < begin + end; ++i) {
                m_kld.push_back(whole.kld[i]);
                m_nll.push_back(whole.nll[i]);
                m_baselineNll.push_back(whole.baselineNll[i]);
                m_sameTop.push_back(whole.sameTop[i]);
            }
        m_sample = {end - first, m_kld, m_nll, m_baselineNll, m_sameTop, whole.fileBytes, whole.bitsPerWeight};
    }
    Cut(const Cut&) = delete;
    Cut& operator=(const Cut&) = delete;
    const Sample& sample() const { return m_sample; }

private:
    std::vector<double> m_kld, m_nll, m_baselineNll;
    std::vector<std::uint8_t> m_sameTop;
    Sample m_sample;
};

void measureSlice(const Sample& sample, const Slice& slice, std::vector<Measurement>& out)
{
    for (const Metric& metric : kMetrics) {
        if (!metric.isOfTokens() && slice.id != kAll)
            continue;
        Measurement& one = out.emplace_back(metric.measure(sample));
        one.metric = metric.id;
        one.slice = slice.id;
        if (metric.isOfTokens()) {
            one.n = sample.count();
            one.clusters = sample.windows();
        }
    }
}

} // namespace

std::string_view methodName(Method method)
{
    switch (method) {
    case Method::None:
        break;
    case Method::Exact:
        return "exact";
    case Method::Mean:
        return "mean_t";
    case Method::RootMean:
        return "root_mean_t";
    case Method::LogRatio:
        return "log_mean_t";
    case Method::Proportion:
        return "wilson_effective_n";
    }
    return "none";
}

std::span<const Metric> metrics()
{
    return kMetrics;
}

const Metric* findMetric(std::string_view id)
{
    const auto* row = std::ranges::find(kMetrics, id, &Metric::id);
    return row == kMetrics.end() ? nullptr : row;
}

std::span<const Slice> slices()
{
    return kSlices;
}

const Slice* findSlice(std::string_view id)
{
    const auto* row = std::ranges::find(kSlices, id, &Slice::id);
    return row == kSlices.end() ? nullptr : row;
}

std::vector<Measurement> measureAll(const Sample& sample)
{
    std::vector<Measurement> out;
    measureSlice(sample, kSlices.front(), out);
    for (const Slice& slice : std::span(kSlices).subspan(1))
        measureSlice(Cut(sample, slice).sample(), slice, out);
    return out;
}

} // namespace headroom::eval
