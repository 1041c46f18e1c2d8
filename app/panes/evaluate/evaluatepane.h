// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: is it still good? Candidates against their baseline: one sentence, three pictures, the scoreboard with its
// editable error budget, and what to compare next. Row, dot and line share one selection.
#pragma once

#include "app/gui/pane.h"
#include "app/panes/evaluate/evaluatesession.h"

#include <QStackedWidget>
#include <QTimer>

class QPushButton;

namespace headroom::widgets {
class CaptionedCombo;
class Hairline;
class Section;
class TableView;
class VerdictHeader;
}

namespace headroom::app {

class ComparisonCharts;
class EvaluateSetup;

class EvaluatePane : public Pane {
    Q_OBJECT
public:
    explicit EvaluatePane(Workbench& workbench, QWidget* parent = nullptr);
    ~EvaluatePane() override;
    QString title() const override { return tr("Evaluate", "pane"); }
    QStringList commands() const override;
    void activate() override;
    void inspectSelection() override;

protected:
    void refresh() override;
    void retranslate() override;

private:
    void build();
    QWidget* buildResult();
    QWidget* buildSetup();
    void showSetup(bool setup);
    bool sayFailed();
    void connectSession();
    void updateHeader();
    void updateStored();
    void showResult();
    void select(int row);
    void addFile();

    EvaluateSession m_session;
    QString m_selected; ///< path of the selected model
    QTimer m_liveTimer; ///< running means ten times a second at most

    widgets::VerdictHeader* m_header = nullptr;
    QStackedWidget* m_pages = nullptr;
    QWidget* m_result = nullptr;
    QWidget* m_setupPage = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_back = nullptr;
    ComparisonCharts* m_charts = nullptr;
    widgets::Section* m_scoreTitle = nullptr;
    widgets::CaptionedCombo* m_storedRuns = nullptr;
    widgets::TableView* m_scores = nullptr;
    widgets::Section* m_setupTitle = nullptr;
    EvaluateSetup* m_setup = nullptr;
};

} // namespace headroom::app
