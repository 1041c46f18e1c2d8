// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong in real life, clicked in the real window with real workers: a source that is quantized already, a
// file that is there already, a disk that fills up, a worker that is killed, a damaged model dropped on the window.
// Each says in the pane what happened and what to do, and nothing half-written stays.
#include "app/jobs/workerprocess.h"
#include "app/models/presetsmodel.h"
#include "app/panes/quantize/quantizepane.h"
#include "core/quant/run/quantize.h"
#include "support/panes.h"
#include "support/tinymodel.h"
#include "tests/gui/window.h"
#include "tests/support/test.h"
#include "widgets/shell/emptystate.h"
#include "widgets/shell/toast.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/tableview.h"

#include <QCheckBox>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QtTest>

#include <unistd.h>

using namespace headroom;
using namespace headroom::app;
using test::part;
using test::rowWith;
using test::sentence;
using test::stateOf;
using test::Window;

namespace {

constexpr int kPatienceMs = 60000;

void check(Window& w, const QString& preset)
{
    auto* table = part<widgets::TableView>(w, "presets");
    QTRY_VERIFY_WITH_TIMEOUT(rowWith(*table->model(), preset) >= 0, kPatienceMs);
    table->setCurrentIndex(table->model()->index(rowWith(*table->model(), preset), 0));
    QTest::keyClick(table, Qt::Key_Space);
}

/// The folder holds the model, the project and nothing else but these.
QStringList strangers(const QString& folder, const QStringList& known)
{
    QStringList names = QDir(folder).entryList(QDir::Files | QDir::Hidden);
    names.erase(std::remove_if(names.begin(), names.end(), [&](const QString& name) { return known.contains(name); }),
                names.end());
    return names;
}

} // namespace

class TestTroubles : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::isolate(); }
    void init();
    void refusesToQuantizeAgainUntilAllowed();
    void replacesOnlyWhenAllowed();
    void saysThatTheDiskIsFull();
    void saysThatTheWorkerDied();
    void damagedModelsDroppedOnTheWindow_data();
    void damagedModelsDroppedOnTheWindow();

private:
    QString model(tensor::Type type = tensor::Type::F16);
    QString workerScript(const QByteArray& body);
    void open(Window& w, const QString& path);
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestTroubles::init()
{
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
}

/// Large enough that a limit on file sizes can tell it from the project file.
QString TestTroubles::model(tensor::Type type)
{
    test::TinyModel tiny;
    tiny.type = type;
    tiny.layers = 4;
    tiny.feedForward = 1024;
    const QString path = m_folder->filePath(QStringLiteral("play.gguf"));
    if (!test::writeTinyModel(path.toStdString(), tiny))
        qFatal("the model could not be written");
    return path;
}

/// A program in the worker's place; $CLI is the real one.
QString TestTroubles::workerScript(const QByteArray& body)
{
    QFile script(m_folder->filePath(QStringLiteral("worker.sh")));
    if (!script.open(QIODevice::WriteOnly))
        qFatal("the script could not be written");
    script.write("#!/bin/sh\nCLI='" + QByteArray(test::kCli) + "'\n" + body);
    script.close();
    script.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    return script.fileName();
}

void TestTroubles::open(Window& w, const QString& path)
{
    w.nextFile = path;
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), path, kPatienceMs);
    w.window->showPane(QStringLiteral("quantize"));
    auto* table = part<widgets::TableView>(w, "presets");
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 4, kPatienceMs);
}

void TestTroubles::refusesToQuantizeAgainUntilAllowed()
{
    // A quantized source, made by the window's own means.
    const QString source = model();
    const QString quantized = m_folder->filePath(QStringLiteral("again.gguf"));
    {
        quant::QuantizeOptions options;
        options.source = source.toStdString();
        options.destination = quantized.toStdString();
        options.preset = "Q4_0";
        JobControl control;
        const auto made = quant::quantize(options, control);
        QVERIFY2(made.has_value(), made ? "" : made.error().detail.c_str());
    }
    Window w;
    open(w, quantized);
    QTRY_VERIFY2(sentence(w).contains(QStringLiteral("quantized already")), qPrintable(sentence(w)));
    auto* start = part<QPushButton>(w, "startQuantizing");
    auto* allow = part<QCheckBox>(w, "allowRequantize");
    QVERIFY(allow->isVisible() && !allow->toolTip().isEmpty());
    QVERIFY(!start->isEnabled());
    check(w, QStringLiteral("Q8_0"));
    QVERIFY2(!start->isEnabled(), "a preset that is refused must not become startable");
    QVERIFY(sentence(w).contains(QStringLiteral("allow quantizing again")));
    QTest::mouseClick(allow, Qt::LeftButton, {}, QPoint(8, allow->height() / 2));
    QVERIFY(allow->isChecked());
    QTRY_VERIFY(!sentence(w).contains(QStringLiteral("quantized already")));
    QTRY_COMPARE(stateOf(w, QStringLiteral("Q8_0")), QStringLiteral("not run")); // planned anew
    check(w, QStringLiteral("Q8_0"));
    QTRY_VERIFY(start->isEnabled());
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, QStringLiteral("Q8_0")), QStringLiteral("done"), kPatienceMs);
}

