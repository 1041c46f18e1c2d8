// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is written around a chart: the line above it, and the numbers along its axes.
#include "widgets/plot/chartprivate.h"

#include "widgets/theme/glyph.h"

#include <algorithm>
#include <cmath>

namespace headroom::widgets {

ChartHead::ChartHead(QCustomPlot* plot) : QCPLayoutElement(plot)
{
    setMargins(QMargins(0, 0, 0, 0));
    setLayer(QStringLiteral("overlay"));
}

void ChartHead::measure()
{
    const Theme& theme = Theme::current();
    const bool titled = !title.isEmpty() || !hint.isEmpty() || !legend.isEmpty();
    const int height = (titled ? theme.px(22) : 0) + (yLabel.isEmpty() ? 0 : theme.px(15));
    setMinimumSize(0, height);
    setMaximumSize(QWIDGETSIZE_MAX, height);
}

QString elided(const QString& text, const QFont& font, double width, Qt::TextElideMode mode)
{
    const QFontMetricsF metrics(font);
    QStringList lines = text.split(QLatin1Char('\n'));
    for (QString& line : lines)
        line = metrics.elidedText(line, mode, std::max(width, 0.0));
    return lines.join(QLatin1Char('\n'));
}

QStringList elided(const QStringList& names, const QFont& font, double width)
{
    const auto cut = [&](Qt::TextElideMode mode) {
        QStringList shortened;
        for (const QString& name : names)
            shortened << elided(name, font, width, mode);
        return shortened;
    };
    const auto different = [](const QStringList& list) { return QSet<QString>(list.begin(), list.end()).size(); };
    const QStringList middle = cut(Qt::ElideMiddle);
    return different(middle) < different(names) ? cut(Qt::ElideLeft) : middle;
}

QString ChartHead::words() const
{
    QStringList lines{title, hint, yLabel};
    for (const LegendEntry& entry : legend)
        lines << entry.name;
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

void ChartHead::draw(QCPPainter* painter)
{
    const Theme& theme = Theme::current();
    const QFont small = theme.font(TextSize::Caption);
    const QRectF box = rect();
    double x = box.left();
    double base = box.top();
    if (!title.isEmpty() || !hint.isEmpty() || !legend.isEmpty()) {
        base += theme.px(15);
        painter->setFont(theme.font(TextSize::Body, TextWeight::SemiBold));
        painter->setPen(QPen(theme.color(Role::Text)));
        painter->drawText(QPointF(x, base), title);
        x += QFontMetricsF(painter->font()).horizontalAdvance(title) + (title.isEmpty() ? 0 : theme.px(8));
        painter->setFont(small);
        painter->setPen(QPen(theme.color(Role::Muted)));
        const QString shown = QFontMetricsF(small).elidedText(hint, Qt::ElideRight, box.right() - x);
        painter->drawText(QPointF(x, base), shown);
        x += QFontMetricsF(small).horizontalAdvance(shown) + (shown.isEmpty() ? 0 : theme.px(10));
        for (qsizetype i = 0; i < legend.size(); ++i) {
            const LegendEntry& entry = legend[i];
            const double share = (box.right() - x) / double(legend.size() - i) - theme.px(22);
            const QString name = elided(entry.name, small, share);
            paintMarker(*painter, QPointF(x + theme.px(4), base - theme.px(4)), theme.px(6), entry.marker,
                        entry.tone.color());
            painter->setPen(QPen(theme.readable(entry.tone.color())));
            painter->drawText(QPointF(x + theme.px(12), base), name);
            x += theme.px(12) + QFontMetricsF(small).horizontalAdvance(name) + theme.px(10);
        }
    }
    if (!yLabel.isEmpty()) {
        painter->setFont(small);
        painter->setPen(QPen(theme.color(Role::Muted)));
        painter->drawText(QPointF(box.left(), box.bottom() - theme.px(4)), yLabel);
    }
}

namespace {

QString plainNumber(double value)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::DefaultNumberOptions);
    QString text = locale.toString(value == 0 ? 0.0 : value, 'g', 6);
    if (std::abs(value) >= 1e5 && std::abs(value) < 1e15)
        text = locale.toString(value, 'f', 0);
    else if (value != 0 && std::abs(value) < 1e-3 && std::abs(value) >= 1e-6)
        text = locale.toString(value, 'g', 2);
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

/// 10⁻⁵ where 0.00001 would have to be counted.
QString powerOfTen(int exponent)
{
    static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString text = exponent < 0 ? QStringLiteral("10⁻") : QStringLiteral("10");
    for (const QChar digit : QString::number(std::abs(exponent)))
        text += digits.at(digit.digitValue());
    return text;
}

QVector<double> powers(double base, const QCPRange& range)
{
    const int from = static_cast<int>(std::floor(std::log(range.lower) / std::log(base) + 1e-9));
    const int to = static_cast<int>(std::ceil(std::log(range.upper) / std::log(base) - 1e-9));
    const int step = std::max(1, (to - from + 9) / 10);
    QVector<double> ticks;
    for (int power = from; power <= to && ticks.size() < 64; ++power) {
        if (power % step == 0)
            ticks << std::pow(base, power);
    }
    return ticks;
}

} // namespace

QString ChartTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    const double value = std::abs(tick) < 1e-300 ? 0 : tick;
    const double exponent = value > 0 ? std::log10(value) : 0;
    const bool power = axis.scale == AxisScale::Log10 && std::abs(exponent - std::round(exponent)) < 1e-9;
    if (!axis.format && power && (exponent < -3.5 || exponent > 5.5))
        return powerOfTen(static_cast<int>(std::round(exponent)));
    return axis.format ? axis.format(value) : plainNumber(value);
}

