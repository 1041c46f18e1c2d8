// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/evaluator.h"
#include "core/jinja/text.h"

#include <fmt/format.h>

namespace headroom::jinja {

namespace {

std::shared_ptr<const Callable> function(std::string name, std::function<Value(const Arguments&)> call)
{
    return std::make_shared<const Callable>(Callable{std::move(name), std::move(call), nullptr});
}

/// loop.cycle(a, b, …)
Value cycle(std::size_t index)
{
    return function("cycle", [index](const Arguments& given) {
        if (given.positional.empty())
            throw Failure("no items for cycling given");
        return given.positional[index % given.positional.size()];
    });
}

/// loop.changed(value): whether it differs from the last call's.
Value changed(const std::shared_ptr<Value>& last)
{
    return function("changed", [last](const Arguments& given) {
        const Value now = Value::list(given.positional, true);
        const bool differs = !equal(*last, now);
        *last = now;
        return Value(differs);
    });
}

} // namespace

Evaluator::Flow Evaluator::runFor(const Statement& statement, const ScopePtr& scope, std::string& out)
{
    const Value iterable = value(*statement.expression, scope);
    return runLoop(statement, selected(statement, iterable, scope), scope, 0, out);
}

std::vector<Value> Evaluator::selected(const Statement& statement, const Value& iterable, const ScopePtr& scope)
{
    std::vector<Value> items = iterated(iterable);
    m_runtime.charge(items.size() * sizeof(Value));
    if (!statement.condition)
        return items;
    std::vector<Value> passed;
    for (const Value& item : items) {
        const ScopePtr own = inner(scope);
        assign(statement.target, item, own);
        if (value(*statement.condition, own).truth())
            passed.push_back(item);
    }
    return passed;
}

Evaluator::Flow Evaluator::runLoop(const Statement& statement, const std::vector<Value>& items, const ScopePtr& scope,
                                   int level, std::string& out)
{
    if (items.empty())
        return run(statement.otherwise, scope, out);
    if (statement.recursive)
        m_captured.push_back(scope);
    const auto last = std::make_shared<Value>();
    for (std::size_t i = 0; i < items.size(); ++i) {
        m_runtime.charge(8 * Runtime::kStep); // what the loop object costs
        const ScopePtr own = inner(scope);
        own->names["loop"] = loopObject(statement, items, i, level, last, scope);
        assign(statement.target, items[i], own);
        if (run(statement.body, own, out) == Flow::Break)
            break;
    }
    return Flow::Next;
}

Value Evaluator::loopObject(const Statement& statement, const std::vector<Value>& items, std::size_t index, int level,
                            const std::shared_ptr<Value>& last, const ScopePtr& scope)
{
    const auto count = static_cast<std::int64_t>(items.size()), at = static_cast<std::int64_t>(index);
    auto entries = std::make_shared<Dict>();
    entries->set("index", at + 1);
    entries->set("index0", at);
    entries->set("revindex", count - at);
    entries->set("revindex0", count - at - 1);
    entries->set("first", at == 0);
    entries->set("last", at + 1 == count);
    entries->set("length", count);
    entries->set("depth", level + 1);
    entries->set("depth0", level);
    entries->set("previtem", index > 0 ? items[index - 1] : Value(Undefined{"there is no previous item"}));
    entries->set("nextitem", index + 1 < items.size() ? items[index + 1] : Value(Undefined{"there is no next item"}));
    entries->set("cycle", cycle(index));
    entries->set("changed", changed(last));
    auto loop = std::make_shared<Callable>();
    loop->name = "loop";
    loop->attributes = std::move(entries);
    // Only a recursive loop knows its scope: one that does not is freed with its last use.
    loop->call = [this, &statement, level, outer = statement.recursive ? scope : nullptr](const Arguments& given) {
        if (!outer)
            throw Failure("only a recursive loop can be called");
        std::string text;
        runLoop(statement, selected(statement, given.get(0, "iterable"), outer), outer, level + 1, text);
        return m_runtime.made(std::move(text));
    };
    return std::shared_ptr<const Callable>(std::move(loop));
}

} // namespace headroom::jinja
