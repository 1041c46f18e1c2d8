// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/typeerror.h"

#include "core/quant/round/encodetensor.h"

#include <algorithm>

namespace headroom::quant {

namespace {

constexpr std::uint64_t kSample = std::uint64_t{1} << 20U; ///< weights
constexpr std::uint64_t kRuns = 16; ///< of rows side by side

struct Noise {
    double error = 0;
    double signal = 0;
};

class Sampler {
public:
    Sampler(const model::ModelFile& file, const model::TensorInfo& info, const TensorEncoder& encoder, tensor::Type to)
        : m_file(file)
        , m_info(info)
        , m_encoder(encoder)
        , m_to(tensor::format(to))
        , m_original(info.columns())
        , m_decoded(info.columns())
    {
    }

    Status add(std::uint64_t first, std::uint64_t count, ThreadPool& pool)
    {
        const auto rows = m_encoder.encode(first, count, pool);
        if (!rows)
            return tl::unexpected(rows.error());
        const std::uint64_t sourceRow = m_info.rowBytes();
        std::vector<std::byte> source(count * sourceRow);
        m_file.rows(m_info, first, count, source);
        for (std::uint64_t row = 0; row < count; ++row) {
            tensor::format(m_info.type).decode(std::span(source).subspan(row * sourceRow, sourceRow), m_original);
            const std::uint64_t bytes = m_encoder.targetRowBytes();
            m_to.decode(std::span(rows->bytes).subspan(row * bytes, bytes), m_decoded);
            addRow(first + row);
        }
        return {};
    }
    double ratio() const { return m_noise.signal > 0 ? m_noise.error / m_noise.signal : 0; }

private:
    void addRow(std::uint64_t row)
    {
        const std::span<const float> importance = m_encoder.importance();
        const std::uint64_t rowsEach = m_info.shape.size() > 1 ? m_info.shape[1] : 1;
        const std::uint64_t offset = importance.empty() ? 0 : row / rowsEach * m_info.columns() % importance.size();
        for (std::size_t c = 0; c < m_original.size(); ++c) {
            const double weight = importance.empty() ? 1 : importance[offset + c];
            const double difference = double(m_original[c]) - double(m_decoded[c]);
            m_noise.error += weight * difference * difference;
            m_noise.signal += weight * double(m_original[c]) * double(m_original[c]);
        }
    }

    const model::ModelFile& m_file;
    const model::TensorInfo& m_info;
    const TensorEncoder& m_encoder;
    const tensor::Format& m_to;
    std::vector<float> m_original, m_decoded;
    Noise m_noise;
};

} // namespace

Result<double> typeError(const model::ModelFile& file, const model::TensorInfo& info, tensor::Type to,
                         std::span<const float> importance, ThreadPool& pool)
{
    if (info.type == to || info.elements() == 0)
        return 0.0;
    const auto encoder = TensorEncoder::create(file, info, to, {importance.begin(), importance.end()});
    if (!encoder)
        return tl::unexpected(encoder.error());
    Sampler sampler(file, info, *encoder, to);
    const bool all = info.elements() <= kSample;
    const std::uint64_t runs = all ? 1 : std::min(kRuns, info.rows());
    const std::uint64_t each
        = all ? info.rows() : std::clamp<std::uint64_t>(kSample / info.columns() / runs, 1, info.rows() / runs);
    for (std::uint64_t run = 0; run < runs; ++run)
        HEADROOM_TRY(sampler.add(info.rows() / runs * run, each, pool));
    return sampler.ratio();
}

} // namespace headroom::quant
