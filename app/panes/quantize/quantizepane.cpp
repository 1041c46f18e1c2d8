// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/quantizepane.h"

#include "app/panes/quantize/calibrationview.h"
#include "app/panes/quantize/histogramview.h"
#include "app/panes/quantize/overridesview.h"
#include "app/panes/quantize/presetlist.h"
#include "app/panes/quantize/quantizecontrols.h"
#include "app/panes/quantize/quantizeheadline.h"
#include "app/panes/quantize/searchview.h"
#include "app/panes/quantize/sensitivityview.h"
#include "app/panes/quantize/tensorchoice.h"
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

constexpr int kMapWidth = 340, kNarrowMapWidth = 240; ///< of a map with few layers
constexpr std::uint32_t kLayersBeside = 12; ///< up to here the table stands beside the map

} // namespace

QuantizePane::QuantizePane(Workbench& workbench, QWidget* parent)
    : Pane(QStringLiteral("quantize"), workbench, parent)
    , m_session(workbench)
    , m_mixtures(workbench, m_session)
    , m_ranking(workbench)
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

void QuantizePane::activate()
{
    if (m_pages->currentWidget() == m_empty)
        return m_empty->button()->setFocus();
    m_presets->setFocus();
}

void QuantizePane::inspectSelection()
{
    if (m_session.source().isEmpty())
        workbench().inspect(widgets::InspectorContent{});
    else if (m_chosen && m_selected >= 0 && m_selected < m_tensors.rowCount())
        fillInspector();
    else
        workbench().keepModelInspected();
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
    if (m_view->current() == kSearchView) {
        m_search->refresh();
        showDraft();
    }
    m_controls->update();
}

void QuantizePane::showPreset(const QString& preset)
{
    const bool other = preset != m_preset;
    m_preset = preset;
    m_showsDraft = false;
    m_overrides->show(preset);
    m_calibration->show(preset);
    m_sensitivity->show(preset);
    if (other) {
        arrangeTensors();
        m_presets->select(preset);
    }
    showTensors();
    updateHeader();
    updateSections();
    showRunning();
}

void QuantizePane::showTensors()
{
    const PresetPlan* draft = m_showsDraft ? m_mixtures.draft() : nullptr;
    m_tensors.setRows(draft && draft->plan ? draft->plan->tensors : m_session.tensors(m_preset));
    m_map->setRows(m_tensors.rows());
    chooseMap();
    selectTensor(m_selected >= 0 && m_selected < m_tensors.rowCount() ? m_selected : firstTensor());
}

