// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: everything about a quantized folder that is known before a weight is read, for planning and running alike.
#pragma once

#include "core/quant/calibrate/imatrix.h"
#include "core/quant/folder/channelfolds.h"
#include "core/quant/folder/compensated.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/folder/source.h"

#include <optional>

namespace headroom::quant {

struct FolderItem { ///< one tensor of the source
    std::size_t tensor = 0; ///< index into source.tensors
    ModuleRole role;
    bool quantized = false;
    bool compensated = false; ///< by GPTQ
    bool folded = false; ///< channels scaled, by AWQ or SmoothQuant
    std::vector<MatrixPart> parts; ///< of those that are
};

struct PreparedFolder {
    FolderOptions options;
    FolderScheme scheme;
    FolderSource source;
    std::optional<Imatrix> imatrix;
    std::shared_ptr<Compensation> compensation; ///< null: to nearest
    std::shared_ptr<ChannelFolds> folds; ///< null: channels stay as they are; empty of scales until the run
    std::vector<FolderItem> items;
    std::vector<std::string> plainModules; ///< for config.json
    std::string config; ///< config.json's text
    model::hf::FileSizes files; ///< all but manifest.json
    FolderPlan plan;

    Matrix matrixOf(const FolderItem& item) const;
    /// Of its inputs; nothing where the matrix has no entry of its shape.
    std::optional<Importance> importanceOf(const FolderItem& item) const;
    /// Whether source and calibration are what they were when they were opened. Errors: those of MappedFile::intact().
    Status intact() const;
};
Result<PreparedFolder> prepareFolder(const FolderOptions& options);
std::uint64_t partBytes(const FolderItem& item); ///< of all its parts; 0 for what stays

/// What a run finds out, for the manifest: the plan knows only how long it is.
struct FolderFindings {
    std::string sourceSha256; ///< 64 digits
    std::vector<std::string> fileSha256; ///< in the order of PreparedFolder::files
    std::vector<EncodedSums> costs; ///< per item
    Remarks notes; ///< per item
};
/// Tensors as safetensors will hold them; parts of quantized ones without content.
std::vector<model::hf::Outgoing> outgoingOf(const PreparedFolder& prepared);
/// manifest.json: the same length whatever the findings are, so that sizes are exact before the run.
std::string folderManifest(const PreparedFolder& prepared, const FolderFindings& findings);
/// Errors relative to the weights, in dB; nothing where it is exact.
std::optional<double> decibels(const EncodedSums& sums);

} // namespace headroom::quant
