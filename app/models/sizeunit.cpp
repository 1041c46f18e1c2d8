// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/sizeunit.h"

#include "app/text/display.h"
#include "core/base/bytes.h"

namespace headroom::app {

QString SizeUnit::format(double size, int decimals) const
{
    return text::number(size / bytes, decimals);
}

SizeUnit sizeUnit(std::uint64_t largest)
{
    return largest < 512 * kMiB ? SizeUnit{QStringLiteral("MiB"), double(kMiB)}
                                : SizeUnit{QStringLiteral("GiB"), double(kGiB)};
}

} // namespace headroom::app
