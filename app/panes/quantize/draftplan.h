// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a preset that exists only while a slider is moved: planned as a run would be, off the interface thread, the
// newest wish next and those between left out.
#pragma once

#include "app/models/presetplan.h"

#include <QFutureWatcher>
#include <QObject>

#include <optional>

namespace headroom::app {

class DraftPlan : public QObject {
    Q_OBJECT
public:
    explicit DraftPlan(QObject* parent = nullptr);
    ~DraftPlan() override;
    void ask(const PlanWishes& wishes, const quant::Preset& preset);
    void clear();
    /// The newest that is ready; null before the first.
    const PresetPlan* plan() const { return m_plan ? &*m_plan : nullptr; }
    /// What was asked last is what plan() says.
    bool isCurrent() const { return m_plan && !m_next && !m_watcher.isRunning(); }

signals:
    void planned();

private:
    struct Wish {
        PlanWishes wishes;
        quant::Preset preset;
    };
    void begin();

    QFutureWatcher<PresetPlan> m_watcher;
    std::optional<Wish> m_next;
    std::optional<PresetPlan> m_plan;
    bool m_dropped = false; ///< what is under way is of no interest any more
};

} // namespace headroom::app
