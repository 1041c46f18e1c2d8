// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the keys and values of one layer, for every position of a session.
#pragma once

#include "core/infer/buffer.h"
#include "core/infer/kernels.h"

namespace headroom::infer {

struct KvShape {
    std::size_t heads = 0;
    std::size_t positions = 0;
    std::size_t keyLength = 0;
    std::size_t valueLength = 0; ///< 0: values are the first numbers of the keys, which are stored once
};

/// [head][position][padded length], in f32.
class KvCache {
public:
    static Result<KvCache> create(const KvShape& shape);
    /// keyLength and valueLength numbers.
    void store(std::size_t head, std::size_t position, const float* key, const float* value);
    Rows keys(std::size_t head, std::size_t first, std::size_t count) const;
    Rows values(std::size_t head, std::size_t first, std::size_t count) const;

private:
    KvShape m_shape;
    FloatBuffer m_keys;
    FloatBuffer m_values;
};

} // namespace headroom::infer
