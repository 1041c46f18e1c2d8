// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: large zeroed float arrays whose allocation can fail without an exception, and whose pages cost nothing until
// they are touched: a KV cache for a long context is mostly never used.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
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
        if (__builtin_mul_overflow(rows, columns, &count) || count > (SIZE_MAX - kAlignment) / sizeof(float))
            return fail(ErrorCode::OutOfMemory, what, "more than the address space holds");
        out.m_memory.reset(std::calloc(count * sizeof(float) + kAlignment, 1));
        if (!out.m_memory)
            return fail(ErrorCode::OutOfMemory, what, std::to_string(count * sizeof(float)) + " bytes not available");
        const auto address = reinterpret_cast<std::uintptr_t>(out.m_memory.get());
        out.m_bytes = count * sizeof(float);
        out.m_data = reinterpret_cast<float*>((address + kAlignment - 1) / kAlignment * kAlignment);
        return out;
    }
    float* data() { return m_data; }
    const float* data() const { return m_data; }
    std::uint64_t bytes() const { return m_bytes; }

private:
    static constexpr std::size_t kAlignment = 64; ///< a cache line, so that no register straddles two
    struct Free {
        void operator()(void* memory) const { std::free(memory); }
    };
    std::unique_ptr<void, Free> m_memory;
    float* m_data = nullptr;
    std::uint64_t m_bytes = 0;
};

} // namespace headroom::infer
