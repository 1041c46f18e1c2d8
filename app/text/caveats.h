// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what a planned figure must not be read without, in the user's language.
#pragma once

#include "core/plan/caveat.h"

#include <QString>

namespace headroom::app::text {

QString caveat(const plan::Caveat& caveat); ///< follows the figure; no full stop

} // namespace headroom::app::text
