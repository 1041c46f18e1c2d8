// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: tensors are named by regular expressions (ECMAScript, as llama-quantize's --tensor-type) of which their names
// hold a match, and may be given a type: "attn_v=Q8_0", "blk\.[0-3]\.ffn_down=F16".
#pragma once

#include "core/base/result.h"
#include "core/tensor/type.h"

#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

namespace headroom::quant {

class NamePattern {
public:
    /// Errors: InvalidArgument for what is empty, too long or no expression.
    static Result<NamePattern> parse(std::string_view text);

    bool matches(const std::string& tensor) const;
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
    std::shared_ptr<const std::regex> m_expression;
};

class Override {
public:
    /// Errors: InvalidArgument for a missing "=", an unknown type, an impossible expression.
    static Result<Override> parse(std::string_view text);

    bool matches(const std::string& tensor) const { return m_pattern->matches(tensor); }
    tensor::Type type() const { return m_type; }
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
    std::optional<NamePattern> m_pattern;
    tensor::Type m_type = tensor::Type::F32;
};

/// A type by name that weights can be stored in.
Result<tensor::Type> encodableType(std::string_view name);

} // namespace headroom::quant
