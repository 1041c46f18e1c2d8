// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Methods of lists and dictionaries, as Python has them.
#include "core/jinja/runtime.h"
#include "core/jinja/text.h"

#include <algorithm>
#include <array>

namespace headroom::jinja {

namespace {

/// Before a list changes: tuples do not. What is put in is counted, and the list remembered.
List& changing(Runtime& runtime, const Value& self)
{
    if (self.items().tuple)
        throw Failure("a tuple cannot be changed");
    runtime.charge(Runtime::kStep);
    runtime.keep(self);
    return self.items();
}

Value append(Runtime& runtime, const Value& self, const Arguments& given)
{
    List& list = changing(runtime, self);
    runtime.checkItems(list.items.size() + 1);
    list.items.push_back(given.get(0, "object"));
    return None();
}

Value extend(Runtime& runtime, const Value& self, const Arguments& given)
{
    const std::vector<Value> more = iterated(given.get(0, "iterable"));
    List& list = changing(runtime, self);
    runtime.checkItems(list.items.size() + more.size());
    runtime.charge(more.size() * sizeof(Value));
    list.items.insert(list.items.end(), more.begin(), more.end());
    return None();
}

std::ptrdiff_t place(const List& list, std::int64_t index)
{
    const auto count = static_cast<std::int64_t>(list.items.size());
    return static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(index < 0 ? index + count : index, 0, count));
}

Value insert(Runtime& runtime, const Value& self, const Arguments& given)
{
    List& list = changing(runtime, self);
    runtime.checkItems(list.items.size() + 1);
    runtime.charge(list.items.size());
    list.items.insert(list.items.begin() + place(list, integerOf(given.get(0, "index"))), given.get(1, "object"));
    return None();
}

Value popItem(Runtime& runtime, const Value& self, const Arguments& given)
{
    List& list = changing(runtime, self);
    const std::int64_t index = integerOf(given.get(0, "index", -1)),
                       count = static_cast<std::int64_t>(list.items.size());
    if (index >= count || index < -count)
        throw Failure("pop index out of range");
    runtime.charge(list.items.size());
    const auto at = list.items.begin() + place(list, index);
    Value taken = *at;
    list.items.erase(at);
    return taken;
}

std::size_t positionOf(Runtime& runtime, const List& list, const Value& wanted)
{
    runtime.charge(list.items.size());
    const auto found = std::find_if(list.items.begin(), list.items.end(),
                                    [&wanted](const Value& item) { return equal(item, wanted); });
    if (found == list.items.end())
        throw Failure("the value is not in the list");
    return static_cast<std::size_t>(found - list.items.begin());
}

Value remove(Runtime& runtime, const Value& self, const Arguments& given)
{
    List& list = changing(runtime, self);
    list.items.erase(list.items.begin()
                     + static_cast<std::ptrdiff_t>(positionOf(runtime, list, given.get(0, "value"))));
    return None();
}

Value indexOf(Runtime& runtime, const Value& self, const Arguments& given)
{
    return static_cast<std::int64_t>(positionOf(runtime, self.items(), given.get(0, "value")));
}

Value countOf(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Value wanted = given.get(0, "value");
    const auto& items = self.items().items;
    runtime.charge(items.size());
    return static_cast<std::int64_t>(
        std::count_if(items.begin(), items.end(), [&wanted](const Value& item) { return equal(item, wanted); }));
}

Value reverse(Runtime& runtime, const Value& self, const Arguments&)
{
    List& list = changing(runtime, self);
    runtime.charge(list.items.size());
    std::reverse(list.items.begin(), list.items.end());
    return None();
}

Value sortItems(Runtime& runtime, const Value& self, const Arguments& given)
{
    Arguments exact;
    exact.named = {{"reverse", given.get(1, "reverse", false)}, {"case_sensitive", true}};
    const Value sorted = runtime.filter("sort", self, exact);
    changing(runtime, self).items = sorted.items().items;
    return None();
}

Value clearItems(Runtime& runtime, const Value& self, const Arguments&)
{
    changing(runtime, self).items.clear();
    return None();
}

Value copyItems(Runtime& runtime, const Value& self, const Arguments&)
{
    return runtime.made(self.items().items, self.items().tuple);
}

constexpr std::array kListMethods{
    Builtin{"append", append},  Builtin{"extend", extend},    Builtin{"insert", insert},  Builtin{"pop", popItem},
    Builtin{"remove", remove},  Builtin{"index", indexOf},    Builtin{"count", countOf},  Builtin{"reverse", reverse},
    Builtin{"sort", sortItems}, Builtin{"clear", clearItems}, Builtin{"copy", copyItems},
};

Value get(Runtime&, const Value& self, const Arguments& given)
{
    const Value* found = self.dict().find(given.get(0, "key"));
    return found ? *found : given.get(1, "default", None());
}

Value items(Runtime& runtime, const Value& self, const Arguments&)
{
    std::vector<Value> pairs;
    for (const auto& [key, value] : self.dict().entries)
        pairs.push_back(Value::list({key, value}, true));
    runtime.charge(pairs.size() * 4 * sizeof(Value));
    return runtime.made(std::move(pairs));
}

Value keys(Runtime& runtime, const Value& self, const Arguments&)
{
    return runtime.made(iterated(self));
}

Value values(Runtime& runtime, const Value& self, const Arguments&)
{
    std::vector<Value> all;
    for (const auto& entry : self.dict().entries)
        all.push_back(entry.second);
    return runtime.made(std::move(all));
}

void put(Runtime& runtime, const Value& self, const Value& key, const Value& value)
{
    runtime.charge(4 * sizeof(Value));
    runtime.checkItems(self.dict().entries.size() + 1);
    runtime.keep(self);
    self.dict().set(key, value);
}

Value update(Runtime& runtime, const Value& self, const Arguments& given)
{
    if (!given.positional.empty()) {
        const Value& other = given.positional[0];
        if (!other.isDict())
            throw Failure("update needs a dictionary");
        for (const auto& [key, value] : std::vector(other.dict().entries))
            put(runtime, self, key, value);
    }
    for (const auto& [key, value] : given.named)
        put(runtime, self, key, value);
    return None();
}

Value setDefault(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Value key = given.get(0, "key");
    if (!self.dict().find(key))
        put(runtime, self, key, given.get(1, "default", None()));
    return *self.dict().find(key);
}

Value popKey(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Value key = given.get(0, "key");
    const Value* found = self.dict().find(key);
    if (!found && !given.has(1, "default"))
        throw Failure("no such key: " + represented(key));
    Value taken = found ? *found : given.get(1, "default");
    runtime.charge(self.dict().entries.size());
    if (found)
        self.dict().erase(key);
    return taken;
}

Value clearKeys(Runtime&, const Value& self, const Arguments&)
{
    self.dict() = Dict();
    return None();
}

Value copyKeys(Runtime& runtime, const Value& self, const Arguments&)
{
    runtime.charge(self.dict().entries.size() * 4 * sizeof(Value));
    return std::make_shared<Dict>(self.dict());
}

constexpr std::array kDictMethods{
    Builtin{"get", get},
    Builtin{"items", items},
    Builtin{"keys", keys},
    Builtin{"values", values},
    Builtin{"update", update},
    Builtin{"pop", popKey},
    Builtin{"setdefault", setDefault},
    Builtin{"clear", clearKeys},
    Builtin{"copy", copyKeys},
};

} // namespace

std::span<const Builtin> listMethods()
{
    return kListMethods;
}

std::span<const Builtin> dictMethods()
{
    return kDictMethods;
}

} // namespace headroom::jinja
