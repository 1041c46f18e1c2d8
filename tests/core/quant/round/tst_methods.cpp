// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/eval/compare.h"
#include "core/quant/calibrate/calibration.h"
#include "core/quant/round/methods.h"
#include "core/quant/run/quantize.h"

#include "core/quant/correlated.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using namespace headroom::quant;

namespace {

const std::filesystem::path kModel = test::sharedData("models/shakespeare3m-f16.gguf");

CalibrationOptions calibrationOf(const std::filesystem::path& model, const std::filesystem::path& text,
                                 const std::filesystem::path& output)
{
    CalibrationOptions options;
    options.model = model;
    options.texts = {text};
    options.output = output;
    options.context = 128;
    options.hessians = true;
    return options;
}

} // namespace

class TestMethods : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        test::TinyModel plain;
        plain.kvHeads = plain.heads; // so that values fold into the output projection
        QVERIFY(test::writeTinyModel(inside("tiny.gguf"), plain));
        std::ofstream(inside("text.txt")) << test::tinyText(3000);
        JobControl control;
        QVERIFY(calibrate(calibrationOf(inside("tiny.gguf"), inside("text.txt"), inside("tiny.calibration")), control));
        if (kModel.empty())
            return;
        // The first part of the text; the held-out text is its end.
        auto options = calibrationOf(kModel, test::sharedData("models/tinyshakespeare.txt"), inside("calibration"));
        options.context = 256;
        options.maxSamples = 32;
        const auto done = calibrate(options, control);
        QVERIFY2(done, done ? "" : done.error().detail.c_str());
    }

    void scalesOfChannels()
    {
        constexpr std::size_t kColumns = 256;
        const auto inputs = test::correlatedInputs(600, kColumns, 21);
        Channels channels;
        channels.hessian = test::hessianOf(inputs, kColumns);
        for (std::size_t c = 0; c < kColumns; ++c) {
            double magnitude = 0;
            float largest = 0;
            for (std::size_t t = 0; t < 600; ++t) {
                magnitude += std::fabs(double(inputs[t * kColumns + c]));
                largest = std::max(largest, std::fabs(inputs[t * kColumns + c]));
            }
            channels.squares.push_back(channels.hessian[c * (kColumns + 1)] / 600);
            channels.magnitudes.push_back(float(magnitude / 600));
            channels.largest.push_back(largest);
        }
        const std::vector<Consumer> consumers{{test::gaussians(kColumns * 8, 22), tensor::Type::Q4_0, {}},
                                              {test::gaussians(kColumns * 4, 23), tensor::Type::Q3_K, {}}};
        ThreadPool one(1), two(2);
        const auto found = searchScales(consumers, channels, one);
        QVERIFY(found.error < found.before);
        QVERIFY(found.exponent > 0);
        QCOMPARE(searchScales(consumers, channels, two).scale, found.scale);
        // A channel that is ten times as large is not scaled down against its neighbour.
        QVERIFY(found.scale[5] > found.scale[6]);
        const auto smooth = smoothScales(consumers, channels, 0.5, two);
        float largestWeight = 0, otherWeight = 0;
        for (const auto& consumer : consumers)
            for (std::size_t i = 0; i < consumer.weights.size(); i += kColumns) {
                largestWeight = std::max(largestWeight, std::fabs(consumer.weights[i + 5]));
                otherWeight = std::max(otherWeight, std::fabs(consumer.weights[i + 6]));
            }
        const double expected = std::sqrt(double(channels.largest[5]) / double(largestWeight)
                                          / (double(channels.largest[6]) / double(otherWeight)));
        QVERIFY(std::fabs(double(smooth.scale[5] / smooth.scale[6]) - expected) < 1e-4 * expected);
        channels.squares.assign(kColumns, 0.0F);
        channels.magnitudes.assign(kColumns, 0.0F);
        channels.hessian.clear();
        for (const float scale : searchScales(consumers, channels, one).scale)
            QCOMPARE(scale, 1.0F); // nothing is known to be gained
    }

    void foldingKeepsTheFunction_data()
    {
        QTest::addColumn<QString>("method");
        for (const char* method : {"rtn", "gptq", "awq", "smoothquant", "signround"})
            QTest::newRow(method) << method;
    }

    /// At 8 bits the rounding is small: a wrong fold would show at once. The same twice, with other thread counts.
    void foldingKeepsTheFunction()
    {
        QFETCH(QString, method);
        auto options = tiny(method.toStdString(), "Q8_0");
        JobControl control;
        const auto outcome = quantize(options, control);
        QVERIFY2(outcome, outcome ? "" : (outcome.error().where + outcome.error().detail).c_str());
        options.destination = inside("again.gguf");
        options.replace = true;
        options.threads = 1;
        const auto again = quantize(options, control);
        QVERIFY(again);
        QCOMPARE(again->sha256, outcome->sha256);
        const auto result = eval::compare(inside("tiny.gguf"), {inside("tiny-" + method.toStdString() + ".gguf")},
                                          inside("text.txt"), {.context = 128, .maxWindows = 3}, control);
        QVERIFY(result);
        QVERIFY2(result->candidates[0].value("mean_kld") < 2e-3,
                 QByteArray::number(result->candidates[0].value("mean_kld")));
        const auto artifact = model::ModelFile::open(inside("again.gguf"));
        QCOMPARE((*artifact)->metadata().text("headroom.method").value(), std::string_view(method.toStdString()));
        if (method == "rtn")
            return;
        const auto manifest = parseJson(*(*artifact)->metadata().text("headroom.method_parameters"), "manifest");
        QCOMPARE(manifest->at("calibration_sha256").get<std::string>().size(), std::size_t{64});
        QVERIFY(manifest->at("fallbacks").contains("token_embd.weight"));
        bool noted = false;
        for (const auto& tensor : outcome->tensors)
            noted = noted
                || (tensor.name == "blk.1.ffn_down.weight" && english(tensor.reason).find(" dB") != std::string::npos);
        QVERIFY(noted);
    }

    void refusals()
    {
        JobControl control;
        auto options = tiny("gptq", "Q4_0");
        options.destination = inside("refused.gguf");
        options.method.calibration.clear();
        QCOMPARE(quantize(options, control).error().code, ErrorCode::InvalidArgument);
        options.method.calibration = inside("text.txt");
        QVERIFY(!quantize(options, control));
        auto without = calibrationOf(inside("tiny.gguf"), inside("text.txt"), inside("nohessians"));
        without.hessians = false;
        QVERIFY(calibrate(without, control));
        options.method.calibration = inside("nohessians");
        const auto refused = quantize(options, control);
        QVERIFY(refused.error().detail.find("--hessians") != std::string::npos);
        options.method.calibration = inside("tiny.calibration");
        options.method.gptq.damping = 0;
        QCOMPARE(quantize(options, control).error().where, std::string("damping"));
        QVERIFY(!std::filesystem::exists(options.destination));
        QVERIFY(!findMethod("magic"));
    }

    void beatsPlainRounding_data()
    {
        QTest::addColumn<QString>("preset");
        for (const char* preset : {"Q4_0", "Q3_K_M"})
            QTest::newRow(preset) << preset;
    }

    /// On held-out text and at the same size, importance, GPTQ and AWQ each diverge less than plain rounding; GPTQ by
    /// more than both 95 % intervals.
    void beatsPlainRounding()
    {
        HEADROOM_NEEDS(kModel);
        QFETCH(QString, preset);
        JobControl control;
        std::vector<std::filesystem::path> candidates;
        for (const char* method : {"plain", "rtn", "gptq", "awq"}) {
            QuantizeOptions options;
            options.source = kModel;
            options.destination = inside(preset.toStdString() + "-" + method + ".gguf");
            options.preset = preset.toStdString();
            options.method.method = findMethod(method).value_or(Method::Rtn);
            if (method != std::string("plain"))
                options.method.calibration = inside("calibration");
            const auto outcome = quantize(options, control);
            QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
            candidates.push_back(options.destination);
        }
        const auto result = eval::compare(kModel, candidates, test::sharedData("models/shakespeare_valid60k.txt"),
                                          {.context = 256, .maxWindows = 12}, control);
        QVERIFY(result);
        const auto& plain = result->candidates[0];
        for (const auto& one : result->candidates)
            qInfo("%s: %.3f bits, mean KLD %.6f ± %.6f", std::filesystem::path(one.model).stem().c_str(),
                  one.bitsPerWeight, one.value("mean_kld"), 1.96 * one.find("mean_kld")->standardError);
        for (std::size_t i = 1; i < 4; ++i)
            QVERIFY(result->candidates[i].value("mean_kld") < plain.value("mean_kld"));
        const auto& gptq = result->candidates[2];
        QVERIFY(gptq.value("mean_kld") + 1.96 * gptq.find("mean_kld")->standardError
                < plain.value("mean_kld") - 1.96 * plain.find("mean_kld")->standardError);
    }

private:
    std::filesystem::path inside(const std::string& name) const
    {
        return m_folder.filePath(name.c_str()).toStdString();
    }
    QuantizeOptions tiny(const std::string& method, const std::string& preset) const
    {
        QuantizeOptions options;
        options.source = inside("tiny.gguf");
        options.destination = inside("tiny-" + method + ".gguf");
        options.preset = preset;
        options.method.method = *findMethod(method);
        options.method.calibration = inside("tiny.calibration");
        options.method.steps = 40; // how well it learns is tst_signround's
        return options;
    }
    QTemporaryDir m_folder;
};

HEADROOM_TEST(TestMethods)
#include "tst_methods.moc"
