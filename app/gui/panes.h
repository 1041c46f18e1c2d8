// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: every pane of the window in one table. To add one is one row: the rail, the View menu, the shortcuts, the
// palette, --pane and the tests follow.
#pragma once

#include <QString>

#include <span>

namespace headroom::app {

class Pane;
class Workbench;

struct PaneRow {
    const char* id;
    const char* title; ///< to be translated in the context "Panes"
    const char* icon; ///< widgets/theme/icons.h
    bool inRail; ///< the start page is not
    bool hasInspector;
    Pane* (*create)(Workbench& workbench);
};

std::span<const PaneRow> panes();
const PaneRow* findPane(const QString& id);
QString paneTitle(const PaneRow& row);

} // namespace headroom::app