void TestTroubles::replacesOnlyWhenAllowed()
{
    Window w;
    open(w, model());
    check(w, QStringLiteral("Q4_0"));
    auto* table = part<widgets::TableView>(w, "presets");
    const QModelIndex state
        = table->model()->index(rowWith(*table->model(), QStringLiteral("Q4_0")), PresetsModel::State);
    const QString destination = state.data(Qt::ToolTipRole).toString();
    QFile there(destination);
    QVERIFY2(there.open(QIODevice::WriteOnly), qPrintable(destination));
    there.write("precious");
    there.close();
    w.window->showPane(QStringLiteral("capacity")); // somebody made the file meanwhile
    w.window->showPane(QStringLiteral("quantize"));
    check(w, QStringLiteral("Q4_K_M"));
    check(w, QStringLiteral("Q4_K_M"));
    auto* start = part<QPushButton>(w, "startQuantizing");
    auto* obstacle = part<QLabel>(w, "obstacle");
    QTRY_VERIFY2(obstacle->text().contains(QStringLiteral("Q4_0")), qPrintable(obstacle->text()));
    QVERIFY(!start->isEnabled());
    QVERIFY2(obstacle->text().contains(QStringLiteral("allow replacing")), "it has to say what to do");
    auto* replace = part<QCheckBox>(w, "replaceExisting");
    QTRY_VERIFY(replace->isVisible());
    QTest::mouseClick(replace, Qt::LeftButton, {}, QPoint(8, replace->height() / 2));
    QTRY_VERIFY(start->isEnabled());
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, QStringLiteral("Q4_0")), QStringLiteral("done"), kPatienceMs);
    QVERIFY(there.size() > 100000);
}

void TestTroubles::saysThatTheDiskIsFull()
{
    // Files end at two or four mebibytes (shells differ), as on a full disk or at a quota; the project's own file is
    // smaller.
    const QString script = workerScript("trap '' XFSZ\nulimit -f 4096\nexec \"$CLI\" \"$@\"\n");
    Window w({}, [script] { return std::make_unique<WorkerProcess>(script); });
    open(w, model());
    check(w, QStringLiteral("Q8_0"));
    auto* start = part<QPushButton>(w, "startQuantizing");
    QTRY_VERIFY(start->isEnabled());
    const QStringList before = strangers(m_folder->path(), {});
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, QStringLiteral("Q8_0")), QStringLiteral("failed"), kPatienceMs);
    QTRY_VERIFY2(sentence(w).contains(QStringLiteral("The disk is full")), qPrintable(sentence(w)));
    QVERIFY2(sentence(w).contains(QStringLiteral("Free some space")), qPrintable(sentence(w)));
    QCOMPARE(strangers(m_folder->path(), before), QStringList());
}

void TestTroubles::saysThatTheWorkerDied()
{
    // Dies at its first word, which nobody hears: however fast the machine, the work is never reported as done.
    const QString script = workerScript("exec 3<&0\nmkfifo \"$0.pipe\"\n\"$CLI\" \"$@\" <&3 >\"$0.pipe\" &\n"
                                        "read -r word <\"$0.pipe\"\nkill -KILL $! 2>/dev/null\nkill -KILL $$\n");
    Window w({}, [script] { return std::make_unique<WorkerProcess>(script); });
    open(w, model());
    check(w, QStringLiteral("Q6_K"));
    auto* start = part<QPushButton>(w, "startQuantizing");
    QTRY_VERIFY(start->isEnabled());
    const QStringList before = strangers(m_folder->path(), {});
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, QStringLiteral("Q6_K")), QStringLiteral("failed"), kPatienceMs);
    QTRY_VERIFY2(sentence(w).contains(QStringLiteral("start the run again")), qPrintable(sentence(w)));
    // Killed at some moment: the file is absent, or, when the moment came late, whole.
    for (const QString& name : strangers(m_folder->path(), before)) {
        QVERIFY2(name.contains(QStringLiteral("Q6_K")), qPrintable(name));
        const auto file = model::ModelFile::open(m_folder->filePath(name).toStdString());
        QVERIFY2(file.has_value(), qPrintable(name));
    }
}

void TestTroubles::damagedModelsDroppedOnTheWindow_data()
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<QString>("says");
    QTest::newRow("cut short") << "cut"
                               << "cut short";
    QTest::newRow("not a model") << "text"
                                 << "damaged or not what its name says";
    QTest::newRow("empty") << "empty"
                           << "play.gguf";
    QTest::newRow("not readable") << "locked"
                                  << "Access is refused";
}

void TestTroubles::damagedModelsDroppedOnTheWindow()
{
    QFETCH(QString, damage);
    QFETCH(QString, says);
    if (damage == QLatin1String("locked") && ::geteuid() == 0)
        QSKIP("root may read everything");
    QFile file(model());
    if (damage == QLatin1String("cut"))
        QVERIFY(file.resize(file.size() / 2));
    else if (damage == QLatin1String("locked"))
        QVERIFY(file.setPermissions(QFile::WriteOwner));
    else {
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(damage == QLatin1String("text") ? "# not a model at all, only its name says so\n" : "");
        file.close();
    }
    Window w;
    w.window->showPane(QStringLiteral("quantize"));
    auto* empty = w.window->pane(QStringLiteral("quantize"))->findChild<widgets::EmptyState*>();
    QTRY_VERIFY(empty->isVisible());
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file.fileName())});
    QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(w.window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(w.window.get(), &drop);
    const auto shown = [&] {
        QString text;
        for (const QLabel* label : empty->findChildren<QLabel*>())
            text += label->text() + u'\n';
        return text;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(shown().contains(says), qPrintable(shown()), kPatienceMs);
    QVERIFY2(shown().contains(QStringLiteral("play.gguf")), qPrintable(shown()));
    QVERIFY(w.window->findChild<widgets::Toast*>());
    QVERIFY(w.project.modelPath().isEmpty());
    QVERIFY(w.project.models().empty());
}

HEADROOM_TEST(TestTroubles)
#include "tst_troubles.moc"
