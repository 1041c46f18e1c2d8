// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the controls that change the designed rig; every change is one undoable edit of the project.
#pragma once

#include "app/project/project.h"

#include <QWidget>

namespace headroom::widgets {
class CaptionedCombo;
class LabeledSlider;
}

namespace headroom::app {

class RigEditor : public QWidget {
    Q_OBJECT
public:
    explicit RigEditor(Project& project, QWidget* parent = nullptr);
    void show(const machine::Rig& rig);
    void retranslate();
    void addGpu(const QString& catalogueName);
    void removeGpu(int index);

private:
    void setSupply(const QString& catalogueName);
    void setCircuit(int row);
    void setPowerLimit(double watts);

    Project& m_project;
    widgets::CaptionedCombo* m_supply;
    widgets::CaptionedCombo* m_circuit;
    widgets::LabeledSlider* m_limit;
};

} // namespace headroom::app
