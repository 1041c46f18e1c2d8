// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what tokenizer.json does to a text before it is cut.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/result.h"
#include "core/model/tokenizer/pipeline/growth.h"

#include <functional>
#include <string>
#include <vector>

namespace headroom::model::pipeline {

class Normalizer {
public:
    /// Errors: Unsupported (names the component), Corrupt (an expression or table in it).
    static Result<Normalizer> read(const Json& component, const std::string& where);
    /// text: valid UTF-8. Throws Raised where it would grow without bounds, see Growth.
    std::string apply(std::string text) const;

private:
    struct Step {
        std::string name; ///< for errors
        std::function<std::string(std::string, const Growth&)> run;
    };
    std::vector<Step> m_steps;
};

} // namespace headroom::model::pipeline
