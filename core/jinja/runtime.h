// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what expressions can do to values: attributes, items, calls, operators, filters and tests, each group one table
// in a file of its own. A Runtime lives as long as one rendering and bounds its work, so that no template runs for ever
// or eats the memory; what is too much throws Failure.
#pragma once

#include "core/jinja/value.h"

#include <chrono>
#include <ctime>
#include <span>

namespace headroom::jinja {

class Runtime {
public:
    struct Limits {
        std::size_t work = 0; ///< bytes made, and kStep per step
        std::size_t text = 1U << 26U; ///< bytes of one text
        std::size_t items = 1U << 20U; ///< of one list that is made at once
        int depth = 800; ///< of expressions and blocks within each other, macro calls included
    };
    static constexpr std::size_t kStep = 50;

    Runtime(const Limits& limits, std::tm now) : m_limits(limits), m_now(now) { }
    ~Runtime();
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;

    void charge(std::size_t amount)
    {
        m_work += amount;
        if (m_work > m_limits.work)
            throw Failure("the template does too much work");
    }
    /// A text that was made: its size is charged.
    Value made(std::string text);
    Value made(std::vector<Value> items, bool tuple = false);
    /// Before something of this size is made.
    void checkText(std::size_t bytes) const;
    void checkItems(std::size_t items) const;

    /// value.name: methods first, then entries.
    Value attribute(const Value& value, const std::string& name);
    /// value[key]: entries first, then methods.
    Value item(const Value& value, const Value& key);
    Value slice(const Value& value, const Value& start, const Value& stop, const Value& step);
    Value call(const Value& function, const Arguments& arguments);
    Value binary(std::string_view operation, const Value& a, const Value& b);
    Value filter(const std::string& name, const Value& input, const Arguments& arguments);
    bool test(const std::string& name, const Value& input, const Arguments& arguments);
    /// A function that every template can call: range, namespace, raise_exception, …; undefined if there is none.
    Value global(const std::string& name);
    /// "a.b.0" from a value, as map(attribute=…) means it.
    Value path(const Value& value, const Value& attribute);

    /// A list or dictionary that something was put into: it may now hold itself, and is emptied at the end.
    void keep(const Value& container) { m_changed.push_back(container); }
    const std::tm& now() const { return m_now; }
    const Limits& limits() const { return m_limits; }

private:
    Limits m_limits;
    std::tm m_now;
    std::size_t m_work = 0;
    std::vector<Value> m_changed;
};

/// One row of a table of functions on a value.
struct Builtin {
    std::string_view name;
    Value (*apply)(Runtime& runtime, const Value& self, const Arguments& arguments);
};
const Builtin* findBuiltin(std::span<const Builtin> table, std::string_view name);
std::span<const Builtin> textMethods();
std::span<const Builtin> listMethods();
std::span<const Builtin> dictMethods();
std::span<const Builtin> textFilters();
std::span<const Builtin> numberFilters();
std::span<const Builtin> listFilters();
std::span<const Builtin> selectFilters();
std::span<const Builtin> tests();
std::span<const Builtin> globals();

/// "%s has %d" % values, and "{} has {:.2f}".format(values).
std::string formatPercent(std::string_view format, const Value& values);
std::string formatBraces(Runtime& runtime, std::string_view format, const Arguments& arguments);

/// Arguments of the usual types. They throw Failure for another one.
const std::string& textOf(const Value& value);
std::int64_t integerOf(const Value& value);
/// Throws the undefined value's own message.
void refuseUndefined(const Value& value);

} // namespace headroom::jinja
