// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what each kind of job is: one function that works, and keeps what it found in the project when there is one.
#pragma once

#include "core/base/control.h"
#include "core/base/parameters.h"
#include "core/model/modelfile.h"
#include "core/store/store.h"

#include <functional>

namespace headroom::job {

/// Where goes what the project shall keep, written at once when the run has ended well: null without a project.
struct Record {
    store::RunResults* results = nullptr;
    /// That the work is done but for the name of its file or folder, from where a killed run counts as done. May be
    /// empty.
    std::function<void(const Json& result, const store::PromisedFile& file)> promise = {};
    const store::Store* project = nullptr; ///< to read its settings; null without
};

using Work = Result<Json> (*)(const Parameters& parameters, const Record& record, JobControl& control);

Result<Json> quantizeWork(const Parameters& parameters, const Record& record, JobControl& control);
Result<Json> quantizeFolderWork(const Parameters& parameters, const Record& record, JobControl& control);
Result<Json> calibrateWork(const Parameters& parameters, const Record& record, JobControl& control);
Result<Json> compareWork(const Parameters& parameters, const Record& record, JobControl& control);
Result<Json> perplexityWork(const Parameters& parameters, const Record& record, JobControl& control);
Result<Json> sensitivityWork(const Parameters& parameters, const Record& record, JobControl& control);
Result<Json> searchWork(const Parameters& parameters, const Record& record, JobControl& control);
Result<Json> measureWork(const Parameters& parameters, const Record& record, JobControl& control);

/// A project names files so that it can be opened from any folder.
std::string absolutePath(const std::filesystem::path& path);
/// A model as the project knows it, as it was read for the result that is stored with it.
Result<store::ModelRow> modelRow(const model::ModelFile& file, const std::string& sha256);

} // namespace headroom::job
