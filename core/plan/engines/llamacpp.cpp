// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// llama.cpp: cache, overheads, kernels; buffers and placement stand beside this file.
// Cache types as it accepts them (--cache-type-k, --cache-type-v). Block types: 32 values share a scale, so q8_0 is
// 32 + 2 = 34 bytes per 32 values = 1.0625 bytes each. Caches are not unified: each sequence has cells of its own.
#include "core/plan/engines/llamacpp.h"

#include "core/base/bytes.h"
#include "core/plan/engines/rows.h"
#include "core/plan/parts.h"

#include <algorithm>
#include <array>

namespace headroom::plan::llamacpp {

namespace {

constexpr std::array kVersions{
    EngineVersion{"v0.5.0", "2026", "caches of two small models as logged, compute buffers within 8 %"},
    EngineVersion{"2025", "2025", "builds to the end of 2025: caches as logged, compute buffers within 20 %"},
};

constexpr std::array<std::string_view, 1> kLoads{kGguf};

constexpr std::array kTypes{
    KvType{"f32", 4.0, 1},           KvType{"f16", 2.0, 1, true},
    KvType{"bf16", 2.0, 1},          KvType{"q8_0", 34.0 / 32, 32, true},
    KvType{"q5_1", 24.0 / 32, 32},   KvType{"q5_0", 22.0 / 32, 32},
    KvType{"q4_1", 20.0 / 32, 32},   KvType{"q4_0", 18.0 / 32, 32, true},
    KvType{"iq4_nl", 18.0 / 32, 32},
};

constexpr EngineConstant kBatch{"batch", 512, "tokens", "n_ubatch where --ubatch-size is not given: common.h"};
constexpr EngineConstant kCellStep{"cell_step", 256, "tokens", "n_ctx is padded to it: llama-context.cpp"};
constexpr EngineConstant kBytesPerState{"bytes_per_state", 4, "B", "type_r and type_s are F32: llama-memory-recurrent"};
constexpr EngineConstant kRuntime{"runtime", 384.0 * kMiB, "B",
                                  "driver context and kernels: 250-500 MiB reported per process and card"};
constexpr EngineConstant kKernelsPerLayer{"kernels_per_layer", 15, "", "about so many in a dense layer: an estimate"};
constexpr EngineConstant kSecondsPerKernel{"seconds_per_kernel", 3e-6, "s", "AIConfigurator's system files"};
constexpr EngineConstant kBytesPerActivation{"bytes_per_activation", 4, "B", "its graphs compute in F32"};
constexpr EngineConstant kMatrixFrom{"matrix_from", 9, "tokens", "MMVQ_MAX_BATCH_SIZE is 8: mmvq.cuh"};
constexpr EngineConstant kSecondsPerSum{"seconds_per_sum", 8e-6, "s", "a short all-reduce among cards takes 8-30 µs"};
constexpr std::array kConstants{kBatch,           kSecondsPerSum, kCellStep,   kBytesPerState,      kRuntime,
                                kInputCopies,     kOffloadBatch,  kMatrixFrom, kBytesPerActivation, kKernelsPerLayer,
                                kSecondsPerKernel};

/// A window keeps itself and one batch, rounded up.
double cellsOfCache(const model::LayerCache& cache, double sequenceCells, double batch)
{
    return cache.window > 0 ? std::min(sequenceCells, cellsOf(kEngine, cache.window + batch)) : sequenceCells;
}

std::vector<TermInput> overheads(const Device&, std::size_t)
{
    return {{std::string(kRuntime.name), kRuntime.value, std::string(kRuntime.unit), Provenance::Estimated,
             std::string(kRuntime.source)}};
}

} // namespace

constinit const Engine kEngine{
    .id = "llama.cpp",
    .versions = kVersions,
    .kvTypes = kTypes,
    .loads = kLoads,
    .constants = kConstants,
    .batch = static_cast<std::uint32_t>(kBatch.value),
    .cache = {static_cast<std::uint32_t>(kCellStep.value), cellsOfCache, kBytesPerState.value, "F32",
              "a window keeps itself and one batch, rounded up likewise", true},
    .step = {kBytesPerActivation.value, kSecondsPerSum.value, kMatrixFrom.value, kKernelsPerLayer.value,
             kSecondsPerKernel.value, spend, "engines reach 60-90 % of it"},
    .overheads = overheads,
    .place = place,
    .computeBuffer = computeBuffer,
};

} // namespace headroom::plan::llamacpp
