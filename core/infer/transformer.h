// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a language model that runs: its weights, checked and resolved, and sequences through it on a device (backend.h).
#pragma once

#include "core/base/parallel.h"
#include "core/infer/precision.h"
#include "core/model/description.h"
#include "core/model/tokenizer/tokenizer.h"

#include <memory>
#include <span>
#include <vector>

namespace headroom::infer {

class BackendSession;
class LogitRows;
class Observer;
struct Backend;
struct ModelWeights;

/// A model's weights, checked and resolved, shared by any number of sessions. Immutable.
class Transformer {
public:
    /// Errors: Unsupported (architecture, tensor type), Corrupt (missing tensor, wrong shape).
    static Result<std::shared_ptr<const Transformer>> load(std::shared_ptr<const model::ModelFile> file);
    ~Transformer();

    const model::Shape& shape() const;
    const model::ModelFile& file() const;
    const std::shared_ptr<const ModelWeights>& weights() const { return m_weights; }

private:
    Transformer();
    std::shared_ptr<const ModelWeights> m_weights;
};

struct SessionOptions {
    std::string_view kvType = "f32"; ///< a name in core/infer/kvtypes.h
    std::uint32_t ropeContext = 0; ///< decides between long and short position factors; 0: as the cache
    Precision precision = Precision::Exact;
    std::uint32_t batch = 0; ///< most tokens at a time, which sizes the scratch memory; 0: what is fastest
    std::string_view device = "auto"; ///< see chooseDevice()
};

/// One sequence: its KV cache and scratch memory. Not thread-safe; uses the pool inside.
class Session {
public:
    /// context: positions the cache holds. pool: host threads. Errors: OutOfMemory, InvalidArgument, NotFound (KV
    /// type), those of chooseDevice() and of the backend.
    static Result<std::unique_ptr<Session>> create(std::shared_ptr<const Transformer> model, std::uint32_t context,
                                                   ThreadPool& pool, const SessionOptions& options = {});
    /// On a device of this backend.
    static Result<std::unique_ptr<Session>> createOn(const Backend& backend, std::shared_ptr<const Transformer> model,
                                                     std::uint32_t context, ThreadPool& pool,
                                                     const SessionOptions& options);
    ~Session();

    /// Appends tokens. Writes logits of the last `logitRows` of them, row-major [logitRows, vocabulary].
    /// Errors: InvalidArgument (token out of range, cache full).
    Status evaluate(std::span<const model::Token> tokens, std::size_t logitRows, std::span<float> logits);
    /// The same, to rows `at`, at + 1, … of what newRows() made, which stay on the device.
    Status evaluate(std::span<const model::Token> tokens, std::size_t logitRows, LogitRows& out, std::size_t at);
    Result<std::unique_ptr<LogitRows>> newRows(std::size_t count); ///< Errors: OutOfMemory
    void clear(); ///< empties the cache
    void observe(Observer* observer); ///< sees the inputs of every matrix product from now on; null: nobody does
    std::uint32_t length() const; ///< positions filled
    std::uint32_t context() const;
    std::uint32_t vocabulary() const; ///< logits per row
    std::uint64_t bytes() const; ///< of cache and scratch memory, which is touched only as far as it is used

private:
    Session(std::shared_ptr<const Transformer> model, std::uint32_t context, ThreadPool& pool,
            std::unique_ptr<BackendSession> session);
    Status check(std::span<const model::Token> tokens, std::size_t logitRows, std::size_t room) const;

    std::shared_ptr<const Transformer> m_model;
    std::uint32_t m_context;
    ThreadPool& m_pool;
    std::unique_ptr<BackendSession> m_session;
};

} // namespace headroom::infer
