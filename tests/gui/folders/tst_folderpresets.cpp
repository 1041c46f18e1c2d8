// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Presets that write Hugging Face folders, from the list to the comparison: found in a group of their own with the
// exact size before the run, queued, paused, cancelled and taken up again with a real worker; the folders hold what was
// announced, pass the verification, open in the Inspector and are measured against their source.
// This program stands in the worker's place, too: see tst_quantizequeue.
#include "app/jobs/workerprocess.h"
#include "app/models/comparisonmodel.h"
#include "app/models/presetsmodel.h"
#include "app/models/tensorsmodel.h"
#include "app/panes/quantize/presetlist.h"
#include "core/artifact/verify.h"
#include "core/base/json.h"
#include "core/model/modelfile.h"
#include "core/quant/folder/quantizefolder.h"
#include "support/panes.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/gui/window.h"
#include "tests/support/test.h"
#include "widgets/input/captionedcombo.h"
#include "widgets/input/filepicker.h"
#include "widgets/input/segmented.h"
#include "widgets/plot/heatgrid.h"
#include "widgets/shell/inspectorpanel.h"
#include "widgets/table/roles.h"

#include <QComboBox>
#include <QDirIterator>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>

#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace headroom;
using namespace headroom::app;
using test::click;
using test::part;
using test::presetCell;
using test::sentence;
using test::stateOf;
using test::Window;

namespace {

constexpr int kPatienceMs = 120000;
const QString kFirst = QStringLiteral("W4A16"), kSecond = QStringLiteral("NF4");

quint64 bytesIn(const QString& folder)
{
    quint64 sum = 0;
    for (QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        files.next();
        sum += quint64(files.fileInfo().size());
    }
    return sum;
}

} // namespace

class TestFolderPresets : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void standInAGroupOfTheirOwn();
    void sizesAreKnownBefore();
    void groupsAreChosen();
    void everyMatrixSaysWhy();
    void pausesAndIsCancelled();
    void goesOnFromWhatIsFinished();
    void endsWithVerifiedFolders();
    void existingFoldersAreKept();
    void opensInTheInspector();
    void isComparedWithItsSource();
    void cleanupTestCase() { m_window.reset(); }

private:
    void turnTo(const QString& group) { click(part<widgets::Segmented>(*m_window, "presetGroup")->button(group)); }
    void selectPreset(const QString& preset)
    {
        part<widgets::TableView>(*m_window, "presets")->setCurrentIndex(presetCell(*m_window, preset));
    }
    void check(const QString& preset)
    {
        selectPreset(preset);
        QTest::keyClick(part<widgets::TableView>(*m_window, "presets"), Qt::Key_Space);
    }
    QString folderOf(const QString& preset) const { return m_folder.filePath(QStringLiteral("play-") + preset); }

    QTemporaryDir m_folder;
    QString m_model;
    std::unique_ptr<Window> m_window;
};

void TestFolderPresets::initTestCase()
{
    test::isolate();
    m_model = m_folder.filePath(QStringLiteral("play-f16.gguf"));
    const auto trained = test::sharedData("models/shakespeare3m-f16.gguf");
    if (trained.empty() || !QFile::copy(QString::fromStdString(trained.string()), m_model)) {
        test::TinyModel tiny;
        tiny.type = tensor::Type::F16;
        tiny.layers = 16; // enough words for the narrow pipe
        QVERIFY(test::writeTinyModel(m_model.toStdString(), tiny));
    }
    m_window = std::make_unique<Window>(InProcessRunner::Body(), []() -> std::unique_ptr<Runner> {
        return std::make_unique<WorkerProcess>(QCoreApplication::applicationFilePath());
    });
    Window& w = *m_window;
    QVERIFY(w.opened);
    w.nextFile = m_model;
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), m_model, kPatienceMs);
    w.window->showPane(QStringLiteral("quantize"));
    QTRY_VERIFY_WITH_TIMEOUT(presetCell(w, kSecond).isValid(), kPatienceMs);
}

