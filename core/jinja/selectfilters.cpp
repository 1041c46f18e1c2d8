// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Filters that apply a filter or a test to each item: map, select, reject, and attr, which reads one attribute.
#include "core/jinja/runtime.h"

#include <array>

namespace headroom::jinja {

namespace {

/// The arguments without the first `count`.
Arguments without(const Arguments& given, std::size_t count)
{
    Arguments rest = given;
    const std::size_t gone = std::min(count, rest.positional.size());
    rest.positional.erase(rest.positional.begin(), rest.positional.begin() + static_cast<std::ptrdiff_t>(gone));
    return rest;
}

Value map(Runtime& runtime, const Value& self, const Arguments& given)
{
    const bool byName = given.positional.empty();
    const Value attribute = given.get(SIZE_MAX, "attribute"), absent = given.get(SIZE_MAX, "default");
    if (byName && attribute.isUndefined())
        throw Failure("map requires a filter argument");
    const Arguments rest = without(given, 1);
    std::vector<Value> items;
    for (const Value& item : iterated(self)) {
        runtime.charge(Runtime::kStep);
        if (!byName) {
            items.push_back(runtime.filter(textOf(given.positional[0]), item, rest));
            continue;
        }
        const Value found = runtime.path(item, attribute);
        items.push_back(found.isUndefined() && given.has(SIZE_MAX, "default") ? absent : found);
    }
    return runtime.made(std::move(items));
}

/// Items for which the test (of an attribute, if `byAttribute`) holds, or does not.
template <bool wanted, bool byAttribute> Value select(Runtime& runtime, const Value& self, const Arguments& given)
{
    constexpr std::size_t kSkipped = byAttribute ? 1 : 0;
    if (byAttribute && given.positional.empty())
        throw Failure("selectattr and rejectattr require an attribute");
    const bool tested = given.positional.size() > kSkipped;
    const Arguments rest = without(given, kSkipped + 1);
    std::vector<Value> items;
    for (const Value& item : iterated(self)) {
        runtime.charge(Runtime::kStep);
        const Value subject = byAttribute ? runtime.path(item, given.positional[0]) : item;
        const bool holds = tested ? runtime.test(textOf(given.positional[kSkipped]), subject, rest) : subject.truth();
        if (holds == wanted)
            items.push_back(item);
    }
    return runtime.made(std::move(items));
}

Value attribute(Runtime& runtime, const Value& self, const Arguments& given)
{
    return runtime.attribute(self, textOf(given.get(0, "name")));
}

constexpr std::array kSelectFilters{
    Builtin{"map", map},
    Builtin{"select", select<true, false>},
    Builtin{"reject", select<false, false>},
    Builtin{"selectattr", select<true, true>},
    Builtin{"rejectattr", select<false, true>},
    Builtin{"attr", attribute},
};

} // namespace

std::span<const Builtin> selectFilters()
{
    return kSelectFilters;
}

} // namespace headroom::jinja
