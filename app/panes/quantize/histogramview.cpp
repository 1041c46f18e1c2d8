// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/histogramview.h"

#include "app/jobs/later.h"
#include "app/text/display.h"

#include <cmath>

namespace headroom::app {

namespace {

constexpr double kFew = 1e-4; ///< shares below it need four decimals of a per cent

/// A power of ten in steps of three that brings the range to 1 … 1000.
int exponentFor(double reach)
{
    if (!(reach > 0) || !std::isfinite(reach))
        return 0;
    return int(std::floor(std::log10(reach) / 3.0)) * 3;
}

QString superscript(int exponent)
{
    static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString result = exponent < 0 ? QStringLiteral("⁻") : QString();
    for (const QChar digit : QString::number(std::abs(exponent)))
        result += digits.at(digit.digitValue());
    return result;
}

} // namespace

HistogramView::HistogramView(QWidget* parent) : widgets::Histogram(parent)
{
    setObjectName(QStringLiteral("weights"));
}

HistogramView::~HistogramView()
{
    stop();
}

void HistogramView::stop()
{
    ++m_ticket;
    if (m_stop)
        *m_stop = true;
    m_stop.reset();
}

void HistogramView::clear()
{
    stop();
    m_shown.reset();
    m_failure.clear();
    show();
}

void HistogramView::load(const QString& source, const std::string& tensor, tensor::Type format,
                         const std::string& scheme)
{
    stop(); // what is under way is of no interest any more, also where the wish is what is shown
    if (m_shown && m_shown->tensor == tensor && m_shown->format == format && m_shown->scheme == scheme)
        return;
    m_stop = std::make_shared<std::atomic<bool>>(false);
    const auto adopt = [this, ticket = m_ticket](const Result<WeightHistogram>& result) {
        if (ticket != m_ticket)
            return;
        m_shown = result ? std::optional(*result) : std::nullopt;
        m_failure = result ? QString() : text::message(result.error()).text;
        show();
        emit loaded();
    };
    const auto read = [path = source.toStdU16String(), tensor, format, scheme, flag = m_stop] {
        return weightHistogram(std::filesystem::path(path), tensor, format, scheme, *flag);
    };
    later(this, read, adopt);
}

void HistogramView::show()
{
    if (!m_shown) {
        setTitle(tr("Weights"), tr("and the levels of the format"));
        setEmptyText(m_failure.isEmpty() ? tr("Select a tensor in the heat map or in the table") : m_failure);
        setNotes({});
        setLevels({});
        setBins({}, {});
        return;
    }
    const WeightHistogram& weights = *m_shown;
    const int exponent = exponentFor(std::max(std::abs(weights.low), std::abs(weights.high)));
    const double unit = std::pow(10.0, exponent);
    const std::size_t count = weights.shares.size();
    std::vector<double> edges;
    for (std::size_t i = 0; i <= count; ++i)
        edges.push_back((weights.low + (weights.high - weights.low) * double(i) / double(count)) / unit);
    std::vector<double> heights;
    for (const double share : weights.shares)
        heights.push_back(100 * share);
    std::vector<double> levels;
    for (const double level : weights.levels)
        levels.push_back(level / unit);

    const QString type = text::fromUtf8(weights.scheme.empty() ? tensor::format(weights.format).name : weights.scheme);
    setTitle(text::fromUtf8(weights.tensor), levels.empty() ? tr("weights") : tr("weights and the %1 grid").arg(type));
    const QString values = weights.looked == weights.total
        ? tr("%1 values").arg(text::integer(double(weights.total)))
        : tr("%1 of %2 values").arg(text::integer(double(weights.looked)), text::integer(double(weights.total)));
    const QString scale = exponent == 0 ? tr("weight") : tr("weight × 10%1").arg(superscript(exponent));
    const QString drawn = levels.empty() ? QString() : QStringLiteral(", ") + tr("median block drawn", "levels of");
    widgets::Axis x{scale + QStringLiteral(", ") + values + drawn}, y{tr("share of weights, %")};
    x.name = tr("weight");
    x.unit = exponent == 0 ? QString() : QStringLiteral("× 10") + superscript(exponent);
    y.name = tr("share of weights");
    y.unit = QStringLiteral("%");
    setAxes(x, y);
    QStringList notes;
    if (!levels.empty()) {
        notes.append(tr("%1 levels").arg(levels.size()));
        notes.append(tr("step %1").arg(text::significant(weights.step / unit)));
    }
    if (weights.outside > 0) {
        const double share = double(weights.outside) / double(weights.looked);
        notes.append(tr("%1 outside").arg(text::percent(share, share < kFew ? 4 : 2))); // never 0.00 %
    }
    setBins(edges, heights);
    setLevels(levels);
    setNotes(notes);
    setSummary(tr("Distribution of the weights of %1, standard deviation %2, kurtosis %3; %4 levels of %5.")
                   .arg(text::fromUtf8(weights.tensor), text::significant(weights.deviation),
                        text::number(weights.kurtosis, 1))
                   .arg(levels.size())
                   .arg(type));
}

void HistogramView::retranslate()
{
    show();
}

} // namespace headroom::app
