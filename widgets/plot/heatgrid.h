// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a table of cells coloured by value that fills while a run goes; painted here (no QCustomPlot) for keyboard and
// focus. Not a number = an outline, the running cell dashed with its fill level, the selected one ringed.
#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace headroom::widgets {

class HeatGrid : public QWidget {
    Q_OBJECT
public:
    explicit HeatGrid(QWidget* parent = nullptr);
    void setLabels(const QStringList& rows, const QStringList& columns, const QString& columnCaption = {});
    /// row-major, NaN = not measured.
    void setValues(const std::vector<double>& values);
    void setValue(int row, int column, double value);
    double value(int row, int column) const;
    /// Without a call the scale follows the values.
    void setScale(double low, double high);
    /// Texts at the scale bar's ends; the formatter also serves tool tips.
    void setScaleTexts(const QString& low, const QString& high, std::function<QString(double)> format = {});
    void setDetail(std::function<QString(int row, int column)> toolTip);
    /// row-major; a marked cell has a notch in its corner.
    void setMarks(const std::vector<bool>& marks);
    /// row-major; written into the cells where there is room. Empty: none.
    void setCellTexts(const QStringList& texts);
    void setRunning(int row, int column, double fraction); ///< row < 0: none
    void setSelected(int row, int column);
    int selectedRow() const { return m_row; }
    int selectedColumn() const { return m_column; }
    QRectF cellRect(int row, int column) const;
    QList<QStringList> tableData() const;
    /// PNG (2x), SVG or PDF by the path's suffix; CSV writes tableData().
    bool exportTo(const QString& path) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void cellSelected(int row, int column);
    void cellActivated(int row, int column);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    std::pair<int, int> cellAt(const QPointF& position) const;
    int labelAt(const QPointF& position) const; ///< the row whose name is there, which may be cut; else -1
    std::pair<double, double> scale() const;
    double position(double value) const;
    QRectF gridArea() const;
    void paintGrid(QPainter& painter) const;
    /// The cell that a key leads to; nothing for keys that do not move.
    std::optional<std::pair<int, int>> afterKey(int key) const;
    void paintScaleBar(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    void paintCell(QPainter& painter, int row, int column) const;
    void paintMark(QPainter& painter, int row, int column) const;
    void paintText(QPainter& painter, int row, int column) const;
    void scheduleUpdate();
    QString describe(int row, int column) const;

    QStringList m_rows;
    QStringList m_columns;
    QString m_caption;
    std::vector<double> m_values;
    std::vector<bool> m_marks;
    QStringList m_texts;
    std::optional<std::pair<double, double>> m_scale;
    QString m_lowText;
    QString m_highText;
    std::function<QString(double)> m_format;
    std::function<QString(int, int)> m_detail;
    int m_row = -1;
    int m_column = -1;
    int m_runningRow = -1;
    int m_runningColumn = -1;
    double m_fraction = 0;
    QTimer m_repaint; ///< at most ten repaints a second while cells arrive
};

} // namespace headroom::widgets
