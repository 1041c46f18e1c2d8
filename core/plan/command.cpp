// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/command.h"

#include "core/plan/requestrows.h"

#include <algorithm>

namespace headroom::plan {

bool hasOwnBeside(const PlanRequest& request)
{
    const auto& own = request.model.leftOut;
    return std::ranges::any_of(request.beside,
                               [&](const auto& part) { return std::ranges::find(own, part) != own.end(); });
}

std::vector<std::string> commandOf(const PlanRequest& request)
{
    std::vector<std::string> words{"plan"};
    for (const bool required : {true, false})
        for (const auto& [parameter, put, take, wordOf] : requestRows())
            if (const std::string word = parameter.isRequired == required ? wordOf(request) : ""; !word.empty()) {
                words.emplace_back(parameter.flag);
                if (parameter.kind != ValueKind::Flag)
                    words.push_back(word);
            }
    return words;
}

} // namespace headroom::plan
