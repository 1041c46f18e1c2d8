// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the gated delta rule (arXiv 2412.06464), one head, step by step. The state maps keys to values; each token
// corrects what is stored for its key by a share β of the error:
//   S ← e^g S    S ← S + β (v − S k) ⊗ k    o = S q / sqrt(key length)
// with queries and keys of length one. A sequence may be cut anywhere.
#pragma once

#include <cstddef>

namespace headroom::infer {

/// x / sqrt(|x|² + epsilon), in place.
void normalizeLength(float* x, std::size_t count, float epsilon);

/// Rows of one head, one per token; strides in floats.
struct DeltaInput {
    const float* query = nullptr; ///< [padded key length], of length one, padding zero
    const float* key = nullptr; ///< likewise
    std::size_t keyStride = 0;
    const float* value = nullptr; ///< [value length]
    std::size_t valueStride = 0;
    const float* logDecay = nullptr; ///< g, one
    const float* beta = nullptr; ///< one
    std::size_t gateStride = 0;
};
struct DeltaShape {
    std::size_t keyLength = 0;
    std::size_t valueLength = 0;
};
/// state [value length][padded(key length)], padding zero; scratch [value length]; out [value length] per token.
void deltaHead(const DeltaShape& shape, const DeltaInput& in, std::size_t tokens, float* state, float* scratch,
               float* out, std::size_t outStride);

} // namespace headroom::infer
