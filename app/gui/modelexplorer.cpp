// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/modelexplorer.h"

#include "app/models/tokentrial.h"
#include "app/panes/quantize/histogramview.h"
#include "app/text/display.h"
#include "widgets/table/sortproxy.h"
#include "widgets/table/tableview.h"
#include "widgets/theme/text.h"

#include <QHeaderView>
#include <QVBoxLayout>

namespace headroom::app {

namespace {

constexpr int kMostShown = 400; ///< tokens

std::vector<TensorRow> rowsOf(const model::Description& model)
{
    std::vector<TensorRow> rows;
    for (const model::TensorSpec& spec : model.tensors)
        rows.push_back({spec.name,
                        placeOf(spec.name),
                        spec.type,
                        spec.type,
                        spec.shape,
                        spec.bytes(),
                        spec.bytes(),
                        {},
                        false,
                        std::nullopt});
    return rows;
}

widgets::Label* wrapped(widgets::Role role)
{
    auto* label = new widgets::Label({}, widgets::TextSize::Caption, widgets::TextWeight::Regular, role);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

ModelExplorer::ModelExplorer(const ModelFacts& facts, const model::Description* model, QWidget* parent)
    : QWidget(parent), m_facts(facts)
{
    setObjectName(QStringLiteral("modelExplorer"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::Theme::current().px(6));
    if (model)
        addTensors(*model);
    if (m_facts.words)
        addTrial();
}

/// The table goes before its model.
ModelExplorer::~ModelExplorer()
{
    delete m_table;
}

QWidget* ModelExplorer::heading(const QString& text)
{
    auto* label
        = new widgets::Label(text, widgets::TextSize::Caption, widgets::TextWeight::SemiBold, widgets::Role::Muted);
    label->setContentsMargins(0, widgets::Theme::current().px(12), 0, 0);
    return label;
}

void ModelExplorer::addTensors(const model::Description& model)
{
    const widgets::Theme& theme = widgets::Theme::current();
    m_tensors.setRows(rowsOf(model));
    m_sorted = new widgets::SortProxy(this);
    m_sorted->setSourceModel(&m_tensors);
    auto* filter = new QLineEdit;
    filter->setObjectName(QStringLiteral("tensorFilter"));
    filter->setPlaceholderText(tr("Filter %1 tensors").arg(text::integer(double(m_tensors.rowCount()))));
    filter->setAccessibleName(filter->placeholderText());
    filter->setClearButtonEnabled(true);
    connect(filter, &QLineEdit::textChanged, m_sorted, &QSortFilterProxyModel::setFilterFixedString);
    m_table = new widgets::TableView;
    m_table->setObjectName(QStringLiteral("modelTensors"));
    m_table->setAccessibleName(tr("Tensors of the model"));
    m_table->setModel(m_sorted);
    for (int column = 0; column < TensorsModel::kColumns; ++column)
        m_table->setColumnHidden(column, column != TensorsModel::Name && column != TensorsModel::Types);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(TensorsModel::Name, QHeaderView::Stretch);
    m_table->setFixedHeight(theme.px(22 + 6 * 24));
    m_histogram = new HistogramView;
    m_histogram->setObjectName(QStringLiteral("modelWeights"));
    m_histogram->setFixedHeight(theme.px(180));
    m_histogram->retranslate();
    connect(m_table, &widgets::TableView::rowSelected, this, [this](int row) {
        if (row >= 0)
            select(m_sorted->mapToSource(m_sorted->index(row, 0)).row());
    });
    for (QWidget* part : std::initializer_list<QWidget*>{heading(tr("Tensors")), filter, m_table, m_histogram})
        layout()->addWidget(part);
    // The first matrix, so that there is something to see at once.
    for (int row = 0; row < m_tensors.rowCount(); ++row)
        if (m_tensors.rows()[std::size_t(row)].shape.size() > 1)
            return m_table->selectRow(m_sorted->mapFromSource(m_tensors.index(row, 0)).row());
}

void ModelExplorer::select(int row)
{
    const TensorRow& tensor = m_tensors.rows()[std::size_t(row)];
    m_histogram->load(text::fromUtf8(m_facts.path), tensor.name, tensor.to);
}

void ModelExplorer::addTrial()
{
    m_text = new QLineEdit(tr("Two words, 3 numbers: 2026."));
    m_text->setObjectName(QStringLiteral("tryText"));
    m_text->setAccessibleName(tr("Text to cut into tokens"));
    m_text->setPlaceholderText(m_text->accessibleName());
    m_chat = new QCheckBox(tr("As a chat message"));
    m_chat->setObjectName(QStringLiteral("tryChat"));
    m_chat->setToolTip(tr("Through the chat template of the model, as one message of a user."));
    m_chat->setVisible(!m_facts.chatTemplate.empty());
    m_count = wrapped(widgets::Role::Muted);
    m_pieces = wrapped(widgets::Role::Text);
    m_pieces->setObjectName(QStringLiteral("tryPieces"));
    m_pieces->setMono(true);
    m_ids = wrapped(widgets::Role::Muted);
    m_ids->setObjectName(QStringLiteral("tryIds"));
    for (QWidget* part :
         std::initializer_list<QWidget*>{heading(tr("Try a text")), m_text, m_chat, m_count, m_pieces, m_ids})
        layout()->addWidget(part);
    m_chat->setVisible(!m_facts.chatTemplate.empty());
    connect(m_text, &QLineEdit::textChanged, this, &ModelExplorer::tokenize);
    connect(m_chat, &QCheckBox::toggled, this, &ModelExplorer::tokenize);
    tokenize();
}

void ModelExplorer::tokenize()
{
    const auto trial = tryText(m_facts, m_text->text(), m_chat->isChecked());
    if (!trial) {
        m_count->setText(text::message(trial.error()).text);
        m_pieces->clear();
        m_ids->clear();
        return;
    }
    QStringList ids;
    for (const model::Token id : trial->ids)
        ids.append(QString::number(id));
    const bool all = ids.size() <= kMostShown;
    // A thin space on both sides, and a place where the line may break.
    const QString between = QStringLiteral(" \u00b7 ");
    m_count->setText(tr("Tokens: %1").arg(text::integer(double(ids.size()))));
    m_pieces->setText(trial->pieces.mid(0, kMostShown).join(between) + (all ? QString() : QStringLiteral(" …")));
    m_ids->setText(ids.mid(0, kMostShown).join(u' ') + (all ? QString() : QStringLiteral(" …")));
}

} // namespace headroom::app
