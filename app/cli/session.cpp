// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include "core/eval/noisefloor.h"
#include "core/model/remarks.h"
#include "output.h"

#include <algorithm>

namespace headroom::cli {

Result<Running> openSession(const SessionRequest& request)
{
    Running running;
    auto file = model::ModelFile::open(request.model);
    if (!file)
        return tl::unexpected(file.error());
    running.file = *file;
    running.file->remember();
    auto transformer = infer::Transformer::load(running.file);
    if (!transformer)
        return tl::unexpected(transformer.error());
    running.transformer = *transformer;
    running.pool = std::make_unique<ThreadPool>(request.threads);
    const auto description = model::describe(*running.file);
    if (description) {
        if (const Status continues = model::checkContinues(*description); !continues)
            return tl::unexpected(continues.error());
        for (const auto& trait : model::remarks(*description, running.file->metadata()))
            tell(fmt::format("note: {}\n", visible(english(trait.remark))));
    }
    const std::uint32_t trained = running.transformer->shape().contextLength;
    const std::uint32_t positions = request.positions ? request.positions : trained;
    infer::SessionOptions options{request.kvType, request.ropeContext, request.precision, 0, request.device};
    if (options.ropeContext == 0 && request.forTrainedContext)
        options.ropeContext = std::max(positions, trained);
    if (trained > 0 && positions > trained)
        tell(fmt::format("note: context {} is beyond the {} tokens the model was trained for\n", positions, trained));
    auto session = infer::Session::create(running.transformer, positions, *running.pool, options);
    if (!session)
        return tl::unexpected(session.error());
    running.session = std::move(*session);
    return running;
}

Result<double> noteNoiseFloor(const Running& running, std::span<const model::Token> tokens, std::size_t piece,
                              const infer::SessionOptions& options, JobControl& control)
{
    constexpr std::size_t kMostTokens = 64; // enough for the first digit, at a bounded price
    const auto sample = tokens.first(std::min(kMostTokens, tokens.size()));
    const auto noise = eval::fastNoiseFloor(running.transformer, sample, piece, options, *running.pool, control);
    if (noise)
        tell(fmt::format("note: fast precision, mean KLD {:.2g} nat from the exact one over {} tokens\n", *noise,
                         sample.size()));
    return noise;
}

} // namespace headroom::cli
