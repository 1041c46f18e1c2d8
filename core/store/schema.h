// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a project file may come from anyone, and what a database defines (triggers, views, generated columns, checks)
// runs with every statement. Only what this program itself creates is accepted.
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace SQLite {
class Database;
}

namespace headroom::store {

/// Whether the database defines exactly what a project of this version does. Errors: Unsupported (names the first thing
/// that is there and should not be, is missing, or is another). Throws SQLite::Exception.
Status checkSchema(SQLite::Database& database, int version, const std::filesystem::path& path);

} // namespace headroom::store
