// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// One sequence through the model, at most batchOf() tokens at a time.
#include "core/infer/forward.h"
#include "core/infer/mixer.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace headroom::infer {

namespace {

/// Tokens at a time: few enough for their activations to stay in the caches, many enough to unpack weights for.
constexpr std::size_t batchOf(Precision precision)
{
    return precision != Precision::Exact ? 512 : 256;
}

/// The context decides between long and short factors, as the published models do.
RopeSettings withFactors(RopeSettings settings, const ModelWeights& weights, std::uint32_t context)
{
    settings.factors = !weights.ropeFactors.empty()  ? weights.ropeFactors
        : context > weights.settings.originalContext ? weights.longFactors
                                                     : weights.shortFactors;
    return settings;
}

} // namespace

struct Session::State {
    std::shared_ptr<const Transformer> model;
    const ModelWeights& weights;
    std::uint32_t context;
    std::uint32_t length = 0;
    Workspace work;
    std::vector<std::vector<std::unique_ptr<Mixer>>> mixers; ///< per layer

    State(std::shared_ptr<const Transformer> transformer, std::uint32_t positions, ThreadPool& threads,
          const SessionOptions& options)
        : model(std::move(transformer))
        , weights(*model->m_weights)
        , context(positions)
        , work(threads,
               std::min<std::size_t>(options.batch > 0 ? options.batch : batchOf(options.precision), positions),
               options.precision)
    {
        const std::uint32_t ropeContext = options.ropeContext > 0 ? options.ropeContext : positions;
        work.ropes.emplace_back(withFactors(weights.settings.rope, weights, ropeContext));
        work.ropes.emplace_back(withFactors(weights.settings.localRope, weights, ropeContext));
    }

    Status allocateAll(const KvType& kvType)
    {
        const Memory memory{context, &kvType};
        for (const Slot slot : {Slot::Residual, Slot::Input, Slot::Output})
            work.need(slot, weights.shape.embedding);
        for (const Layer& layer : weights.layers) {
            auto& own = mixers.emplace_back();
            for (const MixerWeights& mixer : layer.mixers) {
                auto created = createMixer(mixer, memory, work);
                if (!created)
                    return tl::unexpected(std::move(created.error()));
                own.push_back(std::move(*created));
            }
            if (own.size() > 1)
                work.need(Slot::Sum, weights.shape.embedding);
            needForward(layer.forward, work);
        }
        return work.allocate();
    }

    /// Slot::Input = norm of the residual stream, or a copy of it.
    void normalizeInput(const Norm& norm, std::size_t tokens)
    {
        work.each(tokens, [&](std::size_t t) {
            float* to = work[Slot::Input].row(t);
            if (norm)
                norm.apply(work[Slot::Residual].row(t), to);
            else
                std::copy_n(work[Slot::Residual].row(t), padded(weights.shape.embedding), to);
        });
    }

    /// Norms what a mixer or feed-forward has written, and adds it to the residual stream.
    void addOutput(const Norm& norm, std::size_t tokens)
    {
        const std::size_t width = padded(weights.shape.embedding);
        work.each(tokens, [&](std::size_t t) {
            float* output = work[Slot::Output].row(t);
            if (norm)
                norm.apply(output, output);
            if (weights.settings.residualScale != 1)
                addScaled(work[Slot::Residual].row(t), output, weights.settings.residualScale, width);
            else
                addTo(work[Slot::Residual].row(t), output, width);
        });
    }

    void runMixers(std::size_t index, std::size_t tokens)
    {
        const Batch batch{length, tokens};
        const auto& own = mixers[index];
        for (std::size_t i = 0; i < own.size(); ++i) {
            own[i]->run(batch, work);
            if (own.size() == 1)
                return;
            const std::size_t floats = tokens * work[Slot::Sum].stride;
            if (i == 0)
                std::copy_n(work[Slot::Output].row(0), floats, work[Slot::Sum].row(0));
            else
                addTo(work[Slot::Sum].row(0), work[Slot::Output].row(0), floats);
        }
        std::copy_n(work[Slot::Sum].row(0), tokens * work[Slot::Sum].stride, work[Slot::Output].row(0));
    }

    void runLayer(std::size_t index, std::size_t tokens)
    {
        const Layer& layer = weights.layers[index];
        const bool forward = !std::holds_alternative<std::monostate>(layer.forward);
        if (!layer.mixers.empty()) {
            normalizeInput(layer.inputNorm, tokens);
            runMixers(index, tokens);
            if (forward && layer.parallel && layer.forwardNorm)
                normalizeInput(layer.forwardNorm, tokens); // the layer's input, which is still the residual stream
            addOutput(layer.mixerOutputNorm, tokens);
        }
        if (!forward)
            return;
        if (!layer.parallel)
            normalizeInput(layer.forwardNorm, tokens);
        runForward(layer.forward, tokens, work);
        addOutput(layer.forwardOutputNorm, tokens);
    }

    void embed(std::span<const model::Token> tokens)
    {
        const std::size_t width = weights.shape.embedding;
        work.each(tokens.size(), [&](std::size_t t) {
            float* row = work[Slot::Residual].row(t);
            decodeRow(weights.embedding, static_cast<std::size_t>(tokens[t]), {row, width});
            if (weights.settings.embeddingScale != 1)
                for (std::size_t i = 0; i < width; ++i)
                    row[i] *= weights.settings.embeddingScale;
            if (weights.positions) {
                float* position = work[Slot::Input].row(t);
                decodeRow(weights.positions, length + t, {position, width});
                addTo(row, position, padded(width));
            }
            if (weights.embeddingNorm)
                weights.embeddingNorm.apply(row, row);
        });
    }

