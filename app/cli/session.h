// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model opened for running, as logits and generate need it.
#pragma once

#include "core/infer/transformer.h"

namespace headroom::cli {

struct Running {
    std::shared_ptr<const model::ModelFile> file;
    std::shared_ptr<const infer::Transformer> transformer;
    std::unique_ptr<ThreadPool> pool;
    std::unique_ptr<infer::Session> session;
};

struct SessionRequest {
    std::string model;
    std::uint32_t positions = 0; ///< 0: the trained context
    std::uint32_t ropeContext = 0; ///< see infer::SessionOptions
    bool forTrainedContext = false; ///< ropeContext is the trained context, where it is not given
    unsigned threads = 0;
    std::string kvType = "f32";
    infer::Precision precision = infer::Precision::Exact;
    std::string device = "auto";
};
/// A context beyond what the model was trained for is noted on stderr. Errors: those of loading, and Unsupported where
/// the model continues no text.
Result<Running> openSession(const SessionRequest& request);

/// Notes on stderr how far the fast precision is from the exact one over the first of these tokens, and returns it.
Result<double> noteNoiseFloor(const Running& running, std::span<const model::Token> tokens, std::size_t piece,
                              const infer::SessionOptions& options, JobControl& control);

} // namespace headroom::cli
