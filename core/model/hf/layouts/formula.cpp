// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/layouts/formula.h"

#include "core/base/words.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cmath>

namespace headroom::model::hf {

namespace {

constexpr double kLargest = 4611686018427387904.0; ///< 2^62: beyond it no size of a model is
constexpr int kDeepest = 64; ///< formulas within formulas

/// What a part of a formula comes to: a number, a text, or nothing.
struct Operand {
    std::optional<double> number{};
    std::optional<std::string> text{};
    std::string name{}; ///< in config.json, for errors

    bool isNothing() const { return !number && !text; }
    bool operator==(const Operand& other) const { return number == other.number && text == other.text; }
};

class FormulaReader {
public:
    FormulaReader(std::string_view formula, const FormulaContext& context, int depth)
        : m_formula(formula), m_rest(formula), m_context(context), m_depth(depth)
    {
    }

    Result<Operand> whole()
    {
        Operand out = choice();
        skip();
        if (!m_error && !m_rest.empty())
            fault();
        return m_error ? Result<Operand>(tl::unexpected(*m_error)) : out;
    }

private:
    void skip()
    {
        while (!m_rest.empty() && m_rest.front() == ' ')
            m_rest.remove_prefix(1);
    }
    bool take(std::string_view sign)
    {
        skip();
        if (!m_rest.starts_with(sign) || (sign == "?" && m_rest.starts_with("??"))
            || (sign == "!" && m_rest.starts_with("!=")))
            return false;
        m_rest.remove_prefix(sign.size());
        return true;
    }
    void fault()
    {
        if (!m_error)
            m_error = Error{ErrorCode::Corrupt, "formula", fmt::format("\"{}\" is none", m_formula)};
    }
    void refuse(std::string_view where, std::string detail)
    {
        if (!m_error && !m_quiet)
            m_error = Error{ErrorCode::Corrupt, fmt::format("config.json, \"{}\"", where), std::move(detail)};
    }
    double value(const Operand& part)
    {
        if (part.isNothing())
            refuse(part.name, "is missing, and this class cannot do without");
        else if (!part.number)
            refuse(part.name, "is no number");
        return part.number.value_or(1);
    }
    static Operand truth(bool is) { return {is ? 1.0 : 0.0}; }

