// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The handler only reads atomics and calls mmap, which is one system call.
#include "core/base/mappingguard.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace headroom {

namespace {

struct Place {
    std::atomic<std::uintptr_t> begin{0};
    std::atomic<std::uintptr_t> end{0}; ///< 0: free
    std::atomic<bool> torn{false};
};

struct Guard {
    std::array<Place, 1024> places; ///< the largest published models have some 200 shards
    std::mutex mutex; ///< of those who take and give back places, never of the handler
    std::uintptr_t page = 4096;
    struct sigaction before { };
};

Guard& guard()
{
    static Guard instance;
    return instance;
}

/// Puts a page of zeros where the file has none any more.
bool mend(std::uintptr_t address)
{
    Guard& all = guard();
    for (Place& place : all.places) {
        if (address < place.begin || address >= place.end)
            continue;
        void* page = reinterpret_cast<void*>(address / all.page * all.page); // NOLINT
        place.torn = true;
        return ::mmap(page, all.page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == page;
    }
    return false;
}

void onBusError(int signal, siginfo_t* info, void* context)
{
    if (mend(reinterpret_cast<std::uintptr_t>(info->si_addr)))
        return;
    const struct sigaction& before = guard().before;
    if ((before.sa_flags & SA_SIGINFO) != 0 && before.sa_sigaction)
        return before.sa_sigaction(signal, info, context);
    ::signal(SIGBUS, SIG_DFL); // the access is repeated, and ends the process as it would have without us
}

void install()
{
    Guard& all = guard();
    all.page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    struct sigaction action { };
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGBUS, &action, &all.before);
}

} // namespace

std::size_t guardMapping(std::span<const std::byte> mapping)
{
    static std::once_flag once;
    std::call_once(once, install);
    Guard& all = guard();
    const std::lock_guard lock(all.mutex);
    for (std::size_t i = 0; i < all.places.size(); ++i) {
        Place& place = all.places[i];
        if (place.end != 0)
            continue;
        place.torn = false;
        place.begin = reinterpret_cast<std::uintptr_t>(mapping.data());
        place.end = place.begin + mapping.size();
        return i + 1;
    }
    return 0;
}

void unguardMapping(std::size_t ticket)
{
    if (ticket == 0)
        return;
    Place& place = guard().places[ticket - 1];
    place.begin = 0;
    place.end = 0;
}

bool mappingWasTorn(std::size_t ticket)
{
    return ticket != 0 && guard().places[ticket - 1].torn;
}

} // namespace headroom
