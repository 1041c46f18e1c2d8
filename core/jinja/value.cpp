// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/value.h"

#include "core/jinja/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::jinja {

namespace {

constexpr int kMaxDepth = 100; ///< of values within values

int sign(double difference)
{
    return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

int compareNumbers(const Value& a, const Value& b)
{
    if (a.isFloat() || b.isFloat())
        return sign(a.number() - b.number());
    return a.integer() < b.integer() ? -1 : a.integer() > b.integer() ? 1 : 0;
}

void checkDepth(int depth)
{
    if (depth > kMaxDepth)
        throw Failure("a value nests too deeply");
}

/// One comparison of two values; lists that hold the same list many times over make it long, so its steps count.
class Comparison {
public:
    bool equal(const Value& a, const Value& b, int depth)
    {
        count(depth);
        if (a.isNumber() && b.isNumber())
            return compareNumbers(a, b) == 0 && a.number() == a.number();
        if (a.isText() && b.isText())
            return a.text() == b.text();
        if (a.isList() && b.isList())
            return a.isSame(b) || equalLists(a.items(), b.items(), depth + 1);
        if (a.isDict() && b.isDict())
            return a.isSame(b)
                || (!a.dict().isNamespace && !b.dict().isNamespace && equalDicts(a.dict(), b.dict(), depth + 1));
        return a.isSame(b);
    }

    int order(const Value& a, const Value& b, int depth)
    {
        count(depth);
        if (a.isNumber() && b.isNumber())
            return compareNumbers(a, b);
        if (a.isText() && b.isText())
            return a.text().compare(b.text());
        if (!a.isList() || !b.isList() || a.items().tuple != b.items().tuple)
            throw Failure(fmt::format("'{}' and '{}' have no order", a.typeName(), b.typeName()));
        const auto &left = a.items().items, &right = b.items().items;
        for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i)
            if (!equal(left[i], right[i], depth + 1))
                return order(left[i], right[i], depth + 1);
        return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
    }

private:
    void count(int depth)
    {
        constexpr int kMaxSteps = 10'000'000;
        checkDepth(depth);
        if (++m_steps > kMaxSteps)
            throw Failure("two values are too large to be compared");
    }
    bool equalLists(const List& a, const List& b, int depth)
    {
        return a.tuple == b.tuple
            && std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                          [this, depth](const Value& x, const Value& y) { return equal(x, y, depth); });
    }
    bool equalDicts(const Dict& a, const Dict& b, int depth)
    {
        return a.entries.size() == b.entries.size()
            && std::all_of(a.entries.begin(), a.entries.end(), [this, &b, depth](const auto& entry) {
                   const Value* other = b.find(entry.first);
                   return other && equal(entry.second, *other, depth);
               });
    }

    int m_steps = 0;
};

Value fromJsonAt(const Json& json, int depth)
{
    checkDepth(depth);
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX)
        return json.get<double>();
    if (json.is_number_integer())
        return json.get<std::int64_t>();
    if (json.is_number())
        return json.get<double>();
    if (json.is_string())
        return json.get<std::string>();
    if (json.is_array()) {
        std::vector<Value> items;
        for (const Json& item : json)
            items.push_back(fromJsonAt(item, depth + 1));
        return Value::list(std::move(items));
    }
    if (!json.is_object())
        return None();
    auto dict = std::make_shared<Dict>();
    for (const auto& [key, value] : json.items())
        dict->set(key, fromJsonAt(value, depth + 1));
    return dict;
}

} // namespace

Value Value::list(std::vector<Value> items, bool tuple)
{
    return std::make_shared<List>(List{std::move(items), tuple, {}});
}

Value Value::fromJson(const Json& json)
{
    return fromJsonAt(json, 0);
}

bool Value::truth() const
{
    if (isBool())
        return boolean();
    if (isInteger())
        return integer() != 0;
    if (isFloat())
        return floating() != 0;
    if (isText())
        return !text().empty();
    if (isList())
        return !items().items.empty();
    if (isDict())
        return dict().isNamespace || !dict().entries.empty();
    return isCallable();
}