    Operand choice()
    {
        Operand condition = either();
        if (!take("?"))
            return condition;
        const bool first = value(condition) != 0;
        const bool quiet = m_quiet; // what is not chosen need not be there
        m_quiet = quiet || !first;
        Operand yes = choice();
        if (!take(":"))
            fault();
        m_quiet = quiet || first;
        Operand no = choice();
        m_quiet = quiet;
        return first ? yes : no;
    }
    Operand either()
    {
        Operand left = both();
        while (take("||")) {
            const Operand right = both();
            left = truth((value(left) != 0) || (value(right) != 0));
        }
        return left;
    }
    Operand both()
    {
        Operand left = compared();
        while (take("&&")) {
            const Operand right = compared();
            left = truth((value(left) != 0) && (value(right) != 0));
        }
        return left;
    }
    Operand compared()
    {
        Operand left = sum();
        if (take("in "))
            return isIn(left);
        constexpr std::array<std::string_view, 6> kSigns{"==", "!=", "<=", ">=", "<", ">"};
        for (std::size_t i = 0; i < kSigns.size(); ++i)
            if (take(kSigns[i])) {
                const Operand right = sum();
                if (i < 2)
                    return truth((left == right) == (i == 0));
                const double a = value(left), b = value(right);
                return truth(i == 2 ? a <= b : i == 3 ? a >= b : i == 4 ? a < b : a > b);
            }
        return left;
    }
    Operand sum()
    {
        Operand left = term();
        while (true) {
            const bool plus = take("+");
            if (!plus && !take("-"))
                return left;
            const double a = value(left), b = value(term());
            left = {plus ? a + b : a - b};
        }
    }
    Operand term()
    {
        Operand left = fallback();
        while (true) {
            const char sign = take("*") ? '*' : take("/") ? '/' : take("%") ? '%' : ' ';
            if (sign == ' ')
                return left;
            const double a = value(left);
            const Operand divisor = fallback();
            const double b = value(divisor);
            if (sign != '*' && b == 0) {
                refuse(divisor.name, "is zero");
                return left;
            }
            left = {sign == '*' ? a * b : sign == '/' ? std::floor(a / b) : a - b * std::floor(a / b)};
        }
    }
    Operand fallback()
    {
        Operand left = single();
        while (take("??")) {
            Operand right = single();
            if (left.isNothing())
                left = std::move(right);
        }
        return left;
    }
    Operand single()
    {
        if (take("!"))
            return truth(value(single()) == 0);
        if (take("(")) {
            Operand inner = choice();
            if (!take(")"))
                fault();
            return inner;
        }
        skip();
        if (!m_rest.empty() && m_rest.front() == '\'')
            return text();
        if (!m_rest.empty() && std::isdigit(static_cast<unsigned char>(m_rest.front())))
            return number();
        return named();
    }
    Operand text()
    {
        const std::size_t end = m_rest.find('\'', 1);
        if (end == std::string_view::npos) {
            fault();
            return {};
        }
        Operand out{std::nullopt, std::string(m_rest.substr(1, end - 1))};
        m_rest.remove_prefix(end + 1);
        return out;
    }
    Operand number()
    {
        double out = 0;
        while (!m_rest.empty() && std::isdigit(static_cast<unsigned char>(m_rest.front()))) {
            out = out * 10 + (m_rest.front() - '0');
            m_rest.remove_prefix(1);
        }
        return {out};
    }
    std::string takeName()
    {
        skip();
        std::size_t end = !m_rest.empty() && m_rest.front() == '$' ? 1 : 0;
        while (end < m_rest.size()
               && (std::isalnum(static_cast<unsigned char>(m_rest[end])) || m_rest[end] == '_' || m_rest[end] == '.'))
            ++end;
        std::string name(m_rest.substr(0, end));
        m_rest.remove_prefix(end);
        if (name.empty() || name == "$") {
            fault();
            m_rest = {};
        }
        return name;
    }
    Operand named()
    {
        const bool counts = take("#");
        const std::string name = takeName();
        if (name.empty())
            return {};
        if (counts)
            return {double(listAt(name).size())};
        if (take("[")) {
            const double at = value(choice());
            if (!take("]"))
                fault();
            return itemOf(name, at);
        }
        if (name == "layer" && m_context.layer)
            return {double(*m_context.layer)};
        return name.front() == '$' ? defined(name.substr(1)) : said(name);
    }
    Operand defined(const std::string& name)
    {
        const auto found = m_context.formulas.find(name);
        if (found == m_context.formulas.end() || m_depth >= kDeepest) {
            fault();
            return {};
        }
        auto out = FormulaReader(found->second, m_context, m_depth + 1).whole();
        if (!out && !m_quiet && !m_error)
            m_error = out.error();
        return out.value_or(Operand{});
    }
    const Json* find(const std::string& name) const
    {
        const Json* at = &m_context.config;
        for (const std::string_view key : wordsOf(name, '.')) {
            const auto found = at->is_object() ? at->find(key) : at->end();
            if (!at->is_object() || found == at->end())
                return nullptr;
            at = &*found;
        }
        return at;
    }
    static Operand partOf(const Json& value, const std::string& name)
    {
        if (value.is_number())
            return {value.get<double>(), std::nullopt, name};
        if (value.is_boolean())
            return {value.get<bool>() ? 1.0 : 0.0, std::nullopt, name};
        return {std::nullopt, value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt, name};
    }
    Json listAt(const std::string& name)
    {
        const Json* found = find(name);
        if (!found || !found->is_array())
            refuse(name, "is missing, or no list");
        return found && found->is_array() ? *found : Json::array();
    }
    Operand itemOf(const std::string& name, double at)
    {
        const Json list = listAt(name);
        if (at >= 0 && at < double(list.size()))
            return partOf(list[static_cast<std::size_t>(at)], name);
        refuse(name, fmt::format("has {} entries, none for layer {}", list.size(), at));
        return {std::nullopt, std::nullopt, name};
    }
    Operand isIn(const Operand& left)
    {
        const std::string name = takeName();
        for (const Json& item : listAt(name)) {
            const Operand one = partOf(item, name);
            if (one == left)
                return truth(true);
        }
        return truth(false);
    }
    Operand said(const std::string& name)
    {
        const Json* found = find(name);
        if (!found)
            return {std::nullopt, std::nullopt, name};
        return found->is_array() && m_context.layer ? itemOf(name, *m_context.layer) : partOf(*found, name);
    }

    std::string_view m_formula, m_rest;
    const FormulaContext& m_context;
    int m_depth;
    bool m_quiet = false;
    std::optional<Error> m_error;
};

} // namespace

Result<std::int64_t> evaluateFormula(std::string_view formula, const FormulaContext& context)
{
    const auto out = FormulaReader(formula, context, 0).whole();
    if (!out)
        return tl::unexpected(out.error());
    if (!out->number)
        return fail(ErrorCode::Corrupt, fmt::format("config.json, \"{}\"", out->name.empty() ? formula : out->name),
                    out->text ? "is no number" : "is missing, and this class cannot do without");
    if (!std::isfinite(*out->number) || *out->number < 0 || *out->number >= kLargest)
        return fail(ErrorCode::Corrupt, "config.json",
                    fmt::format("makes {} of {}, which is no size of a model", *out->number, formula));
    return static_cast<std::int64_t>(std::floor(*out->number));
}

} // namespace headroom::model::hf
