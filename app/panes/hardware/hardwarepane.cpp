// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/hardware/hardwarepane.h"

#include "app/gui/workbench.h"
#include "app/models/commandline.h"
#include "app/models/machine/rigcomparison.h"
#include "app/panes/hardware/devicecards.h"
#include "app/panes/hardware/powerview.h"
#include "app/panes/hardware/rigeditor.h"
#include "app/panes/hardware/topology.h"
#include "app/text/display.h"
#include "app/text/remarks.h"
#include "core/machine/catalogue.h"
#include "widgets/input/captionedcombo.h"
#include "widgets/input/labeledslider.h"
#include "widgets/shell/section.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/tableview.h"
#include "widgets/theme/text.h"

#include <QComboBox>
#include <QDateTime>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>

#include <limits>

namespace headroom::app {

namespace {

constexpr int kMachineWidth = 260;
constexpr int kLeastName = 100; ///< of the design; the tool tip has it whole
constexpr int kRigGroupGap = 24;
constexpr int kDesignColumns = 2;

QVBoxLayout* columnIn(QWidget* parent, int spacing = 8)
{
    auto* column = new QVBoxLayout(parent);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    return column;
}

} // namespace

HardwarePane::HardwarePane(Workbench& workbench)
    : Pane(QStringLiteral("hardware"), workbench), m_header(new widgets::VerdictHeader)
{
    auto* page = columnIn(this, 0);
    page->setContentsMargins(16, 14, 16, 0);
    page->addWidget(m_header);
    auto* content = new QWidget;
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 14, 0, 16);
    columns->setSpacing(kRigGroupGap);
    columns->addWidget(buildMachineColumn());
    columns->addWidget(buildDesignColumn(), 1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    page->addWidget(scroll, 1);
    connectProject();
}

QWidget* HardwarePane::buildMachineColumn()
{
    auto* side = new QWidget;
    m_machineSide = side;
    auto* column = columnIn(side);
    m_machineTitle = new widgets::Section;
    m_machineNote
        = new widgets::Label({}, widgets::TextSize::Caption, widgets::TextWeight::Regular, widgets::Role::Muted);
    m_machineNote->setWordWrap(true);
    m_machineGrid = new QGridLayout;
    m_machineGrid->setSpacing(8);
    m_measure = new QPushButton;
    m_measure->setObjectName(QStringLiteral("measureButton"));
    m_comparisonTitle = new widgets::Section;
    m_comparison = new RigComparison(this);
    m_comparisonTable = new widgets::TableView;
    m_comparisonTable->setModel(m_comparison);
    m_comparisonTable->setFitRows(true);
    m_comparisonTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_comparisonTable->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    column->addWidget(m_machineTitle);
    column->addLayout(m_machineGrid);
    column->addWidget(m_machineNote);
    column->addWidget(m_measure, 0, Qt::AlignLeft);
    column->addSpacing(16);
    column->addWidget(m_comparisonTitle);
    column->addWidget(m_comparisonTable);
    column->addStretch();
    return side;
}

QWidget* HardwarePane::buildDesignColumn()
{
    auto* side = new QWidget;
    auto* column = columnIn(side);
    m_designTitle = new widgets::Section;
    m_catalogue = new QComboBox;
    m_catalogue->setObjectName(QStringLiteral("gpuCatalogue"));
    m_catalogue->setMaxVisibleItems(24);
    m_catalogue->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_catalogue->setMinimumContentsLength(10);
    m_add = new QPushButton;
    m_add->setObjectName(QStringLiteral("addGpu"));
    m_remove = new QPushButton;
    m_remove->setObjectName(QStringLiteral("removeGpu"));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_designTitle, 1);
    head->addWidget(m_catalogue);
    head->addWidget(m_add);
    head->addWidget(m_remove);
    m_designGrid = new QGridLayout;
    m_designGrid->setSpacing(16);
    for (int i = 0; i < kDesignColumns; ++i)
        m_designGrid->setColumnStretch(i, 1);
    m_topologyTitle = new widgets::Section;
    m_topology = new widgets::BoxDiagram;
    m_topology->setObjectName(QStringLiteral("topology"));
    column->addLayout(head);
    column->addLayout(m_designGrid);
    column->addSpacing(8);
    column->addWidget(m_topologyTitle);
    column->addWidget(m_topology);
    column->addSpacing(4);
    m_editor = new RigEditor(workbench().project(), side);
    auto* editor = new QHBoxLayout;
    editor->setSpacing(16);
    for (QWidget* control : QList<QWidget*>{m_editor->supply(), m_editor->limit(), m_editor->circuit()})
        editor->addWidget(control, 1, Qt::AlignTop);
    column->addLayout(editor);
    column->addSpacing(4);
    m_power = new PowerView(workbench(), *m_editor);
    column->addWidget(m_power);
    column->addStretch();
    return side;
}

