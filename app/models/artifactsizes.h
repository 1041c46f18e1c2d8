// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the size of an artifact is that of its file, header, manifest and padding included, in whatever pane it is said.
// What planning a run knows to the byte, for panes that plan none: read in the background, for one source at a time.
#pragma once

#include "core/model/description.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <optional>

namespace headroom::app {

class ArtifactSizes : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Of the presets made from this model, which may have no file; known() follows where it is another than before.
    void readFor(const model::Description& model);
    /// Nothing while it is not known, and where the preset cannot be made of the file.
    std::optional<quint64> bytes(const QString& preset) const;

signals:
    void known();

private:
    QString m_source; ///< path and size: the file may have been written anew
    QHash<QString, quint64> m_bytes;
};

} // namespace headroom::app
