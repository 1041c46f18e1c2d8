// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/evaluator.h"

#include "core/jinja/level.h"
#include "core/jinja/text.h"

#include <fmt/format.h>

namespace headroom::jinja {

Evaluator::Evaluator(const Runtime::Limits& limits, std::tm now, const Dict& names)
    : m_runtime(limits, now), m_top(std::make_shared<Scope>())
{
    for (const auto& [name, value] : names.entries)
        m_top->names[name.text()] = value;
    m_captured.push_back(m_top);
}

Evaluator::~Evaluator()
{
    for (const auto& scope : m_captured)
        if (const ScopePtr alive = scope.lock()) {
            alive->names.clear();
            alive->outer.reset();
        }
}

std::string Evaluator::render(const Body& body)
{
    std::string out;
    run(body, m_top, out);
    return out;
}

void Evaluator::write(std::string& out, std::string_view text)
{
    m_runtime.checkText(out.size() + text.size());
    m_runtime.charge(text.size());
    out += text;
}

ScopePtr Evaluator::inner(const ScopePtr& scope)
{
    auto made = std::make_shared<Scope>();
    made->outer = scope;
    return made;
}

Evaluator::Flow Evaluator::run(const Body& body, const ScopePtr& scope, std::string& out)
{
    for (const Statement& statement : body) {
        const Level level(m_depth, m_runtime, statement.line);
        try {
            if (const Flow flow = run(statement, scope, out); flow != Flow::Next)
                return flow;
        } catch (Failure& failure) {
            if (failure.line == 0)
                failure.line = statement.line;
            throw;
        }
    }
    return Flow::Next;
}

Evaluator::Flow Evaluator::run(const Statement& statement, const ScopePtr& scope, std::string& out)
{
    using Kind = Statement::Kind;
    switch (statement.kind) {
    case Kind::Text:
        write(out, statement.text);
        break;
    case Kind::Output:
        write(out, printed(value(*statement.expression, scope)));
        break;
    case Kind::If:
        return run(value(*statement.expression, scope).truth() ? statement.body : statement.otherwise, scope, out);
    case Kind::For:
        return runFor(statement, scope, out);
    case Kind::Set:
        assign(statement.target, value(*statement.expression, scope), scope);
        break;
    case Kind::SetBlock: {
        const Value text = captured(statement.body, scope);
        assign(statement.target, statement.expression ? filterChain(*statement.expression, text, scope) : text, scope);
        break;
    }
    case Kind::Macro:
        scope->names[statement.text] = macro(statement, statement.text, statement.mentions, scope);
        break;
    case Kind::Call:
        runCall(statement, scope, out);
        break;
    case Kind::Filter:
        write(out, printed(filterChain(*statement.expression, captured(statement.body, scope), scope)));
        break;
    case Kind::With:
        runWith(statement, scope, out);
        break;
    case Kind::Do:
        value(*statement.expression, scope);
        break;
    case Kind::Break:
        return Flow::Break;
    case Kind::Continue:
        return Flow::Continue;
    }
    return Flow::Next;
}

void Evaluator::runWith(const Statement& statement, const ScopePtr& scope, std::string& out)
{
    const ScopePtr own = inner(scope);
    for (const auto& [target, expression] : statement.assignments)
        assign(target, value(*expression, scope), own);
    run(statement.body, own, out);
}

std::string Evaluator::captured(const Body& body, const ScopePtr& scope)
{
    std::string text;
    run(body, inner(scope), text);
    return text;
}

void Evaluator::assign(const Target& target, const Value& value, const ScopePtr& scope)
{
    if (!target.parts.empty()) {
        const std::vector<Value> items = iterated(value);
        if (items.size() != target.parts.size())
            throw Failure(fmt::format("{} values cannot be given to {} names", items.size(), target.parts.size()));
        for (std::size_t i = 0; i < items.size(); ++i)
            assign(target.parts[i], items[i], scope);
    } else if (target.attribute.empty()) {
        scope->names[target.name] = value;
    } else {
        const Value space = lookUp(target.name, scope);
        if (!space.isDict() || !space.dict().isNamespace)
            throw Failure(
                fmt::format("'{}' is no namespace, so '{}' cannot be set in it", target.name, target.attribute));
        space.dict().set(target.attribute, value);
        m_runtime.keep(space);
        m_runtime.charge(Runtime::kStep);
    }
}

} // namespace headroom::jinja
