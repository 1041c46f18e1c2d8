// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the command line of the window, read before any window system is touched, so that --help works everywhere.
#pragma once

#include <QString>
#include <QStringList>

namespace headroom::app {

struct Options {
    QString file; ///< a model or a project
    QString pane;
    QString screenshot; ///< draw, save, quit
    QString language;
    QString theme;
    bool help = false;
    bool version = false;
    QString problem; ///< what is wrong with the command line
};

Options readOptions(const QStringList& arguments);
QString helpText();
/// True where a window can be shown: a display, or a platform that needs none.
bool displayAvailable();

} // namespace headroom::app
