// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/overridesview.h"

#include "app/panes/quantize/sessions/quantizesession.h"
#include "app/text/display.h"
#include "widgets/table/tableview.h"
#include "widgets/theme/text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace headroom::app {

namespace {
constexpr int kLeastTableHeight = 64; ///< of the list: its head and two rows
}

OverridesView::OverridesView(Workbench& workbench, QuantizeSession& session, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_session(session)
    , m_table(new widgets::TableView(this))
    , m_pattern(new QLineEdit(this))
    , m_type(new QComboBox(this))
    , m_add(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_clear(new QPushButton(this))
    , m_hint(
          new widgets::Label({}, widgets::TextSize::Caption, widgets::TextWeight::Regular, widgets::Role::Muted, this))
{
    m_table->setObjectName(QStringLiteral("overrides"));
    m_pattern->setObjectName(QStringLiteral("overridePattern"));
    m_type->setObjectName(QStringLiteral("overrideType"));
    m_add->setObjectName(QStringLiteral("addOverride"));
    m_remove->setObjectName(QStringLiteral("removeOverride"));
    m_clear->setObjectName(QStringLiteral("clearOverrides"));
    m_hint->setObjectName(QStringLiteral("overrideHint"));
    m_hint->setWordWrap(true);
    m_table->setModel(&m_model);
    m_table->setMinimumHeight(widgets::Theme::current().px(kLeastTableHeight));
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // what the map beside it leaves
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(OverridesModel::Pattern, QHeaderView::Stretch);
    std::vector<const tensor::Format*> formats;
    for (const tensor::Format& format : tensor::formats())
        if (quant::encodableType(format.name))
            formats.push_back(&format);
    const auto bits
        = [](const tensor::Format* format) { return double(format->blockBytes) / double(format->blockSize); };
    std::ranges::stable_sort(formats, std::ranges::greater{}, bits);
    for (const tensor::Format* format : formats)
        m_type->addItem(text::fromUtf8(format->name));
    m_type->setCurrentText(QStringLiteral("Q8_0"));

    auto* adding = new QHBoxLayout;
    adding->setSpacing(8);
    adding->addWidget(m_pattern, 1);
    adding->addWidget(m_type);
    adding->addWidget(m_add);
    auto* removing = new QHBoxLayout;
    removing->setSpacing(8);
    removing->addWidget(m_hint, 1);
    removing->addWidget(m_remove);
    removing->addWidget(m_clear);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_table, 1);
    column->addLayout(adding);
    column->addLayout(removing);
    column->addLayout(buildKeeping());

    connect(m_add, &QPushButton::clicked, this, &OverridesView::add);
    connect(m_pattern, &QLineEdit::returnPressed, this, &OverridesView::add);
    connect(m_pattern, &QLineEdit::textChanged, this, &OverridesView::updateHint);
    connect(m_remove, &QPushButton::clicked, this, &OverridesView::removeSelected);
    connect(m_clear, &QPushButton::clicked, this, [this] { m_session.overrides().set(m_preset, {}); });
    connect(m_table, &widgets::TableView::rowSelected, this, &OverridesView::updateHint);
}

/// The table goes before its model.
OverridesView::~OverridesView()
{
    delete m_table;
}

void OverridesView::show(const QString& preset)
{
    m_preset = preset;
    const int row = m_table->currentIndex().row();
    m_model.show(m_session.overrides().of(preset), m_session.tensors(preset));
    m_table->selectRow(std::min(row, m_model.rowCount() - 1));
    updateHint();
}

void OverridesView::propose(const QString& pattern)
{
    m_pattern->setText(pattern);
    m_pattern->setFocus();
}

void OverridesView::add()
{
    const std::string text = (m_pattern->text().trimmed() + u'=' + m_type->currentText()).toStdString();
    const auto texts = with(m_session.overrides().of(m_preset), text);
    if (!texts) {
        m_hint->setText(text::message(texts.error()).text);
        return;
    }
    m_pattern->clear();
    m_session.overrides().set(m_preset, *texts);
}

void OverridesView::removeSelected()
{
    const std::string pattern = m_model.patternAt(m_table->currentIndex().row());
    if (!pattern.empty())
        m_session.overrides().set(m_preset, without(m_session.overrides().of(m_preset), pattern));
}

/// Says what an expression would match before it is added.
void OverridesView::updateHint()
{
    const QString pattern = m_pattern->text().trimmed();
    const bool folder = m_session.isFolder(m_preset);
    for (QWidget* field : std::initializer_list<QWidget*>{m_pattern, m_type, m_name})
        field->setEnabled(!folder);
    m_toFile->setEnabled(!folder);
    m_add->setEnabled(!folder && !pattern.isEmpty());
    const QString name = m_name->text().trimmed();
    const QString fault = nameHint();
    m_keep->setEnabled(!folder && !name.isEmpty() && fault.isEmpty());
    m_keep->setToolTip(fault);
    m_delete->setEnabled(m_session.own().isOwn(m_preset));
    if (!folder && !name.isEmpty() && !fault.isEmpty())
        return m_hint->setText(fault);
    m_remove->setEnabled(m_table->currentIndex().isValid());
    m_clear->setEnabled(m_model.rowCount() > 0);
    if (folder)
        return m_hint->setText(tr("A folder stores every matrix as its preset says: choose a preset of files here."));
    if (pattern.isEmpty())
        return m_hint->setText(tr("The first that matches a tensor's name decides. A click on a cell adds one, too."));
    const auto override = quant::Override::parse((pattern + u'=' + m_type->currentText()).toStdString());
    if (!override)
        return m_hint->setText(text::message(override.error()).text);
    const auto& tensors = m_session.tensors(m_preset);
    const auto count
        = std::ranges::count_if(tensors, [&](const TensorRow& row) { return override->matches(row.name); });
    m_hint->setText(tr("Matches %1 of %2 tensors").arg(count).arg(tensors.size()));
}

void OverridesView::retranslate()
{
    m_pattern->setPlaceholderText(tr("Regular expression, e.g. %1").arg(QStringLiteral("attn_v|ffn_down")));
    m_pattern->setAccessibleName(tr("Tensors whose type is to be set, as a regular expression"));
    m_type->setAccessibleName(tr("Type for the tensors that match"));
    m_add->setText(tr("Add", "an override"));
    m_remove->setText(tr("Remove", "an override"));
    m_clear->setText(tr("Remove all", "overrides"));
    m_table->setAccessibleName(tr("Overrides of the preset"));
    m_name->setPlaceholderText(tr("Name of an own preset"));
    m_name->setAccessibleName(tr("Name for a copy of this preset with its overrides"));
    m_keep->setText(tr("Keep as preset"));
    m_keep->setAccessibleName(tr("Keep this preset with its overrides under the name"));
    m_more->setText(tr("Files", "of presets"));
    m_more->setAccessibleName(tr("Preset files, and deleting an own preset"));
    m_fromFile->setText(tr("Add a preset from a file…"));
    m_toFile->setText(tr("Save this preset as a file…"));
    m_delete->setText(tr("Delete this own preset"));
    m_table->setEmptyState({}, tr("No overrides"), tr("Every tensor has the type that the preset gives it."));
    m_model.retranslate();
    updateHint();
}

} // namespace headroom::app
