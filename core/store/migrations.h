// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the schema as a list of steps, oldest first. A project of any earlier version is brought to the newest one in a
// single transaction; steps are never edited once released, only added.
#pragma once

#include <span>

namespace SQLite {
class Database;
}

namespace headroom::store {

/// "HDRM": marks the file as a Headroom project.
inline constexpr int kApplicationId = 0x4844524D;

struct Migration {
    int version; ///< user_version after the step
    const char* sql;
};
std::span<const Migration> migrations();
int newestVersion();

/// Runs every step above `version`, up to `target`; the caller holds the write transaction. Throws SQLite::Exception.
void migrate(SQLite::Database& database, int version, int target = newestVersion());

} // namespace headroom::store
