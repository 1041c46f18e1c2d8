// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv.h"
#include "tests/support/test.h"

#include <QTest>

using headroom::CsvTable;

class TestCsv : public QObject {
    Q_OBJECT
private slots:
    void quoting()
    {
        const auto table = CsvTable::parse("a,b\r\n\"x, \"\"y\"\"\n2\",3\r\n\n,\"\"", "t.csv");
        QVERIFY(table.has_value());
        QCOMPARE(table->rows(), std::size_t(2));
        QCOMPARE(std::string(table->text(0, "a")), std::string("x, \"y\"\n2"));
        QCOMPARE(table->number(0, "b").value_or(-1), 3.0);
        QVERIFY(!table->number(1, "b"));
        QVERIFY(table->text(1, "nowhere").empty());
        QVERIFY(table->text(9, "a").empty());
    }

    void numbersAreWhole()
    {
        const auto table = CsvTable::parse("n\n12x\n-3\n2.5\nnan\n18446744073709551615\n18446744073709551616\n", "t");
        QVERIFY(table.has_value());
        QVERIFY(!table->number(0, "n"));
        QVERIFY(!table->integer(1, "n"));
        QVERIFY(!table->integer(2, "n"));
        QVERIFY(!table->number(3, "n"));
        QCOMPARE(table->integer(4, "n").value_or(0), ~std::uint64_t{0});
        QVERIFY(!table->integer(5, "n"));
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("where");
        QTest::newRow("empty") << QByteArray("") << "t";
        QTest::newRow("open quote") << QByteArray("a\n\"b") << "t, line 2";
        QTest::newRow("after quote") << QByteArray("a\n\"b\"c\n") << "t, line 2";
        QTest::newRow("too few") << QByteArray("a,b\n1,2\n3\n") << "t, line 3";
        QTest::newRow("too many") << QByteArray("a\n1,2\n") << "t, line 2";
    }
    void refused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, where);
        const auto table = CsvTable::parse({text.constData(), std::size_t(text.size())}, "t");
        QVERIFY(!table.has_value());
        QCOMPARE(QString::fromStdString(table.error().where), where);
        QVERIFY(table.error().code == headroom::ErrorCode::Corrupt);
    }
};

HEADROOM_TEST(TestCsv)
#include "tst_csv.moc"
