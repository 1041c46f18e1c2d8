// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: rows of name, value and where the value comes from, as in the Inspector; selectable and copyable.
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

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int rowHeight() const;
    void paintRow(QPainter& painter, int index) const;
    void copy(bool all) const;
    QList<PropertyRow> m_rows;
    int m_current = -1;
};

} // namespace headroom::widgets
