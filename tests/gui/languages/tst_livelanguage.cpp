// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Another language in the middle of work: what the Inspector shows, titles of jobs and the bar below follow at once,
// and nothing that was selected is lost.
#include "app/gui/jobsview.h"
#include "support/panes.h"
#include "support/tinymodel.h"
#include "tests/gui/window.h"
#include "tests/support/test.h"
#include "widgets/plot/heatgrid.h"
#include "widgets/shell/inspectorpanel.h"
#include "widgets/shell/jobtray.h"

#include <QLabel>

using namespace headroom;
using namespace headroom::app;
using test::part;
using test::Window;

namespace {
constexpr int kPatienceMs = 60000;
}

class TestLiveLanguage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theInspectorFollows_data();
    void theInspectorFollows();
    void jobsFollow();
    void cleanup() { languages::set(QStringLiteral("en")); }
    void cleanupTestCase() { m_window.reset(); }

private:
    QString inspected() const { return m_window->window->findChild<widgets::InspectorPanel*>()->plainText(); }
    QTemporaryDir m_folder;
    std::unique_ptr<Window> m_window;
};

void TestLiveLanguage::initTestCase()
{
    test::isolate();
    m_window = std::make_unique<Window>();
    Window& w = *m_window;
    QVERIFY(w.opened);
    w.nextFile = m_folder.filePath(QStringLiteral("tiny.gguf"));
    test::TinyModel tiny;
    tiny.type = tensor::Type::F16;
    QVERIFY(test::writeTinyModel(w.nextFile.toStdString(), tiny));
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), w.nextFile, kPatienceMs);
    w.window->showPane(QStringLiteral("quantize"));
    QTRY_VERIFY_WITH_TIMEOUT(test::presetCell(w, QStringLiteral("Q8_0")).isValid(), kPatienceMs);
}

void TestLiveLanguage::theInspectorFollows_data()
{
    QTest::addColumn<bool>("tensor");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("german");
    QTest::newRow("model") << false << "Tokenizer"
                           << "Schichten";
    QTest::newRow("tensor") << true << "Why this type"
                            << "Warum dieser Typ";
}

void TestLiveLanguage::theInspectorFollows()
{
    QFETCH(bool, tensor);
    QFETCH(QString, english);
    QFETCH(QString, german);
    Window& w = *m_window;
    if (tensor) {
        auto* table = part<widgets::TableView>(w, "tensors");
        QTRY_VERIFY(table->model()->rowCount() > 4);
        table->setCurrentIndex({});
        table->setCurrentIndex(table->model()->index(3, 0));
    }
    QTRY_VERIFY2(inspected().contains(english), qPrintable(inspected()));
    const QString title = inspected().section(u'\n', 1, 1);
    languages::set(QStringLiteral("de"));
    QTRY_VERIFY2(inspected().contains(german), qPrintable(inspected()));
    QCOMPARE(inspected().section(u'\n', 1, 1), title); // of the same
    languages::set(QStringLiteral("en"));
    QTRY_VERIFY(inspected().contains(english) && !inspected().contains(german));
}

void TestLiveLanguage::jobsFollow()
{
    Window& w = *m_window;
    auto* presets = part<widgets::TableView>(w, "presets");
    presets->setCurrentIndex(test::presetCell(w, QStringLiteral("Q8_0")));
    QTest::keyClick(presets, Qt::Key_Space);
    QTRY_VERIFY(part<QPushButton>(w, "startQuantizing")->isEnabled());
    test::click(part<QPushButton>(w, "startQuantizing"));
    QTRY_COMPARE_WITH_TIMEOUT(test::stateOf(w, QStringLiteral("Q8_0")), QStringLiteral("done"), kPatienceMs);
    w.window->action(QStringLiteral("view.jobs"))->trigger();
    auto* jobs = part<widgets::TableView>(w, "jobsTable")->model();
    const auto says = [&](const QString& what) {
        for (const QLabel* label : w.window->findChild<widgets::JobTray*>()->findChildren<QLabel*>())
            if (label->text() == what)
                return true;
        return false;
    };
    QTRY_VERIFY(says(QStringLiteral("none running")));
    QVERIFY2(jobs->index(0, 0).data().toString().startsWith(QStringLiteral("Q8_0 of ")), "English first");
    languages::set(QStringLiteral("de"));
    QTRY_VERIFY(says(QStringLiteral("keiner läuft")));
    QVERIFY2(jobs->index(0, 0).data().toString().startsWith(QStringLiteral("Q8_0 von ")),
             qPrintable(jobs->index(0, 0).data().toString()));
    QCOMPARE(jobs->index(0, 1).data().toString(), QStringLiteral("fertig"));
    test::take(w, QStringLiteral("language-changed"));
}

HEADROOM_TEST(TestLiveLanguage)
#include "tst_livelanguage.moc"
