// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a project holds: rows and settings, and what a window keeps to itself of a file that is another one's.
#include "app/project/firstrequest.h"
#include "app/project/keys.h"
#include "app/project/project.h"
#include "core/plan/caveat.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace headroom::app {

namespace {

Json summary(const model::Description& model)
{
    return Json{{"parameters", model.parameters()},
                {"weight_bytes", model.weightBytes()},
                {"bits_per_weight", model.bitsPerWeight()},
                {"layers", model.shape.layers},
                {"context_length_tokens", model.shape.contextLength}};
}

/// Changes with every transaction: the log grows, or is taken in.
QString stampOf(const QString& path)
{
    QString stamp;
    for (const char* ending : {"", "-wal"}) {
        const QFileInfo file(path + QLatin1String(ending));
        stamp += QStringLiteral("%1 %2;").arg(file.size()).arg(file.lastModified().toMSecsSinceEpoch());
    }
    return stamp;
}

} // namespace

void Project::Changes::put(const store::PlanRow& plan)
{
    const auto known = std::ranges::find(plans, plan.name, &store::PlanRow::name);
    if (known == plans.end())
        plans.push_back(plan);
    else
        *known = plan;
}

template <class T> std::vector<T> Project::listed(Result<std::vector<T>> rows) const
{
    if (!rows)
        emit failed(rows.error());
    for (const Error& damage : m_store->takeDamage())
        emit failed(damage);
    return rows ? std::move(*rows) : std::vector<T>();
}

std::vector<store::ModelRow> Project::models() const
{
    return m_store ? listed(m_store->models()) : std::vector<store::ModelRow>();
}

std::vector<store::ArtifactRow> Project::artifacts() const
{
    return m_store ? listed(m_store->listArtifacts()) : std::vector<store::ArtifactRow>();
}

std::vector<store::RunRow> Project::runs(const store::RunFilter& filter) const
{
    return m_store ? listed(m_store->list(filter)) : std::vector<store::RunRow>();
}

std::string Project::resultText(store::Id run) const
{
    auto text = m_store ? m_store->resultText(run) : Result<std::string>();
    check(text.map([](const std::string&) {}));
    return text ? std::move(*text) : std::string();
}

std::vector<store::MetricRow> Project::metrics(store::Id run) const
{
    return m_store ? listed(m_store->metrics(run)) : std::vector<store::MetricRow>();
}

void Project::addVerdicts(store::Id run, const std::vector<store::VerdictRow>& rows)
{
    if (!mayWrite())
        return;
    check(m_store->addVerdicts(run, rows));
    noteWritten();
}

std::vector<store::PlanRow> Project::plans() const
{
    Changes all{{}, m_store ? listed(m_store->plans()) : std::vector<store::PlanRow>()};
    for (const store::PlanRow& kept : m_kept.plans)
        all.put(kept);
    return all.plans;
}

Json Project::setting(const char* key) const
{
    if (const auto kept = m_kept.settings.find(key); kept != m_kept.settings.end())
        return kept->second;
    if (!m_store)
        return nullptr;
    auto value = m_store->setting(key);
    if (!value) {
        emit failed(value.error());
        return nullptr;
    }
    return value->value_or(Json(nullptr));
}

void Project::setSetting(const char* key, const Json& value)
{
    if (mayWrite()) {
        check(m_store->setSetting(key, value));
        m_written.settings[key] = value;
    } else if (setting(key) != value) {
        m_kept.settings[key] = value;
    }
    noteWritten();
}

Json Project::settingOf(const QString& file, const char* key) const
{
    const Json all = setting(key);
    const auto found = all.is_object() ? all.find(file.toStdString()) : all.end();
    return all.is_object() && found != all.end() ? *found : Json();
}

void Project::setSettingOf(const QString& file, const char* key, const Json& value)
{
    Json all = setting(key);
    if (!all.is_object())
        all = Json::object();
    all[file.toStdString()] = value;
    setSetting(key, all);
}

