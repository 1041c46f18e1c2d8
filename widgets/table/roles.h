// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what a model can tell our tables beyond Qt's roles. All optional.
#pragma once

#include <Qt>

namespace headroom::widgets {

inline constexpr int ExportRole
    = Qt::UserRole + 1; ///< QString in the C locale, for TSV, CSV, Markdown; else DisplayRole
/// Of a header: QStringList where one column is exported as several; its cells then give as many in ExportRole.
inline constexpr int ExportColumnsRole = Qt::UserRole + 10;
inline constexpr int SortRole = Qt::UserRole + 2; ///< raw value for SortProxy; else DisplayRole
inline constexpr int GlyphRole = Qt::UserRole + 3; ///< int(Glyph): drawn before the text, which takes its colour
inline constexpr int MutedRole = Qt::UserRole + 4; ///< QString after the text in 11 muted, in a column of its own width
inline constexpr int MarkerRole = Qt::UserRole + 5; ///< double: bits of the candidate whose marker precedes the text
inline constexpr int ProgressRole = Qt::UserRole + 6; ///< double 0..1: a mini bar after the text
inline constexpr int ToneRole = Qt::UserRole + 7; ///< int(Role): colour of the text
inline constexpr int EmphasisRole = Qt::UserRole + 8; ///< bool: semibold
inline constexpr int SwatchRole = Qt::UserRole + 9; ///< int(MemoryPart): a square in its colour before the text

} // namespace headroom::widgets
