// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/tensorgrid.h"

#include "core/base/json.h"
#include "core/quant/folder/scheme.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace headroom::app {

namespace {

constexpr std::array<std::string_view, 7> kOrder{"attn_q",   "attn_k", "attn_v",  "attn_output",
                                                 "ffn_gate", "ffn_up", "ffn_down"};

std::size_t rankOf(std::string_view kind)
{
    return std::size_t(std::find(kOrder.begin(), kOrder.end(), kind) - kOrder.begin());
}

std::string_view withoutSuffix(std::string_view name)
{
    constexpr std::string_view suffix = ".weight";
    if (name.ends_with(suffix))
        name.remove_suffix(suffix.size());
    return name;
}

bool isMatrix(const TensorRow& row)
{
    return row.shape.size() >= 2 && row.shape[1] > 1;
}

/// Kinds that are a matrix in some layer, in the order of the picture.
std::vector<std::string> kindsOf(const std::vector<TensorRow>& rows)
{
    std::vector<std::string> kinds;
    for (const TensorRow& row : rows)
        if (row.place.layer && isMatrix(row) && std::find(kinds.begin(), kinds.end(), row.place.kind) == kinds.end())
            kinds.push_back(row.place.kind);
    std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return rankOf(a) < rankOf(b); });
    return kinds;
}

/// An absent or null number: exact tensors have no finite decibel.
double numberOr(const Json& json, const char* key, double fallback)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? found->get<double>() : fallback;
}

std::string cellText(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

TensorPlace placeOf(std::string_view tensorName)
{
    constexpr std::string_view prefix = "blk.";
    if (!tensorName.starts_with(prefix))
        return {std::nullopt, std::string(withoutSuffix(tensorName))};
    const std::string_view rest = tensorName.substr(prefix.size());
    std::uint32_t layer = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), layer);
    const auto digits = std::size_t(end - rest.data());
    if (error != std::errc() || digits == rest.size() || rest[digits] != '.')
        return {std::nullopt, std::string(withoutSuffix(tensorName))};
    return {layer, std::string(withoutSuffix(rest.substr(digits + 1)))};
}

std::uint64_t TensorRow::elements() const
{
    std::uint64_t product = shape.empty() ? 0 : 1;
    for (const std::uint64_t extent : shape)
        product *= extent;
    return product;
}

bool isOverride(const TensorRow& row)
{
    return row.reason.code().starts_with("type.override"); // and "type.override_of_one"
}

std::vector<TensorRow> rowsOf(const quant::QuantizePlan& plan)
{
    std::vector<TensorRow> rows;
    const std::size_t count = std::min(plan.assignments.size(), plan.model.tensors.size());
    rows.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const quant::Assignment& assignment = plan.assignments[i];
        const model::TensorSpec& spec = plan.model.tensors[i];
        rows.push_back({assignment.tensor, placeOf(assignment.tensor), assignment.from, assignment.to, spec.shape,
                        spec.bytes(), assignment.bytes, assignment.reason, assignment.fallback, std::nullopt});
    }
    return rows;
}

Result<TensorRow> rowFromJson(const Json& json)
{
    TensorRow row;
    if (json.is_object())
        row.name = cellText(json, "name");
    if (row.name.empty())
        return fail(ErrorCode::Corrupt, "tensor result, name", "is missing");
    const tensor::Format* from = tensor::findFormat(cellText(json, "from"));
    const quant::FolderScheme* scheme = quant::findFolderScheme(cellText(json, "type"));
    const tensor::Format* to = scheme ? from : tensor::findFormat(cellText(json, "type"));
    row.scheme = scheme ? std::string(scheme->name) : std::string();
    if (!from || !to)
        return fail(ErrorCode::Corrupt, "tensor result, " + row.name, "names an unknown type");
    row.place = placeOf(row.name);
    row.from = from->type;
    row.to = to->type;
    if (const auto shape = json.find("shape"); shape != json.end() && shape->is_array())
        for (const Json& extent : *shape)
            row.shape.push_back(extent.is_number_unsigned() ? extent.get<std::uint64_t>() : 0);
    row.bytes = std::uint64_t(std::max(0.0, numberOr(json, "bytes", 0)));
    if (!row.shape.empty() && row.shape.front() > 0)
        row.sourceBytes = tensor::packedBytes(row.from, row.shape.front(), row.elements()).value_or(0);
    row.reason = remarkFromJson(json.value("remark", Json()), cellText(json, "reason"));
    if (const auto fallback = json.find("fallback"); fallback != json.end() && fallback->is_boolean())
        row.fallback = fallback->get<bool>();
    constexpr double exact = -std::numeric_limits<double>::infinity();
    row.error = TensorError{numberOr(json, "rmse", 0), numberOr(json, "relative_error_db", exact),
                            numberOr(json, "max_error", 0)};
    row.measured = row.elements();
    return row;
}

Result<std::vector<TensorRow>> rowsFromResult(const Json& result)
{
    const auto tensors = result.is_object() ? result.find("tensors") : result.end();
    if (tensors == result.end() || !tensors->is_array())
        return fail(ErrorCode::Corrupt, "stored result, tensors", "is missing");
    std::vector<TensorRow> rows;
    rows.reserve(tensors->size());
    for (const Json& entry : *tensors) {
        auto row = rowFromJson(entry);
        if (!row)
            return tl::unexpected(std::move(row.error()));
        rows.push_back(std::move(*row));
    }
    return rows;
}

std::optional<TensorGrid::Cell> TensorGrid::cellOf(std::size_t row) const
{
    const auto found = std::find(cells.begin(), cells.end(), std::optional<std::size_t>(row));
    if (found == cells.end() || layers == 0)
        return std::nullopt;
    const auto index = std::size_t(found - cells.begin());
    return Cell{index / layers, index % layers};
}

TensorGrid gridOf(const std::vector<TensorRow>& rows)
{
    TensorGrid grid;
    grid.kinds = kindsOf(rows);
    for (const TensorRow& row : rows)
        if (row.place.layer)
            grid.layers = std::max(grid.layers, *row.place.layer + 1);
    // A hostile name ("blk.4000000000.x") must not become a picture of four billion columns.
    if (grid.layers > rows.size())
        grid.layers = std::uint32_t(rows.size());
    grid.cells.resize(grid.kinds.size() * grid.layers);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const TensorPlace& place = rows[i].place;
        if (!place.layer && isMatrix(rows[i]))
            grid.apart.push_back(i);
        const auto kind = std::find(grid.kinds.begin(), grid.kinds.end(), place.kind);
        if (place.layer && *place.layer < grid.layers && kind != grid.kinds.end())
            grid.cells[std::size_t(kind - grid.kinds.begin()) * grid.layers + *place.layer] = i;
    }
    return grid;
}

} // namespace headroom::app
