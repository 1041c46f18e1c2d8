// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/result.h"

#include <array>
#include <cerrno>
#include <cstring>

namespace headroom {

namespace {

struct CodeName {
    ErrorCode code;
    std::string_view name;
};
constexpr std::array kCodeNames{
    CodeName{ErrorCode::InvalidArgument, "invalid_argument"},
    CodeName{ErrorCode::NotFound, "not_found"},
    CodeName{ErrorCode::PermissionDenied, "permission_denied"},
    CodeName{ErrorCode::Io, "io"},
    CodeName{ErrorCode::NoSpace, "no_space"},
    CodeName{ErrorCode::Truncated, "truncated"},
    CodeName{ErrorCode::Corrupt, "corrupt"},
    CodeName{ErrorCode::Unsupported, "unsupported"},
    CodeName{ErrorCode::OutOfMemory, "out_of_memory"},
    CodeName{ErrorCode::Cancelled, "cancelled"},
    CodeName{ErrorCode::Busy, "busy"},
    CodeName{ErrorCode::Conflict, "conflict"},
    CodeName{ErrorCode::WorkerDied, "worker_died"},
    CodeName{ErrorCode::Internal, "internal"},
};

ErrorCode codeOfErrno(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return ErrorCode::NotFound;
    case EACCES:
    case EPERM:
    case EROFS:
        return ErrorCode::PermissionDenied;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::NoSpace;
    case ENOMEM:
        return ErrorCode::OutOfMemory;
    case EBUSY:
    case EAGAIN:
        return ErrorCode::Busy;
    case EEXIST:
        return ErrorCode::Conflict;
    default:
        return ErrorCode::Io;
    }
}

} // namespace

std::string_view errorCodeName(ErrorCode code)
{
    for (const auto& row : kCodeNames)
        if (row.code == code)
            return row.name;
    return "internal";
}

ErrorCode errorCodeFromName(std::string_view name)
{
    for (const auto& row : kCodeNames)
        if (row.name == name)
            return row.code;
    return ErrorCode::Internal;
}

tl::unexpected<Error> failErrno(int error, std::string where)
{
    return fail(codeOfErrno(error), std::move(where), std::strerror(error));
}

} // namespace headroom
