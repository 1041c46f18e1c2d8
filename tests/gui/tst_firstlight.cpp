// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The narrowest complete path by clicks in the real window: open a model, plan it on a catalogue card, make four
// presets, compare them with the original, close, and find all of it in the project file again.
#include "app/models/comparisonmodel.h"
#include "app/models/presetsmodel.h"
#include "support/panes.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/gui/window.h"
#include "tests/support/test.h"
#include "widgets/input/filepicker.h"
#include "widgets/plot/heatgrid.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/roles.h"
#include "widgets/table/tableview.h"

#include <QDir>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

using namespace headroom;
using namespace headroom::app;
using test::part;
using test::rowWith;
using test::Window;

namespace {

constexpr int kPatienceMs = 120000;

QString sentence(Window& w)
{
    return w.window->pane(w.window->currentPane())->findChild<widgets::VerdictHeader*>()->sentence();
}

void take(Window& w, const QString& name)
{
    const QString folder = QCoreApplication::applicationDirPath() + QStringLiteral("/../screenshots");
    QDir().mkpath(folder);
    for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")}) {
        w.window->action(QStringLiteral("view.theme-") + theme)->trigger();
        QTest::qWait(400);
        QVERIFY(w.window->grab().save(folder + QStringLiteral("/firstlight-") + name + u'-' + theme
                                      + QStringLiteral(".png")));
    }
    w.window->action(QStringLiteral("view.theme-light"))->trigger();
}

void go(Window& w, const QString& pane)
{
    w.window->action(QStringLiteral("view.pane-") + pane)->trigger();
    QCOMPARE(w.window->currentPane(), pane);
}

} // namespace

class FirstLightTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString m_model;
    QString m_text;
    QString m_project;
    std::unique_ptr<Window> m_window;
    const QStringList m_presets{QStringLiteral("Q8_0"), QStringLiteral("Q6_K"), QStringLiteral("Q4_K_M"),
                                QStringLiteral("Q4_0")};

