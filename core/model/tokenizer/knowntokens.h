// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: some of what a token does stands in no file; llama.cpp knows it by the token's text alone, and so do we.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace headroom::model {

enum class KnownToken : std::uint8_t {
    End, ///< ends a turn, and is a control token whatever the file says
    Infill, ///< marks a place to fill in: a control token that ends nothing
    Visible, ///< structure of the "harmony" chat format: always shown and always cut out
};
struct KnownText {
    std::string_view text;
    KnownToken token;
};
std::span<const KnownText> knownTexts();

} // namespace headroom::model
