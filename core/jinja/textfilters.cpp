// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Filters that make text.
#include "core/jinja/runtime.h"
#include "core/jinja/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::jinja {

namespace {

Value upperFilter(Runtime& runtime, const Value& self, const Arguments&)
{
    return runtime.made(upper(printed(self)));
}

Value lowerFilter(Runtime& runtime, const Value& self, const Arguments&)
{
    return runtime.made(lower(printed(self)));
}

Value capitalizeFilter(Runtime& runtime, const Value& self, const Arguments&)
{
    return runtime.made(capitalized(printed(self)));
}

/// Words begin after white space and after one of -([{<.
Value titleFilter(Runtime& runtime, const Value& self, const Arguments&)
{
    std::string result;
    bool begins = true;
    const std::string text = printed(self);
    for (const std::string_view character : characters(text)) {
        result += begins ? upper(character) : lower(character);
        begins = isSpace(character) || std::string_view("-([{<").find(character) != std::string_view::npos;
    }
    return runtime.made(std::move(result));
}

Value trim(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Value set = given.get(0, "chars", None());
    const std::string text = printed(self);
    return runtime.made(std::string(stripped(text, Side::Both, set.isNone() ? nullptr : &textOf(set))));
}

Value replaceFilter(Runtime& runtime, const Value& self, const Arguments& given)
{
    const std::string text = printed(self), from = printed(given.get(0, "old")), to = printed(given.get(1, "new"));
    const Value limit = given.get(2, "count", -1);
    std::int64_t left = limit.isNone() ? -1 : integerOf(limit);
    std::string result;
    std::string_view rest = text;
    while (left != 0) {
        const std::size_t found = rest.find(from);
        if (found == std::string_view::npos)
            break;
        result.append(rest.substr(0, found)).append(to);
        rest.remove_prefix(found + from.size());
        runtime.checkText(result.size());
        --left;
        if (!from.empty())
            continue;
        if (rest.empty()) // between all characters, and at the end
            return runtime.made(std::move(result));
        const std::string_view character = characters(rest.substr(0, 4)).front();
        result += character;
        rest.remove_prefix(character.size());
    }
    return runtime.made(result.append(rest));
}

Value indent(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Value width = given.get(0, "width", 4);
    const bool first = given.get(1, "first", false).truth(), blank = given.get(2, "blank", false).truth();
    if (!width.isText())
        runtime.checkText(static_cast<std::size_t>(std::max<std::int64_t>(integerOf(width), 0)));
    const std::string margin = width.isText()
        ? width.text()
        : std::string(static_cast<std::size_t>(std::max<std::int64_t>(width.integer(), 0)), ' ');
    std::string result;
    const std::string text = printed(self);
    std::string_view rest = text;
    for (bool begin = true, more = true; more; begin = false) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        more = end < rest.size();
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (begin ? first : blank || !line.empty())
            result += margin;
        result.append(line).append(more ? "\n" : "");
        runtime.checkText(result.size());
    }
    return runtime.made(std::move(result));
}

Value asText(Runtime& runtime, const Value& self, const Arguments&)
{
    return self.isText() ? self : runtime.made(printed(self));
}

Value center(Runtime& runtime, const Value& self, const Arguments& given)
{
    Arguments width;
    width.positional = {given.get(0, "width", 80)};
    return findBuiltin(textMethods(), "center")->apply(runtime, printed(self), width);
}

Value wordCount(Runtime& runtime, const Value& self, const Arguments&)
{
    runtime.charge(printed(self).size());
    const Value words = findBuiltin(textMethods(), "split")->apply(runtime, printed(self), {});
    return static_cast<std::int64_t>(words.items().items.size());
}

Value truncate(Runtime& runtime, const Value& self, const Arguments& given)
{
    const std::string text = printed(self), end = printed(given.get(2, "end", "..."));
    const std::int64_t wanted = integerOf(given.get(0, "length", 255)), has = static_cast<std::int64_t>(length(text));
    const Value leeway = given.get(3, "leeway", None());
    if (has <= wanted + (leeway.isNone() ? 5 : integerOf(leeway)))
        return text;
    const std::int64_t room = wanted - static_cast<std::int64_t>(length(end));
    if (room < 0)
        throw Failure("truncate: the length is less than that of the ending");
    std::string kept;
    const auto all = characters(text);
    for (std::size_t i = 0; i < static_cast<std::size_t>(room); ++i)
        kept += all[i];
    if (!given.get(1, "killwords", false).truth())
        kept = kept.substr(0, std::min(kept.rfind(' '), kept.size()));
    return runtime.made(kept + end);
}

Value escape(Runtime& runtime, const Value& self, const Arguments&)
{
    std::string result;
    for (const char c : printed(self))
        result += c == '&' ? "&amp;"
            : c == '<'     ? "&lt;"
            : c == '>'     ? "&gt;"
            : c == '\''    ? "&#39;"
            : c == '"'     ? "&#34;"
                           : std::string(1, c);
    return runtime.made(std::move(result));
}

Value urlEncode(Runtime& runtime, const Value& self, const Arguments&)
{
    std::string result;
    for (const char c : printed(self)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("-_.~/").find(c) != std::string_view::npos;
        result += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return runtime.made(std::move(result));
}

Value formatFilter(Runtime& runtime, const Value& self, const Arguments& given)
{
    return runtime.made(formatPercent(printed(self), Value::list(given.positional, true)));
}

/// As Hugging Face renders it: no escapes for HTML, and for ASCII only on request.
Value toJson(Runtime& runtime, const Value& self, const Arguments& given)
{
    JsonStyle style;
    const Value width = given.has(0, "indent") && !given.positional.empty() && given.positional[0].isInteger()
        ? given.positional[0]
        : given.get(1, "indent", None());
    if (!width.isNone()) {
        style.pretty = true;
        style.comma = ",";
        style.indent = width.isText()
            ? width.text()
            : std::string(static_cast<std::size_t>(std::clamp<std::int64_t>(integerOf(width), 0, 1000)), ' ');
    }
    const Value separators = given.get(2, "separators", None());
    if (separators.isList() && separators.items().items.size() == 2) {
        style.comma = textOf(separators.items().items[0]);
        style.colon = textOf(separators.items().items[1]);
    }
    style.sortKeys = given.get(3, "sort_keys", false).truth();
    for (const auto& [name, value] : given.named)
        style.ascii = style.ascii || (name == "ensure_ascii" && value.truth());
    return runtime.made(json(self, style));
}

constexpr std::array kTextFilters{
    Builtin{"upper", upperFilter},
    Builtin{"lower", lowerFilter},
    Builtin{"capitalize", capitalizeFilter},
    Builtin{"title", titleFilter},
    Builtin{"trim", trim},
    Builtin{"replace", replaceFilter},
    Builtin{"indent", indent},
    Builtin{"string", asText},
    Builtin{"safe", asText},
    Builtin{"center", center},
    Builtin{"wordcount", wordCount},
    Builtin{"truncate", truncate},
    Builtin{"escape", escape},
    Builtin{"e", escape},
    Builtin{"forceescape", escape},
    Builtin{"urlencode", urlEncode},
    Builtin{"format", formatFilter},
    Builtin{"tojson", toJson},
};

} // namespace

std::span<const Builtin> textFilters()
{
    return kTextFilters;
}

} // namespace headroom::jinja
