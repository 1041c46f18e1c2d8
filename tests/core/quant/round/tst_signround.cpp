// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Learned rounding: what it says of its objective is true of the stored bytes, a row never depends on the others nor
// ends above plain rounding, and a trained model diverges less than with plain rounding, by paired intervals.
#include "core/quant/round/signround.h"

#include "core/eval/compare.h"
#include "core/quant/calibrate/calibration.h"
#include "core/quant/run/quantize.h"

#include "core/quant/correlated.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <limits>

using namespace headroom;
using namespace headroom::quant;

namespace {

constexpr std::size_t kColumns = 512, kRows = 4;
const std::filesystem::path kModel = test::sharedData("models/shakespeare3m-f16.gguf");

struct Learned {
    std::vector<std::byte> packed;
    std::vector<RowOutcome> outcomes;
};

Learned learn(const tensor::Format& format, std::span<const float> hessian, std::span<const float> weights,
              unsigned steps)
{
    const std::size_t rows = weights.size() / kColumns, rowBytes = kColumns / format.blockSize * format.blockBytes;
    Learned out{std::vector<std::byte>(rows * rowBytes), {}};
    std::vector<BlockGrid> grids;
    grids.reserve(rows);
    std::vector<RowGrid*> pointers;
    for (std::size_t r = 0; r < rows; ++r)
        pointers.push_back(&grids.emplace_back(*tensor::findLevels(format.type), std::span<const float>(), kColumns,
                                               std::span(out.packed).subspan(r * rowBytes, rowBytes)));
    out.outcomes = learnRows(hessian, weights, pointers, {steps});
    return out;
}

std::vector<float> dampedHessian()
{
    auto hessian = test::hessianOf(test::correlatedInputs(1024, kColumns, 7), kColumns);
    const double added = test::dampingOf(hessian, kColumns, 0.01);
    for (std::size_t c = 0; c < kColumns; ++c)
        hessian[c * (kColumns + 1)] += float(added);
    return hessian;
}

} // namespace

class TestSignRound : public QObject {
    Q_OBJECT
private slots:
    void objectiveIsTrue_data()
    {
        QTest::addColumn<int>("type");
        for (const tensor::Format& format : tensor::formats())
            if (tensor::findLevels(format.type) && format.encode && format.bitsPerWeight() < 8)
                QTest::newRow(std::string(format.name).c_str()) << int(format.type);
    }

    void objectiveIsTrue()
    {
        QFETCH(int, type);
        const auto& format = tensor::format(tensor::Type(type));
        const auto hessian = dampedHessian();
        const auto weights = test::gaussians(kColumns * kRows, 8, 0.05);
        const Learned learned = learn(format, hessian, weights, 40);
        const std::size_t rowBytes = learned.packed.size() / kRows;
        double nearest = 0, reached = 0;
        for (std::size_t r = 0; r < kRows; ++r) {
            const auto own = std::span(weights).subspan(r * kColumns, kColumns);
            const auto bytes = std::span(learned.packed).subspan(r * rowBytes, rowBytes);
            std::vector<float> decoded(kColumns);
            format.decode(bytes, decoded);
            const double stored = test::objective(own, decoded, hessian, 0);
            const RowOutcome& outcome = learned.outcomes[r];
            QVERIFY2(std::fabs(stored - outcome.objective) < 0.01 * stored,
                     qPrintable(QString("%1 against %2").arg(stored).arg(outcome.objective)));
            QVERIFY(outcome.objective <= outcome.nearest);
            nearest += outcome.nearest;
            reached += outcome.objective;
            const Learned alone = learn(format, hessian, own, 40);
            QVERIFY(std::ranges::equal(alone.packed, bytes));
        }
        if (format.bitsPerWeight() > 2.5)
            QVERIFY2(reached < 0.6 * nearest, qPrintable(QString("%1 of %2").arg(reached).arg(nearest)));
    }

