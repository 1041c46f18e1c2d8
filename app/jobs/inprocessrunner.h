// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the same jobs in a thread of this process, for tests and for platforms without child processes. Signals arrive
// on the thread that owns the runner.
#pragma once

#include "app/jobs/runner.h"

#include <QThread>

#include <functional>
#include <memory>

namespace headroom::app {

class InProcessRunner : public Runner {
    Q_OBJECT
public:
    using Body = std::function<Result<job::JobResult>(const job::JobSpec&, JobControl&)>;
    /// body empty: job::run.
    explicit InProcessRunner(Body body = {}, QObject* parent = nullptr);
    ~InProcessRunner() override; ///< cancels and waits

    void start(const job::JobSpec& spec) override;
    void pause() override;
    void resume() override;
    void cancel() override;

private:
    class Control;
    void deliver(const Result<job::JobResult>& result);

    Body m_body;
    std::shared_ptr<Control> m_control;
    std::unique_ptr<QThread> m_thread;
};

} // namespace headroom::app
