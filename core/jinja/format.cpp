// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The two ways in which Python puts values into a text, as far as templates use them: flags, width and precision, for
// texts and numbers.
#include "core/jinja/runtime.h"
#include "core/jinja/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::jinja {

namespace {

struct Spec {
    char align = '\0'; ///< '<', '>', '^', or none given
    std::string fill = " ";
    bool plus = false, blank = false, zero = false, comma = false;
    std::size_t width = 0;
    int precision = -1;
    char type = '\0';
};

constexpr std::size_t kMaxWidth = 10'000;

std::size_t readNumber(std::string_view& text)
{
    std::size_t number = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        number = number * 10 + static_cast<std::size_t>(text.front() - '0');
        if (number > kMaxWidth)
            throw Failure("a format is too wide");
        text.remove_prefix(1);
    }
    return number;
}

std::string padded(std::string text, const Spec& spec, char usual)
{
    const std::size_t has = length(text), missing = spec.width > has ? spec.width - has : 0;
    const char align = spec.align ? spec.align : usual;
    const std::size_t left = align == '>' ? missing : align == '^' ? missing / 2 : 0;
    std::string result;
    for (std::size_t i = 0; i < left; ++i)
        result += spec.fill;
    result += text;
    for (std::size_t i = left; i < missing; ++i)
        result += spec.fill;
    return result;
}

std::string withCommas(std::string digits)
{
    const std::size_t point = std::min(digits.find_first_not_of("0123456789"), digits.size());
    for (std::size_t at = point; at > 3; at -= 3)
        digits.insert(at - 3, ",");
    return digits;
}

std::string digitsOf(const Value& value, const Spec& spec)
{
    const bool floating = std::string_view("fFeEgG%").find(spec.type) != std::string_view::npos && spec.type;
    if (!floating && (value.isInteger() || value.isBool() || spec.type == 'd' || spec.type == 'i')) {
        const std::int64_t whole
            = value.isFloat() ? static_cast<std::int64_t>(std::clamp(value.floating(), -9e18, 9e18)) : value.integer();
        const std::uint64_t size
            = whole < 0 ? 0 - static_cast<std::uint64_t>(whole) : static_cast<std::uint64_t>(whole);
        return spec.type == 'x' ? fmt::format("{:x}", size)
            : spec.type == 'X'  ? fmt::format("{:X}", size)
            : spec.type == 'o'  ? fmt::format("{:o}", size)
            : spec.type == 'b'  ? fmt::format("{:b}", size)
                                : fmt::format("{}", size);
    }
    const double size = std::abs(value.number());
    if (!floating && spec.precision < 0)
        return represented(Value(size));
    const int precision = spec.precision < 0 ? 6 : spec.precision;
    if (spec.type == 'e' || spec.type == 'E')
        return fmt::format("{:.{}e}", size, precision);
    if (spec.type == 'f' || spec.type == 'F')
        return fmt::format("{:.{}f}", size, precision);
    return spec.type == '%' ? fmt::format("{:.{}f}%", size * 100, precision) : fmt::format("{:.{}g}", size, precision);
}

std::string formatted(const Value& value, const Spec& spec)
{
    if (!value.isNumber() || spec.type == 's' || spec.type == 'r' || (value.isBool() && !spec.type)) {
        if (spec.type && spec.type != 's' && spec.type != 'r')
            throw Failure(fmt::format("the format '{}' needs a number, not '{}'", spec.type, value.typeName()));
        const std::string text = spec.type == 'r' ? represented(value) : printed(value);
        std::string kept;
        const auto all = characters(text);
        for (std::size_t i = 0; i < all.size() && (spec.precision < 0 || i < static_cast<std::size_t>(spec.precision));
             ++i)
            kept += all[i];
        return padded(kept, spec, '<');
    }
    const bool negative = value.isFloat() ? std::signbit(value.floating()) : value.integer() < 0;
    const std::string sign = negative ? "-" : spec.plus ? "+" : spec.blank ? " " : "";
    std::string digits = digitsOf(value, spec);
    if (spec.comma)
        digits = withCommas(digits);
    if (spec.zero && !spec.align)
        while (sign.size() + digits.size() < spec.width)
            digits.insert(0, "0");
    return padded(sign + digits, spec, '>');
}

/// [[fill]align][sign][0][width][,][.precision][type]
Spec bracesSpec(std::string_view text)
{
    Spec spec;
    const auto isAlign = [](char c) { return c == '<' || c == '>' || c == '^'; };
    const std::string_view first = text.empty() ? text : characters(text.substr(0, 4)).front();
    if (text.size() > first.size() && isAlign(text[first.size()])) {
        spec.fill = first;
        spec.align = text[first.size()];
        text.remove_prefix(first.size() + 1);
    } else if (!text.empty() && isAlign(text[0])) {
        spec.align = text[0];
        text.remove_prefix(1);
    }
    const auto accept = [&text](char c) {
        const bool found = text.starts_with(c);
        text.remove_prefix(found ? 1 : 0);
        return found;
    };
    spec.plus = accept('+');
    spec.blank = accept(' ');
    accept('-');
    spec.zero = accept('0');
    spec.width = readNumber(text);
    spec.comma = accept(',');
    if (accept('.'))
        spec.precision = static_cast<int>(readNumber(text));
    if (text.size() > 1)
        throw Failure(fmt::format("the format \"{}\" is not supported", text));
    spec.type = text.empty() ? '\0' : text[0];
    return spec;
}

