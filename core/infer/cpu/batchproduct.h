// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the fast mode of prompts. A tile of weights is unpacked once per batch and multiplied with all its tokens by
// oneDNN: in bfloat16 where the processor multiplies it (AVX512-BF16, AMX), else in f32. Each of our threads runs its
// own tiles; the library starts none. Built without oneDNN there is no BatchProduct, and the exact kernels do the work.
#pragma once

#include "core/infer/cpu/kernels.h"

#include <cstdint>
#include <memory>

namespace headroom::infer {

struct ProductShape {
    std::size_t tokens = 0, columns = 0, rows = 0; ///< of the tile
    std::size_t inputStride = 0, outputStride = 0; ///< elements
    bool operator==(const ProductShape&) const = default;
};

class BatchProduct {
public:
    /// Null where it is not built in, or the library does not start. threads: how many run tiles at the same time.
    static std::unique_ptr<BatchProduct> create(std::size_t threads);
    ~BatchProduct();

    bool bfloat() const; ///< inputs and tiles are bfloat16 (2 bytes), else float
    /// Makes the shape ready, by one thread before run(); false when the library cannot do it.
    bool prepare(const ProductShape& shape);
    /// out[token * outputStride + row] = tile row · input; tile: [rows][columns] without gaps. Shape: prepared.
    void run(const ProductShape& shape, std::size_t thread, const void* inputs, const void* tile, float* out) const;

private:
    BatchProduct();
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace headroom::infer
