// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what remarks are put together with, and texts of which no code is known.
#pragma once

#include "core/base/remarkrow.h"

#include <array>

namespace headroom::remarks {

inline constexpr std::array kGeneral{
    RemarkRow{"said", SAYS("Remarks", "{}")},
    RemarkRow{"joined", SAYS("Remarks", "{}")},
    RemarkRow{"of", SAYS("Remarks", "{}: {}")},
    RemarkRow{"names_and_more", SAYS("Remarks", "{} and {} more")},
};

} // namespace headroom::remarks
