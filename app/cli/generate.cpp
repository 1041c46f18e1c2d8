// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "console.h"
#include "core/infer/sampling.h"
#include "core/model/plaintext.h"
#include "core/quant/run/sourcestate.h"
#include "errors.h"
#include "idleoptions.h"
#include "options.h"
#include "output.h"
#include "session.h"

#include <chrono>
#include <cstdio>

namespace headroom::cli {

namespace {

struct GenerateOptions {
    std::string model, prompt, device = "auto", kvType = "f32";
    std::size_t maxTokens = 128;
    std::uint32_t context = 0;
    unsigned threads = 0;
    infer::SamplingOptions sampling;
    bool json = false, fast = false;
};

Result<Json> generated(const GenerateOptions& options)
{
    HEADROOM_TRY(checkDevice(options.device));
    HEADROOM_TRY(model::checkPlainText(options.prompt, "--prompt", model::Zeros::Allowed));
    const auto precision = options.fast ? infer::Precision::Fastest : infer::Precision::Exact;
    const auto running = openSession(
        {options.model, options.context, 0, false, options.threads, options.kvType, precision, options.device});
    if (!running)
        return tl::unexpected(running.error());
    const auto before = quant::sourceStates(*running->file);
    const auto tokenizer = model::Tokenizer::create(*running->file);
    if (!tokenizer)
        return tl::unexpected(tokenizer.error());
    const auto prompt = (*tokenizer)->encode(options.prompt, {true, false});
    Console console;
    std::string text;
    const auto onPiece = [&](std::string_view piece) {
        text += piece;
        if (!options.json) {
            write(piece);
            std::fflush(stdout);
        }
    };
    const auto begun = std::chrono::steady_clock::now();
    const auto tokens = infer::generate(*running->session, **tokenizer, prompt, options.maxTokens, options.sampling,
                                        onPiece, console);
    if (!options.json)
        write("\n");
    if (!tokens)
        return tl::unexpected(tokens.error());
    HEADROOM_TRY(quant::checkUnchanged(*running->file, before));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;
    Json out{{"text", text},
             {"prompt_ids", prompt},
             {"ids", *tokens},
             {"seconds", seconds.count()},
             {"seed", options.sampling.seed},
             {"precision", infer::precisionName(precision)}};
    if (options.fast) {
        std::vector<model::Token> all = prompt;
        all.insert(all.end(), tokens->begin(), tokens->end());
        const auto noise
            = noteNoiseFloor(*running, all, 1, {.kvType = options.kvType, .device = options.device}, console);
        if (!noise)
            return tl::unexpected(noise.error());
        out["noise_floor_mean_kld"] = *noise;
    }
    return out;
}

} // namespace

Action declareGenerate(CLI::App& app)
{
    const auto options = std::make_shared<GenerateOptions>();
    addModel(app, options->model);
    app.add_option("--prompt", options->prompt, "the text to continue")->type_name("S")->required();
    app.add_option("--max-tokens", options->maxTokens, "stop after so many tokens (default: 128)")
        ->type_name("N")
        ->transform(wholeRange(1, 1 << 30));
    app.add_option("--temperature", options->sampling.temperature, "0 takes the likeliest token (default: 0)")
        ->type_name("T")
        ->check(realRange(0, 100));
    app.add_option("--top-k", options->sampling.topK, "sample among the K likeliest; 0 is off (default: 40)")
        ->type_name("K")
        ->transform(wholeRange(0, 1U << 28U));
    app.add_option("--top-p", options->sampling.topP, "sample within this probability mass (default: 0.95)")
        ->type_name("P")
        ->check(realRange(0, 1));
    app.add_option("--context", options->context, "positions to keep (default: the trained context)")
        ->type_name("N")
        ->transform(wholeRange(1, 1U << 28U));
    addSeed(app, options->sampling.seed);
    addKvType(app, options->kvType);
    addFast(app, options->fast);
    addThreads(app, options->threads);
    addDevice(app, options->device);
    addJson(app, options->json);
    return [options, &app] {
        const bool draws = options->sampling.temperature > 0;
        tellIdle(app,
                 {{"--seed", draws, "with --temperature above 0"},
                  {"--top-k", draws, "with --temperature above 0"},
                  {"--top-p", draws, "with --temperature above 0"}});
        const auto json = generated(*options);
        if (!json)
            return report(json.error());
        if (options->json)
            printJson(*json);
        return kDone;
    };
}

} // namespace headroom::cli
