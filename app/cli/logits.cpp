// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "console.h"
#include "core/base/lookslike.h"
#include "core/quant/run/sourcestate.h"
#include "errors.h"
#include "options.h"
#include "output.h"
#include "session.h"

#include <bit>
#include <cstring>

static_assert(std::endian::native == std::endian::little, "token and logit files are little-endian");

namespace headroom::cli {

namespace {

constexpr std::size_t kBatch = 256; ///< positions per step; logits of a step are held in memory

struct LogitsOptions {
    std::string model, tokens, out, device = "auto", kvType = "f32";
    std::uint32_t context = 0;
    unsigned threads = 0;
    bool fast = false, replace = false;
};

Result<std::vector<model::Token>> readTokens(const std::string& path)
{
    const auto file = MappedFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto bytes = (*file)->bytes();
    HEADROOM_TRY(refuseStandIn(bytes, path, "token ids"));
    if (bytes.empty())
        return fail(ErrorCode::InvalidArgument, path, "holds no token ids: it is empty");
    if (bytes.size() % sizeof(model::Token) != 0)
        return fail(ErrorCode::InvalidArgument, path,
                    fmt::format("{} bytes are no whole number of 32-bit token ids", bytes.size()));
    if (bytes.size() / sizeof(model::Token) > UINT32_MAX)
        return fail(ErrorCode::InvalidArgument, path, "more tokens than a context can hold");
    std::vector<model::Token> tokens(bytes.size() / sizeof(model::Token));
    std::memcpy(tokens.data(), bytes.data(), bytes.size());
    HEADROOM_TRY((*file)->intact());
    return tokens;
}

Status computeLogits(const LogitsOptions& options)
{
    HEADROOM_TRY(checkDevice(options.device));
    const auto tokens = readTokens(options.tokens);
    if (!tokens)
        return tl::unexpected(tokens.error());
    const auto running = openSession({options.model, static_cast<std::uint32_t>(tokens->size()), options.context, true,
                                      options.threads, options.kvType,
                                      options.fast ? infer::Precision::Fast : infer::Precision::Exact, options.device});
    if (!running)
        return tl::unexpected(running.error());
    const auto before = quant::sourceStates(*running->file);
    const std::size_t vocabulary = running->transformer->shape().vocabulary;
    auto inputs = running->file->paths();
    inputs.emplace_back(options.tokens);
    auto output = outputAt(options.out, options.replace, inputs);
    if (!output)
        return tl::unexpected(output.error());
    auto out = AtomicFile::create(std::move(*output), tokens->size() * vocabulary * sizeof(float));
    if (!out)
        return tl::unexpected(out.error());
    Console console;
    std::vector<float> logits(std::min(kBatch, tokens->size()) * vocabulary);
    for (std::size_t begin = 0; begin < tokens->size(); begin += kBatch) {
        HEADROOM_TRY(console.checkpoint());
        const std::size_t count = std::min(kBatch, tokens->size() - begin);
        const auto rows = std::span(logits).first(count * vocabulary);
        if (Status done = running->session->evaluate(std::span(*tokens).subspan(begin, count), count, rows); !done) {
            if (done.error().where == "tokens")
                done.error().where = options.tokens;
            return done;
        }
        HEADROOM_TRY(out->write(std::as_bytes(rows)));
        console.report({"logits", {}, begin + count, tokens->size(), 0, 0});
    }
    if (options.fast)
        if (const auto noise
            = noteNoiseFloor(*running, *tokens, kBatch, {.kvType = options.kvType, .device = options.device}, console);
            !noise)
            return tl::unexpected(noise.error());
    HEADROOM_TRY(quant::checkUnchanged(*running->file, before));
    return out->commit();
}

} // namespace

Action declareLogits(CLI::App& app)
{
    const auto options = std::make_shared<LogitsOptions>();
    addModel(app, options->model);
    app.add_option("--tokens", options->tokens, "little-endian int32 token ids")->type_name("F")->required();
    app.add_option("--out", options->out, "float32 [tokens, vocabulary] goes here")->type_name("F")->required();
    app.add_option("--context", options->context,
                   "the context that long or short position factors are chosen for (default: the trained one)")
        ->type_name("N")
        ->transform(wholeRange(1, 1U << 28U));
    addReplace(app, options->replace, "the file");
    addKvType(app, options->kvType);
    addFast(app, options->fast);
    addThreads(app, options->threads);
    addDevice(app, options->device);
    return [options] {
        const Status status = computeLogits(*options);
        return status ? kDone : report(status.error());
    };
}

} // namespace headroom::cli
