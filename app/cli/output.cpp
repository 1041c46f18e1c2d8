// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "output.h"

#include "core/model/utf8.h"
#include "errors.h"

#include <algorithm>
#include <array>
#include <atomic>
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

/// The first error of writing to standard output, and to standard error.
struct Failed {
    std::atomic<int> output{0}, telling{0};
};

Failed& failed()
{
    static Failed instance;
    return instance;
}

void remember(std::atomic<int>& first, int error)
{
    int none = 0;
    first.compare_exchange_strong(none, error == 0 ? EIO : error);
}

struct CodeRange {
    std::uint32_t first, last;
};
/// What nobody sees: controls of terminals (C0, C1), other ends of lines, marks that turn the direction of text or
/// annotate it, and what Unicode calls Default_Ignorable_Code_Point. Two names that differ in these look the same.
constexpr std::array kUnseen{
    CodeRange{0x00, 0x1F},       CodeRange{0x7F, 0x9F},       CodeRange{0xAD, 0xAD},       CodeRange{0x34F, 0x34F},
    CodeRange{0x61C, 0x61C},     CodeRange{0x115F, 0x1160},   CodeRange{0x17B4, 0x17B5},   CodeRange{0x180B, 0x180F},
    CodeRange{0x200B, 0x200F},   CodeRange{0x2028, 0x202E},   CodeRange{0x2060, 0x206F},   CodeRange{0x3164, 0x3164},
    CodeRange{0xFE00, 0xFE0F},   CodeRange{0xFEFF, 0xFEFF},   CodeRange{0xFFA0, 0xFFA0},   CodeRange{0xFFF0, 0xFFFB},
    CodeRange{0x1BCA0, 0x1BCA3}, CodeRange{0x1D173, 0x1D17A}, CodeRange{0xE0000, 0xE0FFF},
};

bool isUnseen(std::uint32_t c)
{
    return std::ranges::any_of(kUnseen, [c](const CodeRange& range) { return c >= range.first && c <= range.last; });
}

/// As JSON writes them in strings, which are the only place where it has such characters: "\\u202e", beyond 16 bits
/// two.
std::string jsonEscape(std::uint32_t c)
{
    if (c < 0x10000)
        return fmt::format("\\u{:04x}", c);
    return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + ((c - 0x10000) >> 10U), 0xDC00 + ((c - 0x10000) & 0x3FFU));
}

std::string escaped(std::uint32_t c)
{
    if (c == '\n' || c == '\t' || c == '\r')
        return c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
    return c < 0x100 ? fmt::format("\\x{:02x}", c) : fmt::format("\\u{:04x}", c);
}

} // namespace

void write(std::string_view text)
{
    errno = 0;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
        remember(failed().output, errno);
}

void tell(std::string_view line)
{
    errno = 0;
    if (std::fwrite(line.data(), 1, line.size(), stderr) != line.size())
        remember(failed().telling, errno);
}

int outputError()
{
    return failed().output;
}

std::string visible(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        const std::uint32_t c = model::nextCodePoint(text, i);
        const auto byte = static_cast<unsigned char>(text[begin]);
        if (i == begin + 1 && byte >= 0x80) // no UTF-8, and on some terminals a control
            out += escaped(byte);
        else if (isUnseen(c))
            out += escaped(c);
        else
            out += text.substr(begin, i - begin);
    }
    return out;
}

void printJson(const Json& json)
{
    const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        const std::uint32_t c = model::nextCodePoint(text, i);
        if (c >= 0x7F && isUnseen(c)) // below that JSON has escaped what is in a string
            out += jsonEscape(c);
        else
            out.append(text, begin, i - begin);
    }
    write(out);
}

int finishOutput(int status)
{
    errno = 0;
    if (std::fflush(stdout) != 0)
        remember(failed().output, errno);
    const int error = outputError();
    if (error != 0 && error != EPIPE)
        return report(failErrno(error, "standard output").value());
    return status == kDone && (error == EPIPE || failed().telling != 0) ? kFailed : status;
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

std::string counted(std::uint64_t number, std::string_view one, std::string_view many)
{
    if (number == 1)
        return fmt::format("1 {}", one);
    return fmt::format("{} {}{}", grouped(number), many.empty() ? one : many, many.empty() ? "s" : "");
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
    const std::string text = fmt::format("{:.{}g}", value == 0 ? 0.0 : value, digits); // nobody wants to read "-0"
    const std::size_t begin = text.starts_with('-') ? 1 : 0;
    const std::size_t end = std::min(text.find_first_not_of("0123456789", begin), text.size());
    return text.substr(0, begin) + grouped(std::strtoull(text.c_str() + begin, nullptr, 10)) + text.substr(end);
}

TextTable::TextTable(std::vector<std::string> header)
{
    m_rows.push_back(std::move(header));
}

void TextTable::add(std::vector<std::string> cells)
{
    cells.resize(m_rows.front().size());
    for (std::string& cell : cells)
        cell = visible(cell);
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
        write(line + "\n");
    }
}

} // namespace headroom::cli
