// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/draft.h"

#include "core/base/output.h"

namespace headroom::model::hf {

namespace {

namespace fs = std::filesystem;

/// Who may read a file in it may search the folder too.
std::uint32_t folderMode(std::uint32_t mode)
{
    return 0700 | mode | (mode & 0044U) >> 2U;
}

} // namespace

Result<Draft> Draft::of(const fs::path& target, std::uint32_t mode)
{
    Draft draft(target.filename().empty() ? target.parent_path() : target, mode);
    std::error_code error;
    if (fs::exists(fs::symlink_status(draft.m_target, error)))
        return fail(ErrorCode::Conflict, draft.m_target.string(), "exists already, and a folder is not replaced");
    return draft;
}

Result<Draft> Draft::create(const fs::path& target, std::uint32_t mode, const fs::path& path)
{
    auto draft = of(target, mode);
    std::error_code error;
    if (!draft)
        return draft;
    fs::remove_all(path, error);
    if (!fs::create_directory(path, error))
        return failErrno(error.value(), path.string());
    draft->m_path = path;
    return draft;
}

Result<Draft> Draft::create(const fs::path& target, std::uint32_t mode)
{
    auto draft = of(target, mode);
    if (!draft)
        return draft;
    auto scratch = Scratch::folder(draft->m_target.has_parent_path() ? draft->m_target.parent_path() : fs::path("."));
    if (!scratch)
        return fail(scratch.error().code, draft->m_target.string(), scratch.error().detail);
    draft->m_path = scratch->path();
    draft->m_scratch = std::move(*scratch);
    return draft;
}

Draft::~Draft()
{
    std::error_code ignored;
    if (!m_path.empty())
        fs::remove_all(m_path, ignored);
}

Status Draft::commit()
{
    const std::uint32_t mode = masked(m_mode);
    std::error_code ignored; // where the file system knows no permissions it has its own
    for (const auto& entry : fs::recursive_directory_iterator(m_path, ignored))
        fs::permissions(entry.path(), fs::perms(entry.is_directory(ignored) ? masked(folderMode(m_mode)) : mode),
                        ignored);
    HEADROOM_TRY(moveTo(m_path, {m_target, false}));
    m_path.clear();
    m_scratch.keep();
    fs::permissions(m_target, fs::perms(masked(folderMode(m_mode))), ignored);
    return {};
}

} // namespace headroom::model::hf
