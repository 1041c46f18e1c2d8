// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project/recent.h"

#include "app/gui/settings.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace headroom::app {

namespace {
constexpr qsizetype kMost = 8;
}

QStringList RecentProjects::paths() const
{
    return settings::value(Setting::RecentProjects).toStringList();
}

void RecentProjects::add(const QString& path)
{
    QStringList list = paths();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    list.removeAll(absolute);
    list.prepend(absolute);
    settings::setValue(Setting::RecentProjects, QStringList(list.mid(0, kMost)));
}

void RecentProjects::remove(const QString& path)
{
    QStringList list = paths();
    list.removeAll(path);
    settings::setValue(Setting::RecentProjects, list);
}

void RecentProjects::replace(const QString& path, const QString& by)
{
    remove(path);
    add(by);
}

void RecentProjects::clear()
{
    settings::setValue(Setting::RecentProjects, QStringList());
}

QString unnamedTitle(const QString& path)
{
    QDateTime changed = QFileInfo(path).lastModified();
    if (const QFileInfo log(path + QStringLiteral("-wal")); log.exists())
        changed = std::max(changed, log.lastModified());
    return QCoreApplication::translate("Projects", "Unnamed project, changed %1")
        .arg(QLocale().toString(changed, QLocale::ShortFormat));
}

} // namespace headroom::app
