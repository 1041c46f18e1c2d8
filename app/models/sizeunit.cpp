// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/sizeunit.h"

#include "app/text/display.h"

namespace headroom::app {

QString SizeUnit::format(double size, int decimals) const
{
    return text::number(size / bytes, decimals);
}

SizeUnit sizeUnit(std::uint64_t largest)
{
    constexpr double mebi = 1024.0 * 1024.0;
    const bool small = double(largest) < 512 * mebi;
    return small ? SizeUnit{QStringLiteral("MiB"), mebi} : SizeUnit{QStringLiteral("GiB"), 1024 * mebi};
}

} // namespace headroom::app
