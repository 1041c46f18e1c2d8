// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Which tensor is what to the residual stream, and readers that give each in the new basis.
#include "core/model/ggufcursor.h"
#include "core/quant/round/rotation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>

namespace headroom::quant {

namespace {

using model::ModelFile;
using model::TensorInfo;

/// Families whose blocks read the stream through an RMSNorm in front, write it without one behind, and nothing else.
constexpr std::array<std::string_view, 12> kRotatedFamilies{"llama",   "mistral3", "qwen2",     "qwen2moe",
                                                            "qwen3",   "qwen3moe", "internlm2", "granite",
                                                            "minicpm", "smollm3",  "gemma",     "phi3"};

enum class StreamPart {
    Untouched, ///< no side of it lies in the stream
    Gain, ///< of a norm; becomes one
    Rows, ///< each row is a vector of the stream: the embeddings
    Reader, ///< likewise, and the gain of the norm before it goes into it
    Writer, ///< each column is
    Bias, ///< of a writer: one vector
};
struct FoldRule {
    std::string_view name; ///< without "blk.N."
    StreamPart part;
    std::string_view gain = {}; ///< of readers
};
constexpr std::array kStreamRules{
    FoldRule{"token_embd.weight", StreamPart::Rows},
    FoldRule{"output_norm.weight", StreamPart::Gain},
    FoldRule{"output.weight", StreamPart::Reader, "output_norm.weight"},
    FoldRule{"rope_freqs.weight", StreamPart::Untouched},
    FoldRule{"rope_factors_long.weight", StreamPart::Untouched},
    FoldRule{"rope_factors_short.weight", StreamPart::Untouched},
    FoldRule{"attn_norm.weight", StreamPart::Gain},
    FoldRule{"attn_q.weight", StreamPart::Reader, "attn_norm.weight"},
    FoldRule{"attn_k.weight", StreamPart::Reader, "attn_norm.weight"},
    FoldRule{"attn_v.weight", StreamPart::Reader, "attn_norm.weight"},
    FoldRule{"attn_qkv.weight", StreamPart::Reader, "attn_norm.weight"},
    FoldRule{"attn_q.bias", StreamPart::Untouched},
    FoldRule{"attn_k.bias", StreamPart::Untouched},
    FoldRule{"attn_v.bias", StreamPart::Untouched},
    FoldRule{"attn_qkv.bias", StreamPart::Untouched},
    FoldRule{"attn_q_norm.weight", StreamPart::Untouched},
    FoldRule{"attn_k_norm.weight", StreamPart::Untouched},
    FoldRule{"attn_rot_embd.weight", StreamPart::Untouched},
    FoldRule{"attn_output.weight", StreamPart::Writer},
    FoldRule{"attn_output.bias", StreamPart::Bias},
    FoldRule{"ffn_norm.weight", StreamPart::Gain},
    FoldRule{"ffn_gate.weight", StreamPart::Reader, "ffn_norm.weight"},
    FoldRule{"ffn_up.weight", StreamPart::Reader, "ffn_norm.weight"},
    FoldRule{"ffn_gate_inp.weight", StreamPart::Reader, "ffn_norm.weight"},
    FoldRule{"ffn_gate_exps.weight", StreamPart::Reader, "ffn_norm.weight"},
    FoldRule{"ffn_up_exps.weight", StreamPart::Reader, "ffn_norm.weight"},
    FoldRule{"ffn_gate_inp_shexp.weight", StreamPart::Reader, "ffn_norm.weight"},
    FoldRule{"ffn_gate_shexp.weight", StreamPart::Reader, "ffn_norm.weight"},
    FoldRule{"ffn_up_shexp.weight", StreamPart::Reader, "ffn_norm.weight"},
    FoldRule{"ffn_gate.bias", StreamPart::Untouched},
    FoldRule{"ffn_up.bias", StreamPart::Untouched},
    FoldRule{"ffn_down.weight", StreamPart::Writer},
    FoldRule{"ffn_down.bias", StreamPart::Bias},
    FoldRule{"ffn_down_exps.weight", StreamPart::Writer},
    FoldRule{"ffn_down_shexp.weight", StreamPart::Writer},
};

/// "blk.3." of "blk.3.attn_q.weight"; empty for tensors outside of layers.
std::string_view prefixOf(std::string_view name)
{
    return name.starts_with("blk.") ? name.substr(0, name.find('.', 4) + 1) : std::string_view();
}

void decodeRows(const ModelFile& file, const TensorInfo& info, std::uint64_t first, std::uint64_t count,
                std::span<float> out)
{
    std::vector<std::byte> packed(info.rowBytes() * count);
    file.rows(info, first, count, packed);
    tensor::format(info.type).decode(packed, out);
}

void copyFloats(std::span<const float> values, std::span<std::byte> out)
{
    std::memcpy(out.data(), values.data(), values.size_bytes());
}

/// Rows of the stream, one by one.
model::ReadRows rowReader(std::shared_ptr<const ModelFile> file, const TensorInfo& info, std::vector<float> gain)
{
    return [file = std::move(file), &info, gain = std::move(gain)](std::uint64_t first, std::uint64_t count,
                                                                   std::span<std::byte> out) {
        const std::size_t columns = info.columns();
        std::vector<float> row(columns);
        for (std::uint64_t i = 0; i < count; ++i) {
            decodeRows(*file, info, first + i, 1, row);
            for (std::size_t c = 0; c < gain.size(); ++c)
                row[c] *= gain[c];
            rotate(row, columns);
            copyFloats(row, out.subspan(i * columns * sizeof(float)));
        }
    };
}

/// All columns of a matrix at once: the one that was last asked for stays until another is.
class Columns {
public:
    explicit Columns(std::shared_ptr<const ModelFile> file) : m_file(std::move(file)) { }