std::string_view Value::typeName() const
{
    if (isList())
        return items().tuple ? "tuple" : "list";
    if (isDict())
        return dict().isNamespace ? "Namespace" : "dict";
    return isUndefined() ? "Undefined"
        : isNone()       ? "NoneType"
        : isBool()       ? "bool"
        : isInteger()    ? "int"
        : isFloat()      ? "float"
        : isText()       ? "str"
                         : "function";
}

bool Value::isSame(const Value& other) const
{
    if (m_data.index() != other.m_data.index())
        return false;
    if (isText())
        return text() == other.text();
    if (isUndefined() || isNone())
        return true;
    if (isList())
        return &items() == &other.items();
    if (isDict())
        return &dict() == &other.dict();
    return isCallable() ? &callable() == &other.callable() : number() == other.number();
}

const Value* Dict::find(const Value& key) const
{
    const auto found = m_index.find(keyText(key));
    return found == m_index.end() ? nullptr : &entries[found->second].second;
}

const Value* Dict::findName(std::string_view key) const
{
    const auto found = m_index.find("s" + std::string(key));
    return found == m_index.end() ? nullptr : &entries[found->second].second;
}

void Dict::set(const Value& key, Value value)
{
    const auto [place, isNew] = m_index.emplace(keyText(key), entries.size());
    if (isNew)
        entries.emplace_back(key, std::move(value));
    else
        entries[place->second].second = std::move(value);
}

bool Dict::erase(const Value& key)
{
    const auto found = m_index.find(keyText(key));
    if (found == m_index.end())
        return false;
    const std::size_t gone = found->second;
    m_index.erase(found);
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(gone));
    for (auto& [text, place] : m_index)
        place -= place > gone ? 1 : 0;
    return true;
}

std::string Dict::keyText(const Value& key)
{
    if (key.isText())
        return "s" + key.text();
    if (key.isList() && key.items().tuple)
        return "t" + represented(key);
    if (key.isNumber() && std::floor(key.number()) == key.number() && std::abs(key.number()) < 9e15)
        return fmt::format("n{}", static_cast<std::int64_t>(key.number()));
    if (key.isNumber() || key.isNone())
        return "v" + represented(key);
    throw Failure(fmt::format("a '{}' cannot be a key", key.typeName()));
}

Value Arguments::get(std::size_t index, std::string_view name, Value absent) const
{
    if (index < positional.size())
        return positional[index];
    for (const auto& [given, value] : named)
        if (given == name)
            return value;
    return absent;
}

bool Arguments::has(std::size_t index, std::string_view name) const
{
    return index < positional.size()
        || std::any_of(named.begin(), named.end(), [name](const auto& given) { return given.first == name; });
}

bool equal(const Value& a, const Value& b)
{
    return Comparison().equal(a, b, 0);
}

int compare(const Value& a, const Value& b)
{
    return Comparison().order(a, b, 0);
}

bool contains(const Value& container, const Value& needle)
{
    if (container.isText()) {
        if (!needle.isText())
            throw Failure(fmt::format("'in <string>' requires a string, not '{}'", needle.typeName()));
        return container.text().find(needle.text()) != std::string::npos;
    }
    if (container.isDict() && !container.dict().isNamespace)
        return container.dict().find(needle) != nullptr;
    const std::vector<Value> items = iterated(container);
    return std::any_of(items.begin(), items.end(), [&needle](const Value& item) { return equal(item, needle); });
}

std::vector<Value> iterated(const Value& value)
{
    std::vector<Value> items;
    if (value.isList())
        return value.items().items;
    if (value.isText()) {
        for (const std::string_view character : characters(value.text()))
            items.emplace_back(character);
        return items;
    }
    if (value.isUndefined())
        return items;
    if (!value.isDict() || value.dict().isNamespace)
        throw Failure(fmt::format("'{}' object is not iterable", value.typeName()));
    for (const auto& entry : value.dict().entries)
        items.push_back(entry.first);
    return items;
}

} // namespace headroom::jinja
