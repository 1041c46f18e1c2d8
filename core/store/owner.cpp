// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/owner.h"

#include "core/base/platform.h"

#include <charconv>
#include <unistd.h>

namespace headroom::store {

namespace {

std::string processName(long pid)
{
    const std::string start = startOfProcess(pid);
    return start.empty() ? std::string() : bootId() + ":" + std::to_string(pid) + ":" + start;
}

} // namespace

std::string thisProcess()
{
    return processName(::getpid());
}

bool processLives(const std::string& name)
{
    const std::size_t first = name.find(':');
    if (first == std::string::npos)
        return false;
    long pid = 0;
    const char* const begin = name.data() + first + 1;
    if (std::from_chars(begin, name.data() + name.size(), pid).ec != std::errc{} || pid <= 0)
        return false;
    return processName(pid) == name;
}

} // namespace headroom::store
