// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "session.h"

namespace headroom::cli {

Result<Running> openSession(const std::string& model, std::uint32_t context, unsigned threads)
{
    Running running;
    auto file = model::GgufFile::open(model);
    if (!file)
        return tl::unexpected(file.error());
    running.file = *file;
    auto transformer = infer::Transformer::load(running.file);
    if (!transformer)
        return tl::unexpected(transformer.error());
    running.transformer = *transformer;
    running.pool = std::make_unique<ThreadPool>(threads);
    const std::uint32_t positions = context ? context : running.transformer->shape().contextLength;
    auto session = infer::Session::create(running.transformer, positions, *running.pool);
    if (!session)
        return tl::unexpected(session.error());
    running.session = std::move(*session);
    return running;
}

} // namespace headroom::cli
