// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: one quantization run: source file and preset in, an artifact with its manifest out. The artifact appears when it
// is whole; memory needed does not grow with the model.
#pragma once

#include "core/base/parallel.h"
#include "core/quant/run/forecast.h"
#include "core/quant/run/quantizeoptions.h"

#include <filesystem>

namespace headroom::quant {

struct ArtifactFile {
    std::filesystem::path path;
    std::uint64_t tensors = 0;
    std::uint64_t bytes = 0;
};

struct TensorOutcome {
    std::string name;
    tensor::Type from;
    tensor::Type to;
    std::vector<std::uint64_t> shape;
    std::uint64_t bytes = 0;
    double rmse = 0; ///< sqrt(mean (w - ŵ)²)
    double relativeErrorDb = 0; ///< 10 log10(Σ(w - ŵ)² / Σw²); -infinity (null in JSON) when exact
    double maxError = 0;
    Remark reason;
    bool fallback = false;
};

struct QuantizePlan { ///< known exactly before the run
    model::Description model;
    std::vector<Assignment> assignments;
    std::uint64_t outputBytes = 0; ///< of all files, headers, manifest and padding included
    std::vector<ArtifactFile> files = {}; ///< what will be written, in order
    std::uint64_t freeBytes = 0; ///< on the destination's disk
    std::uint64_t memoryBytes = 0; ///< what the run will need, about
    double bitsPerWeight = 0;
    std::size_t substitutes = 0; ///< tensors whose rows do not divide into the blocks of the type they should have
    double substituteBits = 0; ///< per weight of theirs, in the types they have instead
    std::optional<Seconds> expected = {}; ///< filled by planAndMeasure() where it can be known
    std::string missingImportance
        = {}; ///< a tensor that needs an importance matrix, which is not given: the run refuses
    Remarks warnings = {}; ///< what the run does otherwise than asked, and why
};

struct QuantizeOutcome {
    std::uint64_t outputBytes = 0;
    double bitsPerWeight = 0;
    double seconds = 0;
    std::string sha256; ///< of the artifact; of several files as ModelFile::sha256 says
    std::vector<ArtifactFile> files = {}; ///< the first opens all
    std::vector<std::filesystem::path> replaced = {}; ///< files of an older set that are gone
    std::string sourceSha256;
    std::vector<TensorOutcome> tensors;
    Remarks warnings = {};
    std::uint64_t resumedBytes = 0; ///< of the artifact, taken from a run that was interrupted
    std::string method = "rtn";
    std::string preset = {}; ///< its name, also where it came from a file
    std::shared_ptr<const model::ModelFile> source = {}; ///< as it was read
};
/// What is read for the run, the model first: no output may be one of these.
std::vector<std::filesystem::path> inputsOf(const QuantizeOptions& options);

Result<QuantizePlan> planQuantize(const QuantizeOptions& options);
/// Also encodes a block of each kind of work, for some milliseconds each, to tell how long the run will take.
Result<QuantizePlan> planAndMeasure(const QuantizeOptions& options);
/// Interrupted, killed or out of disk, it keeps what is finished in "<destination>.work", and the same call goes on
/// from there; see workfolder.h. A source that changes meanwhile is an error. Reports stage "quantize", item = tensor
/// name; event "tensor" = toJson(TensorOutcome) after each one; event "forecast" = toJson(Seconds) that are left, about
/// once a second, first before the source is hashed.
Result<QuantizeOutcome> quantize(const QuantizeOptions& options, JobControl& control);
void announce(const Remarks& warnings, JobControl& control); ///< event "warning" = {"text", "remark"} for each
Json toJson(const Seconds& seconds); ///< {"low", "high"}
Json toJson(const TensorOutcome& outcome);
Json eventOf(const TensorOutcome& outcome); ///< with the remark behind its reason
Json toJson(const QuantizeOutcome& outcome);
Json toJson(const QuantizePlan& plan);

} // namespace headroom::quant
