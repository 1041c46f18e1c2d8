// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: where a tensor stands in the picture of a model: its layer and its class, read from the names llama.cpp gives.
// Pure values; the heat map and the table share them.
#pragma once

#include "core/base/remark.h"
#include "core/quant/run/quantize.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::app {

struct TensorPlace {
    std::optional<std::uint32_t> layer; ///< none for the embedding table, the head and the last norm
    std::string kind; ///< "ffn_down", "token_embd"
};
TensorPlace placeOf(std::string_view tensorName);

struct TensorError { ///< what quantizing did to one tensor
    double rmse = 0;
    double decibel = 0; ///< 10 log10(Σ(w - ŵ)² / Σw²); -infinity when exact
    double maximum = 0;
};

struct TensorRow {
    std::string name;
    TensorPlace place;
    tensor::Type from = tensor::Type::F16;
    tensor::Type to = tensor::Type::F16;
    std::vector<std::uint64_t> shape;
    std::uint64_t sourceBytes = 0;
    std::uint64_t bytes = 0;
    Remark reason;
    bool fallback = false;
    std::optional<TensorError> error; ///< none before it is measured
    std::string scheme = {}; ///< of a folder, which stores it: "W4A16"; then `to` is what it was
    std::uint64_t measured = 0; ///< weights that the error is of; fewer than there are while parts are missing

    std::uint64_t elements() const;
    double bitsPerWeight() const { return elements() ? 8.0 * double(bytes) / double(elements()) : 0.0; }
};

/// The user has set its type.
bool isOverride(const TensorRow& row);
/// The rows of a plan, nothing measured yet.
std::vector<TensorRow> rowsOf(const quant::QuantizePlan& plan);
/// What a run wrote of a tensor, for a file or a folder: an event of a running job, or an entry of a stored result.
Result<TensorRow> rowFromJson(const Json& json);
/// The tensors of a stored result, in its order.
Result<std::vector<TensorRow>> rowsFromResult(const Json& result);

/// Layer × class. Classes that are vectors in every layer (norms) are left out: they are never quantized.
struct TensorGrid {
    std::vector<std::string> kinds; ///< from top to bottom: attention, then feed-forward, then the rest
    std::uint32_t layers = 0;
    std::vector<std::optional<std::size_t>> cells; ///< kinds × layers → index of a row
    std::vector<std::size_t> apart; ///< matrices outside of any layer

    std::optional<std::size_t> at(std::size_t kind, std::size_t layer) const { return cells[kind * layers + layer]; }
    /// The cell of a row; nothing for tensors outside of the grid.
    struct Cell {
        std::size_t kind = 0, layer = 0;
    };
    std::optional<Cell> cellOf(std::size_t row) const;
};
TensorGrid gridOf(const std::vector<TensorRow>& rows);

} // namespace headroom::app
