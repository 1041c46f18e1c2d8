// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project/project.h"

#include "app/project/editcommand.h"
#include "app/project/requestjson.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace headroom::app {

namespace {

constexpr int kRememberAfterMs = 400;
constexpr const char* kRequestKey = "plan_request";

std::filesystem::path native(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

QString fromNative(const std::filesystem::path& path)
{
    return QString::fromStdU16String(path.u16string());
}

Json summary(const model::Description& model)
{
    return Json{{"parameters", model.parameters()},
                {"weight_bytes", model.weightBytes()},
                {"bits_per_weight", model.bitsPerWeight()},
                {"layers", model.shape.layers},
                {"context_length_tokens", model.shape.contextLength}};
}

} // namespace

Project::Project(QObject* parent) : QObject(parent), m_request(firstRequest())
{
    m_rememberTimer.setSingleShot(true);
    m_rememberTimer.setInterval(kRememberAfterMs);
    connect(&m_rememberTimer, &QTimer::timeout, this, &Project::remember);
}

Project::~Project()
{
    remember();
}

Status Project::openUnnamed()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    QDir().mkpath(folder);
    // Two windows may run at once: each takes the first unnamed project that nobody holds.
    std::unique_ptr<QLockFile> lock;
    QString path;
    for (int i = 1; i < 100; ++i) {
        path = folder + (i == 1 ? QStringLiteral("/unnamed.headroom") : QStringLiteral("/unnamed-%1.headroom").arg(i));
        lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
        lock->setStaleLockTime(0);
        if (lock->tryLock())
            break;
    }
    auto store = store::Store::open(native(path));
    if (!store)
        return tl::unexpected(store.error());
    adopt(std::move(*store), std::move(lock));
    return {};
}

Status Project::open(const QString& path)
{
    auto store = store::Store::open(native(path), false);
    if (!store)
        return tl::unexpected(store.error());
    adopt(std::move(*store), nullptr);
    return {};
}

Status Project::create(const QString& path)
{
    if (QFileInfo::exists(path))
        return fail(ErrorCode::Conflict, path.toStdString(), "a file of this name exists already");
    auto store = store::Store::open(native(path));
    if (!store)
        return tl::unexpected(store.error());
    adopt(std::move(*store), nullptr);
    return {};
}

Status Project::saveAs(const QString& target)
{
    remember();
    if (!m_store)
        return fail(ErrorCode::InvalidArgument, target.toStdString(), "no project is open");
    const QString source = path();
    HEADROOM_TRY(m_store->copyTo(native(target)));
    auto store = store::Store::open(native(target), false);
    if (!store)
        return tl::unexpected(store.error()); // the present one stays open
    m_store = std::move(*store);
    if (isUnnamed() && QFileInfo(source) != QFileInfo(target)) // it has a name now
        QFile::remove(source);
    m_unnamedLock.reset();
    m_undo.setClean();
    emit opened();
    return {};
}

void Project::adopt(std::unique_ptr<store::Store> store, std::unique_ptr<QLockFile> unnamedLock)
{
    remember();
    m_store = std::move(store);
    m_unnamedLock = std::move(unnamedLock);
    check(m_store->recoverRuns().map([](std::size_t) {}));
    m_undo.clear();
    const Json saved = setting(kRequestKey);
    m_rememberedModelPath = QString::fromStdString(modelPathOf(saved));
    m_request = requestFromJson(saved, firstRequest());
    emit opened();
    emit modelChanged();
    emit rigChanged();
    emit requestChanged();
    reload();
}

QString Project::path() const
{
    return m_store ? fromNative(m_store->path()) : QString();
}

QString Project::name() const
{
    return isUnnamed() ? QString() : QFileInfo(path()).completeBaseName();
}

template <class T> std::vector<T> Project::listed(Result<std::vector<T>> rows) const
{
    if (rows)
        return std::move(*rows);
    emit failed(rows.error());
    return {};
}

std::vector<store::ModelRow> Project::models() const
{
    return m_store ? listed(m_store->models()) : std::vector<store::ModelRow>();
}

std::vector<store::ArtifactRow> Project::artifacts() const
{
    return m_store ? listed(m_store->artifacts()) : std::vector<store::ArtifactRow>();
}

std::vector<store::RunRow> Project::runs() const
{
    return m_store ? listed(m_store->runs()) : std::vector<store::RunRow>();
}

std::vector<store::MetricRow> Project::metrics(store::Id run) const
{
    return m_store ? listed(m_store->metrics(run)) : std::vector<store::MetricRow>();
}

std::vector<store::PlanRow> Project::plans() const
{
    return m_store ? listed(m_store->plans()) : std::vector<store::PlanRow>();
}

Json Project::setting(const char* key) const
{
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
    if (m_store)
        check(m_store->setSetting(key, value));
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
    row.result = plan::toJson(result);
    check(m_store->putPlan(row).map([](store::Id) {}));
    emit plansChanged();
}

void Project::reload()
{
    emit modelsChanged();
    emit artifactsChanged();
    emit runsChanged();
    emit plansChanged();
}

void Project::setModel(const model::Description& model)
{
    plan::PlanRequest request = m_request;
    request.model = model;
    if (model.shape.contextLength > 0) // a plan beyond what the model was trained on is the user's choice, not a start
        request.workload.context = std::min(request.workload.context, std::uint32_t(model.shape.contextLength));
    if (model.fileBytes > 0 && m_store) {
        store::ModelRow row;
        row.name = model.name;
        row.path = model.source;
        row.architecture = model.shape.architecture;
        row.fileBytes = model.fileBytes;
        row.details = summary(model);
        check(m_store->putModel(row).map([](store::Id) {}));
    }
    m_rememberedModelPath = model.fileBytes > 0 ? QString::fromStdString(model.source) : QString();
    edit(request, tr("change of model to %1").arg(QString::fromStdString(model.name)));
    emit modelsChanged();
}

QString Project::modelPath() const
{
    return m_request.model.fileBytes > 0 ? QString::fromStdString(m_request.model.source) : QString();
}

void Project::setMachine(const machine::Detection& detection)
{
    m_machine = detection;
    emit machineChanged();
}

void Project::edit(const plan::PlanRequest& request, const QString& text, int mergeId)
{
    m_undo.push(new EditCommand(*this, request, text, mergeId));
}

void Project::editRig(const machine::Rig& rig, const QString& text, int mergeId)
{
    plan::PlanRequest request = m_request;
    request.rig = rig;
    edit(request, text, mergeId);
}

void Project::apply(const plan::PlanRequest& request)
{
    const bool otherModel = request.model.source != m_request.model.source || request.model.name != m_request.model.name
        || request.model.tensors.size() != m_request.model.tensors.size();
    const bool otherRig = machine::toJson(request.rig) != machine::toJson(m_request.rig);
    m_request = request;
    m_rememberTimer.start();
    if (otherModel)
        emit modelChanged();
    if (otherRig)
        emit rigChanged();
    emit requestChanged();
}

void Project::remember()
{
    m_rememberTimer.stop();
    if (!m_store)
        return;
    Json request = requestToJson(m_request);
    // A model file that could not be read yet (or is missing today) stays remembered.
    if (m_request.model.fileBytes == 0 && !m_rememberedModelPath.isEmpty())
        request["model"] = {{"path", m_rememberedModelPath.toStdString()}};
    check(m_store->setSetting(kRequestKey, request));
}

void Project::check(const Status& status) const
{
    if (!status)
        emit failed(status.error());
}

} // namespace headroom::app
