// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Encode and decode speed of every block format on one thread, with and without importance, in million weights per
// second, and the share of this machine's copying speed that each is. With a peer's libggml-base.so the same rows go
// through its quantizer in turn: the ratio, and whether the bytes are the same.
//   bench_encode [--ggml LIBRARY] [--format NAME] [--weights MILLIONS] [--rounds N]
#include "core/tensor/generated.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstring>
#include <dlfcn.h>
#include <fmt/format.h>

using namespace headroom;

namespace {

constexpr std::size_t kColumns = 4096;

/// ggml.h of the GGML project: packs rows, returns the bytes written.
using QuantizeChunk = std::size_t (*)(int type, const float* from, void* to, std::int64_t start, std::int64_t rows,
                                      std::int64_t columns, const float* importance);

struct Options {
    std::string ggml, format;
    double millions = 0.5;
    int rounds = 5;
};

double seconds(const auto& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

class Bench {
public:
    Bench(const Options& options, QuantizeChunk peer) : m_options(options), m_peer(peer)
    {
        test::Generator generator;
        const auto rows = std::max<std::size_t>(1, static_cast<std::size_t>(options.millions * 1e6 / kColumns));
        m_values = generator.values(rows * kColumns);
        m_importance = generator.importance(kColumns);
        std::vector<float> copy(m_values.size());
        const auto bytes = m_values.size() * sizeof(float);
        m_copyBytes = 2.0 * double(bytes)
            / timed([&] { std::memcpy(copy.data(), m_values.data(), bytes); }); // read and written
        fmt::print("one thread; copying {:.1f} GB/s; million weights per second, share of that speed, ratio to the "
                   "peer\n",
                   m_copyBytes / 1e9);
    }

    void measure(const tensor::Format& format) const
    {
        const auto packed = test::encodeRows(format, m_values, kColumns);
        std::vector<float> decoded(m_values.size());
        fmt::print("{:8} {:7.4f} bits", format.name, format.bitsPerWeight());
        for (const bool weighted : {false, true})
            encode(format, weighted);
        const double decode = timed([&] { format.decode(packed, decoded); });
        fmt::print("   decoded {:7.1f}\n", double(m_values.size()) / decode / 1e6);
    }

private:
    double timed(const auto& work) const
    {
        work(); // the first one also builds tables
        std::vector<double> times;
        for (int round = 0; round < m_options.rounds; ++round)
            times.push_back(seconds(work));
        return median(times);
    }

    void encode(const tensor::Format& format, bool weighted) const
    {
        const auto importance = weighted ? std::span<const float>(m_importance) : std::span<const float>();
        const auto ours = [&] { return test::encodeRows(format, m_values, kColumns, importance); };
        std::vector<std::byte> theirs(ours().size());
        const auto peer = [&] {
            m_peer(int(format.type), m_values.data(), theirs.data(), 0, std::int64_t(m_values.size() / kColumns),
                   std::int64_t(kColumns), weighted ? m_importance.data() : nullptr);
        };
        const bool compared = m_peer && peerTakes(format, weighted);
        std::vector<double> our, their, ratio;
        for (int round = 0; round < m_options.rounds; ++round) {
            our.push_back(seconds([&] { static_cast<void>(ours()); }));
            if (!compared)
                continue;
            their.push_back(seconds(peer));
            ratio.push_back(their.back() / our.back());
        }
        const double moved = double(m_values.size()) * (sizeof(float) + format.bitsPerWeight() / 8);
        fmt::print("   {} {:7.1f} {:3.0f} %", weighted ? "weighted" : "plain",
                   double(m_values.size()) / median(our) / 1e6, 100 * moved / median(our) / m_copyBytes);
        if (compared)
            fmt::print(" {:6.2f}× {}", median(ratio), theirs == ours() ? "same bytes" : "OTHER BYTES");
    }

    /// The library ends the process where it lacks a type, or importance that it needs.
    static bool peerTakes(const tensor::Format& format, bool weighted)
    {
        using tensor::Type;
        switch (format.type) {
        case Type::IQ2_XXS:
        case Type::IQ2_XS:
        case Type::IQ1_S:
        case Type::IQ1_M:
            return weighted;
        case Type::Q8_1:
        case Type::Q8_K:
            return false;
        default:
            return format.blockSize > 1;
        }
    }

    const Options& m_options;
    QuantizeChunk m_peer;
    std::vector<float> m_values, m_importance;
    double m_copyBytes = 0; ///< per second
};

} // namespace

int main(int count, char** arguments)
{
    Options options;
    CLI::App app("How fast the block formats encode and decode");
    app.add_option("--ggml", options.ggml, "a libggml-base.so to compare with");
    app.add_option("--format", options.format, "only this one");
    app.add_option("--weights", options.millions, "millions of weights");
    app.add_option("--rounds", options.rounds, "runs of which the median counts")->check(CLI::Range(1, 1000));
    CLI11_PARSE(app, count, arguments);
    QuantizeChunk peer = nullptr;
    if (!options.ggml.empty()) {
        void* library = ::dlopen(options.ggml.c_str(), RTLD_NOW);
        peer = library ? reinterpret_cast<QuantizeChunk>(::dlsym(library, "ggml_quantize_chunk")) : nullptr;
        if (!peer) {
            fmt::print(stderr, "bench_encode: {}\n", ::dlerror());
            return 1;
        }
    }
    const Bench bench(options, peer);
    for (const auto& format : tensor::formats())
        if (format.encode
            && (options.format.empty() || &format == tensor::findFormat(std::string_view(options.format))))
            bench.measure(format);
    return 0;
}
