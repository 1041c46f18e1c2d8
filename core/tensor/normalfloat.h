// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: NF4 (Dettmers et al., QLoRA, 2023): 16 levels at quantiles of the normal distribution, times the largest
// magnitude of a block of 64. Double quantization stores those magnitudes in 8 bits: less their mean, divided by the
// largest of 256 of them, as the nearest of 256 "dynamic" values. Tables are those of bitsandbytes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace headroom::tensor {

inline constexpr std::array<float, 16> kNormalFloat{
    -1.0F,      -0.6961928F, -0.52507305F, -0.3949175F, -0.28444138F, -0.18477343F, -0.091050036F, 0.0F,
    0.0795803F, 0.1609302F,  0.2461123F,   0.33791524F, 0.44070983F,  0.562617F,    0.72295684F,   1.0F};

/// Code whose level times scale is nearest, whatever the sign of the scale; scale 0: that of zero.
std::uint8_t normalFloatCode(float weight, float scale);
/// The same of many weights. Scale and weights are finite.
void normalFloatCodes(std::span<const float> weights, float scale, std::span<std::uint8_t> codes);

/// The 256 values of the signed dynamic map, ascending: ten to a power from -6 to 0 times the midpoints of 2^i equal
/// parts of [0.1, 1], both signs, and 0 and 1.
const std::array<float, 256>& dynamicMap();

struct NestedScales {
    static constexpr std::size_t kBlock = 256;
    std::vector<std::uint8_t> codes; ///< one per scale, into dynamicMap()
    std::vector<float> largest; ///< one per kBlock scales
    float offset = 0; ///< the scales' mean

    float at(std::size_t index) const { return dynamicMap()[codes[index]] * largest[index / kBlock] + offset; }
};
NestedScales nestScales(std::span<const float> scales);

} // namespace headroom::tensor
