// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Encode and decode speed of every block format in million weights per second on one thread, with and without
// importance: bench_encode [million weights] [format]. Decoding and plain reading show how far it is to the memory.
#include "core/tensor/generated.h"

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <numeric>

using namespace headroom;

namespace {

constexpr std::size_t kColumns = 4096;

/// The better of two runs: the first one also builds tables.
double millionsPerSecond(std::size_t weights, const auto& work)
{
    double best = 0;
    for (int repeat = 0; repeat < 2; ++repeat) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
        best = std::max(best, double(weights) / time.count() / 1e6);
    }
    return best;
}

void measure(const tensor::Format& format, std::span<const float> values, std::span<const float> importance)
{
    const auto packed = test::encodeRows(format, values, kColumns);
    std::vector<float> decoded(values.size());
    const double plain = millionsPerSecond(values.size(), [&] { test::encodeRows(format, values, kColumns); });
    const double weighted
        = millionsPerSecond(values.size(), [&] { test::encodeRows(format, values, kColumns, importance); });
    const double decode = millionsPerSecond(values.size(), [&] { format.decode(packed, decoded); });
    fmt::print("{:8} {:7.4f} bits {:9.1f} plain {:9.1f} weighted {:9.1f} decoded\n", format.name,
               format.bitsPerWeight(), plain, weighted, decode);
}

} // namespace

int main(int count, char** arguments)
{
    const double millions = count > 1 ? std::atof(arguments[1]) : 0.5;
    const std::size_t rows = std::max<std::size_t>(1, static_cast<std::size_t>(millions * 1e6 / kColumns));
    test::Generator generator;
    const auto values = generator.values(rows * kColumns);
    const auto importance = generator.importance(kColumns);
    std::vector<float> copy(values.size());
    fmt::print("million weights per second, one thread; copying F32: {:.1f}\n",
               millionsPerSecond(values.size(), [&] { std::memcpy(copy.data(), values.data(), values.size() * 4); }));
    for (const auto& format : tensor::formats())
        if (format.encode && (count < 3 || &format == tensor::findFormat(std::string_view(arguments[2]))))
            measure(format, values, importance);
    return 0;
}
