// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what a search is told: the text that damage is measured on, which tensors are measured together, over how many
// windows, and the budget of the mixture that is then measured as a whole.
#pragma once

#include "core/base/jsonfwd.h"
#include "widgets/input/filepicker.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSpinBox>

namespace headroom::app {

class SearchSetup : public QWidget {
    Q_OBJECT
public:
    explicit SearchSetup(QWidget* parent = nullptr);
    void setText(const QString& path);
    QString text() const { return m_text->path(); }
    /// Those of a search job, without model and context.
    Json parameters() const;
    /// Why it cannot start now; empty when it can. Then `words` are shown.
    void setObstacle(const QString& obstacle, const QString& words);
    void retranslate();

signals:
    void textChanged(const QString& path);
    void startRequested();

private:
    widgets::FilePicker* m_text;
    QComboBox* m_grouping;
    QSpinBox* m_windows;
    QDoubleSpinBox* m_budget;
    QPushButton* m_start;
    widgets::Label* m_hint;
};

} // namespace headroom::app
