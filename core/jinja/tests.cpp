// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What stands after "is".
#include "core/jinja/runtime.h"
#include "core/jinja/text.h"

#include <array>
#include <cmath>

namespace headroom::jinja {

namespace {

template <class Check> constexpr auto check(Check)
{
    return [](Runtime&, const Value& self, const Arguments&) { return Value(Check()(self)); };
}

Value equals(Runtime&, const Value& self, const Arguments& given)
{
    return equal(self, given.get(0, "other"));
}

Value differs(Runtime&, const Value& self, const Arguments& given)
{
    return !equal(self, given.get(0, "other"));
}

template <int low, int high> Value ordered(Runtime&, const Value& self, const Arguments& given)
{
    refuseUndefined(self);
    const Value other = given.get(0, "other");
    refuseUndefined(other);
    const int order = compare(self, other);
    return (order < 0 ? -1 : order > 0 ? 1 : 0) >= low && (order < 0 ? -1 : order > 0 ? 1 : 0) <= high;
}

Value isIn(Runtime&, const Value& self, const Arguments& given)
{
    return contains(given.get(0, "seq"), self);
}

Value isSame(Runtime&, const Value& self, const Arguments& given)
{
    return self.isSame(given.get(0, "other"));
}

Value divisible(Runtime& runtime, const Value& self, const Arguments& given)
{
    return !runtime.binary("%", self, given.get(0, "num")).truth();
}

template <int rest> Value parity(Runtime& runtime, const Value& self, const Arguments&)
{
    return equal(runtime.binary("%", self, 2), rest);
}

Value testLower(Runtime&, const Value& self, const Arguments&)
{
    const std::string text = printed(self);
    return lower(text) == text && upper(text) != text;
}

Value testUpper(Runtime&, const Value& self, const Arguments&)
{
    const std::string text = printed(self);
    return upper(text) == text && lower(text) != text;
}

Value isFilter(Runtime&, const Value& self, const Arguments&)
{
    for (const auto table : {textFilters(), numberFilters(), listFilters(), selectFilters()})
        if (self.isText() && findBuiltin(table, self.text()))
            return true;
    return false;
}

Value isTest(Runtime&, const Value& self, const Arguments&)
{
    return self.isText() && findBuiltin(tests(), self.text()) != nullptr;
}

bool isIterable(const Value& value)
{
    return value.isText() || value.isList() || value.isUndefined() || (value.isDict() && !value.dict().isNamespace);
}

const std::array kTests{
    Builtin{"defined", check([](const Value& v) { return !v.isUndefined(); })},
    Builtin{"undefined", check([](const Value& v) { return v.isUndefined(); })},
    Builtin{"none", check([](const Value& v) { return v.isNone(); })},
    Builtin{"boolean", check([](const Value& v) { return v.isBool(); })},
    Builtin{"true", check([](const Value& v) { return v.isBool() && v.boolean(); })},
    Builtin{"false", check([](const Value& v) { return v.isBool() && !v.boolean(); })},
    Builtin{"integer", check([](const Value& v) { return v.isInteger(); })},
    Builtin{"float", check([](const Value& v) { return v.isFloat(); })},
    Builtin{"number", check([](const Value& v) { return v.isNumber(); })},
    Builtin{"string", check([](const Value& v) { return v.isText(); })},
    Builtin{"mapping", check([](const Value& v) { return v.isDict() && !v.dict().isNamespace; })},
    Builtin{"sequence", check([](const Value& v) { return isIterable(v); })},
    Builtin{"iterable", check([](const Value& v) { return isIterable(v); })},
    Builtin{"callable", check([](const Value& v) { return v.isCallable(); })},
    Builtin{"escaped", check([](const Value&) { return false; })},
    Builtin{"lower", testLower},
    Builtin{"upper", testUpper},
    Builtin{"even", parity<0>},
    Builtin{"odd", parity<1>},
    Builtin{"divisibleby", divisible},
    Builtin{"eq", equals},
    Builtin{"equalto", equals},
    Builtin{"==", equals},
    Builtin{"ne", differs},
    Builtin{"!=", differs},
    Builtin{"lt", ordered<-1, -1>},
    Builtin{"lessthan", ordered<-1, -1>},
    Builtin{"<", ordered<-1, -1>},
    Builtin{"le", ordered<-1, 0>},
    Builtin{"<=", ordered<-1, 0>},
    Builtin{"gt", ordered<1, 1>},
    Builtin{"greaterthan", ordered<1, 1>},
    Builtin{">", ordered<1, 1>},
    Builtin{"ge", ordered<0, 1>},
    Builtin{">=", ordered<0, 1>},
    Builtin{"in", isIn},
    Builtin{"sameas", isSame},
    Builtin{"filter", isFilter},
    Builtin{"test", isTest},
};

} // namespace

std::span<const Builtin> tests()
{
    return kTests;
}

} // namespace headroom::jinja
