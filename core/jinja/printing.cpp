// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/text.h"
#include "core/model/unicode.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace headroom::jinja {

namespace {

constexpr int kMaxPrintedDepth = 100;
constexpr std::size_t kMaxText = 1U << 24U; ///< a list that holds itself many times over is longer than it looks

void checkSize(const std::string& text)
{
    if (text.size() > kMaxText)
        throw Failure("a printed value exceeds 16 MiB");
}

/// repr(float): the shortest digits that read back the same, in scientific form below 1e-4 and from 1e16 on.
std::string floatText(double number)
{
    if (std::isnan(number))
        return "nan";
    if (std::isinf(number))
        return number < 0 ? "-inf" : "inf";
    std::array<char, 64> buffer{};
    const double size = std::abs(number);
    const bool scientific = size != 0 && (size < 1e-4 || size >= 1e16);
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                   scientific ? std::chars_format::scientific : std::chars_format::fixed)
                         .ptr;
    std::string text(buffer.data(), end);
    if (!scientific && text.find('.') == std::string::npos)
        text += ".0";
    return text;
}

bool isPrintable(std::uint32_t c)
{
    const model::Category category = model::categoryOf(c);
    return c == ' '
        || (category != model::Category::Control && category != model::Category::Separator
            && category != model::Category::Unassigned);
}

std::string quotedText(std::string_view text)
{
    const char quote
        = text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
    std::string result(1, quote);
    for (const std::string_view character : characters(text)) {
        std::size_t offset = 0;
        const std::uint32_t c = model::nextCodePoint(character, offset);
        if (c == static_cast<unsigned char>(quote) || c == '\\')
            result += fmt::format("\\{}", character);
        else if (c == '\n' || c == '\r' || c == '\t')
            result += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
        else if (isPrintable(c))
            result += character;
        else
            result += c < 0x100 ? fmt::format("\\x{:02x}", c)
                : c < 0x10000   ? fmt::format("\\u{:04x}", c)
                                : fmt::format("\\U{:08x}", c);
    }
    return result + quote;
}

std::string represent(const Value& value, int depth);

std::string representList(const List& list, int depth)
{
    std::string text(1, list.tuple ? '(' : '[');
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        text += (i ? ", " : "") + represent(list.items[i], depth);
        checkSize(text);
    }
    if (list.tuple && list.items.size() == 1)
        text += ',';
    return text + (list.tuple ? ')' : ']');
}

std::string representDict(const Dict& dict, int depth)
{
    std::string text;
    for (const auto& [key, value] : dict.entries) {
        text += (text.empty() ? "" : ", ") + represent(key, depth) + ": " + represent(value, depth);
        checkSize(text);
    }
    return dict.isNamespace ? "<Namespace {" + text + "}>" : "{" + text + "}";
}

std::string represent(const Value& value, int depth)
{
    if (depth > kMaxPrintedDepth)
        throw Failure("a value nests too deeply to be printed");
    if (value.isText())
        return quotedText(value.text());
    if (value.isList())
        return representList(value.items(), depth + 1);
    if (value.isDict())
        return representDict(value.dict(), depth + 1);
    if (value.isUndefined())
        return "Undefined";
    if (value.isBool())
        return value.boolean() ? "True" : "False";
    if (value.isInteger())
        return fmt::format("{}", value.integer());
    if (value.isFloat())
        return floatText(value.floating());
    return value.isNone() ? "None" : fmt::format("<function {}>", value.callable().name);
}

std::string jsonText(std::string_view text, bool ascii)
{
    std::string result = "\"";
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        const std::uint32_t c = model::nextCodePoint(text, i);
        constexpr std::string_view kEscaped = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt";
        const std::size_t found = c < 0x80 ? kEscaped.find(static_cast<char>(c)) : std::string_view::npos;
        if (found != std::string_view::npos)
            result += {'\\', kLetters[found]};
        else if (c < 0x20 || (ascii && c >= 0x7f && c < 0x10000))
            result += fmt::format("\\u{:04x}", c);
        else if (ascii && c >= 0x10000)
            result += fmt::format("\\u{:04x}\\u{:04x}", 0xd7c0U + (c >> 10U), 0xdc00U + (c & 0x3ffU));
        else
            result += text.substr(begin, i - begin);
    }
    return result + '"';
}

class JsonWriter {
public:
    explicit JsonWriter(const JsonStyle& style) : m_style(style) { }

    std::string write(const Value& value, int depth)
    {
        if (depth > kMaxPrintedDepth)
            throw Failure("a value nests too deeply for JSON");
        if (value.isText())
            return jsonText(value.text(), m_style.ascii);
        if (value.isList())
            return writeItems(value.items().items, '[', ']', depth,
                              [this, depth](const Value& item) { return write(item, depth + 1); });
        if (value.isDict() && !value.dict().isNamespace)
            return writeDict(value.dict(), depth);
        return scalar(value);
    }

private:
    static std::string scalar(const Value& value)
    {
        if (value.isNone())
            return "null";
        if (value.isBool())
            return value.boolean() ? "true" : "false";
        if (value.isFloat() && !std::isfinite(value.floating()))
            return std::isnan(value.floating()) ? "NaN" : value.floating() < 0 ? "-Infinity" : "Infinity";
        if (value.isNumber())
            return represented(value);
        throw Failure(fmt::format("a '{}' has no form in JSON", value.typeName()));
    }
    static std::string keyText(const Value& key) { return key.isText() ? key.text() : scalar(key); }
    std::string writeDict(const Dict& dict, int depth)
    {
        auto entries = dict.entries;
        if (m_style.sortKeys)
            std::stable_sort(entries.begin(), entries.end(),
                             [](const auto& a, const auto& b) { return compare(a.first, b.first) < 0; });
        return writeItems(entries, '{', '}', depth, [this, depth](const auto& entry) {
            return jsonText(keyText(entry.first), m_style.ascii) + m_style.colon + write(entry.second, depth + 1);
        });
    }
    template <class Items, class Write>
    std::string writeItems(const Items& items, char open, char close, int depth, const Write& writeItem) const
    {
        std::string text(1, open);
        for (std::size_t i = 0; i < items.size(); ++i) {
            text += i ? m_style.comma : "";
            breakLine(text, depth + 1);
            text += writeItem(items[i]);
            checkSize(text);
        }
        if (!items.empty())
            breakLine(text, depth);
        return text + close;
    }
    void breakLine(std::string& text, int depth) const
    {
        if (!m_style.pretty)
            return;
        text += '\n';
        for (int i = 0; i < depth; ++i)
            text += m_style.indent;
    }

    const JsonStyle& m_style;
};

} // namespace

std::string printed(const Value& value)
{
    return value.isText() ? value.text() : value.isUndefined() ? std::string() : represent(value, 0);
}

std::string represented(const Value& value)
{
    return represent(value, 0);
}

std::string json(const Value& value, const JsonStyle& style)
{
    return JsonWriter(style).write(value, 0);
}

} // namespace headroom::jinja
