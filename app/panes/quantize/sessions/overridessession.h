// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: types that the user sets by hand: kept in the project for each model file and preset.
#pragma once

#include "app/models/overrides.h"

#include <QObject>

namespace headroom::app {

class Workbench;

class OverridesSession : public QObject {
    Q_OBJECT
public:
    explicit OverridesSession(Workbench& workbench, QObject* parent = nullptr);
    void read(const QString& source); ///< what the project has of this model file

    const PresetOverrides& all() const { return m_all; }
    const OverrideTexts& of(const QString& preset) const;
    void set(const QString& preset, const OverrideTexts& texts);
    /// type: empty gives the tensor back to the preset and to wider overrides. What cannot be is said.
    void setType(const QString& preset, const std::string& tensor, const QString& type);
    bool decides(const QString& preset, const std::string& tensor) const; ///< one of them says its type

signals:
    void changed(const QString& preset);

private:
    Workbench& m_workbench;
    QString m_source;
    PresetOverrides m_all;
};

} // namespace headroom::app
