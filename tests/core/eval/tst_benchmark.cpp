// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What is said of rates that are more than the machine's measured limits.
#include "core/eval/benchmark.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::eval;

class TestBenchmark : public QObject {
    Q_OBJECT
private slots:
    void moreThanAll_data()
    {
        QTest::addColumn<double>("generate");
        QTest::addColumn<double>("prompt");
        QTest::addColumn<double>("weights"); // of a cache of 100
        QTest::addColumn<QStringList>("notes");
        QTest::newRow("below") << 0.97 << 0.5 << 50.0 << QStringList();
        QTest::newRow("all of it") << 1.0 << 1.0 << 500.0 << QStringList();
        QTest::newRow("not measured") << 0.0 << 0.0 << 50.0 << QStringList();
        QTest::newRow("above") << 1.05 << 0.5 << 500.0 << QStringList{"generating took 105 %", "measure again"};
        QTest::newRow("cached") << 3.2 << 0.5 << 100.0 << QStringList{"generating took 320 %", "100 bytes of cache"};
        QTest::newRow("prompt") << 0.9 << 1.2 << 500.0 << QStringList{"prompt took 120 %"};
    }
    void moreThanAll()
    {
        QFETCH(double, generate);
        QFETCH(double, prompt);
        QFETCH(double, weights);
        QFETCH(QStringList, notes);
        BenchmarkResult result;
        result.activeBytes = static_cast<std::uint64_t>(weights);
        const auto said = notesOn(result, {generate, prompt}, 100);
        QCOMPARE(said.size(), std::size_t(notes.isEmpty() ? 0 : 1));
        for (const QString& words : notes)
            QVERIFY2(QString::fromStdString(english(said.front())).contains(words), english(said.front()).c_str());
    }

    /// An embedding model reads prompts, and has no rate of generating.
    void promptsOfWhatGeneratesNothing()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("model.gguf").toStdString();
        model::Metadata keys = test::tiny::metadata({});
        keys.set("llama.pooling_type", {3U});
        JobControl control;
        QVERIFY(model::writeGguf(path, keys, test::tiny::tensors({}), control));
        BenchmarkOptions options{.promptTokens = 8, .generateTokens = 0, .repeat = 1, .threads = 1};
        const auto prompts = benchmark(path, options, control);
        QVERIFY2(prompts, prompts ? "" : prompts.error().detail.c_str());
        QVERIFY(prompts->prompt.median > 0);
        options.generateTokens = 4;
        const auto both = benchmark(path, options, control);
        QVERIFY(!both && both.error().code == ErrorCode::Unsupported);
        QVERIFY(both.error().detail.find("--generate 0") != std::string::npos);
    }
};

HEADROOM_TEST(TestBenchmark)
#include "tst_benchmark.moc"
