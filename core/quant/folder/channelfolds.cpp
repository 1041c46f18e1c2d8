// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/channelfolds.h"

#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/model/ggufcursor.h"
#include "core/quant/folder/coder.h"
#include "core/quant/round/channels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::quant {

namespace {

namespace hf = model::hf;

Matrix matrixOf(const FolderSource& source, std::size_t tensor)
{
    const hf::Outgoing& outgoing = source.tensors[tensor];
    return {fmt::format("{}, tensor \"{}\"", source.file->path().string(), model::printable(outgoing.name)),
            outgoing.rows,
            {}};
}

/// One row alone, as the scheme would store it: what rows share (blocks of several rows, a divisor) is its own here.
RoundRow rounderOf(const FolderScheme& scheme, const Matrix& matrix)
{
    return [&scheme, type = matrix.rows.type](std::span<float> row, std::span<const float> importance) {
        Matrix alone;
        alone.rows.type = type;
        alone.rows.shape = {row.size(), 1};
        alone.importance.assign(importance.begin(), importance.end());
        Coded coded = emptyCoded(scheme, alone);
        const Coder& coder = coderOf(scheme.code);
        const Band band{0, row};
        if (coder.survey) {
            coder.survey(scheme, alone, band, coded);
            coder.settle(scheme, alone, coded);
        }
        coder.code(scheme, alone, band, coded);
        decodeRow(scheme, coded, 0, row);
    };
}

/// `count` rows, evenly spread over the matrix.
Result<std::vector<float>> sampleRows(const Matrix& matrix, std::uint64_t count)
{
    const std::uint64_t columns = matrix.rows.columns(), rows = matrix.rows.count();
    std::vector<std::byte> packed(matrix.rows.rowBytes());
    std::vector<float> out(count * columns);
    for (std::uint64_t i = 0; i < count; ++i) {
        matrix.rows.get(i * rows / count, 1, packed);
        tensor::format(matrix.rows.type).decode(packed, std::span(out).subspan(i * columns, columns));
    }
    if (!std::ranges::all_of(out, [](float weight) { return std::isfinite(weight); }))
        return fail(ErrorCode::Corrupt, matrix.place, "holds weights that are no finite numbers");
    return out;
}

Status addLargest(const Matrix& matrix, ThreadPool& pool, JobControl& control, std::vector<float>& largest)
{
    return visitSlabs(
        matrix, 1, pool, [&] { return control.checkpoint(); },
        [&](std::uint64_t, std::uint64_t, std::span<const float> weights) {
            for (std::size_t i = 0; i < weights.size(); ++i)
                largest[i % largest.size()] = std::max(largest[i % largest.size()], std::fabs(weights[i]));
            return Status();
        });
}

/// What the gains of a norm can be divided by so that the quotient exists in the type that stores it; 1 where there is
/// no gain or none would be left.
std::vector<float> storable(const hf::Rows& gains, double offset, std::vector<float> scale)
{
    const std::vector<float> before = hf::toFloats(gains);
    std::vector<float> divided(before.size());
    for (std::size_t c = 0; c < before.size(); ++c)
        divided[c] = float((double(before[c]) + offset) / double(scale[c]) - offset);
    const std::vector<float> after = hf::toFloats(hf::asType(hf::floats(divided, gains.shape), gains.type));
    for (std::size_t c = 0; c < before.size(); ++c) {
        const auto quotient = float((double(before[c]) + offset) / (double(after[c]) + offset));
        scale[c] = std::isfinite(quotient) && quotient > 0 ? quotient : 1.0F;
    }
    return scale;
}

} // namespace

bool ChannelFolds::scalesColumnsOf(std::size_t tensor) const
{
    return std::ranges::any_of(
        m_folds, [&](const Fold& fold) { return std::ranges::find(fold.consumers, tensor) != fold.consumers.end(); });
}

Status ChannelFolds::search(const FolderSource& source, const FolderScheme& scheme, ThreadPool& pool,
                            JobControl& control)
{
    m_scalings.clear();
    Progress progress{"scales", {}, 0, m_folds.size(), 0, 0};
    for (const Fold& fold : m_folds) {
        progress.item = said(source.tensors[fold.consumers.front()].name);
        control.report(progress);
        HEADROOM_TRY(control.checkpoint());
        const auto scales = scalesOf(fold, source, scheme, pool, control);
        if (!scales)
            return tl::unexpected(scales.error());
        apply(fold, source, *scales);
        ++progress.done;
    }
    return {};
}