void TestFolderPresets::standInAGroupOfTheirOwn()
{
    Window& w = *m_window;
    auto* table = part<widgets::TableView>(w, "presets");
    const auto seen = [&](const QString& preset) { return !table->isRowHidden(presetCell(w, preset).row()); };
    QTRY_COMPARE(table->currentIndex().row(), presetCell(w, QStringLiteral("Q4_K_M")).row());
    QVERIFY(seen(QStringLiteral("Q4_K_M")) && !seen(kFirst));
    turnTo(kFolderGroup);
    QVERIFY(!seen(QStringLiteral("Q4_K_M")) && seen(kFirst));
    for (const quant::FolderScheme& scheme : quant::folderSchemes())
        QVERIFY2(seen(QString::fromUtf8(scheme.name.data(), qsizetype(scheme.name.size()))), scheme.name.data());
    QTRY_VERIFY(table->currentIndex().isValid() && !table->isRowHidden(table->currentIndex().row()));
    turnTo(kFileGroup);
    QVERIFY(seen(QStringLiteral("Q4_K_M")) && !seen(kFirst));
    QCOMPARE(table->currentIndex().row(), presetCell(w, QStringLiteral("Q4_K_M")).row()); // as it was left
}

void TestFolderPresets::sizesAreKnownBefore()
{
    Window& w = *m_window;
    turnTo(kFolderGroup);
    for (const quant::FolderScheme& scheme : quant::folderSchemes()) {
        quant::FolderOptions options;
        options.source = m_model.toStdString();
        options.destination = m_folder.filePath(QStringLiteral("other")).toStdString();
        options.scheme = scheme.name;
        const auto plan = quant::planFolder(options);
        const QString name = QString::fromStdString(options.scheme);
        QCOMPARE(presetCell(w, name, PresetsModel::State).data().toString() == QStringLiteral("not possible"),
                 !plan.has_value());
        if (!plan)
            continue;
        QCOMPARE(presetCell(w, name, PresetsModel::Bytes).data(widgets::SortRole).toULongLong(), plan->weightBytes);
        QTRY_VERIFY_WITH_TIMEOUT(presetCell(w, name, PresetsModel::Fit).data(widgets::SortRole).isValid(),
                                 kPatienceMs); // once the machine is known
    }
    const auto free = [&](const char* preset) {
        return presetCell(w, QLatin1String(preset), PresetsModel::Fit).data(widgets::SortRole).toDouble();
    };
    QVERIFY2(free("W4A16") > free("W8A16"), "fewer bits have to leave more memory");
}

void TestFolderPresets::groupsAreChosen()
{
    Window& w = *m_window;
    auto* groups = part<QComboBox>(w, "groupSize");
    const auto choose = [&](int size) {
        groups->setCurrentIndex(groups->findData(size));
        emit groups->activated(groups->currentIndex());
    };
    const auto bytes = [&] { return presetCell(w, kFirst, PresetsModel::Bytes).data(widgets::SortRole).toULongLong(); };
    const auto place = [&] { return presetCell(w, kFirst, PresetsModel::State).data(Qt::ToolTipRole).toString(); };
    selectPreset(kSecond); // has no groups to choose
    test::openView(w, "calibration");
    QVERIFY(!groups->isVisible());
    selectPreset(kFirst);
    QTRY_VERIFY(groups->isVisible());
    QCOMPARE(groups->currentData().toInt(), 128);
    const quint64 before = bytes();
    choose(32);
    quant::FolderOptions options;
    options.source = m_model.toStdString();
    options.destination = m_folder.filePath(QStringLiteral("other")).toStdString();
    options.scheme = kFirst.toStdString();
    options.groupSize = 32;
    const auto plan = quant::planFolder(options);
    QVERIFY(plan && plan->weightBytes > before);
    QTRY_COMPARE_WITH_TIMEOUT(bytes(), quint64(plan->weightBytes), kPatienceMs);
    QVERIFY2(place().endsWith(QStringLiteral("play-W4A16-g32")), qPrintable(place()));
    test::take(w, QStringLiteral("folders-groups"));
    choose(128);
    QTRY_COMPARE_WITH_TIMEOUT(bytes(), before, kPatienceMs);
    QVERIFY2(place().endsWith(QStringLiteral("play-W4A16")), qPrintable(place()));
    test::openView(w, "table");
}

