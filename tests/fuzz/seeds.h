// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the smallest complete models, one per tokenizer: what mutations start from.
#pragma once

#include "tests/core/model/ggufbytes.h"

namespace headroom::test {

class SeedModel {
public:
    explicit SeedModel(bool byteLevel) : m_byteLevel(byteLevel) { }

    std::vector<std::byte> bytes() const
    {
        GgufBytes file;
        file.header(kTensors, m_byteLevel ? 14 : 15).key("general.architecture", "llama").key("general.name", "phi-3");
        shapeKeys(file);
        tokenizerKeys(file);
        tensors(file);
        return file.bytes();
    }

private:
    static constexpr std::uint32_t kWidth = 8, kInner = 16, kWords = 12;
    static constexpr std::uint64_t kTensors = 11;

    static void shapeKeys(GgufBytes& file)
    {
        file.key("llama.block_count", 1U).key("llama.context_length", 32U).key("llama.embedding_length", kWidth);
        file.key("llama.feed_forward_length", kInner).key("llama.attention.head_count", 2U);
        file.text("llama.attention.head_count_kv").number(9U).number(4U).count(1).number(1U);
        file.text("llama.rope.freq_base").number(6U).number(10000.0F);
    }

    void tokenizerKeys(GgufBytes& file) const
    {
        file.key("tokenizer.ggml.model", m_byteLevel ? "gpt2" : "llama");
        const std::vector<std::string_view> words = m_byteLevel
            ? std::vector<std::string_view>{"<s>", "</s>", "a", "b", "c", "d", "e", "n", "\xc4\xa0", "en", "end", "t"}
            : std::vector<std::string_view>{"<unk>", "<s>", "</s>", "<0x0A>", "\xe2\x96\x81", "t", "a",
                                            "c",     "at",  "e",    "d",      "cat"};
        strings(file, "tokenizer.ggml.tokens", words);
        file.text("tokenizer.ggml.token_type").number(9U).number(5U).count(kWords);
        for (std::uint32_t i = 0; i < kWords; ++i)
            file.number(i < 2 ? 3 : i == 3 && !m_byteLevel ? 6 : 1);
        if (m_byteLevel) {
            strings(file, "tokenizer.ggml.merges", {"e n", "en d"});
            file.key("tokenizer.ggml.pre", "llama-bpe");
            return;
        }
        file.text("tokenizer.ggml.scores").number(9U).number(6U).count(kWords);
        for (std::uint32_t i = 0; i < kWords; ++i)
            file.number(-static_cast<float>(i));
        file.key("tokenizer.ggml.bos_token_id", 1U);
        file.text("tokenizer.ggml.add_bos_token").number(7U).number(std::uint8_t{1});
    }

    static void strings(GgufBytes& file, std::string_view key, const std::vector<std::string_view>& items)
    {
        file.text(key).number(9U).number(8U).count(items.size());
        for (const std::string_view item : items)
            file.text(item);
    }

    static void tensors(GgufBytes& file)
    {
        std::uint64_t offset = 0;
        const auto add = [&](std::string_view name, const std::vector<std::uint64_t>& shape) {
            file.tensor(name, shape, 0, offset);
            std::uint64_t bytes = 4;
            for (const std::uint64_t size : shape)
                bytes *= size;
            offset += (bytes + 31) / 32 * 32;
        };
        add("token_embd.weight", {kWidth, kWords});
        add("output_norm.weight", {kWidth});
        add("blk.0.attn_norm.weight", {kWidth});
        add("blk.0.attn_q.weight", {kWidth, kWidth});
        add("blk.0.attn_k.weight", {kWidth, kWidth / 2});
        add("blk.0.attn_v.weight", {kWidth, kWidth / 2});
        add("blk.0.attn_output.weight", {kWidth, kWidth});
        add("blk.0.ffn_norm.weight", {kWidth});
        add("blk.0.ffn_gate.weight", {kWidth, kInner});
        add("blk.0.ffn_down.weight", {kInner, kWidth});
        add("blk.0.ffn_up.weight", {kWidth, kInner});
        file.data(offset);
    }

    bool m_byteLevel;
};

} // namespace headroom::test
