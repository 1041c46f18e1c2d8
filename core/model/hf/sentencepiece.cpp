// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Wire format: each field is a varint (number << 3 | kind) and then, by kind, 0 a varint, 1 eight bytes, 2 a length and
// bytes, 5 four bytes. ModelProto: 1 pieces {1 text, 2 score, 3 type}, 2 trainer {3 model type, 40 unk, 41 bos, 42 eos,
// 43 pad}, 3 normalizer {2 character map, 3 adds a dummy prefix, 4 removes extra spaces}.
#include "core/model/hf/sentencepiece.h"

#include "core/base/lookslike.h"

#include <fmt/format.h>

#include <cstring>

namespace headroom::model::hf {

namespace {

constexpr std::size_t kMaxPieces = 1U << 23U;

struct Field {
    std::uint32_t number = 0;
    std::uint64_t value = 0; ///< varint, or the four or eight bytes
    std::span<const std::byte> bytes; ///< of kind 2
    std::string_view text() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    float real() const
    {
        const auto bits = static_cast<std::uint32_t>(value);
        float out = 0;
        std::memcpy(&out, &bits, sizeof out);
        return out;
    }
};

/// Walks over the fields of one message; stops for good at the first damage.
class Message {
public:
    explicit Message(std::span<const std::byte> bytes) : m_bytes(bytes) { }
    bool damaged() const { return m_damaged; }
    std::size_t offset() const { return m_at; }

    std::optional<Field> next()
    {
        if (m_damaged || m_at >= m_bytes.size())
            return std::nullopt;
        Field field;
        const std::uint64_t tag = varint();
        field.number = static_cast<std::uint32_t>(tag >> 3U);
        switch (tag & 7U) {
        case 0:
            field.value = varint();
            break;
        case 1:
            field.value = fixed(8);
            break;
        case 2:
            field.bytes = take(varint());
            break;
        case 5:
            field.value = fixed(4);
            break;
        default:
            m_damaged = true;
        }
        return m_damaged ? std::nullopt : std::optional(field);
    }

private:
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = take(1);
            if (byte.empty())
                return 0;
            const auto bits = std::to_integer<std::uint64_t>(byte[0]);
            value |= (bits & 127U) << shift;
            if (bits < 128)
                return value;
        }
        m_damaged = true;
        return 0;
    }
    std::uint64_t fixed(std::size_t size)
    {
        const auto bytes = take(size);
        std::uint64_t value = 0;
        if (!bytes.empty())
            std::memcpy(&value, bytes.data(), size);
        return value;
    }
    std::span<const std::byte> take(std::uint64_t size)
    {
        if (size > m_bytes.size() - m_at) {
            m_damaged = true;
            return {};
        }
        m_at += size;
        return m_bytes.subspan(m_at - size, size);
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
    bool m_damaged = false;
};

struct Model {
    Array tokens{8, {}}, scores{6, {}}, types{5, {}};
    std::uint64_t kind = 1; ///< 1 unigram, 2 BPE
    std::int64_t unknown = 0, bos = 1, eos = 2, pad = -1;
    bool dummyPrefix = true, removesSpaces = true;
    Array charsMap{0, {}};
};

bool readPiece(const Field& field, Model& model)
{
    Message message(field.bytes);
    std::string text;
    float score = 0;
    std::int32_t type = 1;
    while (const auto part = message.next()) {
        if (part->number == 1)
            text = part->text();
        else if (part->number == 2)
            score = part->real();
        else if (part->number == 3)
            type = static_cast<std::int32_t>(part->value);
    }
    model.tokens.items.push_back({std::move(text)});
    model.scores.items.push_back({score});
    model.types.items.push_back({type});
    return !message.damaged() && model.tokens.items.size() <= kMaxPieces;
}

bool readTrainer(const Field& field, Model& model)
{
    Message message(field.bytes);
    while (const auto part = message.next()) {
        const auto id = static_cast<std::int64_t>(static_cast<std::int32_t>(part->value));
        if (part->number == 3)
            model.kind = part->value;
        else if (part->number == 40)
            model.unknown = id;
        else if (part->number == 41)
            model.bos = id;
        else if (part->number == 42)
            model.eos = id;
        else if (part->number == 43)
            model.pad = id;
    }
    return !message.damaged();
}

bool readNormalizer(const Field& field, Model& model)
{
    Message message(field.bytes);
    while (const auto part = message.next()) {
        if (part->number == 3)
            model.dummyPrefix = part->value != 0;
        else if (part->number == 4)
            model.removesSpaces = part->value != 0;
        else if (part->number == 2)
            for (const std::byte byte : part->bytes)
                model.charsMap.items.push_back({std::to_integer<std::uint8_t>(byte)});
    }
    return !message.damaged();
}

void setKeys(Model&& model, Metadata& metadata)
{
    const auto count = static_cast<std::int64_t>(model.tokens.items.size());
    const bool unigram = model.kind == 1 && !model.charsMap.items.empty();
    metadata.set("tokenizer.ggml.model", {std::string(unigram ? "t5" : "llama")});
    metadata.set("tokenizer.ggml.pre", {std::string("default")});
    metadata.set("tokenizer.ggml.tokens", {std::move(model.tokens)});
    metadata.set("tokenizer.ggml.scores", {std::move(model.scores)});
    metadata.set("tokenizer.ggml.token_type", {std::move(model.types)});
    metadata.set("tokenizer.ggml.add_space_prefix", {model.dummyPrefix});
    if (unigram) {
        metadata.set("tokenizer.ggml.remove_extra_whitespaces", {model.removesSpaces});
        metadata.set("tokenizer.ggml.precompiled_charsmap", {std::move(model.charsMap)});
    }
    const std::pair<const char*, std::int64_t> ids[] = {{"tokenizer.ggml.unknown_token_id", model.unknown},
                                                        {"tokenizer.ggml.bos_token_id", model.bos},
                                                        {"tokenizer.ggml.eos_token_id", model.eos},
                                                        {"tokenizer.ggml.padding_token_id", model.pad}};
    for (const auto& [key, id] : ids)
        if (id >= 0 && id < count)
            metadata.set(key, {static_cast<std::uint32_t>(id)});
}

class Proto {
public:
    Proto& varint(std::uint32_t number, std::uint64_t value)
    {
        raw(number << 3U);
        raw(value);
        return *this;
    }
    Proto& bytes(std::uint32_t number, std::string_view content)
    {
        raw(number << 3U | 2U);
        raw(content.size());
        m_text += content;
        return *this;
    }
    Proto& real(std::uint32_t number, float value)
    {
        raw(number << 3U | 5U);
        m_text.append(reinterpret_cast<const char*>(&value), sizeof value);
        return *this;
    }
    const std::string& text() const { return m_text; }

private:
    void raw(std::uint64_t value)
    {
        for (; value >= 128; value >>= 7U)
            m_text += static_cast<char>(value | 128U);
        m_text += static_cast<char>(value);
    }
    std::string m_text;
};

} // namespace

