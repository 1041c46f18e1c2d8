// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model quantized as engines beside llama.cpp take it: a Hugging Face folder with config.json, safetensors,
// tokenizer, and manifest.json, which says how it was made. Matrix by matrix: memory for one of them. Each finished
// matrix is kept in "<destination>.work" (workfolder.h), from which the folder is put together at the end: what was
// killed goes on from there; meanwhile the disk holds quantized matrices twice.
#pragma once

#include "core/base/filestate.h"
#include "core/base/jsonfwd.h"
#include "core/base/remark.h"
#include "core/quant/folder/folderoptions.h"
#include "core/quant/round/encodetensor.h"
#include "core/quant/run/forecast.h"

namespace headroom::quant {

struct FolderTensor {
    std::string name; ///< in the folder, with ".weight"
    std::string from;
    std::string to; ///< the scheme, or what it stays
    std::vector<std::uint64_t> shape; ///< outermost first
    std::uint64_t bytes = 0; ///< of all its parts
    Remark reason;
    bool fallback = false; ///< a projection that could not be quantized
    std::string ours = {}; ///< the model's tensor that it is, or is a part of: "blk.0.attn_q.weight"; empty: none
};

struct FolderPlan { ///< known exactly before the run
    std::string scheme;
    std::vector<FolderTensor> tensors;
    std::uint64_t weightBytes = 0; ///< safetensors: the model's size
    std::uint64_t outputBytes = 0; ///< of all files
    std::uint64_t freeBytes = 0;
    std::uint64_t workBytes = 0; ///< on the disk while it runs, beside the output
    std::uint64_t memoryBytes = 0; ///< what the run will need, about
    double bitsPerWeight = 0; ///< of the tensors, as stored, over all weights
    std::optional<Seconds> expected = {}; ///< filled by planAndMeasureFolder()
    Remarks warnings;
};

struct FolderOutcome {
    FolderPlan plan;
    std::vector<EncodedSums> costs; ///< per tensor of the plan; zeros where it stays
    Remarks notes; ///< per tensor: what a method had to do otherwise, or empty
    std::string method;
    double seconds = 0;
    std::string sha256; ///< as `inspect --hash` gives it for the folder
    std::string sourceSha256;
    std::uint64_t resumedBytes = 0; ///< of matrices, taken from a run that was interrupted
    std::shared_ptr<const model::ModelFile> source = {}; ///< as it was read
};

/// Errors: InvalidArgument (no such scheme or group size, a method or calibration that does not fit), Unsupported (no
/// matrix fits, source quantized already), Conflict (the folder exists), those of the source.
Result<FolderPlan> planFolder(const FolderOptions& options);
/// Also codes some rows for each kind of work, to tell how long the run will take.
Result<FolderPlan> planAndMeasureFolder(const FolderOptions& options);
/// Whole or not at all. Interrupted, killed or out of disk, the same call goes on; a source that has changed since is
/// a Conflict. Reports stages "hash", "quantize" (item = tensor) and "export"; event "warning" for each of the plan's,
/// first; event "tensor" after each matrix; event "forecast" = toJson(Seconds) that are left, first before the source
/// is hashed.
Result<FolderOutcome> quantizeFolder(const FolderOptions& options, JobControl& control);
Json toJson(const FolderPlan& plan);
Json toJson(const FolderOutcome& outcome);

} // namespace headroom::quant
