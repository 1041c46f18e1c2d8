// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a project holds: rows and settings, and what a window keeps to itself of a file that is another one's.
#include "app/project/firstrequest.h"
#include "app/project/project.h"
#include "core/plan/caveat.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

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

/// The plan takes the place of one of the same name.
void putPlan(std::vector<store::PlanRow>& plans, const store::PlanRow& plan)
{
    const auto known = std::ranges::find(plans, plan.name, &store::PlanRow::name);
    if (known == plans.end())
        plans.push_back(plan);
    else
        *known = plan;
}

} // namespace

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
    if (!m_store || m_readOnly)
        return;
    check(m_store->addVerdicts(run, rows));
    noteWritten();
}

std::vector<store::PlanRow> Project::plans() const
{
    auto plans = m_store ? listed(m_store->plans()) : std::vector<store::PlanRow>();
    for (const store::PlanRow& kept : m_keptPlans)
        putPlan(plans, kept);
    return plans;
}

Json Project::setting(const char* key) const
{
    if (const auto kept = m_keptSettings.find(key); kept != m_keptSettings.end())
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
    if (m_readOnly && setting(key) != value)
        m_keptSettings[key] = value;
    else if (!m_readOnly && m_store)
        check(m_store->setSetting(key, value));
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
    if (!m_store)
        return;
    store::PlanRow row;
    for (const auto& known : plans())
        if (known.name == name.toStdString())
            row.id = known.id;
    row.name = name.toStdString();
    row.request = requestToJson(request);
    row.result = plan::toJson(request, result);
    if (m_readOnly)
        putPlan(m_keptPlans, row);
    else
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
    if (model.fileBytes == 0 || !m_store || m_readOnly)
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
    for (const auto& [key, value] : m_keptSettings)
        HEADROOM_TRY(store.setSetting(key, value));
    for (const store::PlanRow& plan : m_keptPlans)
        if (auto written = store.putPlan(plan); !written)
            return tl::unexpected(written.error());
    return {};
}

void Project::noteWritten()
{
    m_stamp = stampOf(path());
    watchPlace();
}

void Project::watchPlace()
{
    if (isMoved() == m_saidMoved)
        return;
    m_saidMoved = !m_saidMoved;
    emit placeChanged();
}

/// The window that had the file may have closed. What was changed here is not written over its last words unasked.
void Project::watchLock()
{
    if (!m_readOnly || isProtected() || m_lock->isLocked() || isMoved() || !m_lock->tryLock())
        return;
    if (!holdsUnsaved())
        check(open(path()));
    emit released();
}

/// Another window, the command line, or a worker whose window is gone wrote into the file.
void Project::watch()
{
    if (!m_store)
        return;
    watchPlace();
    watchLock();
    if (stampOf(path()) == m_stamp)
        return;
    noteWritten();
    reload();
}

void Project::check(const Status& status) const
{
    if (!status)
        emit failed(status.error());
}

} // namespace headroom::app
