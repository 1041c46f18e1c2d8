// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "console.h"
#include "core/eval/benchmark.h"
#include "core/machine/detect.h"
#include "core/machine/processor.h"
#include "errors.h"
#include "options.h"
#include "output.h"

namespace headroom::cli {

namespace {

struct BenchOptions : eval::BenchmarkOptions {
    std::string model;
    bool exact = false, json = false;
};

struct Measured {
    eval::BenchmarkResult model;
    machine::BandwidthResult memory;
    machine::ProductRate product;

    /// Of the read bandwidth; every token reads every active weight once.
    double generateShare() const { return model.generate.median * double(model.activeBytes) / (memory.readGBs * 1e9); }
    /// Of the product rate; two operations per active weight and token.
    double promptShare() const
    {
        const double operations = 2 * double(model.activeParameters) * model.prompt.median;
        return product.gflops > 0 ? operations / (product.gflops * 1e9) : 0;
    }
    Remarks notes() const
    {
        Remarks unused;
        return eval::notesOn(model, {generateShare(), promptShare()},
                             machine::lastLevelCacheBytes(machine::detectCpu(unused)));
    }
};

Result<Measured> measure(const BenchOptions& options)
{
    HEADROOM_TRY(checkDevice(options.device));
    Console console;
    Measured out;
    auto model = eval::benchmark(options.model, options, console);
    if (!model)
        return tl::unexpected(std::move(model.error()));
    out.model = *model;
    auto memory = machine::measureBandwidth(options.threads, console);
    if (!memory)
        return tl::unexpected(std::move(memory.error()));
    out.memory = std::move(*memory);
    const auto product = machine::measureProductRate(options.threads, console);
    if (!product)
        return tl::unexpected(product.error());
    out.product = *product;
    return out;
}

Json rateJson(const eval::Rate& rate)
{
    return rate.median > 0 ? Json{{"median", rate.median}, {"min", rate.min}, {"max", rate.max}} : Json();
}

Json toJson(const Measured& measured, const BenchOptions& options)
{
    const auto& model = measured.model;
    Json out = {{"model", options.model},
                {"precision", infer::precisionName(options.precision)},
                {"threads", model.threads},
                {"repeat", options.repeat},
                {"prompt_tokens", options.promptTokens},
                {"generate_tokens", options.generateTokens},
                {"prompt_tokens_per_s", rateJson(model.prompt)},
                {"generate_tokens_per_s", rateJson(model.generate)},
                {"load_s", model.loadSeconds},
                {"peak_rss_bytes", model.peakRssBytes},
                {"weights_bytes", model.weightBytes},
                {"bits_per_weight", model.bitsPerWeight},
                {"active_parameters", model.activeParameters},
                {"active_bytes", model.activeBytes},
                {"read_bandwidth_gb_per_s", measured.memory.readGBs},
                {"generate_share_of_bandwidth", measured.generateShare()}};
    if (measured.product.gflops > 0) {
        out["product_gflop_per_s"] = measured.product.gflops;
        out["product_type"] = measured.product.type;
        out["prompt_share_of_product_rate"] = measured.promptShare();
    }
    out["notes"] = measured.notes();
    if (model.noiseFloorMeanKld)
        out["noise_floor_mean_kld"] = *model.noiseFloorMeanKld;
    return out;
}

void printRate(const std::string& what, const eval::Rate& rate, const std::string& share)
{
    if (rate.median > 0)
        print("{:<14}{:>9} tokens/s  [{}, {}]{}\n", what, number(rate.median), number(rate.min), number(rate.max),
              share);
}

void printLimits(const Measured& measured)
{
    print("\nlimits, measured just now: read bandwidth {} GB/s [{}, {}]", number(measured.memory.readGBs),
          number(measured.memory.readMinGBs), number(measured.memory.readMaxGBs));
    if (measured.product.gflops > 0)
        print(", {} products {} GFLOP/s", measured.product.type, number(measured.product.gflops));
    print("\nshares: tokens/s x {} of weights that a token reads; tokens/s x 2 x {} weights\n",
          humanBytes(double(measured.model.activeBytes)), grouped(measured.model.activeParameters));
}

void printBench(const Measured& measured, const BenchOptions& options)
{
    const auto& model = measured.model;
    print("{}  {}, {:.2f} bits per weight; {} precision, {}, medians of {}\n\n", options.model,
          humanBytes(double(model.weightBytes)), model.bitsPerWeight, infer::precisionName(options.precision),
          counted(model.threads, "thread"), options.repeat);
    std::string share;
    if (measured.product.gflops > 0)
        share = fmt::format("  {:.0f} % of the product rate", 100 * measured.promptShare());
    printRate(fmt::format("prompt {}", options.promptTokens), model.prompt, share);
    printRate(fmt::format("generate {}", options.generateTokens), model.generate,
              fmt::format("  {:.0f} % of the read bandwidth", 100 * measured.generateShare()));
    print("load          {:>9} s, peak memory {}\n", number(model.loadSeconds, 3),
          humanBytes(double(model.peakRssBytes)));
    if (model.noiseFloorMeanKld)
        print("noise floor   {:>9} nat mean KLD: generating in the fastest precision against the exact\n",
              number(*model.noiseFloorMeanKld, 2));
    printLimits(measured);
    for (const std::string& note : english(measured.notes()))
        print("note          {}\n", note);
}

} // namespace

Action declareBench(CLI::App& app)
{
    const auto options = std::make_shared<BenchOptions>();
    addModel(app, options->model);
    const auto tokens = wholeRange(0, 1U << 20U);
    app.add_option("--prompt", options->promptTokens, "tokens of the prompt (default: 512)")
        ->type_name("N")
        ->transform(tokens);
    app.add_option("--generate", options->generateTokens, "tokens to generate (default: 128)")
        ->type_name("N")
        ->transform(tokens);
    app.add_option("--repeat", options->repeat, "runs that count, after one that does not (default: 5)")
        ->type_name("N")
        ->transform(wholeRange(1U, 1000U));
    app.add_flag("--exact", options->exact,
                 "the exact precision, as evaluation uses it (default: the fastest, as generating text uses it)");
    addKvType(app, options->kvType);
    addThreads(app, options->threads);
    addDevice(app, options->device);
    addJson(app, options->json);
    return [options] {
        options->precision = options->exact ? infer::Precision::Exact : infer::Precision::Fastest;
        const auto measured = measure(*options);
        if (!measured)
            return report(measured.error());
        options->json ? printJson(toJson(*measured, *options)) : printBench(*measured, *options);
        return kDone;
    };
}

} // namespace headroom::cli
