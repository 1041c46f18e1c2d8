// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the projects opened lately, newest first, kept with the application's settings. Only what opened is listed.
#pragma once

#include <QStringList>

namespace headroom::app {

class RecentProjects {
public:
    QStringList paths() const; ///< also those that are missing now
    void add(const QString& path);
    void remove(const QString& path);
    /// It was moved: the new path takes the place of the old one.
    void replace(const QString& path, const QString& by);
    void clear();
};

/// "Unnamed project, changed 30/11/2026 14:05": one that has no other name.
QString unnamedTitle(const QString& path);

} // namespace headroom::app
