// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the ranking of what hurts: one group of tensors at a time goes to the preset's types, the divergence is
// measured. Starts the measurement, follows it, shows the last one of this model and preset.
#pragma once

#include "app/gui/workbench.h"
#include "app/models/sensitivitymodel.h"
#include "widgets/input/filepicker.h"

#include <QSpinBox>

namespace headroom::widgets {
class Segmented;
class TableView;
}

namespace headroom::app {

class SensitivityView : public QWidget {
    Q_OBJECT
public:
    explicit SensitivityView(Workbench& workbench, QWidget* parent = nullptr);
    ~SensitivityView() override;
    void show(const QString& preset);
    int measured() const { return m_model.rowCount(); }
    QStringList commands() const; ///< what Measure does, for a shell
    void retranslate();

signals:
    void groupSelected(const QString& firstTensor);
    /// The user wants these tensors in another type.
    void overrideRequested(const QString& pattern);
    void changed(); ///< rows came or went

private:
    void build();
    void connectQueue();
    Json parameters() const;
    void start();
    void readStored();
    void update();
    QString obstacle() const;
    bool isMine(const JobInfo& job) const;
    bool isUnderWay() const;
    void onEvent(JobId id, const QString& kind, const Json& payload);
    void select(int row);
    void proposeOverride();

    Workbench& m_workbench;
    SensitivityModel m_model;
    QString m_preset;
    widgets::FilePicker* m_text;
    widgets::Segmented* m_grouping;
    QSpinBox* m_windows;
    QPushButton* m_start;
    QPushButton* m_override;
    widgets::Label* m_hint;
    widgets::TableView* m_table;
};

} // namespace headroom::app
