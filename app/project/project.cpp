// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project/project.h"

#include "app/project/editcommand.h"
#include "app/project/firstrequest.h"
#include "app/project/keys.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace headroom::app {

namespace {

constexpr int kRememberAfterMs = 400;
constexpr int kWatchEveryMs = 2000;

std::filesystem::path native(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

QString fromNative(const std::filesystem::path& path)
{
    return QString::fromStdU16String(path.u16string());
}

/// One name for a file, whichever link leads there; it may not be there yet.
QString canonical(const QString& path)
{
    const QFileInfo file(path);
    return file.exists() ? file.canonicalFilePath()
                         : QFileInfo(file.absolutePath()).canonicalFilePath() + u'/' + file.fileName();
}

/// Unlocked where another window holds the file, and where a lock cannot be made at all.
std::unique_ptr<QLockFile> lockOf(const QString& path)
{
    auto lock = std::make_unique<QLockFile>(canonical(path) + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // age says nothing: only a dead owner's lock is taken over
    lock->tryLock();
    return lock;
}

/// Without the organization, which was not always set: what was kept there has to be found again.
QString unnamedFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u'/'
        + QCoreApplication::applicationName();
}

bool isHeldElsewhere(const QLockFile& lock)
{
    return !lock.isLocked() && lock.error() == QLockFile::LockFailedError;
}

/// Somebody planned, ran or set something there.
bool holdsAnything(const QString& path)
{
    const auto store = store::Store::open(native(path), false);
    if (!store)
        return false;
    const auto any = [](const auto& rows) { return rows && !rows->empty(); };
    const auto request = (*store)->setting(keys::kPlanRequest);
    return any((*store)->models()) || any((*store)->list({.most = 1})) || any((*store)->plans())
        || any((*store)->listArtifacts()) || (request && *request && **request != requestToJson(firstRequest()));
}

} // namespace

Project::Project(QObject* parent) : QObject(parent), m_request(firstRequest())
{
    m_rememberTimer.setSingleShot(true);
    m_rememberTimer.setInterval(kRememberAfterMs);
    connect(&m_rememberTimer, &QTimer::timeout, this, &Project::remember);
    m_watchTimer.setInterval(kWatchEveryMs);
    connect(&m_watchTimer, &QTimer::timeout, this, &Project::look);
    m_watchTimer.start();
}

Project::~Project()
{
    remember();
}

Status Project::openUnnamed()
{
    const QString folder = unnamedFolder();
    QDir().mkpath(folder);
    // Two windows may run at once: each takes the first unnamed project that nobody holds.
    std::unique_ptr<QLockFile> lock;
    QString path;
    for (int i = 1; i < 100 && !(lock && lock->isLocked()); ++i) {
        path = folder + (i == 1 ? QStringLiteral("/unnamed.headroom") : QStringLiteral("/unnamed-%1.headroom").arg(i));
        lock = lockOf(path);
    }
    auto store = store::Store::open(native(path));
    if (!store)
        return tl::unexpected(store.error());
    m_unnamed = true;
    adopt(std::move(*store), std::move(lock));
    return {};
}

bool Project::isUnnamed(const QString& path)
{
    const QFileInfo file(path);
    return file.fileName().startsWith(QLatin1String("unnamed"))
        && QFileInfo(file.absolutePath()) == QFileInfo(unnamedFolder());
}

QStringList Project::otherUnnamed() const
{
    QStringList found;
    const QDir folder(unnamedFolder(), QStringLiteral("unnamed*.headroom"), QDir::Time, QDir::Files);
    for (const QFileInfo& file : folder.entryInfoList()) {
        const QString path = file.absoluteFilePath();
        if (file == QFileInfo(this->path()) || isHeldElsewhere(*lockOf(path)))
            continue;
        if (holdsAnything(path))
            found.append(path);
    }
    return found;
}

Status Project::open(const QString& path)
{
    auto store = store::Store::open(native(path), false);
    if (!store)
        return tl::unexpected(store.error());
    const bool same = QFileInfo(path) == QFileInfo(this->path()) && m_lock && m_lock->isLocked();
    m_unnamed = isUnnamed(path);
    adopt(std::move(*store), same ? std::move(m_lock) : lockOf(path));
    return {};
}

Status Project::create(const QString& path)
{
    if (QFileInfo::exists(path))
        return fail(ErrorCode::Conflict, path.toStdString(), "a file of this name exists already");
    auto store = store::Store::open(native(path));
    if (!store)
        return tl::unexpected(store.error());
    m_unnamed = false;
    adopt(std::move(*store), lockOf(path));
    return {};
}

Status Project::saveAs(const QString& target)
{
    remember();
    if (!m_store && !m_overwritten)
        return fail(ErrorCode::InvalidArgument, target.toStdString(), "no project is open");
    const QString source = path();
    const bool same = canonical(source) == canonical(target);
    if (same && isProtected())
        return fail(ErrorCode::PermissionDenied, target.toStdString(), "the project is read-only");
    if (same && m_overwritten)
        return takeOver();
    if (same && m_readOnly)
        return fail(ErrorCode::Busy, target.toStdString(), "another window has this project open");
    if (m_store)
        HEADROOM_TRY(m_store->copyTo(native(target)));
    auto store = store::Store::open(native(target), !m_store);
    if (!store)
        return tl::unexpected(store.error()); // the present one stays open
    HEADROOM_TRY(writeKept(**store));
    m_store = std::move(*store);
    m_path = fromNative(m_store->path());
    if (m_unnamed && !same) // it has a name now
        QFile::remove(source);
    if (!same)
        m_lock = lockOf(target);
    m_unnamed = m_readOnly = m_saidMoved = m_overwritten = false;
    forgetKept();
    leaveMark();
    keepModel(m_request.model);
    m_undo.setClean();
    emit opened();
    return {};
}

bool Project::holdsUnsaved() const
{
    const auto isChosen
        = [](const auto& setting) { return setting.first != keys::kPlanRequest; }; // undo knows of the plan
    return isMoved()
        || (m_readOnly
            && (!m_undo.isClean() || !m_kept.plans.empty() || std::ranges::any_of(m_kept.settings, isChosen)));
}

bool Project::isProtected() const
{
    return m_store && m_store->isReadOnly();
}

Status Project::takeOver()
{
    remember();
    if (isProtected())
        return fail(ErrorCode::PermissionDenied, path().toStdString(), "the project is read-only");
    if (!m_lock->isLocked() && !m_lock->tryLock())
        return fail(ErrorCode::Busy, path().toStdString(), "another window has this project open");
    if (!m_store)
        return fail(ErrorCode::Corrupt, path().toStdString(), "what is in its place now is no project");
    HEADROOM_TRY(writeKept(*m_store));
    m_readOnly = m_overwritten = false;
    forgetKept();
    leaveMark();
    keepModel(m_request.model);
    m_undo.setClean();
    noteWritten();
    emit opened();
    return {};
}

void Project::forgetKept()
{
    m_kept = m_written = {};
}

void Project::adopt(std::unique_ptr<store::Store> store, std::unique_ptr<QLockFile> lock)
{
    remember();
    m_store = std::move(store);
    m_path = fromNative(m_store->path());
    m_lock = std::move(lock);
    m_readOnly = isProtected() || isHeldElsewhere(*m_lock);
    m_saidMoved = m_overwritten = false;
    forgetKept();
    check(m_store->recoverRuns().map([](std::size_t) {}));
    leaveMark();
    m_undo.clear();
    m_remembered = setting(keys::kPlanRequest);
    m_rememberedModelPath = QString::fromStdString(plan::modelPathOf(m_remembered));
    m_unknownModel = QString::fromStdString(plan::unknownModelOf(m_remembered));
    m_request = plan::requestFromJson(m_remembered, firstRequest());
    emit opened();
    emit modelChanged();
    emit rigChanged();
    emit requestChanged();
    noteWritten();
    reload();
}

QString Project::path() const
{
    return m_path;
}

QString Project::name() const
{
    return isUnnamed() ? QString() : QFileInfo(path()).completeBaseName();
}

void Project::setModel(const model::Description& model)
{
    plan::PlanRequest request = m_request;
    request.model = model;
    request.beside.clear(); // were those of the one before
    request.projector.clear();
    if (model.shape.contextLength > 0) // a plan beyond what the model was trained on is the user's choice, not a start
        request.workload.context = std::min(request.workload.context, std::uint32_t(model.shape.contextLength));
    keepModel(model);
    m_rememberedModelPath = model.fileBytes > 0 ? QString::fromStdString(model.source) : QString();
    edit(request, tr("change of model to %1").arg(QString::fromStdString(model.name)));
    emit modelsChanged();
}

bool Project::restoreModel(const model::Description& model)
{
    if (QString::fromStdString(model.source) != m_rememberedModelPath)
        return false;
    plan::PlanRequest request = m_request;
    request.model = model;
    keepModel(model);
    apply(request);
    emit modelsChanged();
    return true;
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
    if (otherModel) { // whichever way it came: chosen, undone, or with a plan
        m_rememberedModelPath = modelPath();
        m_unknownModel.clear();
    }
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
    if (m_path.isEmpty())
        return;
    Json request = requestToJson(m_request);
    // A model file that could not be read yet (or is missing today) stays remembered.
    if (m_request.model.fileBytes == 0 && !m_rememberedModelPath.isEmpty())
        request["model"] = {{"path", m_rememberedModelPath.toStdString()}};
    if (!m_unknownModel.isEmpty()) // so does one that another build's catalogue has
        request["model"] = {{"catalogue", m_unknownModel.toStdString()}};
    if (request == m_remembered)
        return;
    setSetting(keys::kPlanRequest, request);
    m_remembered = std::move(request);
}

} // namespace headroom::app
