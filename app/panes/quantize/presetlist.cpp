// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/presetlist.h"

#include "app/models/presetsmodel.h"
#include "widgets/input/segmented.h"
#include "widgets/shell/section.h"
#include "widgets/table/tableview.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace headroom::app {

namespace {
constexpr int kStateWidth = 80;
constexpr int kRows = 5; ///< in sight; what is left over belongs to the tensors
}

PresetList::PresetList(PresetsModel& presets, QWidget* parent)
    : QWidget(parent)
    , m_presets(presets)
    , m_title(new widgets::Section({}, {}, this))
    , m_group(new widgets::Segmented({}, this))
    , m_table(new widgets::TableView(this))
{
    m_group->setObjectName(QStringLiteral("presetGroup"));
    m_group->setOptions({{kFileGroup, {}}, {kFolderGroup, {}}});
    m_table->setObjectName(QStringLiteral("presets"));
    m_table->setModel(&presets);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(PresetsModel::Preset, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(PresetsModel::State, QHeaderView::Fixed); // nothing jumps
    setFocusProxy(m_table);

    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_title, 1);
    head->addWidget(m_group);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_table, 1);

    connect(m_group, &widgets::Segmented::currentChanged, this, &PresetList::turnTo);
    connect(&presets, &QAbstractItemModel::modelReset, this, &PresetList::showGroup);
    connect(&presets, &QAbstractItemModel::rowsInserted, this, &PresetList::showGroup);
    connect(&presets, &QAbstractItemModel::dataChanged, this, &PresetList::fitColumns); // states and what fits differ
    connect(m_table, &widgets::TableView::rowSelected, this, [this](int row) {
        if (row < 0)
            return;
        const PresetRow& preset = m_presets.rows()[std::size_t(row)];
        m_last[preset.isFolder] = preset.preset;
        emit chosen(preset.preset);
    });
    showGroup();
}

void PresetList::setHint(const QString& hint)
{
    m_title->setHint(hint);
}

bool PresetList::isShown(int row) const
{
    return m_presets.rows()[std::size_t(row)].isFolder == (m_group->current() == kFolderGroup);
}

void PresetList::showGroup()
{
    for (int row = 0; row < m_presets.rowCount(); ++row)
        m_table->setRowHidden(row, !isShown(row));
    if (!m_table->currentIndex().isValid() && m_presets.rowCount() > 0) {
        const QSignalBlocker blocker(m_table); // else the focus would choose the first row
        m_table->setCurrentIndex(m_presets.index(0, 0));
    }
    fitColumns();
}

/// Names and states are never cut: where there is no room for the exact bytes, they are in the tool tip of the size;
/// bits per weight go next, which stand above for the chosen one.
void PresetList::fitColumns()
{
    QHeaderView* header = m_table->horizontalHeader();
    const QAbstractItemView* table = m_table; // where the hint is public
    for (const int column : {PresetsModel::Bytes, PresetsModel::BitsPerWeight})
        m_table->setColumnHidden(column, false);
    const auto width = [&](int column) {
        int widest = header->sectionSizeHint(column);
        for (int row = 0; row < m_presets.rowCount(); ++row)
            if (isShown(row))
                widest = std::max(widest, table->sizeHintForIndex(m_presets.index(row, column)).width());
        return widest;
    };
    const int state = std::max(widgets::Theme::current().px(kStateWidth), width(PresetsModel::State));
    int needed = state;
    for (int column = 0; column < PresetsModel::State; ++column)
        needed += width(column);
    m_table->setColumnWidth(PresetsModel::State, state);
    for (const int column : {PresetsModel::Bytes, PresetsModel::BitsPerWeight}) {
        const bool hidden = needed > m_table->viewport()->width();
        needed -= hidden ? width(column) : 0;
        m_table->setColumnHidden(column, hidden);
    }
}

void PresetList::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

/// By the user: to what was selected there last, else to the first that can be made.
void PresetList::turnTo(const QString& group)
{
    showGroup();
    const QString last = m_last[group == kFolderGroup];
    int row = m_presets.rowOf(last);
    for (int i = 0; row < 0 && i < m_presets.rowCount(); ++i)
        if (isShown(i) && m_presets.rows()[std::size_t(i)].bytes)
            row = i;
    if (row >= 0)
        m_table->selectRow(row);
    m_table->setFocus();
}

void PresetList::select(const QString& preset)
{
    const QSignalBlocker blocker(m_table);
    const int row = m_presets.rowOf(preset);
    if (row < 0)
        return m_table->setCurrentIndex({}); // a click on any preset, also the last one, chooses it
    m_last[m_presets.rows()[std::size_t(row)].isFolder] = preset;
    if (!isShown(row)) {
        const QSignalBlocker quiet(m_group);
        m_group->setCurrent(m_presets.rows()[std::size_t(row)].isFolder ? kFolderGroup : kFileGroup);
        showGroup();
    }
    m_table->selectRow(row);
}

void PresetList::rescale()
{
    const widgets::Theme& theme = widgets::Theme::current();
    m_table->setFixedHeight(theme.px(22 + kRows * 24));
    fitColumns();
}

void PresetList::retranslate()
{
    m_title->setTitle(tr("Presets", "section"));
    m_group->button(kFileGroup)->setText(tr("GGUF files", "presets"));
    m_group->button(kFileGroup)->setToolTip(tr("One file, for llama.cpp and what is built on it."));
    m_group->button(kFolderGroup)->setText(tr("Folders for vLLM and others", "presets"));
    m_group->button(kFolderGroup)
        ->setToolTip(tr("A Hugging Face folder with safetensors, for vLLM, SGLang, Transformers and other engines."));
    for (const QString& group : {kFileGroup, kFolderGroup})
        m_group->button(group)->setAccessibleName(m_group->button(group)->text());
    m_table->setAccessibleName(tr("Presets with their sizes and states"));
    fitColumns();
}

} // namespace headroom::app
