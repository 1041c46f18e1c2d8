// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: every setting of the application in one table: key and default. Project settings live in the project file.
#pragma once

#include <QVariant>

namespace headroom::app {

enum class Setting {
    Theme, ///< "system", "light", "dark"
    Language, ///< locale name; empty follows the system
    Pane, ///< the pane shown last
    Geometry,
    Layout,
    RecentProjects,
    ReopenLast,
    ModelFolder, ///< where dialogs for models start
    ProjectFolder,
    ExportFolder,
};

namespace settings {

QVariant value(Setting setting);
void setValue(Setting setting, const QVariant& value);
/// What earlier versions kept without naming an organization, where nothing is kept yet.
void takeOver();

} // namespace settings
} // namespace headroom::app