/// The mixture at the slider, while its view is open; else the preset that is chosen in the table.
void QuantizePane::showDraft()
{
    const PresetPlan* draft = m_view->current() == kSearchView ? m_mixtures.draft() : nullptr;
    const bool shows = draft && draft->plan;
    if (!shows && !m_showsDraft)
        return;
    m_showsDraft = shows;
    m_presets->select(shows ? QString() : m_preset);
    showTensors();
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

int QuantizePane::rowNamed(const QString& tensor) const
{
    return m_tensors.rowOf(tensor.toStdString());
}

QString QuantizePane::shownPreset() const
{
    return m_showsDraft && m_mixtures.draft() ? text::fromUtf8(m_mixtures.draft()->preset) : m_preset;
}

/// Types while a mixture is looked for, and until there is an error to show.
void QuantizePane::chooseMap()
{
    const bool measured = m_tensors.measured() > 0 || m_session.runningPreset() == m_preset;
    const bool types = m_view->current() == kSearchView || m_showsDraft || !measured;
    m_map->setShown(types ? TensorMap::Shown::Type : TensorMap::Shown::Error);
}

void QuantizePane::showView()
{
    const bool search = m_view->current() == kSearchView;
    if (search)
        m_search->refresh();
    m_calibration->refresh();
    chooseMap();
    arrangeTensors();
    showDraft();
    updateSections();
}

/// Few layers: the map and one of the views beside each other. Many: the map has the whole width, the views take its
/// place on request.
void QuantizePane::arrangeTensors()
{
    const bool few = m_map->grid().layers <= kLayersBeside;
    const bool beside = few || m_view->current() == kSearchView; // a mixture is seen in the map
    m_view->button(kMapView)->setVisible(!few);
    if (few && m_view->current() == kMapView) {
        const QSignalBlocker blocker(m_view);
        m_view->setCurrent(kTableView);
    }
    const bool map = m_view->current() == kMapView;
    m_side->setCurrentWidget(m_view->current() == kOverridesView         ? static_cast<QWidget*>(m_overrides)
                                 : m_view->current() == kSensitivityView ? static_cast<QWidget*>(m_sensitivity)
                                 : m_view->current() == kSearchView      ? static_cast<QWidget*>(m_search)
                                 : m_view->current() == kCalibrationView ? static_cast<QWidget*>(m_calibration)
                                                                         : m_tensorTable);
    (map ? m_mapHead : m_tableHead)->addWidget(m_view); // beside the title of what is shown
    m_mapSide->setVisible(beside || map);
    m_tableSide->setVisible(beside || !map);
    const int mapWidth = widgets::Theme::current().px(isNarrow() ? kNarrowMapWidth : kMapWidth);
    m_mapSide->setMinimumWidth(beside ? mapWidth : 0);
    m_lower->setSpacing(isNarrow() ? 16 : 24);
    m_lower->setStretchFactor(m_mapSide, beside && !few ? 1 : 0);
    m_mapSide->setMaximumWidth(few ? mapWidth : QWIDGETSIZE_MAX);
    m_tableTitle->setVisible(!beside || !isNarrow()); // which the choice beside it says too
    QHeaderView* header = m_tensorTable->horizontalHeader();
    for (const int column :
         {TensorsModel::BitsPerWeight, TensorsModel::Rmse, TensorsModel::Maximum, TensorsModel::Reason})
        m_tensorTable->setColumnHidden(column, beside); // the Inspector has them, and so has the exported table
    m_tensorTable->setOptionalColumns(
        beside ? QList<int>{} : QList<int>{TensorsModel::BitsPerWeight, TensorsModel::Rmse, TensorsModel::Maximum});
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(beside ? TensorsModel::Name : TensorsModel::Reason, QHeaderView::Stretch);
}

void QuantizePane::rescale()
{
    const widgets::Theme& theme = widgets::Theme::current();
    m_presets->rescale();
    m_histogram->setMinimumSize(theme.px(isNarrow() ? 280 : 300), theme.px(150));
    m_histogram->setMaximumHeight(theme.px(176));
    m_tensorTable->setMinimumHeight(theme.px(150));
    arrangeTensors();
}

void QuantizePane::selectTensor(int row)
{
    m_selected = row;
    m_choice->show(m_preset, row < 0 || m_showsDraft ? nullptr : &m_tensors.rows()[std::size_t(row)]);
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
    m_histogram->load(m_session.source(), tensor.name, tensor.to, tensor.scheme);
    fillInspector();
}

void QuantizePane::fillInspector()
{
    if (!m_chosen || m_selected < 0 || m_selected >= m_tensors.rowCount() || !isVisible())
        return;
    const TensorRow& row = m_tensors.rows()[std::size_t(m_selected)];
    const WeightHistogram* weights = m_histogram->shown();
    TensorSubject subject;
    subject.preset = shownPreset();
    subject.when = row.error ? m_session.measuredWhen(m_preset) : QString();
    subject.rank = m_tensors.rankOf(m_selected);
    subject.measured = m_tensors.measured();
    subject.row = &row;
    subject.weights = weights && weights->tensor == row.name ? weights : nullptr;
    workbench().inspect(inspectTensor(subject));
}

void QuantizePane::onMeasured(const QString& preset, int row)
{
    if (preset != m_preset || m_showsDraft)
        return;
    const TensorRow& measured = m_session.tensors(preset)[std::size_t(row)];
    m_tensors.record(measured);
    chooseMap();
    m_map->setRow(row, measured);
    if (row == m_selected)
        fillInspector();
    if (isVisible() && !m_headerTimer.isActive())
        m_headerTimer.start();
}

void QuantizePane::showRunning()
{
    const JobInfo* job = m_session.runningJob();
    if (!job || m_session.runningPreset() != m_preset || m_showsDraft || m_view->current() == kSearchView)
        return m_map->showRunning(-1, 0);
    m_map->showRunning(m_tensors.rowOf(m_session.runningTensor()), 0.5);
}

void QuantizePane::updateHeader()
{
    const model::Description& model = workbench().project().model();
    const auto draft = m_showsDraft ? m_mixtures.figures() : std::nullopt;
    const Headline line = quantizeHeadline(m_session, m_preset, double(model.fileBytes), double(model.parameters()),
                                           draft ? &*draft : nullptr);
    m_header->setVerdict(line.glyph, line.word, line.sentence);
    m_header->setNumbers(line.numbers);
}

void QuantizePane::updateSections()
{
    const model::Description& model = workbench().project().model();
    m_presets->setHint(text::fromUtf8(model.name) + QStringLiteral(", ")
                       + tr("%n tensor(s)", nullptr, int(model.tensors.size())));
    const bool types = m_map->shown() == TensorMap::Shown::Type;
    m_mapTitle->setTitle(types ? tr("Type of each tensor") : tr("Error by layer and class"));
    m_mapTitle->setHint(types ? shownPreset() : tr("%1, error in dB", "preset").arg(m_preset));
    if (m_view->current() == kOverridesView) {
        m_tableTitle->setTitle(tr("Overrides"));
        m_tableTitle->setHint(m_preset);
    } else if (m_view->current() == kSensitivityView) {
        m_tableTitle->setTitle(tr("Sensitivity"));
        m_tableTitle->setHint(tr("%1, groups: %2", "preset, how many").arg(m_preset).arg(m_sensitivity->measured()));
    } else if (m_view->current() == kCalibrationView) {
        m_tableTitle->setTitle(tr("Calibration", "section"));
        m_tableTitle->setHint({});
    } else if (m_view->current() == kSearchView) {
        m_tableTitle->setTitle(tr("Search", "section: for mixtures"));
        m_tableTitle->setHint({});
    } else {
        m_tableTitle->setTitle(tr("Tensors", "section"));
        m_tableTitle->setHint(
            tr("%1, %2 of %3 measured", "preset").arg(m_preset).arg(m_tensors.measured()).arg(m_tensors.rowCount()));
    }
}

void QuantizePane::retranslate()
{
    m_tensorTable->setAccessibleName(tr("Tensors with their types and errors"));
    m_map->setAccessibleName(tr("Relative error by layer and tensor class"));
    m_view->button(kMapView)->setText(tr("Map", "of tensors"));
    m_view->button(kTableView)->setText(tr("Table", "of tensors"));
    m_view->button(kOverridesView)->setText(tr("Overrides"));
    m_view->button(kSensitivityView)->setText(tr("Sensitivity"));
    m_view->button(kCalibrationView)->setText(tr("Calibration", "view"));
    m_view->button(kSearchView)->setText(tr("Search", "view: for mixtures"));
    m_choice->retranslate();
    m_overrides->retranslate();
    m_sensitivity->retranslate();
    m_search->retranslate();
    m_calibration->retranslate();
    m_tensorTable->setEmptyState(QStringLiteral("quantize"), tr("No tensors"), tr("Select a preset that can be made."));
    m_session.presets().retranslate();
    m_presets->retranslate();
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

/// Of the tool that is open beside the map; without one, of the checked presets.
QStringList QuantizePane::commands() const
{
    const QWidget* tool = m_side->currentWidget();
    if (tool == m_sensitivity)
        return m_sensitivity->commands();
    if (tool == m_search)
        return m_search->commands();
    return tool == m_calibration ? m_session.calibration().commands() : m_session.commands();
}

} // namespace headroom::app
