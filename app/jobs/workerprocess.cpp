// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/workerprocess.h"

#include <QCoreApplication>
#include <QDir>

namespace headroom::app {

namespace {

constexpr int kKillAfterMs = 3000;

Progress progressFromJson(const Json& json)
{
    Progress progress;
    progress.stage = Stage::of(json.value("stage", std::string()));
    if (const auto item = json.find("item"); item != json.end())
        progress.item = remarkFromJson(*item, {});
    progress.done = json.value("done", std::uint64_t(0));
    progress.total = json.value("total", std::uint64_t(0));
    progress.bytes = json.value("bytes", std::uint64_t(0));
    progress.totalBytes = json.value("total_bytes", std::uint64_t(0));
    return progress;
}

Error errorFromJson(const Json& json)
{
    return Error{errorCodeFromName(json.value("code", std::string())), json.value("where", std::string()),
                 json.value("detail", std::string())};
}

} // namespace

WorkerProcess::WorkerProcess(const QString& program, QObject* parent) : Runner(parent), m_program(program)
{
    if (m_program.isEmpty())
        m_program = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("headroom-cli"));
    m_killTimer.setSingleShot(true);
    m_killTimer.setInterval(kKillAfterMs);
    connect(&m_killTimer, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &WorkerProcess::readLines);
    connect(&m_process, &QProcess::finished, this, &WorkerProcess::onExit);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end({ErrorCode::WorkerDied, m_program.toStdString(), "the worker could not be started"});
    });
}

WorkerProcess::~WorkerProcess()
{
    m_over = true;
    disconnect(&m_process, nullptr, this, nullptr);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel(); // end of input cancels
    if (!m_process.waitForFinished(200)) {
        m_process.kill();
        m_process.waitForFinished(1000);
    }
}

void WorkerProcess::start(const job::JobSpec& spec)
{
    m_process.start(m_program, {QStringLiteral("job"), QStringLiteral("-")});
    send(Json{{"job", job::toJson(spec)}});
}

void WorkerProcess::pause()
{
    send(Json{{"command", "pause"}});
}

void WorkerProcess::resume()
{
    send(Json{{"command", "resume"}});
}

void WorkerProcess::cancel()
{
    m_cancelled = true;
    send(Json{{"command", "cancel"}});
    m_killTimer.start();
}

void WorkerProcess::send(const Json& line)
{
    const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
    m_process.write(text.data(), qint64(text.size()));
}

void WorkerProcess::readLines()
{
    while (m_process.canReadLine())
        readLine(m_process.readLine());
}

void WorkerProcess::readLine(const QByteArray& line)
{
    const auto json = parseJson(std::string_view(line.constData(), std::size_t(line.size())), "worker");
    if (m_over || !json || !json->is_object())
        return; // a line of a library's own; the protocol's are always objects
    try {
        if (const auto progress = json->find("progress"); progress != json->end())
            emit progressed(progressFromJson(*progress));
        else if (const auto happened = json->find("event"); happened != json->end())
            emit event(QString::fromStdString(happened->value("kind", std::string())),
                       happened->value("data", Json::object()));
        else if (const auto error = json->find("error"); error != json->end())
            end(errorFromJson(*error));
        else if (const auto done = json->find("done"); done != json->end()) {
            m_over = true;
            emit finished(done->value("run", store::Id(0)), done->value("result", Json::object()));
        }
    } catch (const Json::exception& exception) { // a field of another type: not our protocol
        end({ErrorCode::Internal, "worker", exception.what()});
    }
}

void WorkerProcess::onExit()
{
    m_killTimer.stop();
    readLines();
    if (m_over)
        return;
    if (m_cancelled)
        return end({ErrorCode::Cancelled, "worker", "stopped"});
    const QByteArray complaint = m_process.readAllStandardError().trimmed().split('\n').last().left(300);
    const std::string how = m_process.exitStatus() == QProcess::CrashExit
        ? "ended by a signal"
        : "ended with status " + std::to_string(m_process.exitCode());
    end({ErrorCode::WorkerDied, "worker", complaint.isEmpty() ? how : how + ": " + complaint.toStdString()});
}

void WorkerProcess::end(const Error& error)
{
    if (m_over)
        return;
    m_over = true;
    emit failed(error);
}

} // namespace headroom::app
