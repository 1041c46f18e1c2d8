// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: memory per device as stacked bars with their values beside them; a selected value is explained.
#pragma once

#include "core/plan/plan.h"

#include <QWidget>

namespace headroom::widgets {
class StackedBars;
class TableView;
}

namespace headroom::app {

class MemoryModel;

class MemoryView : public QWidget {
    Q_OBJECT
public:
    explicit MemoryView(QWidget* parent = nullptr);
    void show(const plan::Plan& plan);
    void retranslate();
    void rescale(); ///< wide enough for its devices

signals:
    void termSelected(const QString& id, const QString& device);

private:
    widgets::StackedBars* m_bars;
    MemoryModel* m_model;
    widgets::TableView* m_table;
};

} // namespace headroom::app
