// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Mixture of experts: every expert multiplies the tokens that chose it, gathered; a token's sum runs over its experts
// in their order in the file, so that it does not depend on the other tokens.
#include "core/infer/cpu/forward.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace headroom::infer {

namespace {

constexpr double kSmallestSum = 6.103515625e-5; ///< of weights that are normalized: 2^-14, as the families' code does

std::vector<double> scoresOf(Gating gating, std::span<const float> logits)
{
    std::vector<double> out(logits.begin(), logits.end());
    if (gating == Gating::Sigmoid)
        for (double& score : out)
            score = 1 / (1 + std::exp(-score));
    return out;
}

void softmaxAll(std::span<double> values)
{
    const double top = *std::max_element(values.begin(), values.end());
    double total = 0;
    for (double& value : values)
        total += value = std::exp(value - top);
    for (double& value : values)
        value /= total;
}

/// Removes the groups whose two best experts together are not among the best.
void limitGroups(const ExpertSettings& s, std::vector<double>& ranks)
{
    const std::size_t size = ranks.size() / s.groups;
    std::vector<std::pair<double, std::size_t>> groups;
    for (std::size_t g = 0; g < s.groups; ++g) {
        std::vector<double> best(ranks.begin() + std::ptrdiff_t(g * size),
                                 ranks.begin() + std::ptrdiff_t((g + 1) * size));
        std::sort(best.rbegin(), best.rend());
        groups.emplace_back(-(best[0] + (size > 1 ? best[1] : 0)), g);
    }
    std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = s.groupsUsed; i < groups.size(); ++i)
        std::fill_n(ranks.begin() + std::ptrdiff_t(groups[i].second * size), size,
                    -std::numeric_limits<double>::infinity());
}

/// SparseMixer (Liu et al. 2023), as it evaluates: the best expert, then the best of the others, each weighed by a
/// softmax over those that fall short of it by no more than 2 · jitter, relative to the larger of both sizes.
std::vector<Chosen> mixSparsely(std::span<const float> logits, double jitter)
{
    std::vector<Chosen> out;
    std::vector<double> left(logits.begin(), logits.end());
    for (std::size_t pick = 0; pick < std::min<std::size_t>(2, logits.size()); ++pick) {
        const auto best = std::max_element(left.begin(), left.end());
        const double top = *best;
        double total = 0;
        for (std::size_t i = 0; i < left.size(); ++i) {
            const double size = std::max(std::abs(static_cast<double>(logits[i])), top);
            const bool falls = (top - static_cast<double>(logits[i])) / size > 2 * jitter;
            if (!falls) // nor where all are zero
                total += std::exp(left[i] - top);
        }
        out.push_back({static_cast<std::uint32_t>(best - left.begin()), static_cast<float>(1 / total)});
        *best = -std::numeric_limits<double>::infinity();
    }
    return out;
}

void normalize(const ExpertSettings& s, std::vector<Chosen>& chosen)
{
    if (s.normalizes) {
        double total = 0;
        for (const Chosen& one : chosen)
            total += static_cast<double>(one.weight);
        for (Chosen& one : chosen)
            one.weight = static_cast<float>(static_cast<double>(one.weight) / std::max(total, kSmallestSum));
    }
    for (Chosen& one : chosen)
        one.weight *= s.scale;
}

} // namespace

std::vector<Chosen> chooseExperts(const ExpertSettings& s, std::span<const float> logits, std::span<const float> bias)
{
    if (s.jitter)
        return mixSparsely(logits, static_cast<double>(*s.jitter));
    std::vector<double> scores = scoresOf(s.gating, logits);
    if (s.gating == Gating::Softmax)
        softmaxAll(scores);
    std::vector<double> ranks = scores;
    if (s.weighsInput)
        ranks.assign(logits.begin(), logits.end());
    for (std::size_t i = 0; i < bias.size(); ++i)
        ranks[i] += static_cast<double>(bias[i]);
    for (double& rank : ranks)
        if (std::isnan(rank))
            rank = -std::numeric_limits<double>::infinity(); // an order is needed; the sum will still be NaN
    if (s.groups > 1)
        limitGroups(s, ranks);
    std::vector<std::uint32_t> order(ranks.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return ranks[a] > ranks[b]; });
    order.resize(s.used);
    std::vector<double> weights;
    for (const std::uint32_t expert : order)
        weights.push_back(scores[expert]);
    if (s.gating == Gating::SoftmaxOfChosen)
        softmaxAll(weights);
    std::vector<Chosen> out;
    for (std::size_t i = 0; i < order.size(); ++i)
        out.push_back({order[i], static_cast<float>(weights[i])});
    normalize(s, out);
    return out;
}

