// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/draft.h"

#include <cerrno>
#include <unistd.h>

namespace headroom::model::hf {

Result<Draft> Draft::of(const std::filesystem::path& target)
{
    Draft draft;
    draft.m_target = target.filename().empty() ? target.parent_path() : target;
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(draft.m_target, error)))
        return fail(ErrorCode::Conflict, draft.m_target.string(), "exists already");
    return draft;
}

Result<Draft> Draft::create(const std::filesystem::path& target, const std::filesystem::path& path)
{
    auto draft = of(target);
    std::error_code error;
    if (!draft)
        return draft;
    std::filesystem::remove_all(path, error);
    if (!std::filesystem::create_directory(path, error))
        return failErrno(error.value(), path.string());
    draft->m_path = path;
    return draft;
}

Result<Draft> Draft::create(const std::filesystem::path& target)
{
    auto made = of(target);
    if (!made)
        return made;
    Draft& draft = *made;
    std::error_code error;
    const auto parent = draft.m_target.has_parent_path() ? draft.m_target.parent_path() : std::filesystem::path(".");
    std::string pattern = (parent / ".headroom-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        return failErrno(errno, draft.m_target.string());
    draft.m_path = pattern;
    std::filesystem::permissions(draft.m_path, std::filesystem::perms(0755), error);
    return made;
}

Draft::~Draft()
{
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, ignored);
}

Status Draft::commit()
{
    std::error_code error;
    std::filesystem::rename(m_path, m_target, error);
    if (error)
        return failErrno(error.value(), m_target.string());
    m_path.clear();
    return {};
}

} // namespace headroom::model::hf
