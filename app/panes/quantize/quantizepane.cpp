// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/quantizepane.h"

#include "app/panes/quantize/histogramview.h"
#include "app/panes/quantize/quantizecontrols.h"
#include "app/panes/quantize/quantizeheadline.h"
#include "app/panes/quantize/tensorinspection.h"
#include "app/panes/quantize/tensormap.h"
#include "app/text/display.h"
#include "widgets/input/segmented.h"
#include "widgets/shell/emptystate.h"
#include "widgets/shell/section.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/sortproxy.h"
#include "widgets/table/tableview.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QScrollArea>

namespace headroom::app {

namespace {

constexpr int kHeaderIntervalMs = 100;
constexpr int kStateWidth = 88;
constexpr int kMapWidth = 340; ///< of a map with few layers
const QString kMap = QStringLiteral("map"), kTable = QStringLiteral("table");
constexpr std::uint32_t kLayersBeside = 12; ///< up to here the table stands beside the map

} // namespace

QuantizePane::QuantizePane(Workbench& workbench, QWidget* parent)
    : Pane(QStringLiteral("quantize"), workbench, parent), m_session(workbench)
{
    build();
    connectSession();
    updateEmptyState();
}

/// The views go before the models that they show.
QuantizePane::~QuantizePane()
{
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

void QuantizePane::build()
{
    m_pages = new QStackedWidget(this);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);
    m_empty = new widgets::EmptyState(this);
    m_pages->addWidget(m_empty);
    connect(m_empty, &widgets::EmptyState::actionTriggered, this,
            [this] { workbench().trigger(QStringLiteral("file.open-model")); });

    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    auto* content = new QWidget(scroll);
    content->setObjectName(QStringLiteral("quantizeContent"));
    content->setProperty("surface", QStringLiteral("panel"));
    scroll->setWidget(content);
    m_pages->addWidget(scroll);

    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(16, 14, 16, 16);
    layout->setSpacing(12);
    m_header = new widgets::VerdictHeader(content);
    layout->addWidget(m_header);
    layout->addWidget(buildPresets());
    layout->addWidget(new widgets::Hairline(Qt::Horizontal, content));
    layout->addWidget(buildTensors(), 1);
}

QWidget* QuantizePane::buildPresets()
{
    auto* upper = new QWidget(this);
    m_presetsTitle = new widgets::Section({}, {}, upper);
    m_presetsTable = new widgets::TableView(upper);
    m_presetsTable->setObjectName(QStringLiteral("presets"));
    m_presetsTable->setModel(&m_session.presets());
    m_presetsTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_presetsTable->horizontalHeader()->setSectionResizeMode(PresetsModel::Preset, QHeaderView::Stretch);
    m_presetsTable->horizontalHeader()->setSectionResizeMode(PresetsModel::State, QHeaderView::Fixed);
    m_controls = new QuantizeControls(m_session, upper);
    m_histogram = new HistogramView(upper);

    auto* left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(m_presetsTitle);
    left->addWidget(m_presetsTable, 1);
    left->addWidget(m_controls);
    auto* row = new QHBoxLayout(upper);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(24);
    row->addLayout(left, 13);
    row->addWidget(m_histogram, 8);
    return upper;
}

QWidget* QuantizePane::buildTensors()
{
    auto* lower = new QWidget(this);
    m_mapTitle = new widgets::Section({}, {}, lower);
    m_map = new TensorMap(lower);
    m_tableTitle = new widgets::Section({}, {}, lower);
    m_tensorTable = new widgets::TableView(lower);
    m_tensorTable->setObjectName(QStringLiteral("tensors"));
    m_sorted = new widgets::SortProxy(this);
    m_sorted->setSourceModel(&m_tensors);
    m_tensorTable->setModel(m_sorted);
    m_tensorTable->setSortingEnabled(true);
    m_tensorTable->sortByColumn(-1, Qt::AscendingOrder);
    m_view = new widgets::Segmented({}, lower);
    m_view->setObjectName(QStringLiteral("tensorView"));
    m_view->setOptions({{kMap, {}}, {kTable, {}}});
    connect(m_view, &widgets::Segmented::currentChanged, this, &QuantizePane::arrangeTensors);

    const auto column = [](QWidget* owner, QWidget* title, QWidget* content) {
        auto* head = new QHBoxLayout;
        head->addWidget(title, 1);
        auto* layout = new QVBoxLayout(owner);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(8);
        layout->addLayout(head);
        layout->addWidget(content, 1);
        return head;
    };
    m_mapSide = new QWidget(lower);
    m_tableSide = new QWidget(lower);
    m_mapHead = column(m_mapSide, m_mapTitle, m_map);
    m_tableHead = column(m_tableSide, m_tableTitle, m_tensorTable);
    auto* row = new QHBoxLayout(lower);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(24);
    row->addWidget(m_mapSide);
    row->addWidget(m_tableSide, 1);
    return lower;
}

void QuantizePane::connectSession()
{
    m_headerTimer.setSingleShot(true);
    m_headerTimer.setInterval(kHeaderIntervalMs);
    connect(&m_headerTimer, &QTimer::timeout, this, [this] {
        updateHeader();
        updateSections();
        m_controls->update();
        showRunning();
    });
    connect(&m_session, &QuantizeSession::planned, this, &QuantizePane::invalidate);
    connect(&workbench().project(), &Project::requestChanged, this, &QuantizePane::invalidate);
    connect(&workbench(), &Workbench::modelRefused, this, [this] { updateEmptyState(); });
    connect(&m_session, &QuantizeSession::stateChanged, this, [this] {
        if (isVisible() && !m_headerTimer.isActive())
            m_headerTimer.start();
    });
    connect(&m_session, &QuantizeSession::started, this, &QuantizePane::showPreset);
    connect(&m_session, &QuantizeSession::measured, this, &QuantizePane::onMeasured);
    connect(&m_session, &QuantizeSession::measurementsReplaced, this, [this](const QString& preset) {
        if (preset == m_preset)
            invalidate();
    });
    connect(m_presetsTable, &widgets::TableView::rowSelected, this, [this](int row) {
        if (row >= 0)
            showPreset(m_session.presets().rows()[std::size_t(row)].preset);
    });
    connect(&workbench().project(), &Project::modelChanged, this, [this] { m_chosen = false; });
    connect(m_map, &TensorMap::rowSelected, this, [this](int row) {
        m_chosen = true;
        selectTensor(row);
    });
    connect(m_tensorTable, &widgets::TableView::rowSelected, this, [this](int row) {
        m_chosen = true;
        if (row >= 0)
            selectTensor(m_sorted->mapToSource(m_sorted->index(row, 0)).row());
    });
    connect(m_histogram, &HistogramView::loaded, this, &QuantizePane::fillInspector);
}

void QuantizePane::activate()
{
    if (m_pages->currentWidget() == m_empty)
        return m_empty->button()->setFocus();
    m_presetsTable->setFocus();
    if (m_chosen)
        fillInspector();
    else
        workbench().inspectModel();
}

void QuantizePane::updateEmptyState()
{
    const bool empty = m_session.source().isEmpty();
    const bool catalogue = empty && workbench().project().hasModel();
    const auto& refused = workbench().refusedModel();
    if (refused) {
        const text::Message message = text::message(refused->error);
        m_empty->setContent(QStringLiteral("warning"), tr("%1 was not opened").arg(QFileInfo(refused->path).fileName()),
                            message.text + u' ' + message.nextStep, tr("Open another file"));
    } else
        m_empty->setContent(QStringLiteral("quantize"), tr("No model file yet"),
                            catalogue
                                ? tr("The current model comes from the catalogue and has no weights. Open its file to "
                                     "quantize it.")
                                : tr("Open a GGUF file in F16, BF16 or F32; every preset's exact size is shown before "
                                     "anything runs."),
                            tr("Open model file"));
    m_pages->setCurrentIndex(empty ? 0 : 1);
}

void QuantizePane::refresh()
{
    updateEmptyState();
    if (m_session.source().isEmpty())
        return;
    m_session.updateFits();
    const bool known = m_session.presets().find(m_preset) != nullptr;
    if (!known && m_session.isPlanned()) {
        m_preset.clear();
        for (const PresetRow& row : m_session.presets().rows())
            if (row.bytes && (m_preset.isEmpty() || row.state == PresetState::Done || row.preset == u"Q4_K_M"))
                m_preset = row.preset;
        m_selected = -1;
    }
    const QString preset = m_preset;
    m_preset.clear();
    showPreset(preset);
    m_controls->update();
}

void QuantizePane::showPreset(const QString& preset)
{
    const bool other = preset != m_preset;
    m_preset = preset;
    m_tensors.setRows(m_session.tensors(preset));
    m_map->setRows(m_tensors.rows());
    if (other) {
        arrangeTensors();
        const QSignalBlocker blocker(m_presetsTable);
        m_presetsTable->selectRow(m_session.presets().rowOf(preset));
    }
    selectTensor(m_selected >= 0 && m_selected < m_tensors.rowCount() ? m_selected : firstTensor());
    updateHeader();
    updateSections();
    showRunning();
}

/// The first cell of the map, so that the histogram is never empty without need.
int QuantizePane::firstTensor() const
{
    const auto& cells = m_map->grid().cells;
    return cells.empty() || !cells.front() ? -1 : int(*cells.front());
}

/// Few layers: map and table beside each other. Many: the map has the whole width, the table takes its place on
/// request.
void QuantizePane::arrangeTensors()
{
    const bool beside = m_map->grid().layers <= kLayersBeside;
    const bool table = m_view->current() == kTable;
    (table ? m_tableHead : m_mapHead)->addWidget(m_view); // beside the title of what is shown
    m_view->setVisible(!beside);
    m_mapSide->setVisible(beside || !table);
    m_tableSide->setVisible(beside || table);
    m_mapSide->setMinimumWidth(beside ? widgets::Theme::current().px(kMapWidth) : 0);
    m_mapSide->setMaximumWidth(beside ? widgets::Theme::current().px(kMapWidth) : QWIDGETSIZE_MAX);
    QHeaderView* header = m_tensorTable->horizontalHeader();
    for (const int column :
         {TensorsModel::BitsPerWeight, TensorsModel::Rmse, TensorsModel::Maximum, TensorsModel::Reason})
        m_tensorTable->setColumnHidden(column, beside); // the Inspector has them, and so has the exported table
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(beside ? TensorsModel::Name : TensorsModel::Reason, QHeaderView::Stretch);
}

void QuantizePane::rescale()
{
    const widgets::Theme& theme = widgets::Theme::current();
    m_presetsTable->setMinimumHeight(theme.px(22 + 5 * 24));
    m_presetsTable->setColumnWidth(PresetsModel::State, theme.px(kStateWidth));
    m_histogram->setMinimumSize(theme.px(300), theme.px(200));
    m_tensorTable->setMinimumHeight(theme.px(150));
    arrangeTensors();
}

void QuantizePane::selectTensor(int row)
{
    m_selected = row;
    {
        const QSignalBlocker blocker(m_map); // only the user's own selection is one
        m_map->selectRow(row);
    }
    if (row < 0) {
        m_histogram->clear();
        return;
    }
    const QModelIndex place = m_sorted->mapFromSource(m_tensors.index(row, 0));
    if (m_tensorTable->currentIndex().row() != place.row()) {
        const QSignalBlocker blocker(m_tensorTable);
        m_tensorTable->selectRow(place.row());
        m_tensorTable->scrollTo(place);
    }
    const TensorRow& tensor = m_tensors.rows()[std::size_t(row)];
    m_histogram->load(m_session.source(), tensor.name, tensor.to);
    fillInspector();
}

void QuantizePane::fillInspector()
{
    if (!m_chosen || m_selected < 0 || m_selected >= m_tensors.rowCount() || !isVisible())
        return;
    const TensorRow& row = m_tensors.rows()[std::size_t(m_selected)];
    const WeightHistogram* weights = m_histogram->shown();
    TensorSubject subject;
    subject.preset = m_preset;
    subject.when = row.error ? m_session.measuredWhen(m_preset) : QString();
    subject.rank = m_tensors.rankOf(m_selected);
    subject.measured = m_tensors.measured();
    subject.row = &row;
    subject.weights = weights && weights->tensor == row.name ? weights : nullptr;
    workbench().inspect(inspectTensor(subject));
}

void QuantizePane::onMeasured(const QString& preset, int row)
{
    if (preset != m_preset)
        return;
    const TensorRow& measured = m_session.tensors(preset)[std::size_t(row)];
    m_tensors.record(measured);
    m_map->setRow(row, measured);
    if (row == m_selected)
        fillInspector();
    if (isVisible() && !m_headerTimer.isActive())
        m_headerTimer.start();
}

void QuantizePane::showRunning()
{
    const JobInfo* job = m_session.runningJob();
    if (!job || m_session.runningPreset() != m_preset)
        return m_map->showRunning(-1, 0);
    m_map->showRunning(m_tensors.rowOf(job->progress.item), 0.5);
}

void QuantizePane::updateHeader()
{
    const model::Description& model = workbench().project().model();
    const Headline line = quantizeHeadline(m_session, m_preset, double(model.fileBytes), double(model.parameters()));
    m_header->setVerdict(line.glyph, line.word, line.sentence);
    m_header->setNumbers(line.numbers);
}

void QuantizePane::updateSections()
{
    const model::Description& model = workbench().project().model();
    m_presetsTitle->setHint(tr("%1, %2 tensors").arg(text::fromUtf8(model.name)).arg(model.tensors.size()));
    m_mapTitle->setHint(tr("%1, error in dB", "preset").arg(m_preset));
    m_tableTitle->setHint(
        tr("%1, %2 of %3 measured", "preset").arg(m_preset).arg(m_tensors.measured()).arg(m_tensors.rowCount()));
}

void QuantizePane::retranslate()
{
    m_presetsTitle->setTitle(tr("Presets", "section"));
    m_mapTitle->setTitle(tr("Error by layer and class"));
    m_tableTitle->setTitle(tr("Tensors", "section"));
    m_presetsTable->setAccessibleName(tr("Presets with their sizes and states"));
    m_tensorTable->setAccessibleName(tr("Tensors with their types and errors"));
    m_map->setAccessibleName(tr("Relative error by layer and tensor class"));
    m_view->button(kMap)->setText(tr("Map", "of tensors"));
    m_view->button(kTable)->setText(tr("Table", "of tensors"));
    m_tensorTable->setEmptyState(QStringLiteral("quantize"), tr("No tensors"), tr("Select a preset that can be made."));
    m_session.presets().retranslate();
    m_tensors.retranslate();
    m_histogram->retranslate();
    m_map->retranslate();
    m_controls->retranslate();
    updateEmptyState();
    if (!m_session.source().isEmpty()) {
        updateHeader();
        updateSections();
    }
}

} // namespace headroom::app
