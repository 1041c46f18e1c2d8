// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A queue of three presets in the real window with real workers: paused and resumed by the button, a worker killed by
// SIGKILL in the middle of its work, the run taken up again from what it had finished; in the end three artifacts whose
// bytes hash to what was recorded. Pictures of every view go to <build>/screenshots.
// This program stands in the worker's place, too: it makes the pipe to the window narrow and becomes the real worker,
// which can then be no further than a few tensors ahead of what the window has read.
#include "app/gui/jobsview.h"
#include "app/jobs/workerprocess.h"
#include "app/models/presetsmodel.h"
#include "support/panes.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/gui/window.h"
#include "tests/support/test.h"
#include "widgets/input/segmented.h"
#include "widgets/plot/heatgrid.h"
#include "widgets/shell/toast.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/tableview.h"

#include <QCryptographicHash>
#include <QDir>
#include <QPointer>
#include <QPushButton>
#include <QtTest>

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace headroom;
using namespace headroom::app;
using test::click;
using test::part;
using test::rowWith;
using test::sentence;
using test::stateOf;
using test::Window;

namespace {

constexpr int kPatienceMs = 120000;

QByteArray sha256(const QString& path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result().toHex() : QByteArray();
}

} // namespace

class TestQuantizeQueue : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void pausesAndGoesOn();
    void survivesAKilledWorker();
    void resumesFromTheWorkFolder();
    void endsWithVerifiedArtifacts();
    void cleanupTestCase() { m_window.reset(); }

private:
    QString model();
    void onFirstTensor(const QString& preset, std::function<void()> act);
    const JobInfo* lastJobOf(const QString& preset) const;

    const QStringList m_presets{QStringLiteral("Q6_K"), QStringLiteral("Q5_K_M"), QStringLiteral("Q3_K_M")};
    QTemporaryDir m_folder;
    QPointer<WorkerProcess> m_worker;
    std::unique_ptr<Window> m_window;
    int m_tensors = 0; ///< events so far, of all jobs
};

QString TestQuantizeQueue::model()
{
    const QString path = m_folder.filePath(QStringLiteral("play-f16.gguf"));
    const auto trained = test::sharedData("models/shakespeare3m-f16.gguf");
    if (!trained.empty() && QFile::copy(QString::fromStdString(trained.string()), path))
        return path;
    test::TinyModel tiny;
    tiny.type = tensor::Type::F16;
    tiny.layers = 16; // enough words for the narrow pipe
    if (!test::writeTinyModel(path.toStdString(), tiny))
        qFatal("the model could not be written");
    return path;
}

void TestQuantizeQueue::initTestCase()
{
    test::isolate();
    m_window = std::make_unique<Window>(InProcessRunner::Body(), [this]() -> std::unique_ptr<Runner> {
        auto worker = std::make_unique<WorkerProcess>(QCoreApplication::applicationFilePath());
        m_worker = worker.get();
        return worker;
    });
    Window& w = *m_window;
    QVERIFY(w.opened);
    QObject::connect(&w.jobs, &JobQueue::event, this,
                     [this](JobId, const QString& kind) { m_tensors += kind == QLatin1String("tensor") ? 1 : 0; });
    w.nextFile = model();
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), w.nextFile, kPatienceMs);
    w.window->showPane(QStringLiteral("quantize"));
    auto* presets = part<widgets::TableView>(w, "presets");
    QTRY_VERIFY_WITH_TIMEOUT(presets->model()->rowCount() > 4, kPatienceMs);
}

/// Acts once, while the window still reads the worker's first tensor: the worker cannot have finished.
void TestQuantizeQueue::onFirstTensor(const QString& preset, std::function<void()> act)
{
    auto* guard = new QObject(this);
    QObject::connect(&m_window->jobs, &JobQueue::event, guard,
                     [this, guard, preset, act = std::move(act)](JobId id, const QString& kind, const Json&) {
                         const JobInfo* job = m_window->jobs.find(id);
                         if (kind != QLatin1String("tensor") || !job->title.startsWith(preset + u' '))
                             return;
                         disconnect(&m_window->jobs, nullptr, guard, nullptr);
                         guard->deleteLater();
                         act();
                     });
}

const JobInfo* TestQuantizeQueue::lastJobOf(const QString& preset) const
{
    const JobInfo* last = nullptr;
    for (const JobInfo& job : m_window->jobs.jobs())
        if (job.title.startsWith(preset + u' '))
            last = &job;
    return last;
}

