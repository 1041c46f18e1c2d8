// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: chat templates are Jinja, and Jinja's values are Python's: what is true, equal, ordered or printed follows
// Python's rules here. Lists, dictionaries and namespaces are shared by reference, as there. Text is UTF-8; lengths and
// positions count code points.
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace headroom::jinja {

/// What stops a template. It never leaves this folder: ChatTemplate turns it into an Error.
struct Failure : std::runtime_error {
    explicit Failure(const std::string& what, int atLine = 0) : std::runtime_error(what), line(atLine) { }
    int line; ///< 0: filled in by whoever knows it
};

class Value;
struct List;
struct Dict;
struct Callable;
using SharedText = std::shared_ptr<const std::string>;

struct Undefined {
    std::string what; ///< "'x' is undefined"
};
struct None { };

class Value {
public:
    Value() : m_data(None()) { }
    Value(None) : m_data(None()) { }
    Value(Undefined undefined) : m_data(std::make_shared<const Undefined>(std::move(undefined))) { }
    Value(bool truth) : m_data(truth) { }
    Value(int number) : m_data(std::int64_t{number}) { }
    Value(std::int64_t number) : m_data(number) { }
    Value(double number) : m_data(number) { }
    Value(std::string text) : m_data(std::make_shared<const std::string>(std::move(text))) { }
    Value(std::string_view text) : Value(std::string(text)) { }
    Value(const char* text) : Value(std::string(text)) { }
    Value(std::shared_ptr<List> list) : m_data(std::move(list)) { }
    Value(std::shared_ptr<Dict> dict) : m_data(std::move(dict)) { }
    Value(std::shared_ptr<const Callable> callable) : m_data(std::move(callable)) { }
    static Value list(std::vector<Value> items, bool tuple = false);
    static Value fromJson(const Json& json);

    bool isUndefined() const { return holds<std::shared_ptr<const Undefined>>(); }
    bool isNone() const { return holds<None>(); }
    bool isBool() const { return holds<bool>(); }
    bool isInteger() const { return holds<std::int64_t>(); }
    bool isFloat() const { return holds<double>(); }
    bool isNumber() const { return isInteger() || isFloat() || isBool(); }
    bool isText() const { return holds<SharedText>(); }
    bool isList() const { return holds<std::shared_ptr<List>>(); } ///< or tuple
    bool isDict() const { return holds<std::shared_ptr<Dict>>(); } ///< or namespace
    bool isCallable() const { return holds<std::shared_ptr<const Callable>>(); }

    const std::string& text() const { return *std::get<SharedText>(m_data); }
    bool boolean() const { return std::get<bool>(m_data); }
    double floating() const { return std::get<double>(m_data); }
    List& items() const { return *std::get<std::shared_ptr<List>>(m_data); }
    Dict& dict() const { return *std::get<std::shared_ptr<Dict>>(m_data); }
    const Callable& callable() const { return *std::get<std::shared_ptr<const Callable>>(m_data); }
    const std::string& undefinedReason() const { return std::get<std::shared_ptr<const Undefined>>(m_data)->what; }
    const std::shared_ptr<List>& sharedList() const { return std::get<std::shared_ptr<List>>(m_data); }
    const std::shared_ptr<Dict>& sharedDict() const { return std::get<std::shared_ptr<Dict>>(m_data); }
    /// A whole number, also of a bool.
    std::int64_t integer() const { return isBool() ? boolean() : std::get<std::int64_t>(m_data); }
    /// Any number as floating point.
    double number() const { return isFloat() ? floating() : static_cast<double>(integer()); }

    bool truth() const;
    /// "str", "int", "dict", … as Python names it.
    std::string_view typeName() const;
    /// Whether both are the same object, or equal values of a type that has no identity.
    bool isSame(const Value& other) const;

private:
    template <class T> bool holds() const { return std::holds_alternative<T>(m_data); }
    std::variant<None, std::shared_ptr<const Undefined>, bool, std::int64_t, double, SharedText, std::shared_ptr<List>,
                 std::shared_ptr<Dict>, std::shared_ptr<const Callable>>
        m_data;
};

struct List {
    std::vector<Value> items;
    bool tuple = false;
    std::vector<std::string_view> names; ///< of a named tuple's items, literals; empty for others
};

/// Keeps the order of insertion, like Python's. Keys are texts, numbers, None, or tuples of them.
struct Dict {
    std::vector<std::pair<Value, Value>> entries;
    bool isNamespace = false;

    const Value* find(const Value& key) const;
    const Value* findName(std::string_view key) const;
    void set(const Value& key, Value value); ///< replaces in place, or appends
    bool erase(const Value& key);

private:
    static std::string keyText(const Value& key); ///< equal for equal keys
    std::unordered_map<std::string, std::size_t> m_index;
};

struct Arguments {
    std::vector<Value> positional;
    std::vector<std::pair<std::string, Value>> named;

    /// The argument at `index`, or called `name`, or `absent`.
    Value get(std::size_t index, std::string_view name, Value absent = Undefined()) const;
    bool has(std::size_t index, std::string_view name) const;
};

struct Callable {
    std::string name;
    std::function<Value(const Arguments&)> call;
    std::shared_ptr<Dict> attributes; ///< of a macro or loop: name, index, …; null for others
};

bool equal(const Value& a, const Value& b);
/// Negative, 0 or positive. Throws Failure for types without an order.
int compare(const Value& a, const Value& b);
/// `needle in container`.
bool contains(const Value& container, const Value& needle);
/// What a loop over it sees. Throws Failure when it cannot be iterated; undefined is empty.
std::vector<Value> iterated(const Value& value);

} // namespace headroom::jinja
