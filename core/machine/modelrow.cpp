// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/modelrow.h"

#include "core/model/shapereader.h"

#include <fmt/format.h>

#include <charconv>

namespace headroom::machine {

namespace {

using model::Value;

std::string_view withoutSpaces(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Pieces between separators, trimmed, without empty ones.
std::vector<std::string_view> pieces(std::string_view text, char separator)
{
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const auto end = std::min(text.find(separator), text.size());
        if (const auto piece = withoutSpaces(text.substr(0, end)); !piece.empty())
            out.push_back(piece);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

template <class T> std::optional<T> parsed(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// "4", or "0×5" for five of them.
bool addItems(std::string_view text, model::Array& list)
{
    constexpr std::string_view kTimes = "×";
    const auto times = text.find(kTimes);
    const auto value = parsed<std::uint32_t>(text.substr(0, times));
    const auto count = times == std::string_view::npos ? std::optional<std::uint32_t>(1)
                                                       : parsed<std::uint32_t>(text.substr(times + kTimes.size()));
    if (!value || !count || *count > 4096)
        return false;
    list.items.insert(list.items.end(), *count, Value{*value});
    return true;
}

std::optional<Value> valueOf(std::string_view text)
{
    if (text == "true" || text == "false")
        return Value{text == "true"};
    if (const auto whole = parsed<std::uint32_t>(text))
        return Value{*whole};
    if (const auto fraction = parsed<float>(text))
        return Value{*fraction};
    model::Array list{4, {}};
    for (const auto item : pieces(text, ' '))
        if (!addItems(item, list))
            return std::nullopt;
    return list.items.empty() ? std::nullopt : std::optional(Value{std::move(list)});
}

struct Column {
    const char* column;
    const char* key;
};
constexpr Column kColumns[] = {{"layers", "block_count"},
                               {"embedding", "embedding_length"},
                               {"feed_forward", "feed_forward_length"},
                               {"heads", "attention.head_count"},
                               {"kv_heads", "attention.head_count_kv"},
                               {"key_length", "attention.key_length"},
                               {"key_length", "attention.value_length"},
                               {"vocabulary", "vocab_size"},
                               {"context", "context_length"},
                               {"experts", "expert_count"},
                               {"experts_used", "expert_used_count"}};

} // namespace

Result<model::Shape> readModelShape(const CsvTable& table, std::size_t row)
{
    const std::string where = fmt::format("model catalogue, {}", table.text(row, "id"));
    const std::string architecture(table.text(row, "architecture"));
    model::Metadata keys;
    keys.set("general.architecture", {architecture});
    for (const auto& [column, key] : kColumns)
        if (const auto number = table.integer(row, column); number && *number > 0)
            keys.set(architecture + "." + key, {static_cast<std::uint32_t>(*number)});
    keys.set(architecture + ".attention.layer_norm_rms_epsilon",
             {static_cast<float>(table.number(row, "rms_epsilon").value_or(1e-5))});
    if (const auto base = table.number(row, "rope_base"); base && *base > 0)
        keys.set(architecture + ".rope.freq_base", {static_cast<float>(*base)});
    for (const auto pair : pieces(table.text(row, "keys"), ';')) {
        const auto equals = pair.find('=');
        const auto value
            = equals == std::string_view::npos ? std::nullopt : valueOf(withoutSpaces(pair.substr(equals + 1)));
        if (!value)
            return fail(ErrorCode::Corrupt, where, fmt::format("\"{}\" is no key with a value", pair));
        keys.set(fmt::format("{}.{}", architecture, withoutSpaces(pair.substr(0, equals))), *value);
    }
    auto shape = model::readShape(keys, where, nullptr);
    if (shape)
        shape->tiedOutput = table.text(row, "tied_output") == "yes";
    return shape;
}

} // namespace headroom::machine
