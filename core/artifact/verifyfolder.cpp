// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/artifact/verifyfolder.h"

#include "core/artifact/comparefolders.h"
#include "core/artifact/manifest.h"
#include "core/artifact/recipe.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/temporaryfolder.h"
#include "core/quant/folder/quantizefolder.h"

namespace headroom::artifact {

namespace {

constexpr std::uint64_t kLargestManifest = std::uint64_t{64} << 20U;
using State = Check::State;

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

class FolderVerification {
public:
    FolderVerification(const VerifyOptions& options, Json manifest, JobControl& control)
        : m_options(options), m_manifest(std::move(manifest)), m_control(control)
    {
        const std::filesystem::path name = textOf(m_manifest.value("source", Json()), "name");
        m_source = options.source;
        if (m_source.empty()) // beside the artifact, wherever the name might lead
            m_source = options.artifact.lexically_normal().parent_path() / name.filename();
    }

    Result<std::vector<Check>> run()
    {
        for (const auto& [name, recorded] : m_manifest.at("files").items())
            HEADROOM_TRY(checkFile(name, recorded));
        HEADROOM_TRY(checkSource());
        HEADROOM_TRY(checkInputs());
        HEADROOM_TRY(checkRebuild());
        return std::move(m_checks);
    }

private:
    State add(Check check)
    {
        m_checks.push_back(std::move(check));
        return m_checks.back().state;
    }

    /// Names come out of a file: one that leads out of the folder is none of the folder's.
    Status checkFile(const std::string& name, const Json& recorded)
    {
        if (name.empty() || std::filesystem::path(name).filename() != name) {
            add({name, State::Failed, "is no name of a file in this folder"});
            return {};
        }
        m_names.push_back(name);
        return checkHash(name, m_options.artifact / name, textOf(recorded, "sha256")).map([](State) {});
    }

    Result<State> checkHash(const std::string& what, const std::filesystem::path& path, const std::string& recorded)
    {
        const auto is = sha256File(path, m_control);
        if (!is && is.error().code == ErrorCode::Cancelled)
            return tl::unexpected(is.error());
        return add(is ? compared(what, *is, recorded) : Check{what, State::Failed, is.error().detail});
    }

    Status checkSource()
    {
        const auto file = model::ModelFile::open(m_source);
        if (!file) {
            add({"source", m_options.source.empty() ? State::Skipped : State::Failed,
                 file.error().where + " " + file.error().detail});
            return {};
        }
        const auto is = (*file)->sha256(m_control);
        if (!is)
            return tl::unexpected(is.error());
        const std::string recorded = textOf(m_manifest.value("source", Json()), "sha256");
        m_ready = add(compared("source", *is, recorded)) == State::Passed;
        return {};
    }

    /// A run with a calibration alone records it as its importance matrix too.
    Status checkInputs()
    {
        m_files = {m_source, {}, {}, m_options.imatrix, m_options.calibration, m_options.threads};
        const std::string matrix = textOf(m_manifest.value("imatrix", Json()), "sha256");
        const std::string calibration = textOf(m_manifest.value("method_parameters", Json()), "calibration_sha256");
        if (m_files.calibration.empty() && isCalibrated(m_manifest))
            std::swap(m_files.calibration, m_files.imatrix);
        if (isCalibrated(m_manifest))
            HEADROOM_TRY(checkInput("calibration", m_files.calibration, calibration));
        if (!matrix.empty() && matrix != calibration)
            HEADROOM_TRY(checkInput("importance matrix", m_files.imatrix, matrix));
        return {};
    }

    Status checkInput(const char* what, const std::filesystem::path& path, const std::string& recorded)
    {
        if (path.empty()) {
            m_missing = what;
            add({what, State::Skipped, "was not given"});
            return {};
        }
        const auto state = checkHash(what, path, recorded);
        m_ready = m_ready && state && *state == State::Passed;
        return state.map([](State) {});
    }

    std::string whyNotRebuilt() const
    {
        if (!m_options.rebuild)
            return "was not asked for";
        if (!m_missing.empty())
            return "needs the " + m_missing + " of the run";
        return m_ready ? "" : "needs source, importance matrix and calibration as they were";
    }

    Status checkRebuild()
    {
        if (std::string why = whyNotRebuilt(); !why.empty()) {
            add({"rebuild", State::Skipped, std::move(why)});
            return {};
        }
        const auto folder = TemporaryFolder::create();
        if (!folder)
            return tl::unexpected(folder.error());
        m_files.destination = folder->path() / "again";
        const auto options = quant::folderOptions(recipeOfFolder(m_manifest, m_files));
        if (!options) {
            add({"rebuild", State::Failed,
                 "the manifest tells of no run: " + options.error().where + " " + options.error().detail});
            return {};
        }
        const auto outcome = quant::quantizeFolder(*options, m_control);
        if (!outcome)
            return tl::unexpected(outcome.error());
        if (outcome->sourceSha256 != textOf(m_manifest.value("source", Json()), "sha256")) {
            add({"rebuild", State::Failed, "the source has changed while it was verified"});
            return {};
        }
        auto check = compareFolders(m_options.artifact, m_files.destination, m_names, m_control);
        if (!check)
            return tl::unexpected(std::move(check.error()));
        add(std::move(*check));
        return {};
    }

    const VerifyOptions& m_options;
    Json m_manifest;
    JobControl& m_control;
    std::filesystem::path m_source;
    RecipeFiles m_files;
    std::vector<std::string> m_names; ///< of files in the folder
    std::string m_missing; ///< what a rebuild would need
    bool m_ready = false; ///< all that it needs is as it was
    std::vector<Check> m_checks;
};

} // namespace

Result<std::vector<Check>> verifyFolder(const VerifyOptions& options, JobControl& control)
{
    auto manifest = readManifest(options.artifact);
    if (!manifest)
        return tl::unexpected(std::move(manifest.error()));
    return FolderVerification(options, std::move(*manifest), control).run();
}

} // namespace headroom::artifact