private slots:
    void initTestCase()
    {
        m_model = m_folder.filePath(QStringLiteral("play-f16.gguf"));
        m_text = m_folder.filePath(QStringLiteral("play.txt"));
        m_project = m_folder.filePath(QStringLiteral("first.headroom"));
        const auto trained = test::sharedData("models/shakespeare3m-f16.gguf");
        const auto heldOut = test::sharedData("models/shakespeare_valid60k.txt");
        if (!trained.empty() && !heldOut.empty()) {
            QVERIFY(QFile::copy(QString::fromStdString(trained.string()), m_model));
            QVERIFY(QFile::copy(QString::fromStdString(heldOut.string()), m_text));
        } else {
            test::TinyModel tiny;
            tiny.type = tensor::Type::F16;
            QVERIFY(test::writeTinyModel(m_model.toStdString(), tiny));
            QFile text(m_text);
            QVERIFY(text.open(QIODevice::WriteOnly));
            text.write(QByteArray::fromStdString(test::tinyText(6000)));
        }
        m_window = std::make_unique<Window>();
        QVERIFY(m_window->opened);
        m_window->nextFile = m_project;
        m_window->window->action(QStringLiteral("file.new-project"))->trigger();
        QTRY_COMPARE(m_window->project.name(), QStringLiteral("first"));
    }

    void opensTheModel()
    {
        m_window->nextFile = m_model;
        m_window->window->action(QStringLiteral("file.open-model"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->project.modelPath(), m_model, kPatienceMs);
    }

    void plansOnACatalogueRig()
    {
        Window& w = *m_window;
        go(w, QStringLiteral("hardware"));
        const std::size_t before = w.project.rig().gpus.size();
        QTest::mouseClick(part<QPushButton>(w, "addGpu"), Qt::LeftButton);
        QTRY_COMPARE(w.project.rig().gpus.size(), before + 1);
        take(w, QStringLiteral("hardware"));
        go(w, QStringLiteral("capacity"));
        QTRY_VERIFY(!sentence(w).isEmpty());
        w.window->action(QStringLiteral("compare.pin-plan"))->trigger();
        QTRY_COMPARE(w.project.plans().size(), std::size_t(1));
        take(w, QStringLiteral("capacity"));
    }

    void makesFourPresets()
    {
        Window& w = *m_window;
        go(w, QStringLiteral("quantize"));
        auto* presets = part<widgets::TableView>(w, "presets");
        QTRY_VERIFY_WITH_TIMEOUT(presets->model()->rowCount() > 4, kPatienceMs);
        for (const QString& preset : m_presets) {
            const int row = rowWith(*presets->model(), preset);
            QVERIFY2(row >= 0, qPrintable(preset));
            presets->setCurrentIndex(presets->model()->index(row, 0));
            QTest::keyClick(presets, Qt::Key_Space);
        }
        auto* start = part<QPushButton>(w, "startQuantizing");
        QTRY_VERIFY(start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
        for (const QString& preset : m_presets) {
            const QModelIndex state = presets->model()->index(rowWith(*presets->model(), preset), PresetsModel::State);
            QTRY_COMPARE_WITH_TIMEOUT(state.data().toString(), QStringLiteral("done"), kPatienceMs);
            const quint64 planned = state.siblingAtColumn(PresetsModel::Bytes).data(widgets::SortRole).toULongLong();
            QCOMPARE(quint64(QFile(state.data(Qt::ToolTipRole).toString()).size()), planned);
        }
        auto* map = part<widgets::HeatGrid>(w, "tensorMap");
        QTRY_VERIFY(std::isfinite(map->value(0, 1)));
        QTest::mouseClick(map, Qt::LeftButton, {}, map->cellRect(0, 1).center().toPoint());
        QTRY_VERIFY(w.window->inspector()->plainText().contains(QStringLiteral("blk.1.attn_q.weight")));
        QTRY_VERIFY_WITH_TIMEOUT(w.window->inspector()->plainText().contains(QStringLiteral("Kurtosis")), kPatienceMs);
        take(w, QStringLiteral("quantize"));
    }

    void comparesAllFourWithTheOriginal()
    {
        Window& w = *m_window;
        go(w, QStringLiteral("evaluate"));
        QTRY_COMPARE_WITH_TIMEOUT(part<widgets::TableView>(w, "candidates")->model()->rowCount(), 4, kPatienceMs);
        part<widgets::FilePicker>(w, "textFile")->setPath(m_text);
        part<QSpinBox>(w, "context")->setValue(128);
        part<QSpinBox>(w, "maxWindows")->setValue(16);
        auto* compare = part<QPushButton>(w, "compare");
        QTRY_VERIFY_WITH_TIMEOUT(compare->isEnabled(), kPatienceMs);
        QTest::mouseClick(compare, Qt::LeftButton);
        auto* scores = part<widgets::TableView>(w, "scoreboard");
        QTRY_COMPARE_WITH_TIMEOUT(scores->model()->rowCount(), 6, kPatienceMs);
        const auto kld = [&](int row) {
            return scores->model()->index(row, ComparisonModel::FirstMetric).data(widgets::SortRole).toDouble();
        };
        QVERIFY2(kld(1) < kld(4), "the 8-bit preset has to diverge less than the 4-bit one");
        QTest::qWait(200);
        take(w, QStringLiteral("evaluate"));
    }

    void findsEverythingAgain()
    {
        m_window.reset();
        m_window = std::make_unique<Window>();
        Window& w = *m_window;
        w.nextFile = m_project;
        w.window->action(QStringLiteral("file.open-project"))->trigger();
        QTRY_COMPARE(w.project.name(), QStringLiteral("first"));
        QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), m_model, kPatienceMs);
        QCOMPARE(w.project.plans().size(), std::size_t(1));
        QCOMPARE(w.project.artifacts().size(), std::size_t(4));
        go(w, QStringLiteral("quantize"));
        auto* presets = part<widgets::TableView>(w, "presets");
        QTRY_VERIFY_WITH_TIMEOUT(presets->model()->rowCount() > 4, kPatienceMs);
        for (const QString& preset : m_presets)
            QTRY_COMPARE(
                presets->model()->index(rowWith(*presets->model(), preset), PresetsModel::State).data().toString(),
                QStringLiteral("done"));
        go(w, QStringLiteral("evaluate"));
        QTRY_COMPARE(part<widgets::TableView>(w, "scoreboard")->model()->rowCount(), 6);
    }

    void cleanupTestCase() { m_window.reset(); }
};

HEADROOM_TEST(FirstLightTest, 2)
#include "tst_firstlight.moc"
