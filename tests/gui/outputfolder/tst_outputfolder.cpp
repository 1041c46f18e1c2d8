// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An output folder that is not there yet is made when the first run starts; one that cannot be is named, and is fine as
// soon as it can.
#include "tests/gui/state/state.h"
#include "tests/support/test.h"
#include "widgets/input/filepicker.h"

#include <QLineEdit>
#include <QPushButton>

#include <unistd.h>

using namespace headroom;
using namespace headroom::app;
using test::kPatienceMs;
using test::part;
using test::presetCell;
using test::Window;

class TestOutputFolder : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::isolate(); }
    void init()
    {
        QSettings().clear();
        m_window = std::make_unique<Window>();
        test::openModel(*m_window, test::tinyModel(m_window->folder.filePath(QStringLiteral("tiny-f16.gguf"))));
        m_window->window->showPane(QStringLiteral("quantize"));
        QTRY_VERIFY_WITH_TIMEOUT(presetCell(*m_window, kPreset).isValid(), kPatienceMs);
    }
    void cleanup() { m_window.reset(); }
    void aNewFolderIsMade();
    void aFileInItsPlaceIsNamed();
    void permissionsAreNamedAndFollowed();

private:
    void type(const QString& folder)
    {
        auto* edit = part<widgets::FilePicker>(*m_window, "outputFolder")->findChild<QLineEdit*>();
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, folder);
        QTest::keyClick(edit, Qt::Key_Tab);
    }
    QString obstacle() const { return part<QLabel>(*m_window, "obstacle")->text(); }
    QString size() const { return presetCell(*m_window, kPreset, PresetsModel::Bytes).data().toString(); }

    const QString kPreset = QStringLiteral("Q8_0");
    std::unique_ptr<Window> m_window;
};

void TestOutputFolder::aNewFolderIsMade()
{
    const QString before = size();
    const QString folder = m_window->folder.filePath(QStringLiteral("not/there yet"));
    type(folder);
    QTest::qWait(500);
    QTRY_COMPARE_WITH_TIMEOUT(size(), before, kPatienceMs);
    QVERIFY(!QFileInfo::exists(folder)); // typing makes nothing
    auto* table = part<widgets::TableView>(*m_window, "presets");
    table->setCurrentIndex(presetCell(*m_window, kPreset));
    QTest::keyClick(table, Qt::Key_Space);
    QTRY_VERIFY2(part<QPushButton>(*m_window, "startQuantizing")->isEnabled(), qPrintable(obstacle()));
    test::click(part<QPushButton>(*m_window, "startQuantizing"));
    QTRY_COMPARE_WITH_TIMEOUT(test::stateOf(*m_window, kPreset), QStringLiteral("done"), kPatienceMs);
    QVERIFY(QFileInfo::exists(folder + QStringLiteral("/tiny-Q8_0.gguf")));
}

void TestOutputFolder::aFileInItsPlaceIsNamed()
{
    const QString before = size();
    const QString place = m_window->folder.filePath(QStringLiteral("taken"));
    QFile file(place);
    QVERIFY(file.open(QFile::WriteOnly));
    type(place + QStringLiteral("/out"));
    QTRY_VERIFY2_WITH_TIMEOUT(obstacle().contains(place + QStringLiteral(" is a file")), qPrintable(obstacle()),
                              kPatienceMs);
    QVERIFY(file.remove());
    type(m_window->folder.filePath(QStringLiteral("elsewhere")));
    QTRY_COMPARE_WITH_TIMEOUT(size(), before, kPatienceMs);
    QTRY_VERIFY2(!obstacle().contains(place), qPrintable(obstacle()));
}

void TestOutputFolder::permissionsAreNamedAndFollowed()
{
    if (::geteuid() == 0)
        QSKIP("root may write everywhere");
    const QString before = size();
    const QString closed = m_window->folder.filePath(QStringLiteral("closed"));
    QVERIFY(QDir().mkpath(closed));
    QVERIFY(QFile::setPermissions(closed, QFile::ReadOwner | QFile::ExeOwner));
    type(closed);
    QTRY_VERIFY2_WITH_TIMEOUT(obstacle().contains(QStringLiteral("Nothing may be written into")),
                              qPrintable(obstacle()), kPatienceMs);
    QVERIFY(QFile::setPermissions(closed, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QTRY_COMPARE_WITH_TIMEOUT(size(), before, kPatienceMs);
    QTRY_VERIFY2(!obstacle().contains(QStringLiteral("Nothing may be")), qPrintable(obstacle()));
}

HEADROOM_TEST(TestOutputFolder)
#include "tst_outputfolder.moc"
