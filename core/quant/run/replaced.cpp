// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/replaced.h"

#include "core/base/remarks.h"
#include "core/model/ggufsplit.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

namespace fs = std::filesystem;
using Paths = std::vector<fs::path>;

/// First files of sets under the same name with another number of files.
Paths otherSets(const fs::path& first)
{
    Paths found;
    const auto now = model::ShardName::of(first.filename());
    std::error_code error;
    const fs::path folder = first.has_parent_path() ? first.parent_path() : fs::path(".");
    for (fs::directory_iterator entry(folder, error), end; now && !error && entry != end; entry.increment(error)) {
        const auto name = model::ShardName::of(entry->path().filename());
        if (name && name->number == 1 && name->count != now->count && name->prefix == now->prefix
            && name->extension == now->extension)
            found.push_back(entry->path());
    }
    std::ranges::sort(found);
    return found;
}

bool isSource(const fs::path& path, const Paths& sources)
{
    return std::ranges::any_of(sources, [&](const fs::path& source) {
        std::error_code unknown;
        return fs::equivalent(source, path, unknown);
    });
}

/// The set's files; empty where they are not to be touched.
Result<Paths> filesOf(const fs::path& first, const Paths& sources)
{
    const auto set = model::ModelFile::open(first);
    if (!set)
        return tl::unexpected(set.error());
    Paths paths;
    for (const auto& file : (*set)->files())
        paths.push_back(file->path());
    const bool ours = (*set)->metadata().text("headroom.source.sha256").has_value();
    const bool read = std::ranges::any_of(paths, [&](const fs::path& path) { return isSource(path, sources); });
    return ours && !read ? paths : Paths();
}

} // namespace

ReplacedSets removeOlderSets(const fs::path& first, const Paths& sources)
{
    ReplacedSets result;
    for (const fs::path& other : otherSets(first)) {
        const auto files = filesOf(other, sources);
        if (!files)
            result.warnings.push_back(remark("quantize.older_set_broken", other.string(), files.error().detail));
        for (const fs::path& file : files.value_or(Paths())) {
            std::error_code error;
            if (fs::remove(file, error))
                result.removed.push_back(file);
            else if (error)
                result.warnings.push_back(remark("quantize.older_set_stays", file.string(), error.message()));
        }
    }
    return result;
}

} // namespace headroom::quant
