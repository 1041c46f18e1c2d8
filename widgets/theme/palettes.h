// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: every literal colour of the program, in tables by role, so that no other file needs one.
#pragma once

#include "widgets/theme/tone.h"

namespace headroom::widgets {

QColor roleColor(Role role, bool dark);
QColor memoryColor(MemoryPart part, bool dark);
/// Linear between the stops of measured presets; ink from 12 bits on.
QColor candidateColor(double bits, bool dark);
/// `amount` of `over` in `under`, opaque.
QColor mixed(const QColor& under, const QColor& over, double amount);

} // namespace headroom::widgets
