// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "idleoptions.h"

#include "output.h"

#include <fmt/format.h>

namespace headroom::cli {

Status refuseIdle(const CLI::App& app, const Need& need)
{
    if (need.met || app.count(need.option) == 0)
        return {};
    return fail(ErrorCode::InvalidArgument, need.option,
                fmt::format("takes effect only {}: add that, or leave it out", need.with));
}

void tellIdle(const CLI::App& app, const std::vector<Need>& needs)
{
    for (const Need& need : needs)
        if (!need.met && app.count(need.option) > 0)
            tell(fmt::format("note: {} takes effect only {}; it is ignored\n", need.option, need.with));
}

} // namespace headroom::cli
