// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/preflight.h"

#include "core/base/hash.h"
#include "core/quant/round/clip.h"
#include "core/quant/round/encodetensor.h"
#include "core/quant/round/hqq.h"
#include "core/quant/round/roundingrate.h"
#include "core/quant/run/methodwork.h"
#include "core/tensor/refine.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace headroom::quant {

namespace {

constexpr double kLongEnough = 3e-3; ///< seconds of one measurement
using Step = Forecast::Step;

constexpr int kMeasurements = 3;
constexpr double kSoonDone = 1; ///< seconds of a kind of work for which one measurement is enough
constexpr double kOneBlockDoubt = 1.15;
constexpr std::uint64_t kManyWeights = std::uint64_t{1} << 30U; ///< a rate is as good for these as for one
constexpr std::size_t kHashedBytes = std::size_t{1} << 20U;

template <class Work> double secondsOf(const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Where the largest tensor of each kind is.
std::map<Forecast::Kind, std::size_t> largestOfEach(const Prepared& prepared)
{
    std::map<Forecast::Kind, std::size_t> largest;
    const auto& tensors = prepared.file->tensors();
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        if (tensors[i].elements() == 0)
            continue;
        const auto [at, added] = largest.try_emplace(kindOf(prepared, i), i);
        if (!added && tensors[i].elements() > tensors[at->second].elements())
            at->second = i;
    }
    return largest;
}

/// Blocks of one tensor, at its front, its middle and its end; the first, which fills tables and caches, is not timed
/// but where the file computes a matrix as a whole before it gives a row of it (`computed`).
void measure(const TensorEncoder& encoder, const model::TensorInfo& info, Forecast::Kind kind, bool computed,
             ThreadPool& pool, Forecast& forecast)
{
    const std::uint64_t most = std::min(info.rows(), encoder.rowsPerUnit());
    bool sound = true;
    const double start = secondsOf([&] { sound = encoder.encode(0, 1, pool).has_value(); });
    const std::uint64_t matrix = info.columns() * (info.shape.size() > 1 ? info.shape[1] : 1);
    const double before = computed ? start / double(matrix) : 0;
    std::uint64_t rows = std::clamp<std::uint64_t>((std::uint64_t{1} << 14U) * pool.size() / info.columns(), 1, most);
    for (int i = 0; i < kMeasurements && sound; ++i) {
        const std::uint64_t first = (info.rows() - rows) * std::uint64_t(i) / (kMeasurements - 1);
        const double seconds = secondsOf([&] { sound = encoder.encode(first, rows, pool).has_value(); });
        if (sound && seconds < kLongEnough && rows < most) { // too short to say anything
            rows = std::min(most, rows * 4);
            --i;
        } else if (sound) {
            const double all = seconds + before * double(rows * info.columns());
            const bool soon = all / double(rows * info.columns()) * double(forecast.left(kind)) < kSoonDone;
            forecast.measured(kind, rows * info.columns(), all, soon ? kOneBlockDoubt : 1);
            i = soon ? kMeasurements : i;
        }
    }
}

/// What goes on from each row as the format packed it; empty where nothing does.
PolishRow polishOf(const Prepared& prepared, const model::TensorInfo& info, Forecast::Kind kind)
{
    if (prepared.wishes.betterSearch)
        return tensor::refineRow;
    if (kind.step != Step::Polished)
        return {};
    if (prepared.method->options.row().levels == MethodRow::Levels::HalfQuadratic)
        return halfQuadraticRow;
    const std::vector<float> squares(info.columns(), 1.0F);
    const auto errors = std::make_shared<const GroupErrors>(squares, std::vector<float>(), std::vector<float>(),
                                                            tensor::format(kind.to).blockSize);
    return [errors](tensor::Type type, std::span<const float> row, std::span<const float> importance,
                    std::span<std::byte> packed) { clipRow(type, row, importance, packed, *errors); };
}

void measureRounding(const Prepared& prepared, Forecast::Kind kind, ThreadPool& pool, Forecast& forecast)
{
    const tensor::Format& format = tensor::format(kind.to);
    const auto chunk = [&](const RowRounder& rounder, std::span<const float> weights, std::size_t columns) {
        std::vector<std::byte> packed(columns / format.blockSize * format.blockBytes * kChunkRows);
        std::vector<BlockGrid> grids;
        std::vector<RowGrid*> pointers;
        grids.reserve(kChunkRows);
        for (std::size_t r = 0; r < kChunkRows; ++r)
            pointers.push_back(&grids.emplace_back(
                *tensor::findLevels(kind.to), std::span<const float>(), columns,
                std::span(packed).subspan(r * packed.size() / kChunkRows, packed.size() / kChunkRows)));
        static_cast<void>(rounder.round(weights, pointers));
    };
    if (const auto rate = roundingRate(prepared.method->options, kind.columns, chunk, pool))
        forecast.measured(kind, kManyWeights, *rate * double(kManyWeights), kRoundingDoubt);
}

void preflightMethod(const Prepared& prepared, ThreadPool& pool, Forecast& forecast)
{
    const MethodWork work = methodWork(prepared);
    for (const std::uint64_t amount : work.factorized)
        forecast.expect(kFactorized, amount);
    for (const SearchWork& search : work.searches)
        forecast.expect(search.kind, search.amount);
    for (const Forecast::Kind& kind : forecast.unknown())
        if (kind.step == Step::Rounded) {
            measureRounding(prepared, kind, pool, forecast);
        } else if (kind == kFactorized) {
            if (const auto rate = factorRate(prepared.method->options.gptq))
                forecast.measured(kind, kManyWeights, *rate * double(kManyWeights), kRoundingDoubt);
        } else if (kind.step == Step::Correlated || kind.step == Step::Sampled) {
            const double rate = searchRate({{}, kind.to, {}}, kind.columns, kind.step == Step::Correlated, pool);
            forecast.measured(kind, kManyWeights, rate * double(kManyWeights), kSearchDoubt);
        }
}

} // namespace

double hashRate()
{
    const std::vector<std::byte> bytes(kHashedBytes);
    return secondsOf([&] { static_cast<void>(sha256(bytes)); }) / double(kHashedBytes);
}

Forecast preflight(const Prepared& prepared, unsigned threads)
{
    Forecast forecast;
    const auto& tensors = prepared.file->tensors();
    for (std::size_t i = 0; i < tensors.size(); ++i)
        forecast.expect(kindOf(prepared, i), tensors[i].elements());
    ThreadPool pool(threads);
    for (const auto& [kind, index] : largestOfEach(prepared)) {
        if (kind.step == Step::Rounded)
            continue;
        const auto& info = tensors[index];
        auto encoder = TensorEncoder::create(*prepared.file, info, kind.to, prepared.importance(info.name));
        if (!encoder)
            continue;
        encoder->polishWith(polishOf(prepared, info, kind));
        measure(*encoder, info, kind, prepared.wishes.rotate, pool, forecast);
        prepared.file->release(info);
    }
    if (prepared.method)
        preflightMethod(prepared, pool, forecast);
    // The artifact, when it stands; that of units counts with them. The source, beside them.
    forecast.hashing(prepared.plan.outputBytes, hashRate());
    forecast.besideLeft(prepared.source->bytesToHash());
    return forecast;
}

} // namespace headroom::quant
