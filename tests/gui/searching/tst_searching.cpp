// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A search for mixtures by clicks in the real window: started from the pane, its front drawn with the presets beside
// it, the slider changes every tensor's type, the exact size and the prediction at once, and what is shown is what the
// queued run then writes and the saved preset file then says.
#include "app/models/tensorsmodel.h"
#include "core/model/modelfile.h"
#include "core/quant/preset/preset.h"
#include "support/panes.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"
#include "widgets/input/filepicker.h"
#include "widgets/plot/heatgrid.h"
#include "widgets/plot/scatterchart.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSlider>
#include <QSpinBox>

using namespace headroom;
using namespace headroom::app;
using test::click;
using test::openView;
using test::part;
using test::Window;

namespace {

constexpr int kPatienceMs = 120000; // a sanitizer takes long

/// "mix-4.25bpw: 1,823,456 bytes exactly, …" → 1823456.
quint64 shownBytes(const Window& w)
{
    static const QRegularExpression pattern(QStringLiteral("([\\d,]+) bytes"));
    return pattern.match(part<QLabel>(w, "draftSize")->text()).captured(1).remove(u',').toULongLong();
}

double shownDamage(const Window& w)
{
    static const QRegularExpression pattern(QStringLiteral("Predicted: mean KLD ([\\d.]+)"));
    return pattern.match(part<QLabel>(w, "draftDamage")->text()).captured(1).toDouble();
}

QString shownName(const Window& w)
{
    return part<QLabel>(w, "draftSize")->text().section(u':', 0, 0);
}

/// Tensor → type, as the table of tensors says it.
QMap<QString, QString> shownTypes(const Window& w)
{
    QMap<QString, QString> types;
    const auto* model = part<widgets::TableView>(w, "tensors")->model();
    for (int row = 0; row < model->rowCount(); ++row)
        types[model->index(row, TensorsModel::Name).data().toString()]
            = model->index(row, TensorsModel::Types).data().toString().section(u' ', -1);
    return types;
}

} // namespace

class TestSearching : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void findsTheFront();
    void theSliderChangesEverythingAtOnce();
    void savesAPresetFile();
    void queuesWhatIsShown();
    void remembersInTheProject();
    void looksGoodInGerman();
    void cleanupTestCase() { m_window.reset(); }

private:
    void moveTo(Qt::Key key, int times = 1);

    QTemporaryDir m_folder;
    QString m_model, m_text;
    std::unique_ptr<Window> m_window;
};

void TestSearching::initTestCase()
{
    test::isolate();
    m_model = m_folder.filePath(QStringLiteral("play-f16.gguf"));
    m_text = m_folder.filePath(QStringLiteral("play.txt"));
    const auto trained = test::sharedData("models/shakespeare3m-f16.gguf");
    const auto text = test::sharedData("models/shakespeare_valid60k.txt");
    if (!trained.empty() && !text.empty()) {
        QVERIFY(QFile::copy(QString::fromStdString(trained.string()), m_model));
        QVERIFY(QFile::copy(QString::fromStdString(text.string()), m_text));
    } else {
        test::TinyModel tiny;
        tiny.type = tensor::Type::F16;
        tiny.layers = 4;
        QVERIFY(test::writeTinyModel(m_model.toStdString(), tiny));
        QFile file(m_text);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(test::tinyText(6000)));
    }
    m_window = std::make_unique<Window>();
    Window& w = *m_window;
    w.nextFile = m_model;
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), m_model, kPatienceMs);
    w.window->showPane(QStringLiteral("quantize"));
    QTRY_VERIFY_WITH_TIMEOUT(test::presetCell(w, QStringLiteral("Q4_K_M")).isValid(), kPatienceMs);
}

void TestSearching::findsTheFront()
{
    Window& w = *m_window;
    openView(w, "search");
    auto* start = part<QPushButton>(w, "startSearch");
    QTRY_VERIFY(start->isVisible());
    auto* picker = part<widgets::FilePicker>(w, "searchText");
    picker->setPath(m_folder.filePath(QStringLiteral("nothing.txt")));
    QTRY_VERIFY2(!start->isEnabled(), "the text is not there");
    QVERIFY(!start->toolTip().isEmpty());
    picker->setPath(m_text);
    part<QSpinBox>(w, "searchWindows")->setValue(1);
    QTRY_VERIFY(start->isEnabled());
    click(start);
    QTRY_VERIFY2(!start->isEnabled(), "one at a time");
    auto* slider = part<QSlider>(w, "budgetSlider");
    QTRY_VERIFY_WITH_TIMEOUT(slider->isVisible(), kPatienceMs);
    QTRY_VERIFY(shownBytes(w) > 0);
    QVERIFY(shownDamage(w) > 0);
    QVERIFY2(part<QLabel>(w, "draftDamage")->text().contains(QStringLiteral("Measured:")),
             qPrintable(part<QLabel>(w, "draftDamage")->text()));
    const auto table = part<widgets::ScatterChart>(w, "searchChart")->tableData();
    QStringList names;
    for (const QStringList& line : table)
        names.append(line.front().section(u',', 0, 0)); // "Q4_K_M, predicted"
    for (const char* expected : {"Q4_K_M", "Q6_K", "Q8_0", "searched"}) // types that were to choose from
        QVERIFY2(names.contains(QLatin1String(expected)), expected);
    QVERIFY2(!names.contains(QStringLiteral("Q4_0")), "its type was not among the choices: nothing is predicted");
    test::take(w, QStringLiteral("search-found"));
}

