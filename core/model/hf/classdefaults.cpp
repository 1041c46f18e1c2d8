// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Facts of the configuration classes of transformers 4.57 and 5 (and of the authors' own code for internlm2, aquila,
// stablelm_epoch and RefinedWeb). What a class derives from other values (num_key_value_heads of Llama: as many as
// heads) is no default and stands elsewhere.
#include "core/model/hf/classdefaults.h"

#include "core/model/hf/config.h"

#include <algorithm>
#include <array>
#include <vector>

namespace headroom::model::hf {

namespace {

constexpr std::array kDefaults{
    ClassDefaults{"llama aquila", "LlamaForCausalLM AquilaForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":2048,"rms_norm_eps":1e-6,"rope_theta":10000.0,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"mistral", "MistralForCausalLM Mistral3ForConditionalGeneration",
                  R"({"hidden_size":4096,"intermediate_size":14336,"num_hidden_layers":32,"num_attention_heads":32,
                  "num_key_value_heads":8,"max_position_embeddings":131072,"rms_norm_eps":1e-6,"rope_theta":10000.0,
                  "sliding_window":4096,"tie_word_embeddings":false})"},
    ClassDefaults{"mixtral", "MixtralForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":14336,"num_hidden_layers":32,"num_attention_heads":32,
                  "num_key_value_heads":8,"max_position_embeddings":131072,"rms_norm_eps":1e-5,"rope_theta":1000000.0,
                  "num_local_experts":8,"num_experts_per_tok":2,"tie_word_embeddings":false})"},
    ClassDefaults{"ministral3", "Ministral3ForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":14336,"num_hidden_layers":34,"num_attention_heads":32,
                  "num_key_value_heads":8,"head_dim":128,"max_position_embeddings":262144,"rms_norm_eps":1e-5,
                  "rope_parameters":{"type":"yarn","rope_theta":1000000.0,"factor":16.0,
                  "original_max_position_embeddings":16384,"beta_fast":32.0,"beta_slow":1.0,"mscale_all_dim":1.0,
                  "mscale":1.0,"llama_4_scaling_beta":0.1},"tie_word_embeddings":false})"},
    ClassDefaults{"qwen2", "Qwen2ForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":22016,"num_hidden_layers":32,"num_attention_heads":32,
                  "num_key_value_heads":32,"max_position_embeddings":32768,"rms_norm_eps":1e-6,"rope_theta":10000.0,
                  "use_sliding_window":false,"sliding_window":4096,"tie_word_embeddings":false})"},
    ClassDefaults{"qwen2_moe", "Qwen2MoeForCausalLM",
                  R"({"hidden_size":2048,"intermediate_size":5632,"num_hidden_layers":24,"num_attention_heads":16,
                  "num_key_value_heads":16,"max_position_embeddings":32768,"rms_norm_eps":1e-6,"rope_theta":10000.0,
                  "use_sliding_window":false,"sliding_window":4096,"moe_intermediate_size":1408,
                  "shared_expert_intermediate_size":5632,"num_experts_per_tok":4,"num_experts":60,
                  "norm_topk_prob":false,"tie_word_embeddings":false})"},
    ClassDefaults{"qwen3", "Qwen3ForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":22016,"num_hidden_layers":32,"num_attention_heads":32,
                  "num_key_value_heads":32,"head_dim":128,"max_position_embeddings":32768,"rms_norm_eps":1e-6,
                  "rope_theta":10000.0,"use_sliding_window":false,"sliding_window":4096,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"qwen3_moe", "Qwen3MoeForCausalLM",
                  R"({"hidden_size":2048,"intermediate_size":6144,"num_hidden_layers":24,"num_attention_heads":32,
                  "num_key_value_heads":4,"max_position_embeddings":32768,"rms_norm_eps":1e-6,"rope_theta":10000.0,
                  "use_sliding_window":false,"sliding_window":4096,"moe_intermediate_size":768,
                  "num_experts_per_tok":8,"num_experts":128,"norm_topk_prob":false,"tie_word_embeddings":false})"},
    ClassDefaults{"gemma", "GemmaForCausalLM",
                  R"({"hidden_size":3072,"intermediate_size":24576,"num_hidden_layers":28,"num_attention_heads":16,
                  "num_key_value_heads":16,"head_dim":256,"max_position_embeddings":8192,"rms_norm_eps":1e-6,
                  "rope_theta":10000.0,"tie_word_embeddings":true})"},
    ClassDefaults{"gemma2", "Gemma2ForCausalLM",
                  R"({"hidden_size":2304,"intermediate_size":9216,"num_hidden_layers":26,"num_attention_heads":8,
                  "num_key_value_heads":4,"head_dim":256,"max_position_embeddings":8192,"rms_norm_eps":1e-6,
                  "rope_theta":10000.0,"query_pre_attn_scalar":256,"sliding_window":4096,
                  "final_logit_softcapping":30.0,"attn_logit_softcapping":50.0,"tie_word_embeddings":true})"},
    ClassDefaults{"gemma3_text", "Gemma3ForCausalLM Gemma3ForConditionalGeneration",
                  R"({"hidden_size":2304,"intermediate_size":9216,"num_hidden_layers":26,"num_attention_heads":8,
                  "num_key_value_heads":4,"head_dim":256,"max_position_embeddings":131072,"rms_norm_eps":1e-6,
                  "rope_theta":1000000.0,"rope_local_base_freq":10000.0,"query_pre_attn_scalar":256,
                  "sliding_window":4096,"tie_word_embeddings":true})"},
    ClassDefaults{"phi", "PhiForCausalLM",
                  R"({"hidden_size":2048,"intermediate_size":8192,"num_hidden_layers":24,"num_attention_heads":32,
                  "max_position_embeddings":2048,"layer_norm_eps":1e-5,"rope_theta":10000.0,
                  "partial_rotary_factor":0.5,"tie_word_embeddings":false})"},
    ClassDefaults{"phi3", "Phi3ForCausalLM",
                  R"({"hidden_size":3072,"intermediate_size":8192,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":4096,"original_max_position_embeddings":4096,"rms_norm_eps":1e-5,
                  "rope_theta":10000.0,"partial_rotary_factor":1.0,"tie_word_embeddings":false})"},
    ClassDefaults{"gpt2", "GPT2LMHeadModel",
                  R"({"n_embd":768,"n_layer":12,"n_head":12,"n_positions":1024,"layer_norm_epsilon":1e-5,
                  "tie_word_embeddings":true})"},
    ClassDefaults{"gpt_neox", "GPTNeoXForCausalLM",
                  R"({"hidden_size":6144,"intermediate_size":24576,"num_hidden_layers":44,"num_attention_heads":64,
                  "max_position_embeddings":2048,"layer_norm_eps":1e-5,"rotary_emb_base":10000,"rotary_pct":0.25,
                  "hidden_act":"gelu","use_parallel_residual":true,"tie_word_embeddings":false})"},
    ClassDefaults{"starcoder2", "Starcoder2ForCausalLM",
                  R"({"hidden_size":3072,"intermediate_size":12288,"num_hidden_layers":30,"num_attention_heads":24,
                  "num_key_value_heads":2,"max_position_embeddings":4096,"norm_epsilon":1e-5,"rope_theta":10000.0,
                  "tie_word_embeddings":true})"},
    ClassDefaults{"olmo2", "Olmo2ForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":2048,"rms_norm_eps":1e-5,"rope_theta":10000.0,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"olmo3", "Olmo3ForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":2048,"rms_norm_eps":1e-5,"rope_theta":500000.0,"sliding_window":4096,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"olmoe", "OlmoeForCausalLM",
                  R"({"hidden_size":2048,"intermediate_size":2048,"num_hidden_layers":16,"num_attention_heads":16,
                  "max_position_embeddings":4096,"rms_norm_eps":1e-5,"rope_theta":10000.0,"num_experts_per_tok":8,
                  "num_experts":64,"norm_topk_prob":false,"tie_word_embeddings":false})"},
    ClassDefaults{"smollm3", "SmolLM3ForCausalLM",
                  R"({"hidden_size":2048,"intermediate_size":11008,"num_hidden_layers":36,"num_attention_heads":16,
                  "num_key_value_heads":4,"max_position_embeddings":32768,"rms_norm_eps":1e-6,"rope_theta":2000000.0,
                  "use_sliding_window":false,"tie_word_embeddings":true})"},
    ClassDefaults{"granite", "GraniteForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":2048,"rms_norm_eps":1e-6,"rope_theta":10000.0,"embedding_multiplier":1.0,
                  "logits_scaling":1.0,"residual_multiplier":1.0,"attention_multiplier":1.0,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"granitemoe", "GraniteMoeForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":2048,"rms_norm_eps":1e-6,"rope_theta":10000.0,"embedding_multiplier":1.0,
                  "logits_scaling":1.0,"residual_multiplier":1.0,"attention_multiplier":1.0,"num_local_experts":8,
                  "num_experts_per_tok":2,"tie_word_embeddings":false})"},
    ClassDefaults{"stablelm stablelm_epoch", "StableLmForCausalLM StableLMEpochForCausalLM",
                  R"({"hidden_size":2560,"intermediate_size":6912,"num_hidden_layers":32,"num_attention_heads":32,
                  "num_key_value_heads":32,"max_position_embeddings":4096,"layer_norm_eps":1e-5,"rope_theta":10000.0,
                  "partial_rotary_factor":0.25,"use_parallel_residual":false,"tie_word_embeddings":false})"},
    ClassDefaults{"internlm2", "InternLM2ForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":2048,"rms_norm_eps":1e-6,"rope_theta":10000.0,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"falcon", "FalconForCausalLM",
                  R"({"hidden_size":4544,"num_hidden_layers":32,"num_attention_heads":71,"layer_norm_epsilon":1e-5,
                  "max_position_embeddings":2048,"rope_theta":10000.0,"activation":"gelu","multi_query":true,
                  "new_decoder_architecture":false,"tie_word_embeddings":true})"},
    ClassDefaults{"RefinedWeb RefinedWebModel", "RWForCausalLM",
                  R"({"hidden_size":64,"n_layer":2,"n_head":8,"layer_norm_epsilon":1e-5,
                  "max_position_embeddings":2048,"rope_theta":10000.0,"activation":"gelu","multi_query":false,
                  "tie_word_embeddings":true})"},
    ClassDefaults{"glm", "GlmForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":13696,"num_hidden_layers":40,"num_attention_heads":32,
                  "num_key_value_heads":2,"head_dim":128,"partial_rotary_factor":0.5,
                  "max_position_embeddings":131072,"rms_norm_eps":1.5625e-7,"rope_theta":10000.0,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"glm4", "Glm4ForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":13696,"num_hidden_layers":40,"num_attention_heads":32,
                  "num_key_value_heads":2,"head_dim":128,"partial_rotary_factor":0.5,
                  "max_position_embeddings":131072,"rms_norm_eps":1.5625e-7,"rope_theta":10000.0,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"cohere", "CohereForCausalLM",
                  R"({"hidden_size":8192,"intermediate_size":22528,"num_hidden_layers":40,"num_attention_heads":64,
                  "max_position_embeddings":8192,"layer_norm_eps":1e-5,"rope_theta":500000.0,"logit_scale":0.0625,
                  "tie_word_embeddings":true})"},
    ClassDefaults{"cohere2", "Cohere2ForCausalLM",
                  R"({"hidden_size":8192,"intermediate_size":22528,"num_hidden_layers":40,"num_attention_heads":64,
                  "max_position_embeddings":8192,"layer_norm_eps":1e-5,"rope_theta":10000.0,"logit_scale":0.0625,
                  "sliding_window":4096,"tie_word_embeddings":true})"},
    ClassDefaults{"exaone4", "Exaone4ForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":16384,"num_hidden_layers":32,"num_attention_heads":32,
                  "num_key_value_heads":32,"max_position_embeddings":2048,"rms_norm_eps":1e-5,"rope_theta":10000.0,
                  "sliding_window":4096,"tie_word_embeddings":false})"},
    ClassDefaults{"nemotron", "NemotronForCausalLM",
                  R"({"hidden_size":6144,"intermediate_size":24576,"num_hidden_layers":32,"num_attention_heads":48,
                  "max_position_embeddings":4096,"norm_eps":1e-5,"rope_theta":10000.0,"partial_rotary_factor":0.5,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"gpt_oss", "GptOssForCausalLM",
                  R"({"hidden_size":2880,"intermediate_size":2880,"num_hidden_layers":36,"num_attention_heads":64,
                  "num_key_value_heads":8,"head_dim":64,"max_position_embeddings":131072,"rms_norm_eps":1e-5,
                  "rope_theta":150000.0,"rope_scaling":{"rope_type":"yarn","factor":32.0,"beta_fast":32.0,
                  "beta_slow":1.0,"truncate":false,"original_max_position_embeddings":4096},"sliding_window":128,
                  "num_local_experts":128,"num_experts_per_tok":4,"tie_word_embeddings":false})"},
    ClassDefaults{"deepseek_v3", "DeepseekV3ForCausalLM",
                  R"({"hidden_size":7168,"intermediate_size":18432,"num_hidden_layers":61,"num_attention_heads":128,
                  "num_key_value_heads":128,"max_position_embeddings":4096,"rms_norm_eps":1e-6,"rope_theta":10000.0,
                  "moe_intermediate_size":2048,"n_shared_experts":1,"n_routed_experts":256,
                  "routed_scaling_factor":2.5,"kv_lora_rank":512,"q_lora_rank":1536,"qk_rope_head_dim":64,
                  "v_head_dim":128,"qk_nope_head_dim":128,"n_group":8,"topk_group":4,"num_experts_per_tok":8,
                  "first_k_dense_replace":3,"norm_topk_prob":true,"scoring_func":"sigmoid",
                  "tie_word_embeddings":false})"},
    ClassDefaults{"deepseek_v2", "DeepseekV2ForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":2048,"rms_norm_eps":1e-6,"rope_theta":10000.0,
                  "moe_intermediate_size":1407,"n_shared_experts":2,"n_routed_experts":64,
                  "routed_scaling_factor":1.0,"kv_lora_rank":512,"q_lora_rank":1536,"qk_rope_head_dim":64,
                  "v_head_dim":128,"qk_nope_head_dim":128,"first_k_dense_replace":0,"norm_topk_prob":false,
                  "scoring_func":"softmax","topk_method":"greedy","tie_word_embeddings":false})"},
    ClassDefaults{"lfm2", "Lfm2ForCausalLM",
                  R"({"hidden_size":2560,"intermediate_size":12288,"num_hidden_layers":32,"num_attention_heads":32,
                  "num_key_value_heads":8,"max_position_embeddings":128000,"norm_eps":1e-5,"rope_theta":1000000.0,
                  "conv_L_cache":3,"block_multiple_of":256,"block_ffn_dim_multiplier":1.0,
                  "block_auto_adjust_ff_dim":true,"tie_word_embeddings":true})"},
    ClassDefaults{"arcee", "ArceeForCausalLM",
                  R"({"hidden_size":2560,"intermediate_size":18432,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":4096,"rms_norm_eps":1e-5,"rope_theta":10000.0,"hidden_act":"relu2",
                  "tie_word_embeddings":false})"},
    ClassDefaults{"bloom", "BloomForCausalLM",
                  R"({"hidden_size":64,"n_layer":2,"n_head":8,"layer_norm_epsilon":1e-5,
                  "tie_word_embeddings":true})"},
    ClassDefaults{"ernie4_5", "Ernie4_5ForCausalLM",
                  R"({"hidden_size":1024,"intermediate_size":3072,"num_hidden_layers":18,"num_attention_heads":16,
                  "num_key_value_heads":2,"head_dim":128,"max_position_embeddings":131072,"rms_norm_eps":1e-5,
                  "rope_theta":500000.0,"tie_word_embeddings":true})"},
    ClassDefaults{"ernie4_5_moe", "Ernie4_5_MoeForCausalLM",
                  R"({"hidden_size":2560,"intermediate_size":12288,"num_hidden_layers":28,"num_attention_heads":20,
                  "num_key_value_heads":4,"max_position_embeddings":131072,"rms_norm_eps":1e-5,"rope_theta":500000.0,
                  "moe_intermediate_size":1536,"moe_k":6,"moe_num_experts":64,"moe_num_shared_experts":2,
                  "moe_layer_start_index":1,"moe_layer_interval":1,"tie_word_embeddings":true})"},
    ClassDefaults{"olmo", "OlmoForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":2048,"rope_theta":10000.0,"tie_word_embeddings":false})"},
    ClassDefaults{"seed_oss", "SeedOssForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":27648,"num_hidden_layers":64,"num_attention_heads":80,
                  "num_key_value_heads":8,"head_dim":128,"max_position_embeddings":524288,"rms_norm_eps":1e-6,
                  "rope_theta":10000.0,"tie_word_embeddings":false})"},
    ClassDefaults{"dots1", "Dots1ForCausalLM",
                  R"({"hidden_size":4608,"intermediate_size":10944,"num_hidden_layers":62,"num_attention_heads":32,
                  "num_key_value_heads":32,"max_position_embeddings":2048,"rms_norm_eps":1e-6,"rope_theta":10000.0,
                  "moe_intermediate_size":1408,"first_k_dense_replace":0,"norm_topk_prob":false,
                  "routed_scaling_factor":1.0,"n_group":1,"topk_group":1,"tie_word_embeddings":false})"},
    ClassDefaults{"glm4_moe", "Glm4MoeForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":10944,"num_hidden_layers":46,"num_attention_heads":96,
                  "num_key_value_heads":8,"max_position_embeddings":131072,"rms_norm_eps":1e-5,"rope_theta":10000.0,
                  "partial_rotary_factor":0.5,"moe_intermediate_size":1408,"num_experts_per_tok":8,
                  "n_shared_experts":1,"n_routed_experts":128,"routed_scaling_factor":1.0,"n_group":1,"topk_group":1,
                  "first_k_dense_replace":1,"norm_topk_prob":true,"tie_word_embeddings":false})"},
    ClassDefaults{"lfm2_moe", "Lfm2MoeForCausalLM",
                  R"({"hidden_size":2048,"intermediate_size":7168,"moe_intermediate_size":1792,
                  "num_hidden_layers":32,"num_attention_heads":32,"num_key_value_heads":8,
                  "max_position_embeddings":128000,"norm_eps":1e-5,"rope_theta":1000000.0,"conv_L_cache":3,
                  "num_dense_layers":2,"num_experts_per_tok":4,"num_experts":32,"tie_word_embeddings":true})"},
    ClassDefaults{"gpt_bigcode", "GPTBigCodeForCausalLM",
                  R"({"n_positions":1024,"n_embd":768,"n_layer":12,"n_head":12,"layer_norm_epsilon":1e-5,
                  "multi_query":true,"tie_word_embeddings":true})"},
    ClassDefaults{"jais2", "Jais2ForCausalLM",
                  R"({"hidden_size":3328,"intermediate_size":26624,"num_hidden_layers":32,"num_attention_heads":26,
                  "head_dim":128,"max_position_embeddings":8192,"layer_norm_eps":1e-5,"rope_theta":10000.0,
                  "attention_bias":true,"mlp_bias":true,"tie_word_embeddings":false})"},
    ClassDefaults{"hunyuan_v1_dense", "HunYuanDenseV1ForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":2048,"rms_norm_eps":1e-5,"rope_theta":10000.0,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"solar_open", "SolarOpenForCausalLM",
                  R"({"hidden_size":4096,"num_hidden_layers":48,"num_attention_heads":64,"num_key_value_heads":8,
                  "head_dim":128,"max_position_embeddings":131072,"rms_norm_eps":1e-5,"rope_theta":1000000.0,
                  "partial_rotary_factor":1.0,"moe_intermediate_size":1280,"num_experts_per_tok":8,
                  "n_shared_experts":1,"n_routed_experts":128,"routed_scaling_factor":1.0,"n_group":1,"topk_group":1,
                  "first_k_dense_replace":0,"norm_topk_prob":true,"tie_word_embeddings":false})"},
    ClassDefaults{"falcon_mamba", "FalconMambaForCausalLM",
                  R"({"hidden_size":768,"num_hidden_layers":32,"layer_norm_epsilon":1e-5,"expand":2,"conv_kernel":4,
                  "state_size":16,"mixer_rms_eps":1e-6,"tie_word_embeddings":true})"},
    ClassDefaults{"helium", "HeliumForCausalLM",
                  R"({"hidden_size":2560,"intermediate_size":7040,"num_hidden_layers":24,"num_attention_heads":20,
                  "num_key_value_heads":20,"head_dim":128,"max_position_embeddings":4096,"rms_norm_eps":1e-8,
                  "rope_theta":100000.0,"tie_word_embeddings":false})"},
    ClassDefaults{"opt", "OPTForCausalLM",
                  R"({"hidden_size":768,"ffn_dim":3072,"num_hidden_layers":12,"num_attention_heads":12,
                  "max_position_embeddings":2048,"layer_norm_eps":1e-5,"tie_word_embeddings":true})"},
    ClassDefaults{"gptj", "GPTJForCausalLM",
                  R"({"n_positions":2048,"n_embd":4096,"n_layer":28,"n_head":16,"rotary_dim":64,
                  "layer_norm_epsilon":1e-5,"rope_theta":10000.0,"tie_word_embeddings":false})"},
    ClassDefaults{"granitemoeshared", "GraniteMoeSharedForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":2048,"rms_norm_eps":1e-6,"rope_theta":10000.0,"embedding_multiplier":1.0,
                  "logits_scaling":1.0,"residual_multiplier":1.0,"attention_multiplier":1.0,"num_local_experts":8,
                  "num_experts_per_tok":2,"shared_intermediate_size":0,"tie_word_embeddings":false})"},
    ClassDefaults{"afmoe", "AfmoeForCausalLM",
                  R"({"hidden_size":2048,"intermediate_size":6144,"moe_intermediate_size":1408,
                  "num_hidden_layers":32,"num_dense_layers":1,"num_attention_heads":16,"head_dim":128,
                  "max_position_embeddings":16384,"rms_norm_eps":1e-5,"rope_theta":10000.0,"num_experts":64,
                  "num_experts_per_tok":6,"num_shared_experts":2,"route_scale":1.0,"sliding_window":1024,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"phimoe", "PhimoeForCausalLM PhiMoEForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":6400,"num_hidden_layers":32,"num_attention_heads":32,
                  "num_key_value_heads":8,"max_position_embeddings":131072,"rms_norm_eps":1e-5,
                  "rope_theta":1000000.0,"num_local_experts":16,"num_experts_per_tok":2,
                  "router_jitter_noise":0.01,"tie_word_embeddings":false})"},
    ClassDefaults{"llama4_text", "Llama4ForCausalLM Llama4ForConditionalGeneration",
                  R"({"hidden_size":5120,"intermediate_size":8192,"intermediate_size_mlp":16384,
                  "num_hidden_layers":48,"num_attention_heads":40,"num_key_value_heads":8,"head_dim":128,
                  "max_position_embeddings":131072,"rms_norm_eps":1e-5,"rope_theta":500000.0,
                  "num_local_experts":16,"num_experts_per_tok":1,"interleave_moe_layer_step":1,"use_qk_norm":true,
                  "attention_chunk_size":8192,"attn_temperature_tuning":true,"tie_word_embeddings":false})"},
    ClassDefaults{"jamba", "JambaForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":14336,"num_hidden_layers":32,"num_attention_heads":32,
                  "num_key_value_heads":8,"max_position_embeddings":262144,"rms_norm_eps":1e-6,"num_experts":16,
                  "num_experts_per_tok":2,"expert_layer_period":2,"expert_layer_offset":1,"attn_layer_period":8,
                  "attn_layer_offset":4,"mamba_d_state":16,"mamba_d_conv":4,"mamba_expand":2,
                  "tie_word_embeddings":false})"},
    ClassDefaults{"bamba", "BambaForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":14336,"num_hidden_layers":32,"num_attention_heads":32,
                  "num_key_value_heads":8,"max_position_embeddings":262144,"rms_norm_eps":1e-5,"rope_theta":10000.0,
                  "partial_rotary_factor":0.5,"mamba_n_heads":128,"mamba_n_groups":1,"mamba_d_state":256,
                  "mamba_d_conv":4,"mamba_expand":2,"tie_word_embeddings":false})"},
    ClassDefaults{"granitemoehybrid", "GraniteMoeHybridForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,"num_attention_heads":32,
                  "max_position_embeddings":2048,"rms_norm_eps":1e-6,"rope_theta":10000.0,"embedding_multiplier":1.0,
                  "logits_scaling":1.0,"residual_multiplier":1.0,"attention_multiplier":1.0,"num_local_experts":8,
                  "num_experts_per_tok":2,"shared_intermediate_size":1024,"mamba_n_heads":128,"mamba_n_groups":1,
                  "mamba_d_state":256,"mamba_d_conv":4,"mamba_expand":2,"tie_word_embeddings":false})"},
    ClassDefaults{"nemotron_h", "NemotronHForCausalLM",
                  R"({"hidden_size":4096,"intermediate_size":21504,"num_attention_heads":32,"num_key_value_heads":8,
                  "layers_block_type":["linear_attention","moe","full_attention","mlp"],
                  "head_dim":128,"max_position_embeddings":4096,"layer_norm_epsilon":1e-5,"ssm_state_size":128,
                  "mamba_num_heads":128,"mamba_head_dim":64,"n_groups":8,"conv_kernel":4,"n_routed_experts":8,
                  "n_shared_experts":1,"moe_intermediate_size":7688,"moe_shared_expert_intermediate_size":7688,
                  "num_experts_per_tok":2,"routed_scaling_factor":1.0,"n_group":1,"topk_group":1,
                  "norm_topk_prob":true,"tie_word_embeddings":false})"},
    ClassDefaults{"qwen3_next", "Qwen3NextForCausalLM",
                  R"({"hidden_size":2048,"intermediate_size":5632,"num_hidden_layers":48,"num_attention_heads":16,
                  "num_key_value_heads":2,"head_dim":256,"max_position_embeddings":32768,"rms_norm_eps":1e-6,
                  "rope_theta":10000.0,"partial_rotary_factor":0.25,"linear_conv_kernel_dim":4,
                  "linear_key_head_dim":128,"linear_value_head_dim":128,"linear_num_key_heads":16,
                  "linear_num_value_heads":32,"moe_intermediate_size":512,"shared_expert_intermediate_size":512,
                  "num_experts_per_tok":10,"num_experts":512,"norm_topk_prob":true,"tie_word_embeddings":false})"},
    ClassDefaults{"qwen3_5_moe_text", "Qwen3_5MoeForCausalLM Qwen3_5MoeForConditionalGeneration",
                  R"({"hidden_size":2048,"num_hidden_layers":40,"num_attention_heads":16,"num_key_value_heads":2,
                  "head_dim":256,"max_position_embeddings":32768,"rms_norm_eps":1e-6,"rope_theta":10000.0,
                  "partial_rotary_factor":0.25,"linear_conv_kernel_dim":4,"linear_key_head_dim":128,
                  "linear_value_head_dim":128,"linear_num_key_heads":16,"linear_num_value_heads":32,
                  "moe_intermediate_size":512,"shared_expert_intermediate_size":512,"num_experts_per_tok":8,
                  "num_experts":256,"tie_word_embeddings":false})"},
    ClassDefaults{"qwen3_5_text", "Qwen3_5ForCausalLM Qwen3_5ForConditionalGeneration",
                  R"({"hidden_size":4096,"intermediate_size":12288,"num_hidden_layers":32,"num_attention_heads":16,
                  "num_key_value_heads":4,"head_dim":256,"max_position_embeddings":32768,"rms_norm_eps":1e-6,
                  "rope_theta":10000.0,"partial_rotary_factor":0.25,"linear_conv_kernel_dim":4,
                  "linear_key_head_dim":128,"linear_value_head_dim":128,"linear_num_key_heads":16,
                  "linear_num_value_heads":32,"tie_word_embeddings":false})"},
    ClassDefaults{"mamba", "MambaForCausalLM",
                  R"({"hidden_size":768,"num_hidden_layers":32,"layer_norm_epsilon":1e-5,"expand":2,"conv_kernel":4,
                  "state_size":16,"tie_word_embeddings":true})"},
    ClassDefaults{"mamba2", "Mamba2ForCausalLM",
                  R"({"hidden_size":4096,"num_hidden_layers":64,"layer_norm_epsilon":1e-5,"expand":2,"conv_kernel":4,
                  "state_size":128,"num_heads":128,"n_groups":8,"tie_word_embeddings":false})"},
};

