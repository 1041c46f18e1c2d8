// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the one place that knows where the optional reference data lies.
#pragma once

#include "tests/support/paths.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace headroom::test {

/// Path inside the reference data; empty when it is absent, and the test then skips. With HEADROOM_REQUIRE_DATA, which
/// is set where the data as a whole is there, that ends the test: nothing is green because it was not looked at.
inline std::filesystem::path sharedData(const std::string& relative)
{
    const char* set = std::getenv("HEADROOM_SHARED");
    const std::filesystem::path root
        = set ? std::filesystem::path(set) : std::filesystem::path(headroom::test::kSource) / ".." / "shared";
    for (const auto& base : {root / "data", root})
        if (std::filesystem::exists(base / relative))
            return std::filesystem::weakly_canonical(base / relative);
    if (std::getenv("HEADROOM_REQUIRE_DATA")) {
        std::fprintf(stderr, "FAIL!  : %s is not among the reference data in %s\n", relative.c_str(), root.c_str());
        std::exit(1);
    }
    return {};
}

} // namespace headroom::test

/// First line of a test that needs reference data.
#define HEADROOM_NEEDS(path)                                                                                           \
    if ((path).empty())                                                                                                \
    QSKIP("reference data not found: set HEADROOM_SHARED")
