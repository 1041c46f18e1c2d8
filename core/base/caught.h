// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what libraries throw becomes an error where work begins or changes threads: a job, a queued task, the program
// itself. A shortage of memory, threads or handles is told as such, never as a defect.
#pragma once

#include "core/base/result.h"

#include <exception>
#include <utility>

namespace headroom {

/// An error from within a function that returns none; caughtError() gives it back.
class Raised final : public std::exception {
public:
    explicit Raised(Error error) : m_error(std::move(error)) { }
    const Error& error() const { return m_error; }
    const char* what() const noexcept override { return m_error.detail.c_str(); }

private:
    Error m_error;
};

/// The error of the exception that is being handled; call it in a catch block. where: what was being done, unless the
/// exception knows better.
Error caughtError(std::string where);

/// Runs `work`, which returns a Result or Status; what it throws becomes its error.
template <class Work> auto guarded(std::string where, Work&& work) -> decltype(work())
{
    try {
        return std::forward<Work>(work)();
    } catch (...) {
        return tl::unexpected(caughtError(std::move(where)));
    }
}

} // namespace headroom