QVector<QString> ChartTicker::createLabelVector(const QVector<double>& ticks, const QLocale& locale, QChar formatChar,
                                                int precision)
{
    QVector<QString> labels = wholeLabels(ticks, locale, formatChar, precision);
    if (room > 0)
        labels = elided(labels, font, room);
    if (length > 0)
        fitSideBySide(ticks, labels);
    return labels;
}

/// Names are broken at their spaces and shortened to their part of the axis; of numbers, only every second, third … is
/// written where all would run into each other.
void ChartTicker::fitSideBySide(const QVector<double>& ticks, QVector<QString>& labels) const
{
    const bool isLog = axis.scale != AxisScale::Linear && m_range.lower > 0;
    const auto place = [&](double value) {
        const double part = isLog ? std::log(value / m_range.lower) / std::log(m_range.upper / m_range.lower)
                                  : (value - m_range.lower) / m_range.size();
        return part * length;
    };
    const QFontMetricsF metrics(font);
    double pitch = length, widest = 0;
    for (qsizetype i = 0; i < ticks.size(); ++i) {
        widest = std::max(widest, metrics.horizontalAdvance(labels[i]) + metrics.averageCharWidth());
        if (i > 0)
            pitch = std::min(pitch, std::abs(place(ticks[i]) - place(ticks[i - 1])));
    }
    if (ticks.size() < 2 || widest <= pitch)
        return;
    const bool names = !axis.ticks.empty() && axis.format;
    const auto step = qsizetype(std::ceil(widest / std::max(pitch, 1.0)));
    if (names)
        labels = elided(labels.replaceInStrings(QStringLiteral(" "), QStringLiteral("\n")), font, pitch - 2);
    for (qsizetype i = 0; !names && i < labels.size(); ++i)
        if (i % step != 0)
            labels[i].clear();
}

QVector<QString> ChartTicker::wholeLabels(const QVector<double>& ticks, const QLocale& locale, QChar formatChar,
                                          int precision)
{
    QVector<QString> labels = QCPAxisTicker::createLabelVector(ticks, locale, formatChar, precision);
    if (axis.format || axis.scale != AxisScale::Linear)
        return labels;
    qsizetype decimals = 0;
    for (const double tick : ticks) {
        const QString text = QString::number(tick, 'g', 6);
        const qsizetype point = text.indexOf(QLatin1Char('.'));
        if (text.contains(QLatin1Char('e')))
            return labels;
        decimals = std::max(decimals, point < 0 ? 0 : text.size() - point - 1);
    }
    for (qsizetype i = 0; decimals > 0 && i < ticks.size(); ++i)
        labels[i]
            = QLocale().toString(ticks[i], 'f', static_cast<int>(decimals)).replace(QLatin1Char('-'), QChar(0x2212));
    return labels;
}

QVector<double> ChartTicker::createTickVector(double tickStep, const QCPRange& range)
{
    m_range = range;
    if (!axis.ticks.empty())
        return QVector<double>(axis.ticks.begin(), axis.ticks.end());
    if (axis.scale != AxisScale::Linear && range.lower > 0 && range.upper / range.lower > 3)
        return powers(axis.scale == AxisScale::Log2 ? 2 : 10, range);
    QVector<double> ticks = QCPAxisTicker::createTickVector(tickStep, range);
    for (double& tick : ticks) { // 3·10⁻¹⁷ is zero
        if (std::abs(tick) < tickStep * 1e-9)
            tick = 0;
    }
    return ticks;
}

QString Chart::Private::format(const Axis& axis, double value) const
{
    return axis.format ? axis.format(value) : plainNumber(value);
}

namespace {

/// Four digits: a readout is where the pointer is, which is no more exact.
QString readable(double value)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const int whole = value == 0 ? 1 : static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
    return QLocale().toString(value, 'g', std::clamp(whole, 4, 12)).replace(QLatin1Char('-'), QChar(0x2212));
}

QString shown(const Axis& axis, double value)
{
    return axis.format ? axis.format(value) : readable(value);
}

} // namespace

QString Chart::Private::value(const Axis& axis, double value) const
{
    return axis.unit.isEmpty() ? shown(axis, value) : shown(axis, value) + QChar(0x00A0) + axis.unit;
}

QString Chart::Private::named(const Axis& axis, double value) const
{
    const QString& name = axis.name.isEmpty() ? axis.label : axis.name;
    return name.isEmpty() ? this->value(axis, value) : name + QLatin1Char(' ') + this->value(axis, value);
}

QString Chart::Private::interval(const Axis& axis, double low, double high) const
{
    return std::isfinite(low) && std::isfinite(high)
        ? QStringLiteral(" [%1, %2]").arg(shown(axis, low), shown(axis, high))
        : QString();
}

} // namespace headroom::widgets
