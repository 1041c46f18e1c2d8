// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/compare.h"
#include "core/infer/cpu/kvcache.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>
#include <map>

using namespace headroom;
using namespace headroom::infer;

namespace {

std::vector<float> gaussians(std::size_t count, std::uint64_t seed)
{
    std::vector<float> out(count);
    for (float& value : out)
        value = test::tiny::gaussian(seed);
    return out;
}

std::vector<float> throughType(const KvType& type, std::span<const float> row)
{
    std::vector<std::byte> packed(type.rowBytes(row.size()));
    std::vector<float> out(row.size());
    type.encode(row, packed);
    type.decode(packed, out);
    return out;
}

double relativeError(std::span<const float> found, std::span<const float> expected)
{
    double error = 0, norm = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        error += std::pow(double(found[i]) - double(expected[i]), 2);
        norm += std::pow(double(expected[i]), 2);
    }
    return std::sqrt(error / norm);
}

} // namespace

class TestKvCache : public QObject {
    Q_OBJECT
private slots:
    /// Root-mean-square errors of Gaussian numbers, from the step of each format.
    void everyTypeKeepsWhatItsBitsAllow()
    {
        const std::map<std::string_view, std::pair<double, double>> limits{
            {"f32", {0, 0}},          {"f16", {1e-4, 3e-4}},      {"bf16", {1e-3, 2.5e-3}},   {"q8_0", {3e-3, 8e-3}},
            {"q5_1", {2e-2, 4.5e-2}}, {"q5_0", {2e-2, 6e-2}},     {"q4_1", {5e-2, 9e-2}},     {"q4_0", {6e-2, 12e-2}},
            {"iq4_nl", {5e-2, 9e-2}}, {"fp8_e4m3", {2e-2, 4e-2}}, {"fp8_e5m2", {4e-2, 8e-2}}, {"int8", {3e-3, 12e-3}}};
        const auto row = gaussians(4096, 3);
        for (const KvType& type : kvTypes()) {
            QVERIFY2(limits.contains(type.name), type.name.data());
            double worst = 0, best = 1;
            for (std::size_t at = 0; at < row.size(); at += 64) {
                const auto part = std::span(row).subspan(at, 64);
                const double error = relativeError(throughType(type, part), part);
                worst = std::max(worst, error);
                best = std::min(best, error);
            }
            const auto [least, most] = limits.at(type.name);
            QVERIFY2(worst <= 2 * most && best >= least / 2,
                     qPrintable(QStringLiteral("%1: %2 to %3").arg(type.name.data()).arg(best).arg(worst)));
        }
        QVERIFY(!findKvType("q9_0"));
    }

    void smallFloatsAreThePublishedOnes()
    {
        const auto of = [](const char* name, float value) { return throughType(*findKvType(name), {&value, 1})[0]; };
        for (const auto& [in, out] : {std::pair{448.0F, 448.0F},
                                      {1e9F, 448.0F},
                                      {-1e9F, -448.0F},
                                      {0x1p-9F, 0x1p-9F},
                                      {0x1p-10F, 0.0F},
                                      {0x1.8p-9F, 0x1p-8F},
                                      {17.0F, 16.0F},
                                      {19.0F, 20.0F},
                                      {0.0F, 0.0F}})
            QCOMPARE(of("fp8_e4m3", in), out);
        for (const auto& [in, out] : {std::pair{57344.0F, 57344.0F},
                                      {1e9F, 57344.0F},
                                      {0x1p-16F, 0x1p-16F},
                                      {9.0F, 8.0F},
                                      {11.0F, 12.0F},
                                      {-0x1p-14F, -0x1p-14F}})
            QCOMPARE(of("fp8_e5m2", in), out);
        for (const char* name : {"fp8_e4m3", "fp8_e5m2"}) {
            QVERIFY(std::isnan(of(name, std::nanf(""))));
            const KvType& type = *findKvType(name);
            for (unsigned code = 0; code < 256; ++code) { // every number goes back to its own code
                const auto byte = std::byte(code);
                float value = 0;
                type.decode({&byte, 1}, {&value, 1});
                std::byte again{};
                type.encode({&value, 1}, {&again, 1});
                QVERIFY(std::isnan(value) || again == byte);
            }
        }
        QCOMPARE(throughType(*findKvType("int8"), std::array{-127.0F, 3.0F, 0.4F}), (std::vector{-127.0F, 3.0F, 0.0F}));
        QCOMPARE(throughType(*findKvType("int8"), std::array{0.0F, 0.0F}), (std::vector{0.0F, 0.0F}));
    }

    void turningIsItsOwnInverse()
    {
        const auto row = gaussians(192, 5);
        auto turned = row;
        QCOMPARE(turnedBlock(*findKvType("q4_0"), 192), std::size_t{64});
        QCOMPARE(turnedBlock(*findKvType("q4_0"), 96), std::size_t{0});
        QCOMPARE(turnedBlock(*findKvType("f16"), 128), std::size_t{0});
        turn(turned.data(), turned.size(), 64);
        QVERIFY(relativeError(turned, row) > 0.5);
        turn(turned.data(), turned.size(), 64);
        QVERIFY(relativeError(turned, row) < 1e-6);
    }

