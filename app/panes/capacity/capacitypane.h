// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what fits and how fast, live: controls, the map of context and concurrency, memory per device, ceilings, plans.
#pragma once

#include "app/gui/pane.h"
#include "core/plan/caveat.h"

namespace headroom::widgets {
struct BigNumber;
struct InspectorContent;
class EmptyState;
class Section;
class TableView;
class VerdictHeader;
}

namespace headroom::app {

class FitMap;
class MemoryView;
class PlanComparison;
class PlanControls;
class TermModel;

class CapacityPane : public Pane {
    Q_OBJECT
public:
    explicit CapacityPane(Workbench& workbench);
    QString title() const override;
    QStringList commands() const override;
    void activate() override;
    void inspectSelection() override;

protected:
    void refresh() override;
    void retranslate() override;
    void rescale() override;

private:
    QWidget* buildUpper();
    QWidget* buildLower();
    void connectParts();
    void showHeader();
    widgets::BigNumber decodeNumber(const plan::PlanRequest& request) const;
    widgets::BigNumber firstTokenNumber(const plan::PlanRequest& request) const;
    std::vector<Term> limits() const;
    void fitLimits();
    void showProblem(const Error& error);
    const Term* selectedTerm() const;
    widgets::InspectorContent inspection(const Term& term) const;

    widgets::VerdictHeader* m_header;
    widgets::Section* m_planTitle = nullptr;
    PlanControls* m_controls = nullptr;
    FitMap* m_map = nullptr;
    QWidget* m_controlsSide = nullptr;
    QWidget* m_limitsSide = nullptr;
    QWidget* m_lower = nullptr;
    MemoryView* m_memory = nullptr;
    widgets::Section* m_limitsTitle = nullptr;
    TermModel* m_limits = nullptr;
    widgets::TableView* m_limitsTable = nullptr;
    PlanComparison* m_comparison = nullptr;
    plan::Plan m_plan;
    std::vector<plan::Caveat> m_caveats; ///< of its figures
    std::string m_selected; ///< id of the Term in the Inspector; empty: the tightest device
    QString m_selectedDevice; ///< whose Term it is; empty: the whole plan's
};

} // namespace headroom::app