Status addSentencePiece(std::span<const std::byte> proto, const std::string& where, Metadata& metadata)
{
    Message message(proto);
    Model model;
    bool good = true;
    while (const auto field = good ? message.next() : std::nullopt) {
        if (field->number == 1)
            good = readPiece(*field, model);
        else if (field->number == 2)
            good = readTrainer(*field, model);
        else if (field->number == 3)
            good = readNormalizer(*field, model);
    }
    if (model.tokens.items.empty())
        return fail(ErrorCode::Corrupt, where, "holds no pieces: " + insteadOf("a SentencePiece model", proto));
    if (!good || message.damaged())
        return fail(ErrorCode::Corrupt, fmt::format("{}, byte {}", where, message.offset()), "is damaged");
    setKeys(std::move(model), metadata);
    return {};
}

std::optional<std::vector<std::byte>> makeSentencePiece(const Metadata& metadata)
{
    const Array* tokens = metadata.array("tokenizer.ggml.tokens");
    const Array* scores = metadata.array("tokenizer.ggml.scores");
    const Array* types = metadata.array("tokenizer.ggml.token_type");
    if (metadata.text("tokenizer.ggml.model") != "llama" || !tokens || !scores || !types
        || scores->items.size() != tokens->items.size() || types->items.size() != tokens->items.size())
        return std::nullopt;
    Proto model;
    for (std::size_t i = 0; i < tokens->items.size(); ++i) {
        const auto* text = std::get_if<std::string>(&tokens->items[i].data);
        const auto* score = std::get_if<float>(&scores->items[i].data);
        const auto* type = std::get_if<std::int32_t>(&types->items[i].data);
        if (!text || !score || !type || *type < 0)
            return std::nullopt;
        Proto piece;
        piece.bytes(1, *text).real(2, *score);
        if (*type != 1)
            piece.varint(3, static_cast<std::uint64_t>(*type));
        model.bytes(1, piece.text());
    }
    Proto trainer, normalizer;
    trainer.varint(3, 2).varint(35, 1);
    const std::pair<std::uint32_t, const char*> ids[] = {{40, "tokenizer.ggml.unknown_token_id"},
                                                         {41, "tokenizer.ggml.bos_token_id"},
                                                         {42, "tokenizer.ggml.eos_token_id"},
                                                         {43, "tokenizer.ggml.padding_token_id"}};
    for (const auto& [number, key] : ids)
        trainer.varint(number, metadata.unsignedInteger(key).value_or(~std::uint64_t{0})); // −1: none
    normalizer.bytes(1, "identity").varint(3, metadata.boolean("tokenizer.ggml.add_space_prefix").value_or(true));
    normalizer.varint(4, 0);
    model.bytes(2, trainer.text()).bytes(3, normalizer.text());
    const auto bytes = std::as_bytes(std::span(model.text()));
    return std::vector<std::byte>(bytes.begin(), bytes.end());
}

} // namespace headroom::model::hf
