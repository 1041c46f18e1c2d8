// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// HQQ: on heavy-tailed rows never a larger error of either kind than plain rounding, in blocks and in folders; on a
// trained model less divergence, by paired intervals; what has no zero to move is refused or said.
#include "core/quant/round/hqq.h"

#include "core/base/json.h"
#include "core/eval/compare.h"
#include "core/quant/folder/coded.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/run/quantize.h"
#include "core/tensor/integers.h"

#include "core/quant/correlated.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::quant;

namespace {

const std::filesystem::path kModel = test::sharedData("models/shakespeare3m-f16.gguf");

/// Cubes of normal numbers: a few weights are tens of times as large as most.
std::vector<float> heavyTailed(std::size_t count, std::uint64_t seed, double scale)
{
    std::vector<float> out = test::gaussians(count, seed);
    for (float& value : out)
        value = float(double(value) * double(value) * double(value) * scale);
    return out;
}

struct Errors {
    double robust = 0, squared = 0;
};

Errors errorsOf(std::span<const float> weights, std::span<const float> decoded, std::span<const float> importance)
{
    Errors sums;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double error = std::fabs(double(weights[i]) - double(decoded[i]));
        const double count = importance.empty() ? 1.0 : double(importance[i]);
        sums.robust += count * std::pow(error, 0.7);
        sums.squared += count * error * error;
    }
    return sums;
}

} // namespace

