// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a second backend, as plain as can be, behind the same seam as the first: what holds for both holds for the seam.
// Its logits never lie in host memory, as those of a GPU would not.
#pragma once

#include "core/infer/backend.h"
#include "core/infer/cpu/forward.h"
#include "core/infer/kvtypes.h"
#include "tests/core/infer/naive/recurrences.h"

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
        for (infer::RopeSettings rope : {m_weights->settings.rope, m_weights->settings.localRope}) {
            rope.factors = !m_weights->ropeFactors.empty()               ? m_weights->ropeFactors
                : spec.ropeContext > m_weights->settings.originalContext ? m_weights->longFactors
                                                                         : m_weights->shortFactors;
            m_means.rotations.emplace_back(std::move(rope));
        }
        clear();
    }

    Status evaluate(std::span<const model::Token> tokens, std::size_t rows, infer::LogitRows* out,
                    std::size_t at) override
    {
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            Row stream = embedded(std::size_t(tokens[t]));
            for (std::size_t i = 0; i < m_mixers.size(); ++i)
                runLayer(i, stream);
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
            auto& own = m_mixers.emplace_back();
            for (const auto& mixer : layer.mixers)
                own.push_back(std::visit(MakeMixer(), mixer));
        }
    }
    void observe(infer::Observer* observer) override { m_means.multiply.observer = observer; }
    std::uint32_t length() const override { return m_length; }
    std::uint64_t bytes() const override { return 0; }

private:
    static void add(Row& to, const Row& what, double factor = 1)
    {
        for (std::size_t i = 0; i < to.size(); ++i)
            to[i] += factor * what[i];
    }

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
        Row forwardInput;
        if (!layer.mixers.empty()) {
            const Row input = normed(layer.inputNorm, stream);
            forwardInput = layer.parallel && layer.forwardNorm ? normed(layer.forwardNorm, stream) : input;
            Row sum(stream.size());
            for (const auto& mixer : m_mixers[index])
                add(sum, mixer->run(input, m_length, m_means));
            add(stream, normed(layer.mixerOutputNorm, std::move(sum)), share);
        }
        if (!forward)
            return;
        if (!layer.parallel)
            forwardInput = normed(layer.forwardNorm, stream);
        add(stream, normed(layer.forwardOutputNorm, runForward(layer.forward, forwardInput)), share);
    }

    Row runForward(const infer::ForwardWeights& weights, const Row& input) const
    {
        if (const auto* dense = std::get_if<infer::DenseWeights>(&weights))
            return runDense(*dense, input);
        const auto& experts = std::get<infer::ExpertWeights>(weights);
        const Row scores = m_means.multiply(experts.router, input);
        Row out(input.size());
        for (const auto& chosen : infer::chooseExperts(
                 experts.settings, std::vector<float>(scores.begin(), scores.end()), experts.selectionBias)) {
            Row given = input;
            const bool weighsInput = experts.settings.weighsInput;
            for (double& value : given)
                value *= weighsInput ? double(chosen.weight) : 1.0;
            add(out, runDense(experts.experts[chosen.expert], given), weighsInput ? 1.0 : double(chosen.weight));
        }
        if (experts.shared)
            add(out, runDense(*experts.shared, input),
                experts.sharedGate ? sigmoid(m_means.multiply(experts.sharedGate, input).front()) : 1.0);
        return out;
    }

    Row runDense(const infer::DenseWeights& weights, const Row& input) const
    {
        Row up = m_means.multiply(weights.up, input);
        if (!weights.gate) {
            for (double& value : up)
                value = activated(weights.activation, value);
        } else {
            const Row gate = m_means.multiply(weights.gate, input);
            for (std::size_t i = 0; i < up.size(); ++i)
                up[i] = weights.activation == infer::Activation::ClampedSilu
                    ? clampedSilu(gate[i], up[i])
                    : activated(weights.activation, gate[i]) * up[i];
        }
        return m_means.multiply(weights.down, normed(weights.innerNorm, std::move(up)));
    }

    static double clampedSilu(double gate, double up)
    {
        const double g = std::min(gate, 7.0);
        return g * sigmoid(1.702 * g) * (std::clamp(up, -7.0, 7.0) + 1);
    }

    static double activated(infer::Activation activation, double x)
    {
        switch (activation) {
        case infer::Activation::Gelu:
            return x * sigmoid(2 * std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x));
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
