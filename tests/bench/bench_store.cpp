// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a project costs that many runs were made in: bench_store [RUNS] writes one with comparisons of 40 kB each, then
// opens and lists it, and looks for the runs of one model. Medians of 15, milliseconds.
#include "core/base/json.h"
#include "core/store/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>

using namespace headroom;

namespace {

constexpr int kTimes = 15;
constexpr std::size_t kResultBytes = 40'000;
constexpr int kModels = 50;

double median(const std::function<std::size_t()>& work, std::size_t& rows)
{
    std::vector<double> times;
    for (int i = 0; i < kTimes; ++i) {
        const auto start = std::chrono::steady_clock::now();
        rows = work();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::ranges::nth_element(times, times.begin() + kTimes / 2);
    return times[kTimes / 2];
}

Status fill(const std::filesystem::path& path, int runs)
{
    auto store = store::Store::open(path);
    if (!store)
        return tl::unexpected(store.error());
    store::RunResults results;
    results.summary = {{"candidates", 3}, {"windows", 40}, {"context", 512}};
    for (int i = 0; i < runs; ++i) {
        const std::string model = fmt::format("/models/model-{}-f16.gguf", i % kModels);
        const Json parameters{{"baseline", model}, {"text", "/texts/held-out.txt"}, {"context", 512}, {"threads", 8}};
        const auto run = (*store)->startRun(i % 2 ? "compare" : "perplexity", {{"parameters", parameters}});
        if (!run)
            return tl::unexpected(run.error());
        HEADROOM_TRY((*store)->finishRun(*run, {{"curve", std::string(kResultBytes, '7')}}, results));
    }
    return {};
}

std::size_t found(const std::filesystem::path& path, const store::RunFilter& filter)
{
    const auto store = store::Store::open(path, false);
    const auto rows = store ? (*store)->list(filter) : tl::unexpected(store.error());
    return rows ? rows->size() : 0;
}

} // namespace

int main(int argc, char** argv)
{
    const int runs = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const auto path = std::filesystem::temp_directory_path() / "bench_store.headroom";
    std::filesystem::remove(path);
    if (const Status filled = fill(path, runs); !filled) {
        fmt::print(stderr, "{}: {}\n", filled.error().where, filled.error().detail);
        return 1;
    }
    const store::RunFilter oneModel{.kind = "compare", .parameters = {{"baseline", "/models/model-7-f16.gguf"}}};
    const store::RunFilter news{.after = runs - 1, .also = {runs / 2}};
    const struct {
        const char* name;
        store::RunFilter filter;
    } queries[]{{"open and list all", {}},
                {"open and list 200", {.most = 200}},
                {"open and list one model's comparisons", oneModel},
                {"open and list what is new", news}};
    for (const auto& query : queries) {
        std::size_t rows = 0;
        const double time = median([&] { return found(path, query.filter); }, rows);
        fmt::print("{:40} {:6} rows {:8.1f} ms\n", query.name, rows, time);
    }
    std::filesystem::remove(path);
    return 0;
}
