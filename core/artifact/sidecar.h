// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the manifest beside an artifact, "<artifact>.manifest.json": everything that made it, to read without opening a
// model file. All of it but the figures of the run also stands in the artifact itself ("headroom.*").
#pragma once

#include "core/base/json.h"
#include "core/quant/run/quantize.h"

namespace headroom::artifact {

/// Of several files, beside the first, whichever is named.
std::filesystem::path sidecarPath(const std::filesystem::path& artifact);

/// {"format", "artifact": {name, sha256, bytes, files}, "tool": {name, version, compiler_flags}, "source": {name,
/// sha256, bytes}, "method", "method_parameters", "preset", "preset_rules", "wishes", "imatrix": {file, sha256},
/// "seeds", "tensors": [{name, from, type, reason, shape, bytes, rmse, relative_error_db, max_error, fallback}],
/// "metrics", "warnings"}. What does not apply is null.
Json sidecar(const model::Metadata& artifact, const quant::QuantizeOutcome& outcome);

/// Where it is written: an earlier artifact's manifest may be replaced, anything else only where that is allowed.
/// inputs: all that is read for the artifact. Errors: as outputAt().
Result<Output> sidecarAt(const std::filesystem::path& artifact, bool replace,
                         std::span<const std::filesystem::path> inputs);
/// Whole or not at all.
Status writeSidecar(const Output& output, const model::Metadata& artifact, const quant::QuantizeOutcome& outcome);
/// Of an artifact that is gone; what is no manifest stays.
void removeSidecar(const std::filesystem::path& artifact);

} // namespace headroom::artifact
