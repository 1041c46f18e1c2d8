// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/capacity/capacitypane.h"

#include "app/gui/workbench.h"
#include "app/models/commandline.h"
#include "app/models/plan/memorymodel.h"
#include "app/models/plan/termmodel.h"
#include "app/panes/capacity/fitmap.h"
#include "app/panes/capacity/memoryview.h"
#include "app/panes/capacity/plancomparison.h"
#include "app/text/caveats.h"
#include "app/text/display.h"
#include "core/base/bytes.h"
#include "widgets/shell/section.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/tableview.h"

#include <QHeaderView>

#include <algorithm>
#include <array>

namespace headroom::app {

namespace {

constexpr int kControlsWidth = 260;
constexpr int kLimitsWidth = 276, kMostLimitsWidth = 330;
constexpr int kLowerHeight = 210; // the limits, all seven
constexpr int kGroupGap = 24;

} // namespace

CapacityPane::CapacityPane(Workbench& workbench)
    : Pane(QStringLiteral("capacity"), workbench), m_header(new widgets::VerdictHeader)
{
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(16, 14, 16, 16);
    page->setSpacing(0);
    page->addWidget(m_header);
    page->addSpacing(14);
    page->addWidget(buildUpper(), 1);
    page->addSpacing(12);
    page->addWidget(new widgets::Hairline);
    page->addSpacing(12);
    m_lower = buildLower();
    page->addWidget(m_lower);
    connectParts();
}

QWidget* CapacityPane::buildUpper()
{
    auto* upper = new QWidget;
    auto* row = new QHBoxLayout(upper);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGroupGap);
    auto* side = new QWidget;
    m_controlsSide = side;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_planTitle = new widgets::Section;
    m_controls = new PlanControls(workbench());
    column->addWidget(m_planTitle);
    column->addWidget(m_controls, 1);
    m_map = new FitMap;
    m_memory = new MemoryView;
    row->addWidget(side);
    row->addWidget(m_map, 1);
    row->addWidget(m_memory);
    return upper;
}

QWidget* CapacityPane::buildLower()
{
    auto* lower = new QWidget;
    auto* row = new QHBoxLayout(lower);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGroupGap);
    auto* side = new QWidget;
    m_limitsSide = side;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_limitsTitle = new widgets::Section;
    m_limits = new TermModel(this);
    m_limitsTable = new widgets::TableView;
    m_limitsTable->setObjectName(QStringLiteral("limitsTable"));
    m_limitsTable->setModel(m_limits);
    m_limitsTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_limitsTable->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_limitsTable->horizontalHeader()->hide();
    column->addWidget(m_limitsTitle);
    m_limitsTable->setFitRows(true);
    column->addWidget(m_limitsTable);
    column->addStretch();
    m_comparison = new PlanComparison(workbench());
    row->addWidget(side);
    row->addWidget(m_comparison, 1);
    return lower;
}

void CapacityPane::connectParts()
{
    Project& project = workbench().project();
    connect(&project, &Project::requestChanged, this, &CapacityPane::invalidate);
    connect(&project, &Project::modelsChanged, this, &CapacityPane::invalidate);
    connect(&project, &Project::plansChanged, m_comparison, &PlanComparison::showPlans);
    // What the map says while it is dragged must not move the map.
    connect(m_map, &widgets::FrontierMap::crossMoved, this, [this] { m_header->setHeld(m_map->isDragged()); });
    connect(m_map, &widgets::FrontierMap::crossReleased, this, [this] { m_header->setHeld(false); });
    connect(m_map, &widgets::FrontierMap::crossMoved, m_controls, &PlanControls::setOperatingPoint);
    connect(m_map, &widgets::FrontierMap::frontierClicked, this, [this](const QString& id) {
        if (!quant::findPreset(id.toStdString()))
            return;
        plan::PlanRequest request = workbench().project().request();
        request.preset = id.toStdString();
        workbench().project().edit(request, tr("change of preset"));
    });
    connect(m_memory, &MemoryView::termSelected, this, [this](const QString& id, const QString& device) {
        m_selected = id.toStdString();
        m_selectedDevice = device;
        inspectSelection();
    });
    connect(m_limitsTable, &widgets::TableView::rowSelected, this, [this](int row) {
        if (const Term* term = m_limits->termAt(row)) {
            m_selected = term->id;
            m_selectedDevice.clear();
            inspectSelection();
        }
    });
}