    /// No input at all, one input alone, and weights that are zero: nothing divides by what is not there.
    void emptyDirections()
    {
        const auto& format = tensor::format(tensor::Type::Q4_0);
        std::vector<float> hessian(kColumns * kColumns, 0.0F);
        const auto weights = test::gaussians(kColumns, 9);
        for (const float diagonal : {0.0F, 1.0F}) {
            hessian[7 * (kColumns + 1)] = diagonal;
            std::vector<float> decoded(kColumns);
            format.decode(learn(format, hessian, weights, 20).packed, decoded);
            for (const float value : decoded)
                QVERIFY(std::isfinite(value));
        }
        const Learned zero = learn(format, hessian, std::vector<float>(kColumns, 0.0F), 20);
        QCOMPARE(zero.outcomes[0].objective, 0.0);
    }

    /// A calibration that was damaged on the disk is an error that names the matrix.
    void brokenHessians()
    {
        QVERIFY(test::writeTinyModel(inside("tiny.gguf")));
        std::ofstream(inside("text.txt")) << test::tinyText(1500);
        CalibrationOptions calibration;
        calibration.model = inside("tiny.gguf");
        calibration.texts = {inside("text.txt")};
        calibration.output = inside("broken");
        calibration.context = 128;
        calibration.hessians = true;
        JobControl control;
        QVERIFY(calibrate(calibration, control));
        std::uint64_t offset = 0;
        const auto written = model::ModelFile::open(inside("broken")).value();
        if (const auto* info = written->find("blk.0.ffn_down.weight.in_hessian"))
            offset = info->offset;
        QVERIFY(offset > 0);
        const float broken = std::numeric_limits<float>::quiet_NaN();
        std::fstream file(inside("broken"), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(std::streamoff(offset + 5 * sizeof broken));
        file.write(reinterpret_cast<const char*>(&broken), sizeof broken);
        file.close();
        QuantizeOptions options{inside("tiny.gguf"), inside("x.gguf"), "Q4_0"};
        options.method = {.method = Method::SignRound, .calibration = inside("broken"), .steps = 2};
        const auto outcome = quantize(options, control);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().code == ErrorCode::Corrupt
                     && outcome.error().where.find("ffn_down") != std::string::npos,
                 (outcome.error().where + " " + outcome.error().detail).c_str());
        QVERIFY(!std::filesystem::exists(inside("x.gguf")));
        options.method.steps = 0;
        QCOMPARE(quantize(options, control).error().where, std::string("steps"));
    }

    void divergesLessThanPlainRounding_data()
    {
        QTest::addColumn<QString>("preset");
        for (const char* preset : {"Q4_0", "Q3_K_M"})
            QTest::newRow(preset) << preset;
    }

    /// On held-out text, against plain rounding and against importance from the same calibration.
    void divergesLessThanPlainRounding()
    {
        HEADROOM_NEEDS(kModel);
        QFETCH(QString, preset);
        JobControl control;
        const std::filesystem::path calibration = inside("calibration");
        if (!std::filesystem::exists(calibration)) {
            CalibrationOptions options;
            options.model = kModel;
            options.texts = {test::sharedData("models/tinyshakespeare.txt")};
            options.output = calibration;
            options.context = 256;
            options.maxSamples = 24;
            options.hessians = true;
            QVERIFY(calibrate(options, control));
        }
        std::vector<std::filesystem::path> candidates;
        for (const std::string name : {"plain", "importance", "signround"}) {
            QuantizeOptions options{kModel, inside(preset.toStdString() + name), preset.toStdString()};
            if (name == "importance")
                options.imatrix = calibration;
            if (name == "signround")
                options.method = {.method = Method::SignRound, .calibration = calibration, .steps = 60};
            const auto outcome = quantize(options, control);
            QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
            candidates.push_back(options.destination);
        }
        const auto result = eval::compare(kModel, candidates, test::sharedData("models/shakespeare_valid60k.txt"),
                                          {.context = 256, .maxWindows = 12}, control);
        QVERIFY2(result, result ? "" : result.error().detail.c_str());
        for (const auto& pair : result->pairs)
            if (pair.b == 2) {
                qInfo("%s: mean KLD less by %.6f [%.6f, %.6f]", candidates[pair.a].stem().c_str(), pair.meanKld,
                      pair.low, pair.high);
                QVERIFY(pair.low > 0);
            }
    }

private:
    std::filesystem::path inside(const std::string& name) const
    {
        return m_folder.filePath(name.c_str()).toStdString();
    }
    QTemporaryDir m_folder;
};

HEADROOM_TEST(TestSignRound)
#include "tst_signround.moc"
