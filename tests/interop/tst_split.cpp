// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A model cut into files opens in a prebuilt llama.cpp, and gives there the very logits of the same model in one file.
#include "tests/support/test.h"

#include "interop/llamacpp.h"
#include "support/commandline.h"
#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using test::runCli;

class TestSplit : public QObject {
    Q_OBJECT
private slots:
    void sameLogits_data()
    {
        QTest::addColumn<QStringList>("limits");
        QTest::newRow("size") << QStringList{"--split-max-size", "300K"};
        QTest::newRow("tensors") << QStringList{"--split-max-tensors", "3"};
        QTest::newRow("one file") << QStringList{"--split-max-size", "1G"};
    }
    void sameLogits()
    {
        if (!test::hasLlamaCpp())
            QSKIP(
                qPrintable(QStringLiteral("needs Node.js and llama.cpp; in tests/interop: ") + test::kInstallLlamaCpp));
        QFETCH(QStringList, limits);
        QTemporaryDir folder;
        QVERIFY(test::writeTinyModel(folder.filePath("tiny.gguf").toStdString()));
        const QStringList quantize{"quantize", folder.filePath("tiny.gguf")};
        const QStringList preset{"--preset", "Q8_0", "--json"};
        const auto one = runCli(quantize + QStringList{folder.filePath("one.gguf")} + preset);
        QVERIFY2(one.status == 0, one.summary());
        const auto cut = runCli(quantize + QStringList{folder.filePath("cut.gguf")} + preset + limits);
        QVERIFY2(cut.status == 0, cut.summary());
        test::LlamaCpp llama;
        Json request{
            {"model", folder.filePath("one.gguf").toStdString()}, {"context", 64}, {"tokens", {1, 70, 90, 120, 65}}};
        const Json whole = llama.ask(request);
        request["model"] = cut.json().at("files").at(0).at("path");
        const Json split = llama.ask(request);
        QVERIFY2(whole.contains("logits"), whole.dump().c_str());
        QVERIFY2(split.contains("logits"), split.dump().c_str());
        QVERIFY(split.at("logits") == whole.at("logits"));
    }
};

HEADROOM_TEST(TestSplit)
#include "tst_split.moc"
