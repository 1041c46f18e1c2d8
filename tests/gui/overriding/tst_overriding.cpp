// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Quantize pane beyond plain presets, by clicks in the real window: does each preset fit the rig, why has a tensor
// its type, another type for a cell or for all that match, what hurts most. What is shown is what is then made.
#include "app/models/overridesmodel.h"
#include "app/models/presetsmodel.h"
#include "app/models/sensitivitymodel.h"
#include "app/models/tensorsmodel.h"
#include "core/model/modelfile.h"
#include "support/panes.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/gui/window.h"
#include "tests/support/test.h"
#include "widgets/input/captionedcombo.h"
#include "widgets/input/filepicker.h"
#include "widgets/input/segmented.h"
#include "widgets/plot/heatgrid.h"
#include "widgets/table/roles.h"
#include "widgets/table/tableview.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolTip>
#include <QtTest>

using namespace headroom;
using namespace headroom::app;
using test::openView;
using test::part;
using test::Window;

namespace {

constexpr int kPatienceMs = 120000;
const QString kPreset = QStringLiteral("Q4_K_M");

} // namespace

class TestOverriding : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void saysWhetherEachPresetFits();
    void saysWhyEveryCellHasItsType();
    void aCellTakesAnotherType();
    void expressionsAreListedAndRemoved();
    void makesWhatIsShown();
    void becomesAPresetOfItsOwn();
    void ranksWhatHurts();
    void cleanupTestCase() { m_window.reset(); }

private:
    QModelIndex preset(int column) const { return test::presetCell(*m_window, kPreset, column); }
    quint64 size() const { return preset(PresetsModel::Bytes).data(widgets::SortRole).toULongLong(); }
    QModelIndex tensor(const QString& name, int column) const
    {
        const auto* model = part<widgets::TableView>(*m_window, "tensors")->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, TensorsModel::Name).data().toString() == name)
                return model->index(row, column);
        return {};
    }
    QTemporaryDir m_folder;
    QString m_text;
    std::unique_ptr<Window> m_window;
};

void TestOverriding::initTestCase()
{
    test::isolate();
    const QString path = m_folder.filePath(QStringLiteral("play-f16.gguf"));
    m_text = m_folder.filePath(QStringLiteral("play.txt"));
    const auto trained = test::sharedData("models/shakespeare3m-f16.gguf");
    const auto text = test::sharedData("models/shakespeare_valid60k.txt");
    if (!trained.empty() && !text.empty()) {
        QVERIFY(QFile::copy(QString::fromStdString(trained.string()), path));
        QVERIFY(QFile::copy(QString::fromStdString(text.string()), m_text));
    } else {
        test::TinyModel tiny;
        tiny.type = tensor::Type::F16;
        tiny.layers = 4;
        QVERIFY(test::writeTinyModel(path.toStdString(), tiny));
        QFile file(m_text);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(test::tinyText(6000)));
    }
    m_window = std::make_unique<Window>();
    Window& w = *m_window;
    w.nextFile = path;
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), path, kPatienceMs);
    w.window->showPane(QStringLiteral("quantize"));
    QTRY_VERIFY_WITH_TIMEOUT(preset(0).isValid(), kPatienceMs);
    QTest::mouseClick(part<widgets::TableView>(w, "presets")->viewport(), Qt::LeftButton, {},
                      part<widgets::TableView>(w, "presets")->visualRect(preset(PresetsModel::Bytes)).center());
    part<widgets::TableView>(w, "presets")->setCurrentIndex(preset(PresetsModel::Preset));
}

void TestOverriding::saysWhetherEachPresetFits()
{
    Window& w = *m_window;
    machine::Rig rig = w.project.rig();
    rig.gpus.clear();
    rig.ramBytes = rig.ramFreeBytes = std::uint64_t{64} << 30U;
    w.project.editRig(rig, QStringLiteral("much memory"));
    const auto free = [&] { return preset(PresetsModel::Fit).data(widgets::SortRole).toDouble(); };
    QTRY_VERIFY(free() > double(std::uint64_t{60} << 30U) && free() < double(rig.ramBytes));
    QVERIFY(preset(PresetsModel::Fit).data().toString().contains(QStringLiteral("free")));
    QVERIFY(preset(PresetsModel::Fit).data(Qt::ToolTipRole).toString().contains(QStringLiteral("KV")));
    rig.ramBytes = rig.ramFreeBytes = std::uint64_t{1} << 20U;
    w.project.editRig(rig, QStringLiteral("hardly any memory"));
    QTRY_VERIFY(preset(PresetsModel::Fit).data().toString().contains(QStringLiteral("over")));
    QCOMPARE(preset(PresetsModel::Fit).data(widgets::GlyphRole).toInt(), int(widgets::Glyph::Fail));
    w.project.undoStack().undo();
    QTRY_VERIFY(preset(PresetsModel::Fit).data().toString().contains(QStringLiteral("free")));
}

