// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/weights.h"

#include "core/infer/kernels.h"
#include "core/infer/unpack.h"

#include <fmt/format.h>

namespace headroom::infer {

namespace {

std::string shapeText(const std::vector<std::uint64_t>& shape)
{
    std::string out;
    for (const std::uint64_t size : shape)
        out += (out.empty() ? "[" : ", ") + std::to_string(size);
    return out + "]";
}

/// Looks tensors up and remembers the first thing that is wrong.
class Resolver {
public:
    explicit Resolver(const model::GgufFile& file) : m_file(file) { }

    Matrix matrix(const std::string& name, std::uint64_t columns, std::uint64_t rows)
    {
        Matrix out;
        if (const auto* info = checked(name, {columns, rows})) {
            out.type = info->type;
            out.decode = fastestDecoder(tensor::format(info->type));
            out.data = m_file.data(*info);
            out.rows = rows;
            out.columns = columns;
            out.rowBytes = info->bytes / rows;
        }
        const std::string bias = name.substr(0, name.rfind('.')) + ".bias";
        if (m_file.find(bias))
            out.bias = vector(bias, rows, rows);
        return out;
    }

    std::vector<float> vector(const std::string& name, std::uint64_t count, std::size_t size)
    {
        const auto* info = checked(name, {count});
        if (!info)
            return {};
        std::vector<float> out(size, 0.0F);
        tensor::format(info->type).decode(m_file.data(*info), std::span(out).first(count));
        return out;
    }

    const Status& status() const { return m_status; }

private:
    const model::TensorInfo* checked(const std::string& name, const std::vector<std::uint64_t>& shape)
    {
        if (!m_status)
            return nullptr;
        const std::string where = m_file.path().string() + ", tensor " + name;
        const auto* info = m_file.find(name);
        if (!info) {
            m_status = fail(ErrorCode::Corrupt, where, "missing");
            return nullptr;
        }
        auto have = info->shape;
        while (have.size() > shape.size() && have.back() == 1)
            have.pop_back();
        if (have != shape) {
            m_status = fail(ErrorCode::Corrupt, where,
                            "shape " + shapeText(have) + " where " + shapeText(shape) + " is needed");
            return nullptr;
        }
        const auto* format = tensor::findFormat(static_cast<std::uint32_t>(info->type));
        if (!format || !format->decode) {
            m_status = fail(ErrorCode::Unsupported, where,
                            fmt::format("type {} cannot be computed with",
                                        format ? std::string(format->name)
                                               : std::to_string(static_cast<std::uint32_t>(info->type))));
            return nullptr;
        }
        if (tensor::packedBytes(info->type, shape.front(), info->elements()) != info->bytes) {
            m_status = fail(ErrorCode::Corrupt, where, "its bytes do not match its shape and type");
            return nullptr;
        }
        return info;
    }

