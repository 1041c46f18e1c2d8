// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: large zeroed float arrays whose allocation can fail without an exception, and whose pages cost nothing until
// they are touched: a KV cache for a long context is mostly never used.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string>

namespace headroom::infer {

class FloatBuffer {
public:
    /// Zeros. Errors: OutOfMemory; `what` names the buffer.
    static Result<FloatBuffer> create(std::size_t rows, std::size_t columns, const char* what)
    {
        FloatBuffer out;
        std::size_t count = 0;
        if (__builtin_mul_overflow(rows, columns, &count) || count > SIZE_MAX / sizeof(float))
            return fail(ErrorCode::OutOfMemory, what, "more than the address space holds");
        out.m_data.reset(static_cast<float*>(std::calloc(count == 0 ? 1 : count, sizeof(float))));
        if (!out.m_data)
            return fail(ErrorCode::OutOfMemory, what, std::to_string(count * sizeof(float)) + " bytes not available");
        return out;
    }
    float* data() { return m_data.get(); }
    const float* data() const { return m_data.get(); }

private:
    struct Free {
        void operator()(float* data) const { std::free(data); }
    };
    std::unique_ptr<float, Free> m_data;
};

} // namespace headroom::infer
