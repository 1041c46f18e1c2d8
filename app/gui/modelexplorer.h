// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what the Inspector lets one look into while it shows the model: every tensor with its type, the distribution of
// its weights, and what tokenizer and chat template make of a text.
#pragma once

#include "app/models/modelfacts.h"
#include "app/models/tensorsmodel.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QWidget>

namespace headroom::widgets {
class Label;
class SortProxy;
class TableView;
}

namespace headroom::app {

class HistogramView;

class ModelExplorer : public QWidget {
    Q_OBJECT
public:
    /// model: null for a file that holds a vocabulary alone.
    ModelExplorer(const ModelFacts& facts, const model::Description* model, QWidget* parent = nullptr);
    ~ModelExplorer() override;

private:
    QWidget* heading(const QString& text);
    void addTensors(const model::Description& model);
    void addTrial();
    void select(int row);
    void tokenize();

    ModelFacts m_facts;
    TensorsModel m_tensors;
    widgets::SortProxy* m_sorted = nullptr;
    widgets::TableView* m_table = nullptr;
    HistogramView* m_histogram = nullptr;
    QLineEdit* m_text = nullptr;
    QCheckBox* m_chat = nullptr;
    widgets::Label* m_count = nullptr;
    widgets::Label* m_pieces = nullptr;
    widgets::Label* m_ids = nullptr;
};

} // namespace headroom::app
