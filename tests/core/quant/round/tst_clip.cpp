// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Clipping: no block's share of the output gets worse, by second moments computed plainly, and where some weights are
// far larger than the rest it gets better.
#include "core/quant/round/clip.h"

#include "core/eval/compare.h"
#include "core/quant/calibrate/calibration.h"
#include "core/quant/run/quantize.h"

#include "core/quant/correlated.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::quant;

namespace {
constexpr std::size_t kColumns = 512;
const std::filesystem::path kModel = test::sharedData("models/shakespeare3m-f16.gguf");
}

class TestClip : public QObject {
    Q_OBJECT
private slots:
    void errorsAreThoseOfTheGroup()
    {
        const auto hessian = test::hessianOf(test::correlatedInputs(300, 64, 3), 64);
        const auto difference = test::gaussians(32, 4);
        const auto scale = std::vector<float>(64, 2.0F);
        const std::vector<float> squares(64, 3.0F);
        double sum = 0, plain = 0;
        for (std::size_t i = 0; i < 32; ++i) {
            plain += double(difference[i]) * double(difference[i]) * 3 / 4;
            for (std::size_t j = 0; j < 32; ++j)
                sum += double(difference[i]) * double(hessian[(32 + i) * 64 + 32 + j]) * double(difference[j]) / 4;
        }
        QVERIFY(std::fabs(GroupErrors(squares, hessian, scale, 32).of(1, difference) - sum) < 1e-4 * sum);
        QVERIFY(std::fabs(GroupErrors(squares, {}, scale, 32).of(1, difference) - plain) < 1e-5 * plain);
    }

    void noBlockGetsWorse_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("correlated");
        for (const tensor::Format& format : tensor::formats())
            if (format.encode && format.blockSize > 1 && format.bitsPerWeight() > 2.5)
                for (const bool correlated : {false, true})
                    QTest::newRow(qPrintable(QString("%1 %2").arg(format.name.data()).arg(correlated)))
                        << int(format.type) << correlated;
    }

    void noBlockGetsWorse()
    {
        QFETCH(int, type);
        QFETCH(bool, correlated);
        const tensor::Format& format = tensor::format(tensor::Type(type));
        auto row = test::gaussians(kColumns, 5, 0.02);
        for (std::size_t c = 9; c < kColumns; c += 37)
            row[c] *= 8;
        const auto hessian = test::hessianOf(test::correlatedInputs(1024, kColumns, 6), kColumns);
        std::vector<float> squares(kColumns);
        for (std::size_t c = 0; c < kColumns; ++c)
            squares[c] = hessian[c * (kColumns + 1)];
        const GroupErrors errors(squares, correlated ? hessian : std::vector<float>(), {}, format.blockSize);
        std::vector<std::byte> packed(kColumns / format.blockSize * format.blockBytes);
        std::vector<float> plain(kColumns), better(kColumns);
        format.encode(row, squares, packed);
        format.decode(packed, plain);
        clipRow(format.type, row, squares, packed, errors);
        format.decode(packed, better);
        double before = 0, after = 0;
        for (std::size_t g = 0; g < kColumns / format.blockSize; ++g) {
            std::vector<float> was, is;
            for (std::size_t c = g * format.blockSize; c < (g + 1) * format.blockSize; ++c) {
                was.push_back(plain[c] - row[c]);
                is.push_back(better[c] - row[c]);
            }
            QVERIFY(errors.of(g, is) <= errors.of(g, was) * (1 + 1e-6));
            before += errors.of(g, was);
            after += errors.of(g, is);
        }
        const bool simple = format.blockSize <= 64 && format.bitsPerWeight() < 6;
        QVERIFY2(!correlated || !simple || after < before, qPrintable(QString("%1 of %2").arg(after).arg(before)));
    }

    /// On held-out text: AWQ without clipping less AWQ with it.
    void divergesLess()
    {
        HEADROOM_NEEDS(kModel);
        QTemporaryDir folder;
        const auto inside
            = [&](const char* name) { return std::filesystem::path(folder.filePath(name).toStdString()); };
        CalibrationOptions calibration;
        calibration.model = kModel;
        calibration.texts = {test::sharedData("models/tinyshakespeare.txt")};
        calibration.output = inside("calibration");
        calibration.context = 256;
        calibration.maxSamples = 32;
        calibration.hessians = true;
        JobControl control;
        QVERIFY(calibrate(calibration, control));
        std::vector<std::filesystem::path> candidates{inside("scaled.gguf"), inside("clipped.gguf")};
        for (const auto& path : candidates) {
            QuantizeOptions options{kModel, path, "Q4_0"};
            options.method = {.method = Method::Awq, .calibration = calibration.output, .clip = path == candidates[1]};
            const auto outcome = quantize(options, control);
            QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        }
        const auto result = eval::compare(kModel, candidates, test::sharedData("models/shakespeare_valid60k.txt"),
                                          {.context = 256, .maxWindows = 36}, control);
        QVERIFY2(result, result ? "" : result.error().detail.c_str());
        const auto& pair = result->pairs.at(0);
        qInfo("mean KLD less by %.6f [%.6f, %.6f]", pair.meanKld, pair.low, pair.high);
        QVERIFY(pair.low > 0);
    }
};

HEADROOM_TEST(TestClip)
#include "tst_clip.moc"
