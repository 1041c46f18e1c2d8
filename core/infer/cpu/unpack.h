// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: generating one token decodes every weight once, so decoding must keep up with memory. The common formats again
// in vector form, the same floats bit for bit as core/tensor's decoders, which stay the definition.
#pragma once

#include "core/tensor/type.h"

namespace headroom::infer {

/// The fastest decoder of this format; the format's own where there is no vector form. Null when it has none.
tensor::DecodeRow fastestDecoder(const tensor::Format& format);

/// A row of `columns` weights as bfloat16, rounded to nearest even.
using BfloatRow = void (*)(std::span<const std::byte> packed, std::span<std::uint16_t> row);
/// Null where the format has no vector form.
BfloatRow bfloatDecoder(tensor::Type type);
/// The same for floats.
void roundToBfloat(std::span<const float> row, std::uint16_t* out);

} // namespace headroom::infer
