// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project/editcommand.h"

namespace headroom::app {

namespace {
constexpr int kGestureGapMs = 1000;
}

EditCommand::EditCommand(Project& project, const plan::PlanRequest& after, const QString& text, int mergeId)
    : QUndoCommand(text), m_project(project), m_before(project.request()), m_after(after), m_mergeId(mergeId)
{
    m_sinceLastMove.start();
}

void EditCommand::undo()
{
    m_project.apply(m_before);
}

void EditCommand::redo()
{
    m_project.apply(m_after);
}

bool EditCommand::mergeWith(const QUndoCommand* other)
{
    const auto* next = static_cast<const EditCommand*>(other); // same id: Qt merges only those
    if (m_sinceLastMove.elapsed() > kGestureGapMs)
        return false;
    m_after = next->m_after;
    m_sinceLastMove.restart();
    setText(next->text());
    return true;
}

} // namespace headroom::app
