// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// GPUs through a driver library that this test compiles, so that machines without a GPU run the same code.
#include "core/base/json.h"
#include "tests/support/test.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using headroom::Json;

class TestNvml : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_directory;

    bool compile(int initResult)
    {
        const auto compiler = QStandardPaths::findExecutable("cc");
        if (compiler.isEmpty())
            return false;
        return QProcess::execute(compiler,
                                 {"-w", "-shared", "-fPIC", "-x", "c", QString("-DFAKE_INIT=%1").arg(initResult), "-o",
                                  m_directory.filePath("libnvidia-ml.so.1"),
                                  headroom::test::source("tests/core/machine/fakenvml.c")})
            == 0;
    }

    struct Outcome {
        int exitCode = -1;
        QByteArray output, errors;
    };
    Outcome run(const QStringList& arguments) const
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LD_LIBRARY_PATH", m_directory.path());
        process.setProcessEnvironment(environment);
        process.start(headroom::test::kCli, arguments);
        if (!process.waitForFinished(20000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    Json hardware() const
    {
        const auto [exitCode, output, errors] = run({"hardware", "--json"});
        return exitCode == 0 ? Json::parse(output.toStdString(), nullptr, false) : Json();
    }

    static bool noted(const Json& hardware, const std::string& part)
    {
        for (const auto& note : hardware.at("notes"))
            if (note.get<std::string>().find(part) != std::string::npos)
                return true;
        return false;
    }

private slots:
    void devices()
    {
        if (!compile(0))
            QSKIP("no C compiler here");
        const Json found = hardware();
        QVERIFY(found.is_object());
        const auto& gpus = found.at("gpus");
        QCOMPARE(gpus.size(), std::size_t(6));

        const auto& known = gpus[0]; // figures from the catalogue, state from the driver
        QCOMPARE(known.at("bandwidth_gb_per_s").get<double>(), 936.0);
        QCOMPARE(known.at("fp16_tflops").get<double>(), 71.2);
        QCOMPARE(known.at("tdp_watts").get<double>(), 350.0);
        QCOMPARE(known.at("power_limit_watts").get<double>(), 280.0);
        QCOMPARE(known.at("used_bytes").get<std::uint64_t>(), 500ULL << 20);
        QCOMPARE(known.at("link").at("lanes").get<int>(), 8);
        QCOMPARE(known.at("link_max").at("lanes").get<int>(), 16);
        QCOMPARE(known.at("compute_capability").get<std::string>(), std::string("8.6"));
        QCOMPARE(known.at("provenance").get<std::string>(), std::string("quoted"));

        const auto& unknown = gpus[1]; // bandwidth from the bus, no rate without a core count
        QCOMPARE(unknown.at("bandwidth_gb_per_s").get<double>(), 256.0 / 8 * 2 * 7001 / 1000);
        QCOMPARE(unknown.at("fp16_tflops").get<double>(), 0.0);
        QCOMPARE(unknown.at("tdp_watts").get<double>(), 220.0);
        QCOMPARE(unknown.at("provenance").get<std::string>(), std::string("computed"));

        QCOMPARE(gpus[2].at("total_bytes").get<double>(), found.at("ram_bytes").get<double>());
        QVERIFY(noted(found, "shares the host's memory"));
        QVERIFY(noted(found, "GPU 3 could not be opened"));
        QVERIFY(noted(found, "H200: the driver may not tell its memory to this user, left out"));

        // Of a divided card the slices: of seven slots, the first and the third are set up.
        QCOMPARE(gpus[3].at("name").get<std::string>(), std::string("NVIDIA A100-SXM4-40GB MIG 3g.20gb"));
        QCOMPARE(gpus[3].at("total_bytes").get<std::uint64_t>(), 20096ULL << 20);
        QCOMPARE(gpus[3].at("bandwidth_gb_per_s").get<double>(), 1555.0 / 2);
        QCOMPARE(gpus[4].at("name").get<std::string>(), std::string("NVIDIA A100-SXM4-40GB MIG 1g.4gb"));
        QCOMPARE(gpus[4].at("total_bytes").get<std::uint64_t>(), 4864ULL << 20);
        QCOMPARE(gpus[4].at("bandwidth_gb_per_s").get<double>(), 1555.0 / 8);
        QVERIFY(noted(found, "A100-SXM4-40GB: divided (MIG), a program uses one slice at a time"));
        QVERIFY(noted(found, "A100-SXM4-40GB: divided (MIG), but no slice is set up, left out"));
        QVERIFY(noted(found, "A30: divided (MIG), and the driver may not tell its slices to this user, left out"));

        // The driver hides the card's memory: the catalogue has it, so the slice is no more than its share.
        QCOMPARE(gpus[5].at("name").get<std::string>(), std::string("NVIDIA A100-SXM4-80GB MIG 1g.10gb"));
        QCOMPARE(gpus[5].at("bandwidth_gb_per_s").get<double>(), 2039.0 / 8);
        QVERIFY(qAbs(gpus[5].at("fp16_tflops").get<double>() - 312.0 / 7) < 0.01);
    }

    /// A plan for this machine says on standard error what it does without.
    void planSaysWhatIsLeftOut()
    {
        if (!compile(0))
            QSKIP("no C compiler here");
        const auto [exitCode, output, errors] = run({"plan", "--model", "llama-3.2-1b", "--preset", "Q4_0", "--json"});
        QCOMPARE(exitCode, 0);
        const Json plan = Json::parse(output.toStdString(), nullptr, false);
        QVERIFY(plan.is_object());
        QVERIFY(noted(plan, "NVIDIA H200: the driver may not tell its memory to this user, left out"));
        QVERIFY(errors.contains("note: NVIDIA H200: the driver may not tell its memory to this user, left out"));
    }

    void driverThatDoesNotStart()
    {
        if (!compile(9))
            QSKIP("no C compiler here");
        const Json found = hardware();
        QVERIFY(found.is_object());
        QVERIFY(noted(found, "NVML did not start: error 9"));
    }
};

HEADROOM_TEST(TestNvml)
#include "tst_nvml.moc"
