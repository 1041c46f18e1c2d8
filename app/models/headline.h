// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the first line of a pane and its large numbers, as a value, so that what a pane claims can be tested as text.
#pragma once

#include "widgets/shell/verdictheader.h"

namespace headroom::app {

struct Headline {
    widgets::Glyph glyph = widgets::Glyph::None;
    QString word; ///< empty = the glyph's own
    QString sentence;
    QList<widgets::BigNumber> numbers;
};

} // namespace headroom::app