void TestSearching::moveTo(Qt::Key key, int times)
{
    auto* slider = part<QSlider>(*m_window, "budgetSlider");
    slider->setFocus();
    for (int i = 0; i < times; ++i)
        QTest::keyClick(slider, key);
}

void TestSearching::theSliderChangesEverythingAtOnce()
{
    Window& w = *m_window;
    const quint64 found = shownBytes(w);
    const double damage = shownDamage(w);
    auto* map = part<widgets::HeatGrid>(w, "tensorMap");
    moveTo(Qt::Key_Home);
    QTRY_VERIFY2(shownBytes(w) < found, qPrintable(part<QLabel>(w, "draftSize")->text()));
    const quint64 least = shownBytes(w);
    QVERIFY(shownDamage(w) > damage);
    QTRY_COMPARE(shownTypes(w).value(QStringLiteral("blk.0.ffn_up.weight")), QStringLiteral("Q2_K"));
    QVERIFY(map->value(0, 0) < 3); // bits, not decibels
    QVERIFY(part<QLabel>(w, "draftDamage")->text().contains(QStringLiteral("Not measured")));
    double last = shownDamage(w);
    for (int i = 0; i < 6; ++i) {
        moveTo(Qt::Key_PageUp, 2);
        QVERIFY2(shownDamage(w) < last, "more bytes, less damage");
        last = shownDamage(w);
    }
    moveTo(Qt::Key_End);
    QTRY_VERIFY(shownBytes(w) > found);
    QTRY_COMPARE(shownTypes(w).value(QStringLiteral("blk.0.ffn_up.weight")), QStringLiteral("Q8_0"));
    QVERIFY(map->value(0, 0) > 8);
    QVERIFY(least < found);
    // A preset that is clicked is compared: the map shows its types.
    auto* presets = part<widgets::TableView>(w, "presets");
    presets->setCurrentIndex(test::presetCell(w, QStringLiteral("Q4_K_M")));
    QTRY_COMPARE(shownTypes(w).value(QStringLiteral("blk.0.attn_q.weight")), QStringLiteral("Q4_K"));
    moveTo(Qt::Key_Home);
    moveTo(Qt::Key_PageUp, 7);
    QTRY_VERIFY(shownBytes(w) > least && shownBytes(w) < found * 2);
}

void TestSearching::savesAPresetFile()
{
    Window& w = *m_window;
    QTRY_VERIFY(part<QPushButton>(w, "saveMixture")->isEnabled());
    QTest::qWait(300); // the last plan
    const auto types = shownTypes(w);
    w.nextFile = m_folder.filePath(QStringLiteral("mixture.json"));
    click(part<QPushButton>(w, "saveMixture"));
    const auto preset = quant::readPreset(w.nextFile.toStdString());
    QVERIFY(preset);
    for (const auto& assignment : quant::assign(w.project.model(), *preset))
        QCOMPARE(QString::fromLatin1(tensor::format(assignment.to).name.data()),
                 types.value(QString::fromStdString(assignment.tensor)));
}

void TestSearching::queuesWhatIsShown()
{
    Window& w = *m_window;
    const auto types = shownTypes(w);
    const quint64 bytes = shownBytes(w);
    const QString name = shownName(w);
    click(part<QPushButton>(w, "queueMixture"));
    QTRY_VERIFY_WITH_TIMEOUT(test::stateOf(w, name) == QStringLiteral("done"), kPatienceMs);
    const QString path = test::presetCell(w, name, PresetsModel::State).data(Qt::ToolTipRole).toString();
    QVERIFY2(path.contains(name), qPrintable(path));
    QCOMPARE(quint64(QFile(path).size()), bytes);
    const auto file = model::ModelFile::open(path.toStdString());
    QVERIFY(file);
    for (const auto& info : (*file)->tensors())
        QCOMPARE(QString::fromLatin1(tensor::format(info.type).name.data()),
                 types.value(QString::fromStdString(info.name)));
}

void TestSearching::remembersInTheProject()
{
    Window& w = *m_window;
    const QString name = shownName(w);
    Project& project = w.project;
    const QString path = project.path();
    QVERIFY(project.open(path));
    w.bench.openModel(m_model);
    QTRY_COMPARE_WITH_TIMEOUT(project.modelPath(), m_model, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(test::stateOf(w, name), QStringLiteral("done"), kPatienceMs);
    openView(w, "search");
    QTRY_VERIFY_WITH_TIMEOUT(part<QSlider>(w, "budgetSlider")->isVisible() && shownBytes(w) > 0, kPatienceMs);
}

void TestSearching::looksGoodInGerman()
{
    test::takeInGerman(*m_window, QStringLiteral("search-german"));
}

HEADROOM_TEST(TestSearching)
#include "tst_searching.moc"
