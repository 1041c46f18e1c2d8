// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: all runs that the project holds, of this window, an earlier one, or the command line: whatever is stored can be
// seen, and what did not end can be run again.
#pragma once

#include "app/models/runsmodel.h"
#include "widgets/table/tableview.h"

namespace headroom::app {

class Workbench;

class RunsView : public widgets::TableView {
    Q_OBJECT
public:
    explicit RunsView(Workbench& workbench, QWidget* parent = nullptr);
    ~RunsView() override;
    bool canRunAgain() const; ///< the selected one failed, was stopped or interrupted
    void runAgain();
    QString command() const; ///< that does the selected one again; empty: none
    void retranslate();

private:
    const store::RunRow* selected() const;
    std::set<store::Id> interrupted(const std::vector<store::RunRow>& runs) const;
    void read();
    void refresh();

    Workbench& m_workbench;
    RunsModel m_model;
};

} // namespace headroom::app
