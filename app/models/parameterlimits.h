// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a control offers what the job accepts: its limits and its first value are those of the parameter's row.
#pragma once

#include "core/job/kinds.h"

#include <QDoubleSpinBox>
#include <QSpinBox>

namespace headroom::app {

/// The row must be there.
inline const Parameter& parameterOfJob(std::string_view kind, std::string_view key)
{
    return *findParameter(job::findKind(kind)->parameters(), key);
}

inline void limit(QSpinBox& box, const Parameter& row)
{
    box.setRange(row.usual == 0 ? 0 : int(row.low), int(row.high)); // 0: not chosen
    box.setValue(int(row.usual));
}

inline void limit(QDoubleSpinBox& box, const Parameter& row)
{
    box.setRange(row.low, row.high);
    box.setValue(row.usual);
}

} // namespace headroom::app
