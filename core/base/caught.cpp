// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/caught.h"

#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>

namespace headroom {

namespace {

/// Short enough to need no memory itself.
Error shortage(std::string where)
{
    return {ErrorCode::OutOfMemory, std::move(where), "out of memory"};
}

/// A failed system call inside a library.
Error systemError(const std::system_error& exception, std::string where)
{
    if (exception.code() == std::errc::resource_unavailable_try_again)
        return {ErrorCode::OutOfMemory, std::move(where), "the system starts no more threads"};
    const auto& category = exception.code().category();
    if (category != std::generic_category() && category != std::system_category())
        return {ErrorCode::Internal, std::move(where), exception.what()};
    return failErrno(exception.code().value(), std::move(where)).value();
}

} // namespace

Error caughtError(std::string where)
{
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return shortage(std::move(where));
    } catch (const std::length_error&) { // a size that no memory holds
        return shortage(std::move(where));
    } catch (const Raised& raised) {
        return raised.error();
    } catch (const std::filesystem::filesystem_error& exception) {
        return systemError(exception, exception.path1().empty() ? std::move(where) : exception.path1().string());
    } catch (const std::system_error& exception) {
        return systemError(exception, std::move(where));
    } catch (const std::exception& exception) {
        return {ErrorCode::Internal, std::move(where), exception.what()};
    } catch (...) {
        return {ErrorCode::Internal, std::move(where), "an exception of an unknown kind"};
    }
}

} // namespace headroom