void TestFolderPresets::everyMatrixSaysWhy()
{
    Window& w = *m_window;
    selectPreset(kFirst);
    auto* tensors = part<widgets::TableView>(w, "tensors")->model();
    QTRY_VERIFY(test::rowWith(*tensors, QStringLiteral("F16 → W4A16"), TensorsModel::Types) >= 0);
    QVERIFY(test::rowWith(*tensors, QStringLiteral("blk.0.attn_q.weight")) >= 0); // under the model's names
    auto* why = part<widgets::Label>(w, "whyThisType");
    QTRY_COMPARE(why->text(), QStringLiteral("A layer's projection"));
    QVERIFY(!part<widgets::CaptionedCombo>(w, "tensorType")->isEnabled()); // the scheme decides
    test::take(w, QStringLiteral("folders-ready"));
    languages::set(QStringLiteral("de"));
    QTRY_COMPARE(why->text(), QStringLiteral("Projektion einer Schicht"));
    languages::set(QStringLiteral("en"));
    test::takeInGerman(w, QStringLiteral("folders-ready-german"));
}

void TestFolderPresets::pausesAndIsCancelled()
{
    Window& w = *m_window;
    check(kFirst);
    check(kSecond);
    int tensors = 0;
    const auto counting = QObject::connect(&w.jobs, &JobQueue::event, this, [&](JobId, const QString& kind) {
        if (kind == QLatin1String("tensor") && ++tensors == 1)
            QTest::mouseClick(part<QPushButton>(w, "pauseJob"), Qt::LeftButton);
    });
    QTRY_VERIFY(part<QPushButton>(w, "startQuantizing")->isEnabled());
    QVERIFY2(sentence(w).contains(QStringLiteral("2 presets")), qPrintable(sentence(w)));
    click(part<QPushButton>(w, "startQuantizing"));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, kFirst), QStringLiteral("paused"), kPatienceMs);
    QTRY_VERIFY2(sentence(w).contains(QStringLiteral("is paused")), qPrintable(sentence(w)));
    QCOMPARE(stateOf(w, kSecond), QStringLiteral("queued"));
    test::take(w, QStringLiteral("folders-paused"));
    QObject::disconnect(counting);
    click(part<QPushButton>(w, "cancelJob"));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, kFirst), QStringLiteral("interrupted"), kPatienceMs);
    QVERIFY(QFileInfo(folderOf(kFirst) + QStringLiteral(".work")).isDir());
    QVERIFY(!QFileInfo::exists(folderOf(kFirst))); // nothing half-written
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, kSecond), QStringLiteral("done"), kPatienceMs); // the queue goes on
}

void TestFolderPresets::goesOnFromWhatIsFinished()
{
    Window& w = *m_window;
    auto* resume = part<QPushButton>(w, "resumeRuns");
    QTRY_VERIFY(resume->isVisible());
    click(resume);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(w, kFirst), QStringLiteral("done"), kPatienceMs);
    QVERIFY2(w.jobs.jobs().back().result.value("resumed_bytes", std::uint64_t(0)) > 0, "it began from nothing");
    selectPreset(kFirst);
    const auto* map = w.window->findChild<widgets::HeatGrid*>();
    QTRY_VERIFY(map && std::isfinite(map->value(0, 0)));
    QTRY_VERIFY2(sentence(w).contains(QStringLiteral("loses most")), qPrintable(sentence(w)));
    test::take(w, QStringLiteral("folders-done"));
}

