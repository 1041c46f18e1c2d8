// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/pipeline/decoder.h"

#include "core/model/tokenizer/pipeline/reading.h"
#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/tokenizer/wordpiece.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::model::pipeline {

Result<Decoder> Decoder::read(const Json& component, const std::string& where)
{
    Decoder decoder;
    std::vector<Json> parts;
    flatten(component, "decoders", parts);
    for (const Json& part : parts) {
        const std::string type = textIn(part, "type");
        if (type == "ByteLevel")
            decoder.m_bytes = true;
        else if (type == "ByteFallback")
            decoder.m_byteNames = true;
        else if (type == "Replace" && !textIn(member(part, "pattern"), "String").empty())
            decoder.m_replacements.emplace_back(textIn(member(part, "pattern"), "String"), textIn(part, "content"));
        else if (type == "Strip")
            decoder.m_dropsSpace = textIn(part, "content") == " " && numberIn(part, "start", 0) > 0;
        else if (type == "Metaspace") {
            if (const std::string mark = textIn(part, "replacement", std::string(kSpaceMark)); !mark.empty())
                decoder.m_replacements.emplace_back(mark, " ");
            decoder.m_dropsSpace
                = textIn(part, "prepend_scheme", flagIn(part, "add_prefix_space", true) ? "always" : "never")
                != "never";
        } else if (type == "WordPiece") {
            decoder.m_words = decoder.m_dropsSpace = true;
            decoder.m_wordPrefix = textIn(part, "prefix", "##");
            decoder.m_tidies = flagIn(part, "cleanup", true);
        }
    }
    constexpr double kMost = 4096; // times as long; published ones make one character of another
    double growth = 1;
    for (const auto& [from, to] : decoder.m_replacements)
        growth *= std::max(1.0, double(to.size()) / double(std::max<std::size_t>(1, from.size())));
    if (growth > kMost)
        return fail(ErrorCode::Unsupported, where + ", decoder Replace",
                    fmt::format("a token may become {:.3g} times as long", growth));
    return decoder;
}

std::string Decoder::piece(std::string_view token) const
{
    if (const auto byte = m_byteNames ? byteOfName(token) : std::nullopt)
        return {*byte};
    if (m_bytes)
        return m_alphabet.decode(token).value_or(std::string(token));
    if (m_words)
        return !m_wordPrefix.empty() && token.starts_with(m_wordPrefix) ? std::string(token.substr(m_wordPrefix.size()))
                                                                        : " " + std::string(token);
    std::string text(token);
    for (const auto& [from, to] : m_replacements)
        text = replaceAll(text, from, to);
    return text;
}

std::string Decoder::finish(std::string text) const
{
    if (m_dropsSpace && text.starts_with(' '))
        text.erase(0, 1);
    return m_tidies ? tidied(text) : text;
}

} // namespace headroom::model::pipeline