Result<ChannelScales> ChannelFolds::scalesOf(const Fold& fold, const FolderSource& source, const FolderScheme& scheme,
                                             ThreadPool& pool, JobControl& control) const
{
    const bool smooth = m_options.row().scales == MethodRow::Scales::Computed;
    const std::size_t columns = source.tensors[fold.rounded.front()].rows.columns();
    const SampleSize sample = sampleSize(columns, fold.rounded.size());
    const auto channels = channelsOf(m_calibration, fold.input, columns, !smooth && sample.withHessian);
    if (!channels)
        return tl::unexpected(channels.error());
    std::vector<Consumer> consumers;
    std::vector<float> largest(columns, 0.0F);
    for (const std::size_t tensor : fold.rounded) {
        const Matrix matrix = matrixOf(source, tensor);
        auto rows = sampleRows(matrix, std::min<std::uint64_t>(matrix.rows.count(), sample.rows));
        if (!rows)
            return tl::unexpected(std::move(rows.error()));
        consumers.push_back({std::move(*rows), tensor::Type::F32, rounderOf(scheme, matrix)});
        if (smooth)
            HEADROOM_TRY(addLargest(matrix, pool, control, largest));
    }
    return smooth ? smoothScales(consumers, largest, *channels, m_options.alpha, pool)
                  : searchScales(consumers, *channels, pool);
}

void ChannelFolds::apply(const Fold& fold, const FolderSource& source, const ChannelScales& scales)
{
    const auto change = [this](std::size_t tensor) -> Change& {
        auto& entry = m_scalings[tensor];
        return entry ? *entry : *(entry = std::make_shared<Change>());
    };
    std::vector<float> scale = scales.scale;
    const Place& first = fold.producers.front();
    const hf::Rows& gains = source.tensors[first.tensor].rows;
    if (gains.shape.size() == 1)
        scale = storable(gains, first.offset, std::move(scale));
    const auto [least, most] = std::ranges::minmax(scale);
    for (const std::size_t tensor : fold.consumers) {
        change(tensor).columns = scale;
        const double gain = decibels(scales.error, scales.before);
        m_notes[tensor] = scales.duo ? remark("round.channels_between_by_size", least, most, scales.exponent, gain)
                                     : remark("round.channels_between", least, most, scales.exponent, gain);
    }
    for (const Place& place : fold.producers) {
        Change& producer = change(place.tensor);
        producer.offset = place.offset;
        if (source.tensors[place.tensor].rows.shape.size() > 1) {
            producer.rows = scale;
            continue;
        }
        producer.columns = scale;
        for (float& s : producer.columns)
            s = 1 / s;
    }
}

hf::Rows ChannelFolds::scaled(std::size_t tensor, const hf::Rows& rows, tensor::Type as) const
{
    const auto found = m_scalings.find(tensor);
    if (found == m_scalings.end())
        return rows;
    hf::Rows out;
    out.type = tensor::Type::F32;
    out.shape = rows.shape;
    out.read = [source = rows, change = found->second](std::uint64_t first, std::uint64_t count,
                                                       std::span<std::byte> bytes) {
        const std::size_t columns = source.columns();
        std::vector<std::byte> packed(source.rowBytes());
        std::vector<float> row(columns);
        for (std::uint64_t r = first; r < first + count; ++r) {
            source.get(r, 1, packed);
            tensor::format(source.type).decode(packed, row);
            for (std::size_t c = 0; c < columns; ++c) {
                double weight = double(row[c]) + change->offset;
                weight *= change->columns.empty() ? 1 : double(change->columns[c]);
                weight /= change->rows.empty() ? 1 : double(change->rows[r]);
                row[c] = float(weight - change->offset);
            }
            const auto computed = std::as_bytes(std::span(row));
            std::ranges::copy(computed, bytes.begin() + std::ptrdiff_t((r - first) * computed.size()));
        }
    };
    return hf::asType(std::move(out), as);
}

void ChannelFolds::scaleImportance(std::size_t tensor, std::vector<float>& importance) const
{
    const auto found = m_scalings.find(tensor);
    if (found == m_scalings.end() || found->second->columns.empty())
        return;
    for (std::size_t c = 0; c < importance.size(); ++c)
        importance[c] /= found->second->columns[c] * found->second->columns[c];
}

Result<std::shared_ptr<const GroupErrors>> ChannelFolds::groupErrors(std::size_t tensor, const std::string& ours,
                                                                     std::size_t columns, std::size_t width) const
{
    std::shared_ptr<const GroupErrors> none;
    if (!m_options.clips() || columns % width != 0 || m_calibration.slices(ours) != 1
        || m_calibration.hessianRoot(ours).empty())
        return none;
    const auto channels = channelsOf(m_calibration, ours, columns, true);
    if (!channels)
        return tl::unexpected(channels.error());
    const auto found = m_scalings.find(tensor);
    const std::span<const float> scale
        = found == m_scalings.end() ? std::span<const float>() : std::span<const float>(found->second->columns);
    return std::make_shared<const GroupErrors>(channels->squares, channels->hessian, scale, width);
}

Remark ChannelFolds::note(std::size_t tensor) const
{
    const auto found = m_notes.find(tensor);
    return found == m_notes.end() ? Remark() : found->second;
}

Json ChannelFolds::toJson() const
{
    Json json = m_options.row().parameters(m_options);
    json["calibration_sha256"] = m_calibration.sha256();
    return json;
}

} // namespace headroom::quant
