// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/panes.h"

#include "app/panes/capacity/capacitypane.h"
#include "app/panes/evaluate/evaluatepane.h"
#include "app/panes/hardware/hardwarepane.h"
#include "app/panes/quantize/quantizepane.h"
#include "app/panes/welcome/welcomepane.h"

#include <QCoreApplication>

#include <array>

namespace headroom::app {

namespace {

template <class T> Pane* make(Workbench& workbench)
{
    return new T(workbench);
}

constexpr std::array kPanes{
    PaneRow{"welcome", QT_TRANSLATE_NOOP("Panes", "Start"), "home", false, false, &make<WelcomePane>},
    PaneRow{"hardware", QT_TRANSLATE_NOOP("Panes", "Hardware"), "hardware", true, true, &make<HardwarePane>},
    PaneRow{"capacity", QT_TRANSLATE_NOOP("Panes", "Capacity"), "capacity", true, true, &make<CapacityPane>},
    PaneRow{"quantize", QT_TRANSLATE_NOOP("Panes", "Quantize"), "quantize", true, true, &make<QuantizePane>},
    PaneRow{"evaluate", QT_TRANSLATE_NOOP("Panes", "Evaluate"), "evaluate", true, true, &make<EvaluatePane>},
};

} // namespace

std::span<const PaneRow> panes()
{
    return kPanes;
}

const PaneRow* findPane(const QString& id)
{
    for (const PaneRow& row : kPanes)
        if (id == QLatin1String(row.id))
            return &row;
    return nullptr;
}

QString paneTitle(const PaneRow& row)
{
    return QCoreApplication::translate("Panes", row.title);
}

} // namespace headroom::app