namespace {

struct Routed {
    std::size_t token;
    float weight;
};

/// Tokens by expert.
using ByExpert = std::vector<std::vector<Routed>>;

/// choose(a token's scores) says which.
template <class Choose> ByExpert route(std::size_t experts, std::size_t tokens, Workspace& work, const Choose& choose)
{
    std::vector<std::vector<Chosen>> chosen(tokens);
    work.each(tokens, [&](std::size_t t) { chosen[t] = choose(work[Slot::Scores].row(t)); });
    ByExpert out(experts);
    for (std::size_t t = 0; t < tokens; ++t)
        for (const Chosen& one : chosen[t])
            out[one.expert].push_back({t, one.weight});
    return out;
}

void gather(const std::vector<Routed>& routed, std::size_t width, bool weighsInput, Workspace& work)
{
    work.each(routed.size(), [&](std::size_t i) {
        const float* from = work[Slot::Input].row(routed[i].token);
        float* to = work[Slot::Gathered].row(i);
        std::copy_n(from, width, to);
        if (weighsInput)
            for (std::size_t k = 0; k < width; ++k)
                to[k] *= routed[i].weight;
    });
}

/// Adds to Slot::Output what the experts make of Slot::Input.
void addExperts(const std::vector<DenseWeights>& experts, const ByExpert& byExpert, bool weighsInput, float scale,
                Workspace& work)
{
    for (std::size_t e = 0; e < byExpert.size(); ++e) {
        const auto& routed = byExpert[e];
        if (routed.empty())
            continue;
        const std::size_t width = padded(experts[e].up.columns);
        gather(routed, width, weighsInput, work);
        runDense(experts[e], Slot::Gathered, Slot::Routed, routed.size(), work);
        work.each(routed.size(), [&](std::size_t i) {
            addScaled(work[Slot::Output].row(routed[i].token), work[Slot::Routed].row(i),
                      scale * (weighsInput ? 1.0F : routed[i].weight), width);
        });
    }
}

/// What groups of experts have in common reads what the experts have written.
void addAdjugate(const ExpertWeights& weights, std::size_t tokens, Workspace& work)
{
    const ByExpert groups = route(weights.adjugate.size(), tokens, work, [&](const float* scores) {
        return chooseAdjugate(weights.settings, {scores, weights.settings.count});
    });
    for (std::size_t t = 0; t < tokens; ++t)
        std::copy_n(work[Slot::Output].row(t), padded(weights.router.columns), work[Slot::Input].row(t));
    addExperts(weights.adjugate, groups, false, weights.settings.groupScale, work);
}

void addShared(const ExpertWeights& weights, std::size_t tokens, Workspace& work)
{
    const std::size_t width = padded(weights.router.columns);
    if (weights.sharedGate)
        work.multiply(weights.sharedGate, Slot::Input, Slot::Scores, tokens);
    runDense(*weights.shared, Slot::Input, Slot::Routed, tokens, work);
    work.each(tokens, [&](std::size_t t) {
        float* out = work[Slot::Output].row(t);
        const float counts = weights.sharedGate ? 1 / (1 + std::exp(-*work[Slot::Scores].row(t))) : 1.0F;
        addScaled(out, work[Slot::Routed].row(t), counts, width);
        if (weights.settings.withShared != 1)
            for (std::size_t k = 0; k < width; ++k)
                out[k] *= weights.settings.withShared;
    });
}

} // namespace

std::vector<Chosen> chooseAdjugate(const ExpertSettings& s, std::span<const float> logits)
{
    ExpertSettings some = s;
    some.used = std::min(s.used, s.count / s.perGroup);
    some.scale = 1;
    some.normalizes = false;
    const std::vector<Chosen> experts = chooseExperts(some, logits, {});
    std::vector<double> scores(logits.begin(), logits.end());
    softmaxAll(scores);
    std::vector<Chosen> out;
    for (const Chosen& one : experts) {
        const std::uint32_t group = one.expert / s.perGroup;
        const auto score = static_cast<float>(scores[group]);
        const auto found = std::ranges::find(out, group, &Chosen::expert);
        if (found == out.end())
            out.push_back({group, score});
        else
            found->weight += score;
    }
    normalize(s, out);
    return out;
}

void scoreExperts(const ExpertWeights& weights, Slot in, std::size_t tokens, Workspace& work)
{
    work.multiply(weights.router, in, Slot::Scores, tokens);
}

void runExperts(const ExpertWeights& weights, std::size_t tokens, Workspace& work)
{
    const std::size_t width = padded(weights.router.columns);
    if (!weights.routesEarly && !weights.routerNorm)
        scoreExperts(weights, Slot::Input, tokens, work);
    ByExpert byExpert = route(weights.settings.count, tokens, work, [&](const float* scores) {
        return chooseExperts(weights.settings, {scores, weights.settings.count}, weights.selectionBias);
    });
    for (std::size_t e = 0; e < weights.scales.size(); ++e)
        for (Routed& one : byExpert[e])
            one.weight *= weights.scales[e];
    for (std::size_t t = 0; t < tokens; ++t)
        std::fill_n(work[Slot::Output].row(t), width, 0.0F);
    addExperts(weights.experts, byExpert, weights.settings.weighsInput, 1, work);
    if (!weights.adjugate.empty())
        addAdjugate(weights, tokens, work);
    if (weights.shared)
        addShared(weights, tokens, work);
}

} // namespace headroom::infer