QStringList CapacityPane::commands() const
{
    return {planCommand(workbench().project().request())};
}

QString CapacityPane::title() const
{
    return tr("Capacity");
}

void CapacityPane::activate()
{
    m_controls->focusFirst();
}

void CapacityPane::rescale()
{
    const widgets::Theme& theme = widgets::Theme::current();
    m_controlsSide->setFixedWidth(theme.px(kControlsWidth));
    fitLimits();
    m_lower->setFixedHeight(theme.px(kLowerHeight));
    m_memory->rescale();
    m_comparison->rescale();
}

/// As wide as its words in this language, so far as that leaves the plans their room.
void CapacityPane::fitLimits()
{
    const widgets::Theme& theme = widgets::Theme::current();
    m_limitsSide->setFixedWidth(
        std::clamp(m_limitsTable->wantedWidth(), theme.px(kLimitsWidth), theme.px(kMostLimitsWidth)));
}

void CapacityPane::retranslate()
{
    m_planTitle->setTitle(tr("Plan"));
    m_limitsTitle->setTitle(tr("Limits"));
    m_limitsTitle->setHint(tr("expected, and ceilings before losses"));
    m_limitsTable->setAccessibleName(tr("Limits"));
    m_controls->retranslate();
    m_map->retranslate();
    m_memory->retranslate();
    m_comparison->retranslate();
}

void CapacityPane::refresh()
{
    const plan::PlanRequest& request = workbench().project().request();
    m_planTitle->setHint(QString::fromStdString(request.rig.name));
    m_controls->show(request);
    auto plan = plan::makePlan(request);
    if (!plan)
        return showProblem(plan.error());
    m_plan = std::move(*plan);
    m_caveats = plan::caveatsOf(request, m_plan);
    showHeader();
    m_map->show(request, m_plan);
    m_memory->show(m_plan);
    m_comparison->show(m_plan);
    if (m_plan.encoder)
        m_limits->show({m_plan.maxContext}, m_caveats);
    else if (m_plan.decodeCeiling.id.empty())
        m_limits->show({m_plan.maxContext, m_plan.maxConcurrency, m_plan.kvPerToken}, m_caveats);
    else
        m_limits->show(limits(), m_caveats);
    fitLimits();
}

/// What is expected stands before what it cannot exceed. Then the header says what one request gets, and how soon;
/// else it stands here.
std::vector<Term> CapacityPane::limits() const
{
    const bool expected = !m_plan.decode.term.id.empty();
    std::vector<Term> terms{m_plan.maxContext, m_plan.maxConcurrency};
    const std::array known{&m_plan.decode.term, &m_plan.decodeCeiling, &m_plan.prefill.term, &m_plan.prefillCeiling};
    const std::array most{&m_plan.decodeCeiling, &m_plan.decodePerRequest, &m_plan.prefillCeiling,
                          &m_plan.timeToFirstToken};
    for (const Term* term : expected ? known : most)
        terms.push_back(*term);
    terms.push_back(m_plan.kvPerToken);
    return terms;
}

void CapacityPane::showProblem(const Error& error)
{
    const text::Message message = text::message(error);
    m_header->setVerdict(widgets::Glyph::Invalid, QString(), message.text + QLatin1Char(' ') + message.nextStep);
    m_header->setNumbers({});
    m_plan = {}; // the one before was another request's
    m_memory->show(m_plan);
    m_limits->show({});
}

