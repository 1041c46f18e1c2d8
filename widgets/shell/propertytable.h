// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: rows of name, value and where the value comes from, as in the Inspector; selectable and copyable. Where name and
// value do not fit beside each other the value goes below its name: nothing is cut off that there is room for.
#pragma once

#include "widgets/theme/glyph.h"

#include <QList>
#include <QWidget>

namespace headroom::widgets {

struct PropertyRow {
    QString name;
    QString value;
    QString provenance = {}; ///< measured, computed, quoted, estimate …; muted
    Glyph glyph = Glyph::None; ///< colours the value
    bool mono = false;
    QString toolTip = {};
};

class PropertyTable : public QWidget {
    Q_OBJECT
public:
    explicit PropertyTable(QWidget* parent = nullptr);
    void setRows(const QList<PropertyRow>& rows);
    const QList<PropertyRow>& rows() const { return m_rows; }
    /// One row per line, cells separated by tabs.
    QString plainText() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return heightFor(width); }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool needsTwoLines(const PropertyRow& row, int width) const;
    int rowHeight(int index, int width) const;
    int heightFor(int width) const;
    int rowAt(int y) const; ///< -1 below the last
    double paintValue(QPainter& painter, const PropertyRow& row, QRectF area) const;
    void paintRow(QPainter& painter, int index, int top) const;
    void copy(bool all) const;
    QList<PropertyRow> m_rows;
    int m_current = -1;
};

} // namespace headroom::widgets
