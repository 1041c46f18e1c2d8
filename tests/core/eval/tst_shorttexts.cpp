// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Figures of a text that is too short for them say so.
#include "core/eval/compare.h"
#include "core/eval/statistics.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>

using namespace headroom;
using namespace headroom::eval;

namespace {

bool says(const Remarks& remarks, std::string_view code)
{
    return std::ranges::any_of(remarks, [&](const Remark& each) { return each.code() == code; });
}

} // namespace

class TestShortTexts : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(test::writeTinyModel(path("tiny.gguf")));
        QVERIFY(test::writeTinyModel(path("other.gguf"), {.seed = 2}));
        const std::string text = test::tinyText(2000);
        std::ofstream(path("long.txt")) << text;
        std::ofstream(path("short.txt")) << text.substr(0, 40);
        std::ofstream(path("empty.txt"));
    }

    void tooFewTokensAreSaid_data()
    {
        QTest::addColumn<std::size_t>("tokens");
        QTest::addColumn<unsigned>("context");
        QTest::addColumn<bool>("few");
        QTest::newRow("two windows of few") << std::size_t(16) << 8U << true;
        QTest::newRow("many windows of few") << std::size_t(400) << 8U << true;
        QTest::newRow("one window of many") << std::size_t(4000) << 4000U << true;
        QTest::newRow("two windows of many") << std::size_t(8000) << 4000U << false;
        QTest::newRow("many windows") << std::size_t(8000) << 64U << false;
    }
    void tooFewTokensAreSaid()
    {
        QFETCH(std::size_t, tokens);
        QFETCH(unsigned, context);
        QFETCH(bool, few);
        Windows windows;
        windows.context = context;
        windows.tokens.resize(tokens);
        QCOMPARE(says(windows.warnings(), "evaluate.few_tokens"), few);
    }

    void intervals()
    {
        QVERIFY(isWiderThan(119719, 196631));
        QVERIFY(isWiderThan(10, 3));
        QVERIFY(!isWiderThan(10, 2));
    }

    void perplexitiesSayIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("few");
        QTest::newRow("short") << "short.txt" << true;
        QTest::newRow("long") << "long.txt" << false;
    }
    void perplexitiesSayIt()
    {
        QFETCH(QString, text);
        QFETCH(bool, few);
        JobControl control;
        const auto alone = perplexity(path("tiny.gguf"), path(text), {16, 0, 1}, control);
        QVERIFY(alone);
        QCOMPARE(says(alone->warnings, "evaluate.few_tokens"), few);
        QCOMPARE(says(alone->warnings, "evaluate.wide_perplexity"),
                 isWiderThan(alone->perplexity, alone->standardError));
        const auto both = compare(path("tiny.gguf"), {path("other.gguf")}, path(text), {16, 0, 1}, control);
        QVERIFY(both);
        QCOMPARE(says(both->warnings, "evaluate.few_tokens"), few);
        QCOMPARE(says(both->warnings, "evaluate.wide_perplexity"),
                 isWiderThan(both->baselinePerplexity, both->baselineStandardError));
    }

    void anEmptyTextIsSaidToBe()
    {
        JobControl control;
        const auto found = perplexity(path("tiny.gguf"), path("empty.txt"), {16, 0, 1}, control);
        QVERIFY(!found);
        QCOMPARE(found.error().where, path("empty.txt").string());
        QCOMPARE(found.error().detail, std::string("is empty"));
    }

private:
    std::filesystem::path path(const QString& name) const { return m_folder.filePath(name).toStdString(); }
    QTemporaryDir m_folder;
};

HEADROOM_TEST(TestShortTexts)
#include "tst_shorttexts.moc"
