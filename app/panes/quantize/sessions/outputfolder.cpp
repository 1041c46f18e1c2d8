// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/sessions/outputfolder.h"

#include "app/models/presetplan.h"
#include "app/project/keys.h"
#include "app/project/project.h"
#include "app/text/display.h"
#include "core/base/json.h"

#include <QDir>
#include <QFileInfo>

namespace headroom::app {

OutputFolder::OutputFolder(Project& project, QObject* parent) : QObject(parent), m_project(project)
{
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] {
        if (state() != m_watched)
            emit changed();
    });
}

void OutputFolder::read(const QString& source)
{
    const Json saved = m_project.setting(keys::kOutputFolder);
    m_path = saved.is_string() ? text::fromUtf8(saved.get<std::string>()) : QString();
    if (m_path.isEmpty() && !source.isEmpty())
        m_path = QFileInfo(source).absolutePath();
}

void OutputFolder::set(const QString& path)
{
    if (path == m_path)
        return;
    m_path = path;
    m_project.setSetting(keys::kOutputFolder, path.toStdString());
    emit changed();
}

QString OutputFolder::place() const
{
    const auto place = nearestExisting(std::filesystem::path(m_path.toStdU16String()));
    return QString::fromStdU16String(place.u16string());
}

QString OutputFolder::obstacle() const
{
    const QString place = this->place();
    const QFileInfo info(place);
    if (!info.isDir())
        return tr("%1 is a file: choose another output folder.").arg(place);
    if (!info.isWritable())
        return tr("Nothing may be written into %1: choose another output folder.").arg(place);
    return {};
}

QString OutputFolder::state() const
{
    return place() + obstacle();
}

void OutputFolder::watch()
{
    if (const QStringList before = m_watcher.directories(); !before.isEmpty())
        m_watcher.removePaths(before);
    m_watched = state();
    m_watcher.addPath(place());
}

bool OutputFolder::make() const
{
    return QDir().mkpath(m_path);
}

} // namespace headroom::app
