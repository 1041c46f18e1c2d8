// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: one path through everything that looks at an untrusted model file, for libFuzzer and for the mutation test.
#pragma once

#include "core/model/description.h"
#include "core/model/tokenizer/tokenizer.h"

#include <cstdlib>

namespace headroom::test {

/// How far a file got.
struct Outcome {
    bool parsed = false;
    bool described = false;
    bool tokenizes = false;
};

inline void exerciseTokenizer(const model::Tokenizer& tokenizer, std::string_view text)
{
    for (const bool special : {false, true}) {
        const auto tokens = tokenizer.encode(text, {.addSpecial = special, .parseSpecial = special});
        for (const model::Token token : tokens)
            if (token < 0 || static_cast<std::uint32_t>(token) >= tokenizer.vocabularySize())
                std::abort(); // the fuzzer's way of failing
        static_cast<void>(tokenizer.decode(tokens));
    }
    for (const model::Token token : {-1, 0, 1, 7, 1 << 30}) {
        static_cast<void>(tokenizer.piece(token));
        static_cast<void>(tokenizer.endsGeneration(token));
    }
}

inline Outcome exerciseGguf(std::span<const std::byte> bytes)
{
    Outcome outcome;
    const auto file = model::ModelFile::parse(bytes, "input.gguf");
    outcome.parsed = file.has_value();
    if (!file)
        return outcome;
    unsigned touched = 0;
    for (const auto& info : (*file)->tensors())
        for (const std::byte byte : (*file)->data(info))
            touched += static_cast<unsigned>(byte);
    const auto description = model::describe(**file);
    outcome.described = description.has_value() && description->weightBytes() + touched > 0;
    if (const auto tokenizer = model::Tokenizer::create(**file)) {
        outcome.tokenizes = true;
        exerciseTokenizer(**tokenizer, "The \xc3\xa4 cat's 123 <s>\n\n\xff\xed\xa0\x80 end</s>");
    }
    return outcome;
}

} // namespace headroom::test
