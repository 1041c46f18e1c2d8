// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model made ready for windows: file, weights, one session; and the logits of a window's scored positions.
// Windows run in pieces with a checkpoint between them; how they are cut into pieces does not change a bit.
#pragma once

#include "core/base/remark.h"
#include "core/eval/perplexity.h"
#include "core/infer/logits.h"

namespace headroom::eval {

inline constexpr std::size_t kPiece = 256; ///< tokens between two checkpoints

struct EvaluatedModel {
    std::filesystem::path path;
    std::shared_ptr<const model::ModelFile> file;
    std::shared_ptr<const infer::Transformer> transformer;
    std::unique_ptr<infer::Session> session;
    std::uint32_t batch = 0; ///< of the session, see infer::SessionOptions
    std::string device = {}; ///< likewise

    static Result<EvaluatedModel> open(const std::filesystem::path& path, std::uint32_t context, ThreadPool& pool,
                                       const infer::SessionOptions& options = {});
    /// The same file and weights once more, on the same device, with a session of its own.
    Result<EvaluatedModel> again(std::uint32_t context, ThreadPool& pool, const infer::SessionOptions& options) const;
    std::uint32_t vocabulary() const { return transformer->shape().vocabulary; }
    /// Empty, or what is remarkable about this context.
    Remarks warnings(std::uint32_t context) const;
};

struct ModelToOpen {
    std::filesystem::path path;
    std::string kvType;
};
struct Evaluation {
    std::vector<EvaluatedModel> models;
    std::uint64_t workspaceBytes = 0; ///< of all sessions and of the logits
};
/// Models for one evaluation, with the largest batch that options.memoryLimitBytes allows; `logitWindows` windows of
/// logits are held beside them. Errors: those of opening; OutOfMemory, saying what the least would be.
Result<Evaluation> openModels(const std::vector<ModelToOpen>& wanted, std::size_t logitWindows,
                              const EvalOptions& options, ThreadPool& pool);

/// The windows of a text file, at most options.maxWindows.
Result<Windows> readWindows(const EvaluatedModel& model, const std::filesystem::path& text, const EvalOptions& options);

/// Logits after each scored position of window `index`: scoredPerWindow rows.
/// Errors: the session's, with the window.
Status evaluateWindow(EvaluatedModel& model, const Windows& windows, std::size_t index, std::size_t piece,
                      infer::LogitRows& logits, JobControl& control);

/// Errors: Corrupt where a window's perplexity is no number that can be told, as of weights or hyperparameters without
/// measure; it names model and window.
Status checkLikelihood(std::span<const double> nll, const std::filesystem::path& model, std::size_t window);

/// The token that followed each scored position.
std::span<const model::Token> targets(const Windows& windows, std::size_t index);

} // namespace headroom::eval
