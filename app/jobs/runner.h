// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: how one job is carried out is the queue's only seam: a worker process in the product, a thread in tests.
#pragma once

#include "core/base/json.h"
#include "core/job/job.h"

#include <QObject>

namespace headroom::app {

class Runner : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start(const job::JobSpec& spec) = 0;
    virtual void pause() = 0;
    virtual void resume() = 0;
    /// finished() or failed(Cancelled) follows, within seconds whatever the job does.
    virtual void cancel() = 0;

signals: // exactly one of the last two, once
    void progressed(const headroom::Progress& progress);
    void event(const QString& kind, const headroom::Json& data);
    void finished(headroom::store::Id run, const headroom::Json& result);
    void failed(const headroom::Error& error);
};

} // namespace headroom::app
