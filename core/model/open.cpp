// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Which reader a path is for: folders and names decide, then the content has to agree.
#include "core/base/ascii.h"
#include "core/model/description.h"
#include "core/model/filekind.h"
#include "core/model/ggufreader.h"
#include "core/model/ggufsplit.h"
#include "core/model/hf/folder.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::model {

namespace {

/// The GGUF files of a folder, each by what it is.
struct FolderFiles {
    std::vector<std::filesystem::path> models; ///< what may hold a model's weights, also where it cannot be read
    std::vector<std::shared_ptr<const ModelFile>> others; ///< adapters, projectors, importance matrices, vocabularies
};

FolderFiles sortOut(const std::filesystem::path& folder)
{
    FolderFiles sorted;
    for (const auto& path : filesEndingIn(folder, ".gguf")) {
        auto mapped = MappedFile::open(path);
        auto file = mapped ? ModelFile::parse(std::move(*mapped)) : tl::unexpected(std::move(mapped.error()));
        const bool model = !file || ShardName::of(path) || checkIsModel(**file);
        if (model)
            sorted.models.push_back(path);
        else
            sorted.others.push_back(std::move(*file));
    }
    return sorted;
}

/// Projectors of one folder are one in several types: the largest stands for them.
std::vector<LeftOut> projectorsAmong(const std::vector<std::shared_ptr<const ModelFile>>& files)
{
    std::vector<LeftOut> found;
    for (const auto& file : files)
        if (auto part = describeProjector(*file); part && (found.empty() || part->bytes > found.front().bytes))
            found = {std::move(*part)};
    return found;
}

/// Whether what a projector gives is as wide as what the text model takes: of several models in one folder it is one's.
bool suits(const ModelFile& projector, const ModelFile& model)
{
    const auto& keys = model.metadata();
    const auto width
        = keys.unsignedInteger(std::string(keys.text("general.architecture").value_or("")) + ".embedding_length");
    return std::ranges::any_of(projector.tensors(), [&](const TensorInfo& info) {
        return isTower(info.name) && width && std::ranges::find(info.shape, *width) != info.shape.end();
    });
}

bool isNamedProjector(const std::filesystem::path& path)
{
    std::string name = path.filename().string();
    std::ranges::transform(name, name.begin(), toLower);
    return name.find("mmproj") != std::string::npos || name.find("projector") != std::string::npos;
}

/// What lies beside a model to see and hear with, by name: reading every file of a folder takes too long.
void addProjectorIn(const std::filesystem::path& folder, const ModelFile& model)
{
    std::vector<std::shared_ptr<const ModelFile>> beside;
    for (const auto& other : filesEndingIn(folder, ".gguf")) {
        if (!isNamedProjector(other) || other.filename() == model.path().filename())
            continue;
        auto mapped = MappedFile::open(other);
        if (auto parsed = mapped ? ModelFile::parse(std::move(*mapped)) : tl::unexpected(std::move(mapped.error()));
            parsed && suits(**parsed, model))
            beside.push_back(std::move(*parsed));
    }
    GgufReader::addBeside(model, projectorsAmong(beside), {});
}

Result<std::shared_ptr<const ModelFile>> openGgufWithProjector(const std::filesystem::path& path, Weights weights)
{
    auto file = openGguf(path, weights);
    if (file && checkIsModel(**file))
        addProjectorIn(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."), **file);
    return file;
}

/// A folder of GGUF files is opened as they are, be there a config.json beside them or not.
Result<std::shared_ptr<const ModelFile>> openAnyFolder(const std::filesystem::path& folder, Weights weights)
{
    const FolderFiles files = sortOut(folder);
    const bool stored
        = !filesEndingIn(folder, ".safetensors").empty() || !filesEndingIn(folder, ".safetensors.index.json").empty();
    std::error_code ignored;
    const bool described = std::filesystem::exists(folder / "config.json", ignored);
    if (!stored && !described && files.models.empty() && !files.others.empty())
        return tl::unexpected(checkIsModel(*files.others.front()).error());
    if (stored || files.models.empty()) {
        auto file = hf::openFolder(folder, weights);
        if (file && !files.models.empty())
            GgufReader::addBeside(**file, {},
                                  fmt::format("; {} beside it is not read", files.models.front().filename().string()));
        if (file)
            addProjectorIn(folder, **file);
        return file;
    }
    const auto first = onlyModelOf(folder, files.models);
    auto file = first ? openGguf(*first, weights) : tl::unexpected(first.error());
    if (file)
        GgufReader::addBeside(**file, projectorsAmong(files.others), {});
    return file;
}

} // namespace

Result<std::shared_ptr<const ModelFile>> ModelFile::open(const std::filesystem::path& path, Weights weights)
{
    std::error_code ignored;
    const std::string name = path.filename().string();
    const bool folder = std::filesystem::is_directory(path, ignored);
    const auto reader = [&] {
        if (folder)
            return openAnyFolder(path, weights);
        if (name.ends_with(".safetensors") || name.ends_with(".safetensors.index.json"))
            return hf::openFolder(path, weights);
        if (name == "config.json") // the folder that it describes
            return openAnyFolder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."), weights);
        return openGgufWithProjector(path, weights);
    };
    auto file = reader();
    if (file)
        HEADROOM_TRY((*file)->intact()); // its headers are of one moment
    return file;
}

} // namespace headroom::model
