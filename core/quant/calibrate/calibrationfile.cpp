// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/calibrationfile.h"

#include "core/base/json.h"
#include "core/quant/calibrate/imatrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace headroom::quant {

namespace {

constexpr const char* kReport = "headroom.calibration";

model::TensorSource source(std::string name, std::vector<std::uint64_t> shape, std::vector<float> values)
{
    return {std::move(name), tensor::Type::F32, std::move(shape), [values = std::move(values)] {
                const auto bytes = std::as_bytes(std::span(values));
                return Result<std::vector<std::byte>>(std::vector<std::byte>(bytes.begin(), bytes.end()));
            }};
}

template <class Values> std::vector<float> toFloats(const Values& values)
{
    std::vector<float> out(values.size());
    std::ranges::transform(values, out.begin(), [](auto value) { return static_cast<float>(value); });
    return out;
}

void addSources(const InputStatistics& one, std::vector<model::TensorSource>& sources)
{
    const std::vector<std::uint64_t> shape{one.columns(), one.slices()};
    sources.push_back(source(one.tensor() + ".in_sum2", shape, toFloats(one.squares())));
    sources.push_back(source(one.tensor() + ".counts", {1, one.slices()}, toFloats(one.rows())));
    sources.push_back(source(one.tensor() + ".in_abs", shape, toFloats(one.magnitudes())));
    sources.push_back(source(one.tensor() + ".in_min", shape, toFloats(one.smallest())));
    sources.push_back(source(one.tensor() + ".in_max", shape, toFloats(one.largest())));
}

model::Metadata calibrationMetadata(const Samples& samples, const CalibrationResult& result,
                                    const std::map<std::string, std::string>& roots)
{
    model::Metadata metadata;
    model::Array datasets{8, {}};
    for (const auto& name : samples.names) // readers ask for them
        datasets.items.push_back({result.retained == Retention::Nothing ? std::string("withheld") : name});
    metadata.set("general.type", {std::string("imatrix")});
    metadata.set("imatrix.datasets", {std::move(datasets)});
    metadata.set("imatrix.chunk_count", {static_cast<std::uint32_t>(samples.count())});
    metadata.set("imatrix.chunk_size", {samples.context});
    const Json report{{"version", HEADROOM_VERSION},
                      {"text_sha256", result.textSha256},
                      {"retained", retentionName(result.retained)},
                      {"redaction", toJson(result.redactions)},
                      {"context", result.context},
                      {"coverage", toJson(result.coverage)},
                      {"warnings", result.coverage.warnings},
                      {"remarks", toJson(result.coverage.warnings)},
                      {"hessian_of", roots}};
    metadata.set(kReport, {report.dump(-1, ' ', false, Json::error_handler_t::replace)});
    return metadata;
}

} // namespace

Status writeCalibration(const Output& output, const Samples& samples, const CalibrationResult& result,
                        const std::map<std::string, std::string>& roots, const HessianBytes& hessian,
                        JobControl& control)
{
    std::vector<model::TensorSource> sources;
    for (const auto& one : result.matrices)
        addSources(one, sources);
    for (const auto& one : result.matrices) {
        const auto root = roots.find(one.tensor());
        if (root == roots.end() || root->second != one.tensor())
            continue;
        sources.push_back({one.tensor() + ".in_hessian",
                           tensor::Type::F32,
                           {one.columns(), one.columns(), one.slices()},
                           [&hessian, name = one.tensor()] { return hessian(name); }});
    }
    return model::writeGguf(output, calibrationMetadata(samples, result, roots), sources, control);
}

Result<CalibrationFile> CalibrationFile::open(const std::filesystem::path& path)
{
    CalibrationFile out;
    auto file = model::ModelFile::open(path);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    out.m_file = std::move(*file);
    if (out.m_file->metadata().text("general.type") != "imatrix")
        return fail(ErrorCode::Corrupt, path.string() + ", general.type", "is not \"imatrix\"");
    Json report;
    if (const auto text = out.m_file->metadata().text(kReport)) {
        auto parsed = parseJson(*text, path.string() + ", " + kReport);
        if (!parsed)
            return tl::unexpected(std::move(parsed.error()));
        report = std::move(*parsed);
    }
    out.m_report = std::make_shared<const Json>(std::move(report));
    JobControl nothing;
    auto hash = out.m_file->sha256(nothing);
    if (!hash)
        return tl::unexpected(std::move(hash.error()));
    out.m_sha256 = std::move(*hash);
    return out;
}

