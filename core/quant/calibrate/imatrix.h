// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an importance matrix says how much each input column of a weight matrix matters: E[x²] over calibration tokens.
// Two forms: GGUF (general.type "imatrix"; "<weight>.in_sum2" F32 [columns, matrices] and "<weight>.counts" F32 [1,
// matrices], one matrix per expert) and the older .dat (i32 entries; each: i32 length, name, i32 calls, i32 values,
// f32 Σ per column; then i32 chunks, i32 length, data set). Both keep sums, so that matrices of two runs add up.
// Source: llama.cpp, tools/imatrix.
#pragma once

#include "core/base/control.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace headroom::quant {

struct ImatrixEntry {
    std::vector<float> sums; ///< [matrix][column]: Σ x²
    std::vector<float> counts; ///< per matrix: tokens (.dat: calls, one count for all); 0: nothing was seen

    std::size_t columns() const { return counts.empty() ? 0 : sums.size() / counts.size(); }
};

struct Imatrix {
    std::map<std::string, ImatrixEntry, std::less<>> entries; ///< by name of the weight tensor
    std::vector<std::string> datasets;
    std::uint32_t chunks = 0;
    std::uint32_t chunkTokens = 0; ///< 0: unknown (.dat)
    std::string name; ///< of the file
    std::string sha256; ///< of the file; empty when not read from one
    std::string where = {}; ///< its path, for errors; empty where it was not read from a file
};

/// Either form. Errors name file and entry: Corrupt for sizes that contradict each other, values that are no finite
/// number or negative, entries given twice.
Result<Imatrix> readImatrix(const std::filesystem::path& path);

/// In GGUF form; whole or not at all.
Status writeImatrix(const std::filesystem::path& path, const Imatrix& matrix, JobControl& control);

/// Adds another run's sums and counts. Errors: InvalidArgument where an entry has another size.
Status merge(Imatrix& into, const Imatrix& other);

/// E[x²] per column of every matrix; columns of a matrix that saw nothing all weigh 1.
std::vector<float> importanceOf(const ImatrixEntry& entry);

/// What of an entry can weigh weights. A column of zero, or of a number so small or so large that float32 sums of it
/// vanish or overflow, would erase the weights it stands for: it is no importance, and never given to an encoder.
struct Importance {
    std::vector<float> columns; ///< [matrix][column], none so faint beside the largest that products vanish; empty:
                                ///< nothing of the entry can be used
    std::size_t matrices = 0;
    std::size_t unknownMatrices = 0; ///< without one usable column, most often experts that saw nothing: all weigh 1
    std::size_t replacedColumns = 0; ///< of the other matrices: they weigh as the least, or the most, of their matrix
};
/// matrices: of the tensor, where the entry's form (.dat) has one count for all of them; 0: as many as there are
/// counts.
Importance usableImportance(const ImatrixEntry& entry, std::size_t matrices = 0);
/// The same of one matrix: replaces in place what cannot be used. Nothing: no column can.
std::optional<std::size_t> replaceUnusable(std::span<float> columns);

} // namespace headroom::quant
