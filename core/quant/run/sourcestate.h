// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a run that is taken up again must know that its source is still the one it began with: by what the file system
// says of it, which ModelFile::intact() asks all along, and by a print of its content, because what was written through
// a mapping may show in no time, and permissions that were set do. That no unit of another model gets into an artifact
// is not left to either: the unit's key has the content of its own rows.
#pragma once

#include "core/base/filestate.h"
#include "core/base/jsonfwd.h"
#include "core/base/parallel.h"
#include "core/model/modelfile.h"

#include <optional>
#include <string>
#include <vector>

namespace headroom::quant {

struct SourceState { ///< of one file
    std::string path; ///< absolute
    FileState file; ///< when it was opened
    std::string print; ///< of its content, as MappedFile has it
};

/// Of every file that is read for the model.
std::vector<SourceState> sourceStates(const model::ModelFile& file);

/// Errors: Conflict naming file and field where they differ.
Status checkSame(const std::vector<SourceState>& before, const std::vector<SourceState>& now);

/// Before what was made of it gets its name. Errors: those of ModelFile::intact() and checkSame().
Status checkUnchanged(const model::ModelFile& file, const std::vector<SourceState>& before);
/// Whether all of the content is still that of a hash, whatever times and samples say: where a figure stands beside the
/// hash, or an artifact names it. Reads everything once, of which a window of an evaluation has read as much; nothing
/// that is remembered of the file serves. Errors: Conflict; the file system's.
Status checkContent(const model::ModelFile& file, const std::string& sha256, JobControl& control);
/// What stands for the source while its bytes are not hashed yet: SHA-256 of its states.
std::string stateKey(const std::vector<SourceState>& states);
Json toJson(const std::vector<SourceState>& states);
/// Nothing where the JSON is none of ours.
std::optional<std::vector<SourceState>> statesFromJson(const Json& json);

/// Checksum of `count` rows of `rowBytes` each; read: as model::ReadRows.
std::string contentOf(std::uint64_t first, std::uint64_t count, std::uint64_t rowBytes, const model::ReadRows& read,
                      ThreadPool& pool);
/// The same of rows of a tensor.
std::string contentOf(const model::ModelFile& file, const model::TensorInfo& info, std::uint64_t first,
                      std::uint64_t count, ThreadPool& pool);

} // namespace headroom::quant
