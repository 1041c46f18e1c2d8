// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a calibration finds of the matrices' inputs: sums, Hessians, ranges, experts. Its texts:
// tst_calibrationtexts.cpp.
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/quant/calibrate/calibrationfile.h"

#include "calibrationfolder.h"
#include "core/quant/correlated.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTest>

#include <fstream>

using namespace headroom;
using namespace headroom::quant;

namespace {

const std::filesystem::path kFolder = test::sharedData("imatrix");

std::vector<float> valuesOf(const model::ModelFile& file, const std::string& name)
{
    const auto* info = file.find(name);
    std::vector<float> out(info ? info->elements() : 0);
    if (info)
        std::memcpy(out.data(), file.data(*info).data(), info->bytes);
    return out;
}

} // namespace

class TestCalibration : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_folder.fill()); }

    void referenceSums_data()
    {
        QTest::addColumn<QString>("file");
        if (!kFolder.empty())
            for (const auto& entry : std::filesystem::directory_iterator(kFolder))
                if (entry.path().extension() == ".gguf")
                    QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
    }

    /// The same tensors, sums and counts as llama-imatrix found with the same text.
    void referenceSums()
    {
        HEADROOM_NEEDS(kFolder);
        QFETCH(QString, file);
        const auto reference = model::ModelFile::open(file.toStdString());
        QVERIFY(reference);
        const std::string name = std::filesystem::path(file.toStdString()).filename().string();
        CalibrationOptions options;
        for (const auto& entry : std::filesystem::directory_iterator(test::sharedData("models")))
            if (entry.path().filename().string().starts_with(name.substr(0, name.find('.')) + "-"))
                options.model = entry.path();
        const auto& datasets = (*reference)->metadata().array("imatrix.datasets")->items;
        const auto text = std::filesystem::path(std::get<std::string>(datasets.at(0).data)).filename();
        for (const auto& folder : {kFolder, test::sharedData("perplexity")})
            if (std::filesystem::exists(folder / text))
                options.texts = {folder / text};
        if (options.texts.empty())
            QSKIP("the text behind this matrix is not part of the reference data");
        options.output = inside("ours.gguf");
        options.replace = true;
        options.redact = false; // it used the text as it is
        options.outputMatrix = name.find(".output.") != std::string::npos;
        options.context = std::uint32_t(*(*reference)->metadata().unsignedInteger("imatrix.chunk_size"));
        options.maxSamples = std::uint32_t(*(*reference)->metadata().unsignedInteger("imatrix.chunk_count"));
        JobControl control;
        const auto result = calibrate(options, control);
        QVERIFY2(result, result ? "" : (result.error().where + ": " + result.error().detail).c_str());
        const auto ours = model::ModelFile::open(options.output);
        QVERIFY(ours);
        std::size_t compared = 0;
        for (const auto& info : (*reference)->tensors()) {
            const auto expected = valuesOf(**reference, info.name);
            const auto found = valuesOf(**ours, info.name);
            QVERIFY2(found.size() == expected.size(), info.name.c_str());
            double difference = 0, size = 0;
            for (std::size_t i = 0; i < found.size(); ++i) {
                difference += std::pow(double(found[i]) - double(expected[i]), 2);
                size += std::pow(double(expected[i]), 2);
            }
            QVERIFY2(std::sqrt(difference / size) < (info.name.ends_with(".counts") ? 1e-12 : 2e-3),
                     qPrintable(QString("%1: %2").arg(info.name.c_str()).arg(std::sqrt(difference / size))));
            ++compared;
        }
        QVERIFY(compared > 10);
        for (const auto& info : (*ours)->tensors())
            if (info.name.ends_with(".in_sum2"))
                QVERIFY2((*reference)->find(info.name), info.name.c_str());
    }

    /// Memory for one Hessian at a time takes more passes and gives the same file but for nothing.
    void hessiansInPasses()
    {
        auto options = tiny("whole.gguf");
        options.hessians = true;
        JobControl control;
        const auto whole = calibrate(options, control);
        QVERIFY(whole);
        QCOMPARE(whole->passes, std::size_t{1});
        QCOMPARE(whole->hessians, std::size_t{8}); // per layer: attention in and out, feed-forward in and out
        options.output = inside("parts.gguf");
        options.hessianBytes = 512 * 512 * sizeof(float);
        const auto parts = calibrate(options, control);
        QVERIFY(parts);
        QVERIFY(parts->passes > 1);
        const auto a = model::ModelFile::open(inside("whole.gguf"));
        const auto b = model::ModelFile::open(inside("parts.gguf"));
        for (const auto& info : (*a)->tensors())
            QVERIFY2(valuesOf(**a, info.name) == valuesOf(**b, info.name), info.name.c_str());
        options.hessianBytes = 1000;
        options.output = inside("none.gguf");
        QCOMPARE(calibrate(options, control).error().code, ErrorCode::OutOfMemory);
        QVERIFY(!std::filesystem::exists(inside("none.gguf")));
    }

    void readBack()
    {
        auto options = tiny("read.gguf");
        options.hessians = true;
        JobControl control;
        const auto result = calibrate(options, control);
        QVERIFY(result);
        const auto file = CalibrationFile::open(options.output);
        QVERIFY(file);
        QCOMPARE(file->report().at("text_sha256").get<std::string>(), result->textSha256);
        const auto means = file->means("blk.1.ffn_down.weight", 0, 512);
        QVERIFY(means);
        QCOMPARE(means->rows, std::uint64_t(result->coverage.tokens));
        QCOMPARE(file->hessianRoot("blk.1.attn_v.weight"), std::string("blk.1.attn_q.weight"));
        QCOMPARE(file->hessianRoot("blk.1.ffn_up.weight"), file->hessianRoot("blk.1.ffn_gate.weight"));
        const auto hessian = file->hessian("blk.1.ffn_down.weight", 0, 512);
        QVERIFY(hessian);
        for (std::size_t i = 0; i < 512; ++i) {
            const float expected = means->squares[i] * float(means->rows);
            QVERIFY(std::fabs((*hessian)[i * 513] - expected) <= 1e-4F * expected);
            QVERIFY(means->magnitudes[i] * means->magnitudes[i] <= means->squares[i] * 1.0001F);
            QVERIFY(means->largest[i] >= means->magnitudes[i]);
        }
        QCOMPARE(file->means("blk.1.ffn_down.weight", 0, 256).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(file->means("blk.9.ffn_down.weight", 0, 256).error().code, ErrorCode::NotFound);
        QCOMPARE(CalibrationFile::open(inside("tiny.gguf")).error().code, ErrorCode::Corrupt);
    }

    void ranges()
    {
        auto values = test::gaussians(40000, 3, 2);
        values[17] = 500; // forces the bins to widen by far
        RangeSketch sketch;
        for (std::size_t begin = 0; begin < values.size(); begin += 1000) {
            const std::span batch(values.data() + begin, 1000);
            const auto [low, high] = std::ranges::minmax(batch);
            sketch.begin(low, high);
            RangeSketch::Bins bins{};
            sketch.count(batch, bins);
            sketch.add(bins);
        }
        QCOMPARE(sketch.total(), std::uint64_t{40000});
        std::vector<float> sorted;
        for (const float value : values)
            sorted.push_back(std::fabs(value));
        std::ranges::sort(sorted);
        for (const double p : {0.5, 0.99, 0.999})
            QVERIFY(std::fabs(sketch.percentile(p) - sorted[std::size_t(p * 40000) - 1]) <= 1.0F); // two bins of 0.49
        QVERIFY(sketch.percentile(1.0) >= 500);
        QCOMPARE(sketch.largest(), 500.0F);
        QVERIFY(sketch.entropy(8) < 500 && sketch.entropy(8) > 4);
        const RangeSketch empty;
        QCOMPARE(empty.percentile(0.99), 0.0F);
    }

    void statisticsOfChannels()
    {
        constexpr std::size_t kColumns = 300;
        auto inputs = test::correlatedInputs(64, kColumns, 5);
        for (std::size_t t = 0; t < 64; ++t)
            inputs[t * kColumns + 280] *= 100;
        ThreadPool pool(2);
        InputStatistics statistics("t", kColumns, 2);
        QVERIFY(statistics.add(1, inputs.data(), kColumns, 40, pool));
        QVERIFY(statistics.add(1, inputs.data() + 40 * kColumns, kColumns, 24, pool));
        QVERIFY(statistics.add(0, inputs.data(), kColumns, 64, pool));
        for (std::size_t c = 0; c < kColumns; ++c) {
            double squares = 0, magnitudes = 0;
            float low = inputs[c];
            for (std::size_t t = 0; t < 64; ++t) {
                squares += std::pow(double(inputs[t * kColumns + c]), 2);
                magnitudes += std::fabs(double(inputs[t * kColumns + c]));
                low = std::min(low, inputs[t * kColumns + c]);
            }
            QVERIFY(std::fabs(statistics.squares()[kColumns + c] - squares) < 1e-9 * squares);
            QVERIFY(std::fabs(statistics.magnitudes()[c] - magnitudes) < 1e-9 * magnitudes);
            QCOMPARE(statistics.smallest()[kColumns + c], low);
        }
        QCOMPARE(statistics.outliers().front(), std::size_t{280});
        inputs[3 * kColumns + 7] = INFINITY;
        const auto status = statistics.add(0, inputs.data(), kColumns, 64, pool);
        QVERIFY(!status && status.error().where.find("\"t\", channel 7") != std::string::npos);
        QCOMPARE(statistics.rows()[0], std::uint64_t{64});
    }

    /// Every mixture-of-experts model of the reference data: experts add up to what the router chose.
    void experts()
    {
        const auto folder = test::sharedData("archs");
        HEADROOM_NEEDS(folder);
        std::ofstream(inside("words.txt")) << test::tinyText(4000);
        std::size_t models = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.path().extension() != ".gguf" || entry.path().string().find("moe") == std::string::npos)
                continue;
            CalibrationOptions options = tiny("moe.gguf");
            options.replace = true;
            options.model = entry.path();
            options.texts = {inside("words.txt")};
            options.context = 64;
            JobControl control;
            const auto result = calibrate(options, control);
            if (!result && result.error().code == ErrorCode::Unsupported)
                continue; // its tokenizer or its layers
            QVERIFY2(result, result ? "" : result.error().detail.c_str());
            QVERIFY2(!result->coverage.experts.empty(), entry.path().c_str());
            for (const auto& one : result->matrices)
                if (one.slices() > 1 && one.tensor().find("_exps") != std::string::npos) {
                    std::uint64_t all = 0;
                    for (const std::uint64_t rows : one.rows())
                        all += rows;
                    QVERIFY(all > 0 && all % result->coverage.tokens == 0);
                }
            ++models;
        }
        QVERIFY(models > 0);
    }

private:
    test::CalibrationFolder m_folder;
    std::filesystem::path inside(const std::string& name) const { return m_folder.inside(name); }
    CalibrationOptions tiny(const std::string& output) const { return m_folder.tiny(output); }
};

HEADROOM_TEST(TestCalibration)
#include "tst_calibration.moc"
