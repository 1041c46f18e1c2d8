// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/quantized.h"

#include "core/model/ggufcursor.h"
#include "core/tensor/float8.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::model::hf {

namespace {

template <class T> T valueAt(const StoredTensor& tensor, std::uint64_t index)
{
    T value{};
    std::memcpy(&value, tensor.data.data() + index * sizeof value, sizeof value);
    return value;
}

} // namespace

const StoredTensor* Parts::find(std::string_view suffix) const
{
    const StoredTensor* found = m_set.find(m_stem + std::string(suffix));
    if (found && m_taken.insert(found->name).second)
        m_storedBytes += found->data.size();
    return found;
}

Result<StoredTensor> Parts::need(std::string_view suffix) const
{
    if (const StoredTensor* found = find(suffix))
        return *found;
    return corrupt(suffix, "is missing");
}

std::string Parts::text(const char* key) const
{
    const auto found = m_config.find(key);
    return found != m_config.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t Parts::integer(const char* key, std::uint64_t absent) const
{
    const auto found = m_config.find(key);
    return found != m_config.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : absent;
}

tl::unexpected<Error> Parts::corrupt(std::string_view suffix, std::string detail) const
{
    const StoredTensor* found = m_set.find(m_stem + std::string(suffix));
    return fail(ErrorCode::Corrupt,
                found ? m_set.placeOf(*found) : fmt::format("tensor \"{}{}\"", printable(m_stem), suffix),
                std::move(detail));
}

tl::unexpected<Error> Parts::unsupported(std::string detail) const
{
    return fail(ErrorCode::Unsupported, fmt::format("tensor \"{}\"", printable(m_stem)), std::move(detail));
}

float numberAt(const StoredTensor& tensor, std::uint64_t index)
{
    switch (tensor.dtype) {
    case DType::F64:
        return static_cast<float>(valueAt<double>(tensor, index));
    case DType::F32:
        return valueAt<float>(tensor, index);
    case DType::F16:
        return tensor::halfToFloat(valueAt<std::uint16_t>(tensor, index));
    case DType::BF16:
        return tensor::bfloatToFloat(valueAt<std::uint16_t>(tensor, index));
    case DType::I64:
    case DType::U64:
        return static_cast<float>(valueAt<std::int64_t>(tensor, index));
    case DType::I32:
    case DType::U32:
        return static_cast<float>(valueAt<std::int32_t>(tensor, index));
    case DType::I16:
    case DType::U16:
        return static_cast<float>(valueAt<std::int16_t>(tensor, index));
    case DType::I8:
        return static_cast<float>(valueAt<std::int8_t>(tensor, index));
    case DType::U8:
    case DType::Bool:
        return static_cast<float>(valueAt<std::uint8_t>(tensor, index));
    case DType::F8E4M3:
        return tensor::e4m3ToFloat(valueAt<std::uint8_t>(tensor, index));
    case DType::F8E5M2:
        return tensor::e5m2ToFloat(valueAt<std::uint8_t>(tensor, index));
    case DType::F8E8M0:
        return tensor::e8m0ToFloat(valueAt<std::uint8_t>(tensor, index));
    }
    return 0;
}

bool hasShape(const StoredTensor& tensor, DType dtype, std::initializer_list<std::uint64_t> shape)
{
    return tensor.dtype == dtype && std::ranges::equal(tensor.shape, shape);
}

} // namespace headroom::model::hf
