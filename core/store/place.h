// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: SQLite knows a database by its name, and so does its log; other programs rename files, give them more names and
// write over them. Here is how a project notices.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

struct sqlite3;

namespace headroom::store {

/// Each name would have a log of its own for the same pages. Errors: InvalidArgument.
Status checkOneName(const std::filesystem::path& path);

/// A hook of SQLite: takes the log in as SQLite does by itself, but never into a file that has another name by now:
/// whoever opened it there has a log of its own.
int takeLogIn(void*, sqlite3* handle, const char* database, int pages);

/// The name as SQLite's URI of a file that nobody changes: it makes neither log nor locks beside it.
std::string unchangingUri(const std::filesystem::path& path);

} // namespace headroom::store
