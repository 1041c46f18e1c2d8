// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What rounding is weighted by, by clicks in the real window: a calibration is made from a text, says what it covers,
// names the channels that stand out, makes presets possible that need it, and GPTQ rounds with it; a file that is none
// is refused in words.
#include "core/base/json.h"
#include "core/model/modelfile.h"
#include "support/panes.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"
#include "widgets/input/filepicker.h"
#include "widgets/plot/scatterchart.h"
#include "widgets/table/roles.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>

using namespace headroom;
using namespace headroom::app;
using test::click;
using test::openView;
using test::part;
using test::Window;

namespace {

constexpr int kPatienceMs = 60000;

QString words(const Window& w)
{
    return part<QLabel>(w, "calibrationWords")->text();
}

void chooseMethod(const Window& w, const char* id)
{
    auto* combo = part<QComboBox>(w, "method");
    const int index = combo->findData(QLatin1String(id));
    QVERIFY(index >= 0);
    combo->setFocus();
    combo->setCurrentIndex(index);
    emit combo->activated(index);
}

} // namespace

class TestCalibrating : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void saysWhatAMethodNeeds();
    void calibratesFromAText();
    void makesMorePresetsPossible();
    void roundsWithIt();
    void refusesWhatIsNone();
    void looksGoodInGerman();
    void cleanupTestCase() { m_window.reset(); }

private:
    QTemporaryDir m_folder;
    QString m_text;
    bool m_hasOutliers = false; ///< the model at hand was given some
    std::unique_ptr<Window> m_window;
};

void TestCalibrating::initTestCase()
{
    test::isolate();
    const QString path = m_folder.filePath(QStringLiteral("play-f16.gguf"));
    m_text = m_folder.filePath(QStringLiteral("play.txt"));
    const auto trained = test::sharedData("models/outlier-f16.gguf");
    m_hasOutliers = !trained.empty();
    if (m_hasOutliers) {
        QVERIFY(QFile::copy(QString::fromStdString(trained.string()), path));
    } else {
        test::TinyModel tiny;
        tiny.type = tensor::Type::F16;
        QVERIFY(test::writeTinyModel(path.toStdString(), tiny));
    }
    QFile file(m_text);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(test::tinyText(3000)));
    file.close();
    m_window = std::make_unique<Window>();
    Window& w = *m_window;
    w.nextFile = path;
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), path, kPatienceMs);
    w.window->showPane(QStringLiteral("quantize"));
    QTRY_VERIFY_WITH_TIMEOUT(test::presetCell(w, QStringLiteral("Q4_K_M")).isValid(), kPatienceMs);
}

void TestCalibrating::saysWhatAMethodNeeds()
{
    Window& w = *m_window;
    openView(w, "calibration");
    QVERIFY2(words(w).contains(QStringLiteral("counts the same")), qPrintable(words(w)));
    QCOMPARE(test::stateOf(w, QStringLiteral("IQ2_XXS")), QStringLiteral("not possible"));
    chooseMethod(w, "gptq");
    QTRY_VERIFY2(words(w).contains(QStringLiteral("needs a calibration")), qPrintable(words(w)));
    QTRY_COMPARE_WITH_TIMEOUT(test::stateOf(w, QStringLiteral("Q4_K_M")), QStringLiteral("not possible"), kPatienceMs);
}

