// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Where commands write: nothing is overwritten unasked, no input at all, nothing but plain files; and what a killed
// command leaves behind is gone after the next one.
#include "core/base/filestate.h"
#include "support/commandline.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <sys/stat.h>

using namespace headroom;
namespace fs = std::filesystem;

class TestOutputs : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    fs::path in(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }
    QString path(const char* name) const { return test::text(in(name)); }

    QStringList command(const QString& name, const QString& out) const
    {
        const QString model = path("model.gguf");
        if (name == "quantize")
            return {name, model, out, "--preset", "Q8_0"};
        if (name == "import")
            return {name, model, out};
        if (name == "calibrate")
            return {name, model, "--text", path("text.txt"), "--out", out, "--context", "64"};
        if (name == "logits")
            return {name, model, "--tokens", path("ids.i32"), "--out", out};
        if (name == "search")
            return {name, model, "--budget-bits", "6", "--types", "Q4_K,Q8_0", "--out", out};
        if (name == "plan")
            return {name, "--model", model, "--rig", "RTX 3090", "--sweep", "context=1024:2048", "--csv", out};
        if (name == "pack")
            return {name, "--type", "Q8_0", "--rows", "1", "--cols", "256", path("in.f32"), out};
        return {name, "--type", "Q8_0", "--rows", "1", "--cols", "256", path("in.q8"), out};
    }
    static const char* inputOf(const QString& name)
    {
        return name == "pack" ? "in.f32" : name == "unpack" ? "in.q8" : "model.gguf";
    }

private slots:
    void initTestCase()
    {
        QVERIFY(test::writeTinyModel(in("model.gguf"), test::TinyModel()));
        std::ofstream(in("text.txt")) << test::tinyText(400);
        std::ofstream(in("ids.i32"), std::ios::binary).write("\1\0\0\0\2\0\0\0", 8);
        std::ofstream(in("in.f32"), std::ios::binary) << std::string(1024, '\0');
        std::ofstream(in("in.q8"), std::ios::binary) << std::string(272, '\0');
    }

    void nothingIsOverwrittenUnasked_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"quantize", "import", "calibrate", "logits", "search", "plan", "pack", "unpack"})
            QTest::newRow(name) << name;
    }
    void nothingIsOverwrittenUnasked()
    {
        QFETCH(QString, name);
        const fs::path out = in("out");
        std::ofstream(out) << "mine";
        const auto refused = test::runCli(command(name, test::text(out)));
        QVERIFY2(refused.status == 1 && refused.err.contains("exists already"), refused.summary());
        QCOMPARE(fs::file_size(out), std::uintmax_t{4});
        const auto replaced = test::runCli(command(name, test::text(out)) << "--replace");
        QVERIFY2(replaced.status == 0, replaced.summary());
        QVERIFY(fs::file_size(out) != 4);

        const fs::path input = in(inputOf(name));
        const auto before = FileState::of(input).value();
        fs::remove(out);
        fs::create_hard_link(input, out); // under another name
        const auto changed = FileState::of(input).value();
        for (const auto& target : {out, input}) {
            const auto own = test::runCli(command(name, test::text(target)) << "--replace");
            QVERIFY2(own.status == 1 && own.err.contains("read for it"), own.summary());
        }
        QVERIFY(difference(changed, FileState::of(input).value()).empty() && before.sameFile(changed));
        fs::remove(out);

        QCOMPARE(::mkfifo(out.c_str(), 0600), 0);
        const auto pipe = test::runCli(command(name, test::text(out)) << "--replace");
        QVERIFY2(pipe.status == 1 && pipe.err.contains("only plain files"), pipe.summary());
        QVERIFY(fs::is_fifo(out));
        fs::remove(out);
        fs::remove(in("out.manifest.json"));
    }

    void aFileBesideTheArtifactStays()
    {
        std::ofstream(in("beside.gguf.manifest.json")) << "mine";
        const auto refused = test::runCli(command("quantize", path("beside.gguf")));
        QVERIFY2(refused.status == 1 && refused.err.contains("manifest.json: exists already"), refused.summary());
        QVERIFY(!fs::exists(in("beside.gguf")));
        QCOMPARE(test::runCli(command("quantize", path("beside.gguf")) << "--replace").status, 0);
        fs::remove(in("beside.gguf")); // its manifest tells of nothing now
        QCOMPARE(test::runCli(command("quantize", path("beside.gguf"))).status, 0);
    }

    void scratchOfKilledCommandsIsReclaimed()
    {
        fs::create_directory(in("tmp"));
        QProcess process;
        auto surroundings = QProcessEnvironment::systemEnvironment();
        surroundings.insert("TMPDIR", path("tmp"));
        process.setProcessEnvironment(surroundings);
        process.start(test::cli(),
                      {"sensitivity", path("model.gguf"), "--preset", "Q4_K_M", "--text", path("text.txt"), "--context",
                       "64", "--group-by", "tensor"});
        QVERIFY(process.waitForStarted());
        QElapsedTimer timer;
        timer.start();
        while (fs::is_empty(in("tmp")) && timer.elapsed() < 30000)
            QTest::qSleep(1);
        process.kill();
        process.waitForFinished();
        QVERIFY(!fs::is_empty(in("tmp")));
        for (const auto& entry : fs::directory_iterator(in("tmp")))
            QCOMPARE(FileState::of(entry.path()).value().mode, 0700U);
        process.start(test::cli(), {"catalog", "presets"});
        QVERIFY(process.waitForFinished());
        QVERIFY(fs::is_empty(in("tmp")));
    }

    void aHangupEndsARunInOrder()
    {
        test::TinyModel large;
        large.layers = 4;
        large.width = 1024;
        large.feedForward = 4096;
        QVERIFY(test::writeTinyModel(in("large.gguf"), large));
        QProcess process;
        process.start(test::cli(),
                      {"quantize", path("large.gguf"), path("hangup.gguf"), "--preset", "Q4_K_M", "--better-search",
                       "--threads", "1"});
        QVERIFY(process.waitForStarted());
        QElapsedTimer timer;
        timer.start();
        while (!fs::exists(in("hangup.gguf.work")) && timer.elapsed() < 30000)
            QTest::qSleep(1);
        ::kill(pid_t(process.processId()), SIGHUP);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(!fs::exists(in("hangup.gguf")));
    }
};

HEADROOM_TEST(TestOutputs)
#include "tst_outputs.moc"
