// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/folderoptions.h"
#include "core/job/manifest.h"
#include "core/job/quantizeoptions.h"
#include "core/job/sidecar.h"
#include "core/job/work.h"
#include "core/quant/quantize.h"

#include <cmath>

namespace headroom::job {

namespace {

std::uint64_t elementsOf(const quant::TensorOutcome& tensor)
{
    std::uint64_t elements = 1;
    for (const std::uint64_t extent : tensor.shape)
        elements *= extent;
    return elements;
}

/// A tensor's subject is "artifact#tensor".
std::vector<store::MetricRow> artifactMetrics(const quant::QuantizeOutcome& outcome, const std::string& artifact)
{
    std::vector<store::MetricRow> rows;
    const auto add
        = [&](const std::string& subject, const char* name, double value, const char* unit, std::uint64_t n) {
              rows.push_back({0, 0, subject, name, value, std::nullopt, std::nullopt, unit, n});
          };
    add(artifact, "output_bytes", double(outcome.outputBytes), "B", 1);
    add(artifact, "bits_per_weight", outcome.bitsPerWeight, "bit", 1);
    for (const auto& tensor : outcome.tensors) {
        const std::string subject = artifact + "#" + tensor.name;
        add(subject, "rmse", tensor.rmse, "", elementsOf(tensor));
        add(subject, "relative_error", tensor.relativeErrorDb, "dB", elementsOf(tensor));
        add(subject, "max_error", tensor.maxError, "", elementsOf(tensor));
    }
    return rows;
}

Status record(store::RunResults& results, const quant::QuantizeOutcome& outcome)
{
    auto source = modelRow(*outcome.source, outcome.sourceSha256);
    if (!source)
        return tl::unexpected(source.error());
    const auto artifact = model::GgufFile::open(outcome.files.front().path);
    if (!artifact)
        return tl::unexpected(artifact.error());
    store::ArtifactRow row;
    row.path = absolutePath(outcome.files.front().path);
    row.sha256 = outcome.sha256;
    row.preset = outcome.preset;
    row.fileBytes = outcome.outputBytes;
    row.manifest = manifestOf(**artifact);
    results = {std::move(*source), row, artifactMetrics(outcome, row.path)};
    return {};
}

} // namespace

Result<Json> quantizeWork(Parameters& parameters, const Record& record, JobControl& control)
{
    if (isFolderPreset(parameters.json()))
        return quantizeFolderWork(parameters, record, control);
    auto options = quantizeOptions(parameters.json());
    if (!options)
        return tl::unexpected(options.error());
    const auto inputs = quant::inputsOf(*options);
    if (!options->split.any()) // of a set, whose names the plan has yet to tell, it is asked when it is written
        HEADROOM_TRY(sidecarAt(options->destination, options->replace, inputs));
    Status beside; // the artifact is whole whatever becomes of the text beside it
    std::filesystem::path first;
    options->beforeNames = [&](const model::Metadata& artifact, const quant::QuantizeOutcome& outcome) {
        first = outcome.files.front().path;
        const auto output = sidecarAt(first, options->replace, inputs);
        beside = output ? writeSidecar(*output, artifact, outcome) : tl::unexpected(output.error());
    };
    const auto outcome = quant::quantize(*options, control);
    if (!outcome) {
        std::error_code ignored;
        if (!first.empty() && !std::filesystem::exists(first, ignored))
            removeSidecar(first); // the artifact did not get its name
        return tl::unexpected(outcome.error());
    }
    if (record.results)
        HEADROOM_TRY(job::record(*record.results, *outcome));
    Json json = quant::toJson(*outcome);
    for (const auto& path : outcome->replaced) // what stood beside it tells of nothing now
        removeSidecar(path);
    if (!beside)
        json["warnings"].push_back("no manifest beside the artifact: " + beside.error().where + " "
                                   + beside.error().detail);
    return json;
}

} // namespace headroom::job
