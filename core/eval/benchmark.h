// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how fast a model runs here, measured as llama-bench does: a prompt into an empty cache, and tokens generated one
// by one from an empty cache, of arbitrary ids. Medians over repetitions after one that does not count.
#pragma once

#include "core/base/remark.h"
#include "core/eval/noisefloor.h"

namespace headroom::eval {

struct BenchmarkOptions {
    std::uint32_t promptTokens = 512; ///< 0: not measured
    std::uint32_t generateTokens = 128; ///< 0: not measured
    std::uint32_t repeat = 5; ///< at least 1
    unsigned threads = 0;
    std::string kvType = "f32";
    infer::Precision precision = infer::Precision::Fastest;
    std::string device = "auto"; ///< see infer::chooseDevice()
};

/// Tokens per second.
struct Rate {
    double median = 0, min = 0, max = 0;
};

struct BenchmarkResult {
    double loadSeconds = 0; ///< from the path to a session that is ready
    Rate prompt, generate; ///< zeros where not measured
    std::uint64_t activeParameters = 0, activeBytes = 0; ///< of one token
    std::uint64_t weightBytes = 0;
    double bitsPerWeight = 0;
    unsigned threads = 0;
    std::uint64_t peakRssBytes = 0; ///< of the process so far
    std::optional<double> noiseFloorMeanKld; ///< in fast precision: of generation, token by token
};
/// Shares of the machine's limits, as they were measured beside the rates; 0: not measured.
struct BenchmarkShares {
    double generate = 0, prompt = 0; ///< of the read bandwidth, of the product rate
};
/// Why a share can be more than all. cacheBytes: of the processor's last level.
Remarks notesOn(const BenchmarkResult& result, const BenchmarkShares& shares, std::uint64_t cacheBytes);

/// Errors: InvalidArgument (nothing to measure), Unsupported (tokens of what generates none), besides those of opening
/// and of the session.
Result<BenchmarkResult> benchmark(const std::filesystem::path& model, const BenchmarkOptions& options,
                                  JobControl& control);

} // namespace headroom::eval
