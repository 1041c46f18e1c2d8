// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what only the operating system knows of a process, asked in one file for each system (platform_linux.cpp).
// What the system does not say is 0, empty, or nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace headroom {

/// Bytes of this process in memory: now, and the most it ever had. A limit on memory counts what is there already.
std::uint64_t residentBytes();
std::uint64_t peakResidentBytes();

/// Processor cores that this process may use; hardware threads that share one count once.
unsigned usableCores();

/// Which start of the machine this is; another one after a restart.
std::string bootId();
/// When a process began, to tell it from a later one of the same number; empty where none of it lives.
std::string startOfProcess(long pid);

/// Permissions that files of this process do not get: its umask.
std::optional<std::uint32_t> fileMask();

} // namespace headroom