/// "0.name[key]!r:spec" between braces.
std::string field(Runtime& runtime, std::string_view text, const Arguments& arguments, std::size_t& automatic)
{
    const std::size_t colon = std::min(text.find(':'), text.size());
    Spec spec = bracesSpec(text.substr(std::min(colon + 1, text.size())));
    std::string_view name = text.substr(0, colon);
    if (name.ends_with("!r") || name.ends_with("!s")) {
        spec.type = name.back();
        name.remove_suffix(2);
    }
    const std::size_t end = std::min(name.find_first_of(".["), name.size());
    const std::string_view head = name.substr(0, end);
    std::string_view digits = head;
    const bool numbered = !head.empty() && head.find_first_not_of("0123456789") == std::string_view::npos;
    const std::size_t index = head.empty() ? automatic++ : numbered ? readNumber(digits) : SIZE_MAX;
    if (!arguments.has(index, numbered || head.empty() ? "" : head))
        throw Failure(fmt::format("format() has no argument \"{}\"", head));
    Value value = arguments.get(index, head);
    for (name.remove_prefix(end); !name.empty();) {
        const bool item = name.front() == '[';
        name.remove_prefix(1);
        const std::size_t stop = std::min(item ? name.find(']') : name.find_first_of(".["), name.size());
        value = runtime.path(value, std::string(name.substr(0, stop)));
        name.remove_prefix(std::min(stop + (item ? 1 : 0), name.size()));
        refuseUndefined(value);
    }
    return formatted(value, spec);
}

/// Flags, width, precision and type behind a "%".
Spec percentSpec(std::string_view& text)
{
    Spec spec;
    for (; !text.empty() && std::string_view("-+ 0#").find(text.front()) != std::string_view::npos;
         text.remove_prefix(1)) {
        spec.align = text.front() == '-' ? '<' : spec.align;
        spec.plus = spec.plus || text.front() == '+';
        spec.blank = spec.blank || text.front() == ' ';
        spec.zero = spec.zero || text.front() == '0';
    }
    spec.width = readNumber(text);
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        spec.precision = static_cast<int>(readNumber(text));
    }
    if (text.empty() || std::string_view("srdiufFeEgGxXo%").find(text.front()) == std::string_view::npos)
        throw Failure("the format after % is not supported");
    spec.type = text.front();
    text.remove_prefix(1);
    if (!spec.align)
        spec.align = spec.zero && spec.type != 's' && spec.type != 'r' ? '\0' : '>';
    return spec;
}

} // namespace

std::string formatPercent(std::string_view format, const Value& values)
{
    std::string result;
    std::size_t next = 0;
    const bool several = values.isList() && values.items().tuple;
    const std::size_t count = several ? values.items().items.size() : 1;
    while (!format.empty()) {
        const std::size_t percent = format.find('%');
        result += format.substr(0, percent);
        if (percent == std::string_view::npos)
            break;
        format.remove_prefix(percent + 1);
        Value value;
        bool named = false;
        if (format.starts_with('(') && values.isDict()) {
            const std::size_t close = std::min(format.find(')'), format.size());
            const Value* found = values.dict().findName(format.substr(1, close - 1));
            if (!found)
                throw Failure(fmt::format("no value for %({})", format.substr(1, close - 1)));
            value = *found;
            named = true;
            format.remove_prefix(std::min(close + 1, format.size()));
        }
        const Spec spec = percentSpec(format);
        if (spec.type == '%') {
            result += '%';
            continue;
        }
        if (!named && next >= count)
            throw Failure("not enough arguments for format string");
        if (!named)
            value = several ? values.items().items[next] : values;
        next += named ? 0 : 1;
        result += formatted(value, spec);
    }
    if (next < count && !values.isDict())
        throw Failure("not all arguments converted during string formatting");
    return result;
}

std::string formatBraces(Runtime& runtime, std::string_view format, const Arguments& arguments)
{
    std::string result;
    std::size_t automatic = 0;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if ((c == '{' || c == '}') && format.substr(i + 1).starts_with(c)) {
            result += format[i++];
        } else if (c == '{') {
            const std::size_t close = format.find('}', i);
            if (close == std::string_view::npos)
                throw Failure("a \"{\" in a format has no \"}\"");
            result += field(runtime, format.substr(i + 1, close - i - 1), arguments, automatic);
            runtime.checkText(result.size());
            i = close;
        } else if (c == '}') {
            throw Failure("a \"}\" in a format has no \"{\"");
        } else {
            result += c;
        }
    }
    return result;
}

} // namespace headroom::jinja
