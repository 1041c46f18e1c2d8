// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A token comes to the attention of a layer, its feed-forward, its experts, then to the next layer, at last to the
// head. What the same devices share of all these is one stage: they work at it together. Where the devices change the
// token's activations pass on; what several devices share is summed up among them, once after attention and once after
// feed-forward and experts.
#include "core/plan/placement.h"

#include "core/plan/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::plan {

namespace {

using Indices = std::vector<std::size_t>;

double linkOf(const Situation& situation, const Indices& from, const Indices& to)
{
    double link = INFINITY;
    for (const Indices* group : {&from, &to})
        for (const std::size_t device : *group)
            link = std::min(link, situation.devices[device].linkGBs);
    return link;
}

/// Walks through the placement, collecting what each stage has of each device.
class Walk {
public:
    explicit Walk(Situation& situation) : m_situation(situation) { }

    void piece(std::size_t layer, double Share::*share, bool reduces)
    {
        const auto on = [&](std::size_t device) { return m_situation.placement.layers[device][layer].*share; };
        auto& stage = enter(on);
        for (std::size_t i = 0; i < stage.devices.size(); ++i) {
            const Share& placed = m_situation.placement.layers[stage.devices[i]][layer];
            Share& taken = stage.shares[i][layer];
            taken.*share = placed.*share;
            if (share == &Share::attention)
                taken.cache = placed.cache;
        }
        if (reduces && stage.devices.size() > 1)
            m_situation.transfers.push_back({linkOf(m_situation, stage.devices, {}), stage.devices.size()});
    }

    void head()
    {
        const auto on = [&](std::size_t device) { return m_situation.placement.head[device]; };
        auto& stage = enter(on);
        for (std::size_t i = 0; i < stage.devices.size(); ++i)
            stage.head[i] = on(stage.devices[i]);
    }

    void finish()
    {
        for (const auto& stage : m_stages) {
            Stage ready{stage.devices, {}};
            for (std::size_t i = 0; i < stage.devices.size(); ++i)
                ready.loads.push_back(loadOf(m_situation, stage.shares[i], stage.head[i]));
            m_situation.stages.push_back(std::move(ready));
        }
    }

private:
    struct Gathered {
        Indices devices;
        std::vector<std::vector<Share>> shares; ///< [device][layer]
        std::vector<double> head;
    };

    /// The stage of those devices on which there is something.
    template <class On> Gathered& enter(On on)
    {
        Indices devices;
        for (std::size_t device = 0; device < m_situation.devices.size(); ++device)
            if (on(device) > 0)
                devices.push_back(device);
        if (!m_before.empty() && devices != m_before)
            m_situation.transfers.push_back({linkOf(m_situation, m_before, devices), 0});
        m_before = devices;
        const auto known = std::ranges::find(m_stages, devices, &Gathered::devices);
        if (known != m_stages.end())
            return *known;
        const std::vector<Share> none(m_situation.weights.layers.size());
        m_stages.push_back({devices, {devices.size(), none}, std::vector<double>(devices.size())});
        return m_stages.back();
    }

    Situation& m_situation;
    std::vector<Gathered> m_stages;
    Indices m_before;
};

/// most: 1, or more for what several devices may keep. layer: of `what`, if it is of a layer.
Status checkSum(double sum, double most, std::string_view what, std::optional<std::size_t> layer = std::nullopt)
{
    constexpr double kRounding = 1e-9;
    if (sum >= 1 - kRounding && sum <= most + kRounding)
        return {};
    return fail(ErrorCode::InvalidArgument, "placement",
                fmt::format("the shares of {}{} are {:g} in all, not 1", what,
                            layer ? fmt::format(" in layer {}", *layer) : "", sum));
}

Status checkShare(double share)
{
    if (!(share >= 0 && share <= 1))
        return fail(ErrorCode::InvalidArgument, "placement", fmt::format("a share is {:g}, not from 0 to 1", share));
    return {};
}

Status checkLayer(const Placement& placement, const LayerWeights& weights, std::size_t layer)
{
    Share sum;
    for (const auto& device : placement.layers) {
        const Share& share = device[layer];
        for (const double one : {share.attention, share.cache, share.forward, share.experts})
            HEADROOM_TRY(checkShare(one));
        sum = {sum.attention + share.attention, sum.cache + share.cache, sum.forward + share.forward,
               sum.experts + share.experts};
    }
    HEADROOM_TRY(checkSum(sum.attention, 1, "attention", layer));
    HEADROOM_TRY(checkSum(sum.cache, INFINITY, "the cache", layer));
    HEADROOM_TRY(checkSum(sum.forward, 1, "feed-forward", layer));
    if (weights.experts.bytes > 0)
        HEADROOM_TRY(checkSum(sum.experts, 1, "experts", layer));
    return {};
}

} // namespace

bool Placement::uses(std::size_t device) const
{
    return head[device] > 0 || std::ranges::any_of(layers[device], &Share::any);
}

void Placement::dropLast()
{
    layers.pop_back();
    head.pop_back();
    embedding.pop_back();
}

Status checkPlacement(const Placement& placement, const Weights& weights, std::size_t devices)
{
    const bool rows = placement.layers.size() == devices && placement.head.size() == devices
        && placement.embedding.size() == devices;
    if (!rows
        || !std::ranges::all_of(placement.layers, [&](const auto& row) { return row.size() == weights.layers.size(); }))
        return fail(ErrorCode::InvalidArgument, "placement",
                    fmt::format("is not of {} devices and {} layers", devices, weights.layers.size()));
    for (std::size_t layer = 0; layer < weights.layers.size(); ++layer)
        HEADROOM_TRY(checkLayer(placement, weights.layers[layer], layer));
    for (const auto* shares : {&placement.head, &placement.embedding})
        for (const double share : *shares)
            HEADROOM_TRY(checkShare(share));
    return checkSum(std::reduce(placement.head.begin(), placement.head.end()), 1, "the head");
}

Load loadOf(const Situation& situation, std::span<const Share> shares, double head)
{
    const auto add = [](Part& sum, const Part& part, double share) {
        sum.bytes += part.bytes * share;
        sum.parameters += part.parameters * share;
        if (share > 0)
            sum.largestBytes = std::max(sum.largestBytes, part.largestBytes * share);
    };
    Load load;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const LayerWeights& layer = situation.weights.layers[i];
        if (layer.drafts)
            continue;
        load.layers += shares[i].attention > 0 ? 1 : 0;
        add(load.dense, layer.attention, shares[i].attention);
        add(load.dense, layer.forward, shares[i].forward);
        add(load.experts, layer.experts, shares[i].experts);
    }
    add(load.dense, situation.weights.head, head);
    load.cache = cacheKinds(situation.engine(), situation.shape(), situation.kvType->bytesPerElement, shares);
    return load;
}

void stageUp(Situation& situation)
{
    Walk walk(situation);
    for (std::size_t i = 0; i < situation.weights.layers.size(); ++i) {
        const LayerWeights& layer = situation.weights.layers[i];
        walk.piece(i, &Share::attention, !layer.drafts);
        if (layer.drafts) // nothing but its cache
            continue;
        const bool experts = layer.experts.bytes > 0;
        if (layer.forward.bytes > 0)
            walk.piece(i, &Share::forward, !experts);
        if (experts)
            walk.piece(i, &Share::experts, true);
    }
    if (situation.weights.head.bytes > 0)
        walk.head();
    walk.finish();
}

} // namespace headroom::plan