    void batchAndThreadsDoNotMatter_data()
    {
        QTest::addColumn<QString>("type");
        for (const KvType& type : kvTypes())
            QTest::newRow(type.name.data()) << QString::fromLatin1(type.name.data(), qsizetype(type.name.size()));
    }
    void batchAndThreadsDoNotMatter()
    {
        QFETCH(const QString, type);
        QTemporaryDir folder;
        const auto path = folder.filePath("tiny.gguf").toStdString();
        QVERIFY(test::writeTinyModel(path));
        const auto model = Transformer::load(model::ModelFile::open(path).value()).value();
        const std::vector<model::Token> tokens = [] {
            std::vector<model::Token> all;
            for (int i = 0; i < 150; ++i)
                all.push_back((i * 37 + i * i) % 300);
            return all;
        }();
        const auto evaluate = [&](std::size_t piece, unsigned threads) {
            ThreadPool pool(threads);
            auto session = Session::create(model, 160, pool, {type.toStdString()}).value();
            std::vector<float> logits(tokens.size() * 300);
            for (std::size_t begin = 0; begin < tokens.size(); begin += piece) {
                const std::size_t count = std::min(piece, tokens.size() - begin);
                if (!session->evaluate(std::span(tokens).subspan(begin, count), count,
                                       std::span(logits).subspan(begin * 300, count * 300)))
                    return std::vector<float>{};
            }
            return logits;
        };
        const auto whole = evaluate(150, 1);
        QVERIFY(whole.size() == 150 * 300);
        for (const auto& cut : {evaluate(1, 1), evaluate(67, 3)})
            QCOMPARE(std::memcmp(cut.data(), whole.data(), whole.size() * sizeof(float)), 0);
    }

    void wrongTypesAreRefused()
    {
        const auto q8 = KvCache::create({2, 10, 48, 64}, *findKvType("q8_0"));
        QVERIFY(!q8 && q8.error().code == ErrorCode::InvalidArgument);
        QVERIFY(q8.error().where.find("q8_0") != std::string::npos
                && q8.error().detail.find("48") != std::string::npos);
        QVERIFY(KvCache::create({2, 10, 48, 64}, *findKvType("int8")));
        QTemporaryDir folder;
        const auto path = folder.filePath("tiny.gguf").toStdString();
        QVERIFY(test::writeTinyModel(path));
        const auto model = Transformer::load(model::ModelFile::open(path).value()).value();
        ThreadPool pool(1);
        const auto session = Session::create(model, 16, pool, {"q9_9"});
        QVERIFY(!session && session.error().code == ErrorCode::NotFound);
        QVERIFY(session.error().detail.find("iq4_nl") != std::string::npos);
    }

    /// What a trained model loses: less with more bits, and hardly anything at 16.
    void lossFollowsTheBits()
    {
        const auto model = test::sharedData("models/shakespeare3m-f16.gguf");
        HEADROOM_NEEDS(model);
        const auto text = test::sharedData("models/shakespeare_valid60k.txt");
        JobControl control;
        std::map<std::string, double> kld;
        for (const KvType& type : kvTypes()) {
            const auto result = eval::compare(model, {model}, text, {192, 2, 1, std::string(type.name)}, control);
            QVERIFY2(result, result ? "" : result.error().detail.c_str());
            kld[std::string(type.name)] = result->candidates.front().value("mean_kld");
            qInfo("%-8s mean KLD %.3g, perplexity %.4f against %.4f", type.name.data(),
                  result->candidates.front().value("mean_kld"), result->candidates.front().value("perplexity"),
                  result->baselinePerplexity);
        }
        QCOMPARE(kld["f32"], 0.0);
        const char* const better[][2]{{"f32", "f16"},           {"f16", "bf16"},      {"bf16", "q8_0"},
                                      {"q8_0", "q5_0"},         {"q5_1", "q4_1"},     {"q5_0", "q4_0"},
                                      {"f16", "int8"},          {"int8", "fp8_e4m3"}, {"int8", "q5_0"},
                                      {"fp8_e4m3", "fp8_e5m2"}, {"q8_0", "fp8_e4m3"}};
        for (const auto& [less, more] : better)
            QVERIFY2(kld[less] < kld[more], qPrintable(QStringLiteral("%1 %2").arg(less, more)));
        QVERIFY(kld["f16"] < 1e-6 && kld["q8_0"] < 1e-3 && kld["q4_0"] < 0.1);
    }

    void perplexityWithHalfPrecisionIsTheReferences()
    {
        const auto model = test::sharedData("models/stories260K-f32.gguf");
        HEADROOM_NEEDS(model);
        JobControl control;
        const auto result
            = eval::perplexity(model, test::sharedData("perplexity/stories.txt"), {128, 0, 1, "f16"}, control);
        QVERIFY(result);
        // ppl.csv: 4.253304011 with an f16 cache and 4.253268717 with f32; that engine rounds queries to f16, too.
        QVERIFY2(std::abs(result->perplexity - 4.253304011) < 1e-4,
                 qPrintable(QString::number(result->perplexity, 'g', 10)));
    }
};

HEADROOM_TEST(TestKvCache)
#include "tst_kvcache.moc"
