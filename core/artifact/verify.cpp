// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/artifact/verify.h"

#include "core/artifact/manifest.h"
#include "core/artifact/recipe.h"
#include "core/artifact/sidecar.h"
#include "core/artifact/verifyfolder.h"
#include "core/base/file.h"
#include "core/base/temporaryfile.h"
#include "core/quant/calibrate/imatrix.h"
#include "core/quant/run/quantize.h"
#include "core/search/variant.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::artifact {

namespace {

constexpr std::uint64_t kLargestSidecar = std::uint64_t{64} << 20U;
using State = Check::State;

class Verification {
public:
    Verification(const VerifyOptions& options, std::shared_ptr<const model::ModelFile> file, JobControl& control)
        : m_options(options), m_file(std::move(file)), m_manifest(manifestOf(*m_file)), m_control(control)
    {
        m_source = options.source.empty() ? options.artifact.parent_path() / textOf(m_manifest, "source.name")
                                          : options.source;
    }

    Result<std::vector<Check>> run()
    {
        if (textOf(m_manifest, "source.sha256").empty())
            return fail(ErrorCode::InvalidArgument, m_file->path().string(),
                        "has no manifest: it was not written by Headroom");
        HEADROOM_TRY(checkBytes());
        checkTypes();
        HEADROOM_TRY(checkSource());
        checkImatrix();
        HEADROOM_TRY(checkRebuild());
        return std::move(m_checks);
    }

private:
    void add(std::string what, State state, std::string detail)
    {
        m_checks.push_back({std::move(what), state, std::move(detail)});
    }
    /// What the project says counts; then the sidecar.
    std::string recordedSha256() const
    {
        if (!m_options.sha256.empty())
            return m_options.sha256;
        const auto text = readTextFile(sidecarPath(m_options.artifact), kLargestSidecar);
        const auto json = text ? parseJson(*text, "manifest") : tl::unexpected(text.error());
        return json && json->is_object() ? textOf(json->value("artifact", Json::object()), "sha256") : std::string();
    }

    Status checkBytes()
    {
        const auto is = m_file->sha256(m_control);
        if (!is)
            return tl::unexpected(is.error());
        m_sha256 = *is;
        const std::string recorded = recordedSha256();
        if (recorded.empty())
            add("sha256", State::Skipped, "neither a project nor a manifest beside the file has it");
        else
            m_checks.push_back(compared("sha256", m_sha256, recorded));
        return {};
    }

    void checkTypes()
    {
        const Json types = jsonOf(m_manifest, "tensor_types");
        if (!types.is_object())
            return add("tensor types", State::Failed, "the manifest's list cannot be read");
        for (const auto& info : m_file->tensors()) {
            const std::string is(tensor::format(info.type).name);
            const std::string recorded = textOf(types.value(info.name, Json::object()), "type");
            if (is != recorded)
                return add(
                    "tensor types", State::Failed,
                    fmt::format("{} is {}, recorded is {}", info.name, is, recorded.empty() ? "nothing" : recorded));
        }
        if (types.size() != m_file->tensors().size())
            return add("tensor types", State::Failed,
                       fmt::format("{} tensors, recorded are {}", m_file->tensors().size(), types.size()));
        add("tensor types", State::Passed, fmt::format("{} tensors", types.size()));
    }

    Status checkSource()
    {
        const auto source = model::ModelFile::open(m_source);
        if (!source) {
            add("source", m_options.source.empty() ? State::Skipped : State::Failed,
                source.error().where + " " + source.error().detail);
            return {};
        }
        const auto is = (*source)->sha256(m_control);
        if (!is)
            return tl::unexpected(is.error());
        m_checks.push_back(compared("source", *is, textOf(m_manifest, "source.sha256")));
        m_sourceIsRight = m_checks.back().state == State::Passed;
        return {};
    }

    void checkImatrix()
    {
        const std::string recorded = textOf(m_manifest, "imatrix.sha256");
        if (recorded.empty())
            return;
        if (m_options.imatrix.empty())
            return add("importance matrix", State::Skipped, "was not given");
        const auto matrix = quant::readImatrix(m_options.imatrix);
        if (!matrix)
            return add("importance matrix", State::Failed, matrix.error().where + " " + matrix.error().detail);
        m_checks.push_back(compared("importance matrix", matrix->sha256, recorded));
    }

