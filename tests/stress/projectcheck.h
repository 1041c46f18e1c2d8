// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: reads a project file as an outsider would, with SQLite alone, and asks whether it holds half a result.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace headroom::stress {

/// What is wrong, or nothing. `settled`: a command was at work there and has ended by itself, so that no run may be
/// open.
std::string checkProjectFile(const std::filesystem::path& path, bool settled);

/// How many runs are done; -1 where that cannot be read.
std::int64_t finishedRuns(const std::filesystem::path& path);
/// Hash of every model, with every number that was measured of it, as text that can be compared.
std::string measurements(const std::filesystem::path& path);

/// What nobody expects in a project file.
struct Plant {
    const char* name;
    const char* sql;
};
std::span<const Plant> plants();
void plant(const std::filesystem::path& path, const char* sql);

} // namespace headroom::stress
