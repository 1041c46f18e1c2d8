// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Remarks: what they are in English, in JSON and back, and what becomes of one that is not known here.
#include "core/base/json.h"
#include "core/base/remarks.h"
#include "tests/support/test.h"

#include <QSet>
#include <QtTest>

#include <limits>

using namespace headroom;

class TestRemark : public QObject {
    Q_OBJECT
private slots:
    void isSaidInEnglish_data();
    void isSaidInEnglish();
    void comesBackFromJson_data();
    void comesBackFromJson();
    void isSaidAsGivenWhereItIsNotKnown_data();
    void isSaidAsGivenWhereItIsNotKnown();
    void listsAreReadBesideTheirWords_data();
    void listsAreReadBesideTheirWords();
    void areAppended();
    void wordsWithoutArgumentsAreKnown();
    void codesAreEachOfTheirOwn();
};

void TestRemark::isSaidInEnglish_data()
{
    QTest::addColumn<Remark>("remark");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << Remark() << QString();
    QTest::newRow("no argument") << remark("machine.container") << "memory is limited by the container";
    QTest::newRow("a text") << remark("machine.memory_unknown", "X 1") << "X 1: its memory is not known, left out";
    QTest::newRow("a count") << remark("machine.not_opened", 3U) << "NVIDIA GPU 3 could not be opened";
    QTest::newRow("a text and a measure") << remark("machine.amd_unknown", "X", 15.96)
                                          << "AMD GPU X with 16.0 GiB is not recognised: choose it from the catalogue";
    QTest::newRow("with a sign") << remark("round.gptq", 0.5) << "GPTQ: output error +0.50 dB against plain rounding";
    QTest::newRow("digits that count") << remark("gate.noise", 0.01234)
                                       << "the baseline's own noise floor, 0.012, is not within the limit";
    QTest::newRow("a remark in it") << remark("type.nearest", remark("type.other_shape"))
                                    << "rounded to nearest: the calibration is of another shape";
    QTest::newRow("remarks in it") << remark("joined", Remarks{remark("type.preset"), remark("type.tied_head")})
                                   << "the preset's type; the embedding table is the head too";
    QTest::newRow("braces are no placeholders")
        << remark("machine.memory_unknown", "{0} {") << "{0} {: its memory is not known, left out";
    QTest::newRow("as it came") << said("fault 17; {} %1") << "fault 17; {} %1";
}

void TestRemark::isSaidInEnglish()
{
    QFETCH(const Remark, remark);
    QFETCH(const QString, words);
    QCOMPARE(QString::fromStdString(english(remark)), words);
    QCOMPARE(QString::fromStdString(Json(Remarks{remark}).at(0).get<std::string>()), words); // as people read it
    QCOMPARE(remark.empty(), words.isEmpty());
}

void TestRemark::comesBackFromJson_data()
{
    isSaidInEnglish_data();
}

void TestRemark::comesBackFromJson()
{
    QFETCH(const Remark, remark);
    const Json json = Json::parse(toJson(remark).dump());
    QVERIFY(remarkFromJson(json, "") == remark);
    QVERIFY(remarkFromJson(json, "other words") == remark || remark.empty());
}

