// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: every command of the window in one table. Menus, shortcuts, the command palette and the sheet behind F1 are made
// from it; nothing exists only in one of them.
#pragma once

#include <QString>

#include <span>

namespace headroom::app {

enum class Menu { File, Edit, View, Run, Compare, Help };
inline constexpr int kMenuCount = 6;

struct ActionRow {
    const char* id; ///< "file.open-model"; stable, also for Workbench::trigger
    const char* text; ///< with mnemonic, to be translated in the context "Actions"
    const char* shortcut; ///< portable text; empty = none
    Menu menu;
    bool startsGroup = false; ///< a separator stands before it
    const char* pane = nullptr; ///< the pane that carries it out; shown first
    bool checkable = false;
};

std::span<const ActionRow> actionTable();
QString actionText(const ActionRow& row); ///< translated, with mnemonic
QString plainText(const QString& textWithMnemonic);
QString menuTitle(Menu menu); ///< translated, with mnemonic

} // namespace headroom::app
