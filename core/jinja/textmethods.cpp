// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Methods of texts, as Python's str has them.
#include "core/jinja/runtime.h"
#include "core/jinja/text.h"
#include "core/model/unicode.h"
#include "core/model/utf8.h"

#include <algorithm>
#include <array>

namespace headroom::jinja {

namespace {

using Pieces = std::vector<std::string_view>;

Value listOf(Runtime& runtime, const Pieces& pieces)
{
    std::vector<Value> items;
    runtime.checkItems(pieces.size());
    for (const std::string_view piece : pieces)
        items.push_back(runtime.made(std::string(piece)));
    return runtime.made(std::move(items));
}

template <Side side> Value strip(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Value set = given.get(0, "chars", None());
    return runtime.made(std::string(stripped(self.text(), side, set.isNone() ? nullptr : &textOf(set))));
}

/// Words between white space, at most `most` + 1 of them; the last holds the rest as it is.
Pieces words(std::string_view text, std::int64_t most)
{
    Pieces pieces;
    for (text = stripped(text, Side::Left); !text.empty(); text = stripped(text, Side::Left)) {
        if (most >= 0 && static_cast<std::int64_t>(pieces.size()) == most) {
            pieces.push_back(text);
            break;
        }
        std::size_t end = 0, next = 0;
        while (end < text.size()) {
            model::nextCodePoint(text, next);
            if (isSpace(text.substr(end, next - end)))
                break;
            end = next;
        }
        pieces.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return pieces;
}

Value split(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Value separator = given.get(0, "sep", None());
    const std::int64_t most = integerOf(given.get(1, "maxsplit", -1));
    std::string_view text = self.text();
    if (separator.isNone())
        return listOf(runtime, words(text, most));
    const std::string& mark = textOf(separator);
    if (mark.empty())
        throw Failure("empty separator");
    Pieces pieces;
    std::size_t found = text.find(mark);
    while (found != std::string_view::npos && (most < 0 || static_cast<std::int64_t>(pieces.size()) < most)) {
        pieces.push_back(text.substr(0, found));
        text.remove_prefix(found + mark.size());
        found = text.find(mark);
    }
    pieces.push_back(text);
    return listOf(runtime, pieces);
}

Value splitRight(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Value separator = given.get(0, "sep", None());
    const std::int64_t most = integerOf(given.get(1, "maxsplit", -1));
    std::string_view text = self.text();
    Pieces pieces;
    if (separator.isNone() && most < 0)
        return listOf(runtime, words(text, -1));
    const std::string mark = separator.isNone() ? " " : textOf(separator);
    if (mark.empty())
        throw Failure("empty separator");
    std::size_t found = text.rfind(mark);
    while (found != std::string_view::npos && (most < 0 || static_cast<std::int64_t>(pieces.size()) < most)) {
        pieces.push_back(text.substr(found + mark.size()));
        text = text.substr(0, found);
        found = text.rfind(mark);
    }
    pieces.push_back(text);
    std::reverse(pieces.begin(), pieces.end());
    return listOf(runtime, pieces);
}

Value splitLines(Runtime& runtime, const Value& self, const Arguments& given)
{
    const bool keep = given.get(0, "keepends", false).truth();
    std::string_view text = self.text();
    Pieces pieces;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\n\r\v\f"), text.size());
        const std::size_t mark = end == text.size() ? 0 : text.substr(end).starts_with("\r\n") ? 2 : 1;
        pieces.push_back(text.substr(0, keep ? end + mark : end));
        text.remove_prefix(end + mark);
    }
    return listOf(runtime, pieces);
}

template <class Check> bool anyOf(const Value& wanted, const Check& check)
{
    if (!wanted.isList())
        return check(textOf(wanted));
    const auto& items = wanted.items().items;
    return std::any_of(items.begin(), items.end(), [&check](const Value& item) { return check(textOf(item)); });
}

Value startsWith(Runtime&, const Value& self, const Arguments& given)
{
    return anyOf(given.get(0, "prefix"), [&self](const std::string& with) { return self.text().starts_with(with); });
}

Value endsWith(Runtime&, const Value& self, const Arguments& given)
{
    return anyOf(given.get(0, "suffix"), [&self](const std::string& with) { return self.text().ends_with(with); });
}

Value replace(Runtime& runtime, const Value& self, const Arguments& given)
{
    return runtime.filter("replace", self, given);
}

Value upperCase(Runtime& runtime, const Value& self, const Arguments&)
{
    return runtime.made(upper(self.text()));
}

Value lowerCase(Runtime& runtime, const Value& self, const Arguments&)
{
    return runtime.made(lower(self.text()));
}

Value capitalize(Runtime& runtime, const Value& self, const Arguments&)
{
    return runtime.made(capitalized(self.text()));
}

/// Every letter after something that is no letter becomes upper case, every other lower case.
Value title(Runtime& runtime, const Value& self, const Arguments&)
{
    std::string result;
    bool inWord = false;
    for (const std::string_view character : characters(self.text())) {
        std::size_t offset = 0;
        const bool letter = model::categoryOf(model::nextCodePoint(character, offset)) == model::Category::Letter;
        result += inWord ? lower(character) : upper(character);
        inWord = letter;
    }
    return runtime.made(std::move(result));
}

/// The part of the text that start and end (in code points) leave.
std::string_view window(const Value& self, const Arguments& given, std::size_t& before)
{
    const auto all = static_cast<std::int64_t>(length(self.text()));
    const auto bounded = [all](const Value& bound, std::int64_t absent) {
        const std::int64_t wanted = bound.isNone() ? absent : integerOf(bound);
        return std::clamp<std::int64_t>(wanted < 0 ? wanted + all : wanted, 0, all);
    };
    const std::int64_t from = bounded(given.get(1, "start", None()), 0), to = bounded(given.get(2, "end", None()), all);
    before = static_cast<std::size_t>(from);
    std::string_view text = self.text();
    std::size_t begin = 0;
    for (std::int64_t i = 0; i < from; ++i)
        model::nextCodePoint(text, begin);
    std::size_t end = begin;
    for (std::int64_t i = from; i < to; ++i)
        model::nextCodePoint(text, end);
    return text.substr(begin, end - begin);
}

template <bool fromRight> Value find(Runtime& runtime, const Value& self, const Arguments& given)
{
    std::size_t before = 0;
    runtime.charge(self.text().size());
    const std::string_view text = window(self, given, before);
    const std::string& wanted = textOf(given.get(0, "sub"));
    const std::size_t found = fromRight ? text.rfind(wanted) : text.find(wanted);
    return found == std::string_view::npos ? std::int64_t{-1}
                                           : static_cast<std::int64_t>(before + length(text.substr(0, found)));
}

template <bool fromRight> Value index(Runtime& runtime, const Value& self, const Arguments& given)
{
    Value found = find<fromRight>(runtime, self, given);
    if (found.integer() < 0)
        throw Failure("substring not found");
    return found;
}

Value count(Runtime& runtime, const Value& self, const Arguments& given)
{
    std::size_t before = 0;
    runtime.charge(self.text().size());
    std::string_view text = window(self, given, before);
    const std::string& wanted = textOf(given.get(0, "sub"));
    if (wanted.empty())
        return static_cast<std::int64_t>(length(text) + 1);
    std::int64_t times = 0;
    for (std::size_t at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + wanted.size()))
        ++times;
    return times;
}

Value join(Runtime& runtime, const Value& self, const Arguments& given)
{
    std::string text;
    bool first = true;
    for (const Value& item : iterated(given.get(0, "iterable"))) {
        runtime.checkText(text.size() + self.text().size() + textOf(item).size());
        text += (first ? "" : self.text()) + item.text();
        first = false;
    }
    return runtime.made(std::move(text));
}

Value format(Runtime& runtime, const Value& self, const Arguments& given)
{
    return runtime.made(formatBraces(runtime, self.text(), given));
}

Value removePrefix(Runtime& runtime, const Value& self, const Arguments& given)
{
    const std::string& prefix = textOf(given.get(0, "prefix"));
    return self.text().starts_with(prefix) ? runtime.made(self.text().substr(prefix.size())) : self;
}

Value removeSuffix(Runtime& runtime, const Value& self, const Arguments& given)
{
    const std::string& suffix = textOf(given.get(0, "suffix"));
    return self.text().ends_with(suffix) ? runtime.made(self.text().substr(0, self.text().size() - suffix.size()))
                                         : self;
}

template <bool fromRight> Value partition(Runtime& runtime, const Value& self, const Arguments& given)
{
    const std::string &text = self.text(), &mark = textOf(given.get(0, "sep"));
    if (mark.empty())
        throw Failure("empty separator");
    const std::size_t found = fromRight ? text.rfind(mark) : text.find(mark);
    if (found == std::string::npos)
        return fromRight ? Value::list({"", "", self}, true) : Value::list({self, "", ""}, true);
    runtime.charge(text.size());
    return Value::list({text.substr(0, found), mark, text.substr(found + mark.size())}, true);
}

/// -1: text to the left; 1: to the right; 0: in the middle.
template <int side> Value justified(Runtime& runtime, const Value& self, const Arguments& given)
{
    const std::int64_t wanted = integerOf(given.get(0, "width")), has = static_cast<std::int64_t>(length(self.text()));
    const std::string fill = textOf(given.get(1, "fillchar", " "));
    if (wanted <= has)
        return self;
    const auto missing = static_cast<std::size_t>(wanted - has);
    runtime.checkText(missing * fill.size() + self.text().size());
    const std::size_t left = side < 0 ? 0
        : side > 0                    ? missing
                                      : missing / 2 + (missing % 2 != 0 && wanted % 2 != 0 ? 1 : 0);
    std::string text;
    for (std::size_t i = 0; i <= missing; ++i) {
        if (i == left)
            text += self.text();
        if (i < missing)
            text += fill;
    }
    return runtime.made(std::move(text));
}

Value zeroFilled(Runtime& runtime, const Value& self, const Arguments& given)
{
    const bool sign = self.text().starts_with('-') || self.text().starts_with('+');
    Arguments zeros;
    zeros.positional = {integerOf(given.get(0, "width")) - (sign ? 1 : 0), "0"};
    const Value digits = justified<1>(runtime, sign ? Value(self.text().substr(1)) : self, zeros);
    return sign ? Value(self.text().substr(0, 1) + digits.text()) : digits;
}

/// Whether the text has characters and all are of one kind.
template <class Check> Value all(const Value& self, const Check& check)
{
    const auto parts = characters(self.text());
    return !parts.empty() && std::all_of(parts.begin(), parts.end(), [&check](std::string_view character) {
        std::size_t offset = 0;
        return check(model::nextCodePoint(character, offset));
    });
}

Value isDigits(Runtime&, const Value& self, const Arguments&)
{
    return all(self, [](std::uint32_t c) { return model::categoryOf(c) == model::Category::Number; });
}

Value isAlpha(Runtime&, const Value& self, const Arguments&)
{
    return all(self, [](std::uint32_t c) { return model::categoryOf(c) == model::Category::Letter; });
}

Value isAlphanumeric(Runtime&, const Value& self, const Arguments&)
{
    return all(self, [](std::uint32_t c) {
        return model::categoryOf(c) == model::Category::Letter || model::categoryOf(c) == model::Category::Number;
    });
}

Value isBlank(Runtime&, const Value& self, const Arguments&)
{
    return !self.text().empty() && stripped(self.text(), Side::Both).empty();
}

Value isUpper(Runtime&, const Value& self, const Arguments&)
{
    return upper(self.text()) == self.text() && lower(self.text()) != self.text();
}

Value isLower(Runtime&, const Value& self, const Arguments&)
{
    return lower(self.text()) == self.text() && upper(self.text()) != self.text();
}

constexpr std::array kMethods{
    Builtin{"strip", strip<Side::Both>},
    Builtin{"lstrip", strip<Side::Left>},
    Builtin{"rstrip", strip<Side::Right>},
    Builtin{"split", split},
    Builtin{"rsplit", splitRight},
    Builtin{"splitlines", splitLines},
    Builtin{"startswith", startsWith},
    Builtin{"endswith", endsWith},
    Builtin{"replace", replace},
    Builtin{"upper", upperCase},
    Builtin{"lower", lowerCase},
    Builtin{"casefold", lowerCase},
    Builtin{"capitalize", capitalize},
    Builtin{"title", title},
    Builtin{"find", find<false>},
    Builtin{"rfind", find<true>},
    Builtin{"index", index<false>},
    Builtin{"rindex", index<true>},
    Builtin{"count", count},
    Builtin{"join", join},
    Builtin{"format", format},
    Builtin{"removeprefix", removePrefix},
    Builtin{"removesuffix", removeSuffix},
    Builtin{"partition", partition<false>},
    Builtin{"rpartition", partition<true>},
    Builtin{"ljust", justified<-1>},
    Builtin{"rjust", justified<1>},
    Builtin{"center", justified<0>},
    Builtin{"zfill", zeroFilled},
    Builtin{"isdigit", isDigits},
    Builtin{"isdecimal", isDigits},
    Builtin{"isnumeric", isDigits},
    Builtin{"isalpha", isAlpha},
    Builtin{"isalnum", isAlphanumeric},
    Builtin{"isspace", isBlank},
    Builtin{"isupper", isUpper},
    Builtin{"islower", isLower},
};

} // namespace

std::span<const Builtin> textMethods()
{
    return kMethods;
}

} // namespace headroom::jinja