void TestRemark::isSaidAsGivenWhereItIsNotKnown_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* json, const char* given, const char* words) {
        QTest::newRow(name) << QString::fromUtf8(json) << QString::fromUtf8(given) << QString::fromUtf8(words);
    };
    row("only its words", "null", "it rains", "it rains");
    row("nothing at all", "null", "", "");
    row("no object", "17", "it rains", "it rains");
    row("no code", R"({"arguments": []})", "it rains", "it rains");
    row("code of another type", R"({"code": 3, "arguments": []})", "it rains", "it rains");
    row("of a later version", R"({"code": "weather.rain", "arguments": [3]})", "it rains", "it rains");
    row("of a later version, no words", R"({"code": "weather.rain", "arguments": [3]})", "", "weather.rain");
    row("no arguments", R"({"code": "machine.not_opened"})", "GPU 1 is shut", "GPU 1 is shut");
    row("no list of arguments", R"({"code": "machine.not_opened", "arguments": 1})", "GPU 1 is shut", "GPU 1 is shut");
    row("too few", R"({"code": "machine.not_opened", "arguments": []})", "GPU 1 is shut", "GPU 1 is shut");
    row("too many", R"({"code": "machine.not_opened", "arguments": [1, 2]})", "GPU 1 is shut", "GPU 1 is shut");
    row("a text for a measure", R"({"code": "round.gptq", "arguments": ["much"]})", "much is lost", "much is lost");
    row("an argument that is none", R"({"code": "machine.not_opened", "arguments": [null]})", "shut", "shut");
    row("a remark in it that is none", R"({"code": "type.nearest", "arguments": [[{"code": "weather.rain"}]]})", "near",
        "near");
}

void TestRemark::isSaidAsGivenWhereItIsNotKnown()
{
    QFETCH(const QString, json);
    QFETCH(const QString, given);
    QFETCH(const QString, words);
    const Remark read = remarkFromJson(Json::parse(json.toStdString()), given.toStdString());
    QCOMPARE(QString::fromStdString(english(read)), words);
}

void TestRemark::listsAreReadBesideTheirWords_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("neither") << "{}" << QStringList();
    QTest::newRow("no object") << "[]" << QStringList();
    QTest::newRow("no lists") << R"({"warnings": "a", "remarks": 3})" << QStringList();
    QTest::newRow("of an earlier version") << R"({"warnings": ["a", "b"]})" << QStringList{"a", "b"};
    QTest::newRow("both") << R"({"warnings": ["a", "b"],
                                "remarks": [{"code": "machine.container", "arguments": []}, {"code": "x.y"}]})"
                          << QStringList{"memory is limited by the container", "b"};
    QTest::newRow("what is no text is left out") << R"({"warnings": [3, "b"]})" << QStringList{"b"};
}

void TestRemark::listsAreReadBesideTheirWords()
{
    QFETCH(const QString, json);
    QFETCH(const QStringList, words);
    QStringList read;
    for (const std::string& each : english(remarksFromJson(Json::parse(json.toStdString()), "warnings", "remarks")))
        read.append(QString::fromStdString(each));
    QCOMPARE(read, words);
}

void TestRemark::areAppended()
{
    Remark remark;
    append(remark, {});
    QVERIFY(remark.empty());
    append(remark, said("a"));
    QVERIFY(remark == said("a"));
    append(remark, {});
    append(remark, said("b"));
    append(remark, said("c"));
    QCOMPARE(english(remark), std::string("a; b; c"));
    QVERIFY(remarkFromJson(toJson(remark), "") == remark);
}

void TestRemark::wordsWithoutArgumentsAreKnown()
{
    QVERIFY(remarkOfWords("the preset's type") == remark("type.preset"));
    QVERIFY(remarkOfWords("the preset's other type") == said("the preset's other type"));
    QVERIFY(remarkOfWords("NVIDIA GPU {} could not be opened") == said("NVIDIA GPU {} could not be opened"));
    QVERIFY(remarkOfWords("").empty());
}

void TestRemark::codesAreEachOfTheirOwn()
{
    QSet<QByteArray> codes;
    for (const auto& rows : kRemarks)
        for (const RemarkRow& row : rows) {
            const QByteArray code(row.code.data(), qsizetype(row.code.size()));
            QVERIFY2(!codes.contains(code), code);
            QVERIFY2(!row.english.empty() && !row.english.ends_with('.'), code);
            codes.insert(code);
            QVERIFY(findRemark(row.code) == &row);
        }
    QVERIFY(codes.size() > 200);
    QVERIFY(!findRemark("weather.rain"));
}

HEADROOM_TEST(TestRemark)
#include "tst_remark.moc"