    /// Rows of `info`, whose matrices have `height` rows each.
    void read(const TensorInfo& info, std::uint64_t height, std::uint64_t first, std::uint64_t count,
              std::span<std::byte> out)
    {
        const std::uint64_t columns = info.columns();
        while (count > 0) {
            const std::uint64_t within = first % height, some = std::min(count, height - within);
            const auto matrix = matrixAt(info, height, first / height);
            copyFloats(std::span(*matrix).subspan(within * columns, some * columns), out);
            out = out.subspan(some * columns * sizeof(float));
            first += some;
            count -= some;
        }
    }

private:
    std::shared_ptr<const std::vector<float>> matrixAt(const TensorInfo& info, std::uint64_t height,
                                                       std::uint64_t slice)
    {
        const std::lock_guard lock(m_mutex);
        if (m_tensor == &info && m_slice == slice)
            return m_matrix;
        m_matrix.reset();
        auto matrix = std::make_shared<std::vector<float>>(height * info.columns());
        for (std::uint64_t row = 0; row < height; ++row)
            decodeRows(*m_file, info, slice * height + row, 1,
                       std::span(*matrix).subspan(row * info.columns(), info.columns()));
        rotate(*matrix, height, info.columns());
        m_tensor = &info;
        m_slice = slice;
        m_matrix = std::move(matrix);
        return m_matrix;
    }

    std::shared_ptr<const ModelFile> m_file;
    std::mutex m_mutex;
    const TensorInfo* m_tensor = nullptr;
    std::uint64_t m_slice = 0;
    std::shared_ptr<const std::vector<float>> m_matrix;
};

class Rotation {
public:
    explicit Rotation(std::shared_ptr<const ModelFile> file)
        : m_file(std::move(file)), m_columns(std::make_shared<Columns>(m_file))
    {
    }

    Result<std::shared_ptr<const ModelFile>> run()
    {
        HEADROOM_TRY(checkFamily());
        m_parts.path = m_file->path();
        m_parts.format = m_file->format();
        m_parts.files = m_file->files();
        m_parts.metadata = m_file->metadata();
        for (const TensorInfo& info : m_file->tensors())
            HEADROOM_TRY(add(info));
        if (!m_file->find("output.weight")) // the gain of the last norm goes into one of the two only
            HEADROOM_TRY(addReader(*m_file->find("token_embd.weight"), "output.weight", "output_norm.weight"));
        return ModelFile::assemble(std::move(m_parts));
    }

private:
    tl::unexpected<Error> refuse(const std::string& tensor, std::string why) const
    {
        return fail(ErrorCode::Unsupported,
                    fmt::format("{}, tensor \"{}\"", m_file->path().string(), model::printable(tensor)),
                    std::move(why) + "; quantize it without --rotate");
    }

