// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the sizes of one table or chart share one unit, named in its header: GiB, or MiB where all of it would be less
// than half a GiB.
#pragma once

#include <QString>

#include <cstdint>

namespace headroom::app {

struct SizeUnit {
    QString name;
    double bytes = 1;
    QString format(double size, int decimals = 2) const; ///< without the unit
};
SizeUnit sizeUnit(std::uint64_t largest);

} // namespace headroom::app
