// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// One sequence through the model, at most batchOf() tokens at a time.
#include "core/infer/cpu/applynorm.h"
#include "core/infer/cpu/cpubackend.h"
#include "core/infer/cpu/forward.h"
#include "core/infer/cpu/mixer.h"
#include "core/infer/cpu/streams.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace headroom::infer {

namespace {

/// Tokens at a time: few enough for their activations to stay in the caches, many enough to unpack weights for.
constexpr std::size_t batchOf(Precision precision)
{
    return precision != Precision::Exact ? 512 : 256;
}

class CpuSession final : public BackendSession {
public:
    CpuSession(std::shared_ptr<const ModelWeights> model, const SessionSpec& spec, ThreadPool& threads)
        : m_model(std::move(model))
        , m_weights(*m_model)
        , m_context(spec.context)
        , m_work(threads, std::min<std::size_t>(spec.batch > 0 ? spec.batch : batchOf(spec.precision), spec.context),
                 spec.precision)
    {
        for (const bool local : {false, true})
            m_work.ropes.emplace_back(ropeOf(m_weights, local, spec.ropeContext));
        if (m_weights.settings.indexer.choices > 0) {
            RopeSettings rope = ropeOf(m_weights, false, spec.ropeContext);
            rope.style = m_weights.settings.architecture->indexerRope;
            m_work.ropes.emplace_back(std::move(rope));
        }
    }

    Status allocateAll(const KvType& kvType)
    {
        for (const Slot slot : {Slot::Residual, Slot::Input, Slot::Output})
            m_work.need(slot, m_weights.shape.embedding);
        needStreams(m_weights, m_work);
        for (const Layer& layer : m_weights.layers) {
            HEADROOM_TRY(addMixers(layer, kvType));
            needForward(layer.forward, m_work);
            if (layer.beside)
                needForward(layer.beside->dense, m_work);
            if (layer.beside || layer.mixers.size() > 1)
                m_work.need(Slot::Sum, m_weights.shape.embedding);
        }
        return m_work.allocate();
    }

    Status evaluate(std::span<const model::Token> tokens, std::size_t rows, LogitRows* out, std::size_t at) override
    {
        const std::size_t vocabulary = m_weights.shape.vocabulary;
        const auto logits = out ? out->host() : std::span<float>();
        if (rows > 0 && logits.size() < (at + rows) * vocabulary)
            return fail(ErrorCode::Unsupported, "logits", "of the processor are written to host memory only");
        const std::size_t withoutLogits = tokens.size() - rows;
        for (std::size_t done = 0; done < tokens.size();) {
            const std::size_t count = std::min(m_work.tokens(), tokens.size() - done);
            const std::size_t end = done + count;
            const std::size_t some = end > withoutLogits ? std::min(count, end - withoutLogits) : 0;
            float* to = some > 0 ? logits.data() + (at + end - some - withoutLogits) * vocabulary : nullptr;
            HEADROOM_TRY(run(tokens.subspan(done, count), some, to));
            done = end;
        }
        return {};
    }

    Result<std::unique_ptr<LogitRows>> newRows(std::size_t count) override
    {
        return std::make_unique<HostRows>(count, m_weights.shape.vocabulary, m_work.pool);
    }

    void clear() override
    {
        m_length = 0;
        for (const auto& layer : m_mixers)
            for (const auto& mixer : layer)
                mixer->clear();
    }

    void observe(Observer* observer) override { m_work.observer = observer; }
    std::uint32_t length() const override { return m_length; }

    std::uint64_t bytes() const override
    {
        std::uint64_t sum = m_work.bytes();
        for (const auto& layer : m_mixers)
            for (const auto& mixer : layer)
                sum += mixer->bytes();
        return sum;
    }

private:
    Status addMixers(const Layer& layer, const KvType& kvType)
    {
        auto& own = m_mixers.emplace_back();
        for (const MixerWeights& weights : layer.mixers) {
            Memory memory{m_context, &kvType, nullptr};
            const auto* attention = std::get_if<AttentionWeights>(&weights);
            if (attention && attention->settings.cacheOf)
                memory.cache = m_mixers[*attention->settings.cacheOf].front()->cache();
            auto created = createMixer(weights, memory, m_work);
            if (!created)
                return tl::unexpected(std::move(created.error()));
            own.push_back(std::move(*created));
        }
        return {};
    }

    /// Slot::Input = norm of the residual stream, or a copy of it.
    void normalizeInput(const Norm& norm, std::size_t tokens)
    {
        m_work.each(tokens, [&](std::size_t t) {
            float* to = m_work[Slot::Input].row(t);
            if (norm)
                apply(norm, m_work[Slot::Residual].row(t), to);
            else
                std::copy_n(m_work[Slot::Residual].row(t), padded(m_weights.shape.embedding), to);
        });
    }

