// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/searchsetup.h"

#include "app/models/parameterlimits.h"
#include "core/base/json.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace headroom::app {

namespace {

constexpr int kMostSearchWindows = 1000, kUsualWindows = 8;
constexpr double kUsualBits = 4.5;

} // namespace

SearchSetup::SearchSetup(QWidget* parent)
    : QWidget(parent)
    , m_text(new widgets::FilePicker({}, widgets::FilePicker::Mode::Open, this))
    , m_grouping(new QComboBox(this))
    , m_windows(new QSpinBox(this))
    , m_budget(new QDoubleSpinBox(this))
    , m_start(new QPushButton(this))
    , m_hint(
          new widgets::Label({}, widgets::TextSize::Caption, widgets::TextWeight::Regular, widgets::Role::Muted, this))
{
    m_text->setObjectName(QStringLiteral("searchText"));
    m_grouping->setObjectName(QStringLiteral("searchGrouping"));
    for (const char* id : {"kind", "layer", "tensor"})
        m_grouping->addItem(QString(), QString(QLatin1String(id)));
    m_windows->setObjectName(QStringLiteral("searchWindows"));
    m_windows->setRange(1, kMostSearchWindows);
    m_windows->setValue(kUsualWindows);
    m_budget->setObjectName(QStringLiteral("searchBudget"));
    limit(*m_budget, parameterOfJob("search", "budget_bits"));
    m_budget->setSingleStep(0.25);
    m_budget->setValue(kUsualBits);
    m_start->setObjectName(QStringLiteral("startSearch"));
    m_hint->setObjectName(QStringLiteral("searchHint"));
    m_hint->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    for (QWidget* field : std::initializer_list<QWidget*>{m_grouping, m_windows, m_budget})
        row->addWidget(field);
    row->addStretch(1);
    row->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_text);
    column->addLayout(row);
    column->addWidget(m_hint);
    column->addStretch(1);
    connect(m_text, &widgets::FilePicker::pathChanged, this, &SearchSetup::textChanged);
    connect(m_start, &QPushButton::clicked, this, &SearchSetup::startRequested);
}

void SearchSetup::setText(const QString& path)
{
    m_text->setPath(path);
}

Json SearchSetup::parameters() const
{
    return {{"text", text().toStdString()},
            {"group_by", m_grouping->currentData().toString().toStdString()},
            {"max_windows", m_windows->value()},
            {"budget_bits", m_budget->value()}};
}

void SearchSetup::setObstacle(const QString& obstacle, const QString& words)
{
    m_start->setEnabled(obstacle.isEmpty());
    m_start->setToolTip(obstacle);
    m_hint->setText(obstacle.isEmpty() ? words : obstacle);
}

void SearchSetup::retranslate()
{
    m_text->setPlaceholder(tr("Text to measure damage on"));
    m_text->setAccessibleName(tr("Text to measure the damage of each type on"));
    m_text->setFilter(tr("Text (*.txt *.md *.raw);;All files (*)"));
    m_grouping->setItemText(0, tr("By class", "tensors measured together"));
    m_grouping->setItemText(1, tr("By layer", "tensors measured together"));
    m_grouping->setItemText(2, tr("Each tensor", "measured by itself: slow"));
    m_grouping->setAccessibleName(tr("Tensors whose damage is measured together"));
    m_windows->setPrefix(tr("Windows: "));
    m_windows->setAccessibleName(tr("Windows of text, at most"));
    m_budget->setSuffix(tr(" bits/weight"));
    m_budget->setAccessibleName(tr("Budget of the mixture that is measured, bits per weight"));
    m_start->setText(tr("Search"));
    m_start->setAccessibleName(tr("Search the best types for every budget"));
}

} // namespace headroom::app
