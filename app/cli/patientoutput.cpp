// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "patientoutput.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace headroom::cli {

namespace {

constexpr int kLookMs = 50;
constexpr auto kGrace = std::chrono::seconds(1);

} // namespace

PatientOutput::PatientOutput(int descriptor, std::function<bool()> unwanted)
    : m_descriptor(descriptor), m_unwanted(std::move(unwanted))
{
}

std::streambuf::int_type PatientOutput::overflow(int_type c)
{
    if (!traits_type::eq_int_type(c, traits_type::eof()))
        m_text += traits_type::to_char_type(c);
    return traits_type::not_eof(c);
}

std::streamsize PatientOutput::xsputn(const char* text, std::streamsize count)
{
    m_text.append(text, static_cast<std::size_t>(count));
    return count;
}

/// False when the reader made none although it was time to end. An error shows when writing.
bool PatientOutput::waitForRoom() const
{
    using Clock = std::chrono::steady_clock;
    auto unwantedSince = Clock::time_point::max();
    for (;;) {
        pollfd room{m_descriptor, POLLOUT, 0};
        const int ready = ::poll(&room, 1, kLookMs);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return true;
        if (m_unwanted() && unwantedSince == Clock::time_point::max())
            unwantedSince = Clock::now();
        if (unwantedSince != Clock::time_point::max() && Clock::now() - unwantedSince > kGrace)
            return false;
    }
}

int PatientOutput::sync()
{
    std::string_view rest = m_text;
    while (!rest.empty() && waitForRoom()) {
        // A pipe that has room takes this much without waiting.
        const ssize_t written = ::write(m_descriptor, rest.data(), std::min<std::size_t>(rest.size(), PIPE_BUF));
        if (written >= 0)
            rest.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR && errno != EAGAIN)
            break;
    }
    const bool whole = rest.empty();
    m_text.clear();
    return whole ? 0 : -1;
}

} // namespace headroom::cli
