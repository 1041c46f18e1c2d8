// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: walks the tree of a template and writes what it says. Names are looked up through scopes: a loop, a macro and a
// {% with %} open one, an {% if %} does not, and what is set inside is gone afterwards, as in Jinja.
#pragma once

#include "core/jinja/runtime.h"
#include "core/jinja/syntax.h"

namespace headroom::jinja {

struct Scope {
    std::unordered_map<std::string, Value> names;
    std::shared_ptr<Scope> outer;
};
using ScopePtr = std::shared_ptr<Scope>;

class Evaluator {
public:
    /// `body` must outlive the evaluator; `names` are the template's input.
    Evaluator(const Runtime::Limits& limits, std::tm now, const Dict& names);
    ~Evaluator();
    Evaluator(const Evaluator&) = delete;
    Evaluator& operator=(const Evaluator&) = delete;

    /// Throws Failure with the line.
    std::string render(const Body& body);

private:
    enum class Flow : unsigned char { Next, Break, Continue };
    class Level; ///< counts how deep we are

    Flow run(const Body& body, const ScopePtr& scope, std::string& out);
    Flow run(const Statement& statement, const ScopePtr& scope, std::string& out);
    Flow runFor(const Statement& statement, const ScopePtr& scope, std::string& out);
    Flow runLoop(const Statement& statement, const std::vector<Value>& items, const ScopePtr& scope, int level,
                 std::string& out);
    std::vector<Value> selected(const Statement& statement, const Value& iterable, const ScopePtr& scope);
    Value loopObject(const Statement& statement, const std::vector<Value>& items, std::size_t index, int level,
                     const std::shared_ptr<Value>& last, const ScopePtr& scope);
    void runWith(const Statement& statement, const ScopePtr& scope, std::string& out);
    void runCall(const Statement& statement, const ScopePtr& scope, std::string& out);
    std::string captured(const Body& body, const ScopePtr& scope);
    void assign(const Target& target, const Value& value, const ScopePtr& scope);
    void write(std::string& out, std::string_view text);

    /// A function that renders the statement's body with its parameters.
    Value macro(const Statement& statement, const std::string& name, unsigned mentions, const ScopePtr& scope);
    std::string callMacro(const Statement& statement, const std::string& name, unsigned mentions,
                          const Arguments& given, const ScopePtr& scope);
    void bindRest(const Statement& statement, const std::string& name, unsigned mentions, const Arguments& given,
                  Scope& inner) const;

    Value value(const Expression& expression, const ScopePtr& scope);
    Value valueOf(const Expression& expression, const ScopePtr& scope);
    Value optional(const ExpressionPtr& expression, const ScopePtr& scope);
    Value lookUp(const std::string& name, const ScopePtr& scope);
    Value dictionary(const Expression& expression, const ScopePtr& scope);
    Value comparison(const Expression& expression, const ScopePtr& scope);
    Value concatenation(const Expression& expression, const ScopePtr& scope);
    Value unary(const Expression& expression, const ScopePtr& scope);
    Value filter(const Expression& expression, const Value& input, const ScopePtr& scope);
    Value filterChain(const Expression& expression, const Value& input, const ScopePtr& scope);
    Value test(const Expression& expression, const ScopePtr& scope);
    Arguments arguments(const std::vector<Argument>& all, const ScopePtr& scope);
    ScopePtr inner(const ScopePtr& scope);

    Runtime m_runtime;
    ScopePtr m_top;
    std::vector<std::weak_ptr<Scope>> m_captured; ///< by macros, which may be stored in them
    int m_depth = 0;
};

} // namespace headroom::jinja
