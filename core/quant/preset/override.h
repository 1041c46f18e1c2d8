// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a type that the user sets for all tensors whose name holds a match of a regular expression (ECMAScript, as
// llama-quantize's --tensor-type): "attn_v=Q8_0", "blk\.[0-3]\.ffn_down=F16".
#pragma once

#include "core/base/result.h"
#include "core/tensor/type.h"

#include <memory>
#include <regex>
#include <string>
#include <string_view>

namespace headroom::quant {

class Override {
public:
    /// Errors: InvalidArgument for a missing "=", an unknown type, an impossible expression.
    static Result<Override> parse(std::string_view text);

    bool matches(const std::string& tensor) const;
    tensor::Type type() const { return m_type; }
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
    std::shared_ptr<const std::regex> m_expression;
    tensor::Type m_type = tensor::Type::F32;
};

/// A type by name that weights can be stored in.
Result<tensor::Type> encodableType(std::string_view name);

} // namespace headroom::quant