void HardwarePane::connectProject()
{
    Project& project = workbench().project();
    for (const auto signal :
         {&Project::rigChanged, &Project::machineChanged, &Project::requestChanged, &Project::opened})
        connect(&project, signal, this, &HardwarePane::invalidate);
    connect(m_add, &QPushButton::clicked, this, [this] { m_editor->addGpu(m_catalogue->currentData().toString()); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const bool chosen = m_selected.startsWith(QLatin1String("gpu"));
        m_editor->removeGpu(chosen ? m_selected.mid(3).toInt() : int(workbench().project().rig().gpus.size()) - 1);
    });
    connect(m_measure, &QPushButton::clicked, this, [this] { workbench().trigger(QStringLiteral("run.measure")); });
    connect(m_topology, &widgets::BoxDiagram::selectedChanged, this, &HardwarePane::select);
    connect(m_comparisonTable, &widgets::TableView::rowSelected, this, [this](int row) {
        if (m_comparison->termAt(row))
            choose([this, row] { return inspectTerm(m_comparison->termAt(row)); });
    });
    connect(m_power, &PowerView::termChosen, this, [this](PowerView::TermOf termOf) {
        choose([this, termOf] {
            const Term term = termOf(plan::planPower(workbench().project().rig()));
            return inspectTerm(&term);
        });
    });
    connect(&workbench(), &Workbench::actionRequested, this, [this](const QString& id) {
        if (id == QLatin1String("run.detect"))
            workbench().detectMachine();
    });
}

/// How fast this machine's memory is, which its plans are made with.
QStringList HardwarePane::commands() const
{
    return {jobCommand("measure", Json::object())};
}

QString HardwarePane::title() const
{
    return tr("Hardware");
}

void HardwarePane::activate()
{
    if (!workbench().project().machine())
        workbench().detectMachine();
    m_catalogue->setFocus();
}

void HardwarePane::rescale()
{
    const widgets::Theme& theme = widgets::Theme::current();
    m_machineSide->setFixedWidth(theme.px(kMachineWidth));
    m_designTitle->setMinimumWidth(theme.px(kLeastName));
    m_topology->setMinimumHeight(theme.px(72));
    m_power->setNarrow(isNarrow());
}

void HardwarePane::retranslate()
{
    m_machineTitle->setTitle(tr("This machine"));
    m_measure->setText(tr("Measure bandwidth"));
    m_measure->setToolTip(tr("Reads and copies a buffer well above the last cache, for about two seconds"));
    m_comparisonTitle->setTitle(tr("Design against this machine"));
    m_comparisonTable->setAccessibleName(tr("Design against this machine"));
    m_catalogue->setAccessibleName(tr("GPU from the catalogue"));
    m_add->setText(tr("Add"));
    m_add->setAccessibleName(tr("Add the GPU to the design"));
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(tr("Removes the selected card, or the last one"));
    m_topologyTitle->setTitle(tr("Topology"));
    m_topologyTitle->setHint(tr("line thickness is lane count"));
    m_topology->setAccessibleName(tr("Topology"));
    m_editor->retranslate();
    m_power->retranslate();
    fillCatalogue();
}

void HardwarePane::fillCatalogue()
{
    const QVariant current = m_catalogue->currentData();
    m_catalogue->clear();
    for (const machine::Gpu& gpu : machine::gpuCatalogue())
        m_catalogue->addItem(shortName(gpu.name) + QStringLiteral(" · ")
                                 + text::gibibytes(double(gpu.budgetBytes()), 0),
                             QString::fromStdString(gpu.name));
    const int row = m_catalogue->findData(current.isValid() ? current : QVariant(QStringLiteral("GeForce RTX 3090")));
    m_catalogue->setCurrentIndex(std::max(0, row));
}

void HardwarePane::refresh()
{
    const Project& project = workbench().project();
    const plan::PowerPlan power = plan::planPower(project.rig());
    const machine::Rig* machine = project.machine() ? &project.machine()->rig : nullptr;
    CardScale scale;
    scale.include(project.rig());
    if (machine)
        scale.include(*machine);
    showHeader(power);
    showMachine(scale);
    showDesign(scale);
    m_power->show(power);
    m_comparison->show(machine, project.rig(), power);
    m_comparisonTable->updateGeometry();
}