void TestOverriding::saysWhyEveryCellHasItsType()
{
    Window& w = *m_window;
    auto* map = part<widgets::HeatGrid>(w, "tensorMap");
    auto* why = part<QLabel>(w, "whyThisType");
    QVERIFY(map->cellRect(0, 0).isValid());
    for (const QString& name : {QStringLiteral("blk.0.attn_q.weight"), QStringLiteral("blk.0.ffn_down.weight"),
                                QStringLiteral("blk.1.attn_v.weight"), QStringLiteral("token_embd.weight"),
                                QStringLiteral("output_norm.weight")}) {
        auto* table = part<widgets::TableView>(w, "tensors");
        QVERIFY2(tensor(name, 0).isValid(), qPrintable(name));
        table->setCurrentIndex(tensor(name, TensorsModel::Name));
        const QString reason = tensor(name, TensorsModel::Reason).data().toString();
        QVERIFY(!reason.isEmpty());
        QTRY_VERIFY2(why->text().contains(reason), qPrintable(why->text() + u'/' + reason));
    }
    const QPoint cell = map->cellRect(0, 1).center().toPoint();
    QHelpEvent help(QEvent::ToolTip, cell, map->mapToGlobal(cell));
    QApplication::sendEvent(map, &help);
    QTRY_VERIFY2(QToolTip::text().contains(QStringLiteral("Why:")), qPrintable(QToolTip::text()));
    QVERIFY(!part<widgets::CaptionedCombo>(w, "tensorType")->isEnabled()); // of the norm, selected last
}

void TestOverriding::aCellTakesAnotherType()
{
    Window& w = *m_window;
    const quint64 before = size();
    auto* map = part<widgets::HeatGrid>(w, "tensorMap");
    QTest::mouseClick(map, Qt::LeftButton, {}, map->cellRect(0, 1).center().toPoint());
    auto* choice = part<widgets::CaptionedCombo>(w, "tensorType");
    QTRY_VERIFY(choice->isEnabled());
    const int wanted = choice->combo()->findText(QStringLiteral("Q8_0"));
    QVERIFY(wanted > 0);
    choice->combo()->setFocus();
    choice->combo()->setCurrentIndex(0);
    choice->combo()->showPopup();
    QTRY_VERIFY(choice->combo()->view()->isVisible());
    choice->combo()->view()->setCurrentIndex(choice->combo()->model()->index(wanted, 0));
    QTest::keyClick(choice->combo()->view(), Qt::Key_Return);
    QTRY_VERIFY2(size() > before, "Q8_0 is larger than Q4_K");
    QTRY_COMPARE(tensor(QStringLiteral("blk.1.attn_q.weight"), TensorsModel::Types).data().toString(),
                 QStringLiteral("F16 → Q8_0"));
    QTRY_VERIFY(part<QLabel>(w, "whyThisType")->text().contains(QStringLiteral("Set by hand to Q8_0")));
    QCOMPARE(preset(PresetsModel::Preset).data().toString(), QStringLiteral("Q4_K_M +1"));
}

void TestOverriding::expressionsAreListedAndRemoved()
{
    Window& w = *m_window;
    openView(w, "overrides");
    auto* list = part<widgets::TableView>(w, "overrides");
    QTRY_VERIFY(list->isVisible());
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QCOMPARE(list->model()->index(0, OverridesModel::Tensors).data().toString(), QStringLiteral("1"));
    auto* field = part<QLineEdit>(w, "overridePattern");
    QTest::keyClicks(field, QStringLiteral("ffn_(up"));
    QVERIFY2(part<QLabel>(w, "overrideHint")->text().contains(QStringLiteral("regular expression")),
             qPrintable(part<QLabel>(w, "overrideHint")->text()));
    field->clear();
    const quint64 before = size();
    QTest::keyClicks(field, QStringLiteral("ffn_(up|gate)"));
    part<QComboBox>(w, "overrideType")->setCurrentText(QStringLiteral("Q3_K"));
    QTest::mouseClick(part<QPushButton>(w, "addOverride"), Qt::LeftButton);
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QTRY_VERIFY2(size() < before, "Q3_K is smaller than Q4_K");
    QTRY_COMPARE(list->model()->index(0, OverridesModel::Tensors).data().toString(), QStringLiteral("8"));
    test::take(w, QStringLiteral("quantize-overrides"));
    list->selectRow(0);
    QTest::mouseClick(part<QPushButton>(w, "removeOverride"), Qt::LeftButton);
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QTRY_COMPARE(size(), before);
}

void TestOverriding::makesWhatIsShown()
{
    Window& w = *m_window;
    auto* presets = part<widgets::TableView>(w, "presets");
    presets->setCurrentIndex(preset(PresetsModel::Preset));
    QTest::keyClick(presets, Qt::Key_Space);
    auto* start = part<QPushButton>(w, "startQuantizing");
    QTRY_VERIFY(start->isEnabled());
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(preset(PresetsModel::State).data().toString(), QStringLiteral("done"), kPatienceMs);
    const QString path = preset(PresetsModel::State).data(Qt::ToolTipRole).toString();
    QVERIFY2(path.endsWith(QStringLiteral("Q4_K_M-mixed.gguf")), qPrintable(path));
    QCOMPARE(quint64(QFile(path).size()), size());
    const auto file = model::ModelFile::open(path.toStdString());
    QVERIFY(file);
    QVERIFY((*file)->find("blk.1.attn_q.weight")->type == tensor::Type::Q8_0);
    QVERIFY((*file)->find("blk.0.attn_q.weight")->type == tensor::Type::Q4_K);
    openView(w, "table");
    test::take(w, QStringLiteral("quantize-mixed"));
}

