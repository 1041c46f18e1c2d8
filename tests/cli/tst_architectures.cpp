// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every model of the oracle through the command line: what it is, its logits, its perplexity on a text of its tokens.
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/shareddata.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace headroom;
using test::runCli;

namespace {

std::vector<std::string> modelNames()
{
    std::vector<std::string> out;
    const auto folder = test::sharedData("archs");
    if (std::filesystem::is_directory(folder))
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (std::filesystem::exists(entry.path() / "logits.f32"))
                out.push_back(entry.path().filename().string());
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<float> floatsOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    std::vector<float> out(std::size_t(bytes.size()) / sizeof(float));
    std::memcpy(out.data(), bytes.constData(), out.size() * sizeof(float));
    return out;
}

} // namespace

class TestArchitectures : public QObject {
    Q_OBJECT
private slots:
    void everyCommandRunsIt_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto& name : modelNames())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        if (modelNames().empty())
            QTest::newRow("no oracle") << QString();
    }
    void everyCommandRunsIt()
    {
        QFETCH(const QString, name);
        HEADROOM_NEEDS(test::sharedData("archs"));
        const auto folder = test::sharedData("archs") / name.toStdString();
        const QString model = test::text(folder / "model.gguf");
        QTemporaryDir out;

        const auto inspected = runCli({"inspect", model, "--json"});
        QVERIFY2(inspected.status == 0, inspected.summary());
        const auto meta = [&] {
            QFile file(test::text(folder / "meta.json"));
            return file.open(QIODevice::ReadOnly) ? parseJson(file.readAll().toStdString(), "meta.json").value()
                                                  : Json();
        }();
        QVERIFY(inspected.json().at("architecture") == meta.at("arch"));

        const auto ran = runCli({"logits", model, "--tokens", test::text(folder / "tokens.i32"), "--out",
                                 out.filePath("logits.f32"), "--threads", "1"});
        QVERIFY2(ran.status == 0, ran.summary());
        const auto found = floatsOf(out.filePath("logits.f32"));
        const auto expected = floatsOf(test::text(folder / "logits.f32"));
        QCOMPARE(found.size(), expected.size());
        double error = 0, norm = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            error += std::pow(double(found[i]) - double(expected[i]), 2);
            norm += std::pow(double(expected[i]), 2);
        }
        QVERIFY2(std::sqrt(error / norm) < 1e-3, qPrintable(QString::number(std::sqrt(error / norm))));

        QFile text(out.filePath("text"));
        QVERIFY(text.open(QIODevice::WriteOnly)
                && text.write(QByteArray("What does the noise say? ").repeated(12)) > 0);
        text.close();
        const auto judged = runCli({"perplexity", model, "--text", text.fileName(), "--context", "64", "--windows", "2",
                                    "--threads", "1", "--json"});
        QVERIFY2(judged.status == 0, judged.summary());
        const double perplexity = judged.json().at("perplexity").get<double>();
        QVERIFY(std::isfinite(perplexity) && perplexity > 1);
    }

    void kvTypesAreNamed()
    {
        const auto path = test::sharedData("models/shakespeare3m-f16.gguf");
        HEADROOM_NEEDS(path);
        const QString model = test::text(path), text = test::text(test::sharedData("models/shakespeare_valid60k.txt"));
        const auto wrong = runCli({"generate", model, "--prompt", "To be", "--max-tokens", "2", "--kv-type", "q9_9"});
        QVERIFY(wrong.status != 0 && wrong.err.contains("q9_9") && wrong.err.contains("fp8_e4m3"));
        const auto compared = runCli({"compare", model, model, "--text", text, "--context", "64", "--windows", "2",
                                      "--kv-type", "q4_0", "--json"});
        QVERIFY2(compared.status == 0, compared.summary());
        const Json json = compared.json();
        QVERIFY(json.at("candidate_kv_type") == "q4_0");
        QVERIFY(json.at("candidates").at(0).at("mean_kld").get<double>() > 1e-5); // the same weights
        QVERIFY(json.at("noise_floor_mean_kld").get<double>() < 1e-9);
    }
};

HEADROOM_TEST(TestArchitectures)
#include "tst_architectures.moc"
