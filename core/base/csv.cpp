// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace headroom {

namespace {

/// Reads one record at a time; a quoted field may span lines.
class RecordReader {
public:
    RecordReader(std::string_view text, std::string_view where) : m_text(text), m_where(where)
    {
        if (m_text.starts_with("\xEF\xBB\xBF"))
            m_at = 3;
    }
    bool atEnd() const { return m_at >= m_text.size(); }
    std::size_t line() const { return m_line; }

    Result<std::vector<std::string>> next()
    {
        std::vector<std::string> fields;
        for (;;) {
            auto field = m_at < m_text.size() && m_text[m_at] == '"' ? quoted() : plain();
            if (!field)
                return tl::unexpected(std::move(field.error()));
            fields.push_back(std::move(*field));
            if (atEnd())
                return fields;
            const char separator = m_text[m_at++];
            if (separator == ',')
                continue;
            if (separator == '\r' && !atEnd() && m_text[m_at] == '\n')
                ++m_at;
            ++m_line;
            return fields;
        }
    }

private:
    Result<std::string> plain()
    {
        const std::size_t end = std::min(m_text.find_first_of(",\r\n", m_at), m_text.size());
        std::string field(m_text.substr(m_at, end - m_at));
        m_at = end;
        return field;
    }
    Result<std::string> quoted()
    {
        std::string field;
        const std::size_t opened = m_line;
        for (++m_at; !atEnd(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"') {
                if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != '"') {
                    ++m_at;
                    return closed(std::move(field));
                }
                ++m_at;
            }
            m_line += c == '\n';
            field += c;
        }
        return failAt(opened, "quote without its end");
    }
    Result<std::string> closed(std::string field) const
    {
        if (!atEnd() && std::string_view(",\r\n").find(m_text[m_at]) == std::string_view::npos)
            return failAt(m_line, "text after a closing quote");
        return field;
    }
    tl::unexpected<Error> failAt(std::size_t line, std::string detail) const
    {
        return fail(ErrorCode::Corrupt, std::string(m_where) + ", line " + std::to_string(line), std::move(detail));
    }

    std::string_view m_text, m_where;
    std::size_t m_at = 0, m_line = 1;
};

} // namespace

Result<CsvTable> CsvTable::parse(std::string_view text, std::string_view where)
{
    RecordReader reader(text, where);
    CsvTable table;
    while (!reader.atEnd()) {
        const std::size_t line = reader.line();
        auto record = reader.next();
        if (!record)
            return tl::unexpected(std::move(record.error()));
        if (record->size() == 1 && record->front().empty())
            continue; // a blank line
        if (table.m_header.empty())
            table.m_header = std::move(*record);
        else if (record->size() != table.m_header.size())
            return fail(ErrorCode::Corrupt, std::string(where) + ", line " + std::to_string(line),
                        std::to_string(record->size()) + " fields where the header has "
                            + std::to_string(table.m_header.size()));
        else
            table.m_rows.push_back(std::move(*record));
    }
    if (table.m_header.empty())
        return fail(ErrorCode::Corrupt, std::string(where), "no header row");
    return table;
}

std::optional<std::size_t> CsvTable::column(std::string_view name) const
{
    const auto found = std::find(m_header.begin(), m_header.end(), name);
    if (found == m_header.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - m_header.begin());
}

std::string_view CsvTable::text(std::size_t row, std::string_view columnName) const
{
    const auto index = column(columnName);
    return index && row < m_rows.size() ? std::string_view(m_rows[row][*index]) : std::string_view();
}

std::optional<double> CsvTable::number(std::size_t row, std::string_view columnName) const
{
    const std::string_view field = text(row, columnName);
    double value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<std::uint64_t> CsvTable::integer(std::size_t row, std::string_view columnName) const
{
    const std::string_view field = text(row, columnName);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size())
        return std::nullopt;
    return value;
}

} // namespace headroom
