// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the forward pass of language models on the CPU, and the KV cache that goes with it. Weights stay mapped and
// packed; in exact precision activations are f32 and every sum has a fixed order, so that the same input gives the same
// bits for any thread count.
#pragma once

#include "core/base/parallel.h"
#include "core/infer/precision.h"
#include "core/model/description.h"
#include "core/model/tokenizer.h"

#include <memory>
#include <span>
#include <vector>

namespace headroom::infer {

class Observer;

/// A model's weights, checked and resolved, shared by any number of sessions. Immutable.
class Transformer {
public:
    /// Errors: Unsupported (architecture, tensor type), Corrupt (missing tensor, wrong shape).
    static Result<std::shared_ptr<const Transformer>> load(std::shared_ptr<const model::GgufFile> file);
    ~Transformer();

    const model::Shape& shape() const;
    const model::GgufFile& file() const;

private:
    friend class Session;
    struct Weights;
    Transformer();
    std::unique_ptr<Weights> m_weights;
};

struct SessionOptions {
    std::string_view kvType = "f32"; ///< a name in core/infer/kvtypes.h
    std::uint32_t ropeContext = 0; ///< decides between long and short position factors; 0: as the cache
    Precision precision = Precision::Exact;
    std::uint32_t batch = 0; ///< most tokens at a time, which sizes the scratch memory; 0: what is fastest
};

/// One sequence: its KV cache and scratch memory. Not thread-safe; uses the pool inside.
class Session {
public:
    /// context: positions the cache holds. Errors: OutOfMemory, InvalidArgument, NotFound (KV type).
    static Result<std::unique_ptr<Session>> create(std::shared_ptr<const Transformer> model, std::uint32_t context,
                                                   ThreadPool& pool, const SessionOptions& options = {});
    ~Session();

    /// Appends tokens. Writes logits of the last `logitRows` of them, row-major [logitRows, vocabulary].
    /// Errors: InvalidArgument (token out of range, cache full).
    Status evaluate(std::span<const model::Token> tokens, std::size_t logitRows, std::span<float> logits);
    void clear(); ///< empties the cache
    void observe(Observer* observer); ///< sees the inputs of every matrix product from now on; null: nobody does
    std::uint32_t length() const; ///< positions filled
    std::uint32_t context() const;
    std::uint32_t vocabulary() const; ///< logits per row
    std::uint64_t bytes() const; ///< of cache and scratch memory, which is touched only as far as it is used

private:
    struct State;
    Session();
    std::unique_ptr<State> m_state;
};

} // namespace headroom::infer
