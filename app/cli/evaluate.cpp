// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "evaluate.h"

#include "core/base/json.h"
#include "output.h"

namespace headroom::cli {

void printConditions(const Json& conditions)
{
    if (const auto part = conditions.find("measured_windows"); part != conditions.end())
        print("sample       {}\n", part->get<std::string>());
    if (!conditions.contains("text_sha256") || !conditions.contains("begins_with_bos"))
        return;
    print("text         sha256 {}; windows begin {}\n", conditions.at("text_sha256").get<std::string>(),
          conditions.at("begins_with_bos").get<bool>()
              ? fmt::format("with BOS (token {})", conditions.at("bos_token").get<std::int64_t>())
              : "without BOS");
}

void printMeasuredOn(const Json& conditions)
{
    print("measured on  {} in {} of {}\n", counted(conditions.at("tokens_scored"), "token"),
          counted(conditions.at("windows"), "window"), grouped(conditions.at("context")));
    printConditions(conditions);
}

} // namespace headroom::cli
