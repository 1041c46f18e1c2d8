// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the style sheet of the application, generated from the theme's roles and measures.
#pragma once

#include <QString>

namespace headroom::widgets {

class Theme;
QString styleSheet(const Theme& theme);

} // namespace headroom::widgets
