// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/work.h"
#include "core/quant/folder/quantizefolder.h"

namespace headroom::job {

namespace {

/// whole: where the folder stands now.
Status recordFolder(store::RunResults& results, const quant::FolderOptions& options,
                    const quant::FolderOutcome& outcome, const std::filesystem::path& whole)
{
    auto source = modelRow(*outcome.source, outcome.sourceSha256);
    if (!source)
        return tl::unexpected(source.error());
    const auto text = readTextFile(whole / "manifest.json");
    auto manifest = text ? parseJson(*text, "manifest.json") : tl::unexpected(text.error());
    if (!manifest)
        return tl::unexpected(std::move(manifest.error()));
    store::ArtifactRow row;
    row.path = absolutePath(options.destination);
    row.sha256 = outcome.sha256;
    row.preset = outcome.plan.scheme;
    row.fileBytes = outcome.plan.weightBytes;
    row.manifest = std::move(*manifest);
    results.model = std::move(*source);
    results.artifact = std::move(row);
    return {};
}

} // namespace

Result<Json> quantizeFolderWork(const Parameters& parameters, const Record& record, JobControl& control)
{
    quant::FolderOptions options = quant::folderOptions(parameters);
    Status recorded;
    if (record.results)
        options.beforeName
            = [&](const quant::FolderOutcome& outcome, const std::filesystem::path& whole, const FileState& state) {
                  recorded = recordFolder(*record.results, options, outcome, whole);
                  if (recorded)
                      record.promise(quant::toJson(outcome), {absolutePath(options.destination), state});
              };
    const auto outcome = quant::quantizeFolder(options, control);
    if (!outcome)
        return tl::unexpected(outcome.error());
    HEADROOM_TRY(recorded);
    return quant::toJson(*outcome);
}

} // namespace headroom::job
