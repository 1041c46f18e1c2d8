// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// GPTQ: qweight i32 [K·b/32, N], input k of output n at bit b·k of column n's stream; qzeros i32 [G, N·b/32], output n
// at bit b·n of row g's stream; scales [G, N]; g_idx i32 [K] the group of each input, else k / group size.
// w = scale · (q − z). Checkpoints of version 1 store z − 1 (modulo 2^b). AWQ (GEMM): four bits, qweight i32 [K, N/8]
// and qzeros i32 [G, N/8], where output 8i + j has nibble 0,4,1,5,2,6,3,7 [j] of word i; scales [G, N].
// Example: q 9, z 8 (stored 7), scale 0.5 → 0.5.
#include "core/model/hf/quantized.h"

#include <fmt/format.h>

#include <array>

namespace headroom::model::hf {

namespace {

struct Sizes {
    std::uint64_t inputs = 0, outputs = 0, groups = 0, groupSize = 0;
};

bool isInt32(const StoredTensor& tensor)
{
    return tensor.dtype == DType::I32 && tensor.shape.size() == 2 && !tensor.data.empty();
}

/// group_size −1 is one group for a whole row.
Result<std::uint64_t> groupSizeOf(const Parts& parts, std::uint64_t inputs)
{
    const auto found = parts.config().find("group_size");
    if (found == parts.config().end() || (found->is_number_integer() && found->get<std::int64_t>() <= 0))
        return inputs;
    if (!found->is_number_integer())
        return parts.corrupt(".qweight", "the configuration's group_size is no whole number");
    return found->get<std::uint64_t>();
}

Status checkGroups(const Parts& parts, const StoredTensor& scales, Sizes& sizes)
{
    if (scales.shape.size() != 2 || scales.shape[1] != sizes.outputs || scales.shape[0] == 0)
        return parts.corrupt(
            ".scales",
            fmt::format("has shape [{}], the weight has {} outputs", fmt::join(scales.shape, ", "), sizes.outputs));
    const auto groupSize = groupSizeOf(parts, sizes.inputs);
    if (!groupSize)
        return tl::unexpected(groupSize.error());
    sizes.groups = scales.shape[0];
    sizes.groupSize = sizes.groups == 1 ? sizes.inputs : *groupSize;
    if ((sizes.inputs + sizes.groupSize - 1) / sizes.groupSize > sizes.groups)
        return parts.corrupt(".scales",
                             fmt::format("has {} groups; {} inputs in groups of {} need more", sizes.groups,
                                         sizes.inputs, sizes.groupSize));
    return {};
}

/// The group of each input; checked here so that reading needs no checks.
Result<std::vector<std::uint32_t>> groupsOf(const Parts& parts, const Sizes& sizes)
{
    std::vector<std::uint32_t> groups(sizes.inputs);
    const StoredTensor* index = parts.find(".g_idx");
    if (index && !hasShape(*index, DType::I32, {sizes.inputs}))
        return parts.corrupt(".g_idx", fmt::format("is not I32 [{}]", sizes.inputs));
    for (std::uint64_t k = 0; k < sizes.inputs; ++k) {
        groups[k] = index ? wordAt(*index, k) : static_cast<std::uint32_t>(k / sizes.groupSize);
        if (groups[k] >= sizes.groups)
            return parts.corrupt(".g_idx",
                                 fmt::format("gives input {} the group {}, there are {}", k,
                                             static_cast<std::int32_t>(groups[k]), sizes.groups));
    }
    return groups;
}

std::uint64_t gptqBits(const Parts& parts)
{
    return parts.integer("bits", parts.integer("w_bit", 4));
}

} // namespace

Result<Rows> fromGptq(const Parts& parts)
{
    const auto codes = parts.need(".qweight"), zeros = parts.need(".qzeros"), scales = parts.need(".scales");
    for (const auto* part : {&codes, &zeros, &scales})
        if (!*part)
            return tl::unexpected(part->error());
    const auto bits = static_cast<std::uint32_t>(gptqBits(parts));
    if (bits != 2 && bits != 3 && bits != 4 && bits != 8)
        return parts.unsupported(fmt::format("{} bits; GPTQ checkpoints of 2, 3, 4 and 8 are read", bits));
    if (!isInt32(*codes))
        return parts.corrupt(".qweight", "is not a matrix of I32");
    Sizes sizes{codes->shape[0] * 32 / bits, codes->shape[1], 0, 0};
    HEADROOM_TRY(checkGroups(parts, *scales, sizes));
    const std::uint64_t zeroWords = (sizes.outputs * bits + 31) / 32;
    if (!hasShape(*zeros, DType::I32, {sizes.groups, zeroWords}))
        return parts.corrupt(".qzeros", fmt::format("is not I32 [{}, {}]", sizes.groups, zeroWords));
    auto groups = groupsOf(parts, sizes);
    if (!groups)
        return tl::unexpected(groups.error());
    const std::uint32_t added = parts.text("checkpoint_format") == "gptq_v2" ? 0 : 1;
    return rowsOf(sizes.outputs, sizes.inputs,
                  [=, codes = *codes, zeros = *zeros, scales = *scales, groups = std::move(*groups)](std::uint64_t n,
                                                                                                     std::uint64_t k) {
                      const std::uint64_t group = groups[k];
                      const auto q = fieldAt(
                          k * bits, bits, [&](std::uint64_t word) { return wordAt(codes, word * sizes.outputs + n); });
                      const auto stored = fieldAt(
                          n * bits, bits, [&](std::uint64_t word) { return wordAt(zeros, group * zeroWords + word); });
                      const auto z = static_cast<std::int32_t>((stored + added) & ((1U << bits) - 1U));
                      return numberAt(scales, group * sizes.outputs + n) * static_cast<float>(std::int32_t(q) - z);
                  });
}

Result<Rows> fromAwq(const Parts& parts)
{
    const auto codes = parts.need(".qweight"), zeros = parts.need(".qzeros"), scales = parts.need(".scales");
    for (const auto* part : {&codes, &zeros, &scales})
        if (!*part)
            return tl::unexpected(part->error());
    const std::string version = parts.text("version");
    if (gptqBits(parts) != 4 || (!version.empty() && version != "gemm" && version != "GEMM"))
        return parts.unsupported(
            fmt::format("AWQ of {} bits in layout \"{}\"; 4 bits in \"gemm\" are read", gptqBits(parts), version));
    if (!isInt32(*codes))
        return parts.corrupt(".qweight", "is not a matrix of I32");
    Sizes sizes{codes->shape[0], codes->shape[1] * 8, 0, 0};
    HEADROOM_TRY(checkGroups(parts, *scales, sizes));
    const std::uint64_t words = sizes.outputs / 8;
    if (!hasShape(*zeros, DType::I32, {sizes.groups, words}))
        return parts.corrupt(".qzeros", fmt::format("is not I32 [{}, {}]", sizes.groups, words));
    return rowsOf(sizes.outputs, sizes.inputs,
                  [=, codes = *codes, zeros = *zeros, scales = *scales](std::uint64_t n, std::uint64_t k) {
                      constexpr std::array<std::uint32_t, 8> kNibble{0, 4, 1, 5, 2, 6, 3, 7};
                      const std::uint32_t shift = 4 * kNibble[n % 8];
                      const std::uint64_t group = k / sizes.groupSize;
                      const auto q = static_cast<std::int32_t>(wordAt(codes, k * words + n / 8) >> shift & 15U);
                      const auto z = static_cast<std::int32_t>(wordAt(zeros, group * words + n / 8) >> shift & 15U);
                      return numberAt(scales, group * sizes.outputs + n) * static_cast<float>(q - z);
                  });
}

} // namespace headroom::model::hf
