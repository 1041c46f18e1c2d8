// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/capacity/memoryview.h"

#include "app/models/plan/memorymodel.h"
#include "app/text/display.h"
#include "core/base/bytes.h"
#include "widgets/plot/stackedbars.h"
#include "widgets/table/tableview.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QVBoxLayout>

#include <algorithm>

namespace headroom::app {

namespace {
constexpr int kNameWidth = 104, kDeviceWidth = 56, kMostDevices = 4;
}

MemoryView::MemoryView(QWidget* parent)
    : QWidget(parent), m_bars(new widgets::StackedBars), m_model(new MemoryModel(this)), m_table(new widgets::TableView)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_bars, 1);
    column->addWidget(m_table);
    m_bars->setObjectName(QStringLiteral("memoryBars"));
    m_bars->setValueFormatter([](double value) { return text::number(value, 2); });
    m_table->setObjectName(QStringLiteral("memoryTable"));
    m_table->setModel(m_model);
    m_table->setFitRows(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (const Term* term = m_model->termAt(index.row(), index.column()))
            emit termSelected(QString::fromStdString(term->id), m_model->deviceAt(index.column()));
    });
}

void MemoryView::retranslate()
{
    m_bars->setTitle(tr("Memory"), tr("GiB per device"));
    widgets::Axis memory;
    memory.unit = QStringLiteral("GiB");
    m_bars->setAxes({}, memory);
    m_bars->setAccessibleName(tr("Memory"));
    m_table->setAccessibleName(tr("Memory by device"));
}

void MemoryView::rescale()
{
    const int devices = std::clamp(m_model->columnCount() - 1, 2, kMostDevices);
    setFixedWidth(widgets::Theme::current().px(kNameWidth + devices * kDeviceWidth));
}

void MemoryView::show(const plan::Plan& plan)
{
    using widgets::MemoryPart;
    QList<widgets::StackedBar> bars;
    for (const plan::DevicePlan& device : plan.devices) {
        widgets::StackedBar bar;
        bar.label = deviceLabel(device);
        bar.capacity = device.total.value / kGiB;
        bar.parts = {{text::termName("weights_bytes"), device.weights.value / kGiB, MemoryPart::Weights},
                     {text::termName("kv_cache_bytes"), device.kvCache.value / kGiB, MemoryPart::KvCache},
                     {text::termName("compute_buffer_bytes"), device.compute.value / kGiB, MemoryPart::ComputeBuffers},
                     {text::termName("overhead_bytes"), device.overhead.value / kGiB, MemoryPart::Overhead}};
        bars.append(bar);
    }
    m_bars->setBars(bars);
    const int columns = m_model->columnCount();
    m_model->show(plan.devices);
    if (columns == m_model->columnCount())
        return;
    rescale();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->updateGeometry();
}

} // namespace headroom::app