    const model::GgufFile& m_file;
    Status m_status;
};

Layer resolveLayer(Resolver& resolver, const model::Shape& s, std::uint32_t index)
{
    const std::string prefix = fmt::format("blk.{}.", index);
    const std::uint64_t width = s.embedding;
    const std::uint64_t queryRows = std::uint64_t{s.heads} * s.keyLength;
    const std::uint64_t keyRows = std::uint64_t{s.kvHeads} * s.keyLength;
    Layer layer;
    layer.attentionNorm = resolver.vector(prefix + "attn_norm.weight", width, padded(width));
    layer.query = resolver.matrix(prefix + "attn_q.weight", width, queryRows);
    layer.key = resolver.matrix(prefix + "attn_k.weight", width, keyRows);
    layer.value = resolver.matrix(prefix + "attn_v.weight", width, std::uint64_t{s.kvHeads} * s.valueLength);
    layer.output = resolver.matrix(prefix + "attn_output.weight", std::uint64_t{s.heads} * s.valueLength, width);
    layer.feedForwardNorm = resolver.vector(prefix + "ffn_norm.weight", width, padded(width));
    layer.gate = resolver.matrix(prefix + "ffn_gate.weight", width, s.feedForward);
    layer.up = resolver.matrix(prefix + "ffn_up.weight", width, s.feedForward);
    layer.down = resolver.matrix(prefix + "ffn_down.weight", s.feedForward, width);
    return layer;
}

/// What the forward pass does not know must be refused: computing something else would be worse.
Status refuseUnknown(const model::GgufFile& file, const model::Shape& shape)
{
    const std::string path = file.path().string();
    if (shape.architecture != "llama")
        return fail(ErrorCode::Unsupported, path + ", general.architecture",
                    fmt::format("architecture {} cannot be evaluated, only llama", shape.architecture));
    if (shape.experts > 0 || file.find("blk.0.ffn_gate_inp.weight"))
        return fail(ErrorCode::Unsupported, path + ", llama.expert_count",
                    "mixture-of-experts layers cannot be evaluated");
    const auto scaling = file.metadata().text("llama.rope.scaling.type");
    if (scaling && *scaling != "none" && *scaling != "linear")
        return fail(ErrorCode::Unsupported, path + ", llama.rope.scaling.type",
                    fmt::format("rope scaling \"{}\" cannot be evaluated", *scaling));
    for (const auto& tensor : file.tensors())
        if (tensor.name.find("_norm.weight") != std::string::npos && tensor.name.starts_with("blk.")
            && !tensor.name.ends_with(".attn_norm.weight") && !tensor.name.ends_with(".ffn_norm.weight"))
            return fail(ErrorCode::Unsupported, path + ", tensor " + tensor.name, "this norm cannot be evaluated");
    return {};
}

Status checkShape(const model::GgufFile& file, const model::Shape& s)
{
    const auto bad = [&](std::string detail) {
        return fail(ErrorCode::Corrupt, file.path().string() + ", metadata", std::move(detail));
    };
    if (s.layers == 0 || s.embedding == 0 || s.feedForward == 0 || s.vocabulary == 0)
        return bad("layers, widths and vocabulary must not be zero");
    if (s.heads == 0 || s.kvHeads == 0 || s.heads % s.kvHeads != 0)
        return bad(fmt::format("{} heads cannot share {} key-value heads", s.heads, s.kvHeads));
    if (s.keyLength == 0 || s.valueLength == 0)
        return bad("head lengths must not be zero");
    if (s.ropeDimensions % 2 != 0 || s.ropeDimensions > s.keyLength)
        return bad(fmt::format("{} rotated dimensions in a head of {}", s.ropeDimensions, s.keyLength));
    return {};
}

} // namespace

Result<ModelWeights> loadWeights(std::shared_ptr<const model::GgufFile> file)
{
    auto description = model::describe(*file);
    if (!description)
        return tl::unexpected(std::move(description.error()));
    ModelWeights out;
    out.shape = description->shape;
    const model::Shape& s = out.shape;
    HEADROOM_TRY(refuseUnknown(*file, s));
    HEADROOM_TRY(checkShape(*file, s));

    Resolver resolver(*file);
    out.embedding = resolver.matrix("token_embd.weight", s.embedding, s.vocabulary);
    for (std::uint32_t i = 0; i < s.layers && resolver.status(); ++i)
        out.layers.push_back(resolveLayer(resolver, s, i));
    out.outputNorm = resolver.vector("output_norm.weight", s.embedding, padded(s.embedding));
    out.head
        = file->find("output.weight") ? resolver.matrix("output.weight", s.embedding, s.vocabulary) : out.embedding;
    if (file->find("rope_freqs.weight"))
        out.ropeFactors = resolver.vector("rope_freqs.weight", s.ropeDimensions / 2, s.ropeDimensions / 2);
    HEADROOM_TRY(resolver.status());
    out.file = std::move(file);
    return out;
}

} // namespace headroom::infer
