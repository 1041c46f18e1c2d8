// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: all overrides of the shown preset: listed, removable, and new ones by a regular expression; preset and overrides
// together become a preset of the user's own, under a new name.
#pragma once

#include "app/models/overridesmodel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QWidget>

#include <optional>

class QHBoxLayout;

namespace headroom::widgets {
class Label;
class TableView;
}

namespace headroom::app {

class QuantizeSession;
class Workbench;

class OverridesView : public QWidget {
    Q_OBJECT
public:
    OverridesView(Workbench& workbench, QuantizeSession& session, QWidget* parent = nullptr);
    ~OverridesView() override;
    void show(const QString& preset);
    /// Puts an expression into the field, for the user to choose a type.
    void propose(const QString& pattern);
    void retranslate();

private:
    void add();
    void removeSelected();
    void updateHint();
    QHBoxLayout* buildKeeping();
    void keep();
    void addFromFile();
    void saveToFile();
    /// The shown preset with its overrides, under another name; nothing without a preset.
    std::optional<quant::Preset> edited(const std::string& name) const;
    QString nameHint() const;

    Workbench& m_workbench;
    QuantizeSession& m_session;
    OverridesModel m_model;
    widgets::TableView* m_table;
    QLineEdit* m_pattern;
    QComboBox* m_type;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_clear;
    QLineEdit* m_name; ///< of the copy
    QPushButton* m_keep;
    QPushButton* m_more;
    QAction* m_fromFile;
    QAction* m_toFile;
    QAction* m_delete;
    widgets::Label* m_hint;
    QString m_preset;
};

} // namespace headroom::app
