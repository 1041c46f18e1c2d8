// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// AWQ and SmoothQuant into folders: norms and matrices are scaled against each other so that the model computes what it
// did, read back by the second reader; on a trained model AWQ diverges less than rounding to nearest; the same bytes
// for any number of threads.
#include "core/eval/compare.h"
#include "core/quant/calibrate/calibration.h"
#include "core/quant/calibrate/calibrationfile.h"
#include "core/quant/folder/quantizefolder.h"
#include "folderreader.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::quant;

namespace {

const std::filesystem::path kTrained = test::sharedData("models/shakespeare3m-f16.gguf");

struct Scaled {
    const char* producer;
    const char* consumer;
    const char* ours;
    std::size_t outputs, inputs;
};
/// Not up_proj: its rows are divided by what scales the columns after it.
constexpr Scaled kScaled[]{{"input_layernorm", "self_attn.q_proj", "attn_q", 256, 256},
                           {"input_layernorm", "self_attn.k_proj", "attn_k", 256, 256},
                           {"post_attention_layernorm", "mlp.gate_proj", "ffn_gate", 512, 256}};

} // namespace

class TestFolderFolds : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    std::filesystem::path path(const std::string& name) const
    {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    FolderOptions optionsOf(const std::string& scheme, const std::string& out, Method method) const
    {
        FolderOptions options{path("tiny.gguf"), path(out), scheme};
        options.method.method = method;
        options.method.calibration = method == Method::Rtn ? "" : path("tiny.calibration");
        options.threads = 2;
        return options;
    }
    static bool calibrateInto(const std::filesystem::path& model, const std::filesystem::path& text,
                              const std::filesystem::path& output, std::uint32_t context)
    {
        CalibrationOptions options;
        options.model = model;
        options.texts = {text};
        options.output = output;
        options.context = context;
        options.maxSamples = 24;
        options.hessians = true;
        JobControl quiet;
        return calibrate(options, quiet).has_value();
    }
    /// Of a norm, as binary32 or binary16.
    static std::vector<float> gains(const test::FolderReader& reader, const std::string& module)
    {
        const test::PlainTensor& tensor = reader.tensors().at(module + ".weight");
        std::vector<float> out(tensor.shape.at(0));
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = tensor.dtype == "F32"
                ? std::bit_cast<float>(tensor.word(i))
                : float(test::halfOf(tensor.bytes.at(2 * i) + 256U * tensor.bytes.at(2 * i + 1)));
        return out;
    }

private slots:
    void initTestCase()
    {
        test::TinyModel plain;
        plain.kvHeads = plain.heads; // so that values fold into the output projection
        QVERIFY(test::writeTinyModel(path("tiny.gguf"), plain));
        const std::string text = test::tinyText(3000);
        QVERIFY(writeFile(path("text.txt"), std::as_bytes(std::span(text))));
        QVERIFY(calibrateInto(path("tiny.gguf"), path("text.txt"), path("tiny.calibration"), 128));
    }

    void keepsTheFunction_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("method");
        QTest::newRow("awq") << "W8A16"
                             << "awq";
        QTest::newRow("smoothquant") << "W8A8-INT8"
                                     << "smoothquant";
    }
    /// Gain times weight is what a channel does, whatever it is scaled by; it matters as much as its inputs are large.
    void keepsTheFunction()
    {
        QFETCH(QString, scheme);
        QFETCH(QString, method);
        const std::string name = scheme.toStdString(), out = name + method.toStdString();
        JobControl quiet;
        const auto plain = optionsOf(name, "rtn-" + out, Method::Rtn);
        const auto options = optionsOf(name, out, *findMethod(method.toStdString()));
        QVERIFY(quantizeFolder(plain, quiet));
        const auto outcome = quantizeFolder(options, quiet);
        QVERIFY2(outcome, outcome ? "" : (outcome.error().where + ": " + outcome.error().detail).c_str());
        const test::FolderReader before(plain.destination), after(options.destination);
        const auto calibration = CalibrationFile::open(path("tiny.calibration")).value();
        for (const Scaled& s : kScaled) {
            const std::string layer = "model.layers.1.";
            const auto oldGains = gains(before, layer + s.producer), newGains = gains(after, layer + s.producer);
            const auto old = before.weight(layer + s.consumer, s.outputs, s.inputs);
            const auto now = after.weight(layer + s.consumer, s.outputs, s.inputs);
            const auto squares = calibration.means(std::string("blk.1.") + s.ours + ".weight", 0, s.inputs)->squares;
            double difference = 0, size = 0, moved = 0;
            for (std::size_t i = 0; i < old.size(); ++i) {
                const std::size_t c = i % s.inputs;
                const double is = double(now[i]) * double(newGains[c]) / double(oldGains[c]), was = double(old[i]);
                difference += (is - was) * (is - was) * double(squares[c]);
                size += was * was * double(squares[c]);
                moved += std::pow(double(newGains[c]) - double(oldGains[c]), 2);
            }
            QVERIFY2(difference < 1e-3 * size, qPrintable(QString("%1 of %2").arg(difference).arg(size)));
            QVERIFY2(moved > 1e-6, s.consumer);
        }
        const auto result = eval::compare(path("tiny.gguf"), {options.destination}, path("text.txt"),
                                          {.context = 128, .maxWindows = 2}, quiet);
        QVERIFY(result);
        QVERIFY2(result->candidates[0].value("mean_kld") < 2e-3,
                 QByteArray::number(result->candidates[0].value("mean_kld")));
    }

    void saysWhatWasFoundAndRepeats()
    {
        JobControl quiet;
        auto options = optionsOf("W4A16-ASYM", "said", Method::SmoothQuant);
        options.method.alpha = 0.75;
        const auto plan = planFolder(options);
        const auto outcome = quantizeFolder(options, quiet);
        QVERIFY2(outcome, outcome ? "" : (outcome.error().where + ": " + outcome.error().detail).c_str());
        std::uint64_t bytes = 0;
        for (const auto& entry : std::filesystem::directory_iterator(options.destination))
            bytes += entry.file_size();
        QCOMPARE(bytes, plan->outputBytes);
        const Json manifest = Json::parse(std::ifstream(options.destination / "manifest.json"));
        QVERIFY(manifest.at("method") == "smoothquant");
        QVERIFY(manifest.at("method_parameters").at("alpha") == 0.75);
        QCOMPARE(manifest.at("method_parameters").at("calibration_sha256").get<std::string>().size(), std::size_t{64});
        const std::string note = manifest.at("tensors").at("model.layers.0.mlp.down_proj.weight").at("note");
        QVERIFY2(note.starts_with("channels scaled by ") && note.find("exponent 0.75") != std::string::npos,
                 note.c_str());
        options.destination = path("again");
        options.threads = 1;
        const auto again = quantizeFolder(options, quiet);
        QVERIFY(again && again->sha256 == outcome->sha256);
    }

    void refusesWhatDoesNotFit()
    {
        JobControl quiet;
        auto options = optionsOf("AWQ", "refused", Method::Awq);
        options.method.calibration.clear();
        const auto none = quantizeFolder(options, quiet);
        QVERIFY(!none && none.error().detail.find("calibrate") != std::string::npos);
        options.method.calibration = path("text.txt");
        QVERIFY(!quantizeFolder(options, quiet));
        options = optionsOf("W8A8-INT8", "refused", Method::SmoothQuant);
        options.method.alpha = 2;
        QCOMPARE(quantizeFolder(options, quiet).error().where, std::string("alpha"));
        QVERIFY(!std::filesystem::exists(options.destination));
    }

    /// Closer to the original on held-out text than rounding to nearest, by the paired interval.
    void comparedWithRoundingToNearest()
    {
        HEADROOM_NEEDS(kTrained);
        QVERIFY(calibrateInto(kTrained, test::sharedData("models/tinyshakespeare.txt"), path("calibration"), 256));
        JobControl quiet;
        std::vector<std::filesystem::path> folders;
        for (const char* scheme : {"W4A16", "AWQ"})
            for (const Method method : {Method::Rtn, Method::Awq}) {
                FolderOptions options{kTrained, path(std::string(scheme) + "-" + std::string(methodName(method))),
                                      scheme};
                options.groupSize = 32;
                options.method.method = method;
                options.method.calibration = method == Method::Rtn ? "" : path("calibration");
                const auto outcome = quantizeFolder(options, quiet);
                QVERIFY2(outcome, outcome ? "" : (outcome.error().where + ": " + outcome.error().detail).c_str());
                folders.push_back(options.destination);
            }
        const auto result = eval::compare(kTrained, folders, test::sharedData("models/shakespeare_valid60k.txt"),
                                          {.context = 256, .maxWindows = 20}, quiet);
        QVERIFY(result);
        for (const auto& pair : result->pairs)
            if (pair.b == pair.a + 1 && pair.a % 2 == 0) {
                qInfo("%s is closer by %.6f nat (%.6f to %.6f)", folders[pair.b].filename().c_str(), pair.meanKld,
                      pair.low, pair.high);
                QVERIFY(pair.low > 0);
            }
    }
};

HEADROOM_TEST(TestFolderFolds)
#include "tst_folderfolds.moc"
