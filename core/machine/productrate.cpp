// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// 512 tokens × 1024 columns × 128 rows per thread and turn: the tiles that prompts are multiplied in, from warm caches,
// so that it is the processor's limit and not memory's.
#include "core/base/parallel.h"
#include "core/infer/cpu/batchproduct.h"
#include "core/machine/detect.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace headroom::machine {

namespace {

constexpr infer::ProductShape kShape{512, 1024, 128, 1024, 128};
constexpr std::size_t kTurns = 8, kRuns = 15;

/// What one thread works on; zeros multiply as fast as anything else. A float holds an element of either type.
struct Tile {
    std::vector<float> inputs = std::vector<float>(kShape.tokens * kShape.columns);
    std::vector<float> weights = std::vector<float>(kShape.rows * kShape.columns);
    std::vector<float> out = std::vector<float>(kShape.tokens * kShape.rows);
};

/// GFLOP/s of kTurns products in every thread.
double oneRun(const infer::BatchProduct& product, std::vector<Tile>& tiles, ThreadPool& pool)
{
    const auto begin = std::chrono::steady_clock::now();
    pool.forRanges(tiles.size(), 1, [&](std::size_t slot, std::size_t) {
        Tile& tile = tiles[slot];
        for (std::size_t i = 0; i < kTurns; ++i)
            product.run(kShape, slot, tile.inputs.data(), tile.weights.data(), tile.out.data());
    });
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const auto products = static_cast<double>(kShape.tokens * kShape.columns * kShape.rows * kTurns * tiles.size());
    return 2 * products / std::max(seconds, 1e-9) / 1e9;
}

} // namespace

Result<ProductRate> measureProductRate(unsigned threads, JobControl& control)
{
    ThreadPool pool(threads);
    const auto product = infer::BatchProduct::create(pool.size());
    if (!product || !product->prepare(kShape))
        return ProductRate();
    std::vector<Tile> tiles(pool.size());
    std::vector<double> rates;
    oneRun(*product, tiles, pool);
    for (std::size_t i = 0; i < kRuns; ++i) {
        HEADROOM_TRY(control.checkpoint());
        rates.push_back(oneRun(*product, tiles, pool));
    }
    std::sort(rates.begin(), rates.end());
    return ProductRate{rates[kRuns / 2], product->bfloat() ? "bf16" : "f32"};
}

} // namespace headroom::machine
