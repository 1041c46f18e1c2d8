// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "idleoptions.h"

#include "output.h"

#include <fmt/format.h>

namespace headroom::cli {

void tellIdle(const CLI::App& app, const std::vector<Need>& needs)
{
    for (const Need& need : needs)
        if (!need.met && app.count(need.option) > 0)
            tell(fmt::format("note: {} takes effect only {}; it is ignored\n", need.option, need.with));
}

void refuse(const CLI::App& app, std::span<const char* const> options, const std::string& why)
{
    for (const char* option : options)
        if (app.count(option) > 0)
            throw CLI::ValidationError(option, why);
}

} // namespace headroom::cli
