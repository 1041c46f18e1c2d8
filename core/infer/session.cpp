// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// One sequence through the model, at most kBatch tokens at a time.
#include "core/infer/attention.h"
#include "core/infer/matmul.h"
#include "core/infer/rope.h"

#include <algorithm>
#include <fmt/format.h>

namespace headroom::infer {

namespace {

constexpr std::size_t kBatch = 256;
constexpr std::size_t kGrain = 16; ///< tokens a thread takes at a time in cheap steps

/// Rows of one activation; columns padded with zeros that nobody overwrites.
struct Activation {
    FloatBuffer buffer;
    std::size_t stride = 0;

    float* row(std::size_t token) { return buffer.data() + token * stride; }
    Rows rows(std::size_t count) const { return {buffer.data(), stride, count}; }
};

Status allocate(Activation& activation, std::size_t rows, std::size_t columns, const char* what)
{
    auto buffer = FloatBuffer::create(rows, padded(columns), what);
    if (!buffer)
        return tl::unexpected(std::move(buffer.error()));
    activation.buffer = std::move(*buffer);
    activation.stride = padded(columns);
    return {};
}

template <class T> Status take(T& target, Result<T> result)
{
    if (!result)
        return tl::unexpected(std::move(result.error()));
    target = std::move(*result);
    return {};
}

} // namespace

struct Session::State {
    std::shared_ptr<const Transformer> model;
    const ModelWeights& weights;
    ThreadPool& pool;
    std::uint32_t context;
    std::uint32_t length = 0;
    Rope rope;
    KvCache cache;
    Attention attention;
    PanelScratch scratch;
    Activation residual, normed, query, key, value, attended, projected, gate, up;

    State(std::shared_ptr<const Transformer> transformer, std::uint32_t positions, ThreadPool& threads)
        : model(std::move(transformer))
        , weights(*model->m_weights)
        , pool(threads)
        , context(positions)
        , rope(weights.shape, weights.ropeFactors)
    {
    }

    Status allocateAll()
    {
        const model::Shape& s = weights.shape;
        const std::size_t batch = std::min<std::size_t>(kBatch, context);
        const std::size_t attendedWidth = std::size_t{s.heads} * s.valueLength;
        HEADROOM_TRY(take(cache, KvCache::create(s, context)));
        HEADROOM_TRY(take(attention, Attention::create(s, context, batch, pool.size())));
        HEADROOM_TRY(take(
            scratch,
            PanelScratch::create(pool.size(), std::max<std::size_t>({s.embedding, s.feedForward, attendedWidth}))));
        HEADROOM_TRY(allocate(residual, batch, s.embedding, "residual stream"));
        HEADROOM_TRY(allocate(normed, batch, s.embedding, "normalized activations"));
        HEADROOM_TRY(allocate(query, batch, std::size_t{s.heads} * s.keyLength, "queries"));
        HEADROOM_TRY(allocate(key, batch, std::size_t{s.kvHeads} * s.keyLength, "keys"));
        HEADROOM_TRY(allocate(value, batch, std::size_t{s.kvHeads} * s.valueLength, "values"));
        HEADROOM_TRY(allocate(attended, batch, attendedWidth, "attention output"));
        HEADROOM_TRY(allocate(projected, batch, s.embedding, "layer output"));
        HEADROOM_TRY(allocate(gate, batch, s.feedForward, "feed-forward gate"));
        return allocate(up, batch, s.feedForward, "feed-forward activations");
    }

    void matmul(const Matrix& matrix, const Activation& in, Activation& out, std::size_t tokens)
    {
        multiply(matrix, in.rows(tokens), out.buffer.data(), out.stride, scratch, pool);
    }

    void normalize(const std::vector<float>& weight, std::size_t tokens)
    {
        pool.forRanges(tokens, kGrain, [&](std::size_t begin, std::size_t end) {
            for (std::size_t t = begin; t < end; ++t)
                rmsNorm(residual.row(t), weight.data(), weights.shape.embedding, weights.shape.rmsEpsilon,
                        normed.row(t));
        });
    }

    void addProjected(std::size_t tokens)
    {
        pool.forRanges(tokens, kGrain, [&](std::size_t begin, std::size_t end) {
            addTo(residual.row(begin), projected.row(begin), (end - begin) * residual.stride);
        });
    }

