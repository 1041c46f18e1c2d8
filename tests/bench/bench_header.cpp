// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// How long it takes to open, describe and plan a model of 1,002 tensors and 128,256 tokens with their merges of which
// the header alone is there (7.8 MB): bench_header FOLDER writes it there and prints the medians of 41 runs, warm.
#include "core/machine/catalogue.h"
#include "core/model/description.h"
#include "core/plan/plan.h"
#include "support/tinymodel.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>

using namespace headroom;

namespace {

constexpr int kRuns = 41;

/// Names of about the usual length; what they say does not matter.
model::Array texts(std::uint32_t count, const char* form)
{
    model::Array all{8, {}};
    for (std::uint32_t i = 0; i < count; ++i)
        all.items.push_back({fmt::format(fmt::runtime(form), i)});
    return all;
}

Status writeHeader(const std::filesystem::path& path)
{
    test::TinyModel shape;
    shape.layers = 111; // of nine tensors
    shape.width = 4096;
    shape.feedForward = 14336;
    shape.heads = 32;
    shape.kvHeads = 8;
    shape.contextLength = 131072;
    shape.vocabulary = 128256;
    shape.type = tensor::Type::F16;
    model::Metadata keys = test::tiny::metadata(shape);
    keys.erase("tokenizer.ggml.scores");
    keys.set("tokenizer.ggml.model", {std::string("gpt2")});
    keys.set("tokenizer.ggml.tokens", {texts(shape.vocabulary, "t{:07}")});
    keys.set("tokenizer.ggml.merges", {texts(280147, "ab{} cd")});
    const auto layout = model::layOutGguf(keys, test::tiny::tensors(shape));
    return layout ? writeFile(path, layout->header) : tl::unexpected(layout.error());
}

double milliseconds(const std::function<bool()>& work)
{
    std::vector<double> times;
    for (int i = 0; i < kRuns; ++i) {
        const auto start = std::chrono::steady_clock::now();
        if (!work())
            return -1;
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::ranges::sort(times);
    return times[kRuns / 2];
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        fmt::print(stderr, "bench_header FOLDER\n");
        return 2;
    }
    const auto path = std::filesystem::path(argv[1]) / "header.gguf";
    if (const auto written = writeHeader(path); !written) {
        fmt::print(stderr, "{}: {}\n", written.error().where, written.error().detail);
        return 1;
    }
    const auto open = [&] { return model::ModelFile::open(path, model::Weights::Optional); };
    plan::PlanRequest request;
    request.rig = machine::designRig("RTX 3090").value();
    const double opened = milliseconds([&] { return open().has_value(); });
    const double planned = milliseconds([&] {
        const auto file = open();
        auto described = file ? model::describe(**file) : tl::unexpected(file.error());
        if (!described)
            return false;
        request.model = std::move(*described);
        return plan::makePlan(request).has_value();
    });
    fmt::print("open {:.1f} ms, open and plan {:.1f} ms\n", opened, planned);
    return opened >= 0 && planned >= 0 ? 0 : 1;
}
