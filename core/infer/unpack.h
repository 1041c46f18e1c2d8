// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: generating one token decodes every weight once, so decoding must keep up with memory. The common formats again
// in vector form, the same floats bit for bit as core/tensor's decoders, which stay the definition.
#pragma once

#include "core/tensor/type.h"

namespace headroom::infer {

/// The fastest decoder of this format; the format's own where there is no vector form. Null when it has none.
tensor::DecodeRow fastestDecoder(const tensor::Format& format);

} // namespace headroom::infer
