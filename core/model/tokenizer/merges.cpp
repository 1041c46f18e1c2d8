// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/merges.h"

#include <fmt/format.h>

namespace headroom::model {

void Merges::reserve(std::size_t merges)
{
    m_joins.reserve(merges);
    m_numbers.reserve(merges + 256);
}

void Merges::add(std::string left, std::string right)
{
    const std::int32_t whole = intern(left + right);
    const std::uint64_t key = pair(intern(std::move(left)), intern(std::move(right)));
    m_joins.emplace(key, Joined{m_rank++, whole});
}

void Merges::nameTokens(const Vocabulary& words)
{
    m_tokens.assign(m_numbers.size(), -1);
    for (const auto& [piece, number] : m_numbers)
        m_tokens[static_cast<std::size_t>(number)] = words.find(piece);
}

std::int32_t Merges::number(std::string_view piece) const
{
    const auto found = m_numbers.find(piece);
    return found == m_numbers.end() ? -1 : found->second;
}

std::int32_t Merges::intern(std::string piece)
{
    return m_numbers.emplace(std::move(piece), static_cast<std::int32_t>(m_numbers.size())).first->second;
}

Result<Merges> readMerges(const ModelFile& file)
{
    constexpr std::string_view kKey = "tokenizer.ggml.merges";
    const std::string where = fmt::format("{}, key \"{}\"", file.path().string(), kKey);
    const Array* array = file.metadata().array(kKey);
    if (!array)
        return fail(ErrorCode::Corrupt, where, "is missing");
    Merges merges;
    merges.reserve(array->items.size());
    for (std::size_t i = 0; i < array->items.size(); ++i) {
        const auto* line = std::get_if<std::string>(&array->items[i].data);
        const std::size_t space = line ? line->find(' ', 1) : std::string::npos;
        if (space == std::string::npos)
            return fail(ErrorCode::Corrupt, where, fmt::format("entry {} is no pair of pieces", i));
        merges.add(line->substr(0, space), line->substr(space + 1));
    }
    return merges;
}

} // namespace headroom::model
