// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the questions that the window asks through dialogs, as functions, so that a test answers instead.
#pragma once

#include "app/gui/settings.h"

#include <QString>

#include <functional>

class QWidget;

namespace headroom::app {

struct FileQuestion {
    QString title;
    QString filter;
    QString suffix; ///< added when saving without one
    Setting folder; ///< the last folder of this kind of file
    bool save = false;
};

enum class Keep { Cancel, Save, Discard };

struct Dialogs {
    /// Empty when dismissed.
    std::function<QString(QWidget*, const FileQuestion&)> file;
    std::function<bool(QWidget*, const QString& question, const QString& detail, const QString& yes)> confirm;
    /// What to do with what would be lost.
    std::function<Keep(QWidget*, const QString& question, const QString& detail)> keep;
    static Dialogs standard();
};

} // namespace headroom::app
