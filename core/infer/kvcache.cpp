// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/kvcache.h"

#include <algorithm>

namespace headroom::infer {

Result<KvCache> KvCache::create(const KvShape& shape)
{
    KvCache out;
    out.m_shape = shape;
    const std::size_t rows = shape.heads * shape.positions;
    auto keys = FloatBuffer::create(rows, padded(shape.keyLength), "key cache");
    if (!keys)
        return tl::unexpected(std::move(keys.error()));
    out.m_keys = std::move(*keys);
    if (shape.valueLength == 0)
        return out;
    auto values = FloatBuffer::create(rows, padded(shape.valueLength), "value cache");
    if (!values)
        return tl::unexpected(std::move(values.error()));
    out.m_values = std::move(*values);
    return out;
}

void KvCache::store(std::size_t head, std::size_t position, const float* key, const float* value)
{
    const std::size_t row = head * m_shape.positions + position;
    std::copy_n(key, m_shape.keyLength, m_keys.data() + row * padded(m_shape.keyLength));
    if (m_shape.valueLength > 0)
        std::copy_n(value, m_shape.valueLength, m_values.data() + row * padded(m_shape.valueLength));
}

Rows KvCache::keys(std::size_t head, std::size_t first, std::size_t count) const
{
    const std::size_t stride = padded(m_shape.keyLength);
    return {m_keys.data() + (head * m_shape.positions + first) * stride, stride, count};
}

Rows KvCache::values(std::size_t head, std::size_t first, std::size_t count) const
{
    if (m_shape.valueLength == 0)
        return keys(head, first, count);
    const std::size_t stride = padded(m_shape.valueLength);
    return {m_values.data() + (head * m_shape.positions + first) * stride, stride, count};
}

} // namespace headroom::infer
