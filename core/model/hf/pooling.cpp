// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// modules.json: [{"type": "sentence_transformers.models.Pooling", "path": "1_Pooling"}, …]; 1_Pooling/config.json: a
// flag for each way ("pooling_mode_lasttoken"), or in newer ones its name ("pooling_mode": "lasttoken").
#include "core/model/hf/pooling.h"

#include "core/base/file.h"
#include "core/base/pythonjson.h"
#include "core/model/description.h"
#include "core/model/hf/heads.h"

#include <array>

namespace headroom::model::hf {

namespace {

constexpr std::uint64_t kMaxPooling = 1U << 20U;

struct Way {
    std::string_view name, flag;
    Pooling pooling;
};
constexpr std::array kWays{Way{"mean", "pooling_mode_mean_tokens", Pooling::Mean},
                           Way{"cls", "pooling_mode_cls_token", Pooling::Cls},
                           Way{"lasttoken", "pooling_mode_lasttoken", Pooling::Last}};

Result<Json> readIfThere(const std::filesystem::path& path)
{
    const auto text = readTextFile(path, kMaxPooling);
    if (!text && text.error().code == ErrorCode::NotFound)
        return Json();
    return text ? parsePythonJson(*text, path.string()) : tl::unexpected(text.error());
}

std::string textOf(const Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

/// A folder in the model's own.
bool isWithin(const std::filesystem::path& name)
{
    return !name.empty() && name == name.filename() && name != "." && name != "..";
}

/// None where GGUF has no number for it.
Pooling poolingIn(const Json& config)
{
    for (const Way& way : kWays)
        if (config.is_object()
            && (textOf(config, "pooling_mode") == way.name || config.value(way.flag, Json()) == true))
            return way.pooling;
    return Pooling::None;
}

} // namespace

Status addPooling(const Json& config, const std::filesystem::path& folder, const std::string& architecture,
                  Metadata& metadata)
{
    const auto set
        = [&](Pooling pooling) { metadata.set(architecture + ".pooling_type", {static_cast<std::uint32_t>(pooling)}); };
    if (headOf(config) == Head::Scores) {
        set(Pooling::Rank);
        if (auto name = scoringClass(config); !name.empty())
            metadata.set(architecture + "." + std::string(kScoringClass), {std::move(name)});
        return {};
    }
    const auto modules = readIfThere(folder / "modules.json");
    if (!modules)
        return tl::unexpected(modules.error());
    if (!modules->is_array())
        return {};
    for (const Json& module : *modules) {
        const std::string path = textOf(module, "path");
        if (!textOf(module, "type").ends_with("Pooling") || !isWithin(path))
            continue;
        const auto said = readIfThere(folder / path / "config.json");
        if (!said)
            return tl::unexpected(said.error());
        if (const Pooling pooling = poolingIn(*said); pooling != Pooling::None)
            set(pooling);
    }
    return {};
}

Status writePooling(const std::filesystem::path& folder, const Metadata& metadata)
{
    const std::string prefix = std::string(metadata.text("general.architecture").value_or("")) + ".";
    const auto pooling = static_cast<Pooling>(metadata.unsignedInteger(prefix + "pooling_type").value_or(0));
    if (std::ranges::find(kWays, pooling, &Way::pooling) == kWays.end())
        return {};
    Json config{{"word_embedding_dimension", metadata.unsignedInteger(prefix + "embedding_length").value_or(0)}};
    for (const Way& way : kWays)
        config[way.flag] = way.pooling == pooling;
    constexpr std::string_view kModules = "sentence_transformers.models.", kOwn = "1_Pooling";
    const auto module = [&](int index, std::string_view path, const char* type) {
        return Json{
            {"idx", index}, {"name", std::to_string(index)}, {"path", path}, {"type", std::string(kModules) + type}};
    };
    const auto write = [](const std::filesystem::path& path, const Json& json) {
        const std::string text = dumpPythonJson(json, 2) + "\n";
        return writeFile(path, std::as_bytes(std::span(text)));
    };
    std::error_code error;
    if (std::filesystem::create_directory(folder / kOwn, error); error)
        return fail(ErrorCode::Io, (folder / kOwn).string(), error.message());
    HEADROOM_TRY(write(folder / kOwn / "config.json", config));
    return write(folder / "modules.json", Json::array({module(0, "", "Transformer"), module(1, kOwn, "Pooling")}));
}

std::vector<std::filesystem::path> moduleFolders(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> folders;
    const auto modules = readIfThere(folder / "modules.json");
    for (const Json& module : modules && modules->is_array() ? *modules : Json::array())
        if (const std::string path = textOf(module, "path"); isWithin(path))
            folders.emplace_back(path);
    return folders;
}

} // namespace headroom::model::hf