    /// Rotates a token's query and key, and files its key and value.
    void distribute(std::size_t layer, std::size_t t)
    {
        const model::Shape& s = weights.shape;
        for (std::size_t h = 0; h < s.heads; ++h) {
            float* to = attention.query(t, h);
            std::copy_n(query.row(t) + h * s.keyLength, s.keyLength, to);
            rope.rotate(to, t);
        }
        for (std::size_t h = 0; h < s.kvHeads; ++h) {
            float* to = cache.key(layer, h, length + t);
            std::copy_n(key.row(t) + h * s.keyLength, s.keyLength, to);
            rope.rotate(to, t);
            std::copy_n(value.row(t) + h * s.valueLength, s.valueLength, cache.value(layer, h, length + t));
        }
    }

    void runLayer(std::size_t index, std::size_t tokens)
    {
        const Layer& layer = weights.layers[index];
        normalize(layer.attentionNorm, tokens);
        matmul(layer.query, normed, query, tokens);
        matmul(layer.key, normed, key, tokens);
        matmul(layer.value, normed, value, tokens);
        pool.forRanges(tokens, kGrain, [&](std::size_t begin, std::size_t end) {
            for (std::size_t t = begin; t < end; ++t)
                distribute(index, t);
        });
        attention.run(cache, index, length, tokens, attended.row(0), attended.stride, pool);
        matmul(layer.output, attended, projected, tokens);
        addProjected(tokens);

        normalize(layer.feedForwardNorm, tokens);
        matmul(layer.gate, normed, gate, tokens);
        matmul(layer.up, normed, up, tokens);
        pool.forRanges(tokens, kGrain, [&](std::size_t begin, std::size_t end) {
            swiglu(gate.row(begin), up.row(begin), (end - begin) * gate.stride);
        });
        matmul(layer.down, gate, projected, tokens);
        addProjected(tokens);
    }

    /// One batch; logits of its last rows.
    void run(std::span<const model::Token> tokens, std::size_t logitRows, float* logits)
    {
        for (std::size_t t = 0; t < tokens.size(); ++t)
            decodeRow(weights.embedding, static_cast<std::size_t>(tokens[t]),
                      {residual.row(t), weights.shape.embedding});
        rope.prepare(length, tokens.size());
        for (std::size_t i = 0; i < weights.layers.size(); ++i)
            runLayer(i, tokens.size());
        length += static_cast<std::uint32_t>(tokens.size());
        if (logitRows == 0)
            return;
        normalize(weights.outputNorm, tokens.size());
        multiply(weights.head, {normed.row(tokens.size() - logitRows), normed.stride, logitRows}, logits,
                 weights.shape.vocabulary, scratch, pool);
    }
};

Session::Session() = default;
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::create(std::shared_ptr<const Transformer> model, std::uint32_t context,
                                                 ThreadPool& pool)
{
    if (context == 0)
        return fail(ErrorCode::InvalidArgument, "context", "must be at least 1 token");
    std::unique_ptr<Session> out(new Session);
    out->m_state = std::make_unique<State>(std::move(model), context, pool);
    HEADROOM_TRY(out->m_state->allocateAll());
    return out;
}

Status Session::evaluate(std::span<const model::Token> tokens, std::size_t logitRows, std::span<float> logits)
{
    State& s = *m_state;
    const std::size_t vocabulary = s.weights.shape.vocabulary;
    if (logitRows > tokens.size() || logits.size() < logitRows * vocabulary)
        return fail(ErrorCode::InvalidArgument, "logits",
                    fmt::format("{} rows asked for, {} tokens given, space for {}", logitRows, tokens.size(),
                                logits.size() / vocabulary));
    if (tokens.size() > s.context - s.length)
        return fail(ErrorCode::InvalidArgument, "context",
                    fmt::format("{} more tokens do not fit: {} of {} positions are filled", tokens.size(), s.length,
                                s.context));
    for (const model::Token token : tokens)
        if (token < 0 || static_cast<std::size_t>(token) >= vocabulary)
            return fail(ErrorCode::InvalidArgument, "tokens",
                        fmt::format("token {} is outside the vocabulary of {}", token, vocabulary));

    const std::size_t withoutLogits = tokens.size() - logitRows;
    for (std::size_t done = 0; done < tokens.size();) {
        const std::size_t count = std::min(kBatch, tokens.size() - done);
        const std::size_t end = done + count;
        const std::size_t rows = end > withoutLogits ? std::min(count, end - withoutLogits) : 0;
        s.run(tokens.subspan(done, count), rows,
              logits.data() + (end - rows - withoutLogits) * vocabulary * (rows > 0));
        done = end;
    }
    return {};
}

void Session::clear()
{
    m_state->length = 0;
}

std::uint32_t Session::length() const
{
    return m_state->length;
}

std::uint32_t Session::context() const
{
    return m_state->context;
}

std::uint32_t Session::vocabulary() const
{
    return m_state->weights.shape.vocabulary;
}

} // namespace headroom::infer
