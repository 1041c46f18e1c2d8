// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/sensitivityview.h"

#include "app/models/commandline.h"
#include "app/models/jsonvalue.h"
#include "app/project/keys.h"

#include "app/models/overrides.h"
#include "app/models/runsmodel.h"
#include "app/text/display.h"
#include "core/base/json.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/preset/preset.h"
#include "widgets/input/segmented.h"
#include "widgets/table/tableview.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace headroom::app {

namespace {

constexpr int kLeastGridHeight = 64; ///< of the ranking: its head and two rows
constexpr int kMostTrialWindows = 1000;
constexpr int kUsualTrialWindows = 8;
constexpr std::uint32_t kLongestTrial = 512;
const QString kKind = QStringLiteral("kind"), kLayer = QStringLiteral("layer"), kTensor = QStringLiteral("tensor");

} // namespace

SensitivityView::SensitivityView(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
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
    connectQueue();
}

/// The table goes before its model.
SensitivityView::~SensitivityView()
{
    delete m_table;
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
    m_table->setModel(&m_model);
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

    connect(m_start, &QPushButton::clicked, this, &SensitivityView::start);
    connect(m_override, &QPushButton::clicked, this, &SensitivityView::proposeOverride);
    connect(m_table, &widgets::TableView::rowSelected, this, &SensitivityView::select);
    connect(m_text, &widgets::FilePicker::pathChanged, this, [this](const QString& path) {
        m_workbench.project().setSetting(keys::kSensitivityText, path.toStdString());
        update();
    });
}

void SensitivityView::connectQueue()
{
    JobQueue& jobs = m_workbench.jobs();
    connect(&jobs, &JobQueue::event, this, &SensitivityView::onEvent);
    connect(&jobs, &JobQueue::stateChanged, this, [this](JobId id) {
        const JobInfo* job = m_workbench.jobs().find(id);
        if (!job || !isMine(*job))
            return;
        if (job->state == JobState::Running && job->progress.done == 0)
            m_model.setRows({});
        update();
        emit changed();
    });
    connect(&m_workbench.project(), &Project::runsChanged, this, [this] {
        if (!isUnderWay())
            readStored();
    });
}

bool SensitivityView::isMine(const JobInfo& job) const
{
    return job.spec.kind == "sensitivity" && textIn(job.spec.parameters, "preset") == m_preset.toStdString()
        && textIn(job.spec.parameters, "model") == m_workbench.project().modelPath().toStdString();
}

bool SensitivityView::isUnderWay() const
{
    return std::ranges::any_of(m_workbench.jobs().jobs(),
                               [this](const JobInfo& job) { return !job.isOver() && isMine(job); });
}

void SensitivityView::show(const QString& preset)
{
    const bool other = preset != m_preset;
    m_preset = preset;
    if (m_text->path().isEmpty()) {
        const Json saved = m_workbench.project().setting(keys::kSensitivityText);
        if (saved.is_string())
            m_text->setPath(text::fromUtf8(saved.get<std::string>()));
    }
    if (other)
        readStored();
    update();
}

/// The newest finished measurement of this model and preset.
void SensitivityView::readStored()
{
    std::vector<SensitivityRow> rows;
    const QString model = m_workbench.project().modelPath();
    const auto runs = m_workbench.project().runs(
        {.kind = "sensitivity",
         .state = store::RunState::Done,
         .parameters = {{"preset", m_preset.toStdString()}, {"model", model.toStdString()}},
         .most = 1});
    if (!runs.empty())
        if (const auto result = parseJson(m_workbench.project().resultText(runs.front().id), "sensitivity result");
            result && result->is_object() && result->contains("groups"))
            for (const Json& group : (*result)["groups"])
                if (auto row = sensitivityFromJson(group))
                    rows.push_back(std::move(*row));
    m_model.setRows(std::move(rows));
    update();
    emit changed();
}

void SensitivityView::onEvent(JobId id, const QString& kind, const Json& payload)
{
    const JobInfo* job = m_workbench.jobs().find(id);
    if (!job || kind != QLatin1String("group") || !isMine(*job))
        return;
    if (const auto row = sensitivityFromJson(payload))
        m_model.add(*row);
    emit changed();
}

QString SensitivityView::obstacle() const
{
    if (isUnderWay())
        return tr("It is being measured: one group after the other.");
    if (m_preset.isEmpty())
        return tr("Select a preset.");
    if (quant::findFolderScheme(m_preset.toStdString()))
        return tr("Sensitivity is measured with presets of files: select one.");
    if (!quant::findPreset(m_preset.toStdString()))
        return tr("Built-in presets can be measured, not those of your own: select one.");
    if (m_text->path().isEmpty())
        return tr("Choose a text that the model has not been trained on.");
    if (!QFileInfo(m_text->path()).isFile())
        return tr("The text file is not there: choose another.");
    return {};
}

void SensitivityView::update()
{
    const QString why = obstacle();
    m_start->setEnabled(why.isEmpty());
    m_start->setToolTip(why);
    m_override->setEnabled(m_table->currentIndex().isValid());
    m_hint->setText(
        !why.isEmpty()
            ? why
            : tr("One group at a time is quantized as %1 does it, all others stay as they are.").arg(m_preset));
}

QStringList SensitivityView::commands() const
{
    return m_text->path().isEmpty() ? QStringList() : QStringList{jobCommand("sensitivity", parameters())};
}

Json SensitivityView::parameters() const
{
    const Project& project = m_workbench.project();
    const std::uint32_t trained = project.model().shape.contextLength;
    return {{"model", project.modelPath().toStdString()},
            {"preset", m_preset.toStdString()},
            {"text", m_text->path().toStdString()},
            {"group_by", m_grouping->current().toStdString()},
            {"context", trained > 0 ? std::min(trained, kLongestTrial) : kLongestTrial},
            {"max_windows", m_windows->value()}};
}

void SensitivityView::start()
{
    if (!obstacle().isEmpty())
        return;
    const QString model = text::fromUtf8(m_workbench.project().model().name);
    m_workbench.submit("sensitivity", parameters(), [preset = m_preset, model] {
        return tr("Sensitivity to %1 of %2", "job: preset, model").arg(preset, model);
    });
}

void SensitivityView::select(int row)
{
    update();
    if (row >= 0 && row < m_model.rowCount() && !m_model.rows()[std::size_t(row)].tensors.empty())
        emit groupSelected(text::fromUtf8(m_model.rows()[std::size_t(row)].tensors.front()));
}

/// All tensors of the group and no others: ".attn_q." of every layer, "blk.3." of one, or a name.
void SensitivityView::proposeOverride()
{
    const int index = m_table->currentIndex().row();
    if (index < 0 || index >= m_model.rowCount())
        return;
    const SensitivityRow& row = m_model.rows()[std::size_t(index)];
    const std::string exact = patternFor(row.group); // "^…$"
    const std::string inside = exact.substr(1, exact.size() - 2);
    const bool isTensor = row.tensors.size() == 1 && row.tensors.front() == row.group;
    if (isTensor)
        emit overrideRequested(text::fromUtf8(exact));
    else if (row.group.starts_with("blk."))
        emit overrideRequested(text::fromUtf8("^" + inside + "\\."));
    else
        emit overrideRequested(text::fromUtf8("\\." + inside + "\\."));
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
    m_model.retranslate();
    update();
}

} // namespace headroom::app
