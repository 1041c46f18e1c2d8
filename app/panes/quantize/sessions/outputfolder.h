// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: where artifacts of the current model go: kept in the project, watched while it is shown, as it may be made, go
// away or be closed to us meanwhile.
#pragma once

#include <QFileSystemWatcher>
#include <QObject>

namespace headroom::app {

class Project;

class OutputFolder : public QObject {
    Q_OBJECT
public:
    explicit OutputFolder(Project& project, QObject* parent = nullptr);
    /// What the project has; where it has none, the folder of the model file.
    void read(const QString& source);

    QString path() const { return m_path; }
    void set(const QString& path); ///< kept
    /// Why nothing can be written there, with the next step; empty when something can.
    QString obstacle() const;
    /// It is there by the time that the first run wants to write.
    bool make() const;
    void watch(); ///< from what it is now

signals:
    /// Another one; or it was made, removed, or its permissions changed: not what runs write into it.
    void changed();

private:
    QString place() const; ///< of it, what is there
    QString state() const;

    Project& m_project;
    QString m_path;
    QString m_watched; ///< its state
    QFileSystemWatcher m_watcher;
};

} // namespace headroom::app
