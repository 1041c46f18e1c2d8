// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: all overrides of the shown preset: listed, removable, and new ones by a regular expression.
#pragma once

#include "app/models/overridesmodel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

namespace headroom::widgets {
class Label;
class TableView;
}

namespace headroom::app {

class QuantizeSession;

class OverridesView : public QWidget {
    Q_OBJECT
public:
    explicit OverridesView(QuantizeSession& session, QWidget* parent = nullptr);
    ~OverridesView() override;
    void show(const QString& preset);
    /// Puts an expression into the field, for the user to choose a type.
    void propose(const QString& pattern);
    void retranslate();

private:
    void add();
    void removeSelected();
    void updateHint();

    QuantizeSession& m_session;
    OverridesModel m_model;
    widgets::TableView* m_table;
    QLineEdit* m_pattern;
    QComboBox* m_type;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_clear;
    widgets::Label* m_hint;
    QString m_preset;
};

} // namespace headroom::app
