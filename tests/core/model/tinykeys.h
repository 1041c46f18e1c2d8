// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: keys of tiny models of several families, and a file that holds what a test says beside them.
#pragma once

#include "core/model/architecture.h"
#include "core/model/description.h"

#include <QTemporaryDir>

#include <map>
#include <string>
#include <vector>

namespace headroom::test {

/// Keys of a tiny llama; a test changes one of them.
inline model::Metadata tinyKeys()
{
    model::Metadata keys;
    keys.set("general.architecture", {std::string("llama")});
    for (const auto& [name, value] : std::map<std::string, std::uint32_t>{{"block_count", 2},
                                                                          {"embedding_length", 64},
                                                                          {"feed_forward_length", 96},
                                                                          {"context_length", 512},
                                                                          {"vocab_size", 40},
                                                                          {"attention.head_count", 4},
                                                                          {"attention.head_count_kv", 2}})
        keys.set("llama." + name, {value});
    keys.set("llama.attention.layer_norm_rms_epsilon", {1e-5F});
    return keys;
}

/// The same for another family, with what it has beside them; two layers, 40 rows.
inline model::Metadata keysOf(const std::string& family)
{
    using Keys = std::map<std::string, std::uint32_t>;
    static const std::map<std::string, Keys> own{
        {"qwen3moe", {{"expert_count", 4}, {"expert_used_count", 2}, {"expert_feed_forward_length", 32}}},
        {"deepseek2",
         {{"attention.head_count_kv", 1},
          {"attention.key_length", 40},
          {"attention.value_length", 32},
          {"attention.key_length_mla", 24},
          {"attention.value_length_mla", 16},
          {"attention.kv_lora_rank", 32},
          {"rope.dimension_count", 8}}},
        {"mamba2",
         {{"attention.head_count", 0},
          {"attention.head_count_kv", 0},
          {"feed_forward_length", 0},
          {"ssm.conv_kernel", 4},
          {"ssm.inner_size", 128},
          {"ssm.state_size", 16},
          {"ssm.group_count", 2},
          {"ssm.time_step_rank", 8}}},
        {"qwen35",
         {{"ssm.conv_kernel", 4},
          {"ssm.inner_size", 128},
          {"ssm.state_size", 16},
          {"ssm.group_count", 2},
          {"ssm.time_step_rank", 8},
          {"full_attention_interval", 2}}},
    };
    model::Metadata keys;
    keys.set("general.architecture", {family});
    const model::Metadata tiny = tinyKeys();
    for (const auto& [key, value] : tiny.entries())
        if (key.starts_with("llama."))
            keys.set(family + key.substr(5), value);
    if (const auto found = own.find(family); found != own.end())
        for (const auto& [name, value] : found->second)
            keys.set(family + "." + name, {value});
    for (const std::string_view name : model::architectureOf(family).needs())
        if (name.ends_with("epsilon"))
            keys.set(family + "." + std::string(name), {1e-5F});
    return keys;
}

class ModelFile {
public:
    Result<model::Description> describe(const model::Metadata& keys, const std::vector<model::TensorSpec>& specs)
    {
        std::vector<model::TensorSource> tensors;
        for (const model::TensorSpec& spec : specs)
            tensors.push_back({spec.name, spec.type, spec.shape, [&spec]() -> Result<std::vector<std::byte>> {
                                   return std::vector<std::byte>(spec.bytes());
                               }});
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "tiny.gguf";
        JobControl control;
        HEADROOM_TRY(model::writeGguf(path, keys, tensors, control));
        const auto file = model::ModelFile::open(path);
        if (!file)
            return tl::unexpected(file.error());
        return model::describe(**file);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace headroom::test
