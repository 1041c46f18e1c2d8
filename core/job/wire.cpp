// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The worker's side of the JSON-lines protocol: one thread works, one reads commands; lines are written under a lock.
#include "core/base/caught.h"
#include "core/job/job.h"

#include <chrono>
#include <condition_variable>
#include <istream>
#include <memory>
#include <mutex>
#include <ostream>
#include <thread>

namespace headroom::job {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kProgressInterval = std::chrono::milliseconds(100);
constexpr auto kStopPoll = std::chrono::milliseconds(50);
constexpr std::size_t kLongestLine = 1U << 20;

/// False at the end of input; an overlong line reads as far as the limit and is then no JSON.
bool readLine(std::istream& in, std::string& line)
{
    line.clear();
    for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
        if (c == '\n')
            return true;
        if (line.size() < kLongestLine)
            line += static_cast<char>(c);
    }
    return !line.empty();
}

/// What the reading thread tells the working one. It outlives whichever ends last.
class Commands {
public:
    Commands(const std::atomic<bool>* stop, std::atomic<bool>* cancelled) : m_stop(stop), m_told(cancelled) { }

    void pause(bool paused)
    {
        const std::lock_guard lock(m_mutex);
        m_paused = paused;
        m_changed.notify_all();
    }

    void cancel()
    {
        const std::lock_guard lock(m_mutex);
        end();
    }

    void refuse(Error error)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_refusal)
            m_refusal = std::move(error);
        end();
    }

    bool cancelled() const
    {
        const std::lock_guard lock(m_mutex);
        return isCancelled();
    }

    std::optional<Error> refusal() const
    {
        const std::lock_guard lock(m_mutex);
        return m_refusal;
    }

    /// Waits while paused; false once cancelled.
    bool mayGoOn()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            if (isCancelled())
                return false;
            if (!m_paused)
                return true;
            m_changed.wait_for(lock, kStopPoll);
        }
    }

private:
    bool isCancelled() const { return m_cancelled || (m_stop && *m_stop); }
    void end()
    {
        m_cancelled = true;
        if (m_told)
            *m_told = true;
        m_changed.notify_all();
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    const std::atomic<bool>* m_stop;
    std::atomic<bool>* m_told;
    std::optional<Error> m_refusal;
    bool m_paused = false;
    bool m_cancelled = false;
};

Status obey(const std::string& line, Commands& commands)
{
    const auto json = parseJson(line, "job, command");
    if (!json)
        return tl::unexpected(json.error());
    const auto found = json->is_object() ? json->find("command") : json->end();
    const std::string command
        = json->is_object() && found != json->end() && found->is_string() ? found->get<std::string>() : std::string();
    if (command == "pause" || command == "resume")
        commands.pause(command == "pause");
    else if (command == "cancel")
        commands.cancel();
    else
        return fail(ErrorCode::InvalidArgument, "job, command", "is none of pause, resume, cancel");
    return {};
}

void readCommands(std::istream& in, Commands& commands)
{
    const Status read = guarded("job, command", [&]() -> Status {
        std::string line;
        while (readLine(in, line)) {
            if (line.find_first_not_of(" \t\r") == std::string::npos)
                continue;
            if (const Status status = obey(line, commands); !status)
                commands.refuse(status.error());
        }
        return {};
    });
    read ? commands.cancel() : commands.refuse(read.error());
}

class WireControl final : public JobControl {
public:
    WireControl(std::ostream& out, Commands& commands) : m_out(out), m_commands(commands) { }

    void report(const Progress& progress) override
    {
        const std::lock_guard lock(m_mutex);
        const auto now = Clock::now();
        const bool complete = progress.total > 0 && progress.done >= progress.total;
        if (progress.stage == m_stage && !(complete && !m_complete) && now - m_reported < kProgressInterval)
            return;
        m_stage = progress.stage;
        m_complete = complete;
        m_reported = now;
        put({{"progress",
              {{"stage", progress.stage.id()},
               {"item", toJson(progress.item)},
               {"done", progress.done},
               {"total", progress.total},
               {"bytes", progress.bytes},
               {"total_bytes", progress.totalBytes}}}});
    }

    void event(std::string_view kind, const Json& payload) override
    {
        write({{"event", {{"kind", kind}, {"data", payload}}}});
    }

    Status checkpoint() override
    {
        if (m_commands.mayGoOn() && !m_deaf)
            return {};
        return fail(ErrorCode::Cancelled, "job", "stopped on request");
    }

    void write(const Json& line)
    {
        const std::lock_guard lock(m_mutex);
        put(line);
    }

    bool deaf() const { return m_deaf; }

    int finish(const Error& error, int status)
    {
        write({{"error", {{"code", errorCodeName(error.code)}, {"where", error.where}, {"detail", error.detail}}}});
        return status;
    }

private:
    void put(const Json& line)
    {
        m_out << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
        if (!m_out)
            m_deaf = true; // nobody listens any more
    }

    std::mutex m_mutex;
    std::ostream& m_out;
    Commands& m_commands;
    Stage m_stage;
    Clock::time_point m_reported;
    bool m_complete = false;
    std::atomic<bool> m_deaf = false;
};

Result<JobSpec> readSpec(std::istream& in)
{
    std::string line;
    if (!readLine(in, line))
        return fail(ErrorCode::InvalidArgument, "job", "the input ended before a job came");
    const auto json = parseJson(line, "job");
    if (!json)
        return tl::unexpected(json.error());
    if (!json->is_object() || !json->contains("job"))
        return fail(ErrorCode::InvalidArgument, "job", "the first line is not {\"job\":{…}}");
    return specFromJson(json->at("job"));
}

} // namespace

int serve(std::istream& in, std::ostream& out, const std::atomic<bool>* stop, std::atomic<bool>* cancelled)
{
    const auto commands = std::make_shared<Commands>(stop, cancelled);
    WireControl control(out, *commands);
    const auto spec = readSpec(in);
    if (!spec)
        return control.finish(spec.error(), 2);
    in.tie(nullptr); // or reading would flush what another thread writes
    const Status reading = guarded("job", [&]() -> Status { // a job that cannot be stopped is not begun
        std::thread([&in, commands] { readCommands(in, *commands); }).detach();
        return {};
    });
    if (!reading)
        return control.finish(reading.error(), 1);
    const auto result = run(*spec, control);
    if (const auto refusal = commands->refusal())
        return control.finish(*refusal, refusal->code == ErrorCode::OutOfMemory ? 1 : 2);
    if (!result && control.deaf() && !commands->cancelled())
        return 1; // there is nobody to tell
    if (!result)
        return control.finish(result.error(), result.error().code == ErrorCode::Cancelled ? 130 : 1);
    control.write({{"done", {{"run", result->run}, {"result", result->result}}}});
    return control.deaf() ? 1 : 0;
}

} // namespace headroom::job
