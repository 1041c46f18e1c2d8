// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the layer × class heat map of one quantization: it lays the rows of a tensor list out as cells and speaks of
// rows to the pane, never of cells.
#pragma once

#include "app/models/tensorgrid.h"
#include "widgets/plot/heatgrid.h"

#include <limits>

namespace headroom::app {

class TensorMap : public widgets::HeatGrid {
    Q_OBJECT
public:
    enum class Shown { Error, Type };

    explicit TensorMap(QWidget* parent = nullptr);
    /// What the colours say: the measured error, or the bits of each tensor's type, which is written into the cells.
    void setShown(Shown shown);
    Shown shown() const { return m_shown; }

    /// Another tensor list: new cells.
    void setRows(const std::vector<TensorRow>& rows);
    /// One tensor was measured.
    void setRow(int index, const TensorRow& row);
    void showRunning(int index, double fraction); ///< index < 0: none
    void selectRow(int index); ///< clears the ring when it is outside of the grid
    const TensorGrid& grid() const { return m_grid; }
    void retranslate();

signals:
    void rowSelected(int index);
    void rowActivated(int index); ///< Enter, or a double click

private:
    void showTypes(const std::vector<TensorRow>& rows);
    double shownValue(const TensorRow& row) const;
    void updateScale(const std::vector<TensorRow>& rows);
    QString detail(int kind, int layer) const;

    Shown m_shown = Shown::Error;
    TensorGrid m_grid;
    std::vector<TensorRow> m_rows;
    double m_low = std::numeric_limits<double>::quiet_NaN();
    double m_high = std::numeric_limits<double>::quiet_NaN();
};

} // namespace headroom::app