    void finishLogits(float* logits, std::size_t count) const
    {
        const float cap = weights.settings.logitSoftCap;
        if (weights.settings.logitScale != 1)
            for (std::size_t i = 0; i < count; ++i)
                logits[i] *= weights.settings.logitScale;
        if (cap > 0)
            for (std::size_t i = 0; i < count; ++i)
                logits[i] = cap * std::tanh(logits[i] / cap);
    }

    /// Calls isSound(row) for each of so many, the first of which belongs to this position. Errors: Corrupt, naming
    /// model and first position: a number that is none spreads to all that follows.
    Status checkRows(const float* rows, std::size_t stride, std::size_t count, std::size_t position,
                     const std::function<bool(const float* row)>& isSound)
    {
        std::vector<char> broken(count);
        work.each(count, [&](std::size_t t) { broken[t] = !isSound(rows + t * stride); });
        const auto first = std::ranges::find(broken, char{1});
        if (first == broken.end())
            return {};
        return fail(
            ErrorCode::Corrupt, model->file().path().string(),
            fmt::format("gives a logit that is not finite at position {}", position + (first - broken.begin())));
    }

    /// A row whose squares overflow counts too: its norm would make zeros of it, and of the logits.
    Status checkStream(std::size_t tokens, std::size_t position)
    {
        TokenRows& stream = work[Slot::Residual];
        return checkRows(stream.row(0), stream.stride, tokens, position, [this](const float* row) {
            float sum = 0;
            for (std::size_t i = 0; i < weights.shape.embedding; ++i)
                sum += row[i] * row[i];
            return std::isfinite(sum);
        });
    }

    Status checkLogits(const float* logits, std::size_t rows, std::size_t position)
    {
        const std::size_t vocabulary = weights.shape.vocabulary;
        return checkRows(logits, vocabulary, rows, position, [vocabulary](const float* row) {
            return std::all_of(row, row + vocabulary, [](float value) { return std::isfinite(value); });
        });
    }

    /// One batch; logits of its last rows.
    Status run(std::span<const model::Token> tokens, std::size_t logitRows, float* logits)
    {
        embed(tokens);
        for (Rope& rope : work.ropes)
            rope.prepare(length, tokens.size());
        for (std::size_t i = 0; i < weights.layers.size(); ++i)
            runLayer(i, tokens.size());
        const std::uint32_t first = length;
        length += static_cast<std::uint32_t>(tokens.size());
        HEADROOM_TRY(checkStream(tokens.size(), first));
        if (logitRows == 0)
            return {};
        normalizeInput(weights.outputNorm, tokens.size());
        TokenRows& input = work[Slot::Input];
        work.multiply(weights.head, {input.row(tokens.size() - logitRows), input.stride, logitRows}, logits,
                      weights.shape.vocabulary);
        finishLogits(logits, logitRows * weights.shape.vocabulary);
        return checkLogits(logits, logitRows, length - logitRows);
    }
};

Session::Session() = default;
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::create(std::shared_ptr<const Transformer> model, std::uint32_t context,
                                                 ThreadPool& pool, const SessionOptions& options)
{
    const KvType* kvType = findKvType(options.kvType);
    if (!kvType)
        return fail(ErrorCode::NotFound, fmt::format("KV type {}", options.kvType), "is none of " + kvTypeNames());
    if (context == 0)
        return fail(ErrorCode::InvalidArgument, "context", "must be at least 1 token");
    const ModelWeights& weights = *model->m_weights;
    if (weights.positions && context > weights.positions.rows)
        return fail(
            ErrorCode::InvalidArgument, "context",
            fmt::format("{} tokens, but the model has learned positions for {} only", context, weights.positions.rows));
    std::unique_ptr<Session> out(new Session);
    out->m_state = std::make_unique<State>(std::move(model), context, pool, options);
    HEADROOM_TRY(out->m_state->allocateAll(*kvType));
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
        const std::size_t count = std::min(s.work.tokens(), tokens.size() - done);
        const std::size_t end = done + count;
        const std::size_t rows = end > withoutLogits ? std::min(count, end - withoutLogits) : 0;
        HEADROOM_TRY(s.run(tokens.subspan(done, count), rows,
                           logits.data() + (end - rows - withoutLogits) * vocabulary * (rows > 0)));
        done = end;
    }
    return {};
}

void Session::clear()
{
    m_state->length = 0;
    for (const auto& layer : m_state->mixers)
        for (const auto& mixer : layer)
            mixer->clear();
}

void Session::observe(Observer* observer)
{
    m_state->work.observer = observer;
}

std::uint32_t Session::length() const
{
    return m_state->length;
}

std::uint32_t Session::context() const
{
    return m_state->context;
}

std::uint64_t Session::bytes() const
{
    std::uint64_t sum = m_state->work.bytes();
    for (const auto& layer : m_state->mixers)
        for (const auto& mixer : layer)
            sum += mixer->bytes();
    return sum;
}

std::uint32_t Session::vocabulary() const
{
    return m_state->weights.shape.vocabulary;
}

} // namespace headroom::infer
