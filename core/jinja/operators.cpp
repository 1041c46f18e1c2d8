// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Arithmetic as Python does it, but whole numbers have 64 bits: a result beyond them is an error.
#include "core/jinja/runtime.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace headroom::jinja {

namespace {

[[noreturn]] void refuse(std::string_view operation, const Value& a, const Value& b)
{
    refuseUndefined(a);
    refuseUndefined(b);
    throw Failure(fmt::format("'{}' cannot join '{}' and '{}'", operation, a.typeName(), b.typeName()));
}

[[noreturn]] void overflow()
{
    throw Failure("a whole number exceeds 64 bits");
}

void refuseZero(const Value& divisor)
{
    if (divisor.number() == 0)
        throw Failure("division by zero");
}

bool whole(const Value& a, const Value& b)
{
    return !a.isFloat() && !b.isFloat();
}

template <class Times> Value repeated(Runtime& runtime, std::size_t size, std::int64_t count, const Times& append)
{
    const auto times = static_cast<std::size_t>(std::max<std::int64_t>(count, 0));
    if (size != 0 && times > runtime.limits().text / size)
        throw Failure("a repeated value would become too large");
    return append(size == 0 ? 0 : times);
}

Value repeat(Runtime& runtime, const Value& value, const Value& count)
{
    if (value.isText())
        return repeated(runtime, value.text().size(), integerOf(count), [&](std::size_t times) {
            std::string text;
            for (std::size_t i = 0; i < times; ++i)
                text += value.text();
            return runtime.made(std::move(text));
        });
    const List& list = value.items();
    return repeated(runtime, list.items.size() * sizeof(Value), integerOf(count), [&](std::size_t times) {
        std::vector<Value> items;
        for (std::size_t i = 0; i < times; ++i)
            items.insert(items.end(), list.items.begin(), list.items.end());
        return runtime.made(std::move(items), list.tuple);
    });
}

Value add(Runtime& runtime, const Value& a, const Value& b)
{
    if (a.isText() && b.isText()) {
        runtime.checkText(a.text().size() + b.text().size());
        return runtime.made(a.text() + b.text());
    }
    if (a.isList() && b.isList() && a.items().tuple == b.items().tuple) {
        std::vector<Value> items = a.items().items;
        items.insert(items.end(), b.items().items.begin(), b.items().items.end());
        return runtime.made(std::move(items), a.items().tuple);
    }
    if (!a.isNumber() || !b.isNumber())
        refuse("+", a, b);
    std::int64_t sum = 0;
    if (!whole(a, b))
        return a.number() + b.number();
    if (__builtin_add_overflow(a.integer(), b.integer(), &sum))
        overflow();
    return sum;
}

Value subtract(Runtime&, const Value& a, const Value& b)
{
    if (!a.isNumber() || !b.isNumber())
        refuse("-", a, b);
    std::int64_t difference = 0;
    if (!whole(a, b))
        return a.number() - b.number();
    if (__builtin_sub_overflow(a.integer(), b.integer(), &difference))
        overflow();
    return difference;
}

Value multiply(Runtime& runtime, const Value& a, const Value& b)
{
    if ((a.isText() || a.isList()) && (b.isInteger() || b.isBool()))
        return repeat(runtime, a, b);
    if ((b.isText() || b.isList()) && (a.isInteger() || a.isBool()))
        return repeat(runtime, b, a);
    if (!a.isNumber() || !b.isNumber())
        refuse("*", a, b);
    std::int64_t product = 0;
    if (!whole(a, b))
        return a.number() * b.number();
    if (__builtin_mul_overflow(a.integer(), b.integer(), &product))
        overflow();
    return product;
}

Value divide(Runtime&, const Value& a, const Value& b)
{
    if (!a.isNumber() || !b.isNumber())
        refuse("/", a, b);
    refuseZero(b);
    return a.number() / b.number();
}

Value divideDown(Runtime&, const Value& a, const Value& b)
{
    if (!a.isNumber() || !b.isNumber())
        refuse("//", a, b);
    refuseZero(b);
    if (!whole(a, b))
        return std::floor(a.number() / b.number());
    if (a.integer() == INT64_MIN && b.integer() == -1)
        overflow();
    const std::int64_t quotient = a.integer() / b.integer();
    return quotient - (a.integer() % b.integer() != 0 && (a.integer() < 0) != (b.integer() < 0) ? 1 : 0);
}

Value remainder(Runtime& runtime, const Value& a, const Value& b)
{
    if (a.isText())
        return runtime.made(formatPercent(a.text(), b));
    if (!a.isNumber() || !b.isNumber())
        refuse("%", a, b);
    refuseZero(b);
    if (!whole(a, b)) {
        const double rest = std::fmod(a.number(), b.number());
        return rest != 0 && (rest < 0) != (b.number() < 0) ? rest + b.number() : rest;
    }
    if (b.integer() == -1)
        return 0;
    const std::int64_t rest = a.integer() % b.integer();
    return rest != 0 && (rest < 0) != (b.integer() < 0) ? rest + b.integer() : rest;
}

Value raise(Runtime&, const Value& a, const Value& b)
{
    if (!a.isNumber() || !b.isNumber())
        refuse("**", a, b);
    if (!whole(a, b) || b.integer() < 0)
        return std::pow(a.number(), b.number());
    std::int64_t result = 1;
    const std::int64_t base = a.integer();
    if (base == 0 || base == 1 || base == -1)
        return b.integer() == 0 ? 1 : base == -1 && b.integer() % 2 == 0 ? 1 : static_cast<int>(base);
    for (std::int64_t i = 0; i < b.integer(); ++i)
        if (__builtin_mul_overflow(result, base, &result))
            overflow();
    return result;
}

struct Operation {
    std::string_view name;
    Value (*apply)(Runtime&, const Value&, const Value&);
};
constexpr std::array kOperations{Operation{"+", add},    Operation{"-", subtract},    Operation{"*", multiply},
                                 Operation{"/", divide}, Operation{"//", divideDown}, Operation{"%", remainder},
                                 Operation{"**", raise}};

} // namespace

Value Runtime::binary(std::string_view operation, const Value& a, const Value& b)
{
    for (const Operation& row : kOperations)
        if (row.name == operation)
            return row.apply(*this, a, b);
    throw Failure(fmt::format("the operator \"{}\" is not supported", operation));
}

} // namespace headroom::jinja
