// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/modulelist.h"

#include "core/model/tokenizer/regex.h"

#include <algorithm>
#include <array>
#include <string>

namespace headroom::model::hf {

namespace {

constexpr std::string_view kExpression = "re:";
constexpr std::string_view kWrapped = "model.language_model.";

bool matchesExpression(std::string_view expression, const std::string& name)
{
    const auto regex = Regex::compile(expression);
    if (!regex)
        return false;
    Regex::Scratch scratch(*regex);
    const auto match = regex->search(name, 0, scratch);
    return match && match->begin == 0;
}

/// With "*" for any characters.
bool matchesStars(std::string_view pattern, std::string_view name)
{
    const std::size_t star = pattern.find('*');
    if (name.substr(0, std::min(star, pattern.size())) != pattern.substr(0, star))
        return false;
    if (star == std::string_view::npos)
        return name.size() == pattern.size();
    for (std::size_t skipped = star; skipped <= name.size(); ++skipped)
        if (matchesStars(pattern.substr(star + 1), name.substr(skipped)))
            return true;
    return false;
}

/// Whether `part` is in `whole` between dots or ends.
bool hasParts(std::string_view whole, std::string_view part)
{
    for (std::size_t at = whole.find(part); at != std::string_view::npos; at = whole.find(part, at + 1)) {
        const std::size_t end = at + part.size();
        if ((at == 0 || whole[at - 1] == '.') && (end == whole.size() || whole[end] == '.'))
            return true;
    }
    return false;
}

bool isNamedBy(std::string_view text, std::string_view prefix, std::string_view module)
{
    const std::array<std::string, 2> whole{std::string(prefix) + std::string(module),
                                           std::string(kWrapped) + std::string(module)};
    constexpr std::ptrdiff_t kMostStars = 4; // each multiplies the work
    if (text.starts_with(kExpression))
        return std::ranges::any_of(
            whole, [&](const std::string& name) { return matchesExpression(text.substr(kExpression.size()), name); });
    if (const auto stars = std::ranges::count(text, '*'); stars > 0)
        return stars <= kMostStars
            && std::ranges::any_of(whole, [&](const std::string& name) { return matchesStars(text, name); });
    return !text.empty()
        && (hasParts(whole.front(), text) || text == module || text.ends_with("." + std::string(module)));
}

} // namespace

bool isListed(const Json& list, std::string_view prefix, std::string_view module)
{
    return list.is_array() && std::ranges::any_of(list, [&](const Json& text) {
               return text.is_string() && isNamedBy(text.get_ref<const std::string&>(), prefix, module);
           });
}

} // namespace headroom::model::hf
