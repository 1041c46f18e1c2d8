// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: tables come as CSV (RFC 4180: comma, double quotes, quotes doubled inside). The first row names the columns;
// every later row has as many fields, or the table is refused with the line's number.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

class CsvTable {
public:
    /// where names the source in errors. An empty text is Corrupt; CRLF, a missing last newline and a BOM are fine.
    static Result<CsvTable> parse(std::string_view text, std::string_view where);

    const std::vector<std::string>& header() const { return m_header; }
    std::size_t rows() const { return m_rows.size(); }
    std::optional<std::size_t> column(std::string_view name) const;
    /// Empty when the column does not exist.
    std::string_view text(std::size_t row, std::string_view column) const;
    /// Nothing when the field is absent, empty or no finite number.
    std::optional<double> number(std::size_t row, std::string_view column) const;
    /// Nothing too when it is negative or has a fraction.
    std::optional<std::uint64_t> integer(std::size_t row, std::string_view column) const;

private:
    std::vector<std::string> m_header;
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace headroom
