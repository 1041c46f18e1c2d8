// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/openjobs.h"

#include "app/gui/workbench.h"
#include "app/project/keys.h"
#include "app/text/display.h"

#include <algorithm>

namespace headroom::app {

namespace {

std::filesystem::path pathOf(const Project& project)
{
    return std::filesystem::path(project.path().toStdU16String());
}

} // namespace

OpenJobs::OpenJobs(Workbench& workbench, QObject* parent) : QObject(parent), m_workbench(workbench)
{
    connect(&workbench.project(), &Project::opened, this, &OpenJobs::restore);
    connect(&workbench.jobs(), &JobQueue::submitted, this, &OpenJobs::note);
    connect(&workbench.jobs(), &JobQueue::stateChanged, this, &OpenJobs::note);
}

void OpenJobs::note()
{
    Project& project = m_workbench.project();
    if (m_left || project.isReadOnly() || project.path().isEmpty())
        return;
    Json open = Json::array();
    for (const JobInfo& job : m_workbench.jobs().jobs())
        if (!job.isOver() && job.spec.project == pathOf(project))
            open.push_back({{"job", job::toJson(job.spec)}, {"title", job.title.toStdString()}});
    if (open == m_noted)
        return;
    m_noted = std::move(open);
    project.setSetting(keys::kOpenJobs, m_noted);
}

void OpenJobs::restore()
{
    Project& project = m_workbench.project();
    m_noted = project.setting(keys::kOpenJobs);
    if (project.isReadOnly() || !m_noted.is_array())
        return;
    int count = 0;
    for (const Json& entry : Json(m_noted)) {
        const auto title = entry.is_object() ? entry.find("title") : entry.end();
        auto spec = job::specFromJson(entry.is_object() ? entry.value("job", Json()) : Json());
        if (!spec || title == entry.end() || !title->is_string())
            continue;
        spec->project = pathOf(project); // it may have been moved
        if (isKnown(*spec) || isDone(*spec))
            continue;
        m_workbench.jobs().restore(std::move(*spec), text::fromUtf8(title->get<std::string>()));
        ++count;
    }
    note();
    if (count > 0)
        m_workbench.notify({tr("%n job(s) did not end before the window closed.", nullptr, count),
                            tr("Run again is in the list of jobs."), widgets::Glyph::Stale,
                            QStringLiteral("view.jobs")});
}

/// This window has it in its list: it came back to the project.
bool OpenJobs::isKnown(const job::JobSpec& spec) const
{
    return std::ranges::any_of(m_workbench.jobs().jobs(), [&](const JobInfo& job) {
        return job.spec.kind == spec.kind && job.spec.project == spec.project && job.spec.parameters == spec.parameters;
    });
}

/// The worker outlived the window by the moment that it needed.
bool OpenJobs::isDone(const job::JobSpec& spec) const
{
    for (const store::RunRow& run : m_workbench.project().runs({.kind = spec.kind})) // newest first
        if (run.spec.is_object() && run.spec.value("parameters", Json()) == spec.parameters)
            return run.state == store::RunState::Done;
    return false;
}

} // namespace headroom::app
