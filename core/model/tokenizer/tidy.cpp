// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/wordpiece.h"

namespace headroom::model {

namespace {

/// Drops the space before ? ! . and ,
std::string joinedMarks(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if ((c == '?' || c == '!' || c == '.' || c == ',') && result.ends_with(' '))
            result.pop_back();
        result += c;
    }
    return result;
}

/// " ' " loses both spaces; a space serves one apostrophe only.
std::string joinedApostrophes(std::string_view text)
{
    std::string result;
    std::size_t used = 0; // everything before is taken
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > used && text[i - 1] == ' ' && text.substr(i, 2) == "' ") {
            result.back() = '\'';
            used = ++i + 1;
        } else {
            result += text[i];
        }
    }
    return result;
}

/// " 's", " 'm", " 're" and " 've" lose the space.
std::string joinedEndings(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view ending = text.substr(i, 3);
        if (i > 0 && text[i - 1] == ' '
            && (ending.starts_with("'s") || ending.starts_with("'m") || ending == "'re" || ending == "'ve"))
            result.pop_back();
        result += text[i];
    }
    return result;
}

} // namespace

std::string tidied(std::string_view text)
{
    return joinedEndings(joinedApostrophes(joinedMarks(text)));
}

} // namespace headroom::model
