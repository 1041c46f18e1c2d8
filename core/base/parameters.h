// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: reads the parameters of a job by their table. Everything is checked in one place before work begins: type,
// range, names, what is missing and what is not known; asking cannot fail afterwards.
#pragma once

#include "core/base/json.h"
#include "core/base/parameter.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

class Parameters {
public:
    /// Errors: InvalidArgument naming the parameter, with the nearest one where it is not known.
    static Result<Parameters> read(Json json, std::span<const Parameter> table);
    /// Of which nothing need be checked, or not yet.
    Parameters(Json json, std::span<const Parameter> table) : m_json(std::move(json)), m_table(table) { }

    /// Without a value, the row's default. All of them: only keys of the table.
    std::string text(std::string_view key) const;
    std::filesystem::path path(std::string_view key) const { return text(key); }
    std::vector<std::filesystem::path> paths(std::string_view key) const;
    std::vector<std::string> texts(std::string_view key) const;
    bool flag(std::string_view key) const;
    std::uint64_t whole(std::string_view key) const;
    std::uint32_t count(std::string_view key) const { return static_cast<std::uint32_t>(whole(key)); }
    double real(std::string_view key) const;
    const Json* object(std::string_view key) const; ///< null where there is none
    template <class T> std::optional<T> chosen(std::string_view key) const ///< none without a value
    {
        const Json* value = find(key);
        return value ? std::optional<T>(value->get<T>()) : std::nullopt;
    }

    /// Has a value: null, false, an empty text or list, and 0 where that is the default, are none.
    bool isGiven(std::string_view key) const;
    /// Whether the row has what it needs in order to do anything.
    bool takesEffect(const Parameter& row) const { return !row.need.met || row.need.met(*this); }
    /// Takes effect, and no later row of its group is given in its place.
    bool counts(const Parameter& row) const { return takesEffect(row) && !isOutdone(row); }
    /// The words of its need, with values in the place of {key}.
    std::string whyRefused(const Parameter& row) const;
    std::span<const Parameter> table() const { return m_table; }

private:
    const Parameter& row(std::string_view key) const;
    const Json* find(std::string_view key) const;
    Status check() const;
    bool isOutdone(const Parameter& row) const;

    Json m_json;
    std::span<const Parameter> m_table;
};

/// What is wrong with a value of this parameter; empty where nothing is.
std::string faultOf(const Parameter& row, const Json& value);

} // namespace headroom
