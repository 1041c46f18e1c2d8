// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the keys and values of one layer, for every position of a session, in any of the cache's number formats.
#pragma once

#include "core/infer/cpu/buffer.h"
#include "core/infer/cpu/kernels.h"
#include "core/infer/kvtypes.h"

namespace headroom::infer {

struct KvShape {
    std::size_t heads = 0;
    std::size_t positions = 0;
    std::size_t keyLength = 0;
    std::size_t valueLength = 0;
    bool valuesInKeys = false; ///< values are the first valueLength numbers of the keys, which are stored once
};

/// [head][position][packed row]. Rows come back padded: f32 in place, other types decoded into the caller's memory.
class KvCache {
public:
    /// Errors: OutOfMemory, InvalidArgument (the type's blocks do not divide a head).
    static Result<KvCache> create(const KvShape& shape, const KvType& type);
    /// keyLength and valueLength numbers.
    void store(std::size_t head, std::size_t position, const float* key, const float* value);
    /// Positions [first, first + count), where count is at most tile(); scratch holds scratchFloats().
    Rows keys(std::size_t head, std::size_t first, std::size_t count, float* scratch) const;
    Rows values(std::size_t head, std::size_t first, std::size_t count, float* scratch) const;
    std::size_t tile() const; ///< most positions at a time
    std::size_t scratchFloats() const;
    std::uint64_t bytes() const { return m_keys.buffer.bytes() + m_values.buffer.bytes(); }

    /// Queries are to be turned by this block, and what comes out turned back; 0: not at all.
    std::size_t keyBlock() const { return m_keyBlock; }
    std::size_t valueBlock() const { return m_valueBlock; }

private:
    struct Side { ///< keys or values
        FloatBuffer buffer;
        std::size_t length = 0;
        std::size_t stride = 0; ///< floats from row to row
    };
    Status allocate(Side& side, std::size_t length, const char* what) const;
    void put(Side& side, std::size_t row, const float* from, std::size_t block);
    Rows get(const Side& side, std::size_t row, std::size_t count, float* scratch) const;
    bool inPlace() const { return m_type->name == "f32"; }

    KvShape m_shape;
    const KvType* m_type = nullptr;
    Side m_keys, m_values;
    std::size_t m_keyBlock = 0, m_valueBlock = 0;
};

} // namespace headroom::infer
