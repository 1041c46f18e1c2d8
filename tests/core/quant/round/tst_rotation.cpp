// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A rotated model is the same function: its logits are the original's, for every family that is taken, and the others
// are refused by name. Where channels are outliers, four bits lose less.
#include "core/quant/round/rotation.h"

#include "core/eval/compare.h"
#include "core/infer/transformer.h"
#include "core/quant/run/quantize.h"
#include "tests/support/test.h"

#include "support/shareddata.h"
#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::quant;
using model::ModelFile;

namespace {

using File = std::shared_ptr<const ModelFile>;
const std::filesystem::path kFamilies = test::sharedData("archs");
const std::filesystem::path kOutliers = test::sharedData("models/outlier-f16.gguf");

std::vector<float> logitsOf(const File& file)
{
    ThreadPool pool(2);
    const auto transformer = infer::Transformer::load(file);
    if (!transformer)
        return {};
    auto session = infer::Session::create(*transformer, 32, pool);
    if (!session)
        return {};
    std::vector<model::Token> tokens;
    for (int i = 0; i < 24; ++i)
        tokens.push_back(i * 37 % int((*session)->vocabulary()));
    std::vector<float> logits(tokens.size() * (*session)->vocabulary());
    if (!(*session)->evaluate(tokens, tokens.size(), logits))
        return {};
    return logits;
}

double dot(std::span<const float> a, std::span<const float> b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += double(a[i]) * double(b[i]);
    return sum;
}

} // namespace

