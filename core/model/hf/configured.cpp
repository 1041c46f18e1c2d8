// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/configured.h"

#include "core/base/nearest.h"
#include "core/base/pythonjson.h"
#include "core/base/words.h"
#include "core/model/ggufcursor.h"
#include "core/model/hf/config.h"
#include "core/model/hf/configfields.h"
#include "core/model/hf/leftover.h"
#include "core/model/hf/pooling.h"

#include <fmt/format.h>

namespace headroom::model::hf {

namespace {

std::string_view stemOf(std::string_view name)
{
    constexpr std::string_view kEnding = "ForCausalLM";
    return name.ends_with(kEnding) ? name.substr(0, name.size() - kEnding.size()) : name;
}

/// "; the nearest that is known is X", by what stands before the ending that they share; or nothing.
std::string nearClass(const Json& said)
{
    const Json& first = said.is_array() && !said.empty() ? said.front() : said;
    if (!first.is_string())
        return {};
    std::vector<std::string_view> names, stems;
    for (const Family& family : families())
        for (const std::string_view name : wordsOf(family.classes)) {
            names.push_back(name);
            stems.push_back(stemOf(name));
        }
    const std::string name = first.get<std::string>();
    const std::string_view near = nearestTo(stemOf(name).substr(0, 64), stems);
    const auto at = std::ranges::find(stems, near);
    return near.empty()
        ? std::string()
        : fmt::format("; the nearest that is known is {}", names[static_cast<std::size_t>(at - stems.begin())]);
}

} // namespace

std::string folderName(const std::filesystem::path& folder)
{
    std::error_code ignored;
    const auto whole = std::filesystem::absolute(folder, ignored).lexically_normal();
    return (whole.filename().empty() ? whole.parent_path().filename() : whole.filename()).string();
}

Error inFolder(const std::filesystem::path& folder, Error error)
{
    if (error.where.find(folder.string()) == std::string::npos)
        error.where = folder.string() + (error.where.empty() ? "" : ", ") + error.where;
    return error;
}

Result<Json> readConfig(const std::filesystem::path& folder)
{
    const std::string path = (folder / "config.json").string();
    const auto text = readTextFile(path, kMaxConfig);
    if (!text)
        return tl::unexpected(text.error());
    auto config = parsePythonJson(*text, path);
    if (!config)
        return config;
    if (!config->is_object())
        return fail(ErrorCode::Corrupt, path, "is no JSON object");
    if (auto status = checkConfig(*config); !status)
        return tl::unexpected(inFolder(folder, std::move(status.error())));
    return config;
}

Result<Configured> configured(Json config, const std::filesystem::path& folder)
{
    Configured model{std::move(config), nullptr, {}, {}};
    model.family = findFamily(model.config);
    if (!model.family) {
        const Json said = model.config.value("architectures", model.config.value("model_type", Json("nothing")));
        return fail(ErrorCode::Unsupported, (folder / "config.json").string() + ", \"architectures\"",
                    fmt::format("{} is not known{}",
                                printable(said.dump(-1, ' ', false, Json::error_handler_t::replace)), nearClass(said)));
    }
    model.metadata.set("general.name", {folderName(folder)});
    const std::string architecture(model.family->architecture);
    auto status = addKeys(model.config, *model.family, model.metadata);
    if (status)
        status = addRope(model.config, *model.family, model.metadata, model.own);
    if (status)
        status = addPooling(model.config, folder, architecture, model.metadata);
    if (status)
        status = addLeftovers(model.config, model.metadata);
    if (!status)
        return tl::unexpected(inFolder(folder, std::move(status.error())));
    return model;
}

} // namespace headroom::model::hf
