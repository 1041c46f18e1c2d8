// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/owner.h"

#include <charconv>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace headroom::store {

namespace {

std::string bootId()
{
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

/// Clock ticks since boot (proc(5), stat, field 22); empty when there is no such process, or it is a zombie.
std::string startTime(long pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return {};
    const std::size_t afterName = line.rfind(") "); // the name may hold spaces and brackets
    if (afterName == std::string::npos)
        return {};
    std::istringstream fields(line.substr(afterName + 2));
    std::string field;
    for (int number = 3; number <= 22; ++number) {
        if (!(fields >> field) || (number == 3 && (field == "Z" || field == "X")))
            return {};
    }
    return field;
}

std::string processName(long pid)
{
    const std::string start = startTime(pid);
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
