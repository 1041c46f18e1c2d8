// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a second backend, as plain as can be, behind the same seam as the first: what holds for both holds for the seam.
// Its logits never lie in host memory, as those of a GPU would not.
#pragma once

#include "core/infer/backend.h"
#include "core/infer/cpu/forward.h"
#include "core/infer/kvtypes.h"
#include "tests/core/infer/naive/recurrences.h"
#include "tests/core/infer/naive/streams.h"

namespace headroom::test::naive {

class Rows final : public infer::LogitRows {
public:
    Rows(std::size_t count, std::size_t vocabulary) : rows(count, Row(vocabulary)) { }

    std::vector<Row> rows;

    std::size_t count() const override { return rows.size(); }
    std::size_t vocabulary() const override { return rows.empty() ? 0 : rows.front().size(); }
    std::span<float> host() override { return {}; }
    Status read(std::size_t first, std::span<float> out) override
    {
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = float(rows[first + i / vocabulary()][i % vocabulary()]);
        return {};
    }
    Status summarize(std::span<const model::Token> targets, std::span<infer::RowSummary> summaries,
                     std::span<double> nll) override
    {
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const auto most = std::ranges::max_element(rows[i]);
            double sum = 0;
            for (const double logit : rows[i])
                sum += std::exp(logit - *most);
            summaries[i] = {*most + std::log(sum), std::size_t(most - rows[i].begin())};
            nll[i] = summaries[i].logSum - rows[i][std::size_t(targets[i])];
        }
        return {};
    }
    Status divergences(std::span<const infer::RowSummary> mine, infer::LogitRows& other,
                       std::span<const infer::RowSummary> theirs, std::span<double> out) override
    {
        const auto* others = dynamic_cast<Rows*>(&other);
        if (!others)
            return fail(ErrorCode::Unsupported, "logits", "of two devices cannot be compared");
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = 0;
            for (std::size_t v = 0; v < rows[i].size(); ++v) {
                const double p = rows[i][v] - mine[i].logSum, q = others->rows[i][v] - theirs[i].logSum;
                out[i] += std::exp(p) * (p - q);
            }
        }
        return {};
    }
};

class Session final : public infer::BackendSession {
public:
    Session(std::shared_ptr<const infer::ModelWeights> weights, const infer::SessionSpec& spec)
        : m_weights(std::move(weights))
    {
        for (const bool local : {false, true})
            m_means.rotations.emplace_back(infer::ropeOf(*m_weights, local, spec.ropeContext));
        infer::RopeSettings indexer = infer::ropeOf(*m_weights, false, spec.ropeContext);
        indexer.style = m_weights->settings.architecture->indexerRope;
        m_means.rotations.emplace_back(std::move(indexer));
        clear();
    }

    Status evaluate(std::span<const model::Token> tokens, std::size_t rows, infer::LogitRows* out,
                    std::size_t at) override
    {
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            const Row embedding = embedded(std::size_t(tokens[t]));
            Row stream = embedding;
            Streams streams(*m_weights, std::size_t(tokens[t]), embedding, m_means);
            for (std::size_t i = 0; i < m_mixers.size(); ++i) {
                streams.before(i, stream);
                runLayer(i, stream);
                streams.behind(i, stream);
            }
            stream = streams.merged(std::move(stream));
            ++m_length;
            if (t + rows < tokens.size())
                continue;
            Row logits = logitsOf(stream);
            if (!std::ranges::all_of(logits, [](double value) { return std::isfinite(value); }))
                return fail(ErrorCode::Corrupt, m_weights->file->path().string(), "gives a logit that is not finite");
            const std::size_t index = at + t + rows - tokens.size();
            if (auto* own = dynamic_cast<Rows*>(out))
                own->rows[index] = std::move(logits);
            else
                std::ranges::transform(logits, out->host().begin() + std::ptrdiff_t(index * logits.size()),
                                       [](double value) { return float(value); });
        }
        return {};
    }

    Result<std::unique_ptr<infer::LogitRows>> newRows(std::size_t count) override
    {
        return std::make_unique<Rows>(count, m_weights->shape.vocabulary);
    }
    void clear() override
    {
        m_length = 0;
        m_mixers.clear();
        for (const infer::Layer& layer : m_weights->layers) {
            std::vector<std::unique_ptr<Mixer>> own;
            for (const auto& mixer : layer.mixers)
                own.push_back(std::visit(MakeMixer{m_mixers}, mixer));
            m_mixers.push_back(std::move(own));
        }
    }
    void observe(infer::Observer* observer) override { m_means.multiply.observer = observer; }
    std::uint32_t length() const override { return m_length; }
    std::uint64_t bytes() const override { return 0; }

