// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What the command line prints for people: figures that cannot be had say so, and a quantity has one unit everywhere.
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/tinymodel.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using test::runCli;

namespace {

/// The line of a table that starts with this word.
QString lineOf(const QByteArray& out, const QString& word)
{
    for (const QString& line : QString::fromUtf8(out).split(u'\n'))
        if (line.startsWith(word))
            return line;
    return {};
}

} // namespace

class TestFigures : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void plansSayWhatCannotBeHad_data();
    void plansSayWhatCannotBeHad();
    void perplexityDiffersByPercent();
    void noDifferenceHasNoSign();

private:
    QString inside(const QString& name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void TestFigures::initTestCase()
{
    test::TinyModel tiny;
    tiny.type = tensor::Type::F16;
    QVERIFY(test::writeTinyModel(inside("tiny.gguf").toStdString(), tiny));
    std::ofstream(inside("text.txt").toStdString()) << test::tinyText(2000);
}

void TestFigures::plansSayWhatCannotBeHad_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("term");
    QTest::addColumn<QString>("words");
    const QStringList tiny{"--model", inside("tiny.gguf"), "--rig", "RTX 3090", "--context", "128"};
    const QStringList large{"--model", "llama-3.1-70b", "--preset", "Q8_0", "--rig", "RTX 3090"};
    const QStringList ordinary{"--model", "llama-3.1-8b", "--rig", "RTX 3090"};
    QTest::newRow("context") << tiny << "max_context"
                             << "trained for 256 tokens";
    QTest::newRow("tiny decode") << tiny << "decode_tokens_per_s_ceiling"
                                 << "out of reach";
    QTest::newRow("tiny prefill") << tiny << "prefill_tokens_per_s_ceiling"
                                  << "out of reach";
    QTest::newRow("unfit decode") << large << "decode_tokens_per_s_ceiling"
                                  << "if it fitted";
    QTest::newRow("unfit first token") << large << "time_to_first_token_s"
                                       << "if it fitted";
    QTest::newRow("explained") << large + QStringList{"--explain"} << "decode_tokens_per_s_ceiling ="
                               << "if it fitted";
    QTest::newRow("assumed supply") << ordinary << "psu_load_fraction"
                                    << "which is assumed";
    QTest::newRow("assumed processor") << ordinary << "wall_watts"
                                       << "with a CPU of 230 W assumed";
    QTest::newRow("ordinary") << ordinary << "decode_tokens_per_s_ceiling" << QString();
}

void TestFigures::plansSayWhatCannotBeHad()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, term);
    QFETCH(QString, words);
    const auto result = runCli(QStringList{"plan"} + arguments);
    QVERIFY2(result.status == 0, result.summary());
    const QString line = lineOf(result.out, term);
    QVERIFY2(!line.isEmpty(), result.out);
    if (words.isEmpty())
        QVERIFY2(!line.contains(u';'), qPrintable(line));
    else
        QVERIFY2(line.contains(words), qPrintable(line));
}

/// As the gates judge it and the window shows it; the JSON keeps the difference under its key.
void TestFigures::perplexityDiffersByPercent()
{
    QVERIFY(runCli({"quantize", inside("tiny.gguf"), inside("small.gguf"), "--preset", "Q2_K"}).status == 0);
    const QStringList compare{"compare", inside("tiny.gguf"), inside("small.gguf"),
                              "--text",  inside("text.txt"),  "--context",
                              "64",      "--windows",         "4"};
    const auto text = runCli(compare), exact = runCli(compare + QStringList{"--json"});
    QVERIFY2(text.status == 0 && exact.status == 0, text.summary());
    QVERIFY2(text.out.contains("ΔPPL, % [95 %]"), text.out);
    const Json json = exact.json();
    const double percent = 100 * json.at("candidates").at(0).at("delta_ppl").get<double>()
        / json.at("baseline_perplexity").get<double>();
    const QString shown = (percent < 0 ? QString() : QStringLiteral("+")) + QString::number(percent, 'f', 3) + " [";
    QVERIFY2(lineOf(text.out, "small.gguf").contains(shown), text.out + shown.toUtf8());
    const auto groups = runCli({"sensitivity", inside("tiny.gguf"), "--preset", "Q2_K", "--text", inside("text.txt"),
                                "--context", "64", "--windows", "1"});
    QVERIFY2(groups.status == 0, groups.summary());
    QVERIFY2(groups.out.contains("ΔPPL, %"), groups.out);
}

void TestFigures::noDifferenceHasNoSign()
{
    const QString model = inside("tiny.gguf"), copy = inside("again.gguf");
    QVERIFY(QFile::copy(model, copy));
    const auto run
        = runCli({"compare", model, model, copy, "--text", inside("text.txt"), "--context", "32", "--windows", "4"});
    QCOMPARE(run.status, 0);
    QVERIFY2(run.out.contains("against"), run.out.constData());
    QVERIFY2(!run.out.contains("-0"), run.out.constData());
}

HEADROOM_TEST(TestFigures)
#include "tst_figures.moc"
