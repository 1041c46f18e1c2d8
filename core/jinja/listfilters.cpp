// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Filters on lists as a whole. What Python would give as a generator is a list here; templates cannot tell.
#include "core/jinja/runtime.h"
#include "core/jinja/text.h"

#include <algorithm>
#include <array>

namespace headroom::jinja {

namespace {

/// What an item is compared by: an attribute if one is asked for, texts without regard to case unless told otherwise.
class Key {
public:
    Key(Runtime& runtime, Value attribute, bool caseSensitive)
        : m_runtime(runtime), m_attribute(std::move(attribute)), m_caseSensitive(caseSensitive)
    {
    }
    Value of(const Value& item) const
    {
        m_runtime.charge(Runtime::kStep);
        Value key = m_attribute.isNone() ? item : m_runtime.path(item, m_attribute);
        return key.isText() && !m_caseSensitive ? Value(lower(key.text())) : key;
    }

private:
    Runtime& m_runtime;
    Value m_attribute;
    bool m_caseSensitive;
};

struct Keyed {
    std::vector<Value> keys; ///< one, or one per attribute
    Value item;
};

/// Stable; charged by the number of comparisons to expect.
void sortKeyed(Runtime& runtime, std::vector<Keyed>& all, bool reverse)
{
    for (std::size_t n = all.size(); n > 0; n /= 2)
        runtime.charge(all.size() * 4);
    const auto less = [](const Keyed& a, const Keyed& b) {
        for (std::size_t i = 0; i < a.keys.size(); ++i) {
            refuseUndefined(a.keys[i]);
            refuseUndefined(b.keys[i]);
            if (const int order = compare(a.keys[i], b.keys[i]); order != 0)
                return order < 0;
        }
        return false;
    };
    if (reverse)
        std::reverse(all.begin(), all.end());
    std::stable_sort(all.begin(), all.end(), less);
    if (reverse)
        std::reverse(all.begin(), all.end());
}

Value sorted(Runtime& runtime, const Value& self, const Arguments& given)
{
    const bool reverse = given.get(0, "reverse", false).truth();
    const bool caseSensitive = given.get(1, "case_sensitive", false).truth();
    const Value attribute = given.get(2, "attribute", None());
    std::vector<Value> attributes{attribute};
    if (attribute.isText() && attribute.text().find(',') != std::string::npos) {
        Arguments comma;
        comma.positional = {","};
        attributes = iterated(findBuiltin(textMethods(), "split")->apply(runtime, attribute, comma));
    }
    std::vector<Keyed> all;
    for (const Value& item : iterated(self)) {
        Keyed keyed{{}, item};
        for (const Value& each : attributes)
            keyed.keys.push_back(Key(runtime, each, caseSensitive).of(item));
        all.push_back(std::move(keyed));
    }
    sortKeyed(runtime, all, reverse);
    std::vector<Value> items;
    for (Keyed& keyed : all)
        items.push_back(std::move(keyed.item));
    return runtime.made(std::move(items));
}

Value sortedDict(Runtime& runtime, const Value& self, const Arguments& given)
{
    if (!self.isDict())
        throw Failure("dictsort needs a dictionary");
    const bool byValue = textOf(given.get(1, "by", "key")) == "value";
    const Key key(runtime, byValue ? 1 : 0, given.get(0, "case_sensitive", false).truth());
    std::vector<Keyed> all;
    for (const auto& [name, value] : self.dict().entries) {
        const Value pair = Value::list({name, value}, true);
        all.push_back({{key.of(pair)}, pair});
    }
    sortKeyed(runtime, all, given.get(2, "reverse", false).truth());
    std::vector<Value> items;
    for (Keyed& keyed : all)
        items.push_back(std::move(keyed.item));
    return runtime.made(std::move(items));
}

/// Pairs of a key and its items; they answer to grouper and list, too.
Value grouped(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Value absent = given.get(1, "default", None());
    const Key key(runtime, given.get(0, "attribute"), given.get(2, "case_sensitive", false).truth());
    const Key exact(runtime, given.get(0, "attribute"), true);
    std::vector<Keyed> all;
    for (const Value& item : iterated(self)) {
        const Value found = key.of(item);
        all.push_back({{found.isUndefined() ? absent : found}, item});
    }
    sortKeyed(runtime, all, false);
    std::vector<Value> groups;
    for (std::size_t i = 0; i < all.size();) {
        const std::size_t begin = i;
        std::vector<Value> members;
        for (; i < all.size() && equal(all[i].keys[0], all[begin].keys[0]); ++i)
            members.push_back(all[i].item);
        const Value name = exact.of(members[0]);
        const Value group = Value::list({name.isUndefined() ? absent : name, Value::list(std::move(members))}, true);
        group.items().names = {"grouper", "list"};
        groups.push_back(group);
    }
    return runtime.made(std::move(groups));
}

Value unique(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Key key(runtime, given.get(1, "attribute", None()), given.get(0, "case_sensitive", false).truth());
    Dict seen;
    std::vector<Value> items;
    for (const Value& item : iterated(self)) {
        const Value found = key.of(item);
        if (seen.find(found))
            continue;
        seen.set(found, true);
        items.push_back(item);
    }
    return runtime.made(std::move(items));
}

/// The smallest (side < 0) or largest item.
template <int side> Value extreme(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Key key(runtime, given.get(1, "attribute", None()), given.get(0, "case_sensitive", false).truth());
    Value best = Undefined{"No aggregated item, sequence was empty."}, bestKey;
    for (const Value& item : iterated(self)) {
        const Value found = key.of(item);
        refuseUndefined(found);
        if (!best.isUndefined() && compare(found, bestKey) * side <= 0)
            continue;
        best = item;
        bestKey = found;
    }
    return best;
}

Value sum(Runtime& runtime, const Value& self, const Arguments& given)
{
    const Value attribute = given.get(0, "attribute", None());
    Value total = given.get(1, "start", 0);
    for (const Value& item : iterated(self))
        total = runtime.binary("+", total, attribute.isNone() ? item : runtime.path(item, attribute));
    return total;
}

Value joined(Runtime& runtime, const Value& self, const Arguments& given)
{
    const std::string separator = printed(given.get(0, "d", ""));
    const Value attribute = given.get(1, "attribute", None());
    std::string text;
    bool first = true;
    for (const Value& item : iterated(self)) {
        text += first ? "" : separator;
        text += printed(attribute.isNone() ? item : runtime.path(item, attribute));
        runtime.checkText(text.size());
        runtime.charge(Runtime::kStep);
        first = false;
    }
    return runtime.made(std::move(text));
}

Value size(Runtime& runtime, const Value& self, const Arguments&)
{
    if (self.isText()) {
        runtime.charge(self.text().size() / 8);
        return static_cast<std::int64_t>(length(self.text()));
    }
    if (self.isList())
        return static_cast<std::int64_t>(self.items().items.size());
    if (self.isDict() && !self.dict().isNamespace)
        return static_cast<std::int64_t>(self.dict().entries.size());
    if (self.isUndefined())
        return 0;
    throw Failure("a '" + std::string(self.typeName()) + "' has no length");
}

Value asList(Runtime& runtime, const Value& self, const Arguments&)
{
    return runtime.made(iterated(self));
}

Value first(Runtime& runtime, const Value& self, const Arguments&)
{
    const std::vector<Value> items = iterated(self);
    runtime.charge(items.size());
    return items.empty() ? Undefined{"No first item, sequence was empty."} : items.front();
}

Value last(Runtime& runtime, const Value& self, const Arguments&)
{
    const std::vector<Value> items = iterated(self);
    runtime.charge(items.size());
    return items.empty() ? Undefined{"No last item, sequence was empty."} : items.back();
}

Value reversed(Runtime& runtime, const Value& self, const Arguments&)
{
    std::vector<Value> items = iterated(self);
    std::reverse(items.begin(), items.end());
    if (!self.isText())
        return runtime.made(std::move(items));
    std::string text;
    for (const Value& item : items)
        text += item.text();
    return runtime.made(std::move(text));
}

Value batch(Runtime& runtime, const Value& self, const Arguments& given)
{
    const std::int64_t count = integerOf(given.get(0, "linecount"));
    const Value fill = given.get(1, "fill_with", None());
    if (count < 1)
        throw Failure("batch needs a positive size");
    std::vector<Value> rows, row;
    for (const Value& item : iterated(self)) {
        row.push_back(item);
        if (static_cast<std::int64_t>(row.size()) == count)
            rows.push_back(runtime.made(std::exchange(row, {})));
    }
    if (!row.empty()) {
        runtime.checkItems(static_cast<std::size_t>(fill.isNone() ? 0 : count));
        while (!fill.isNone() && static_cast<std::int64_t>(row.size()) < count)
            row.push_back(fill);
        rows.push_back(runtime.made(std::move(row)));
    }
    return runtime.made(std::move(rows));
}

/// The list in `slices` columns; the first ones are longer by one when it does not come out even.
Value slices(Runtime& runtime, const Value& self, const Arguments& given)
{
    const std::vector<Value> items = iterated(self);
    const Value fill = given.get(1, "fill_with", None());
    const std::int64_t wanted = integerOf(given.get(0, "slices"));
    if (wanted < 1)
        throw Failure("slice needs a positive number");
    const auto count = static_cast<std::size_t>(wanted);
    runtime.checkItems(count);
    std::vector<Value> columns;
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t length = items.size() / count + (i < items.size() % count ? 1 : 0);
        std::vector<Value> column(items.begin() + static_cast<std::ptrdiff_t>(at),
                                  items.begin() + static_cast<std::ptrdiff_t>(at + length));
        if (!fill.isNone() && i >= items.size() % count)
            column.push_back(fill);
        columns.push_back(runtime.made(std::move(column)));
        at += length;
    }
    return runtime.made(std::move(columns));
}

Value pairs(Runtime& runtime, const Value& self, const Arguments& given)
{
    if (self.isUndefined())
        return Value::list({});
    if (!self.isDict() || self.dict().isNamespace)
        throw Failure("Can only get item pairs from a mapping.");
    return findBuiltin(dictMethods(), "items")->apply(runtime, self, given);
}

constexpr std::array kListFilters{
    Builtin{"sort", sorted},   Builtin{"dictsort", sortedDict}, Builtin{"groupby", grouped},
    Builtin{"unique", unique}, Builtin{"min", extreme<-1>},     Builtin{"max", extreme<1>},
    Builtin{"sum", sum},       Builtin{"join", joined},         Builtin{"length", size},
    Builtin{"count", size},    Builtin{"list", asList},         Builtin{"first", first},
    Builtin{"last", last},     Builtin{"reverse", reversed},    Builtin{"batch", batch},
    Builtin{"slice", slices},  Builtin{"items", pairs},
};

} // namespace

std::span<const Builtin> listFilters()
{
    return kListFilters;
}

} // namespace headroom::jinja
