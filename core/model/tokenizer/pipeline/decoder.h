// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the tokens of a tokenizer.json stand for, by its decoders.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/result.h"
#include "core/model/tokenizer/bytelevel.h"

#include <string>
#include <utility>
#include <vector>

namespace headroom::model::pipeline {

class Decoder {
public:
    /// Decoders that are not known are left out: they only tidy. Errors: Unsupported (replacements, one after the
    /// other, would make a token longer and longer).
    static Result<Decoder> read(const Json& component, const std::string& where);

    /// Bytes of one token's text.
    std::string piece(std::string_view token) const;
    /// Of all pieces joined: without the space that encoding put in front, words and marks closed up.
    std::string finish(std::string text) const;

private:
    ByteLevel m_alphabet;
    bool m_bytes = false; ///< written in ByteLevel's alphabet
    bool m_byteNames = false; ///< "<0x0A>" is a byte
    bool m_dropsSpace = false; ///< one space at the beginning
    bool m_tidies = false;
    std::string m_wordPrefix; ///< of a token that continues a word; others get a space in front
    bool m_words = false;
    std::vector<std::pair<std::string, std::string>> m_replacements;
};

} // namespace headroom::model::pipeline
