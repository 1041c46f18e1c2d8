// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/verifyfolder.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/job/manifest.h"

namespace headroom::job {

namespace {

constexpr std::uint64_t kLargestManifest = std::uint64_t{64} << 20U;
using State = Check::State;

/// Names come out of a file: one that leads out of the folder is none of the folder's.
Result<Check> checkFile(const std::filesystem::path& folder, const std::string& name, const Json& recorded,
                        JobControl& control)
{
    if (name.empty() || std::filesystem::path(name).filename() != name)
        return Check{name, State::Failed, "is no name of a file in this folder"};
    const auto is = sha256File(folder / name, control);
    if (!is && is.error().code == ErrorCode::Cancelled)
        return tl::unexpected(is.error());
    if (!is)
        return Check{name, State::Failed, is.error().detail};
    return compared(name, *is, textOf(recorded, "sha256"));
}

Result<Check> checkSource(const VerifyOptions& options, const Json& source, JobControl& control)
{
    const auto path = options.source.empty()
        ? options.artifact.lexically_normal().parent_path() / textOf(source, "name")
        : options.source;
    const auto file = model::GgufFile::open(path);
    if (!file)
        return Check{"source", options.source.empty() ? State::Skipped : State::Failed,
                     file.error().where + " " + file.error().detail};
    return (*file)->sha256(control).map(
        [&](const std::string& is) { return compared("source", is, textOf(source, "sha256")); });
}

Result<Json> readManifest(const std::filesystem::path& folder)
{
    const auto path = folder / "manifest.json";
    const auto text = readTextFile(path, kLargestManifest);
    if (!text)
        return tl::unexpected(text.error());
    auto json = parseJson(*text, path.string());
    if (json
        && (!json->is_object() || !json->contains("headroom_version") || !json->value("files", Json()).is_object()))
        return fail(ErrorCode::InvalidArgument, path.string(), "is no manifest of Headroom's");
    return json;
}

} // namespace

Result<std::vector<Check>> verifyFolder(const VerifyOptions& options, JobControl& control)
{
    const auto manifest = readManifest(options.artifact);
    if (!manifest)
        return tl::unexpected(manifest.error());
    std::vector<Check> checks;
    for (const auto& [name, recorded] : manifest->at("files").items()) {
        auto check = checkFile(options.artifact, name, recorded, control);
        if (!check)
            return tl::unexpected(std::move(check.error()));
        checks.push_back(std::move(*check));
    }
    auto source = checkSource(options, manifest->value("source", Json::object()), control);
    if (!source)
        return tl::unexpected(std::move(source.error()));
    checks.push_back(std::move(*source));
    if (options.rebuild)
        checks.push_back(
            {"rebuild", State::Skipped, "folders are not quantized again; their files' hashes were compared"});
    return checks;
}

} // namespace headroom::job