void HardwarePane::showHeader(const plan::PowerPlan& power)
{
    const machine::Rig& rig = workbench().project().rig();
    double bytes = 0, fastest = 0, slowest = std::numeric_limits<double>::infinity();
    for (const machine::Gpu& gpu : rig.gpus) {
        bytes += double(gpu.budgetBytes());
        fastest = std::max(fastest, gpu.bandwidthGBs);
        slowest = std::min(slowest, gpu.bandwidthGBs);
    }
    const bool mixed = !rig.gpus.empty() && slowest < fastest;
    m_header->setVerdict(text::glyph(power.verdict),
                         power.verdict == plan::Verdict::Fits ? tr("Carries") : text::verdict(power.verdict, true),
                         text::powerSentence(power));
    m_header->setNumbers({{text::number(bytes / (1 << 30), bytes > 0 && bytes < 10.0 * (1 << 30) ? 1 : 0),
                           QStringLiteral("GiB"), tr("VRAM on %n card(s)", nullptr, int(rig.gpus.size()))},
                          {rig.gpus.empty() ? text::missing() : text::number(slowest, 0), QStringLiteral("GB/s"),
                           mixed ? tr("memory bandwidth of the slowest card") : tr("memory bandwidth per card")},
                          {power.psuLoad.value > 0 ? text::number(100 * power.psuLoad.value, 0) : text::missing(),
                           QStringLiteral("%"), tr("power supply load, sustained; 50–70 % is comfortable")}});
}

widgets::CapacityCard* HardwarePane::addCard(QGridLayout* grid, QList<widgets::CapacityCard*>& cards, int columns)
{
    auto* card = new widgets::CapacityCard;
    const int index = int(cards.size());
    grid->addWidget(card, index / columns, index % columns);
    cards.append(card);
    return card;
}

void HardwarePane::showMachine(const CardScale& scale)
{
    const machine::Detection* machine = workbench().project().machine();
    m_measure->setEnabled(machine != nullptr);
    if (!machine) {
        m_machineTitle->setHint(tr("being read"));
        return;
    }
    const machine::Rig& rig = machine->rig;
    const QDateTime when = QDateTime::fromString(QString::fromStdString(rig.detectedAt), Qt::ISODate).toLocalTime();
    m_machineTitle->setHint(tr("detected %1").arg(QLocale().toString(when.time(), QLocale::ShortFormat)));
    while (std::size_t(m_machineCards.size()) < rig.gpus.size() + 1) {
        auto* card = addCard(m_machineGrid, m_machineCards, 1);
        const auto index = std::size_t(m_machineCards.size()) - 1;
        connect(card, &QAbstractButton::clicked, this,
                [this, index] { choose([this, index] { return inspectMachine(index); }); });
    }
    while (std::size_t(m_machineCards.size()) > rig.gpus.size() + 1)
        delete m_machineCards.takeLast();
    for (std::size_t i = 0; i < rig.gpus.size(); ++i)
        showGpu(*m_machineCards[qsizetype(i)], rig.gpus[i], i, scale, nullptr);
    showProcessor(*m_machineCards.last(), rig);
    QStringList notes;
    for (const Remark& note : machine->notes)
        notes.append(text::remark(note));
    m_machineNote->setText(notes.join(QLatin1Char('\n')));
    m_machineNote->setVisible(!notes.isEmpty());
}

void HardwarePane::showDesign(const CardScale& scale)
{
    const Project& project = workbench().project();
    const machine::Rig& rig = project.rig();
    const QString name = QString::fromStdString(rig.name);
    m_designTitle->setTitle(name);
    m_designTitle->setAccessibleName(name);
    m_designTitle->setHint(tr("designed"));
    m_designTitle->setToolTip(tr("In the cards, length is capacity and thickness is bandwidth"));
    while (std::size_t(m_designCards.size()) < rig.gpus.size()) {
        auto* card = addCard(m_designGrid, m_designCards, kDesignColumns);
        const QString part = QStringLiteral("gpu%1").arg(m_designCards.size() - 1);
        card->setCheckable(true);
        connect(card, &QAbstractButton::clicked, this, [this, part] { select(part); });
    }
    while (std::size_t(m_designCards.size()) > rig.gpus.size())
        delete m_designCards.takeLast();
    const auto plan = plan::makePlan(project.request());
    for (std::size_t i = 0; i < rig.gpus.size(); ++i) {
        const bool planned = plan && i < plan->devices.size();
        showGpu(*m_designCards[qsizetype(i)], rig.gpus[i], i, scale, planned ? &plan->devices[i] : nullptr);
    }
    const Topology topology = topologyOf(rig);
    m_topology->setDiagram(topology.boxes, topology.links);
    m_remove->setEnabled(!rig.gpus.empty());
    m_editor->show(rig);
}

} // namespace headroom::app
