// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the ranking of what hurts: one group of tensors at a time goes to the preset's types, the divergence is
// measured. Where it is set up and shown.
#pragma once

#include "app/panes/quantize/sessions/sensitivitysession.h"
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
    explicit SensitivityView(SensitivitySession& session, QWidget* parent = nullptr);
    void show(const QString& preset);
    int measured() const { return m_session.groups().rowCount(); }
    QStringList commands() const; ///< what Measure does, for a shell
    void retranslate();

signals:
    void groupSelected(const QString& firstTensor);
    /// The user wants these tensors in another type.
    void overrideRequested(const QString& pattern);

private:
    void build();
    SensitivitySetup setup() const;
    void update();
    void select(int row);
    void proposeOverride();

    SensitivitySession& m_session;
    widgets::FilePicker* m_text;
    widgets::Segmented* m_grouping;
    QSpinBox* m_windows;
    QPushButton* m_start;
    QPushButton* m_override;
    widgets::Label* m_hint;
    widgets::TableView* m_table;
};

} // namespace headroom::app
