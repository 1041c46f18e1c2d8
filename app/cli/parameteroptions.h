// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the rows of a table of parameters as options of the command line: flag, check and help come from the row, and
// what was given is the JSON that a job is told.
#pragma once

#include "core/base/parameters.h"

#include <CLI/CLI.hpp>

namespace headroom::cli {

/// Its placeholder and what it may be.
CLI::Option* shaped(CLI::Option* option, const Parameter& row);
/// Of a command that is no job.
template <class T> CLI::Option* addRow(CLI::App& app, const Parameter& row, T& value)
{
    if constexpr (std::is_same_v<T, bool>)
        return app.add_flag(row.flag, value, helpOf(row));
    else
        return shaped(app.add_option(row.flag, value, helpOf(row)), row);
}

/// Must live as long as the command that it was declared for.
class ParameterOptions {
public:
    explicit ParameterOptions(std::span<const Parameter> table) : m_table(table.begin(), table.end()) { }
    ParameterOptions(const ParameterOptions&) = delete;
    ParameterOptions& operator=(const ParameterOptions&) = delete;

    void declare(CLI::App& app);
    /// As a job is told them; only those that were given.
    Json& json() { return m_json; }
    const Json& json() const { return m_json; }
    /// The command line's checks are those of the table.
    Parameters values() const { return {m_json, m_table}; }

    /// Throws CLI::ValidationError where something was given that has no meaning beside the rest.
    void refuseMeaningless(const CLI::App& app) const;
    /// A line on standard error for each option that was typed and does nothing.
    void tellIdle(const CLI::App& app) const;

private:
    void declareRow(CLI::App& app, const Parameter& row);

    std::vector<Parameter> m_table;
    Json m_json = Json::object();
};

} // namespace headroom::cli
