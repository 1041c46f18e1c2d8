// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what every picture offers in its context menu: its figures to the clipboard or as CSV, itself as PNG, SVG or
// PDF.
#pragma once

#include <QList>
#include <QSize>
#include <QStringList>

#include <functional>

class QMenu;
class QPainter;
class QWidget;

namespace headroom::widgets {

/// Rows and columns separated by tabs, for the clipboard.
QString tabbed(const QList<QStringList>& table);
bool writeCsv(const QString& path, const QList<QStringList>& table);

/// Something that paints itself at a given size, into pixels or into vectors.
struct Figure {
    QSize size; ///< logical pixels
    QString title;
    QString description;
    std::function<void(QPainter&)> paint;
    QList<QStringList> table;
};
/// By the suffix: PNG (twice the pixels), SVG, PDF (one page of its size), CSV. False when it cannot be written.
bool exportFigure(const QString& path, const Figure& figure);

/// Entries "Export as PNG…" and so on; the path is asked for and gets the suffix when it has none.
void addExportActions(QMenu& menu, QWidget* parent, const std::function<bool(const QString& path)>& exportTo);

} // namespace headroom::widgets
