// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/singular.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cstdint>
#include <string_view>
#include <utility>

namespace headroom {

std::string withSingulars(std::string text)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kNouns{{{"tokens", "token"},
                                                                                    {"windows", "window"},
                                                                                    {"tensors", "tensor"},
                                                                                    {"layers", "layer"},
                                                                                    {"rows", "row"},
                                                                                    {"columns", "column"},
                                                                                    {"experts", "expert"},
                                                                                    {"files", "file"},
                                                                                    {"matrices", "matrix"},
                                                                                    {"cards", "card"}}};
    const auto ends
        = [&text](std::size_t at) { return at >= text.size() || !std::isalnum(int(std::uint8_t(text[at]))); };
    for (const auto& [many, one] : kNouns) {
        const std::string counted = fmt::format("1 {}", many);
        for (std::size_t at = text.find(counted); at != std::string::npos; at = text.find(counted, at + 2)) {
            const bool alone = at == 0 || text[at - 1] == ' ' || text[at - 1] == '(';
            const bool isSecond = at >= 6 && text.compare(at - 5, 5, " and ") == 0 && !ends(at - 6); // "2 and 1 layers"
            if (alone && !isSecond && ends(at + counted.size()))
                text.replace(at + 2, many.size(), one);
        }
    }
    return text;
}

} // namespace headroom
