// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/hardware/powerview.h"

#include "app/gui/workbench.h"
#include "app/panes/hardware/rigeditor.h"
#include "app/text/display.h"
#include "core/machine/unified.h"
#include "widgets/plot/gauge.h"
#include "widgets/shell/section.h"
#include "widgets/theme/text.h"

#include <QPushButton>

#include <limits>

namespace headroom::app {

namespace {
constexpr int kGap = 24;

/// What limits: the load, or the spike that alone is too much.
Term supplyTerm(const plan::PowerPlan& power)
{
    return power.psuTransient.value > 1 && power.psuLoad.value <= 1 ? power.psuTransient : power.psuLoad;
}

Term circuitTerm(const plan::PowerPlan& power)
{
    return power.circuitLoad;
}

} // namespace

PowerView::PowerView(Workbench& workbench, RigEditor& editor, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_editor(editor)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_supplyTitle(new widgets::Section)
    , m_supply(new widgets::Gauge(widgets::Gauge::Size::Large))
    , m_circuitTitle(new widgets::Section)
    , m_circuit(new widgets::Gauge(widgets::Gauge::Size::Small))
{
    m_supply->setObjectName(QStringLiteral("supplyGauge"));
    m_circuit->setObjectName(QStringLiteral("circuitGauge"));
    m_circuit->setRange(0, 120);
    m_circuit->setBands({{100, 120, widgets::Tone(widgets::Role::Bad).withAlpha(0.22)}});
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kGap);
    auto* gauges = new QHBoxLayout;
    gauges->setSpacing(kGap);
    place(gauges, m_supplyTitle, m_supply, 0);
    place(gauges, m_circuitTitle, m_circuit, 0);
    m_layout->addLayout(gauges);
    m_layout->addWidget(buildAdvice(), 1, Qt::AlignTop);
    connect(m_adviceButton, &QPushButton::clicked, this, [this] { m_editor.setSupply(m_advised); });
    connect(m_supply, &widgets::Gauge::clicked, this, [this] { emit termChosen(&supplyTerm); });
    connect(m_circuit, &widgets::Gauge::clicked, this, [this] { emit termChosen(&circuitTerm); });
}

void PowerView::place(QHBoxLayout* row, QWidget* title, QWidget* content, int stretch)
{
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(content);
    column->addStretch();
    row->addLayout(column, stretch);
}

QWidget* PowerView::buildAdvice()
{
    m_advice = new widgets::Card;
    m_advice->setSurface(widgets::Role::Window);
    m_adviceTitle = new widgets::Label({}, widgets::TextSize::Body, widgets::TextWeight::SemiBold);
    m_adviceText = new widgets::Label;
    m_adviceText->setWordWrap(true);
    m_adviceButton = new QPushButton;
    m_adviceButton->setObjectName(QStringLiteral("useSupply"));
    m_adviceButton->setProperty("primary", true);
    m_advice->body()->setSpacing(4);
    m_advice->body()->addWidget(m_adviceTitle);
    m_advice->body()->addWidget(m_adviceText);
    m_advice->body()->addSpacing(4);
    m_advice->body()->addWidget(m_adviceButton, 0, Qt::AlignLeft);
    setNarrow(false);
    return m_advice;
}

/// The advice beside the gauges or below them; either way they stay where they are when it comes and goes.
void PowerView::setNarrow(bool narrow)
{
    m_layout->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QSizePolicy keep = m_advice->sizePolicy();
    keep.setRetainSizeWhenHidden(!narrow);
    m_advice->setSizePolicy(keep);
}

void PowerView::retranslate()
{
    m_supplyTitle->setTitle(tr("Power supply"));
    m_circuitTitle->setTitle(tr("Circuit"));
    m_supply->setTitle(tr("Power supply"));
    m_circuit->setTitle(tr("Circuit"));
    m_adviceTitle->setText(tr("Advice"));
}

void PowerView::show(const plan::PowerPlan& power)
{
    const double load = power.psuLoad.value, spike = power.psuTransient.value;
    const bool chosen = load > 0;
    const machine::Rig& rig = m_workbench.project().rig();
    m_supplyTitle->setHint(
        chosen ? tr("% of %1, whisker is the spike").arg(text::quantity(power.sustainedWatts.value / load, "W"))
            : machine::bringsSupply(rig) ? tr("comes with the machine")
            : rig.psus.empty()           ? tr("none chosen")
                                         : tr("rating not known"));
    const bool lacks = !plan::partsOfUnknownPower(rig).empty();
    const QString least = lacks ? QStringLiteral("\u2265\u00a0") : QString();
    m_supply->setValue(100 * load, least + text::quantity(power.sustainedWatts.value, "W"),
                       chosen ? tr("sustained, %1 of the rating").arg(text::percent(load)) : tr("sustained"));
    if (chosen)
        m_supply->setTransient(100 * spike, text::percent(spike), tr("worst spike"));
    else
        m_supply->setTransient(std::numeric_limits<double>::quiet_NaN());
    m_circuit->setValue(100 * power.circuitLoad.value,
                        plan::isKnown(power.circuitLoad) ? least + text::percent(power.circuitLoad.value)
                                                         : text::missing(),
                        tr("%1 at the wall").arg(least + text::quantity(power.wallWatts.value, "W")));
    showAdvice();
}

void PowerView::showAdvice()
{
    const machine::Rig& rig = m_workbench.project().rig();
    const auto better = betterSupply(rig);
    m_advice->setVisible(better.has_value());
    if (!better)
        return;
    machine::Rig other = rig;
    other.psus = {*better};
    const plan::PowerPlan power = plan::planPower(other);
    m_advised = QString::fromStdString(better->name);
    m_adviceText->setText(tr("%1 would run at %2.").arg(m_advised, text::percent(power.psuLoad.value)));
    m_adviceButton->setText(tr("Use it", "the advised power supply"));
    m_adviceButton->setAccessibleName(tr("Use %1").arg(m_advised));
}

} // namespace headroom::app
