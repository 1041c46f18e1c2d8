// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: traffic logs make the best calibration text and hold what must not travel on: secrets and personal data. What
// looks like either is replaced by its kind in brackets ("[email]") before anything is tokenized or stored. It finds
// forms, not meanings: names and addresses stay. What it looks for is the table in redactrules.cpp.
#pragma once

#include "core/model/tokenizer/regex.h"
#include "core/quant/calibrate/redactrules.h"

#include <string>
#include <string_view>
#include <vector>

namespace headroom::quant {

struct RedactionCount {
    std::string_view kind; ///< as in redactionRules()
    std::size_t count = 0;
};

/// One thread at a time.
class Redactor {
public:
    /// Errors: Corrupt (a rule does not compile).
    static Result<Redactor> create();

    /// The text (UTF-8) with placeholders. Takes time linear in the text. Errors: Unsupported (a search hit its limits:
    /// better no text than one with secrets); where names the text in it.
    Result<std::string> redact(std::string_view text, std::string_view where);
    /// Over all texts so far; kinds that were found, in the order of the rules.
    std::vector<RedactionCount> counts() const;

private:
    struct Rule {
        RedactionRule row;
        model::Regex expression;
        model::Regex::Scratch scratch;
        std::size_t count = 0;
    };
    Redactor() = default;
    static Status apply(Rule& rule, std::string& text, std::string_view where);

    std::vector<Rule> m_rules;
};

} // namespace headroom::quant
