// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how tokenizer.json cuts a normalized text into the words that its model sees.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/model/tokenizer/regex.h"

#include <string>
#include <vector>

namespace headroom::model::pipeline {

/// What becomes of a match: the names of tokenizer.json.
enum class Behaviour { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

class Splitter {
public:
    /// Errors: Unsupported (names the component or behaviour), Corrupt (an expression).
    static Result<Splitter> read(const Json& component, const std::string& where);
    /// atStart: the text stands at the beginning of the whole input. text: valid UTF-8. Throws
    /// Raised where it would grow without bounds, see Growth.
    std::vector<std::string> apply(std::string text, bool atStart) const;

private:
    enum class Kind { Split, ByteLevel, Metaspace };
    enum class Prepend { Never, First, Always };
    struct Step {
        Kind kind = Kind::Split;
        std::optional<Regex> expression; ///< none: no cutting
        Behaviour behaviour = Behaviour::Isolated;
        bool invert = false;
        Prepend prepend = Prepend::Never; ///< a space, or the mark
        std::string mark; ///< that stands for a space
    };
    static Result<std::vector<Step>> readStep(const Json& json, const std::string& where);
    static Result<Step> readSplit(const Json& json, const std::string& where);
    static std::vector<std::string> cut(const Step& step, std::string text, bool atStart);

    std::string m_where; ///< for errors
    std::vector<Step> m_steps;
};

} // namespace headroom::model::pipeline
