// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the languages of the window in one table, and the switch while running: translators and number format together.
#pragma once

#include <QString>

#include <span>

namespace headroom::app {

struct LanguageRow {
    const char* locale; ///< "de"; what the setting holds and the .qm file is named
    const char* name; ///< in its own words, never translated
};

namespace languages {

std::span<const LanguageRow> table();
/// Empty follows the system. Unknown names mean English.
void set(const QString& locale);
/// The row in use, "en" where nothing fits.
QString current();

} // namespace languages
} // namespace headroom::app
