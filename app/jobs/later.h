// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what takes long is done on another thread, and the interface thread takes up what has come of it.
#pragma once

#include <QFutureWatcher>
#include <QtConcurrent>

#include <type_traits>
#include <utility>

namespace headroom::app {

/// `done` is given what `work` returns, unless `who` is gone by then. Work that was begun is not stopped: where asking
/// anew makes an earlier answer worthless, `done` has to know.
template <class Work, class Done> void later(QObject* who, Work work, Done done)
{
    auto* watcher = new QFutureWatcher<std::invoke_result_t<Work>>(who);
    QObject::connect(watcher, &QFutureWatcherBase::finished, who, [watcher, done = std::move(done)]() mutable {
        watcher->deleteLater();
        done(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(std::move(work)));
}

} // namespace headroom::app
