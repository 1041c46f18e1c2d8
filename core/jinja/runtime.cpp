// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/runtime.h"

#include "core/jinja/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace headroom::jinja {

namespace {

Value bound(const Builtin& method, const Value& self, Runtime& runtime)
{
    auto callable = std::make_shared<Callable>();
    callable->name = method.name;
    callable->call = [apply = method.apply, self, &runtime](const Arguments& arguments) {
        return apply(runtime, self, arguments);
    };
    return std::shared_ptr<const Callable>(std::move(callable));
}

std::span<const Builtin> methodsOf(const Value& value)
{
    if (value.isText())
        return textMethods();
    if (value.isList())
        return listMethods();
    return value.isDict() && !value.dict().isNamespace ? dictMethods() : std::span<const Builtin>();
}

Value missing(const Value& value, const std::string& name)
{
    return Undefined{fmt::format("'{} object' has no attribute '{}'", value.typeName(), name)};
}

Value characterAt(const std::string& text, std::int64_t index)
{
    const std::vector<std::string_view> all = characters(text);
    const auto count = static_cast<std::int64_t>(all.size());
    const std::int64_t place = index < 0 ? index + count : index;
    if (place < 0 || place >= count)
        return Undefined{"string index out of range"};
    return Value(all[static_cast<std::size_t>(place)]);
}

Value elementAt(const List& list, std::int64_t index)
{
    const auto count = static_cast<std::int64_t>(list.items.size());
    const std::int64_t place = index < 0 ? index + count : index;
    if (place < 0 || place >= count)
        return Undefined{"list index out of range"};
    return list.items[static_cast<std::size_t>(place)];
}

/// The positions that [start:stop:step] means, as Python counts them.
std::vector<std::size_t> sliced(std::int64_t count, const Value& start, const Value& stop, const Value& step)
{
    const std::int64_t stride = step.isNone() ? 1 : integerOf(step);
    if (stride == 0)
        throw Failure("slice step cannot be zero");
    const std::int64_t lowest = stride > 0 ? 0 : -1, highest = stride > 0 ? count : count - 1;
    const auto bounded = [&](const Value& bound, std::int64_t absent) {
        if (bound.isNone())
            return absent;
        const std::int64_t wanted = integerOf(bound);
        return std::clamp(wanted < 0 ? std::max(wanted, -count - 1) + count : wanted, lowest, highest);
    };
    const std::int64_t from = bounded(start, stride > 0 ? lowest : highest);
    const std::int64_t to = bounded(stop, stride > 0 ? highest : lowest);
    std::vector<std::size_t> places;
    const std::int64_t distance = stride > 0 ? to - from : from - to;
    const std::int64_t size = stride > 0 ? stride : stride < -INT64_MAX ? INT64_MAX : -stride;
    for (std::int64_t passed = 0; passed<distance; passed = passed> INT64_MAX - size ? distance : passed + size)
        places.push_back(static_cast<std::size_t>(stride > 0 ? from + passed : from - passed));
    return places;
}

} // namespace

Runtime::~Runtime()
{
    for (const Value& container : m_changed) {
        if (container.isList())
            container.items().items.clear();
        else if (container.isDict())
            container.dict() = Dict();
    }
}

Value Runtime::made(std::string text)
{
    checkText(text.size());
    charge(text.size());
    return text;
}

Value Runtime::made(std::vector<Value> items, bool tuple)
{
    checkItems(items.size());
    charge(items.size() * sizeof(Value));
    return Value::list(std::move(items), tuple);
}

void Runtime::checkText(std::size_t bytes) const
{
    if (bytes > m_limits.text)
        throw Failure(fmt::format("a text would exceed {} bytes", m_limits.text));
}

void Runtime::checkItems(std::size_t items) const
{
    if (items > m_limits.items)
        throw Failure(fmt::format("a list would exceed {} items", m_limits.items));
}

Value Runtime::attribute(const Value& value, const std::string& name)
{
    refuseUndefined(value);
    if (const Builtin* method = findBuiltin(methodsOf(value), name))
        return bound(*method, value, *this);
    if (value.isList())
        for (std::size_t i = 0; i < value.items().names.size(); ++i)
            if (value.items().names[i] == name)
                return value.items().items[i];
    const Value* entry = value.isDict()                     ? value.dict().findName(name)
        : value.isCallable() && value.callable().attributes ? value.callable().attributes->findName(name)
                                                            : nullptr;
    return entry ? *entry : missing(value, name);
}

