// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: drawn icons in the palette's colours. Names: hardware capacity quantize evaluate artifacts serve report search
// theme present pause resume cancel caret-up caret-down caret-right folder file check plus copy inspector home.
#pragma once

#include <QIcon>
#include <QStringList>

namespace headroom::widgets {

/// An icon from resources/icons; normal in ink, disabled muted, selected in accent. Follows the theme as it is painted.
QIcon icon(const QString& name);
QPixmap iconPixmap(const QString& name, int size, const QColor& color, double devicePixelRatio);
QStringList iconNames();

} // namespace headroom::widgets
