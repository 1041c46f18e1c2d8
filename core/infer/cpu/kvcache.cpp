// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/kvcache.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace headroom::infer {

namespace {

constexpr std::size_t kTile = 64; ///< positions decoded at a time: they stay in the nearest cache

} // namespace

Result<KvCache> KvCache::create(const KvShape& shape, const KvType& type)
{
    if (shape.keyLength % type.block != 0 || shape.valueLength % type.block != 0)
        return fail(ErrorCode::InvalidArgument, fmt::format("KV type {}", type.name),
                    fmt::format("blocks of {} do not divide heads of {} and {} values", type.block, shape.keyLength,
                                shape.valueLength));
    KvCache out;
    out.m_shape = shape;
    out.m_type = &type;
    out.m_keyBlock = turnedBlock(type, shape.keyLength);
    if (shape.valuesInKeys && out.m_keyBlock != 0 && shape.valueLength % out.m_keyBlock != 0)
        out.m_keyBlock = 0;
    out.m_valueBlock = shape.valuesInKeys ? out.m_keyBlock : turnedBlock(type, shape.valueLength);
    HEADROOM_TRY(out.allocate(out.m_keys, shape.keyLength, "key cache"));
    if (!shape.valuesInKeys)
        HEADROOM_TRY(out.allocate(out.m_values, shape.valueLength, "value cache"));
    return out;
}

Status KvCache::allocate(Side& side, std::size_t length, const char* what) const
{
    side.length = length;
    side.stride = inPlace() ? padded(length) : (m_type->rowBytes(length) + sizeof(float) - 1) / sizeof(float);
    auto buffer = FloatBuffer::create(m_shape.heads * m_shape.positions, side.stride, what);
    if (!buffer)
        return tl::unexpected(std::move(buffer.error()));
    side.buffer = std::move(*buffer);
    return {};
}

void KvCache::put(Side& side, std::size_t row, const float* from, std::size_t block)
{
    float* to = side.buffer.data() + row * side.stride;
    if (inPlace()) {
        std::copy_n(from, side.length, to);
        return;
    }
    const auto bytes = std::as_writable_bytes(std::span(to, side.stride)).first(m_type->rowBytes(side.length));
    if (block == 0)
        return m_type->encode({from, side.length}, bytes);
    std::vector<float> turned(from, from + side.length);
    turn(turned.data(), turned.size(), block);
    m_type->encode(turned, bytes);
}

Rows KvCache::get(const Side& side, std::size_t row, std::size_t count, float* scratch) const
{
    const float* from = side.buffer.data() + row * side.stride;
    if (inPlace())
        return {from, side.stride, count};
    const std::size_t stride = padded(side.length);
    for (std::size_t i = 0; i < count; ++i) {
        float* to = scratch + i * stride;
        const auto bytes = std::as_bytes(std::span(from + i * side.stride, side.stride));
        m_type->decode(bytes.first(m_type->rowBytes(side.length)), {to, side.length});
        std::fill(to + side.length, to + stride, 0.0F);
    }
    return {scratch, stride, count};
}

void KvCache::store(std::size_t head, std::size_t position, const float* key, const float* value)
{
    const std::size_t row = head * m_shape.positions + position;
    put(m_keys, row, key, m_keyBlock);
    if (!m_shape.valuesInKeys)
        put(m_values, row, value, m_valueBlock);
}

Rows KvCache::keys(std::size_t head, std::size_t first, std::size_t count, float* scratch) const
{
    return get(m_keys, head * m_shape.positions + first, count, scratch);
}

Rows KvCache::values(std::size_t head, std::size_t first, std::size_t count, float* scratch) const
{
    return get(m_shape.valuesInKeys ? m_keys : m_values, head * m_shape.positions + first, count, scratch);
}

std::size_t KvCache::tile() const
{
    return inPlace() ? m_shape.positions : kTile;
}

std::size_t KvCache::scratchFloats() const
{
    return inPlace() ? 0 : kTile * std::max(padded(m_shape.keyLength), padded(m_shape.valueLength));
}

} // namespace headroom::infer