class TestHqq : public QObject {
    Q_OBJECT
private slots:
    void neverWorseThanPlain_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("weighted");
        QTest::addColumn<double>("scale");
        for (const char* type : {"Q4_1", "Q5_1"})
            for (const bool weighted : {false, true})
                for (const double scale : {1e-6, 0.02, 300.0})
                    QTest::newRow(qPrintable(QString("%1 %2 %3").arg(type).arg(weighted).arg(scale)))
                        << QString(type) << weighted << scale;
    }

    void neverWorseThanPlain()
    {
        QFETCH(QString, type);
        QFETCH(bool, weighted);
        QFETCH(double, scale);
        const tensor::Format& format = *tensor::findFormat(type.toStdString());
        const auto row = heavyTailed(4096, 7, scale);
        std::vector<float> importance;
        for (const float value : weighted ? test::gaussians(row.size(), 8) : std::vector<float>())
            importance.push_back(value * value + 0.01F);
        std::vector<std::byte> packed(row.size() / format.blockSize * format.blockBytes);
        std::vector<float> plain(row.size()), better(row.size());
        format.encode(row, importance, packed);
        format.decode(packed, plain);
        halfQuadraticRow(format.type, row, importance, packed);
        format.decode(packed, better);
        double before = 0, after = 0;
        for (std::size_t first = 0; first < row.size(); first += format.blockSize) {
            const auto part
                = [&](std::span<const float> all) { return all.empty() ? all : all.subspan(first, format.blockSize); };
            const Errors was = errorsOf(part(row), part(plain), part(importance));
            const Errors is = errorsOf(part(row), part(better), part(importance));
            QVERIFY(is.robust <= was.robust * (1 + 1e-6));
            QVERIFY(is.squared <= was.squared * (1 + 1e-6));
            before += was.robust;
            after += is.robust;
        }
        QVERIFY2(after < before, qPrintable(QString("%1 %2").arg(after).arg(before)));
    }

    void oddBlocksStayFinite_data()
    {
        QTest::addColumn<std::vector<float>>("row");
        QTest::newRow("zero") << std::vector<float>(32, 0.0F);
        QTest::newRow("constant") << std::vector<float>(32, -3.5F);
        QTest::newRow("tiny") << heavyTailed(32, 1, 1e-30);
        std::vector<float> alone(32, 0.0F);
        alone[7] = 60000;
        QTest::newRow("one weight") << alone;
        std::vector<float> beyond = heavyTailed(32, 2, 1);
        beyond[3] = 1e30F;
        QTest::newRow("beyond binary16") << beyond;
    }

    void oddBlocksStayFinite()
    {
        QFETCH(std::vector<float>, row);
        const tensor::Format& format = tensor::format(tensor::Type::Q4_1);
        std::vector<std::byte> packed(format.blockBytes);
        format.encode(row, {}, packed);
        std::vector<float> plain(32), better(32);
        format.decode(packed, plain);
        halfQuadraticRow(format.type, row, {}, packed);
        format.decode(packed, better);
        for (std::size_t i = 0; i < row.size(); ++i)
            QVERIFY(std::isfinite(better[i]) || !std::isfinite(plain[i]));
        if (std::isfinite(errorsOf(row, plain, {}).squared))
            QVERIFY(errorsOf(row, better, {}).squared <= errorsOf(row, plain, {}).squared * (1 + 1e-6));
    }

    void integerZerosToo()
    {
        const auto weights = heavyTailed(std::size_t{64} * 256, 11, 0.02);
        const FolderScheme& scheme = *findFolderScheme("W4A16-ASYM");
        Matrix matrix{"heavy tails", {}, {}};
        matrix.rows.type = tensor::Type::F32;
        matrix.rows.shape = {256, 64};
        matrix.rows.read = [&](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
            std::ranges::copy(std::as_bytes(std::span(weights).subspan(first * 256, count * 256)), out.begin());
        };
        ThreadPool one(1), two(2);
        const auto plain = codeMatrix(scheme, matrix, two, [] { return Status(); });
        matrix.halfQuadratic = true;
        const auto better = codeMatrix(scheme, matrix, two, [] { return Status(); });
        const auto again = codeMatrix(scheme, matrix, one, [] { return Status(); });
        QVERIFY(plain && better && again);
        QVERIFY(again->codes == better->codes && again->scales == better->scales && again->zeros == better->zeros);
        Errors was, is;
        std::vector<float> decoded(256);
        for (std::uint64_t row = 0; row < 64; ++row) {
            const auto own = std::span(weights).subspan(row * 256, 256);
            decodeRow(scheme, *plain, row, decoded);
            was.robust += errorsOf(own, decoded, {}).robust;
            decodeRow(scheme, *better, row, decoded);
            is.robust += errorsOf(own, decoded, {}).robust;
        }
        QVERIFY2(is.robust < was.robust, qPrintable(QString("%1 %2").arg(is.robust).arg(was.robust)));
        QVERIFY(better->sums.squaredError <= plain->sums.squaredError * (1 + 1e-6));
    }

    void divergesLessThanPlainRounding_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<unsigned>("windows");
        QTest::newRow("Q4_1") << "Q4_1" << 16U;
        QTest::newRow("Q5_1") << "Q5_1" << 36U;
    }

    /// At the same size, on held-out text, the paired 95 % interval of plain − hqq lies above zero.
    void divergesLessThanPlainRounding()
    {
        HEADROOM_NEEDS(kModel);
        QFETCH(QString, preset);
        QFETCH(unsigned, windows);
        std::vector<std::filesystem::path> candidates;
        for (const Method method : {Method::Rtn, Method::Hqq})
            candidates.push_back(made(preset.toStdString(), method));
        JobControl control;
        const auto result = eval::compare(kModel, candidates, test::sharedData("models/shakespeare_valid60k.txt"),
                                          {.context = 256, .maxWindows = windows}, control);
        QVERIFY2(result, result ? "" : result.error().detail.c_str());
        const auto& pair = result->pairs.at(0);
        qInfo("plain %.6f, hqq %.6f, difference %.6f [%.6f, %.6f]", result->candidates[0].value("mean_kld"),
              result->candidates[1].value("mean_kld"), pair.meanKld, pair.low, pair.high);
        QVERIFY(pair.a == 0 && pair.low > 0);
    }

    void refusesWhatHasNoZero()
    {
        test::TinyModel small;
        small.layers = 1;
        QVERIFY(test::writeTinyModel(inside("tiny.gguf"), small));
        JobControl control;
        QuantizeOptions options{inside("tiny.gguf"), inside("x.gguf"), "Q4_0"};
        options.method.method = Method::Hqq;
        const auto refused = quantize(options, control);
        QVERIFY(!refused && refused.error().detail.find("Q4_1") != std::string::npos);
        FolderOptions folder{inside("tiny.gguf"), inside("x"), "W4A16"};
        folder.method.method = Method::Hqq;
        QVERIFY(!quantizeFolder(folder, control));
        QVERIFY(!std::filesystem::exists(inside("x.gguf")) && !std::filesystem::exists(inside("x")));

        options.preset = "Q4_1";
        options.wishes.embeddingType = tensor::Type::Q8_0;
        const auto outcome = quantize(options, control);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        const auto artifact = model::ModelFile::open(inside("x.gguf"));
        const auto manifest = parseJson(*(*artifact)->metadata().text("headroom.method_parameters"), "manifest");
        QVERIFY(manifest->at("fallbacks").contains("token_embd.weight"));
        QVERIFY(manifest->at("norm") == 0.7 && !manifest->contains("calibration_sha256"));
    }

private:
    std::filesystem::path inside(const std::string& name) const
    {
        return m_folder.filePath(name.c_str()).toStdString();
    }
    std::filesystem::path made(const std::string& preset, Method method)
    {
        JobControl control;
        const std::string name = preset + "-" + std::string(methodName(method));
        MethodOptions options;
        options.method = method;
        QuantizeOptions file{kModel, inside(name + ".gguf"), preset};
        file.method = options;
        return quantize(file, control) ? inside(name + ".gguf") : std::filesystem::path();
    }
    QTemporaryDir m_folder;
};

HEADROOM_TEST(TestHqq)
#include "tst_hqq.moc"
