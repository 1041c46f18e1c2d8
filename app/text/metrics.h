// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the engine's metrics in the user's language. One that is not known here is called as the engine calls it.
#pragma once

#include "core/eval/metric.h"

#include <QString>

namespace headroom::app::text {

QString metricName(const eval::Metric& metric); ///< "Mean KLD"
QString unitName(const eval::Metric& metric); ///< as it is shown: shares in "%"; may be empty
/// "Mean KLD, nat", "Mean KLD (far end), nat"
QString metricTitle(const eval::Metric& metric, std::string_view slice = eval::kAll);
QString sliceName(std::string_view slice);
/// What it is, and what its interval is: sentences.
QString metricMeaning(const eval::Metric& metric);

} // namespace headroom::app::text
