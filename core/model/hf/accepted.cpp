// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Names of functions are those of the transformers library. GELU in its exact form counts as GELU: the tanh form that
// is computed, here as in llama.cpp, differs from it by less than 5e-4, which is said (remarks.h).
#include "core/model/hf/accepted.h"

#include "core/base/pythonjson.h"
#include "core/model/ggufcursor.h"
#include "core/model/hf/classdefaults.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::model::hf {

namespace {

constexpr std::string_view kGelu
    = R"(["gelu_new","gelu_pytorch_tanh","gelu_fast","gelu_accurate","gelu","gelu_python"])";

constexpr std::string_view kNoLimit = R"([[0,Infinity],[0,{"__float__":"Infinity"}],[0,"Infinity"],[0,"inf"]])";

constexpr std::array kAccepted{
    Accepted{"llama mistral3 qwen2 qwen2moe qwen3 qwen3moe phi3 olmo2 olmoe smollm3 granite granitemoe stablelm "
             "internlm2 chatglm glm4 command-r cohere2 exaone4 gpt-oss deepseek2 mamba2",
             "hidden_act", R"(["silu","swish"])"},
    Accepted{"gemma gemma2 gemma3", "hidden_activation", kGelu},
    Accepted{"gemma gptneox starcoder2 phi2", "hidden_act", kGelu},
    Accepted{"gpt2", "activation_function", kGelu},
    Accepted{"falcon", "activation", kGelu},
    Accepted{"nemotron arcee jais2", "hidden_act", R"(["relu2"])"},
    Accepted{"olmo seed_oss ernie4_5 ernie4_5-moe dots1 glm4moe mamba hunyuan-dense", "hidden_act",
             R"(["silu","swish"])"},
    Accepted{"hunyuan-moe minimax-m2 hy_v3 exaone-moe mimo2 laguna flexolmo hyperclovax falcon-h1 "
             "qwen2vl qwen3vl qwen3vlmoe",
             "hidden_act", R"(["silu","swish"])"},
    Accepted{"vaultgemma", "hidden_activation", kGelu},
    Accepted{"persimmon", "hidden_act", R"(["relu2"])"},
    Accepted{"gptneo", "activation_function", kGelu},
    Accepted{"biogpt", "hidden_act", kGelu},
    Accepted{"mpt", "no_bias", "[true]"},
    Accepted{"hy_v3", "mlp_bias", "[false]"},
    Accepted{"laguna", "gating", R"([true,"per-head","per_head"])"},
    Accepted{"laguna", "moe_apply_router_weight_on_input", "[false]"},
    Accepted{"laguna", "moe_router_logit_softcapping", "[0]"},
    Accepted{"mimo2", "n_shared_experts", "[]"},
    Accepted{"minimax-m2 mimo2", "scoring_func", R"(["sigmoid"])"},
    Accepted{"falcon-h1", "time_step_limit", kNoLimit},
    Accepted{"glm4_moe_lite axk1", "topk_method", R"(["noaux_tc"])"},
    Accepted{"bloom", "apply_residual_connection_post_layernorm", "[false]"},
    Accepted{"lfm2moe", "use_expert_bias", "[true]"},
    Accepted{"lfm2moe", "norm_topk_prob", "[true]"},
    Accepted{"lfm2moe", "routed_scaling_factor", "[1]"},
    Accepted{"jamba granitehybrid qwen3next qwen35 qwen35moe phimoe llama4 afmoe", "hidden_act", R"(["silu","swish"])"},
    Accepted{"nemotron_h nemotron_h_moe", "mlp_hidden_act", R"(["relu2"])"},
    Accepted{"nemotron_h nemotron_h_moe", "mamba_hidden_act", R"(["silu","swish"])"},
    Accepted{"nemotron_h_moe", "moe_latent_size", "[]"},
    Accepted{"granitehybrid nemotron_h nemotron_h_moe", "time_step_limit", kNoLimit},
    Accepted{"qwen3next", "norm_topk_prob", "[true]"},
    Accepted{"qwen3next qwen35moe", "decoder_sparse_step", "[1]"},
    Accepted{"qwen3next qwen35moe", "mlp_only_layers", "[[]]"},
    Accepted{"phimoe", "num_experts_per_tok", "[2]"},
    Accepted{"llama4", "floor_scale", "[8192]"},
    Accepted{"llama4", "attn_scale", "[0.1]"},
    Accepted{"gptj starcoder", "activation_function", kGelu},
    Accepted{"opt", "activation_function", R"(["relu"])"},
    Accepted{"opt", "do_layer_norm_before", "[true]"},
    Accepted{"opt", "_remove_final_layer_norm", "[false]"},
    Accepted{"opt", "enable_bias", "[true]"},
    Accepted{"opt", "layer_norm_elementwise_affine", "[true]"},
    Accepted{"gpt2 starcoder", "scale_attn_weights", "[true]"},
    Accepted{"gpt2", "scale_attn_by_inverse_layer_idx", "[false]"},
    Accepted{"gpt2 starcoder", "add_cross_attention", "[false]"},
    Accepted{"falcon", "alibi", "[false]"},
    Accepted{"falcon", "parallel_attn", "[true]"},
    Accepted{"olmoe", "clip_qkv", "[]"},
    Accepted{"gemma2 gemma3", "use_bidirectional_attention", "[true,false]"},
    Accepted{"qwen2moe qwen3moe", "decoder_sparse_step", "[1]"},
    Accepted{"qwen2moe qwen3moe", "mlp_only_layers", "[[]]"},
    Accepted{"gpt-oss", "swiglu_limit", "[7]"},
    Accepted{"deepseek_v2", "scoring_func", R"(["softmax"])"},
    Accepted{"deepseek_v3", "scoring_func", R"(["sigmoid"])"},
    Accepted{"deepseek_v2", "topk_method", R"(["greedy","group_limited_greedy"])"},
    Accepted{"deepseek_v3", "topk_method", R"(["noaux_tc"])"},
    Accepted{"deepseek2", "moe_layer_freq", "[1]"},
    Accepted{"deepseek2", "rope_interleave", "[true]"},
    Accepted{"mamba2", "time_step_limit", kNoLimit},
};

/// Zero or less would be replaced by what a key means that is not there.
constexpr std::array<std::string_view, 14> kPositive{"rope_theta",
                                                     "rotary_emb_base",
                                                     "rope_local_base_freq",
                                                     "query_pre_attn_scalar",
                                                     "logits_scaling",
                                                     "logit_scale",
                                                     "embedding_multiplier",
                                                     "residual_multiplier",
                                                     "attention_multiplier",
                                                     "rms_norm_eps",
                                                     "layer_norm_eps",
                                                     "layer_norm_epsilon",
                                                     "norm_eps",
                                                     "routed_scaling_factor"};

/// Null where it says nothing.
const Json* said(const Json& config, std::string_view key)
{
    const auto found = config.find(key);
    return found == config.end() || found->is_null() ? nullptr : &*found;
}

std::string shown(const Json& value)
{
    return printable(dumpPythonJson(value));
}

Status checkValue(const Json& value, const Accepted& row, const Family& family)
{
    const Json accepted = parsePythonJson(row.values, row.key).value();
    if (std::ranges::find(accepted, value) != accepted.end())
        return {};
    std::string names;
    for (const Json& one : accepted)
        names += (names.empty() ? "" : ", ") + dumpPythonJson(one);
    return fail(ErrorCode::Unsupported, fmt::format("config.json, \"{}\"", row.key),
                fmt::format("is {}, which is not computed for architecture {}: {}", shown(value), family.architecture,
                            names.empty() ? "leave it out, or null" : "accepted: " + names));
}

} // namespace

std::span<const Accepted> acceptedValues()
{
    return kAccepted;
}

Status checkPositive(const Json& value, std::string_view where)
{
    if (value.is_number() && std::isfinite(value.get<double>()) && value.get<double>() > 0)
        return {};
    return fail(ErrorCode::Corrupt, fmt::format("config.json, \"{}\"", where),
                fmt::format("is {}, not a positive number", shown(value)));
}

Status checkAccepted(const Json& config, const Family& family, std::string_view modelType)
{
    for (const Accepted& row : kAccepted)
        if (const Json* value = said(config, row.key);
            value && (lists(row.names, family.architecture) || lists(row.names, modelType)))
            HEADROOM_TRY(checkValue(*value, row, family));
    for (const std::string_view key : kPositive)
        if (const Json* value = said(config, key))
            HEADROOM_TRY(checkPositive(*value, key));
    return {};
}

bool saysExactGelu(const Json& config, const Family& family)
{
    for (const Accepted& row : kAccepted)
        if (const Json* value = said(config, row.key);
            value && row.values == kGelu && lists(row.names, family.architecture))
            return *value == "gelu" || *value == "gelu_python";
    return false;
}

} // namespace headroom::model::hf
