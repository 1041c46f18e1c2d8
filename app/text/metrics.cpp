// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine calls its metrics, and what it says of verdicts.
#include "app/text/metrics.h"

#include "app/text/words.h"

#include <algorithm>
#include <array>

namespace headroom::app::text {

namespace {

/// Names that are words; those that are signs are the same everywhere.
[[maybe_unused]] constexpr std::array kNames{
    QT_TRANSLATE_NOOP("Words", "file size"),  QT_TRANSLATE_NOOP("Words", "bits per weight"),
    QT_TRANSLATE_NOOP("Words", "perplexity"), QT_TRANSLATE_NOOP("Words", "mean KLD"),
    QT_TRANSLATE_NOOP("Words", "mean Δp"),    QT_TRANSLATE_NOOP("Words", "PPL ÷ baseline's"),
    QT_TRANSLATE_NOOP("Words", "median KLD"),
};

struct Meaning {
    std::string_view metric;
    const char* sentence;
};
constexpr std::array kMeanings{
    Meaning{"mean_kld",
            QT_TRANSLATE_NOOP("Words",
                              "Mean over tokens of Σ p ln(p ÷ q), p from the baseline, q from the candidate, whole "
                              "vocabulary.")},
    Meaning{"top1_agreement", QT_TRANSLATE_NOOP("Words", "Share of tokens for which both models prefer the same one.")},
    Meaning{"delta_ppl_percent",
            QT_TRANSLATE_NOOP("Words", "Perplexity of the candidate over that of the baseline, minus one.")},
    Meaning{"kld_p99", QT_TRANSLATE_NOOP("Words", "99 of 100 tokens have a smaller divergence.")},
};

QString methodSentence(eval::Method method)
{
    switch (method) {
    case eval::Method::None:
        return Words::tr("Not judged.", "a metric");
    case eval::Method::Exact:
        return {};
    case eval::Method::Mean:
        return Words::tr("± is half the 95 % interval, clustered by window.");
    case eval::Method::RootMean:
        return Words::tr("95 % interval, clustered by window.");
    case eval::Method::LogRatio:
        return Words::tr("Paired 95 % interval, clustered by window.");
    case eval::Method::Proportion:
        break;
    }
    return Words::tr("95 % Wilson interval of as many tokens as the windows are worth.");
}

} // namespace

QString metricName(const eval::Metric& metric)
{
    QString name = Words::tr(metric.name.data());
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name;
}

QString unitName(const eval::Metric& metric)
{
    return metric.unit == "fraction" ? QStringLiteral("%") : QString::fromUtf8(metric.unit.data());
}

QString sliceName(std::string_view slice)
{
    return slice == "far_end" ? Words::tr("far end", "of a window's tokens") : QString::fromUtf8(slice.data());
}

QString metricTitle(const eval::Metric& metric, std::string_view slice)
{
    const QString name = slice == eval::kAll
        ? metricName(metric)
        : Words::tr("%1 (%2)", "metric, part of the tokens").arg(metricName(metric), sliceName(slice));
    return metric.unit.empty() ? name : Words::tr("%1, %2", "metric, unit").arg(name, unitName(metric));
}

QString metricMeaning(const eval::Metric& metric)
{
    const auto* known = std::ranges::find(kMeanings, metric.id, &Meaning::metric);
    const QString what = known == kMeanings.end() ? metricName(metric) + u'.' : Words::tr(known->sentence);
    const QString how = methodSentence(metric.method);
    return how.isEmpty() ? what : what + u' ' + how;
}

} // namespace headroom::app::text
