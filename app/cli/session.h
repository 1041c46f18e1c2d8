// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model opened for running, as logits and generate need it.
#pragma once

#include "core/infer/transformer.h"

namespace headroom::cli {

struct Running {
    std::shared_ptr<const model::GgufFile> file;
    std::shared_ptr<const infer::Transformer> transformer;
    std::unique_ptr<ThreadPool> pool;
    std::unique_ptr<infer::Session> session;
};
/// context 0: the trained context.
Result<Running> openSession(const std::string& model, std::uint32_t context, unsigned threads);

} // namespace headroom::cli
