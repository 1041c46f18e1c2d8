// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the steps of a tokenizer.json may be anyone's, and a few that double a text each fill any memory.
#pragma once

#include "core/base/caught.h"

#include <fmt/format.h>

#include <string>

namespace headroom::model::pipeline {

/// How long a text may become on its way to tokens. Published tokenizers write a byte as eleven at most, and put a few
/// in front.
class Growth {
public:
    explicit Growth(std::size_t bytes) : m_bytes(bytes), m_most(bytes * 64 + 65536) { }
    /// Throws Raised (Unsupported, names the step) where `size` is more.
    void check(std::size_t size, const std::string& step) const
    {
        if (size > m_most)
            throw Raised({ErrorCode::Unsupported, step,
                          fmt::format("makes of a text of {} bytes one of more than {}", m_bytes, m_most)});
    }

private:
    std::size_t m_bytes, m_most;
};

} // namespace headroom::model::pipeline
