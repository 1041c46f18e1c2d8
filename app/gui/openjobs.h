// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a window may be killed, or closed over its jobs. The project keeps what runs and waits, so that the next window
// names what did not end and can run it again.
#pragma once

#include "core/base/json.h"

#include <QObject>

namespace headroom::job {
struct JobSpec;
}

namespace headroom::app {

class Workbench;

class OpenJobs : public QObject {
    Q_OBJECT
public:
    explicit OpenJobs(Workbench& workbench, QObject* parent = nullptr);
    /// The window closes: what is stopped from now on stays on the list.
    void leave() { m_left = true; }

private:
    void note();
    void restore();
    bool isKnown(const job::JobSpec& spec) const;
    bool isDone(const job::JobSpec& spec) const;

    Workbench& m_workbench;
    Json m_noted;
    bool m_left = false;
};

} // namespace headroom::app
