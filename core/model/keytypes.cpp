// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/keytypes.h"

#include <algorithm>
#include <array>

namespace headroom::model {

namespace {

enum class Holds : std::uint8_t { Text, Flag, Whole, List };
struct Key {
    std::string_view name;
    Holds holds;
};
constexpr std::array kKeys{
    Key{"general.architecture", Holds::Text},
    Key{"general.type", Holds::Text},
    Key{"general.name", Holds::Text},
    Key{"general.file_type", Holds::Whole},
    Key{"general.quantization_version", Holds::Whole},
    Key{"split.no", Holds::Whole},
    Key{"split.count", Holds::Whole},
    Key{"split.tensors.count", Holds::Whole},
    Key{"imatrix.chunk_count", Holds::Whole},
    Key{"imatrix.chunk_size", Holds::Whole},
    Key{"imatrix.datasets", Holds::List},
    Key{"tokenizer.ggml.model", Holds::Text},
    Key{"tokenizer.ggml.pre", Holds::Text},
    Key{"tokenizer.ggml.tokens", Holds::List},
    Key{"tokenizer.ggml.scores", Holds::List},
    Key{"tokenizer.ggml.token_type", Holds::List},
    Key{"tokenizer.ggml.merges", Holds::List},
    Key{"tokenizer.ggml.precompiled_charsmap", Holds::List},
    Key{"tokenizer.ggml.eos_token_ids", Holds::List},
    Key{"tokenizer.ggml.add_bos_token", Holds::Flag},
    Key{"tokenizer.ggml.add_eos_token", Holds::Flag},
    Key{"tokenizer.ggml.add_sep_token", Holds::Flag},
    Key{"tokenizer.ggml.add_space_prefix", Holds::Flag},
    Key{"tokenizer.ggml.remove_extra_whitespaces", Holds::Flag},
    Key{"tokenizer.ggml.escape_whitespaces", Holds::Flag},
    Key{"tokenizer.ggml.normalizer.lowercase", Holds::Flag},
    Key{"tokenizer.ggml.normalizer.strip_accents", Holds::Flag},
};

std::optional<Holds> expected(std::string_view key)
{
    if (key == "tokenizer.chat_template" || key.starts_with("tokenizer.chat_template."))
        return Holds::Text;
    if (key.starts_with("tokenizer.ggml.") && key.ends_with("_token_id"))
        return Holds::Whole;
    const auto* const found = std::ranges::find(kKeys, key, &Key::name);
    return found == kKeys.end() ? std::nullopt : std::optional(found->holds);
}

bool isWhole(const Value& value)
{
    return std::visit(
        [](const auto& held) {
            using T = std::decay_t<decltype(held)>;
            return std::is_integral_v<T> && !std::is_same_v<T, bool>;
        },
        value.data);
}

} // namespace

std::string_view mistyped(std::string_view key, const Value& value)
{
    const auto wanted = expected(key);
    if (!wanted)
        return {};
    switch (*wanted) {
    case Holds::Text:
        return std::holds_alternative<std::string>(value.data) ? "" : "is not a text";
    case Holds::Flag:
        return std::holds_alternative<bool>(value.data) ? "" : "is not a boolean (true or false)";
    case Holds::Whole:
        return isWhole(value) ? "" : "is not a whole number";
    case Holds::List:
        return std::holds_alternative<Array>(value.data) ? "" : "is not an array";
    }
    return {};
}

} // namespace headroom::model
