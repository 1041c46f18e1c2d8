// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Prefill and decode speed of a model: bench_infer MODEL [prompt tokens] [generated tokens] [threads] [exact]. Decoding
// reads every weight once per token, so its bytes per second are compared with the bandwidth of plain reading.
#include "core/infer/transformer.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>

using namespace headroom;

namespace {

double seconds(const auto& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Bytes per second of summing 512 MiB with all threads, best of three.
double readBandwidth(ThreadPool& pool)
{
    std::vector<std::uint64_t> data((512U << 20U) / sizeof(std::uint64_t), 1);
    std::vector<std::uint64_t> sums(64);
    const std::size_t part = data.size() / sums.size();
    double best = 0;
    for (int repeat = 0; repeat < 3; ++repeat) {
        const double time = seconds([&] {
            pool.forRanges(sums.size(), 1, [&](std::size_t i, std::size_t) {
                std::uint64_t lanes[8] = {};
                for (std::size_t k = i * part; k + 8 <= (i + 1) * part; k += 8)
                    for (std::size_t lane = 0; lane < 8; ++lane)
                        lanes[lane] += data[k + lane];
                for (const std::uint64_t lane : lanes)
                    sums[i] += lane;
            });
        });
        best = std::max(best, double(data.size() * sizeof(std::uint64_t)) / time);
    }
    return sums[0] > 0 ? best : 0;
}

struct Settings {
    std::size_t prompt = 512, generated = 64;
    unsigned threads = 0;
    infer::Precision precision = infer::Precision::Fast;
};

int measure(const char* path, const Settings& settings)
{
    const auto file = model::ModelFile::open(path);
    const auto transformer = file ? infer::Transformer::load(*file) : tl::unexpected(file.error());
    if (!transformer) {
        fmt::print(stderr, "{}: {}\n", transformer.error().where, transformer.error().detail);
        return 1;
    }
    ThreadPool pool(settings.threads);
    const auto context = static_cast<std::uint32_t>(settings.prompt + settings.generated);
    const auto session = infer::Session::create(*transformer, context, pool, {.precision = settings.precision});
    const auto description = model::describe(**file);
    if (!session || !description)
        return 1;
    const auto vocabulary = (*transformer)->shape().vocabulary;
    std::vector<model::Token> tokens(settings.prompt);
    for (std::size_t i = 0; i < tokens.size(); ++i)
        tokens[i] = static_cast<model::Token>(i * 7 % vocabulary);
    std::vector<float> logits(vocabulary);
    bool good = (*session)->evaluate(std::span(tokens).first(1), 1, logits).has_value(); // touches the file
    (*session)->clear();
    const double prefill = seconds([&] { good = (*session)->evaluate(tokens, 1, logits).has_value() && good; });
    const double decode = seconds([&] {
        for (std::size_t i = 0; i < settings.generated; ++i)
            good = (*session)->evaluate(std::span(tokens).first(1), 1, logits).has_value() && good;
    });
    const double prefillRate = double(settings.prompt) / prefill;
    const double decodeRate = double(settings.generated) / decode;
    const double bytes = double(description->weightBytes()) * decodeRate;
    const double bandwidth = readBandwidth(pool);
    fmt::print("{} threads, {} parameters, {:.3f} bits per weight\n", pool.size(), description->parameters(),
               description->bitsPerWeight());
    fmt::print("prefill {:10.1f} tokens/s  {:6.1f} GFLOP/s\n", prefillRate,
               2e-9 * double(description->parameters()) * prefillRate);
    fmt::print("decode  {:10.1f} tokens/s  {:6.2f} GB/s, {:.0f} % of {:.1f} GB/s read\n", decodeRate, bytes * 1e-9,
               100 * bytes / bandwidth, bandwidth * 1e-9);
    return good ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        fmt::print(stderr, "bench_infer MODEL [prompt tokens] [generated tokens] [threads] [exact]\n");
        return 2;
    }
    const auto number = [&](int index, unsigned long fallback) {
        return argc > index ? std::strtoul(argv[index], nullptr, 10) : fallback;
    };
    const auto precision = argc > 5 ? infer::Precision::Exact : infer::Precision::Fast;
    return measure(argv[1],
                   {std::max(1UL, number(2, 512)), number(3, 64), static_cast<unsigned>(number(4, 0)), precision});
}
