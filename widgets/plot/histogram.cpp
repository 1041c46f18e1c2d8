// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/histogram.h"

#include "widgets/plot/chartprivate.h"

#include <algorithm>
#include <cmath>

namespace headroom::widgets {

namespace {
constexpr std::size_t kMostLines = 40; ///< levels that are drawn as lines of full height
}

Histogram::Histogram(QWidget* parent) : Chart(parent) { }

void Histogram::setBins(const std::vector<double>& edges, const std::vector<double>& heights, Tone tone)
{
    m_edges = edges;
    m_heights = heights;
    m_heights.resize(edges.empty() ? 0 : std::min(heights.size(), edges.size() - 1));
    m_tone = tone;
    refresh();
}

void Histogram::setLevels(const std::vector<double>& levels)
{
    m_levels = levels;
    refresh();
}

void Histogram::setNotes(const QStringList& notes)
{
    m_notes = notes;
    refresh();
}

void Histogram::rebuild()
{
    Private& p = d();
    p.wholeZero = true;
    // A filled staircase: bins may have different widths, and one path is far quicker than many rectangles.
    QCPGraph* steps = p.graph(m_tone, 0);
    steps->setLineStyle(QCPGraph::lsStepLeft);
    steps->setBrush(m_tone.withAlpha(Theme::current().isDark() ? 0.6 : 0.38).color());
    steps->setAdaptiveSampling(false);
    double top = 0;
    const auto fine = static_cast<double>(m_heights.size());
    for (std::size_t i = 0; i < m_heights.size(); ++i) {
        if (!p.take(m_edges[i], m_heights[i]) || !p.take(m_edges[i + 1], 0))
            continue;
        const double gap
            = fine <= 96 ? (m_edges[i + 1] - m_edges[i]) * 0.14 : 0; // thin gaps while bins can be told apart
        steps->addData(m_edges[i], m_heights[i]);
        steps->addData(m_edges[i + 1] - gap, gap > 0 ? 0 : m_heights[i]);
        top = std::max(top, m_heights[i]);
    }
    if (!m_heights.empty())
        steps->addData(m_edges[m_heights.size()], 0);
    buildLevels(top);
    buildNotes();
    p.plot->xAxis->grid()->setVisible(false);
}

void Histogram::buildLevels(double top)
{
    if (m_levels.empty())
        return;
    Private& p = d();
    const bool dense = m_levels.size() > kMostLines; // lines would hide the distribution: a strip of ticks below it
    const double height = dense ? top * 0.06 : top * 1.12;
    QCPGraph* levels = p.graph(Role::Accent, dense ? 1 : 1.2);
    levels->setLineStyle(QCPGraph::lsImpulse);
    if (!dense)
        levels->setScatterStyle(scatterStyle(Marker::Circle, Role::Accent, Theme::current().px(4)));
    for (const double level : m_levels) {
        if (p.take(level, height))
            levels->addData(level, height);
    }
}

void Histogram::buildNotes()
{
    Private& p = d();
    if (!m_notes.isEmpty() && p.hasData && !p.x.maximum) // room for the notes
        p.extend(p.xData.upper + 0.12 * p.xData.size(), 0);
    int from = 2;
    for (qsizetype i = 0; i < m_notes.size(); ++i) {
        QCPItemText* text = p.text(m_notes[i], i == 0 ? Role::Accent : Role::Muted, TextSize::Caption,
                                   i == 0 ? TextWeight::SemiBold : TextWeight::Regular);
        text->position->setType(QCPItemPosition::ptAxisRectRatio);
        text->position->setCoords(1, 0);
        text->setPadding(QMargins(0, Theme::current().px(from), 2, 0));
        text->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
        from += 15;
    }
}

QString Histogram::readout(double x, double) const
{
    const Private& p = d();
    const auto edge = std::upper_bound(m_edges.begin(), m_edges.end(), x);
    const auto bin = std::distance(m_edges.begin(), edge) - 1;
    if (bin < 0 || bin >= static_cast<std::ptrdiff_t>(m_heights.size()))
        return p.named(p.x, x);
    const auto at = static_cast<std::size_t>(bin);
    Axis from = p.x; // its unit stands behind the other end
    from.unit.clear();
    return QStringLiteral("%1 … %2\n%3")
        .arg(p.named(from, m_edges[at]), p.value(p.x, m_edges[at + 1]), p.named(p.y, m_heights[at]));
}

QList<QStringList> Histogram::tableData() const
{
    QList<QStringList> lines{{tr("from"), tr("to"), tr("height")}};
    for (std::size_t i = 0; i < m_heights.size(); ++i)
        lines << QStringList{exact(m_edges[i]), exact(m_edges[i + 1]), exact(m_heights[i])};
    for (const double level : m_levels)
        lines << QStringList{exact(level), exact(level), tr("level")};
    return lines;
}

} // namespace headroom::widgets
