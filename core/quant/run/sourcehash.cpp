// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/sourcehash.h"

#include "core/base/caught.h"
#include "core/base/hash.h"
#include "core/base/taskqueue.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace headroom::quant {

namespace {
constexpr auto kAskAgain = std::chrono::milliseconds(50); ///< whether the run is still wanted
}

/// What both threads know; the hashing one comes here between two chunks.
class SourceHash::Beside final : public JobControl {
public:
    Beside(std::shared_ptr<const model::ModelFile> source, std::string known, bool anew)
        : m_source(std::move(source)), m_queue(1)
    {
        const auto hash = anew ? &model::ModelFile::sha256 : &model::ModelFile::knownSha256;
        if (known.empty())
            static_cast<void>(m_queue.add([this, hash] {
                found(guarded(name(),
                              [this, hash] { return (*m_source.*hash)(*this); })); // or the run would wait for ever
                return Status();
            }));
        else
            found(std::move(known));
    }
    ~Beside() override
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        m_changed.notify_all();
    }

    Status checkpoint() override
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_held || m_stopped; });
        m_left -= std::min<std::uint64_t>(m_left, kHashChunk);
        if (m_stopped)
            return fail(ErrorCode::Cancelled, "source", "is not hashed to its end");
        return {};
    }
    void hold(bool held)
    {
        const std::lock_guard lock(m_mutex);
        m_held = held;
        m_changed.notify_all();
    }
    /// Nothing where it takes longer.
    std::optional<Result<std::string>> within(std::chrono::milliseconds time)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, time, [this] { return m_sha256.has_value(); });
        return m_sha256;
    }
    std::uint64_t bytesLeft()
    {
        const std::lock_guard lock(m_mutex);
        return m_left;
    }
    std::uint64_t bytes() const { return m_source->diskBytes(); }
    std::string name() const { return m_source->path().filename().string(); }

private:
    void found(Result<std::string> sha256)
    {
        const std::lock_guard lock(m_mutex);
        m_sha256 = std::move(sha256);
        m_left = 0;
        m_changed.notify_all();
    }

    std::shared_ptr<const model::ModelFile> m_source;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_left = m_source->diskBytes(); ///< about
    bool m_held = false;
    bool m_stopped = false;
    std::optional<Result<std::string>> m_sha256;
    TaskQueue m_queue; ///< last: its thread ends before what it uses
};

class SourceHash::Holding final : public JobControl {
public:
    Holding(Beside& beside, JobControl& run) : m_beside(beside), m_run(run) { }
    void report(const Progress& progress) override { m_run.report(progress); }
    void event(std::string_view kind, const Json& payload) override { m_run.event(kind, payload); }
    Status checkpoint() override
    {
        m_beside.hold(true);
        Status go = m_run.checkpoint();
        m_beside.hold(false);
        return go;
    }

private:
    Beside& m_beside;
    JobControl& m_run;
};

SourceHash::SourceHash(std::shared_ptr<const model::ModelFile> source, std::string known, bool anew)
    : m_beside(std::make_unique<Beside>(std::move(source), std::move(known), anew))
{
}

SourceHash::~SourceHash() = default;

JobControl& SourceHash::holding(JobControl& control)
{
    m_holding = std::make_unique<Holding>(*m_beside, control);
    return *m_holding;
}

std::string SourceHash::known() const
{
    const auto found = m_beside->within(std::chrono::milliseconds(0));
    return found && *found ? **found : std::string();
}

std::uint64_t SourceHash::bytesLeft() const
{
    return m_beside->bytesLeft();
}

Result<std::string> SourceHash::wait(JobControl& control)
{
    auto found = m_beside->within(std::chrono::milliseconds(0));
    Progress progress{"hash", said(m_beside->name()), 0, 1, 0, m_beside->bytes()};
    const bool waited = !found;
    Holding pausing(*m_beside, control);
    while (!found) {
        progress.bytes = progress.totalBytes - m_beside->bytesLeft();
        control.report(progress);
        HEADROOM_TRY(pausing.checkpoint());
        found = m_beside->within(kAskAgain);
    }
    if (waited && *found) {
        progress.done = 1;
        progress.bytes = progress.totalBytes;
        control.report(progress);
    }
    return std::move(*found);
}

} // namespace headroom::quant
