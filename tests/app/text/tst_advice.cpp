// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window advises fits the kind of file that an error names.
#include "app/text/display.h"
#include "tests/support/test.h"

#include <QtTest>

using namespace headroom;

class TestAdvice : public QObject {
    Q_OBJECT
private slots:
    void fitsTheFile_data()
    {
        QTest::addColumn<QByteArray>("where");
        QTest::addColumn<bool>("project");
        for (const char* place : {"/a/plans.headroom", "/a/plans.headroom (row 3)", "/a/plans.headroom, byte 24"})
            QTest::newRow(place) << QByteArray(place) << true;
        for (const char* place : {"/a/model.gguf", "/a/mix.json", "/a/text.txt, byte 3", "/a.headroom/model.gguf", ""})
            QTest::newRow(place) << QByteArray(place) << false;
    }
    /// A project was neither fetched, nor is it a model; a preset, a text or a calibration was not always fetched.
    void fitsTheFile()
    {
        QFETCH(QByteArray, where);
        QFETCH(bool, project);
        for (const ErrorCode code : {ErrorCode::Truncated, ErrorCode::Corrupt, ErrorCode::Unsupported}) {
            const QString advice = app::text::message({code, where.toStdString(), "finding"}).nextStep;
            QCOMPARE(advice.contains(QLatin1String("project")), project);
            QVERIFY2(!project || !advice.contains(QLatin1String("fetch")), qPrintable(advice));
            QVERIFY2(!advice.contains(QLatin1String("odel")), qPrintable(advice));
            QVERIFY2(!advice.contains(QLatin1String("fetch")) || advice.contains(QLatin1String("write")),
                     qPrintable(advice));
        }
    }
};

HEADROOM_TEST(TestAdvice)
#include "tst_advice.moc"
