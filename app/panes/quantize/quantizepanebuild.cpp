// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the Quantize pane and what they tell each other.
#include "app/panes/quantize/calibrationview.h"
#include "app/panes/quantize/histogramview.h"
#include "app/panes/quantize/overridesview.h"
#include "app/panes/quantize/presetlist.h"
#include "app/panes/quantize/quantizecontrols.h"
#include "app/panes/quantize/quantizepane.h"
#include "app/panes/quantize/searchview.h"
#include "app/panes/quantize/sensitivityview.h"
#include "app/panes/quantize/tensorchoice.h"
#include "app/panes/quantize/tensormap.h"
#include "widgets/input/segmented.h"
#include "widgets/shell/emptystate.h"
#include "widgets/shell/section.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/sortproxy.h"
#include "widgets/table/tableview.h"

#include <QHeaderView>
#include <QScrollArea>

namespace headroom::app {

namespace {

constexpr int kHeaderIntervalMs = 100;

} // namespace

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
    m_presets = new PresetList(m_session.presets(), upper);
    m_controls = new QuantizeControls(m_session, upper);
    m_histogram = new HistogramView(upper);
    m_choice = new TensorChoice(m_session, upper);

    auto* left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(m_presets, 1);
    left->addWidget(m_controls);
    auto* row = new QHBoxLayout(upper);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(24);
    auto* right = new QVBoxLayout;
    right->setSpacing(8);
    right->addWidget(m_histogram, 1);
    right->addWidget(m_choice);
    row->addLayout(left, 13);
    row->addLayout(right, 8);
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
    buildViews(lower);

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
    m_tableHead = column(m_tableSide, m_tableTitle, m_side);
    m_lower = new QHBoxLayout(lower);
    m_lower->setContentsMargins(0, 0, 0, 0);
    m_lower->setSpacing(24);
    m_lower->addWidget(m_mapSide);
    m_lower->addWidget(m_tableSide, 1);
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
    connect(m_presets, &PresetList::chosen, this, &QuantizePane::showPreset);
    connect(&workbench().project(), &Project::modelChanged, this, [this] { m_chosen = false; });
    connectViews();
}

void QuantizePane::connectViews()
{
    connect(m_map, &TensorMap::rowSelected, this, [this](int row) {
        m_chosen = true;
        selectTensor(row);
    });
    connect(m_map, &TensorMap::rowActivated, this, [this] { m_choice->open(); });
    connect(m_sensitivity, &SensitivityView::groupSelected, this, [this](const QString& tensor) {
        if (const int row = rowNamed(tensor); row >= 0) {
            m_chosen = true;
            selectTensor(row);
        }
    });
    connect(&m_mixtures, &SearchSession::draftChanged, this, &QuantizePane::showDraft);
    connect(&m_ranking, &SensitivitySession::changed, this, &QuantizePane::updateSections);
    connect(m_sensitivity, &SensitivityView::overrideRequested, this, [this](const QString& pattern) {
        m_view->setCurrent(kOverridesView);
        showView();
        m_overrides->propose(pattern);
    });
    connect(m_tensorTable, &widgets::TableView::rowSelected, this, [this](int row) {
        m_chosen = true;
        if (row >= 0)
            selectTensor(m_sorted->mapToSource(m_sorted->index(row, 0)).row());
    });
    connect(m_histogram, &HistogramView::loaded, this, &QuantizePane::fillInspector);
}

/// What can stand beside the map, or in its place.
void QuantizePane::buildViews(QWidget* parent)
{
    m_view = new widgets::Segmented({}, parent);
    m_view->setObjectName(QStringLiteral("tensorView"));
    m_view->setOptions({{kMapView, {}},
                        {kTableView, {}},
                        {kOverridesView, {}},
                        {kSensitivityView, {}},
                        {kSearchView, {}},
                        {kCalibrationView, {}}});
    connect(m_view, &widgets::Segmented::currentChanged, this, &QuantizePane::showView);
    m_side = new QStackedWidget(parent);
    m_overrides = new OverridesView(workbench(), m_session, m_side);
    m_sensitivity = new SensitivityView(m_ranking, m_side);
    m_search = new SearchView(workbench(), m_session, m_mixtures, m_side);
    m_calibration = new CalibrationView(workbench(), m_session, m_side);
    for (QWidget* view :
         std::initializer_list<QWidget*>{m_tensorTable, m_overrides, m_sensitivity, m_search, m_calibration})
        m_side->addWidget(view);
}

} // namespace headroom::app