private:
    Row embedded(std::size_t token) const
    {
        Row row = rowOf(m_weights->embedding, token);
        for (double& value : row)
            value *= double(m_weights->settings.embeddingScale);
        if (m_weights->positions)
            add(row, rowOf(m_weights->positions, m_length));
        return normed(m_weights->embeddingNorm, std::move(row));
    }

    void runLayer(std::size_t index, Row& stream)
    {
        const infer::Layer& layer = m_weights->layers[index];
        const double share = double(m_weights->settings.residualScale);
        const bool forward = !std::holds_alternative<std::monostate>(layer.forward);
        const Row before = stream;
        Row forwardInput;
        if (!layer.mixers.empty()) {
            const Row input = normed(layer.inputNorm, stream);
            forwardInput = layer.parallel && layer.forwardNorm ? normed(layer.forwardNorm, stream) : input;
            Row sum(stream.size());
            for (const auto& mixer : m_mixers[index])
                add(sum, mixer->run(input, m_length, m_means));
            add(stream, normed(layer.mixerOutputNorm, std::move(sum)), share);
            if (layer.laurel)
                stream = withLaurel(*layer.laurel, input, std::move(stream), m_means);
        }
        if (!forward)
            return;
        if (!layer.parallel)
            forwardInput = normed(layer.forwardNorm, stream);
        Row out = runForward(layer.forward, forwardInput, before, stream);
        if (layer.beside)
            out = withBeside(layer, std::move(out),
                             layer.beside->inputNorm ? normed(layer.beside->inputNorm, stream) : forwardInput);
        add(stream, normed(layer.forwardOutputNorm, std::move(out)), share);
    }

    Row withBeside(const infer::Layer& layer, Row out, const Row& input) const
    {
        out = normed(layer.branchNorm, std::move(out));
        add(out, normed(layer.beside->outputNorm, runDense(layer.beside->dense, input)));
        for (double& value : out)
            value *= double(layer.together);
        return out;
    }

    /// before: the stream that the layer got; now: behind its mixers.
    Row runForward(const infer::ForwardWeights& weights, const Row& input, const Row& before, const Row& now) const
    {
        if (const auto* dense = std::get_if<infer::DenseWeights>(&weights))
            return runDense(*dense, input);
        const auto& experts = std::get<infer::ExpertWeights>(weights);
        const Row routed = experts.routesEarly ? before : experts.routerNorm ? normed(experts.routerNorm, now) : input;
        const Row products = m_means.multiply(experts.router, routed);
        const std::vector<float> scores(products.begin(), products.end());
        Row out(input.size());
        for (const auto& chosen : infer::chooseExperts(experts.settings, scores, experts.selectionBias)) {
            Row given = input;
            const bool weighsInput = experts.settings.weighsInput;
            const double scale = experts.scales.empty() ? 1.0 : double(experts.scales[chosen.expert]);
            for (double& value : given)
                value *= weighsInput ? double(chosen.weight) : 1.0;
            add(out, runDense(experts.experts[chosen.expert], given),
                scale * (weighsInput ? 1.0 : double(chosen.weight)));
        }
        const Row written = out;
        if (!experts.adjugate.empty())
            for (const auto& chosen : infer::chooseAdjugate(experts.settings, scores))
                add(out, runDense(experts.adjugate[chosen.expert], written),
                    double(experts.settings.groupScale) * double(chosen.weight));
        if (experts.shared)
            addShared(experts, input, out);
        return out;
    }

    void addShared(const infer::ExpertWeights& experts, const Row& input, Row& out) const
    {
        add(out, runDense(*experts.shared, input),
            experts.sharedGate ? sigmoid(m_means.multiply(experts.sharedGate, input).front()) : 1.0);
        for (double& value : out)
            value *= double(experts.settings.withShared);
    }

    Row runDense(const infer::DenseWeights& weights, const Row& input) const
    {
        Row up = m_means.multiply(weights.up, input);
        if (!weights.gate) {
            for (double& value : up)
                value = activated(weights, value);
        } else {
            const Row gate = outstanding(weights.shaping, m_means.multiply(weights.gate, input));
            for (std::size_t i = 0; i < up.size(); ++i)
                up[i] = weights.activation == infer::Activation::ClampedSilu ? clampedSilu(gate[i], up[i])
                    : weights.shaping.clamp > 0                              ? bounded(weights.shaping, gate[i], up[i])
                                                                             : activated(weights, gate[i]) * up[i];
        }
        return m_means.multiply(weights.down, normed(weights.innerNorm, std::move(up)));
    }

    static double clampedSilu(double gate, double up)
    {
        const double g = std::min(gate, 7.0);
        return g * sigmoid(1.702 * g) * (std::clamp(up, -7.0, 7.0) + 1);
    }

    static double bounded(const infer::Shaping& s, double gate, double up)
    {
        const double limit = double(s.clamp);
        const double activated = s.clampsActivated ? std::min(silu(gate), limit) : silu(std::min(gate, limit));
        return activated * std::clamp(up, -limit, limit);
    }

    static Row outstanding(const infer::Shaping& s, Row x)
    {
        if (s.sparsity == 0)
            return x;
        double mean = 0, squares = 0;
        for (const double value : x)
            mean += value / double(x.size());
        for (const double value : x)
            squares += (value - mean) * (value - mean) / double(x.size() - 1);
        for (double& value : x)
            value = std::max(value - mean - std::sqrt(squares) * double(s.sparsity), 0.0);
        return x;
    }

    static double activated(const infer::DenseWeights& weights, double x)
    {
        const infer::Shaping& s = weights.shaping;
        switch (weights.activation) {
        case infer::Activation::Xielu:
            return double(s.slope) * x
                + (x > 0 ? double(s.above) * x * x
                         : (std::expm1(std::min(x, double(s.ceiling))) - x) * double(s.below));
        case infer::Activation::Gelu:
            return gelu(x);
        case infer::Activation::SquaredRelu:
            return x > 0 ? x * x : 0;
        case infer::Activation::Relu:
            return std::max(x, 0.0);
        case infer::Activation::Silu:
        case infer::Activation::ClampedSilu:
            break;
        }
        return silu(x);
    }

    Row logitsOf(const Row& stream) const
    {
        Row logits = m_means.multiply(m_weights->head, normed(m_weights->outputNorm, stream));
        const double cap = double(m_weights->settings.logitSoftCap);
        for (double& logit : logits) {
            logit *= double(m_weights->settings.logitScale);
            logit = cap > 0 ? cap * std::tanh(logit / cap) : logit;
        }
        return logits;
    }

    std::shared_ptr<const infer::ModelWeights> m_weights;
    Means m_means;
    std::vector<std::vector<std::unique_ptr<Mixer>>> m_mixers;
    std::uint32_t m_length = 0;
};

class Weights final : public infer::DeviceWeights {
public:
    explicit Weights(std::shared_ptr<const infer::ModelWeights> weights) : m_weights(std::move(weights)) { }
    Result<std::unique_ptr<infer::BackendSession>> session(const infer::SessionSpec& spec, ThreadPool&) const override
    {
        if (spec.kvType != &infer::kvTypes().front())
            return fail(ErrorCode::Unsupported, "KV type", "is not f32, and this backend rounds nothing");
        return std::make_unique<Session>(m_weights, spec);
    }

private:
    std::shared_ptr<const infer::ModelWeights> m_weights;
};

inline constexpr infer::Backend kBackend{"naive",
                                         [] {
                                             return std::vector<infer::ComputeDevice>{{"naive", "plain loops"}};
                                         },
                                         [](std::shared_ptr<const infer::ModelWeights> weights,
                                            const std::string&) -> Result<std::shared_ptr<const infer::DeviceWeights>> {
                                             return std::make_shared<const Weights>(std::move(weights));
                                         }};

} // namespace headroom::test::naive