void TestFolderPresets::endsWithVerifiedFolders()
{
    Window& w = *m_window;
    const auto artifacts = w.project.artifacts();
    QCOMPARE(artifacts.size(), std::size_t(2));
    for (const store::ArtifactRow& artifact : artifacts) {
        const QString preset = QString::fromStdString(artifact.preset);
        QCOMPARE(QString::fromStdString(artifact.path), folderOf(preset));
        const auto folder = model::ModelFile::open(artifact.path);
        QVERIFY(folder && (*folder)->fileBytes() == artifact.fileBytes); // its weights
        QVERIFY(bytesIn(folderOf(preset)) > quint64(artifact.fileBytes)); // and what says what they mean
        QCOMPARE(presetCell(w, preset, PresetsModel::Bytes).data(widgets::SortRole).toULongLong(),
                 quint64(artifact.fileBytes)); // exact before the run
        JobControl quiet;
        const auto checks = artifact::verify({artifact.path, artifact.sha256, m_model.toStdString(), {}}, quiet);
        QVERIFY2(checks && !checks->empty() && artifact::passed(*checks), artifact.path.c_str());
        QVERIFY(!QFileInfo::exists(folderOf(preset) + QStringLiteral(".work")));
    }
}

void TestFolderPresets::existingFoldersAreKept()
{
    Window& w = *m_window;
    check(kFirst);
    auto* start = part<QPushButton>(w, "startQuantizing");
    QTRY_VERIFY2(start->toolTip().contains(QStringLiteral("not replaced")), qPrintable(start->toolTip()));
    QVERIFY(!start->isEnabled());
    check(kFirst); // and off again
}

void TestFolderPresets::opensInTheInspector()
{
    Window& w = *m_window;
    w.bench.openPath(folderOf(kFirst));
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), folderOf(kFirst), kPatienceMs);
    auto* inspector = w.window->findChild<widgets::InspectorPanel*>();
    QTRY_VERIFY(inspector->plainText().contains(QStringLiteral("compressed-tensors")));
    const double bits = w.project.model().bitsPerWeight();
    QVERIFY2(bits > 4 && bits < 8, qPrintable(QString::number(bits))); // as stored, not as read
    test::take(w, QStringLiteral("folders-inspected"));
    w.bench.openPath(m_model);
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), m_model, kPatienceMs);
}

void TestFolderPresets::isComparedWithItsSource()
{
    Window& w = *m_window;
    const QString text = m_folder.filePath(QStringLiteral("held-out.txt"));
    const auto known = test::sharedData("models/shakespeare_valid60k.txt");
    if (known.empty() || !QFile::copy(QString::fromStdString(known.string()), text)) {
        QFile file(text);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(test::tinyText(6000)));
    }
    w.window->showPane(QStringLiteral("evaluate"));
    auto* candidates = part<widgets::TableView>(w, "candidates");
    QTRY_COMPARE_WITH_TIMEOUT(candidates->model()->rowCount(), 2, kPatienceMs);
    part<widgets::FilePicker>(w, "textFile")->setPath(text);
    part<QSpinBox>(w, "context")->setValue(128);
    part<QSpinBox>(w, "maxWindows")->setValue(4);
    auto* compare = part<QPushButton>(w, "compare");
    QTRY_VERIFY_WITH_TIMEOUT(compare->isEnabled(), kPatienceMs);
    click(compare);
    auto* scores = part<widgets::TableView>(w, "scoreboard");
    QTRY_VERIFY_WITH_TIMEOUT(test::rowWith(*scores->model(), kFirst) >= 0, kPatienceMs);
    const int row = test::rowWith(*scores->model(), kFirst);
    QVERIFY(scores->model()->index(row, ComparisonModel::FirstMetric).data(widgets::SortRole).toDouble() > 0);
    test::take(w, QStringLiteral("folders-compared"));
}

HEADROOM_TEST(TestFolderPresets)
#include "tst_folderpresets.moc"
