// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/benchmark.h"

#include "core/base/platform.h"
#include "core/base/remarks.h"
#include "core/model/remarks.h"

#include <algorithm>
#include <chrono>

namespace headroom::eval {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kNoiseTokens = 64;

double secondsSince(Clock::time_point begin)
{
    return std::max(std::chrono::duration<double>(Clock::now() - begin).count(), 1e-9);
}

/// Ids from all over the vocabulary; what they mean costs nothing.
std::vector<model::Token> arbitraryTokens(std::size_t count, std::uint32_t vocabulary)
{
    std::vector<model::Token> out(count);
    std::uint64_t state = 42;
    for (auto& token : out) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        token = static_cast<model::Token>((state >> 33U) % vocabulary);
    }
    return out;
}

class Bench {
public:
    Bench(infer::Session& session, const BenchmarkOptions& options, JobControl& control)
        : m_session(session)
        , m_options(options)
        , m_control(control)
        , m_tokens(arbitraryTokens(std::max(options.promptTokens, options.generateTokens), session.vocabulary()))
        , m_logits(session.vocabulary())
    {
    }

    Result<Rate> prompt() { return measure("prompt", m_options.promptTokens, m_options.promptTokens); }
    Result<Rate> generate() { return measure("generate", m_options.generateTokens, 1); }
    std::span<const model::Token> tokens() const { return m_tokens; }

private:
    Status run(std::size_t count, std::size_t piece)
    {
        m_session.clear();
        for (std::size_t begin = 0; begin < count; begin += piece) {
            HEADROOM_TRY(m_control.checkpoint());
            HEADROOM_TRY(m_session.evaluate(std::span(m_tokens).subspan(begin, piece), 1, m_logits));
        }
        return {};
    }

    Result<Rate> measure(Stage stage, std::size_t count, std::size_t piece)
    {
        if (count == 0)
            return Rate();
        std::vector<double> rates;
        HEADROOM_TRY(run(count, piece)); // pages, caches and clocks settle
        for (std::uint32_t i = 0; i < m_options.repeat; ++i) {
            m_control.report({stage, {}, i, m_options.repeat, 0, 0});
            const auto begin = Clock::now();
            HEADROOM_TRY(run(count, piece));
            rates.push_back(static_cast<double>(count) / secondsSince(begin));
        }
        std::sort(rates.begin(), rates.end());
        const std::size_t middle = rates.size() / 2;
        const double median = rates.size() % 2 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2;
        return Rate{median, rates.front(), rates.back()};
    }

    infer::Session& m_session;
    const BenchmarkOptions& m_options;
    JobControl& m_control;
    std::vector<model::Token> m_tokens;
    std::vector<float> m_logits;
};

/// Reading prompts is what every model does; generating is not.
Status checkGenerates(const model::Description& description)
{
    auto continues = model::checkContinues(description);
    if (!continues)
        continues.error().detail += ", or measure prompts alone (--generate 0)";
    return continues;
}

Status describeInto(const model::ModelFile& file, bool generates, BenchmarkResult& out)
{
    const auto description = model::describe(file);
    if (!description)
        return tl::unexpected(description.error());
    if (generates)
        HEADROOM_TRY(checkGenerates(*description));
    out.activeParameters = description->activeParameters();
    out.activeBytes = description->activeBytes();
    out.weightBytes = description->weightBytes();
    out.bitsPerWeight = description->bitsPerWeight();
    return {};
}

} // namespace

Remarks notesOn(const BenchmarkResult& result, const BenchmarkShares& shares, std::uint64_t cacheBytes)
{
    Remarks notes;
    if (shares.generate > 1 && result.activeBytes <= cacheBytes)
        notes.push_back(remark("evaluate.above_bandwidth_cached", 100 * shares.generate, double(result.activeBytes),
                               double(cacheBytes)));
    else if (shares.generate > 1)
        notes.push_back(remark("evaluate.above_bandwidth", 100 * shares.generate));
    if (shares.prompt > 1)
        notes.push_back(remark("evaluate.above_products", 100 * shares.prompt));
    return notes;
}

Result<BenchmarkResult> benchmark(const std::filesystem::path& model, const BenchmarkOptions& options,
                                  JobControl& control)
{
    const std::uint32_t positions = std::max(options.promptTokens, options.generateTokens);
    if (positions == 0 || options.repeat == 0)
        return fail(ErrorCode::InvalidArgument, "bench", "nothing to measure: no tokens, or no repetitions");
    ThreadPool pool(options.threads);
    const auto begin = Clock::now();
    auto opened
        = EvaluatedModel::open(model, positions, pool, {options.kvType, 0, options.precision, 0, options.device});
    if (!opened)
        return tl::unexpected(std::move(opened.error()));
    BenchmarkResult out;
    out.loadSeconds = secondsSince(begin);
    out.threads = static_cast<unsigned>(pool.size());
    HEADROOM_TRY(describeInto(*opened->file, options.generateTokens > 0, out));
    Bench bench(*opened->session, options, control);
    for (const auto& [run, rate] : {std::pair(&Bench::generate, &BenchmarkResult::generate),
                                    std::pair(&Bench::prompt, &BenchmarkResult::prompt)}) {
        const auto measured = (bench.*run)();
        if (!measured)
            return tl::unexpected(measured.error());
        out.*rate = *measured;
    }
    out.peakRssBytes = peakResidentBytes();
    if (options.precision != infer::Precision::Exact) {
        const auto sample = bench.tokens().first(std::min(kNoiseTokens, bench.tokens().size()));
        const auto noise = fastNoiseFloor(opened->transformer, sample, 1,
                                          {.kvType = options.kvType, .device = options.device}, pool, control);
        if (!noise)
            return tl::unexpected(noise.error());
        out.noiseFloorMeanKld = *noise;
    }
    HEADROOM_TRY(opened->file->intact());
    return out;
}

} // namespace headroom::eval