/// Names of one value: a description that has it under another name does not lack it.
constexpr std::array<std::string_view, 3> kOtherNames{
    "partial_rotary_factor|rotary_pct|rope_pct", "rope_scaling|rope_parameters", "tie_word_embeddings|tie_embedding"};

bool saysUnder(const Json& config, std::string_view names)
{
    for (const auto& [name, value] : config.items())
        if (lists(names, name, '|'))
            return true;
    return false;
}

bool says(const Json& config, const std::string& name)
{
    const auto holds = [&](std::string_view names) { return lists(names, name, '|') && saysUnder(config, names); };
    return config.contains(name) || std::ranges::any_of(kOtherNames, holds)
        || std::ranges::any_of(commonKeys(), holds, &KeyRule::stored);
}

} // namespace

std::span<const ClassDefaults> classDefaults()
{
    static const std::vector<ClassDefaults> kAll = [] {
        std::vector<ClassDefaults> all(kDefaults.begin(), kDefaults.end());
        all.insert(all.end(), laterDefaults().begin(), laterDefaults().end());
        return all;
    }();
    return kAll;
}

const ClassDefaults* classOf(const Json& whole)
{
    const Json& text = textConfig(whole);
    const auto type = text.find("model_type");
    const auto classes = whole.find("architectures");
    for (const ClassDefaults& row : classDefaults())
        if (type != text.end() && type->is_string() && lists(row.modelTypes, type->get<std::string>()))
            return &row;
    for (const ClassDefaults& row : classDefaults())
        for (const Json& name : classes != whole.end() && classes->is_array() ? *classes : Json::array())
            if (name.is_string() && lists(row.classes, name.get<std::string>()))
                return &row;
    return nullptr;
}

Json defaultsOf(const Json& whole)
{
    const ClassDefaults* row = classOf(whole);
    return row ? Json::parse(row->values) : Json::object();
}

Json completedConfig(const Json& whole)
{
    const Json& text = textConfig(whole);
    Json completed = text.is_object() ? text : Json::object();
    const Json defaults = defaultsOf(whole);
    for (const auto& [name, value] : defaults.items())
        if (!says(text, name))
            completed[name] = value;
    return completed;
}

} // namespace headroom::model::hf