    /// Norms what a mixer or feed-forward has written, and adds it to the residual stream.
    void addOutput(const Norm& norm, std::size_t tokens)
    {
        const std::size_t width = padded(m_weights.shape.embedding);
        m_work.each(tokens, [&](std::size_t t) {
            float* output = m_work[Slot::Output].row(t);
            if (norm)
                apply(norm, output, output);
            if (m_weights.settings.residualScale != 1)
                addScaled(m_work[Slot::Residual].row(t), output, m_weights.settings.residualScale, width);
            else
                addTo(m_work[Slot::Residual].row(t), output, width);
        });
    }

    void runMixers(std::size_t index, std::size_t tokens)
    {
        const Batch batch{m_length, tokens};
        const auto& own = m_mixers[index];
        for (std::size_t i = 0; i < own.size(); ++i) {
            own[i]->run(batch, m_work);
            if (own.size() == 1)
                return;
            const std::size_t floats = tokens * m_work[Slot::Sum].stride;
            if (i == 0)
                std::copy_n(m_work[Slot::Output].row(0), floats, m_work[Slot::Sum].row(0));
            else
                addTo(m_work[Slot::Sum].row(0), m_work[Slot::Output].row(0), floats);
        }
        std::copy_n(m_work[Slot::Sum].row(0), tokens * m_work[Slot::Sum].stride, m_work[Slot::Output].row(0));
    }

    /// Mixers, and what stands beside their outputs.
    void runMixing(std::size_t index, std::size_t tokens)
    {
        const Layer& layer = m_weights.layers[index];
        normalizeInput(layer.inputNorm, tokens);
        if (layer.laurel)
            runLaurel(*layer.laurel, tokens, m_work);
        runMixers(index, tokens);
        if (layer.parallel && layer.forwardNorm)
            normalizeInput(layer.forwardNorm, tokens); // the layer's input, which is still the residual stream
        addOutput(layer.mixerOutputNorm, tokens);
        if (!layer.laurel)
            return;
        const std::size_t width = padded(m_weights.shape.embedding);
        m_work.each(tokens, [&](std::size_t t) {
            addTo(m_work[Slot::Residual].row(t), m_work[Slot::Laurel].row(t), width);
            scale(m_work[Slot::Residual].row(t), std::numbers::sqrt2_v<float> / 2);
        });
    }

    void runForwards(const Layer& layer, std::size_t tokens)
    {
        const auto* experts = std::get_if<ExpertWeights>(&layer.forward);
        if (experts && experts->routerNorm) {
            normalizeInput(experts->routerNorm, tokens);
            scoreExperts(*experts, Slot::Input, tokens, m_work);
        }
        if (!layer.parallel)
            normalizeInput(layer.forwardNorm, tokens);
        runForward(layer.forward, tokens, m_work);
        if (layer.beside)
            addBeside(layer, tokens);
        addOutput(layer.forwardOutputNorm, tokens);
    }

    /// To what stands in Slot::Output.
    void addBeside(const Layer& layer, std::size_t tokens)
    {
        const std::size_t width = padded(m_weights.shape.embedding);
        m_work.each(tokens, [&](std::size_t t) {
            float* sum = m_work[Slot::Sum].row(t);
            std::copy_n(m_work[Slot::Output].row(t), width, sum);
            if (layer.branchNorm)
                apply(layer.branchNorm, sum, sum);
        });
        if (layer.beside->inputNorm)
            normalizeInput(layer.beside->inputNorm, tokens);
        runDense(layer.beside->dense, Slot::Input, Slot::Output, tokens, m_work);
        m_work.each(tokens, [&](std::size_t t) {
            float* output = m_work[Slot::Output].row(t);
            if (layer.beside->outputNorm)
                apply(layer.beside->outputNorm, output, output);
            addTo(output, m_work[Slot::Sum].row(t), width);
            scale(output, layer.together);
        });
    }

    void scale(float* row, float factor) const
    {
        for (std::size_t i = 0; factor != 1 && i < m_weights.shape.embedding; ++i)
            row[i] *= factor;
    }

    void runLayer(std::size_t index, std::size_t tokens)
    {
        const Layer& layer = m_weights.layers[index];
        if (layer.altUp)
            predictStreams(*layer.altUp, tokens, m_work);
        const auto* experts = std::get_if<ExpertWeights>(&layer.forward);
        if (experts && experts->routesEarly)
            scoreExperts(*experts, Slot::Residual, tokens, m_work);
        if (!layer.mixers.empty())
            runMixing(index, tokens);
        if (!std::holds_alternative<std::monostate>(layer.forward))
            runForwards(layer, tokens);
        if (layer.altUp)
            correctStreams(*layer.altUp, tokens, m_work);
        if (layer.own)
            addLayerInput(m_weights, index, tokens, m_work);
        m_work.each(tokens, [&](std::size_t t) {
            float* row = m_work[Slot::Residual].row(t);
            scale(row, layer.outputScale);
            if (layer.behindNorm)
                apply(layer.behindNorm, row, row);
            if (layer.embeddingShare != 0)
                addScaled(row, m_work[Slot::Embedding].row(t), layer.embeddingShare, padded(m_weights.shape.embedding));
        });
    }

