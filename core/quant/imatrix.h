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

} // namespace headroom::quant
