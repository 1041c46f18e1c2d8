// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/settings.h"

#include <QCoreApplication>
#include <QSettings>
#include <QStringList>

#include <array>

namespace headroom::app::settings {

namespace {

struct Row {
    Setting setting;
    const char* key;
    QVariant fallback;
};

const std::array<Row, 10>& table()
{
    static const std::array<Row, 10> rows{{
        {Setting::Theme, "appearance/theme", QStringLiteral("system")},
        {Setting::Language, "appearance/language", QString()},
        {Setting::Pane, "window/pane", QStringLiteral("welcome")},
        {Setting::Geometry, "window/geometry", QByteArray()},
        {Setting::Layout, "window/layout", QByteArray()},
        {Setting::RecentProjects, "projects/recent", QStringList()},
        {Setting::ReopenLast, "projects/reopen_last", true},
        {Setting::ModelFolder, "folders/models", QString()},
        {Setting::ProjectFolder, "folders/projects", QString()},
        {Setting::ExportFolder, "folders/exports", QString()},
    }};
    return rows;
}

const Row& row(Setting setting)
{
    return table()[std::size_t(setting)];
}

} // namespace

QVariant value(Setting setting)
{
    const Row& entry = row(setting);
    return QSettings().value(QLatin1String(entry.key), entry.fallback);
}

void setValue(Setting setting, const QVariant& value)
{
    QSettings().setValue(QLatin1String(row(setting).key), value);
}

void takeOver()
{
    QSettings now;
    if (!now.allKeys().isEmpty())
        return;
    const QSettings before(QString(), QCoreApplication::applicationName());
    for (const Row& row : table())
        if (const QString key = QLatin1String(row.key); before.contains(key))
            now.setValue(key, before.value(key));
}

} // namespace headroom::app::settings
