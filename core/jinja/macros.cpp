// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/evaluator.h"
#include "core/jinja/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::jinja {

Value Evaluator::macro(const Statement& statement, const std::string& name, unsigned mentions, const ScopePtr& scope)
{
    m_captured.push_back(scope);
    auto made = std::make_shared<Callable>();
    made->name = name;
    made->attributes = std::make_shared<Dict>();
    std::vector<Value> names;
    for (const Parameter& parameter : statement.parameters)
        names.emplace_back(parameter.name);
    made->attributes->set("name", name);
    made->attributes->set("arguments", Value::list(std::move(names), true));
    made->attributes->set("catch_varargs", (mentions & Statement::kVarargs) != 0);
    made->attributes->set("catch_kwargs", (mentions & Statement::kKwargs) != 0);
    made->attributes->set("caller", (mentions & Statement::kCaller) != 0);
    made->call = [this, &statement, name, mentions, scope](const Arguments& given) {
        return m_runtime.made(callMacro(statement, name, mentions, given, scope));
    };
    return std::shared_ptr<const Callable>(std::move(made));
}

std::string Evaluator::callMacro(const Statement& statement, const std::string& name, unsigned mentions,
                                 const Arguments& given, const ScopePtr& scope)
{
    const ScopePtr own = inner(scope);
    bindRest(statement, name, mentions, given, *own);
    for (std::size_t i = 0; i < statement.parameters.size(); ++i) {
        const Parameter& parameter = statement.parameters[i];
        own->names[parameter.name] = Undefined{fmt::format("parameter '{}' was not provided", parameter.name)};
        if (given.has(i, parameter.name))
            own->names[parameter.name] = given.get(i, parameter.name);
        else if (parameter.absent)
            own->names[parameter.name] = value(*parameter.absent, own);
    }
    std::string text;
    run(statement.body, own, text);
    return text;
}

/// The arguments that no parameter takes. They are an error unless the macro asks for them.
void Evaluator::bindRest(const Statement& statement, const std::string& name, unsigned mentions, const Arguments& given,
                         Scope& inner) const
{
    const std::size_t count = statement.parameters.size();
    std::vector<Value> more;
    for (std::size_t i = count; i < given.positional.size(); ++i)
        more.push_back(given.positional[i]);
    if (!more.empty() && !(mentions & Statement::kVarargs))
        throw Failure(fmt::format("macro '{}' takes not more than {} arguments", name, count));
    auto named = std::make_shared<Dict>();
    for (const auto& argument : given.named) { // no binding: Clang 14 captures none
        const std::string& key = argument.first;
        const Value& value = argument.second;
        const auto found = std::find_if(statement.parameters.begin(), statement.parameters.end(),
                                        [&key](const Parameter& parameter) { return parameter.name == key; });
        const auto place = static_cast<std::size_t>(found - statement.parameters.begin());
        if (found != statement.parameters.end() && place < given.positional.size())
            throw Failure(fmt::format("macro '{}' got two values for '{}'", name, key));
        if (found != statement.parameters.end())
            continue;
        if (key == "caller" && mentions & Statement::kCaller)
            inner.names["caller"] = value;
        else if (mentions & Statement::kKwargs)
            named->set(key, value);
        else
            throw Failure(fmt::format("macro '{}' takes no argument '{}'", name, key));
    }
    if (mentions & Statement::kVarargs)
        inner.names["varargs"] = Value::list(std::move(more), true);
    if (mentions & Statement::kKwargs)
        inner.names["kwargs"] = named;
    if (mentions & Statement::kCaller && !inner.names.count("caller"))
        inner.names["caller"] = Undefined{"no caller defined"};
}

/// {% call %}: the body becomes the macro's caller().
void Evaluator::runCall(const Statement& statement, const ScopePtr& scope, std::string& out)
{
    const Expression& call = *statement.expression;
    Arguments given = arguments(call.arguments, scope);
    given.named.emplace_back("caller", macro(statement, "caller", 0, scope));
    write(out, printed(m_runtime.call(value(*call.parts[0], scope), given)));
}

} // namespace headroom::jinja
