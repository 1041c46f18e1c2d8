// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: presets of the user's own: kept in the project, beside the built-in ones.
#pragma once

#include "app/models/ownpresets.h"

#include <QObject>

namespace headroom::app {

class Project;

class OwnPresetSession : public QObject {
    Q_OBJECT
public:
    explicit OwnPresetSession(Project& project, QObject* parent = nullptr);
    void read(); ///< what the project has

    /// Those that a model file has: its own, and those for any.
    std::vector<quant::Preset> of(const QString& source) const;
    /// Own or built-in; null when there is none, and for folders.
    const quant::Preset* definition(const QString& preset) const;
    bool isOwn(const QString& preset) const;
    bool isFree(const std::string& name) const { return app::isFree(name, m_own); } ///< no preset has it
    /// Under its own name or one near to it that is free, which is returned. source: the model file whose tensors it
    /// names, as it is of no use to others; empty: any.
    QString add(quant::Preset preset, const QString& source = {});
    /// The name of the same mixture for this model file; empty: there is none.
    QString same(const quant::Preset& preset, const QString& source) const;
    void remove(const QString& preset);

signals:
    void changed();

private:
    void write();

    Project& m_project;
    OwnPresets m_own; ///< for all models
};

} // namespace headroom::app
