// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: will the build carry it? The detected machine beside a designed rig: cards, links, power supply, circuit.
#pragma once

#include "app/gui/pane.h"
#include "core/plan/plan.h"

#include <QList>

class QButtonGroup;
class QComboBox;
class QGridLayout;
class QPushButton;
class QVBoxLayout;

namespace headroom::widgets {
class BoxDiagram;
class CapacityCard;
class Label;
class Section;
class TableView;
class VerdictHeader;
}

namespace headroom::app {

class RigComparison;
class PowerView;
class RigEditor;
struct CardScale;

class HardwarePane : public Pane {
    Q_OBJECT
public:
    explicit HardwarePane(Workbench& workbench);
    QString title() const override;
    QStringList commands() const override;
    void activate() override;
    void inspectSelection() override;

protected:
    void refresh() override;
    void retranslate() override;
    void rescale() override;

private:
    QWidget* buildMachineColumn();
    QWidget* buildDesignColumn();
    void connectProject();
    void showHeader(const plan::PowerPlan& power);
    void showMachine(const CardScale& scale);
    void showDesign(const CardScale& scale);
    void fillCatalogue();
    widgets::CapacityCard* addCard(QGridLayout* grid, QList<widgets::CapacityCard*>& cards, int columns);
    void select(const QString& part); ///< "gpu0", "cpu", "ram", "link0"
    void markPart(const QString& part);
    /// What the Inspector shows, told again from the state of now after each change; false when it is gone.
    using Inspection = std::function<bool()>;
    void choose(Inspection inspection);
    bool inspectPart();
    bool inspectMachine(std::size_t card);
    bool inspectTerm(const Term* term);

    widgets::VerdictHeader* m_header;
    widgets::Section* m_machineTitle;
    widgets::Label* m_machineNote;
    QGridLayout* m_machineGrid;
    QList<widgets::CapacityCard*> m_machineCards;
    QPushButton* m_measure;
    widgets::Section* m_comparisonTitle;
    RigComparison* m_comparison;
    widgets::TableView* m_comparisonTable;
    widgets::Section* m_designTitle;
    QComboBox* m_catalogue;
    QPushButton* m_add;
    QPushButton* m_remove;
    QGridLayout* m_designGrid;
    QList<widgets::CapacityCard*> m_designCards;
    widgets::Section* m_topologyTitle;
    widgets::BoxDiagram* m_topology;
    RigEditor* m_editor;
    PowerView* m_power;
    QWidget* m_machineSide;
    QString m_selected; ///< part of the design; empty: something else is
    Inspection m_inspection;
};

} // namespace headroom::app
