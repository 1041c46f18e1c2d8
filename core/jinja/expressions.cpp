// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/level.h"
#include "core/jinja/text.h"

#include <fmt/format.h>

namespace headroom::jinja {

Value Evaluator::value(const Expression& expression, const ScopePtr& scope)
{
    const Level level(m_depth, m_runtime, expression.line);
    try {
        return valueOf(expression, scope);
    } catch (Failure& failure) {
        if (failure.line == 0)
            failure.line = expression.line;
        throw;
    }
}

Value Evaluator::valueOf(const Expression& expression, const ScopePtr& scope)
{
    using Kind = Expression::Kind;
    const auto part = [&](std::size_t i) { return value(*expression.parts[i], scope); };
    switch (expression.kind) {
    case Kind::Literal:
        return expression.literal;
    case Kind::Name:
        return lookUp(expression.name, scope);
    case Kind::List:
    case Kind::Tuple: {
        std::vector<Value> items;
        for (std::size_t i = 0; i < expression.parts.size(); ++i)
            items.push_back(part(i));
        return m_runtime.made(std::move(items), expression.kind == Kind::Tuple);
    }
    case Kind::Dict:
        return dictionary(expression, scope);
    case Kind::Attribute:
        return m_runtime.attribute(part(0), expression.name);
    case Kind::Item:
        return m_runtime.item(part(0), part(1));
    case Kind::Slice:
        return m_runtime.slice(part(0), optional(expression.parts[1], scope), optional(expression.parts[2], scope),
                               optional(expression.parts[3], scope));
    case Kind::Call: {
        const Value callee = part(0);
        return m_runtime.call(callee, arguments(expression.arguments, scope));
    }
    case Kind::Filter:
        return filter(expression, part(0), scope);
    case Kind::Test:
        return test(expression, scope);
    case Kind::Unary:
        return unary(expression, scope);
    case Kind::Binary: {
        const Value left = part(0);
        return m_runtime.binary(expression.name, left, part(1));
    }
    case Kind::Concatenation:
        return concatenation(expression, scope);
    case Kind::Comparison:
        return comparison(expression, scope);
    case Kind::And:
    case Kind::Or: {
        Value left = part(0);
        return left.truth() == (expression.kind == Kind::And) ? part(1) : left;
    }
    case Kind::Conditional:
        if (part(1).truth())
            return part(0);
        return expression.parts[2] ? part(2) : Undefined{"the condition is false and there is no else"};
    }
    return None();
}

Value Evaluator::optional(const ExpressionPtr& expression, const ScopePtr& scope)
{
    return expression ? value(*expression, scope) : Value();
}

Value Evaluator::lookUp(const std::string& name, const ScopePtr& scope)
{
    for (const Scope* at = scope.get(); at; at = at->outer.get())
        if (const auto found = at->names.find(name); found != at->names.end())
            return found->second;
    return m_runtime.global(name);
}

Value Evaluator::dictionary(const Expression& expression, const ScopePtr& scope)
{
    auto dict = std::make_shared<Dict>();
    for (std::size_t i = 0; i + 1 < expression.parts.size(); i += 2) {
        const Value key = value(*expression.parts[i], scope);
        dict->set(key, value(*expression.parts[i + 1], scope));
    }
    m_runtime.charge(dict->entries.size() * 4 * sizeof(Value));
    return dict;
}

Value Evaluator::comparison(const Expression& expression, const ScopePtr& scope)
{
    Value left = value(*expression.parts[0], scope);
    for (std::size_t i = 0; i < expression.names.size(); ++i) {
        const std::string& name = expression.names[i];
        const Value right = value(*expression.parts[i + 1], scope);
        if (right.isText())
            m_runtime.charge(right.text().size() / 8);
        bool holds = false;
        if (name == "==" || name == "!=") {
            holds = equal(left, right) == (name == "==");
        } else if (name == "in" || name == "not in") {
            if (right.isList() || right.isDict())
                m_runtime.charge(right.isList() ? right.items().items.size() : 1);
            holds = contains(right, left) == (name == "in");
        } else {
            refuseUndefined(left);
            refuseUndefined(right);
            const int order = compare(left, right);
            holds = name == "<" ? order < 0 : name == "<=" ? order <= 0 : name == ">" ? order > 0 : order >= 0;
        }
        if (!holds)
            return false;
        left = right;
    }
    return true;
}

Value Evaluator::concatenation(const Expression& expression, const ScopePtr& scope)
{
    std::string text;
    for (const ExpressionPtr& part : expression.parts)
        write(text, printed(value(*part, scope)));
    return text;
}

Value Evaluator::unary(const Expression& expression, const ScopePtr& scope)
{
    const Value operand = value(*expression.parts[0], scope);
    if (expression.name == "not")
        return !operand.truth();
    refuseUndefined(operand);
    if (!operand.isNumber())
        throw Failure(fmt::format("a '{}' has no sign", operand.typeName()));
    return expression.name == "-" ? m_runtime.binary("-", operand.isFloat() ? Value(-0.0) : Value(0), operand)
                                  : m_runtime.binary("+", Value(0), operand);
}

Value Evaluator::filter(const Expression& expression, const Value& input, const ScopePtr& scope)
{
    return m_runtime.filter(expression.name, input, arguments(expression.arguments, scope));
}

/// Filters without an input of their own: of a filter block, or of {% set x | trim %}.
Value Evaluator::filterChain(const Expression& expression, const Value& input, const ScopePtr& scope)
{
    const Level level(m_depth, m_runtime, expression.line);
    if (expression.kind != Expression::Kind::Filter)
        return value(expression, scope);
    const ExpressionPtr& before = expression.parts[0];
    return filter(expression, before ? filterChain(*before, input, scope) : input, scope);
}

Value Evaluator::test(const Expression& expression, const ScopePtr& scope)
{
    const Value input = value(*expression.parts[0], scope);
    return m_runtime.test(expression.name, input, arguments(expression.arguments, scope));
}

Arguments Evaluator::arguments(const std::vector<Argument>& all, const ScopePtr& scope)
{
    Arguments given;
    for (const Argument& argument : all) {
        const Value each = value(*argument.value, scope);
        switch (argument.kind) {
        case Argument::Kind::Positional:
            given.positional.push_back(each);
            break;
        case Argument::Kind::Named:
            given.named.emplace_back(argument.name, each);
            break;
        case Argument::Kind::Unpacked:
            for (const Value& item : iterated(each))
                given.positional.push_back(item);
            break;
        case Argument::Kind::UnpackedNames:
            if (!each.isDict())
                throw Failure("** needs a dictionary");
            for (const auto& [key, item] : each.dict().entries)
                given.named.emplace_back(textOf(key), item);
            break;
        }
    }
    m_runtime.charge(given.positional.size() * sizeof(Value));
    return given;
}

} // namespace headroom::jinja
