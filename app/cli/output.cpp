// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "output.h"

#include "errors.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <limits>

namespace headroom::cli {

namespace {

/// Code points; wide characters count once, which is good enough for names in a table.
std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// A number with its unit, or an interval; "550 W Bronze ATX 2.x" is a name.
bool looksNumeric(std::string_view cell)
{
    const bool begins = !cell.empty()
        && (std::isdigit(static_cast<unsigned char>(cell.front())) || cell.front() == '-' || cell.front() == '+'
            || cell.starts_with("–") || cell.starts_with("±"));
    return begins && std::count(cell.begin(), cell.end(), ' ') <= 2;
}

/// Remembers the first error of writing to standard output, and tells it.
int firstError(int error)
{
    static int first = 0;
    if (first == 0)
        first = error;
    return first;
}

} // namespace

void write(std::string_view text)
{
    errno = 0;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
        firstError(errno);
}

std::string visible(std::string_view text)
{
    const auto steers = [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F; };
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
        if (c == 0xC2 && next >= 0x80 && next <= 0x9F) // U+0080 … U+009F
            out += fmt::format("\\x{:02x}", text[++i] & 0xFF);
        else if (steers(c))
            out += fmt::format("\\x{:02x}", c);
        else
            out += text[i];
    }
    return out;
}

void printJson(const Json& json)
{
    write(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

int finishOutput(int status)
{
    errno = 0;
    if (std::fflush(stdout) != 0)
        firstError(errno);
    const int error = firstError(0);
    if (error == 0 || error == EPIPE)
        return status;
    return report(failErrno(error, "standard output").value());
}

std::string humanBytes(double bytes)
{
    constexpr std::array kUnits{"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    std::size_t unit = 0;
    while (std::fabs(bytes) >= 1024 && unit + 1 < kUnits.size()) {
        bytes /= 1024;
        ++unit;
    }
    return fmt::format("{:.{}f} {}", bytes, unit == 0 ? 0 : 2, kUnits[unit]);
}

std::string grouped(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t i = digits.size(); i > 3; i -= 3)
        digits.insert(i - 3, ",");
    return digits;
}

std::string humanSeconds(double seconds)
{
    if (seconds < 60)
        return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<std::uint64_t>(std::lround(seconds));
    if (whole < 3600)
        return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

std::string humanSpan(double low, double high)
{
    struct Unit {
        double below; ///< seconds
        double seconds;
        int decimals;
        std::string_view name;
    };
    constexpr std::array kUnits{Unit{1, 1, 1, "s"}, Unit{90, 1, 0, "s"}, Unit{5400, 60, 0, "min"},
                                Unit{std::numeric_limits<double>::infinity(), 3600, 1, "h"}};
    const Unit& unit = *std::ranges::find_if(kUnits, [&](const Unit& one) { return !(high >= one.below); });
    const std::string from = fmt::format("{:.{}f}", low / unit.seconds, unit.decimals);
    const std::string to = fmt::format("{:.{}f}", high / unit.seconds, unit.decimals);
    return from == to ? fmt::format("{} {}", to, unit.name) : fmt::format("{}–{} {}", from, to, unit.name);
}

std::string number(double value, int digits)
{
    if (!std::isfinite(value))
        return "–";
    if (std::fabs(value) >= std::pow(10.0, digits) && std::fabs(value) < 1e15)
        return (value < 0 ? "-" : "") + grouped(static_cast<std::uint64_t>(std::llround(std::fabs(value))));
    return fmt::format("{:.{}g}", value, digits);
}

TextTable::TextTable(std::vector<std::string> header)
{
    m_rows.push_back(std::move(header));
}

void TextTable::add(std::vector<std::string> cells)
{
    cells.resize(m_rows.front().size());
    m_rows.push_back(std::move(cells));
}

void TextTable::print() const
{
    const std::size_t columns = m_rows.front().size();
    std::vector<std::size_t> widths(columns);
    std::vector<bool> right(columns, m_rows.size() > 1);
    for (std::size_t r = 0; r < m_rows.size(); ++r)
        for (std::size_t c = 0; c < columns; ++c) {
            widths[c] = std::max(widths[c], width(m_rows[r][c]));
            if (r > 0 && !m_rows[r][c].empty() && !looksNumeric(m_rows[r][c]))
                right[c] = false;
        }
    for (const auto& row : m_rows) {
        std::string line;
        for (std::size_t c = 0; c < columns; ++c) {
            const std::string fill(widths[c] - width(row[c]), ' ');
            line += right[c] ? fill + row[c] : row[c] + fill;
            line += "  ";
        }
        line.erase(line.find_last_not_of(' ') + 1);
        write(visible(line) + "\n");
    }
}

} // namespace headroom::cli