class TestRotation : public QObject {
    Q_OBJECT
private slots:
    void isOrthogonal_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 7, 64, 96, 320, 1023, 4544})
            QTest::newRow(qPrintable(QString::number(size))) << size;
    }

    /// Products stay, an outlier is spread out, and interleaved vectors are rotated as single ones.
    void isOrthogonal()
    {
        QFETCH(int, size);
        const auto n = static_cast<std::size_t>(size);
        std::uint64_t seed = 5;
        std::vector<float> a(n), b(n), both(2 * n);
        for (std::size_t i = 0; i < n; ++i) {
            both[2 * i] = a[i] = test::tiny::gaussian(seed);
            both[2 * i + 1] = b[i] = test::tiny::gaussian(seed);
        }
        const double before = dot(a, b), lengths = std::sqrt(dot(a, a) * dot(b, b));
        rotate(a, n);
        rotate(b, n);
        rotate(both, n, 2);
        QVERIFY(std::fabs(dot(a, b) - before) < 1e-5 * lengths);
        QVERIFY(std::fabs(std::sqrt(dot(a, a) * dot(b, b)) - lengths) < 1e-5 * lengths);
        for (std::size_t i = 0; i < n; ++i) {
            QCOMPARE(both[2 * i], a[i]);
            QCOMPARE(both[2 * i + 1], b[i]);
        }
        std::vector<float> spike(n, 0.0F);
        spike[n / 2] = 1;
        rotate(spike, n);
        for (const float value : spike)
            QVERIFY(std::fabs(value) <= std::sqrt(2.0F / float(n)) * 1.001F || n == 1);
    }

    void logitsStay_data()
    {
        QTest::addColumn<QString>("path");
        std::error_code ignored;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(kFamilies, ignored))
            if (entry.path().extension() == ".gguf")
                QTest::newRow(entry.path().parent_path().filename().c_str())
                    << QString::fromStdString(entry.path().string());
        for (const char* name : {"models/stories260K-f32.gguf", "models/shakespeare3m-f16.gguf"})
            if (const auto path = test::sharedData(name); !path.empty())
                QTest::newRow(name) << QString::fromStdString(path.string());
        if (kFamilies.empty())
            QTest::newRow("none") << QString();
    }

    void logitsStay()
    {
        QFETCH(QString, path);
        if (path.isEmpty())
            QSKIP("needs the models of all families");
        const File file = ModelFile::open(path.toStdString()).value();
        const auto turned = rotated(file);
        const std::string architecture(file->metadata().text("general.architecture").value());
        if (!turned) {
            qInfo("%s: %s", turned.error().where.c_str(), turned.error().detail.c_str());
            QVERIFY(turned.error().code == ErrorCode::Unsupported);
            QVERIFY(turned.error().where.find("tensor") != std::string::npos
                    || turned.error().detail.find(architecture) != std::string::npos);
            QVERIFY(architecture != "llama" && architecture != "qwen2" && architecture != "qwen3");
            return;
        }
        const auto was = logitsOf(file), is = logitsOf(*turned);
        QVERIFY(!was.empty() && was.size() == is.size());
        double largest = 1, difference = 0;
        for (std::size_t i = 0; i < was.size(); ++i) {
            largest = std::max(largest, std::fabs(double(was[i])));
            difference = std::max(difference, std::fabs(double(was[i]) - double(is[i])));
        }
        QVERIFY2(difference <= 1e-4 * largest, qPrintable(QString::number(difference)));
        for (const auto& info : (*turned)->tensors()) // and it is another basis, not the same one
            if (info.name == "token_embd.weight") {
                std::vector<std::byte> row(info.bytes / info.rows());
                (*turned)->rows(info, 1, 1, row);
                std::vector<float> values(info.columns()), stored(info.columns());
                std::memcpy(values.data(), row.data(), row.size());
                const auto* original = file->find(info.name);
                std::vector<std::byte> packed(original->bytes / original->rows());
                file->rows(*original, 1, 1, packed);
                tensor::format(original->type).decode(packed, stored);
                QVERIFY(values != stored);
            }
    }

    void outliersLoseLess()
    {
        HEADROOM_NEEDS(kOutliers);
        JobControl control;
        std::vector<std::filesystem::path> candidates;
        for (const bool rotate : {false, true}) {
            QuantizeOptions options{kOutliers, inside(rotate ? "rotated.gguf" : "plain.gguf"), "Q4_0"};
            options.wishes.rotate = rotate;
            const auto outcome = quantize(options, control);
            QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
            candidates.push_back(options.destination);
        }
        const auto result = eval::compare(kOutliers, candidates, test::sharedData("models/shakespeare_valid60k.txt"),
                                          {.context = 256, .maxWindows = 12}, control);
        QVERIFY2(result, result ? "" : result.error().detail.c_str());
        const auto& pair = result->pairs.at(0);
        qInfo("plain %.6f, rotated %.6f, difference %.6f [%.6f, %.6f]", result->candidates[0].value("mean_kld"),
              result->candidates[1].value("mean_kld"), pair.meanKld, pair.low, pair.high);
        QVERIFY(pair.low > 0);
    }

    /// The same bytes for any number of threads; nothing of a calibration of the model as it was.
    void runs()
    {
        QVERIFY(test::writeTinyModel(inside("tiny.gguf")));
        JobControl control;
        QuantizeOptions options{inside("tiny.gguf"), inside("a.gguf"), "Q5_K_M"};
        options.wishes.rotate = true;
        options.threads = 1;
        const auto one = quantize(options, control);
        QVERIFY2(one, one ? "" : (one.error().where + one.error().detail).c_str());
        options.destination = inside("b.gguf");
        options.threads = 3;
        const auto three = quantize(options, control);
        QVERIFY(three && three->sha256 == one->sha256);
        options.imatrix = inside("tiny.gguf");
        options.destination = inside("c.gguf");
        const auto refused = quantize(options, control);
        QVERIFY(!refused && refused.error().detail.find("calibrate that") != std::string::npos);
    }

private:
    std::filesystem::path inside(const std::string& name) const
    {
        return m_folder.filePath(name.c_str()).toStdString();
    }
    QTemporaryDir m_folder;
};

HEADROOM_TEST(TestRotation)
#include "tst_rotation.moc"
