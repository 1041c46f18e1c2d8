// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Two buffers, each at least four times the last-level caches (64 MiB to 1 GiB) and together at most half of the free
// memory, written first by the threads that read them. Read = bytes ÷ time of summing one buffer; copy = twice the
// bytes ÷ time of copying it to the other, since every byte is read and written. Medians of at least five runs after
// one that does not count. GB/s = 10⁹ B/s.
#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/base/parallel.h"
#include "core/base/remarks.h"
#include "core/machine/detect.h"
#include "core/machine/processor.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace headroom::machine {

namespace {

constexpr std::size_t kAlignment = 4096;
constexpr std::size_t kMinRuns = 5, kMaxRuns = 101;
constexpr double kSecondsPerKind = 0.8;

struct Free {
    void operator()(std::uint64_t* memory) const { std::free(memory); }
};
using Buffer = std::unique_ptr<std::uint64_t[], Free>;

Buffer allocate(std::uint64_t bytes)
{
    return Buffer(static_cast<std::uint64_t*>(std::aligned_alloc(kAlignment, bytes)));
}

/// Eight independent sums keep enough loads in flight.
std::uint64_t sumOf(const std::uint64_t* data, std::size_t count)
{
    std::uint64_t sums[8] = {};
    for (std::size_t i = 0; i + 8 <= count; i += 8)
        for (std::size_t lane = 0; lane < 8; ++lane)
            sums[lane] += data[i + lane];
    std::uint64_t total = 0;
    for (const auto sum : sums)
        total += sum;
    return total;
}

class Bench {
public:
    Bench(Buffer source, Buffer target, std::uint64_t bytes, unsigned threads)
        : m_source(std::move(source))
        , m_target(std::move(target))
        , m_slice(bytes / 8 / threads / 8 * 8)
        , m_pool(threads)
        , m_sums(threads)
    {
        each([this](std::size_t slice) {
            std::fill_n(m_source.get() + slice * m_slice, m_slice, slice + 1);
            std::fill_n(m_target.get() + slice * m_slice, m_slice, 0);
        });
    }
    double bytes() const { return static_cast<double>(m_slice * 8 * m_pool.size()); }
    double readSeconds()
    {
        return timed([this](std::size_t slice) { m_sums[slice] = sumOf(m_source.get() + slice * m_slice, m_slice); });
    }
    double copySeconds()
    {
        return timed([this](std::size_t slice) {
            std::memcpy(m_target.get() + slice * m_slice, m_source.get() + slice * m_slice, m_slice * 8);
        });
    }
    /// What was read and copied is what was written; also keeps the compiler from dropping the work.
    bool sound() const
    {
        for (std::size_t slice = 0; slice < m_sums.size(); ++slice)
            if (m_sums[slice] != (slice + 1) * m_slice || m_target[slice * m_slice] != slice + 1)
                return false;
        return true;
    }

private:
    template <class Body> void each(Body body)
    {
        m_pool.forRanges(m_pool.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t slice = begin; slice < end; ++slice)
                body(slice);
        });
    }
    template <class Body> double timed(Body body)
    {
        const auto start = std::chrono::steady_clock::now();
        each(body);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    Buffer m_source, m_target;
    std::size_t m_slice;
    ThreadPool m_pool;
    std::vector<std::uint64_t> m_sums;
};

/// Sorted rates of the runs that count, in GB/s.
template <class Run> Result<std::vector<double>> rates(double bytes, Run run, JobControl& control, Wording item)
{
    std::vector<double> result;
    double spent = 0;
    run(); // faults, clocks and caches settle
    while (result.size() < kMinRuns || (spent < kSecondsPerKind && result.size() < kMaxRuns)) {
        HEADROOM_TRY(control.checkpoint());
        const double seconds = std::max(run(), 1e-9);
        result.push_back(bytes / seconds / 1e9);
        spent += seconds;
        Progress progress;
        progress.stage = "measure";
        progress.item = remark(item);
        progress.done = result.size();
        control.report(progress);
    }
    std::sort(result.begin(), result.end());
    return result;
}

} // namespace

Result<BandwidthResult> measureBandwidth(unsigned threads, JobControl& control)
{
    Remarks notes;
    Rig rig;
    rig.cpu = detectCpu(notes);
    detectMemory(rig, notes);
    threads = std::clamp(threads == 0 ? physicalCores() : threads, 1U, 1024U);
    std::uint64_t bytes = std::clamp<std::uint64_t>(4 * lastLevelCacheBytes(rig.cpu), 64 * kMiB, 1024 * kMiB);
    if (rig.ramFreeBytes > 0)
        bytes = std::min(bytes, rig.ramFreeBytes / 4);
    bytes = bytes / kMiB * kMiB;
    if (bytes == 0)
        return fail(ErrorCode::OutOfMemory, "memory bandwidth", "less than 4 MiB are free");
    Buffer source = allocate(bytes);
    Buffer target = allocate(bytes);
    if (!source || !target)
        return fail(ErrorCode::OutOfMemory, "memory bandwidth", "no room for two buffers of " + std::to_string(bytes));
    Bench bench(std::move(source), std::move(target), bytes, threads);
    const auto reads = rates(
        bench.bytes(), [&] { return bench.readSeconds(); }, control, "progress.reading");
    if (!reads)
        return tl::unexpected(reads.error());
    const auto copies = rates(
        2 * bench.bytes(), [&] { return bench.copySeconds(); }, control, "progress.copying");
    if (!copies)
        return tl::unexpected(copies.error());
    if (!bench.sound())
        return fail(ErrorCode::Internal, "memory bandwidth", "the copy differs from its source");
    BandwidthResult result;
    result.readGBs = (*reads)[reads->size() / 2];
    result.readMinGBs = reads->front();
    result.readMaxGBs = reads->back();
    result.copyGBs = (*copies)[copies->size() / 2];
    result.threads = threads;
    result.repeats = static_cast<unsigned>(std::min(reads->size(), copies->size()));
    result.bufferBytes = bytes;
    result.measuredAt = isoNow();
    return result;
}

Json toJson(const BandwidthResult& result)
{
    return {{"read_gb_per_s", result.readGBs},
            {"read_min_gb_per_s", result.readMinGBs},
            {"read_max_gb_per_s", result.readMaxGBs},
            {"copy_gb_per_s", result.copyGBs},
            {"threads", result.threads},
            {"repeats", result.repeats},
            {"buffer_bytes", result.bufferBytes},
            {"measured_at", result.measuredAt}};
}

} // namespace headroom::machine
