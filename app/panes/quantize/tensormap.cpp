// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/tensormap.h"

#include "app/models/tensorsmodel.h"
#include "app/text/display.h"
#include "app/text/remarks.h"

#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace headroom::app {

namespace {
constexpr double kFewBits = 2, kManyBits = 9; ///< ends of the scale of types: more is the light end
}

TensorMap::TensorMap(QWidget* parent) : widgets::HeatGrid(parent)
{
    setObjectName(QStringLiteral("tensorMap"));
    setDetail([this](int kind, int layer) { return detail(kind, layer); });
    connect(this, &widgets::HeatGrid::cellSelected, this, [this](int kind, int layer) {
        if (const auto row = m_grid.at(std::size_t(kind), std::size_t(layer)))
            emit rowSelected(int(*row));
    });
    connect(this, &widgets::HeatGrid::cellActivated, this, [this](int kind, int layer) {
        if (const auto row = m_grid.at(std::size_t(kind), std::size_t(layer)))
            emit rowActivated(int(*row));
    });
}

void TensorMap::setRows(const std::vector<TensorRow>& rows)
{
    m_rows = rows;
    m_grid = gridOf(rows);
    QStringList kinds;
    for (const std::string& kind : m_grid.kinds)
        kinds.append(text::fromUtf8(kind));
    QStringList layers;
    for (std::uint32_t layer = 0; layer < m_grid.layers; ++layer)
        layers.append(QString::number(layer));
    setLabels(kinds, layers, tr("layer", "axis of the heat map"));
    if (m_shown == Shown::Type)
        showTypes(rows);
    else
        updateScale(rows);
    std::vector<bool> marks;
    for (const auto& cell : m_grid.cells)
        marks.push_back(cell && isOverride(rows[*cell]));
    setMarks(marks);
    setSelected(-1, -1);
}

void TensorMap::setShown(Shown shown)
{
    if (shown == m_shown)
        return;
    m_shown = shown;
    retranslate();
}

void TensorMap::showTypes(const std::vector<TensorRow>& rows)
{
    std::vector<double> values;
    QStringList texts;
    for (const auto& cell : m_grid.cells) {
        values.push_back(cell ? std::clamp(rows[*cell].bitsPerWeight(), kFewBits, kManyBits)
                              : std::numeric_limits<double>::quiet_NaN());
        texts.append(cell ? storedAs(rows[*cell]) : QString());
    }
    setScale(kFewBits, kManyBits);
    setScaleTexts(tr("%1 bits", "end of a scale").arg(text::number(kFewBits, 0)),
                  tr("%1 or more", "bits: end of a scale").arg(text::number(kManyBits, 0)),
                  [](double value) { return tr("%1 bits").arg(text::number(value, 1)); });
    setValues(values);
    setCellTexts(texts);
}

double TensorMap::shownValue(const TensorRow& row) const
{
    if (!row.error)
        return std::numeric_limits<double>::quiet_NaN();
    return std::isfinite(row.error->decibel) ? row.error->decibel : m_low; // exact: the dark end
}

/// Whole decibels around what is measured, so that the colours do not flicker with every new tensor.
void TensorMap::updateScale(const std::vector<TensorRow>& rows)
{
    m_low = m_high = std::numeric_limits<double>::quiet_NaN();
    for (const auto& cell : m_grid.cells) {
        if (!cell || !rows[*cell].error || !std::isfinite(rows[*cell].error->decibel))
            continue;
        const TensorRow& row = rows[*cell];
        m_low = std::isnan(m_low) ? row.error->decibel : std::min(m_low, row.error->decibel);
        m_high = std::isnan(m_high) ? row.error->decibel : std::max(m_high, row.error->decibel);
    }
    const bool known = !std::isnan(m_low);
    if (known) {
        m_low = 2 * std::floor(m_low / 2);
        m_high = std::max(m_low + 2, 2 * std::ceil(m_high / 2));
        setScale(m_low, m_high);
        setScaleTexts(tr("%1 dB", "end of a scale").arg(text::number(m_low, 0)),
                      tr("%1 dB, worse", "end of a scale").arg(text::number(m_high, 0)),
                      [](double value) { return tr("%1 dB").arg(text::number(value, 1)); });
    }
    setCellTexts({});
    std::vector<double> values;
    for (const auto& cell : m_grid.cells)
        values.push_back(cell ? shownValue(rows[*cell]) : std::numeric_limits<double>::quiet_NaN());
    setValues(values);
}

void TensorMap::setRow(int index, const TensorRow& row)
{
    if (index < 0 || std::size_t(index) >= m_rows.size())
        return;
    m_rows[std::size_t(index)] = row;
    if (m_shown == Shown::Type)
        return;
    const auto cell = m_grid.cellOf(std::size_t(index));
    const double value = row.error ? row.error->decibel : 0;
    const bool inside = value >= m_low && value <= m_high;
    if (cell && row.error && std::isfinite(value) && !inside)
        updateScale(m_rows);
    else if (cell)
        setValue(int(cell->kind), int(cell->layer), shownValue(row));
}

void TensorMap::showRunning(int index, double fraction)
{
    const auto cell = index < 0 ? std::nullopt : m_grid.cellOf(std::size_t(index));
    setRunning(cell ? int(cell->kind) : -1, cell ? int(cell->layer) : -1, fraction);
}

void TensorMap::selectRow(int index)
{
    const auto cell = index < 0 ? std::nullopt : m_grid.cellOf(std::size_t(index));
    setSelected(cell ? int(cell->kind) : -1, cell ? int(cell->layer) : -1);
}

QString TensorMap::detail(int kind, int layer) const
{
    const auto index = m_grid.at(std::size_t(kind), std::size_t(layer));
    if (!index)
        return tr("no such tensor");
    const TensorRow& row = m_rows[*index];
    const QString error = row.error ? tr("error %1 dB, measured").arg(decibelText(row)) : tr("not yet measured");
    const QString why = tr("Why: %1", "this type").arg(text::remark(row.reason));
    return text::fromUtf8(row.name) + u'\n' + typesText(row) + u'\n' + error + u'\n' + why;
}

void TensorMap::retranslate()
{
    const QSignalBlocker blocker(this); // only the user selects
    const auto selected = std::pair(selectedRow(), selectedColumn());
    setRows(std::vector<TensorRow>(m_rows));
    setSelected(selected.first, selected.second);
}

} // namespace headroom::app
