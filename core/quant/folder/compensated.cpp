// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/compensated.h"

#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/quant/folder/coder.h"
#include "core/tensor/integers.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

constexpr std::uint64_t kRowsAtOnce = 16; ///< rows that share each tile of the factor

/// One row: scales are those of rounding to nearest on the weights it is given.
class CodedGrid final : public RowGrid {
public:
    CodedGrid(const FolderScheme& scheme, const Matrix& matrix, std::uint64_t row, Coded& out)
        : RowGrid({1U << scheme.bits, {}}, out.width, out.shape.inputs)
        , m_scheme(scheme)
        , m_matrix(matrix)
        , m_row(row)
        , m_out(out)
    {
    }
    void fit(std::size_t first, std::span<const float> weights) override
    {
        const tensor::IntegerCode code{m_scheme.bits, m_scheme.symmetric};
        for (std::size_t begin = 0; begin < weights.size(); begin += group()) {
            const std::size_t count = std::min(group(), weights.size() - begin), at = first + begin;
            const auto importance = m_matrix.importance.empty() ? std::span<const float>()
                                                                : std::span(m_matrix.importance).subspan(at, count);
            const auto found = tensor::searchScale(weights.subspan(begin, count), importance, code,
                                                   storedScale(m_scheme, m_out.shape));
            const std::uint64_t block = m_row * m_out.across() + at / group();
            m_out.scales[block] = found.scale;
            m_out.zeros[block] = found.zero;
            std::ranges::fill(low().subspan(at, count), -float(found.zero) * found.scale);
            std::ranges::fill(step().subspan(at, count), found.scale);
        }
    }
    void store(std::span<const std::uint8_t> levels) override
    {
        std::ranges::copy(levels, m_out.codes.begin() + std::ptrdiff_t(m_row * m_out.shape.inputs));
    }

private:
    const FolderScheme& m_scheme;
    const Matrix& m_matrix;
    std::uint64_t m_row;
    Coded& m_out;
};

} // namespace

Result<std::unique_ptr<Compensation>> Compensation::open(const MethodOptions& options)
{
    auto calibration = CalibrationFile::open(options.calibration);
    if (!calibration)
        return tl::unexpected(std::move(calibration.error()));
    return std::unique_ptr<Compensation>(new Compensation(options, std::move(*calibration)));
}

Remark Compensation::obstacle(const std::string& ours, std::uint64_t item, std::uint64_t inputs) const
{
    if (ours.empty() || m_calibration.hessianRoot(ours).empty())
        return remark("type.no_hessian");
    if (item >= m_calibration.slices(ours) || !m_calibration.means(ours, item, inputs))
        return remark("type.other_shape");
    return {};
}

Result<Coded> Compensation::code(const FolderScheme& scheme, const Matrix& matrix, const std::string& ours,
                                 std::uint64_t item, ThreadPool& pool, const BetweenSlabs& between, Remark& note)
{
    const auto rounder = m_rounders.of(m_calibration.hessianRoot(ours), item, matrix.rows.columns());
    if (!rounder)
        return tl::unexpected(rounder.error());
    for (const Remark& fallback : (*rounder)->fallbacks())
        append(note, fallback);
    Coded coded = emptyCoded(scheme, matrix);
    const std::uint64_t columns = coded.shape.inputs;
    HEADROOM_TRY(
        visitSlabs(matrix, kRowsAtOnce, pool, between, [&](std::uint64_t first, std::uint64_t count, auto weights) {
            std::vector<EncodedSums> costs((count + kRowsAtOnce - 1) / kRowsAtOnce);
            pool.forRanges(costs.size(), 1, [&](std::size_t chunk, std::size_t) {
                const std::uint64_t begin = chunk * kRowsAtOnce, rows = std::min(kRowsAtOnce, count - begin);
                std::vector<CodedGrid> grids;
                std::vector<RowGrid*> pointers;
                grids.reserve(rows);
                for (std::uint64_t r = 0; r < rows; ++r)
                    pointers.push_back(&grids.emplace_back(scheme, matrix, first + begin + r, coded));
                const auto own = weights.subspan(begin * columns, rows * columns);
                (*rounder)->round(own, pointers);
                for (std::uint64_t r = 0; r < rows; ++r)
                    costs[chunk].add(rowCost(scheme, coded, first + begin + r, own.subspan(r * columns, columns)));
            });
            for (const EncodedSums& cost : costs)
                coded.sums.add(cost);
            return Status();
        }));
    HEADROOM_TRY(checkScales(coded, matrix, scheme));
    return coded;
}

void roundCoded(const FolderScheme& scheme, const Matrix& matrix, const RowRounder& rounder,
                std::span<const float> weights)
{
    Coded coded = emptyCoded(scheme, matrix);
    std::vector<CodedGrid> grids;
    std::vector<RowGrid*> pointers;
    grids.reserve(coded.shape.outputs);
    for (std::uint64_t row = 0; row < coded.shape.outputs; ++row)
        pointers.push_back(&grids.emplace_back(scheme, matrix, row, coded));
    static_cast<void>(rounder.round(weights, pointers));
}

Json Compensation::toJson() const
{
    Json json = m_options.row().parameters(m_options);
    json["calibration_sha256"] = m_calibration.sha256();
    return json;
}

} // namespace headroom::quant
