// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: every function that can fail returns Result<T>, and an error is a code with its place,
// never prose for users: app/text (window) and app/cli (command line) turn it into a sentence
// with a next step. Exceptions of libraries are caught in one place, job::run.
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace headroom {

enum class ErrorCode {
    InvalidArgument, ///< the caller asked for something that makes no sense
    NotFound, ///< no such file, tensor, key, row
    PermissionDenied, ///< the operating system refused access
    Io, ///< reading or writing failed
    NoSpace, ///< the disk or quota is full
    Truncated, ///< the file ends before what it announces
    Corrupt, ///< the file contradicts itself or its format
    Unsupported, ///< well-formed, but beyond what this build handles
    OutOfMemory,
    Cancelled, ///< stopped on request; what was finished is kept
    Busy, ///< somebody else holds it
    Conflict, ///< it changed meanwhile, or exists already
    WorkerDied, ///< the worker process ended without an answer
    Internal, ///< a defect of ours
};

/// Snake-case name used in JSON and in the store, for example "no_space".
std::string_view errorCodeName(ErrorCode code);
/// The inverse; unknown names read as Internal.
ErrorCode errorCodeFromName(std::string_view name);

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string where; ///< file, offset, tensor or key: "model.gguf, byte 24, tensor count"
    std::string detail; ///< what is wrong there, lower case, no full stop
};

template <class T> using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string where, std::string detail)
{
    return tl::unexpected<Error>(Error{code, std::move(where), std::move(detail)});
}

/// The error of a failed system call, from errno.
tl::unexpected<Error> failErrno(int error, std::string where);

} // namespace headroom

/// Returns the error of a Status or Result expression from the enclosing function.
#define HEADROOM_TRY(expression)                                                                                       \
    do {                                                                                                               \
        if (auto headroomStatus = (expression); !headroomStatus)                                                       \
            return tl::unexpected(std::move(headroomStatus.error()));                                                  \
    } while (false)