    std::string whyNotRebuilt() const
    {
        if (!m_options.rebuild)
            return "was not asked for";
        if (!m_sourceIsRight)
            return "needs the source as it was";
        const bool needsMatrix = isCalibrated(m_manifest) || !textOf(m_manifest, "imatrix.sha256").empty();
        return needsMatrix && m_options.imatrix.empty() ? "needs the importance matrix or calibration of the run" : "";
    }

    Status checkRebuild()
    {
        if (std::string why = whyNotRebuilt(); !why.empty()) {
            add("rebuild", State::Skipped, std::move(why));
            return {};
        }
        const auto preset = TemporaryFile::create("verify.json");
        const auto again = TemporaryFile::create("verify.gguf");
        for (const auto* made : {&preset, &again})
            if (!*made)
                return tl::unexpected(made->error());
        const std::string rules = textOf(m_manifest, "preset_rules");
        if (!rules.empty())
            HEADROOM_TRY(writeFile(preset->path(), std::as_bytes(std::span(rules))));
        RecipeFiles files{m_source, again->path(), {}, {}, {}, m_options.threads};
        if (!rules.empty())
            files.presetFile = preset->path();
        (isCalibrated(m_manifest) ? files.calibration : files.imatrix) = m_options.imatrix;
        const auto options = quant::quantizeOptions(recipeOfFile(m_manifest, files));
        if (!options)
            return tl::unexpected(options.error());
        const auto outcome = quant::quantize(*options, m_control);
        if (!outcome)
            return tl::unexpected(outcome.error());
        if (outcome->sourceSha256 != textOf(m_manifest, "source.sha256"))
            add("rebuild", State::Failed, "the source has changed while it was verified");
        else
            compareTensors(again->path(), outcome->sha256);
        return {};
    }

    /// Where whole files differ, the first tensor that does is named: another version of the program writes another
    /// manifest, not other weights.
    void compareTensors(const std::filesystem::path& path, const std::string& sha256)
    {
        if (sha256 == m_sha256)
            return add("rebuild", State::Passed, "the same file, byte for byte");
        const auto again = model::ModelFile::open(path);
        if (!again)
            return add("rebuild", State::Failed, again.error().where + " " + again.error().detail);
        for (const auto& info : m_file->tensors()) {
            const auto* other = (*again)->find(info.name);
            if (!other || other->type != info.type || !std::ranges::equal(m_file->data(info), (*again)->data(*other)))
                return add("rebuild", State::Failed, fmt::format("tensor \"{}\" is another", info.name));
        }
        add("rebuild", State::Passed,
            m_file->files().size() > 1 ? "the same tensors, byte for byte, in one file"
                                       : "the same tensors, byte for byte, under another manifest");
    }

    const VerifyOptions& m_options;
    std::shared_ptr<const model::ModelFile> m_file;
    Json m_manifest;
    JobControl& m_control;
    std::filesystem::path m_source;
    std::string m_sha256;
    bool m_sourceIsRight = false;
    std::vector<Check> m_checks;
};

} // namespace

Result<std::vector<Check>> verify(const VerifyOptions& options, JobControl& control)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(options.artifact, ignored))
        return verifyFolder(options, control);
    auto file = model::ModelFile::open(options.artifact);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    return Verification(options, std::move(*file), control).run();
}

Check compared(std::string what, const std::string& is, const std::string& recorded)
{
    if (is == recorded)
        return {std::move(what), State::Passed, is};
    return {std::move(what), State::Failed, fmt::format("is {}, recorded is {}", is, recorded)};
}

bool passed(const std::vector<Check>& checks)
{
    return std::ranges::none_of(checks, [](const Check& check) { return check.state == State::Failed; });
}

Json toJson(const std::vector<Check>& checks)
{
    constexpr std::array kNames{"passed", "failed", "skipped"};
    Json json = Json::array();
    for (const Check& check : checks)
        json.push_back({{"check", check.what}, {"state", kNames[std::size_t(check.state)]}, {"detail", check.detail}});
    return json;
}

} // namespace headroom::artifact