void TestOverriding::becomesAPresetOfItsOwn()
{
    Window& w = *m_window;
    openView(w, "overrides");
    auto* name = part<QLineEdit>(w, "ownName");
    auto* keep = part<QPushButton>(w, "keepPreset");
    for (const QString& bad : {QStringLiteral("q4_k_m"), QStringLiteral("W4A16"), QStringLiteral("a/b")}) {
        name->clear();
        QTest::keyClicks(name, bad);
        QVERIFY2(!keep->isEnabled() && !keep->toolTip().isEmpty(), qPrintable(bad));
    }
    name->clear();
    const QString own = QStringLiteral("ours-4");
    QTest::keyClicks(name, own);
    test::click(keep);
    QTRY_VERIFY_WITH_TIMEOUT(test::presetCell(w, own).isValid(), kPatienceMs);
    auto* presets = part<widgets::TableView>(w, "presets");
    presets->setCurrentIndex(test::presetCell(w, own));
    const auto types = [&] {
        return tensor(QStringLiteral("blk.1.attn_q.weight"), TensorsModel::Types).data().toString()
            + tensor(QStringLiteral("blk.0.attn_q.weight"), TensorsModel::Types).data().toString();
    };
    QTRY_COMPARE(types(), QStringLiteral("F16 → Q8_0F16 → Q4_K"));
    QTest::keyClick(presets, Qt::Key_Space);
    QTRY_VERIFY(part<QPushButton>(w, "startQuantizing")->isEnabled());
    test::click(part<QPushButton>(w, "startQuantizing"));
    QTRY_COMPARE_WITH_TIMEOUT(test::stateOf(w, own), QStringLiteral("done"), kPatienceMs);
    const QString path = test::presetCell(w, own, PresetsModel::State).data(Qt::ToolTipRole).toString();
    const auto file = model::ModelFile::open(path.toStdString());
    QVERIFY(file && path.endsWith(QStringLiteral("play-ours-4.gguf")));
    QVERIFY((*file)->find("blk.1.attn_q.weight")->type == tensor::Type::Q8_0);
    test::take(w, QStringLiteral("quantize-own"));

    w.nextFile = m_folder.filePath(QStringLiteral("ours.json"));
    w.window->findChild<QAction*>(QStringLiteral("savePresetFile"))->trigger();
    QVERIFY(QFile::exists(w.nextFile));
    w.window->findChild<QAction*>(QStringLiteral("deletePreset"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!test::presetCell(w, own).isValid(), kPatienceMs);
    w.window->findChild<QAction*>(QStringLiteral("addPresetFile"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(test::presetCell(w, own).isValid(), kPatienceMs);
    presets->setCurrentIndex(preset(PresetsModel::Preset));
}

void TestOverriding::ranksWhatHurts()
{
    Window& w = *m_window;
    openView(w, "sensitivity");
    auto* ranking = part<widgets::TableView>(w, "sensitivity");
    auto* start = part<QPushButton>(w, "startSensitivity");
    QTRY_VERIFY(ranking->isVisible());
    QVERIFY(!start->isEnabled());
    QVERIFY(!start->toolTip().isEmpty());
    part<widgets::FilePicker>(w, "sensitivityText")->setPath(m_text);
    part<QSpinBox>(w, "sensitivityWindows")->setValue(2);
    QTRY_VERIFY(start->isEnabled());
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(w.jobs.running() == nullptr, kPatienceMs);
    QTRY_VERIFY(ranking->model()->rowCount() >= 7); // seven classes in each layer, and what is outside
    const auto damage = [&](int row) {
        return ranking->model()->index(row, SensitivityModel::PerSavedMiB).data(widgets::SortRole).toDouble();
    };
    for (int row = 1; row < ranking->model()->rowCount(); ++row)
        QVERIFY(damage(row - 1) >= damage(row));
    QVERIFY(damage(0) > 0);
    int layered = 0;
    while (!ranking->model()->index(layered, 0).data().toString().startsWith(QStringLiteral("attn_k")))
        ++layered;
    ranking->setCurrentIndex(ranking->model()->index(layered, 0));
    test::take(w, QStringLiteral("quantize-sensitivity"));
    QTest::mouseClick(part<QPushButton>(w, "overrideGroup"), Qt::LeftButton);
    QTRY_COMPARE(part<QLineEdit>(w, "overridePattern")->text(), QStringLiteral("\\.attn_k\\."));
    QVERIFY(part<QLabel>(w, "overrideHint")->text().startsWith(QStringLiteral("Matches 4 of")));
}

HEADROOM_TEST(TestOverriding)
#include "tst_overriding.moc"
