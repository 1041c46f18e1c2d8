// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: reads the parameters of a job. The first one that is missing or of the wrong type is remembered as the error, so
// that a job reads everything and checks once.
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace headroom {

class Parameters {
public:
    explicit Parameters(const Json& json) : m_json(json) { }

    std::string text(const char* key); ///< must be there
    std::string text(const char* key, const char* absent);
    std::filesystem::path path(const char* key); ///< must be there and not empty
    std::vector<std::filesystem::path> paths(const char* key); ///< at least one
    /// One of a table's; absent: without it there must be one. every: all that there are.
    std::string name(const char* key, const char* absent, bool (*known)(std::string_view name), std::string_view every);
    std::string textOr(const char* key, const char* absent);
    std::vector<std::string> texts(const char* key); ///< absent: none
    bool flag(const char* key); ///< absent: false
    std::uint64_t bytes(const char* key); ///< absent: 0
    double number(const char* key, double absent);
    unsigned threads(); ///< absent: 0, the machine's cores
    std::uint32_t count(const char* key, std::uint32_t absent);

    Status status() const;
    const Json& json() const { return m_json; }

private:
    const Json* find(const char* key) const;
    void refuse(const char* key, std::string problem);

    const Json& m_json;
    std::string m_key;
    std::string m_problem;
};

} // namespace headroom