void TestCalibrating::calibratesFromAText()
{
    Window& w = *m_window;
    w.nextFile = m_text;
    click(part<QPushButton>(w, "calibrate"));
    auto* picker = part<widgets::FilePicker>(w, "calibrationFile");
    QTRY_VERIFY_WITH_TIMEOUT(picker->path().endsWith(QStringLiteral("play-f16-calibration.gguf")), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(words(w).startsWith(QStringLiteral("Covers ")), kPatienceMs);
    QVERIFY2(words(w).contains(QStringLiteral("sample is small")), qPrintable(words(w)));
    const auto drawn = part<widgets::ScatterChart>(w, "outlierChart")->tableData();
    QVERIFY(drawn.size() > 1);
    if (m_hasOutliers)
        QVERIFY2(std::any_of(drawn.begin() + 1, drawn.end(),
                             [](const QStringList& line) { return line.front().contains(QStringLiteral("channel")); }),
                 "an outlier is named");
}

void TestCalibrating::makesMorePresetsPossible()
{
    Window& w = *m_window;
    QTRY_COMPARE_WITH_TIMEOUT(test::stateOf(w, QStringLiteral("Q4_K_M")), QStringLiteral("not run"), kPatienceMs);
    test::take(w, QStringLiteral("calibration"));
    chooseMethod(w, "awq"); // what its plan cannot do is said before it runs
    QTRY_VERIFY2_WITH_TIMEOUT(words(w).contains(QStringLiteral("are rounded without AWQ")), qPrintable(words(w)),
                              kPatienceMs);
    test::take(w, QStringLiteral("calibrationwarned"));
    chooseMethod(w, "rtn");
    QTRY_COMPARE_WITH_TIMEOUT(test::stateOf(w, QStringLiteral("IQ2_XXS")), QStringLiteral("not run"), kPatienceMs);
}

void TestCalibrating::roundsWithIt()
{
    Window& w = *m_window;
    chooseMethod(w, "gptq");
    const auto cell = [&](int column) { return test::presetCell(w, QStringLiteral("Q4_0"), column); };
    QTRY_VERIFY_WITH_TIMEOUT(
        cell(PresetsModel::State).data(Qt::ToolTipRole).toString().endsWith(QStringLiteral("play-Q4_0-gptq.gguf")),
        kPatienceMs);
    auto* presets = part<widgets::TableView>(w, "presets");
    presets->setCurrentIndex(cell(PresetsModel::Preset));
    QTest::keyClick(presets, Qt::Key_Space);
    QTRY_VERIFY(part<QPushButton>(w, "startQuantizing")->isEnabled());
    click(part<QPushButton>(w, "startQuantizing"));
    QTRY_COMPARE_WITH_TIMEOUT(test::stateOf(w, QStringLiteral("Q4_0")), QStringLiteral("done"), kPatienceMs);
    const QString path = cell(PresetsModel::State).data(Qt::ToolTipRole).toString();
    QCOMPARE(quint64(QFile(path).size()), cell(PresetsModel::Bytes).data(widgets::SortRole).toULongLong());
    const auto runs = w.project.runs();
    const auto made = std::find_if(runs.begin(), runs.end(), [](const auto& run) { return run.kind == "quantize"; });
    QVERIFY(made != runs.end());
    const auto result = parseJson(w.project.resultText(made->id), "result");
    QVERIFY(result);
    QCOMPARE(QString::fromStdString(result->value("method", std::string())), QStringLiteral("gptq"));
    chooseMethod(w, "rtn"); // another file: that one is not made
    QTRY_COMPARE_WITH_TIMEOUT(cell(PresetsModel::State).data(Qt::ToolTipRole).toString().section(u'-', -1),
                              QStringLiteral("Q4_0.gguf"), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(test::stateOf(w, QStringLiteral("Q4_0")), QStringLiteral("not run"), kPatienceMs);
}

void TestCalibrating::refusesWhatIsNone()
{
    Window& w = *m_window;
    auto* picker = part<widgets::FilePicker>(w, "calibrationFile");
    const QString good = picker->path();
    picker->setPath(m_text);
    QTRY_VERIFY_WITH_TIMEOUT(words(w).contains(QStringLiteral("play.txt")), kPatienceMs);
    QCOMPARE(part<widgets::ScatterChart>(w, "outlierChart")->tableData().size(), 1);
    picker->setPath(good);
    QTRY_VERIFY_WITH_TIMEOUT(words(w).startsWith(QStringLiteral("Covers ")), kPatienceMs);
}

void TestCalibrating::looksGoodInGerman()
{
    test::takeInGerman(*m_window, QStringLiteral("calibration-german"));
}

HEADROOM_TEST(TestCalibrating)
#include "tst_calibrating.moc"
