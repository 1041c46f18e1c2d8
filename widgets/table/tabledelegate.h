// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: paints cells with glyphs, markers, muted suffixes of one width per column, mini bars; numbers with tabular
// figures.
#pragma once

#include <QHash>
#include <QStyledItemDelegate>

namespace headroom::widgets {

/// What a cell says: the value, and what stands muted behind it.
QString wholeText(const QModelIndex& index);

class TableDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit TableDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;
    /// Widths of muted suffixes are remembered per column; call when the model or the font changes.
    void forgetWidths() { m_suffixWidths.clear(); }

private:
    int suffixWidth(const QModelIndex& index) const;
    void paintText(QPainter& painter, QRectF area, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    mutable QHash<int, int> m_suffixWidths;
};

} // namespace headroom::widgets
