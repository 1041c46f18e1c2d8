// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Falcon-H1: attention and a scan side by side in every layer. Its class multiplies what goes into them and what comes
// out by constants of config.json; in GGUF they are part of the weights.
#include "core/model/hf/families/families.h"
#include "core/model/hf/families/layerkinds.h"
#include "core/model/hf/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::model::hf {

namespace {

using namespace names;
using enum KeyRule::Kind;

/// Places in Geometry::multipliers. A list of config.json has a place for each of its numbers.
enum Multiplier : std::uint8_t {
    One, ///< none
    AttentionIn,
    Key,
    AttentionOut,
    ScanIn,
    ScanOut,
    Embedding,
    Head,
    Gate, ///< and down
    Down,
    ScanRows, ///< gate, values, what is written, what is read, steps
    kMultipliers = ScanRows + 5,
};
struct StoredMultiplier {
    const char* name;
    std::size_t place, count;
};
constexpr std::array kStored{StoredMultiplier{"attention_in_multiplier", AttentionIn, 1},
                             StoredMultiplier{"key_multiplier", Key, 1},
                             StoredMultiplier{"attention_out_multiplier", AttentionOut, 1},
                             StoredMultiplier{"ssm_in_multiplier", ScanIn, 1},
                             StoredMultiplier{"ssm_out_multiplier", ScanOut, 1},
                             StoredMultiplier{"embedding_multiplier", Embedding, 1},
                             StoredMultiplier{"lm_head_multiplier", Head, 1},
                             StoredMultiplier{"mlp_multipliers", Gate, 2},
                             StoredMultiplier{"ssm_multipliers", ScanRows, 5}};

double multiplierAt(const Geometry& g, std::size_t place)
{
    return place > One && place < g.multipliers.size() ? g.multipliers[place] : 1;
}

/// A bias is not multiplied by what its matrix's input is.
template <Multiplier Output, Multiplier Input> double multiplied(const Rows& rows, const Geometry& g)
{
    return multiplierAt(g, Output) * (rows.shape.size() > 1 ? multiplierAt(g, Input) : 1);
}
Rows times(const Rows& rows, double by)
{
    return by == 1 ? rows : scaled(rows, [by](std::uint64_t) { return by; });
}
template <Multiplier Output, Multiplier Input> constexpr Transform scaledBy()
{
    return {
        [](Rows rows, const Geometry& g) -> Result<Rows> { return times(rows, multiplied<Output, Input>(rows, g)); },
        [](std::vector<Rows> parts, const Geometry& g) -> Result<Rows> {
            return times(parts.front(), 1 / multiplied<Output, Input>(parts.front(), g));
        }};
}

/// Rows of a scan's input, one below the other: gates, values, what each group writes and reads, a step for each head.
double rowFactor(std::uint64_t row, const Geometry& g)
{
    const std::uint64_t ends[]{g.inner, 2 * g.inner, 2 * g.inner + g.groups * g.state,
                               2 * g.inner + 2 * g.groups * g.state};
    std::size_t part = 0;
    while (part < std::size(ends) && row >= ends[part])
        ++part;
    return multiplierAt(g, ScanRows + part);
}
Result<Rows> scaledInput(Rows rows, const Geometry& g, bool inverse)
{
    if (std::ranges::all_of(g.multipliers, [](double one) { return one == 1; }))
        return rows;
    const bool isBias = rows.shape.size() < 2;
    const double input = isBias ? 1 : multiplierAt(g, ScanIn);
    Rows matrix = isBias ? asColumn(std::move(rows)) : std::move(rows);
    Rows out = scaled(std::move(matrix), [=](std::uint64_t row) {
        const double by = input * rowFactor(row, g);
        return inverse ? 1 / by : by;
    });
    return isBias ? asVector(std::move(out)) : out;
}

constexpr Transform kScaledEmbedding = scaledBy<Embedding, One>(), kScaledHead = scaledBy<Head, One>(),
                    kScaledQuery = scaledBy<One, AttentionIn>(), kScaledKey = scaledBy<Key, AttentionIn>(),
                    kScaledAttended = scaledBy<AttentionOut, One>(), kScaledGate = scaledBy<Gate, One>(),
                    kScaledDown = scaledBy<Down, One>(), kScaledScan = scaledBy<ScanOut, One>();
constexpr Transform kScanInput{
    [](Rows rows, const Geometry& g) { return scaledInput(std::move(rows), g, false); },
    [](std::vector<Rows> parts, const Geometry& g) { return scaledInput(std::move(parts.front()), g, true); }};

#define BLOCK "layers.{}."
#define OURS "blk.{}."

constexpr NameRule kFalconH1[]{
    {"embed_tokens", "token_embd", &kScaledEmbedding},
    {"final_layernorm", "output_norm"},
    {"/lm_head", "output", &kScaledHead},
    {BLOCK "input_layernorm", OURS "attn_norm"},
    {BLOCK "self_attn.q_proj", OURS "attn_q", &kScaledQuery},
    {BLOCK "self_attn.k_proj", OURS "attn_k", &kScaledKey},
    {BLOCK "self_attn.v_proj", OURS "attn_v", &kScaledQuery},
    {BLOCK "self_attn.o_proj", OURS "attn_output", &kScaledAttended},
    {BLOCK "pre_ff_layernorm.weight", OURS "ffn_norm", &kCopy, true}, // without ending, as llama.cpp reads it
    {BLOCK "feed_forward.gate_proj", OURS "ffn_gate", &kScaledGate},
    {BLOCK "feed_forward.up_proj", OURS "ffn_up"},
    {BLOCK "feed_forward.down_proj", OURS "ffn_down", &kScaledDown},
    {BLOCK "mamba.in_proj", OURS "ssm_in", &kScanInput},
    {BLOCK "mamba.conv1d.weight", OURS "ssm_conv1d.weight", &kSqueezed, true},
    {BLOCK "mamba.conv1d.bias", OURS "ssm_conv1d.bias", &kCopy, true},
    {BLOCK "mamba.dt_bias", OURS "ssm_dt.bias", &kCopy, true},
    {BLOCK "mamba.A_log", OURS "ssm_a", &kMinusExp, true},
    {BLOCK "mamba.D", OURS "ssm_d", &kAsColumnVector, true},
    {BLOCK "mamba.norm", OURS "ssm_norm", &kByGroup},
    {BLOCK "mamba.out_proj", OURS "ssm_out", &kScaledScan},
};
#undef BLOCK
#undef OURS

constexpr KeyRule kFalconH1Keys[]{{"mamba_d_conv", "ssm.conv_kernel"},
                                  {"mamba_d_state", "ssm.state_size"},
                                  {"mamba_n_heads", "ssm.time_step_rank"},
                                  {"mamba_n_groups", "ssm.group_count"}};

/// One, where config.json says nothing. Errors: Corrupt (no such number, zero, or another count).
Result<std::vector<double>> multipliersIn(const Json& config)
{
    std::vector<double> all(kMultipliers, 1);
    for (const StoredMultiplier& row : kStored) {
        Json said = config.value(row.name, Json());
        if (said.is_null())
            continue;
        if (!said.is_array())
            said = Json::array({said});
        bool right = said.size() == row.count;
        for (std::size_t i = 0; right && i < row.count; ++i) {
            right = said[i].is_number() && std::isfinite(said[i].get<double>()) && said[i].get<double>() != 0;
            all[row.place + i] = right ? said[i].get<double>() : 1;
        }
        if (!right)
            return fail(ErrorCode::Corrupt, fmt::format("config.json, \"{}\"", row.name),
                        row.count == 1 ? std::string("is no number other than zero")
                                       : fmt::format("does not hold {} numbers other than zero", row.count));
    }
    return all;
}

/// One table for both ends is multiplied once, by what the embedding is; the rest of what the head's would be goes to
/// the logits, which llama.cpp leaves as they are: they keep their order.
Status finishFalconH1(const Json& config, Metadata& metadata, const std::string& prefix)
{
    auto all = multipliersIn(config);
    if (!all)
        return tl::unexpected(std::move(all.error()));
    if (truth(config, "mamba_rms_norm", false) && truth(config, "mamba_norm_before_gate", true))
        return fail(ErrorCode::Unsupported, "config.json, \"mamba_norm_before_gate\"",
                    "is true, or left out, which is not computed: only norms behind the gate are");
    Array kept{6, {}};
    for (const double one : *all)
        kept.items.push_back({static_cast<float>(one)});
    metadata.set(prefix + std::string(kWeightMultipliers), {std::move(kept)});
    if (truth(config, "tie_word_embeddings", false) && (*all)[Head] != (*all)[Embedding])
        metadata.set(prefix + "logit_scale", {static_cast<float>((*all)[Head] / (*all)[Embedding])});
    const std::uint32_t inner
        = whole(config, "mamba_d_ssm", product(whole(config, "mamba_expand", 2), whole(config, "hidden_size", 0)));
    metadata.set(prefix + "ssm.inner_size", {inner});
    return {};
}

void describeFalconH1(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const std::uint32_t inner = numberAt(metadata, prefix + "ssm.inner_size"),
                        heads = numberAt(metadata, prefix + "ssm.time_step_rank");
    config["mamba_d_ssm"] = inner;
    config["mamba_d_head"] = heads > 0 ? inner / heads : 0;
    config["mamba_norm_before_gate"] = false;
    const Geometry g = Geometry::of(metadata);
    for (const StoredMultiplier& row : kStored) {
        Json list = Json::array();
        for (std::size_t i = 0; i < row.count; ++i)
            list.push_back(multiplierAt(g, row.place + i));
        config[row.name] = row.count == 1 ? list.front() : list;
    }
}

constexpr std::array kFalconH1Rows{Family{.architecture = "falcon-h1",
                                          .classes = "FalconH1ForCausalLM",
                                          .modelType = "falcon_h1",
                                          .names = {kFalconH1},
                                          .keys = {kFalconH1Keys},
                                          .finish = finishFalconH1,
                                          .describe = describeFalconH1}};

} // namespace

std::span<const Family> falconH1Families()
{
    return kFalconH1Rows;
}

} // namespace headroom::model::hf
