// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/scatterchart.h"

#include "widgets/plot/chartprivate.h"

#include <algorithm>
#include <cmath>

namespace headroom::widgets {

ScatterChart::ScatterChart(QWidget* parent) : Chart(parent) { }

void ScatterChart::setPoints(const QList<ScatterPoint>& points, bool connected)
{
    m_points = points;
    std::stable_sort(m_points.begin(), m_points.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
    m_connected = connected;
    refresh();
}

void ScatterChart::setCurve(const QList<QPointF>& curve, Tone tone)
{
    m_curve = curve;
    m_curveTone = tone;
    refresh();
}

void ScatterChart::setPassLimit(std::optional<double> limit, const QString& label)
{
    m_passLimit = limit;
    m_passLabel = label;
    refresh();
}

void ScatterChart::setRing(const QString& id)
{
    m_ring = id;
    refresh();
}

void ScatterChart::setBaseline(const QString& text, double x)
{
    m_baseline = text;
    m_baselineX = x;
    refresh();
}

void ScatterChart::setSelected(const QString& id)
{
    if (id == m_selected)
        return;
    m_selected = id;
    refresh();
}

void ScatterChart::select(const QString& id)
{
    if (id == m_selected)
        return;
    setSelected(id);
    emit pointSelected(id);
}

namespace {

/// Broken at the space nearest to its middle when it is long.
QString inTwoLines(const QString& note)
{
    const qsizetype middle = note.size() / 2;
    qsizetype best = -1;
    for (qsizetype at = note.indexOf(QLatin1Char(' ')); at >= 0; at = note.indexOf(QLatin1Char(' '), at + 1)) {
        if (best < 0 || qAbs(at - middle) < qAbs(best - middle))
            best = at;
    }
    return note.size() < 14 || best < 0 ? note : QString(note.left(best) + QLatin1Char('\n') + note.mid(best + 1));
}

QString wordsOf(const ScatterPoint& point)
{
    return point.note.isEmpty() ? point.label : point.label + QLatin1Char('\n') + inTwoLines(point.note);
}

} // namespace

void ScatterChart::rebuild()
{
    Private& p = d();
    m_labels.clear();
    m_baselineItems.clear();
    m_ringItem = nullptr;
    m_passText = nullptr;
    buildPass();
    buildCurve();
    if (m_connected) {
        QCPGraph* line = p.graph(Role::Muted, 1);
        double lowest = std::numeric_limits<double>::infinity();
        for (const ScatterPoint& point : m_points) { // by rising x
            if (!p.drawable(p.x, point.x) || !p.drawable(p.y, point.y) || point.y >= lowest)
                continue;
            lowest = point.y;
            line->addData(point.x, point.y);
        }
    }
    for (const ScatterPoint& point : m_points)
        buildPoint(point);
    if (!m_baseline.isEmpty()) {
        auto* arrow = new QCPItemLine(p.plot);
        arrow->setLayer(QStringLiteral("marks"));
        arrow->setPen(tonePen(Role::Text, 2));
        arrow->setHead(QCPLineEnding(QCPLineEnding::esSpikeArrow, 8, 8));
        arrow->setClipToAxisRect(false);
        arrow->start->setType(QCPItemPosition::ptAbsolute);
        arrow->end->setType(QCPItemPosition::ptAbsolute);
        m_baselineItems = {p.text(m_baseline, Role::Text), arrow};
    }
}

void ScatterChart::buildPass()
{
    Private& p = d();
    if (!m_passLimit || !p.drawable(p.y, *m_passLimit))
        return;
    p.extend(m_points.isEmpty() ? 1 : m_points.first().x, *m_passLimit);
    auto* tint = new QCPItemRect(p.plot);
    tint->setLayer(QStringLiteral("tint"));
    tint->setPen(QPen(Qt::NoPen));
    tint->setBrush(Theme::current().color(Role::PassTint));
    tint->topLeft->setTypeX(QCPItemPosition::ptAxisRectRatio);
    tint->topLeft->setTypeY(QCPItemPosition::ptPlotCoords);
    tint->topLeft->setCoords(0, *m_passLimit);
    tint->bottomRight->setType(QCPItemPosition::ptAxisRectRatio);
    tint->bottomRight->setCoords(1, 1);
    auto* line = new QCPItemStraightLine(p.plot);
    line->setPen(tonePen(Role::Good, 1.4));
    line->setLayer(QStringLiteral("main"));
    line->point1->setCoords(1, *m_passLimit);
    line->point2->setCoords(2, *m_passLimit);
    m_passText = p.text(m_passLabel, Role::Good, TextSize::Caption, TextWeight::SemiBold);
}

void ScatterChart::buildCurve()
{
    if (m_curve.isEmpty())
        return;
    Private& p = d();
    QCPGraph* line = p.graph(m_curveTone, 1.6);
    for (const QPointF& point : m_curve)
        if (p.take(point.x(), point.y()))
            line->addData(point.x(), point.y());
}

void ScatterChart::buildPoint(const ScatterPoint& point)
{
    Private& p = d();
    const Theme& theme = Theme::current();
    if (!p.take(point.x, point.y)) {
        m_labels << nullptr;
        return;
    }
    QCPGraph* graph = p.graph(point.tone, 1.4);
    graph->setLineStyle(QCPGraph::lsNone);
    graph->setScatterStyle(scatterStyle(point.marker, point.tone, theme.px(point.id == m_selected ? 9 : 7)));
    graph->addData(point.x, point.y);
    if (std::isfinite(point.low) && std::isfinite(point.high)) {
        const double low = p.drawable(p.y, point.low) ? point.low : point.y;
        auto* bars = new QCPErrorBars(p.plot->xAxis, p.plot->yAxis);
        bars->setDataPlottable(graph);
        bars->setPen(tonePen(point.tone, 1.4));
        bars->setWhiskerWidth(theme.px(8));
        bars->setSymbolGap(0);
        bars->setSelectable(QCP::stNone);
        bars->addData(point.y - low, point.high - point.y);
        p.extend(point.x, low);
        p.extend(point.x, point.high);
    }
    if (point.id == m_ring) {
        auto* ring = new QCPItemEllipse(p.plot);
        ring->setLayer(QStringLiteral("marks"));
        ring->setPen(tonePen(Role::Accent, 2));
        ring->setClipToAxisRect(false);
        ring->topLeft->setType(QCPItemPosition::ptAbsolute);
        ring->bottomRight->setType(QCPItemPosition::ptAbsolute);
        m_ringItem = ring;
    }
    m_labels << p.text(wordsOf(point), point.tone, TextSize::Caption, TextWeight::SemiBold);
}

void ScatterChart::arrange()
{
    Private& p = d();
    const QRectF area = p.rect()->rect();
    const QList<QRectF> taken = placeLabels();
    if (auto* text = qobject_cast<QCPItemText*>(m_passText)) {
        text->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
        text->position->setCoords(area.right() - 2, p.plot->yAxis->coordToPixel(*m_passLimit) - 1);
    }
    placeBaseline(taken);
}

int ScatterChart::baselineSide() const
{
    const QCPRange seen = d().plot->xAxis->range();
    return m_baselineX > seen.upper ? 1 : m_baselineX < seen.lower ? -1 : 0;
}

/// Below the limit where that leaves room in the frame, at the edge that it lies beyond, on the first line that no
/// label crosses.
void ScatterChart::placeBaseline(const QList<QRectF>& taken)
{
    if (m_baselineItems.size() != 2)
        return;
    Private& p = d();
    const Theme& theme = Theme::current();
    const QRectF area = p.rect()->rect();
    auto* text = qobject_cast<QCPItemText*>(m_baselineItems[0]);
    auto* arrow = qobject_cast<QCPItemLine*>(m_baselineItems[1]);
    text->setText(elided(m_baseline, text->font(), area.width() - theme.px(24)));
    const double words = QFontMetricsF(text->font()).horizontalAdvance(text->text()) + theme.px(4);
    const int side = baselineSide();
    const double at = std::clamp(p.plot->xAxis->coordToPixel(m_baselineX), area.left(), area.right());
    const double start = std::clamp(at - words / 2, area.left(), std::max(area.left(), area.right() - words));
    const QRectF box(side > 0       ? area.right() - theme.px(20) - words
                         : side < 0 ? area.left() + theme.px(20)
                                    : start,
                     0, words, theme.px(16));
    const double limit = m_passLimit ? p.plot->yAxis->coordToPixel(*m_passLimit) : area.top();
    const double lowest = area.bottom() - theme.px(side == 0 ? 24 : 10);
    const auto crossed = [&](double y) {
        const QRectF line = box.translated(0, y - theme.px(8));
        return std::any_of(taken.begin(), taken.end(), [&](const QRectF& other) { return other.intersects(line); });
    };
    double y = std::min(std::clamp(limit, area.top(), area.bottom()) + theme.px(16), lowest);
    while (crossed(y) && y + theme.px(4) < lowest)
        y += theme.px(4);
    text->setPositionAlignment(Qt::AlignHCenter | Qt::AlignVCenter);
    text->position->setCoords(box.center().x(), y);
    const QPointF from = side > 0 ? QPointF(box.right() + theme.px(2), y)
        : side < 0                ? QPointF(box.left() - theme.px(2), y)
                                  : QPointF(at, y + theme.px(8));
    const QPointF to = side > 0 ? QPointF(area.right() + theme.px(2), y)
        : side < 0              ? QPointF(area.left() - theme.px(2), y)
                                : QPointF(at, area.bottom());
    arrow->start->setCoords(from);
    arrow->end->setCoords(to);
}

/// Those that do not yield have the first choice of room that captions of lines leave.
QList<QRectF> ScatterChart::placeLabels()
{
    QList<QRectF> taken = d().lineBoxes;
    const auto place = [&](bool yielding) {
        for (qsizetype i = 0; i < m_labels.size() && i < m_points.size(); ++i)
            if (m_points[i].labelYields == yielding)
                placeLabel(i, taken);
    };
    place(false);
    taken += markerBoxes(); // which a label that can be left out must not cover
    place(true);
    return taken;
}

QList<QRectF> ScatterChart::markerBoxes()
{
    const Private& p = d();
    const double size = Theme::current().px(8);
    QList<QRectF> boxes;
    for (const ScatterPoint& point : m_points) {
        const QPointF at(p.plot->xAxis->coordToPixel(point.x), p.plot->yAxis->coordToPixel(point.y));
        if (p.drawable(p.x, point.x) && p.drawable(p.y, point.y))
            boxes << QRectF(at.x() - size / 2, at.y() - size / 2, size, size);
    }
    return boxes;
}

/// To the right of the point where there is room, else to its left; the ringed one left and below.
void ScatterChart::placeLabel(qsizetype i, QList<QRectF>& taken)
{
    auto* text = qobject_cast<QCPItemText*>(m_labels[i]);
    if (text == nullptr)
        return;
    Private& p = d();
    const Theme& theme = Theme::current();
    const QRectF area = p.rect()->rect();
    const QFontMetricsF metrics(theme.font(TextSize::Caption, TextWeight::SemiBold));
    const QPointF at(p.plot->xAxis->coordToPixel(m_points[i].x), p.plot->yAxis->coordToPixel(m_points[i].y));
    text->setVisible(area.adjusted(-1, -1, 1, 1).contains(at) && !text->text().isEmpty());
    const bool ringed = m_points[i].id == m_ring;
    const double gap = theme.px(ringed ? 14 : 9);
    // Where neither side has room for all of it, it is shortened to the wider one.
    const double widest = std::max(area.right() + p.rightMargin - at.x(), at.x() - area.left()) - gap - 1;
    text->setText(elided(wordsOf(m_points[i]), text->font(), widest));
    const QSizeF size = metrics.boundingRect(QRectF(0, 0, 4000, 80), Qt::AlignLeft, text->text()).size();
    QRectF right(QPointF(at.x() + gap, at.y() - size.height() / 2), size);
    const QRectF left = right.translated(-2 * gap - size.width(), ringed ? theme.px(8) : 0);
    const auto blocked = [&](const QRectF& place) {
        return std::any_of(taken.begin(), taken.end(), [&](const QRectF& box) { return box.intersects(place); });
    };
    const bool crowded = right.right() > area.right() + p.rightMargin || blocked(right);
    if (m_points[i].labelYields && crowded && (blocked(left) || left.left() < area.left()))
        return text->setVisible(false);
    const bool toLeft = (ringed && left.left() > area.left()) || (crowded && left.left() > area.left());
    text->setPositionAlignment((toLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
    text->setTextAlignment(toLeft ? Qt::AlignRight : Qt::AlignLeft);
    text->position->setCoords(toLeft ? left.topRight() : right.topLeft());
    if (text->visible())
        taken << (toLeft ? left : right);
    auto* ring = qobject_cast<QCPItemEllipse*>(m_ringItem);
    if (ringed && ring != nullptr) {
        const double radius = theme.px(10);
        ring->topLeft->setCoords(at.x() - radius, at.y() - radius);
        ring->bottomRight->setCoords(at.x() + radius, at.y() + radius);
    }
}

void ScatterChart::pressed(double, double, const QPointF& pixel)
{
    const Private& p = d();
    double nearest = Theme::current().px(14);
    QString id;
    for (const ScatterPoint& point : m_points) {
        if (!p.drawable(p.x, point.x) || !p.drawable(p.y, point.y))
            continue;
        const QPointF at(p.plot->xAxis->coordToPixel(point.x), p.plot->yAxis->coordToPixel(point.y));
        const double distance = QLineF(at, pixel).length();
        if (distance < nearest) {
            nearest = distance;
            id = point.id;
        }
    }
    if (!id.isEmpty())
        select(id);
}

bool ScatterChart::keyPressed(int key, Qt::KeyboardModifiers)
{
    if ((key != Qt::Key_Left && key != Qt::Key_Right) || m_points.isEmpty())
        return false;
    const auto found
        = std::find_if(m_points.begin(), m_points.end(), [this](const auto& p) { return p.id == m_selected; });
    const auto at = found == m_points.end() ? qsizetype{-1} : std::distance(m_points.begin(), found);
    const qsizetype next = at < 0 ? 0 : qBound(qsizetype{0}, at + (key == Qt::Key_Right ? 1 : -1), m_points.size() - 1);
    select(m_points[next].id);
    return true;
}

QString ScatterChart::readout(double x, double y) const
{
    const Private& p = d();
    const QPointF pixel(p.plot->xAxis->coordToPixel(x), p.plot->yAxis->coordToPixel(y));
    for (const ScatterPoint& point : m_points) {
        const QPointF at(p.plot->xAxis->coordToPixel(point.x), p.plot->yAxis->coordToPixel(point.y));
        if (QLineF(at, pixel).length() > 14)
            continue;
        QStringList lines{point.spoken(), p.named(p.x, point.x),
                          p.named(p.y, point.y) + p.interval(p.y, point.low, point.high)};
        lines.removeAll(QString());
        return lines.join(QLatin1Char('\n'));
    }
    for (const QPointF& point : m_curve) {
        const QPointF at(p.plot->xAxis->coordToPixel(point.x()), p.plot->yAxis->coordToPixel(point.y()));
        if (QLineF(at, pixel).length() <= 14)
            return Chart::readout(point.x(), point.y());
    }
    return {}; // nothing was measured there
}

QList<QStringList> ScatterChart::tableData() const
{
    QList<QStringList> lines{{tr("name"), d().x.label, d().y.label, tr("low"), tr("high")}};
    for (const ScatterPoint& point : m_points)
        lines << QStringList{point.spoken(), exact(point.x), exact(point.y), exact(point.low), exact(point.high)};
    return lines;
}

} // namespace headroom::widgets
