// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the product's runner: `headroom-cli job -` next to the executable, one process per job, JSON lines over its
// standard streams. Whatever happens to it, the window lives on and says what happened.
#pragma once

#include "app/jobs/runner.h"

#include <QProcess>
#include <QTimer>

namespace headroom::app {

class WorkerProcess : public Runner {
    Q_OBJECT
public:
    /// program empty: headroom-cli beside this executable.
    explicit WorkerProcess(const QString& program = {}, QObject* parent = nullptr);
    ~WorkerProcess() override; ///< kills a process that still runs

    void start(const job::JobSpec& spec) override;
    void pause() override;
    void resume() override;
    void cancel() override; ///< asks, waits three seconds, then kills
    qint64 processId() const { return m_process.processId(); }

private:
    void send(const Json& line);
    void readLines();
    void readLine(const QByteArray& line);
    void onExit();
    void end(const Error& error);

    QProcess m_process;
    QTimer m_killTimer;
    QString m_program;
    bool m_cancelled = false;
    bool m_over = false;
};

} // namespace headroom::app
