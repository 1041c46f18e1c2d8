// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform.h"

#include <fstream>
#include <sched.h>
#include <set>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>

namespace headroom {

std::uint64_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    statm >> size >> resident;
    return statm ? resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

std::uint64_t peakResidentBytes()
{
    rusage usage{};
    return ::getrusage(RUSAGE_SELF, &usage) == 0 ? static_cast<std::uint64_t>(usage.ru_maxrss) * 1024 : 0;
}

unsigned usableCores()
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return 0;
    std::set<std::string> cores;
    for (unsigned cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &allowed))
            continue;
        std::ifstream siblings("/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology/thread_siblings_list");
        std::string line;
        cores.insert(std::getline(siblings, line) ? line : std::to_string(cpu));
    }
    return static_cast<unsigned>(cores.size());
}

std::string bootId()
{
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

/// Clock ticks since boot (proc(5), stat, field 22); a zombie has ended.
std::string startOfProcess(long pid)
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

/// umask() itself would have to change it, for all threads.
std::optional<std::uint32_t> fileMask()
{
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word)
        if (std::uint32_t mask = 0; word == "Umask:" && status >> std::oct >> mask)
            return mask;
    return std::nullopt;
}

} // namespace headroom
