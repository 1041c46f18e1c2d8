// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/gauge.h"

#include "widgets/theme/text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::widgets {

struct Gauge::Geometry {
    QPointF centre;
    double radius; ///< of the arc's middle
    double width;

    QPointF at(double position, double distance) const
    {
        const double angle = M_PI * (1 - position); // 0 = left end, 1 = right end
        return centre + QPointF(std::cos(angle), -std::sin(angle)) * distance;
    }
};

Gauge::Gauge(Size size, QWidget* parent)
    : QWidget(parent), m_size(size), m_transient(std::numeric_limits<double>::quiet_NaN()), m_bands(standardBands())
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    updateAccessible();
}

QList<GaugeBand> Gauge::standardBands()
{
    return {{50, 70, Tone(Role::Good).withAlpha(0.38), tr("50–70 %")}, {100, 130, Tone(Role::Bad).withAlpha(0.22), {}}};
}

void Gauge::setRange(double minimum, double maximum)
{
    m_minimum = minimum;
    m_maximum = std::max(maximum, minimum + 1e-9);
    update();
}

void Gauge::setBands(const QList<GaugeBand>& bands)
{
    m_bands = bands;
    m_ownBands = true;
    update();
}

void Gauge::setValue(double value, const QString& valueText, const QString& caption)
{
    m_value = value;
    m_valueText = valueText;
    m_caption = caption;
    updateAccessible();
    update();
}

void Gauge::setTransient(double value, const QString& text, const QString& detail)
{
    m_transient = value;
    m_transientText = text;
    m_transientDetail = detail;
    updateAccessible();
    updateGeometry();
    update();
}

void Gauge::setTitle(const QString& title)
{
    m_title = title;
    updateAccessible();
}

double Gauge::position(double value) const
{
    if (std::isnan(value))
        return 0;
    return std::clamp((value - m_minimum) / (m_maximum - m_minimum), 0.0, 1.0);
}

void Gauge::updateAccessible()
{
    QStringList words{m_title.isEmpty() ? tr("Gauge") : m_title};
    words << m_valueText << m_caption << m_transientText << m_transientDetail;
    words.removeAll(QString());
    setAccessibleName(words.join(QLatin1String(", ")));
}

QSize Gauge::sizeHint() const
{
    const Theme& theme = Theme::current();
    if (m_size == Size::Small)
        return QSize(theme.px(140), theme.px(106));
    const int beside = qCeil(spikeWidth()); // where the whisker ends at the right
    return QSize(qMax(theme.px(284), theme.px(230) + beside), theme.px(150));
}

double Gauge::spikeWidth() const
{
    const Theme& theme = Theme::current();
    return qMax(QFontMetricsF(theme.font(TextSize::Caption, TextWeight::SemiBold)).horizontalAdvance(m_transientText),
                QFontMetricsF(theme.font(TextSize::Caption)).horizontalAdvance(m_transientDetail));
}

Gauge::Geometry Gauge::layout() const
{
    const Theme& theme = Theme::current();
    if (m_size == Size::Large)
        return {QPointF(theme.px(112), theme.px(122)), 94.0 * theme.textScale(), 14.0 * theme.textScale()};
    return {QPointF(width() / 2.0, theme.px(70)), 50.0 * theme.textScale(), 8.0 * theme.textScale()};
}

void Gauge::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    const Geometry g = layout();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintArc(painter, g);
    paintTicks(painter, g);
    paintWhisker(painter, g);
    paintNeedle(painter, g);
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Role::Accent), 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4));
    }
    const bool large = m_size == Size::Large;
    painter.setFont(theme.font(large ? TextSize::Title : TextSize::Section, TextWeight::SemiBold));
    painter.setPen(theme.color(Role::Text));
    const double tall = QFontMetricsF(painter.font()).height();
    const QRectF value(g.centre.x() - g.radius, g.centre.y() - tall + theme.px(large ? 2 : 4), 2 * g.radius, tall);
    painter.drawText(value, Qt::AlignCenter, m_valueText);
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(Role::Muted));
    const double wide = large ? 2 * g.radius - theme.px(20) : width();
    painter.drawText(QRectF(g.centre.x() - wide / 2, g.centre.y() + theme.px(large ? 3 : 18), wide, theme.px(16)),
                     Qt::AlignCenter, m_caption);
}