void TestQuantizeQueue::pausesAndGoesOn()
{
    Window& w = *m_window;
    auto* presets = part<widgets::TableView>(w, "presets");
    for (const QString& preset : m_presets) {
        presets->setCurrentIndex(presets->model()->index(rowWith(*presets->model(), preset), 0));
        QTest::keyClick(presets, Qt::Key_Space);
    }
    bool paused = false;
    onFirstTensor(m_presets[0], [&] {
        QTest::mouseClick(part<QPushButton>(w, "pauseJob"), Qt::LeftButton);
        paused = m_worker && ::kill(pid_t(m_worker->processId()), SIGSTOP) == 0; // until it has the word
    });
    auto* start = part<QPushButton>(w, "startQuantizing");
    QTRY_VERIFY(start->isEnabled());
    test::take(w, QStringLiteral("queue-ready"));
    click(start);
    QTRY_VERIFY_WITH_TIMEOUT(paused, kPatienceMs);
    QTRY_COMPARE(stateOf(w, m_presets[0]), QStringLiteral("paused"));
    QTest::qWait(200);
    QCOMPARE(::kill(pid_t(m_worker->processId()), SIGCONT), 0);
    QTRY_VERIFY2(sentence(w).contains(QStringLiteral("is paused")), qPrintable(sentence(w)));
    int before = -1;
    for (int quiet = 0; quiet < 5; quiet = before == m_tensors ? quiet + 1 : 0) {
        before = m_tensors;
        QTest::qWait(100);
    }
    QCOMPARE(lastJobOf(m_presets[0])->state, JobState::Paused);
    QCOMPARE(stateOf(w, m_presets[1]), QStringLiteral("queued"));
    w.window->action(QStringLiteral("view.jobs"))->trigger();
    test::take(w, QStringLiteral("queue-paused"));
    w.window->action(QStringLiteral("view.jobs"))->trigger();
}

void TestQuantizeQueue::survivesAKilledWorker()
{
    Window& w = *m_window;
    bool killed = false;
    onFirstTensor(m_presets[1], [&] {
        QTest::mouseClick(part<QPushButton>(w, "pauseJob"), Qt::LeftButton);
        killed = m_worker && ::kill(pid_t(m_worker->processId()), SIGKILL) == 0;
    });
    click(part<QPushButton>(w, "pauseJob")); // it says Resume now
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, m_presets[0]), QStringLiteral("done"), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(killed, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, m_presets[1]), QStringLiteral("failed"), kPatienceMs);
    QVERIFY(w.window->findChild<widgets::Toast*>());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, m_presets[2]), QStringLiteral("done"), kPatienceMs); // the queue goes on
    QTRY_VERIFY2(sentence(w).contains(QStringLiteral("worker process ended")), qPrintable(sentence(w)));
    QVERIFY(!QFile::exists(QString::fromStdString(
        lastJobOf(m_presets[1])->spec.parameters["destination"].get<std::string>()))); // nothing half-written
    w.window->action(QStringLiteral("view.jobs"))->trigger();
    test::take(w, QStringLiteral("queue-killed"));
    w.window->action(QStringLiteral("view.jobs"))->trigger();
}

void TestQuantizeQueue::resumesFromTheWorkFolder()
{
    Window& w = *m_window;
    auto* resume = part<QPushButton>(w, "resumeRuns");
    QTRY_VERIFY(resume->isVisible());
    QVERIFY2(resume->text().contains(m_presets[1]), qPrintable(resume->text()));
    click(resume);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, m_presets[1]), QStringLiteral("done"), kPatienceMs);
    QTRY_VERIFY(!resume->isVisible());
    const JobInfo* job = lastJobOf(m_presets[1]);
    QVERIFY2(job->result.value("resumed_bytes", std::uint64_t(0)) > 0, "it began from nothing");
}

void TestQuantizeQueue::endsWithVerifiedArtifacts()
{
    Window& w = *m_window;
    const auto artifacts = w.project.artifacts();
    QCOMPARE(artifacts.size(), std::size_t(m_presets.size()));
    for (const store::ArtifactRow& artifact : artifacts) {
        const QString path = QString::fromStdString(artifact.path);
        QVERIFY2(m_presets.contains(QString::fromStdString(artifact.preset)), artifact.preset.c_str());
        QCOMPARE(quint64(QFileInfo(path).size()), quint64(artifact.fileBytes));
        QCOMPARE(sha256(path), QByteArray::fromStdString(artifact.sha256));
    }
    const QStringList left = QDir(m_folder.path()).entryList({QStringLiteral("*.work")}, QDir::Dirs);
    QCOMPARE(left, QStringList());
    test::take(w, QStringLiteral("queue-done"));
}

HEADROOM_TEST(TestQuantizeQueue)
#include "tst_quantizequeue.moc"