void CapacityPane::showHeader()
{
    const plan::PlanRequest& request = workbench().project().request();
    double total = 0, free = 0;
    for (const plan::DevicePlan& device : m_plan.devices) {
        total += device.total.value;
        free += device.free.value;
    }
    m_header->setVerdict(text::glyph(m_plan.verdict), text::verdict(m_plan.verdict, text::memoryFits(m_plan)),
                         text::verdictSentence(m_plan, request));
    const plan::DevicePlan* device = text::bindingDevice(m_plan);
    // An overloaded supply does not change the speed; an encoder has none.
    const bool fits = device && device->free.value >= 0 && !m_plan.decodeCeiling.id.empty();
    const auto with = [this, fits](const QString& caption, const Term& term) {
        const plan::Caveat* caveat = fits ? plan::findCaveat(m_caveats, term.id) : nullptr;
        return caveat ? caption + QStringLiteral("; ") + text::caveat(*caveat) : caption;
    };
    const auto decode = decodeNumber(request);
    const auto first = firstTokenNumber(request);
    m_header->setNumbers(
        {{text::number((total - free) / kGiB, 1), QStringLiteral("GiB"),
          tr("of %1 needed on %n device(s)", nullptr, int(m_plan.devices.size())).arg(text::gibibytes(total, 1))},
         {fits ? decode.value : text::missing(), tr("tok/s"), with(decode.caption, m_plan.decodePerRequest)},
         {fits ? first.value : text::missing(), fits ? first.unit : QStringLiteral("s"),
          with(first.caption, m_plan.timeToFirstToken)}});
}

/// What one request gets, expected where measurements tell, else at most.
widgets::BigNumber CapacityPane::decodeNumber(const plan::PlanRequest& request) const
{
    const plan::Expected& expected = m_plan.decode;
    const QString most = text::significant(m_plan.decodePerRequest.value);
    if (expected.term.id.empty())
        return {most, {}, tr("decode per request, at most")};
    const double requests = request.workload.concurrency;
    return {text::significant(expected.term.value / requests),
            {},
            tr("decode per request, expected %1 to %2; at most %3")
                .arg(text::significant(expected.low / requests), text::significant(expected.high / requests), most)};
}

widgets::BigNumber CapacityPane::firstTokenNumber(const plan::PlanRequest& request) const
{
    const double prompt = plan::promptOf(request.workload);
    const plan::Expected& expected = m_plan.prefill;
    const bool known = !expected.term.id.empty();
    const double seconds = known ? prompt / expected.term.value : m_plan.timeToFirstToken.value;
    const QStringList parts = text::duration(seconds).split(QChar(0x00A0)); // number, unit
    if (!known)
        return {parts.value(0), parts.value(1),
                tr("to the first token of a prompt of %1, at best").arg(text::tokens(prompt))};
    return {
        parts.value(0), parts.value(1),
        tr("to the first token of a prompt of %1, expected %2 to %3")
            .arg(text::tokens(prompt), text::duration(prompt / expected.high), text::duration(prompt / expected.low))};
}

const Term* CapacityPane::selectedTerm() const
{
    if (m_selectedDevice.isEmpty()) {
        const auto terms = m_plan.terms();
        const auto found = std::ranges::find(terms, m_selected, &Term::id);
        return found == terms.end() ? nullptr : *found;
    }
    for (const plan::DevicePlan& device : m_plan.devices)
        for (const Term* term :
             {&device.total, &device.weights, &device.kvCache, &device.compute, &device.overhead, &device.free})
            if (term->id == m_selected && deviceLabel(device) == m_selectedDevice)
                return term;
    return nullptr;
}

widgets::InspectorContent CapacityPane::inspection(const Term& term) const
{
    auto content = text::inspect(term, m_selectedDevice.isEmpty() ? tr("Plan") : m_selectedDevice);
    for (const plan::Caveat& caveat : m_caveats)
        if (caveat.term == term.id)
            content.note += QStringLiteral(" · ") + text::caveat(caveat);
    return content;
}

void CapacityPane::inspectSelection()
{
    if (!isVisible())
        return;
    if (const Term* term = selectedTerm())
        return workbench().inspect(inspection(*term));
    const plan::DevicePlan* device = text::bindingDevice(m_plan);
    if (!device)
        return workbench().inspect(widgets::InspectorContent{});
    widgets::InspectorContent content
        = text::inspect(device->free, tr("Plan") + QStringLiteral(" · ") + deviceLabel(*device));
    content.title = tr("Free, tightest device");
    const auto reason = std::ranges::find_if(
        m_plan.reasons, [](const plan::Reason& known) { return known.code.starts_with("memory_"); });
    const plan::Verdict verdict = reason == m_plan.reasons.end() ? plan::Verdict::Fits : reason->severity;
    content.glyph = text::glyph(verdict);
    content.verdict = text::verdict(verdict);
    workbench().inspect(content);
}

} // namespace headroom::app
