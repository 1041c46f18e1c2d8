// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "console.h"

#include "core/base/json.h"
#include "output.h"

#include <csignal>
#include <cstdio>
#include <unistd.h>
#include <utility>

namespace headroom::cli {

namespace {

constexpr auto kBarInterval = std::chrono::milliseconds(100);
constexpr auto kLineInterval = std::chrono::seconds(4);
constexpr double kEtaAfterSeconds = 2; ///< a rate before that says little
constexpr std::size_t kBarCells = 24;

std::atomic<bool>& stopFlag()
{
    static std::atomic<bool> flag = false;
    return flag;
}

void onSignal(int signal)
{
    stopFlag() = true;
    std::signal(signal, SIG_DFL);
}

std::string bar(double fraction)
{
    const auto full = static_cast<std::size_t>(fraction * double(kBarCells));
    std::string cells;
    for (std::size_t i = 0; i < kBarCells; ++i)
        cells += i < full ? "█" : "░";
    return cells;
}

/// So many bytes of it as a bar may have, in whole characters.
std::string_view beginning(std::string_view text)
{
    constexpr std::size_t kMost = 160;
    std::size_t end = std::min(text.size(), kMost);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

} // namespace

const std::atomic<bool>& catchSignals()
{
    stopFlag() = false; // constructed before a handler can run
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    if (std::signal(SIGHUP, onSignal) == SIG_IGN) // as nohup wants it
        std::signal(SIGHUP, SIG_IGN);
    return stopFlag();
}

Console::Console() : m_stop(catchSignals()), m_terminal(::isatty(STDERR_FILENO) == 1) { }

Console::~Console()
{
    if (m_drawn)
        std::fputs("\r\x1b[K", stderr);
}

Status Console::checkpoint()
{
    if (m_stop)
        return fail(ErrorCode::Cancelled, "", "interrupted");
    if (const int error = outputError(); error != 0) // what comes could not be written either
        return failErrno(error, "standard output");
    return {};
}

/// What the job foresees, less the time since then; without that, what is left at the mean rate.
std::string Console::remaining(double rate, double left) const
{
    if (m_high <= 0)
        return humanSeconds(left / rate);
    const double since = std::chrono::duration<double>(Clock::now() - m_foreseen).count();
    return humanSpan(std::max(0.0, m_low - since), std::max(0.0, m_high - since));
}

void Console::event(std::string_view kind, const Json& payload)
{
    const std::lock_guard lock(m_mutex);
    if (kind == "warning")
        return note(payload.value("text", std::string()));
    if (kind != "forecast")
        return;
    m_foreseen = Clock::now();
    m_low = payload.value("low", 0.0);
    m_high = payload.value("high", 0.0);
}

/// What the run does otherwise than asked is said while it can still be stopped.
void Console::note(const std::string& text)
{
    if (std::exchange(m_drawn, false))
        std::fputs("\r\x1b[K", stderr);
    tell("note: " + visible(text) + "\n");
}

std::string Console::describe(const Progress& progress, double seconds) const
{
    const bool inBytes = progress.totalBytes > 0;
    const double done = inBytes ? double(progress.bytes) : double(progress.done);
    const double total = inBytes ? double(progress.totalBytes) : double(progress.total);
    const double fraction = total > 0 ? std::min(1.0, done / total) : 0;
    std::string text(progress.stage.english());
    if (total > 0)
        text += fmt::format(" {}{:.0f} % ({}/{})", m_terminal ? bar(fraction) + " " : "", fraction * 100, progress.done,
                            progress.total);
    if (seconds >= kEtaAfterSeconds && done > 0) {
        const double rate = done / seconds;
        text += inBytes ? fmt::format(", {}/s", humanBytes(rate)) : fmt::format(", {:.3g}/s", rate);
        if (total > 0)
            text += ", about " + remaining(rate, total - done) + " left";
    }
    return progress.item.empty() ? text : text + ", " + english(progress.item);
}

void Console::draw(const std::string& text)
{
    const std::string line = m_terminal ? "\r\x1b[K" + std::string(beginning(visible(text))) : visible(text) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
    m_drawn = m_terminal;
}

void Console::report(const Progress& progress)
{
    const std::lock_guard lock(m_mutex);
    const auto now = Clock::now();
    if (progress.stage != m_stage) {
        m_stage = progress.stage;
        m_begun = now;
        m_shown = m_terminal ? Clock::time_point() : now;
    }
    if (now - m_shown < (m_terminal ? Clock::duration(kBarInterval) : Clock::duration(kLineInterval)))
        return;
    m_shown = now;
    draw(describe(progress, std::chrono::duration<double>(now - m_begun).count()));
}

} // namespace headroom::cli
