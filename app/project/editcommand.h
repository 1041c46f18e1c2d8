// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: one undoable edit of the plan request. The moves of one slider gesture become one step.
#pragma once

#include "app/project/project.h"

#include <QElapsedTimer>
#include <QUndoCommand>

namespace headroom::app {

class EditCommand : public QUndoCommand {
public:
    EditCommand(Project& project, const plan::PlanRequest& after, const QString& text, int mergeId);
    void undo() override;
    void redo() override;
    int id() const override { return m_mergeId; }
    bool mergeWith(const QUndoCommand* other) override;

private:
    Project& m_project;
    plan::PlanRequest m_before;
    plan::PlanRequest m_after;
    int m_mergeId;
    QElapsedTimer m_sinceLastMove;
};

} // namespace headroom::app
