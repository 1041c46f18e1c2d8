// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the controls that change the designed rig, placed by the pane; every change is one undoable edit of the project.
#pragma once

#include "app/project/project.h"

#include <QObject>

#include <optional>

namespace headroom::widgets {
class CaptionedCombo;
class LabeledSlider;
}

namespace headroom::app {

class RigEditor : public QObject {
    Q_OBJECT
public:
    explicit RigEditor(Project& project, QWidget* parent);
    widgets::CaptionedCombo* supply() const { return m_supply; }
    widgets::CaptionedCombo* circuit() const { return m_circuit; }
    widgets::LabeledSlider* limit() const { return m_limit; }
    void setSupply(const QString& catalogueName);
    void show(const machine::Rig& rig);
    void retranslate();
    void addGpu(const QString& catalogueName);
    void removeGpu(int index);

private:
    void setCircuit(int row);
    void setPowerLimit(double watts);

    Project& m_project;
    widgets::CaptionedCombo* m_supply;
    widgets::CaptionedCombo* m_circuit;
    widgets::LabeledSlider* m_limit;
};

/// The smallest supply of the catalogue that carries the rig within 50–70 % and its spikes; none when the present one
/// does, or none would.
std::optional<machine::Psu> betterSupply(const machine::Rig& rig);

} // namespace headroom::app
