// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/artifact/manifest.h"
#include "core/artifact/sidecar.h"
#include "core/job/work.h"
#include "core/quant/folder/folderoptions.h"
#include "core/quant/run/quantize.h"
#include "core/quant/run/quantizeoptions.h"

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

Status record(store::RunResults& results, const model::Metadata& artifact, const quant::QuantizeOutcome& outcome)
{
    auto source = modelRow(*outcome.source, outcome.sourceSha256);
    if (!source)
        return tl::unexpected(source.error());
    store::ArtifactRow row;
    row.path = absolutePath(outcome.files.front().path);
    row.sha256 = outcome.sha256;
    row.preset = outcome.preset;
    row.fileBytes = outcome.outputBytes;
    row.manifest = artifact::manifestOf(artifact);
    results = {std::move(*source), row, artifactMetrics(outcome, row.path)};
    return {};
}

/// What happens between the artifact's last byte and its name: the manifest beside it, and the project's record of it.
class Naming {
public:
    Naming(quant::QuantizeOptions& options, const Record& record)
        : m_record(record), m_inputs(quant::inputsOf(options)), m_replace(options.replace)
    {
        options.beforeNames = [this](const model::Metadata& artifact, const quant::QuantizeOutcome& outcome) {
            writeBeside(artifact, outcome);
        };
        if (record.results)
            options.beforeLastName = [this](const quant::QuantizeOutcome& outcome, const FileState& whole) {
                if (m_recorded)
                    m_record.promise(quant::toJson(outcome), {absolutePath(outcome.files.back().path), whole});
            };
    }
    /// Of a set, whose names the plan has yet to tell, it is asked when it is written.
    Status check(const quant::QuantizeOptions& options) const
    {
        return options.split.any()
            ? Status()
            : artifact::sidecarAt(options.destination, m_replace, m_inputs).map([](const Output&) {});
    }
    /// The artifact did not get its name.
    void takeBack() const
    {
        std::error_code ignored;
        if (!m_first.empty() && !std::filesystem::exists(m_first, ignored))
            artifact::removeSidecar(m_first);
    }
    const Status& recorded() const { return m_recorded; }
    const Status& beside() const { return m_beside; }

private:
    void writeBeside(const model::Metadata& artifact, const quant::QuantizeOutcome& outcome)
    {
        m_first = outcome.files.front().path;
        const auto output = artifact::sidecarAt(m_first, m_replace, m_inputs);
        m_beside = output ? artifact::writeSidecar(*output, artifact, outcome) : tl::unexpected(output.error());
        if (!m_beside)
            artifact::removeSidecar(m_first); // of what is replaced now
        if (m_record.results)
            m_recorded = record(*m_record.results, artifact, outcome);
    }

    const Record& m_record;
    std::vector<std::filesystem::path> m_inputs;
    bool m_replace;
    std::filesystem::path m_first;
    Status m_beside; ///< the artifact is whole whatever becomes of the text beside it
    Status m_recorded;
};

} // namespace

Result<Json> quantizeWork(const Parameters& parameters, const Record& record, JobControl& control)
{
    if (quant::isFolderPreset(parameters))
        return quantizeFolderWork(parameters, record, control);
    auto options = quant::quantizeOptions(parameters);
    if (!options)
        return tl::unexpected(options.error());
    const Naming naming(*options, record);
    HEADROOM_TRY(naming.check(*options));
    const auto outcome = quant::quantize(*options, control);
    if (!outcome) {
        naming.takeBack();
        return tl::unexpected(outcome.error());
    }
    HEADROOM_TRY(naming.recorded());
    Json json = quant::toJson(*outcome);
    for (const auto& path : outcome->replaced) // what stood beside it tells of nothing now
        artifact::removeSidecar(path);
    if (const Status& beside = naming.beside(); !beside)
        json["warnings"].push_back("no manifest beside the artifact: " + beside.error().where + " "
                                   + beside.error().detail);
    return json;
}

} // namespace headroom::job
