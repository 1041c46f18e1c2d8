// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Functions that every template can call: Jinja's own, and the two that chat templates are given besides.
#include "core/jinja/runtime.h"
#include "core/jinja/text.h"

#include <array>
#include <iomanip>
#include <locale>
#include <sstream>

namespace headroom::jinja {

namespace {

Value raiseException(Runtime&, const Value&, const Arguments& given)
{
    throw Failure(printed(given.get(0, "message")));
}

Value strftimeNow(Runtime& runtime, const Value&, const Arguments& given)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << std::put_time(&runtime.now(), textOf(given.get(0, "format")).c_str());
    return runtime.made(text.str());
}

Value range(Runtime& runtime, const Value&, const Arguments& given)
{
    constexpr std::uint64_t kLongest = 100'000; // as Jinja's sandbox has it
    const bool one = given.positional.size() < 2;
    const std::int64_t start = one ? 0 : integerOf(given.get(0, "start"));
    const std::int64_t stop = integerOf(given.get(one ? 0 : 1, "stop")), step = integerOf(given.get(2, "step", 1));
    if (step == 0)
        throw Failure("range() arg 3 must not be zero");
    std::vector<Value> items;
    for (std::int64_t at = start; step > 0 ? at < stop : at > stop;) {
        items.emplace_back(at);
        if (items.size() > kLongest)
            throw Failure("range() is too long");
        if (__builtin_add_overflow(at, step, &at))
            break;
    }
    return runtime.made(std::move(items));
}

std::shared_ptr<Dict> dictOf(Runtime& runtime, const Arguments& given)
{
    auto dict = std::make_shared<Dict>();
    if (!given.positional.empty() && given.positional[0].isDict())
        for (const auto& [key, value] : given.positional[0].dict().entries)
            dict->set(key, value);
    else if (!given.positional.empty())
        for (const Value& pair : iterated(given.positional[0])) {
            const std::vector<Value> both = iterated(pair);
            if (both.size() != 2)
                throw Failure("a dictionary is made of pairs");
            dict->set(both[0], both[1]);
        }
    for (const auto& [key, value] : given.named)
        dict->set(key, value);
    runtime.charge(dict->entries.size() * 4 * sizeof(Value));
    return dict;
}

Value makeDict(Runtime& runtime, const Value&, const Arguments& given)
{
    return dictOf(runtime, given);
}

Value makeNamespace(Runtime& runtime, const Value&, const Arguments& given)
{
    auto space = dictOf(runtime, given);
    space->isNamespace = true;
    return space;
}

/// An object that a call returns the next item of, with `current` and reset() left out: templates do not use them.
Value cycler(Runtime&, const Value&, const Arguments& given)
{
    if (given.positional.empty())
        throw Failure("at least one item has to be provided");
    auto made = std::make_shared<Callable>();
    made->name = "cycler";
    made->attributes = std::make_shared<Dict>();
    const auto next = [items = given.positional, at = std::make_shared<std::size_t>(0)](const Arguments&) {
        return items[(*at)++ % items.size()];
    };
    made->attributes->set(
        "next", Value(std::shared_ptr<const Callable>(std::make_shared<Callable>(Callable{"next", next, nullptr}))));
    made->call = next;
    return std::shared_ptr<const Callable>(std::move(made));
}

/// Nothing the first time it is called, then the separator.
Value joiner(Runtime&, const Value&, const Arguments& given)
{
    auto made = std::make_shared<Callable>();
    made->name = "joiner";
    made->call = [separator = given.get(0, "sep", ", "), used = std::make_shared<bool>(false)](const Arguments&) {
        return std::exchange(*used, true) ? separator : Value("");
    };
    return std::shared_ptr<const Callable>(std::move(made));
}

constexpr std::array kGlobals{
    Builtin{"raise_exception", raiseException},
    Builtin{"strftime_now", strftimeNow},
    Builtin{"range", range},
    Builtin{"dict", makeDict},
    Builtin{"namespace", makeNamespace},
    Builtin{"cycler", cycler},
    Builtin{"joiner", joiner},
};

} // namespace

std::span<const Builtin> globals()
{
    return kGlobals;
}

} // namespace headroom::jinja