void Project::savePlan(const QString& name, const plan::PlanRequest& request, const plan::Plan& result)
{
    const bool writes = mayWrite(); // or the plan of the same name would be another file's
    store::PlanRow row;
    for (const auto& known : plans())
        if (known.name == name.toStdString())
            row.id = known.id;
    row.name = name.toStdString();
    row.request = requestToJson(request);
    row.result = plan::toJson(request, result);
    (writes ? m_written : m_kept).put(row);
    if (writes)
        check(m_store->putPlan(row).map([](store::Id) {}));
    noteWritten();
    emit plansChanged();
}

void Project::reload()
{
    emit modelsChanged();
    emit artifactsChanged();
    emit runsChanged();
    emit plansChanged();
}

void Project::keepModel(const model::Description& model)
{
    if (model.fileBytes == 0 || !mayWrite())
        return;
    store::ModelRow row;
    row.name = model.name;
    row.path = model.source;
    row.architecture = model.shape.architecture;
    row.fileBytes = model.fileBytes;
    row.details = summary(model);
    check(m_store->putModel(row).map([](store::Id) {}));
    noteWritten();
}

Status Project::writeKept(store::Store& store) const
{
    for (const auto& [key, value] : m_kept.settings)
        HEADROOM_TRY(store.setSetting(key, value));
    const auto there = store.plans();
    if (!there)
        return tl::unexpected(there.error());
    for (store::PlanRow plan : m_kept.plans) {
        const auto known = std::ranges::find(*there, plan.name, &store::PlanRow::name);
        plan.id = known == there->end() ? 0 : known->id; // the file may be another one than the plan was kept for
        if (auto written = store.putPlan(plan); !written)
            return tl::unexpected(written.error());
    }
    return {};
}

void Project::noteWritten()
{
    m_wroteSinceMark = m_wroteSinceMark || !m_readOnly;
    m_stamp = stampOf(path());
    watchPlace();
}

/// A file that another program wrote over since is not written to.
bool Project::mayWrite()
{
    watchPlace();
    return m_store && !m_readOnly;
}

/// Nobody but the window that writes into a file has something to lose there.
void Project::leaveMark()
{
    m_wroteSinceMark = false;
    if (mayWrite())
        static_cast<void>(m_store->leaveMark()); // busy: another time
    m_stamp = stampOf(path());
}

void Project::watchPlace()
{
    const bool moved = isMoved();
    if (!moved && m_store && !m_readOnly && !m_store->checkPlace())
        leaveOverwritten();
    if (moved == m_saidMoved)
        return;
    m_saidMoved = !m_saidMoved;
    emit placeChanged();
}

/// What this window wrote is in that file no more, and only here. The log goes with the store: laid over what is there
/// now, it would be the end of both.
void Project::leaveOverwritten()
{
    m_overwritten = m_readOnly = true;
    m_kept = std::exchange(m_written, {});
    m_store.reset();
    openOverwritten();
    m_remembered = setting(keys::kPlanRequest);
    remember();
    emit placeChanged();
    reload();
}

/// What was put in the file's place may be no project, or not be whole yet.
void Project::openOverwritten()
{
    const std::filesystem::path file(m_path.toStdU16String());
    if (auto store = store::Store::open(file, false))
        m_store = std::move(*store);
    m_stamp = stampOf(m_path);
}

/// The window that had the file may have closed. What was changed here is not written over its last words unasked.
void Project::watchLock()
{
    if (!m_readOnly || m_overwritten || isProtected() || m_lock->isLocked() || isMoved() || !m_lock->tryLock())
        return;
    if (!holdsUnsaved())
        check(open(path()));
    emit released();
}

/// Another window, the command line, or a worker whose window is gone wrote into the file.
void Project::look()
{
    watchPlace();
    if (m_store)
        watchLock();
    const bool written = !m_path.isEmpty() && stampOf(path()) != m_stamp;
    if (m_wroteSinceMark)
        leaveMark();
    if (!written)
        return;
    if (m_overwritten && !m_store)
        openOverwritten();
    m_stamp = stampOf(path());
    reload();
}

void Project::check(const Status& status) const
{
    if (!status)
        emit failed(status.error());
}

} // namespace headroom::app
