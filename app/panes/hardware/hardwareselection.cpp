// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is selected in the Hardware pane, and the Inspector that follows it.
#include "app/gui/workbench.h"
#include "app/panes/hardware/devicecards.h"
#include "app/panes/hardware/hardwarepane.h"
#include "app/panes/hardware/topology.h"
#include "app/text/display.h"

#include <QSignalBlocker>

namespace headroom::app {

void HardwarePane::select(const QString& part)
{
    markPart(part);
    m_inspection = [this] { return inspectPart(); };
    inspectSelection();
}

void HardwarePane::markPart(const QString& part)
{
    m_selected = part;
    for (qsizetype i = 0; i < m_designCards.size(); ++i)
        m_designCards[i]->setChecked(part == QStringLiteral("gpu%1").arg(i));
    if (m_topology->selected() == part)
        return;
    const QSignalBlocker blocker(m_topology); // only the user's own selection is one
    m_topology->setSelected(part);
}

void HardwarePane::choose(Inspection inspection)
{
    markPart({});
    m_inspection = std::move(inspection);
    inspectSelection();
}

void HardwarePane::inspectSelection()
{
    if (!isVisible() || (m_inspection && m_inspection()))
        return;
    // Nothing is selected, or it is gone: the first card, or the processor, which is always there.
    markPart(workbench().project().rig().gpus.empty() ? QStringLiteral("cpu") : QStringLiteral("gpu0"));
    m_inspection = [this] { return inspectPart(); };
    m_inspection();
}

bool HardwarePane::inspectPart()
{
    const machine::Rig& rig = workbench().project().rig();
    const bool card = m_selected.startsWith(QLatin1String("gpu")), link = m_selected.startsWith(QLatin1String("link"));
    const auto index = std::size_t(m_selected.mid(link ? 4 : 3).toInt());
    if (card || link) {
        if (index >= rig.gpus.size())
            return false;
        workbench().inspect([gpu = rig.gpus[index], index, name = QString::fromStdString(rig.name)] {
            return inspectGpu(gpu, index, name);
        });
        return true;
    }
    if (m_selected.isEmpty())
        return false;
    workbench().inspect([rig] { return inspectProcessor(rig); });
    return true;
}

bool HardwarePane::inspectMachine(std::size_t card)
{
    const machine::Detection* now = workbench().project().machine();
    if (!now || card > now->rig.gpus.size())
        return false;
    if (card < now->rig.gpus.size())
        workbench().inspect([gpu = now->rig.gpus[card], card] { return inspectGpu(gpu, card, tr("This machine")); });
    else
        workbench().inspect([rig = now->rig] { return inspectProcessor(rig); });
    return true;
}

bool HardwarePane::inspectTerm(const Term* term)
{
    if (!term)
        return false;
    workbench().inspect([term = *term, rig = QString::fromStdString(workbench().project().rig().name)] {
        return text::inspect(term, rig);
    });
    return true;
}

} // namespace headroom::app
