// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/sensitivityview.h"

#include "app/text/display.h"
#include "widgets/input/segmented.h"
#include "widgets/table/tableview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

namespace headroom::app {

namespace {

constexpr int kLeastGridHeight = 64; ///< of the ranking: its head and two rows
constexpr int kMostTrialWindows = 1000;
constexpr int kUsualTrialWindows = 8;
const QString kKind = QStringLiteral("kind"), kLayer = QStringLiteral("layer"), kTensor = QStringLiteral("tensor");

} // namespace

SensitivityView::SensitivityView(SensitivitySession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_text(new widgets::FilePicker({}, widgets::FilePicker::Mode::Open, this))
    , m_grouping(new widgets::Segmented({}, this))
    , m_windows(new QSpinBox(this))
    , m_start(new QPushButton(this))
    , m_override(new QPushButton(this))
    , m_hint(
          new widgets::Label({}, widgets::TextSize::Caption, widgets::TextWeight::Regular, widgets::Role::Muted, this))
    , m_table(new widgets::TableView(this))
{
    build();
    connect(m_start, &QPushButton::clicked, this, [this] { m_session.start(setup()); });
    connect(m_override, &QPushButton::clicked, this, &SensitivityView::proposeOverride);
    connect(m_table, &widgets::TableView::rowSelected, this, &SensitivityView::select);
    connect(m_text, &widgets::FilePicker::pathChanged, this, [this](const QString& path) {
        m_session.setText(path);
        update();
    });
    connect(&m_session, &SensitivitySession::changed, this, &SensitivityView::update);
}

void SensitivityView::build()
{
    m_text->setObjectName(QStringLiteral("sensitivityText"));
    m_grouping->setObjectName(QStringLiteral("sensitivityGrouping"));
    m_grouping->setOptions({{kKind, {}}, {kLayer, {}}, {kTensor, {}}});
    m_windows->setObjectName(QStringLiteral("sensitivityWindows"));
    m_windows->setRange(1, kMostTrialWindows);
    m_windows->setValue(kUsualTrialWindows);
    m_start->setObjectName(QStringLiteral("startSensitivity"));
    m_override->setObjectName(QStringLiteral("overrideGroup"));
    m_hint->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("sensitivity"));
    m_table->setModel(&m_session.groups());
    m_table->setMinimumHeight(widgets::Theme::current().px(kLeastGridHeight));
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // what the map beside it leaves
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(SensitivityModel::Group, QHeaderView::Stretch);

    for (const int column : {SensitivityModel::Saved, SensitivityModel::Top1})
        m_table->setColumnHidden(column, true); // for want of room: the exported table has them, and the tool tip

    auto* inputs = new QHBoxLayout;
    inputs->setSpacing(8);
    inputs->addWidget(m_grouping);
    inputs->addWidget(m_windows);
    inputs->addStretch(1);
    inputs->addWidget(m_start);
    auto* below = new QHBoxLayout;
    below->setSpacing(8);
    below->addWidget(m_hint, 1);
    below->addWidget(m_override);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_text);
    column->addLayout(inputs);
    column->addWidget(m_table, 1);
    column->addLayout(below);
}

void SensitivityView::show(const QString& preset)
{
    if (m_text->path().isEmpty())
        m_text->setPath(m_session.text());
    m_session.setPreset(preset);
    update();
}

void SensitivityView::update()
{
    const QString why = m_session.obstacle(m_text->path());
    m_start->setEnabled(why.isEmpty());
    m_start->setToolTip(why);
    m_override->setEnabled(m_table->currentIndex().isValid());
    m_hint->setText(!why.isEmpty() ? why
                                   : tr("One group at a time is quantized as %1 does it, all others stay as they are.")
                                         .arg(m_session.preset()));
}

SensitivitySetup SensitivityView::setup() const
{
    return {m_text->path(), m_grouping->current(), m_windows->value()};
}

QStringList SensitivityView::commands() const
{
    return m_session.commands(setup());
}

void SensitivityView::select(int row)
{
    update();
    const auto& rows = m_session.groups().rows();
    if (row >= 0 && std::size_t(row) < rows.size() && !rows[std::size_t(row)].tensors.empty())
        emit groupSelected(text::fromUtf8(rows[std::size_t(row)].tensors.front()));
}

void SensitivityView::proposeOverride()
{
    const auto& rows = m_session.groups().rows();
    if (const int row = m_table->currentIndex().row(); row >= 0 && std::size_t(row) < rows.size())
        emit overrideRequested(SensitivitySession::patternOf(rows[std::size_t(row)]));
}

void SensitivityView::retranslate()
{
    m_text->setPlaceholder(tr("Text to measure over"));
    m_text->setAccessibleName(tr("Text to measure the divergence over"));
    m_text->setFilter(tr("Text (*.txt *.md *.raw);;All files (*)"));
    m_grouping->button(kKind)->setText(tr("By class", "tensors"));
    m_grouping->button(kLayer)->setText(tr("By layer", "tensors"));
    m_grouping->button(kTensor)->setText(tr("Each", "tensor by itself"));
    m_windows->setPrefix(tr("Windows: "));
    m_windows->setAccessibleName(tr("Windows of text, at most"));
    m_start->setText(tr("Measure"));
    m_start->setAccessibleName(tr("Measure the sensitivity of each group"));
    m_override->setText(tr("Override this group"));
    m_table->setAccessibleName(tr("Groups of tensors by the damage that quantizing them does"));
    m_table->setEmptyState({}, tr("Not measured yet"), tr("Choose a text and press Measure."));
    m_session.groups().retranslate();
    update();
}

} // namespace headroom::app