    Status checkFamily()
    {
        const std::string architecture(m_file->metadata().text("general.architecture").value_or(""));
        if (std::ranges::find(kRotatedFamilies, architecture) == kRotatedFamilies.end())
            return fail(ErrorCode::Unsupported, m_file->path().string() + ", architecture",
                        fmt::format("\"{}\" is not known to read its residual stream through RMSNorm alone, which a "
                                    "rotation needs; quantize it without --rotate",
                                    model::printable(architecture)));
        for (const char* name : {"token_embd.weight", "output_norm.weight"})
            if (!m_file->find(name))
                return refuse(name, "is missing");
        m_width = m_file->find("token_embd.weight")->columns();
        return {};
    }

    Status add(const TensorInfo& info)
    {
        const std::string_view prefix = prefixOf(info.name);
        const auto rule
            = std::ranges::find(kStreamRules, std::string_view(info.name).substr(prefix.size()), &FoldRule::name);
        if (rule == kStreamRules.end())
            return refuse(info.name, "has no known part in the residual stream, so that it cannot be rotated");
        if (rule->part == StreamPart::Reader)
            return addReader(info, info.name, std::string(prefix) + std::string(rule->gain));
        if (rule->part == StreamPart::Untouched) {
            m_parts.tensors.push_back({info.name, info.type, info.shape, 0, info.bytes, 0});
            m_parts.readers.push_back(
                [file = m_file, &info](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
                    file->rows(info, first, count, out);
                });
            return {};
        }
        HEADROOM_TRY(checkShape(info, rule->part));
        keep(info.name, info, readerOf(info, rule->part));
        return {};
    }

    model::ReadRows readerOf(const TensorInfo& info, StreamPart part)
    {
        if (part == StreamPart::Gain)
            return [](std::uint64_t, std::uint64_t, std::span<std::byte> out) {
                copyFloats(std::vector<float>(out.size() / sizeof(float), 1.0F), out);
            };
        if (part == StreamPart::Writer)
            return [columns = m_columns, height = m_width, &info](std::uint64_t first, std::uint64_t count,
                                                                  std::span<std::byte> out) {
                columns->read(info, height, first, count, out);
            };
        return rowReader(m_file, info, {});
    }

    Status checkShape(const TensorInfo& info, StreamPart part) const
    {
        const std::uint64_t side
            = part == StreamPart::Writer ? (info.shape.size() > 1 ? info.shape[1] : 0) : info.columns();
        if (side != m_width)
            return refuse(info.name, fmt::format("has {} where the residual stream is {} wide", side, m_width));
        if (!tensor::format(info.type).decode)
            return refuse(info.name, "cannot be read as numbers");
        return {};
    }

    Status addReader(const TensorInfo& info, const std::string& name, const std::string& gainName)
    {
        HEADROOM_TRY(checkShape(info, StreamPart::Reader));
        const TensorInfo* gain = m_file->find(gainName);
        if (!gain)
            return refuse(gainName, fmt::format("is missing: {} reads through it", info.name));
        HEADROOM_TRY(checkShape(*gain, StreamPart::Gain));
        std::vector<float> values(m_width);
        decodeRows(*m_file, *gain, 0, 1, values);
        keep(name, info, rowReader(m_file, info, std::move(values)));
        return {};
    }

    void keep(const std::string& name, const TensorInfo& info, model::ReadRows reader)
    {
        m_parts.tensors.push_back({name, tensor::Type::F32, info.shape, 0, info.elements() * sizeof(float), 0});
        m_parts.readers.push_back(std::move(reader));
    }

    std::shared_ptr<const ModelFile> m_file;
    std::shared_ptr<Columns> m_columns;
    std::uint64_t m_width = 0;
    model::ModelParts m_parts;
};

} // namespace

Result<std::shared_ptr<const ModelFile>> rotated(std::shared_ptr<const ModelFile> file)
{
    return Rotation(std::move(file)).run();
}

} // namespace headroom::quant
