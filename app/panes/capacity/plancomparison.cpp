// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/capacity/plancomparison.h"

#include "app/gui/workbench.h"
#include "app/models/plan/plansmodel.h"
#include "app/project/firstrequest.h"
#include "app/text/display.h"
#include "widgets/shell/section.h"
#include "widgets/table/tableview.h"
#include "widgets/theme/glyph.h"

#include <QHeaderView>
#include <QPushButton>

namespace headroom::app {

namespace {

constexpr int kMostReasons = 2;

QString sentence(QString words)
{
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

} // namespace

PlanComparison::PlanComparison(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_title(new widgets::Section)
    , m_pin(new QPushButton)
    , m_model(new PlansModel(this))
    , m_table(new widgets::TableView)
    , m_reasonsTitle(new widgets::Section)
    , m_reasons(new QVBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_pin);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    column->addWidget(m_reasonsTitle);
    m_reasons->setSpacing(4);
    column->addLayout(m_reasons);
    m_pin->setObjectName(QStringLiteral("pinPlan"));
    m_table->setObjectName(QStringLiteral("plansTable"));
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (const int known : {PlansModel::Weights, PlansModel::KvCache})
        m_table->setColumnHidden(known, true); // the memory table has them; the name needs the room
    m_table->setOptionalColumns({PlansModel::Free, PlansModel::Decode, PlansModel::MaxContext});
    m_table->horizontalHeader()->moveSection(PlansModel::Verdict, 1); // with the name, before what may be scrolled away
    connect(m_pin, &QPushButton::clicked, this, &PlanComparison::pin);
    connect(m_table, &widgets::TableView::emptyActionTriggered, this, &PlanComparison::pin);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) { adopt(index.row()); });
    connect(&m_workbench, &Workbench::actionRequested, this, [this](const QString& id) {
        if (id == QLatin1String("compare.pin-plan"))
            pin();
    });
}

void PlanComparison::rescale()
{
    m_table->setMinimumHeight(widgets::Theme::current().px(22 + 3 * 24 + 2));
}

void PlanComparison::retranslate()
{
    m_title->setTitle(tr("Plans"));
    m_title->setHint(tr("differences from the first; a click makes a plan the current one"));
    m_pin->setText(tr("Pin this plan"));
    m_reasonsTitle->setTitle(tr("Why"));
    m_table->setAccessibleName(tr("Pinned plans"));
    m_table->setEmptyState({}, tr("No plans pinned"), tr("Pin this one, change something, and compare the two."));
    showPlans();
}

void PlanComparison::showPlans()
{
    m_model->show(m_workbench.project().plans());
}

void PlanComparison::show(const plan::Plan& plan)
{
    showReasons(plan);
    // A row stays marked as long as its plan is the current one.
    const store::PlanRow* marked = m_model->planAt(m_table->currentIndex().row());
    if (marked && marked->request != requestToJson(m_workbench.project().request())) {
        m_table->clearSelection();
        m_table->setCurrentIndex({});
    }
}

void PlanComparison::showReasons(const plan::Plan& plan)
{
    const int count = std::min(kMostReasons, int(plan.reasons.size()));
    m_reasonsTitle->setVisible(count > 0);
    while (int(m_reasonLabels.size()) < count) {
        m_reasonLabels.append(new widgets::GlyphLabel);
        m_reasons->addWidget(m_reasonLabels.last());
    }
    for (qsizetype i = 0; i < m_reasonLabels.size(); ++i) {
        m_reasonLabels[i]->setVisible(i < count);
        if (i >= count)
            continue;
        const plan::Reason& reason = plan.reasons[std::size_t(i)];
        const QString words = sentence(text::reason(reason));
        m_reasonLabels[i]->setGlyph(text::glyph(reason.severity), words);
        m_reasonLabels[i]->setMinimumWidth(1); // cut rather than pushing the pane wider: the tool tip has it whole
        m_reasonLabels[i]->setToolTip(words);
    }
}

void PlanComparison::pin()
{
    Project& project = m_workbench.project();
    const auto plan = plan::makePlan(project.request());
    if (!plan)
        return m_workbench.notify(plan.error());
    const std::size_t number = project.plans().size();
    // A … Z, then A2 …
    QString name(QChar(char16_t(u'A' + number % 26)));
    if (number >= 26)
        name += QString::number(number / 26 + 1);
    project.savePlan(name, project.request(), *plan);
}

void PlanComparison::adopt(int row)
{
    const store::PlanRow* chosen = m_model->planAt(row);
    if (!chosen)
        return;
    const plan::PlanRequest request = requestFromJson(chosen->request, m_workbench.project().request());
    m_workbench.sayUnknown(QString::fromStdString(plan::unknownModelOf(chosen->request)));
    m_workbench.openPlan(request, QString::fromStdString(plan::modelPathOf(chosen->request)),
                         tr("change to plan %1").arg(QString::fromStdString(chosen->name)));
}

} // namespace headroom::app
