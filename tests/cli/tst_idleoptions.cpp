// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// An option that another choice leaves without effect says so, and what cannot be done is refused by the option's name.
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;

class TestIdleOptions : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString at(const char* name) const { return m_folder.filePath(name); }
    QStringList filled(const QString& line) const
    {
        QStringList arguments = line.split(' ');
        for (QString& argument : arguments)
            if (argument == "MODEL" || argument == "PRESET")
                argument = at(argument == "MODEL" ? "tiny.gguf" : "mix.json");
        return arguments;
    }

private slots:
    void initTestCase() { QVERIFY(test::writeTinyModel(at("tiny.gguf").toStdString())); }

    void saidToBeIgnored_data()
    {
        QTest::addColumn<QString>("option"); // which is ignored; with its value
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("need"); // with which it is not
        const QString quantize = "quantize MODEL --dry-run --preset Q4_K_M ";
        const auto row = [](const char* option, const QString& command, const char* need) {
            QTest::newRow(qPrintable(command.section(' ', 0, 0) + " " + option)) << option << command << need;
        };
        row("--damping 0.1", quantize, "--method gptq");
        row("--natural-order", quantize, "--method gptq");
        row("--dynamic-groups", quantize, "--method gptq --natural-order");
        row("--alpha 0.3", quantize, "--method smoothquant");
        row("--steps 5", quantize, "--method signround");
        row("--no-clip", quantize, "--method awq");
        row("--group-size 64", quantize, nullptr);
        row("--shard-bytes 1MiB", quantize, nullptr);
        const QString search = "search MODEL --budget-bits 6 ";
        for (const char* option :
             {"--context 64", "--windows 1", "--fast", "--kv-type f16", "--memory-limit 1GiB", "--group-by layer"})
            row(option, search, nullptr);
        row("--replace", search, "--out PRESET");
        const QString generate = "generate MODEL --prompt a --max-tokens 1 ";
        for (const char* option : {"--seed 7", "--top-k 3", "--top-p 0.5"})
            row(option, generate, "--temperature 0.5");
        const QString plan = "plan --model llama-3.1-8b --rig RTX4090 ";
        row("--replace", plan, nullptr);
        row("--name a", plan, nullptr);
        row("--context 64", plan + "--sweep context=64:128 ", nullptr);
        row("--concurrency 2", plan + "--sweep concurrency=1:2 ", nullptr);
        row("--explain", plan + "--json ", nullptr);
        row("--gpu-layers 10", "plan --model llama-3.1-8b --rig 7950X ", nullptr);
        row("--cpu-moe", plan, nullptr);
        row("--n-cpu-moe 4", plan, nullptr);
    }
    void saidToBeIgnored()
    {
        QFETCH(QString, option);
        QFETCH(QString, command);
        QFETCH(QString, need);
        const QByteArray note = ("note: " + option.section(' ', 0, 0) + " takes effect only with").toUtf8();
        const auto run = test::runCli(filled(command + option));
        QCOMPARE(run.status, 0);
        QVERIFY2(run.err.contains(note), run.err.constData());
        QVERIFY(!test::runCli(filled(command.trimmed())).err.contains("takes effect"));
        if (!need.isEmpty()) // what that does without a calibration is another matter
            QVERIFY(!test::runCli(filled(command + option + " " + need)).err.contains(note));
    }

    /// While the run can still be stopped: before anything is written.
    void saidBeforeTheRun()
    {
        const auto run
            = test::runCli(filled("quantize MODEL " + at("late.gguf") + " --preset Q8_0 --override absent=Q4_0"));
        QCOMPARE(run.status, 0);
        QVERIFY2(run.err.startsWith("note: ") && run.err.left(100).contains("absent=Q4_0 matches no tensor"),
                 run.err.constData());
    }

    void refusedForFolders_data()
    {
        QTest::addColumn<QString>("option");
        for (const char* option :
             {"--split-max-size 1G", "--split-max-tensors 3", "--replace", "--pure", "--better-search",
              "--leave-output-tensor", "--override a=F16", "--exclude-weights a"})
            QTest::newRow(option) << option;
    }
    void refusedForFolders()
    {
        QFETCH(QString, option);
        const auto run = test::runCli(filled("quantize MODEL --dry-run --preset W4A16 " + option));
        QCOMPARE(run.status, 2);
        QVERIFY2(run.err.contains(option.section(' ', 0, 0).toUtf8() + ": has no meaning with W4A16"),
                 run.err.constData());
    }
};

HEADROOM_TEST(TestIdleOptions)
#include "tst_idleoptions.moc"