Value Runtime::item(const Value& value, const Value& key)
{
    refuseUndefined(value);
    if (value.isDict() && !value.dict().isNamespace && !key.isUndefined())
        if (const Value* entry = value.dict().find(key))
            return *entry;
    if (value.isText() && (key.isInteger() || key.isBool())) {
        charge(value.text().size());
        return characterAt(value.text(), key.integer());
    }
    if (value.isList() && (key.isInteger() || key.isBool()))
        return elementAt(value.items(), key.integer());
    return key.isText() ? attribute(value, key.text())
                        : Undefined{fmt::format("'{} object' has no such element", value.typeName())};
}

Value Runtime::slice(const Value& value, const Value& start, const Value& stop, const Value& step)
{
    refuseUndefined(value);
    if (value.isList()) {
        const auto& items = value.items().items;
        std::vector<Value> part;
        for (const std::size_t i : sliced(static_cast<std::int64_t>(items.size()), start, stop, step))
            part.push_back(items[i]);
        return made(std::move(part), value.items().tuple);
    }
    if (!value.isText())
        throw Failure(fmt::format("a '{}' cannot be sliced", value.typeName()));
    const std::vector<std::string_view> all = characters(value.text());
    charge(value.text().size());
    std::string part;
    for (const std::size_t i : sliced(static_cast<std::int64_t>(all.size()), start, stop, step))
        part += all[i];
    return made(std::move(part));
}

Value Runtime::call(const Value& function, const Arguments& arguments)
{
    refuseUndefined(function);
    if (!function.isCallable())
        throw Failure(fmt::format("'{}' object is not callable", function.typeName()));
    return function.callable().call(arguments);
}

Value Runtime::filter(const std::string& name, const Value& input, const Arguments& arguments)
{
    charge(kStep);
    for (const auto table : {textFilters(), numberFilters(), listFilters(), selectFilters()})
        if (const Builtin* found = findBuiltin(table, name))
            return found->apply(*this, input, arguments);
    throw Failure(fmt::format("the filter \"{}\" is not supported", name));
}

bool Runtime::test(const std::string& name, const Value& input, const Arguments& arguments)
{
    charge(kStep);
    const Builtin* found = findBuiltin(tests(), name);
    if (!found)
        throw Failure(fmt::format("the test \"{}\" is not supported", name));
    return found->apply(*this, input, arguments).truth();
}

Value Runtime::global(const std::string& name)
{
    const Builtin* found = findBuiltin(globals(), name);
    return found ? bound(*found, None(), *this) : Undefined{fmt::format("'{}' is undefined", name)};
}

Value Runtime::path(const Value& value, const Value& attribute)
{
    if (!attribute.isText())
        return item(value, attribute);
    Value found = value;
    std::string_view rest = attribute.text();
    for (bool more = true; more;) {
        const std::size_t dot = std::min(rest.find('.'), rest.size());
        const std::string_view part = rest.substr(0, dot);
        std::int64_t index = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
        const bool number = error == std::errc() && end == part.data() + part.size();
        found = item(found, number ? Value(index) : Value(part));
        more = dot < rest.size();
        rest.remove_prefix(std::min(dot + 1, rest.size()));
    }
    return found;
}

const Builtin* findBuiltin(std::span<const Builtin> table, std::string_view name)
{
    const auto found
        = std::find_if(table.begin(), table.end(), [name](const Builtin& row) { return row.name == name; });
    return found == table.end() ? nullptr : &*found;
}

const std::string& textOf(const Value& value)
{
    refuseUndefined(value);
    if (!value.isText())
        throw Failure(fmt::format("a string is needed, not '{}'", value.typeName()));
    return value.text();
}

std::int64_t integerOf(const Value& value)
{
    refuseUndefined(value);
    if (!value.isInteger() && !value.isBool())
        throw Failure(fmt::format("a whole number is needed, not '{}'", value.typeName()));
    return value.integer();
}

void refuseUndefined(const Value& value)
{
    if (value.isUndefined())
        throw Failure(value.undefinedReason());
}

} // namespace headroom::jinja
