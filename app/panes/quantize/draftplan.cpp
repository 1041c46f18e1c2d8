// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/draftplan.h"

#include <QtConcurrent>

namespace headroom::app {

DraftPlan::DraftPlan(QObject* parent) : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (!m_dropped)
            m_plan = m_watcher.result();
        if (m_next)
            begin();
        if (!m_dropped)
            emit planned();
    });
}

DraftPlan::~DraftPlan()
{
    m_watcher.waitForFinished();
}

void DraftPlan::ask(const PlanWishes& wishes, const quant::Preset& preset)
{
    m_next = Wish{wishes, preset};
    if (!m_watcher.isRunning())
        begin();
}

void DraftPlan::clear()
{
    m_next.reset();
    m_plan.reset();
    m_dropped = true;
}

void DraftPlan::begin()
{
    m_dropped = false;
    m_watcher.setFuture(
        QtConcurrent::run([wish = std::move(*m_next)] { return planPreset(wish.wishes, wish.preset); }));
    m_next.reset();
}

} // namespace headroom::app