bool CalibrationFile::has(const std::string& tensor) const
{
    return slices(tensor) > 0;
}

std::size_t CalibrationFile::slices(const std::string& tensor) const
{
    const auto* info = m_file->find(tensor + ".in_sum2");
    return info && m_file->find(tensor + ".counts") ? info->rows() : 0;
}

Result<std::vector<float>> CalibrationFile::slice(const std::string& name, std::size_t slice, std::size_t columns,
                                                  std::size_t rows) const
{
    const std::size_t perSlice = columns * rows;
    const std::string where = fmt::format("{}, tensor \"{}\"", m_file->path().string(), name);
    const auto* info = m_file->find(name);
    if (!info)
        return fail(ErrorCode::NotFound, where, "is not there");
    if (info->type != tensor::Type::F32)
        return fail(ErrorCode::Corrupt, where, "is not F32");
    if (info->columns() != columns || perSlice == 0 || slice >= info->elements() / perSlice)
        return fail(ErrorCode::InvalidArgument, where,
                    fmt::format("has {} columns and {} values where {} and {} for each of {} matrices are needed",
                                info->columns(), info->elements(), columns, perSlice, slice + 1));
    std::vector<float> values(perSlice);
    std::memcpy(values.data(), m_file->data(*info).data() + slice * perSlice * sizeof(float), perSlice * sizeof(float));
    const auto bad = std::ranges::find_if(values, [](float value) { return !std::isfinite(value); });
    if (bad != values.end())
        return fail(ErrorCode::Corrupt, fmt::format("{}, value {}", where, bad - values.begin()),
                    "is no finite number");
    return values;
}

Result<ChannelMeans> CalibrationFile::means(const std::string& tensor, std::size_t index, std::size_t columns) const
{
    const auto count = slice(tensor + ".counts", index, 1);
    auto squares = slice(tensor + ".in_sum2", index, columns);
    if (!count || !squares)
        return tl::unexpected(!count ? count.error() : squares.error());
    ChannelMeans means;
    means.rows = count->front() > 0 ? static_cast<std::uint64_t>(count->front()) : 0;
    const float rows = std::max(1.0F, count->front());
    for (float& value : *squares) {
        if (value < 0)
            return fail(ErrorCode::Corrupt, fmt::format("{}, tensor \"{}.in_sum2\"", m_file->path().string(), tensor),
                        "holds a negative sum of squares");
        value /= rows;
    }
    if (means.rows == 0 || !replaceUnusable(*squares))
        std::ranges::fill(*squares, 1.0F); // an expert that saw nothing: all channels alike
    means.squares = std::move(*squares);
    if (auto magnitudes = slice(tensor + ".in_abs", index, columns)) {
        for (float& value : *magnitudes)
            value /= rows;
        means.magnitudes = std::move(*magnitudes);
    }
    const auto smallest = slice(tensor + ".in_min", index, columns);
    const auto largest = slice(tensor + ".in_max", index, columns);
    for (std::size_t i = 0; smallest && largest && i < columns; ++i)
        means.largest.push_back(std::max(std::fabs((*smallest)[i]), std::fabs((*largest)[i])));
    return means;
}

std::string CalibrationFile::hessianRoot(const std::string& tensor) const
{
    const auto roots = m_report->is_object() ? m_report->find("hessian_of") : m_report->end();
    if (roots == m_report->end() || !roots->is_object() || !roots->contains(tensor) || !roots->at(tensor).is_string())
        return {};
    const auto root = roots->at(tensor).get<std::string>();
    return m_file->find(root + ".in_hessian") ? root : std::string();
}

Result<std::vector<float>> CalibrationFile::hessian(const std::string& root, std::size_t index,
                                                    std::size_t columns) const
{
    auto values = slice(root + ".in_hessian", index, columns, columns);
    if (const auto* info = m_file->find(root + ".in_hessian"))
        m_file->release(*info);
    return values;
}

} // namespace headroom::quant
