// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preflight.h"

#include "core/base/hash.h"
#include "core/quant/encodetensor.h"
#include "core/tensor/refine.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace headroom::quant {

namespace {

constexpr double kLongEnough = 3e-3; ///< seconds of one measurement
constexpr int kMeasurements = 3;
constexpr std::size_t kHashedBytes = std::size_t{1} << 20U;

template <class Work> double secondsOf(const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Where the largest tensor of each pair is.
std::map<Forecast::Pair, std::size_t> largestOfEach(const Prepared& prepared)
{
    std::map<Forecast::Pair, std::size_t> largest;
    const auto& tensors = prepared.file->tensors();
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const auto [at, added] = largest.try_emplace({tensors[i].type, prepared.plan.assignments[i].to}, i);
        if (!added && tensors[i].elements() > tensors[at->second].elements())
            at->second = i;
    }
    return largest;
}

/// Blocks of one tensor, at its front, its middle and its end; the first, which fills tables and caches, is not timed.
void measure(const TensorEncoder& encoder, const model::TensorInfo& info, Forecast::Pair pair, ThreadPool& pool,
             Forecast& forecast)
{
    const std::uint64_t most = std::min(info.rows(), encoder.rowsPerUnit());
    if (!encoder.encode(0, 1, pool))
        return;
    std::uint64_t rows = std::clamp<std::uint64_t>((std::uint64_t{1} << 14U) * pool.size() / info.columns(), 1, most);
    for (int i = 0; i < kMeasurements; ++i) {
        const std::uint64_t first = (info.rows() - rows) * std::uint64_t(i) / (kMeasurements - 1);
        bool sound = true;
        const double seconds = secondsOf([&] { sound = encoder.encode(first, rows, pool).has_value(); });
        if (!sound)
            return;
        if (seconds < kLongEnough && rows < most) { // too short to say anything
            rows = std::min(most, rows * 4);
            --i;
            continue;
        }
        forecast.measured(pair, rows * info.columns(), seconds);
    }
}

double hashRate()
{
    const std::vector<std::byte> bytes(kHashedBytes);
    return secondsOf([&] { static_cast<void>(sha256(bytes)); }) / double(kHashedBytes);
}

} // namespace

Forecast preflight(const Prepared& prepared, unsigned threads)
{
    Forecast forecast;
    const auto& tensors = prepared.file->tensors();
    for (std::size_t i = 0; i < tensors.size(); ++i)
        forecast.expect({tensors[i].type, prepared.plan.assignments[i].to}, tensors[i].elements());
    if (prepared.method)
        return forecast;
    ThreadPool pool(threads);
    for (const auto& [pair, index] : largestOfEach(prepared)) {
        const auto& info = tensors[index];
        auto encoder = TensorEncoder::create(*prepared.file, info, pair.to, prepared.importance(info.name));
        if (!encoder)
            continue;
        if (prepared.wishes.betterSearch)
            encoder->polishWith(tensor::refineRow);
        measure(*encoder, info, pair, pool, forecast);
        prepared.file->release(info);
    }
    // The source before, the artifact after; that of units counts with them.
    forecast.hashing(prepared.file->fileBytes() + prepared.plan.outputBytes, hashRate());
    return forecast;
}

} // namespace headroom::quant