    void embed(std::span<const model::Token> tokens)
    {
        const std::size_t width = m_weights.shape.embedding;
        m_work.each(tokens.size(), [&](std::size_t t) {
            float* row = m_work[Slot::Residual].row(t);
            decodeRow(m_weights.embedding, static_cast<std::size_t>(tokens[t]), {row, width});
            if (m_weights.settings.embeddingScale != 1)
                for (std::size_t i = 0; i < width; ++i)
                    row[i] *= m_weights.settings.embeddingScale;
            if (m_weights.positions) {
                float* position = m_work[Slot::Input].row(t);
                decodeRow(m_weights.positions, m_length + t, {position, width});
                addTo(row, position, padded(width));
            }
            if (m_weights.embeddingNorm)
                apply(m_weights.embeddingNorm, row, row);
            if (m_work[Slot::Embedding].stride > 0)
                std::copy_n(row, padded(width), m_work[Slot::Embedding].row(t));
        });
        if (m_weights.layerInputs.length > 0)
            prepareLayerInputs(m_weights, tokens, m_work);
        if (m_weights.streams.count() > 1)
            spreadStreams(m_weights, tokens.size(), m_work);
    }

    void finishLogits(float* logits, std::size_t count) const
    {
        const float cap = m_weights.settings.logitSoftCap;
        if (m_weights.settings.logitScale != 1)
            for (std::size_t i = 0; i < count; ++i)
                logits[i] *= m_weights.settings.logitScale;
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
        m_work.each(count, [&](std::size_t t) { broken[t] = !isSound(rows + t * stride); });
        const auto first = std::ranges::find(broken, char{1});
        if (first == broken.end())
            return {};
        return fail(
            ErrorCode::Corrupt, m_weights.file->path().string(),
            fmt::format("gives a logit that is not finite at position {}", position + (first - broken.begin())));
    }

    /// A row whose squares overflow counts too: its norm would make zeros of it, and of the logits.
    Status checkStream(std::size_t tokens, std::size_t position)
    {
        TokenRows& stream = m_work[Slot::Residual];
        return checkRows(stream.row(0), stream.stride, tokens, position, [this](const float* row) {
            float sum = 0;
            for (std::size_t i = 0; i < m_weights.shape.embedding; ++i)
                sum += row[i] * row[i];
            return std::isfinite(sum);
        });
    }

    Status checkLogits(const float* logits, std::size_t rows, std::size_t position)
    {
        const std::size_t vocabulary = m_weights.shape.vocabulary;
        return checkRows(logits, vocabulary, rows, position, [vocabulary](const float* row) {
            return std::all_of(row, row + vocabulary, [](float value) { return std::isfinite(value); });
        });
    }

    /// One batch; logits of its last rows.
    Status run(std::span<const model::Token> tokens, std::size_t logitRows, float* logits)
    {
        embed(tokens);
        for (Rope& rope : m_work.ropes)
            rope.prepare(m_length, tokens.size());
        for (std::size_t i = 0; i < m_weights.layers.size(); ++i)
            runLayer(i, tokens.size());
        if (m_weights.streams.count() > 1)
            mergeStreams(m_weights, tokens.size(), m_work);
        const std::uint32_t first = m_length;
        m_length += static_cast<std::uint32_t>(tokens.size());
        HEADROOM_TRY(checkStream(tokens.size(), first));
        if (logitRows == 0)
            return {};
        normalizeInput(m_weights.outputNorm, tokens.size());
        TokenRows& input = m_work[Slot::Input];
        m_work.multiply(m_weights.head, {input.row(tokens.size() - logitRows), input.stride, logitRows}, logits,
                        m_weights.shape.vocabulary);
        finishLogits(logits, logitRows * m_weights.shape.vocabulary);
        return checkLogits(logits, logitRows, m_length - logitRows);
    }

    std::shared_ptr<const ModelWeights> m_model;
    const ModelWeights& m_weights;
    std::uint32_t m_context;
    std::uint32_t m_length = 0;
    Workspace m_work;
    std::vector<std::vector<std::unique_ptr<Mixer>>> m_mixers; ///< per layer
};

class CpuWeights final : public DeviceWeights {
public:
    explicit CpuWeights(std::shared_ptr<const ModelWeights> weights) : m_weights(std::move(weights)) { }
    Result<std::unique_ptr<BackendSession>> session(const SessionSpec& spec, ThreadPool& pool) const override
    {
        auto out = std::make_unique<CpuSession>(m_weights, spec, pool);
        HEADROOM_TRY(out->allocateAll(*spec.kvType));
        return out;
    }

private:
    std::shared_ptr<const ModelWeights> m_weights;
};

} // namespace

std::vector<ComputeDevice> cpuDevices()
{
    return {{"cpu", "processor"}};
}

Result<std::shared_ptr<const DeviceWeights>> loadOnCpu(std::shared_ptr<const ModelWeights> weights, const std::string&)
{
    return std::make_shared<const CpuWeights>(std::move(weights));
}

} // namespace headroom::infer