void Gauge::paintArc(QPainter& painter, const Geometry& g) const
{
    const Theme& theme = Theme::current();
    const QRectF box(g.centre.x() - g.radius, g.centre.y() - g.radius, 2 * g.radius, 2 * g.radius);
    const auto arc = [&](double from, double to, const QColor& color) {
        painter.setPen(QPen(color, g.width, Qt::SolidLine, Qt::FlatCap));
        const double start = 180 - from * 180;
        painter.drawArc(box, qRound(start * 16), qRound(-(to - from) * 180 * 16));
    };
    arc(0, 1, theme.color(Role::Track));
    for (const GaugeBand& band : m_bands) {
        const double from = position(band.from);
        const double to = position(band.to);
        arc(from, to, band.tone.color());
        if (band.label.isEmpty() || m_size == Size::Small)
            continue;
        QColor ink = band.tone.color();
        ink.setAlpha(255);
        painter.setPen(theme.readable(ink));
        painter.setFont(theme.font(TextSize::Caption, TextWeight::SemiBold));
        const QPointF at = g.at((from + to) / 2 - 0.02, g.radius + g.width / 2 + theme.px(4));
        painter.drawText(QRectF(at.x() - theme.px(80), at.y() - theme.px(14), theme.px(80), theme.px(14)),
                         Qt::AlignRight | Qt::AlignBottom, band.label);
    }
}

/// Ends, and the borders of bands, with short ticks inside the arc.
void Gauge::paintTicks(QPainter& painter, const Geometry& g) const
{
    const Theme& theme = Theme::current();
    const QLocale locale;
    QList<double> stops;
    for (const GaugeBand& band : m_bands)
        stops << band.from << band.to;
    painter.setFont(theme.font(TextSize::Caption));
    const double inner = g.radius - g.width / 2;
    for (const double stop : stops) {
        if (stop <= m_minimum || stop >= m_maximum)
            continue;
        const double at = position(stop);
        const bool covered = m_size == Size::Large && std::abs(at - position(m_value)) < 0.05; // by the needle
        painter.setPen(QPen(theme.color(Role::Muted), 1));
        painter.drawLine(g.at(at, inner), g.at(at, inner - theme.px(4)));
        const bool outside = m_size == Size::Small;
        const QPointF text = g.at(at, outside ? g.radius + g.width / 2 + theme.px(9) : inner - theme.px(13));
        if (!covered)
            painter.drawText(QRectF(text.x() - 30, text.y() - 10, 60, 20), Qt::AlignCenter,
                             locale.toString(stop, 'g', 4));
    }
    painter.setPen(theme.color(Role::Muted));
    for (const double end : {m_minimum, m_maximum}) {
        const QPointF text = g.at(position(end), g.radius) + QPointF(0, theme.px(11));
        painter.drawText(QRectF(text.x() - 30, text.y() - 10, 60, 20), Qt::AlignCenter, locale.toString(end, 'g', 4));
    }
}

void Gauge::paintNeedle(QPainter& painter, const Geometry& g) const
{
    if (!std::isfinite(m_value))
        return;
    const Theme& theme = Theme::current();
    painter.setPen(QPen(theme.color(Role::Text), 2.2 * theme.textScale(), Qt::SolidLine, Qt::RoundCap));
    const double at = position(m_value);
    const double from = m_size == Size::Large ? 0.62 : 0.55;
    painter.drawLine(g.at(at, g.radius * from), g.at(at, g.radius + g.width / 2 + theme.px(2)));
}

/// From the needle to the spike, outside the arc, with an end cap and its words.
void Gauge::paintWhisker(QPainter& painter, const Geometry& g) const
{
    if (!std::isfinite(m_transient))
        return;
    const Theme& theme = Theme::current();
    const double from = position(m_value);
    const double to = position(m_transient);
    const double radius = g.radius + g.width / 2 + theme.px(6);
    const QColor color = theme.color(m_transient > 100 ? Role::Bad : Role::Caution);
    painter.setPen(QPen(color, 1.6 * theme.textScale(), Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    const QRectF box(g.centre.x() - radius, g.centre.y() - radius, 2 * radius, 2 * radius);
    painter.drawArc(box, qRound((180 - from * 180) * 16), qRound(-(to - from) * 180 * 16));
    painter.drawLine(g.at(to, radius - theme.px(4)), g.at(to, radius + theme.px(4)));
    if (m_size == Size::Small)
        return;
    const double beside = std::max(g.at(to, radius).x(), g.centre.x() + g.radius * 0.4) + theme.px(8);
    const double x = std::min(beside, std::max(0.0, width() - spikeWidth() - 1));
    const double y = g.at(to, radius).y();
    painter.setFont(theme.font(TextSize::Caption, TextWeight::SemiBold));
    painter.drawText(QPointF(x, y), m_transientText);
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(Role::Muted));
    painter.drawText(QPointF(x, y + theme.px(13)), m_transientDetail);
}

void Gauge::mousePressEvent(QMouseEvent*)
{
    emit clicked();
}

void Gauge::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        emit clicked();
    else
        QWidget::keyPressEvent(event);
}

void Gauge::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        if (!m_ownBands)
            m_bands = standardBands();
        updateAccessible();
    }
    updateGeometry();
    update();
}

} // namespace headroom::widgets
