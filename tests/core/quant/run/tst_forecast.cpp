// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// How long a run will take: arithmetic on rates that are given, and a real run that says it before and meanwhile.
#include "core/quant/run/forecast.h"

#include "core/base/json.h"
#include "core/quant/calibrate/calibration.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/run/methodwork.h"
#include "core/quant/run/quantize.h"
#include "tests/support/test.h"

#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace headroom;
using quant::Forecast;
using tensor::Type;

namespace {

constexpr Forecast::Kind kFast{Type::F16, Type::Q8_0};
constexpr Forecast::Kind kSlow{Type::F16, Type::Q4_K};

class Listener : public JobControl {
public:
    void event(std::string_view kind, const Json& payload) override
    {
        if (kind == "forecast")
            forecasts.push_back(payload);
    }
    std::vector<Json> forecasts;
};

} // namespace

class TestForecast : public QObject {
    Q_OBJECT
    static bool calibrated(const std::filesystem::path& base, std::filesystem::path& calibration)
    {
        const std::string text = test::tinyText(400);
        quant::CalibrationOptions options;
        options.model = base / "tiny.gguf";
        options.texts = {base / "text.txt"};
        options.output = calibration = base / "calibration";
        options.context = 64;
        options.hessians = true;
        JobControl quiet;
        return writeFile(base / "text.txt", std::as_bytes(std::span(text))) && quant::calibrate(options, quiet);
    }
    /// The interval of hashing alone is a tenth wide; work of any kind that was left would widen it.
    static void onlyHashingIsLeft(const Listener& listener)
    {
        const Json& end = listener.forecasts.back();
        const double low = end.at("low"), high = end.at("high");
        QVERIFY2(high > low && high < 1.11 * low, qPrintable(QString("%1 to %2").arg(low).arg(high)));
        QVERIFY(listener.forecasts.front().at("high").get<double>() > high);
    }
private slots:
    void nothingMeasuredNothingSaid()
    {
        Forecast forecast;
        forecast.expect(kFast, 1000);
        forecast.expect(kSlow, 1000);
        QVERIFY(!forecast.remaining());
        forecast.measured(kFast, 100, 1);
        QVERIFY(!forecast.remaining());
        forecast.finished(kSlow, 1000, std::nullopt);
        QVERIFY(forecast.remaining());
    }

    void blocksGiveAnIntervalAroundTheTruth()
    {
        Forecast forecast;
        forecast.expect(kFast, 1'000'000);
        forecast.expect(kSlow, 3'000'000);
        for (const double seconds : {0.9, 1.0, 1.1}) {
            forecast.measured(kFast, 100'000, seconds);
            forecast.measured(kSlow, 10'000, seconds);
        }
        const auto left = forecast.remaining();
        QVERIFY(left && left->low < 0.9 * 310 && left->high > 1.1 * 310);
        QVERIFY(left->low > 0.5 * 310 && left->high < 2 * 310);
    }

    /// What was measured before counts no more once units are seen, also for pairs that are still to come.
    void unitsCorrectIt()
    {
        Forecast forecast;
        forecast.expect(kFast, 100'000);
        forecast.expect(kSlow, 100'000);
        forecast.measured(kFast, 1000, 1);
        forecast.measured(kSlow, 1000, 10);
        for (int unit = 0; unit < 8; ++unit)
            forecast.finished(kFast, 10'000, 30.0); // three times as slow as the block
        const auto left = forecast.remaining();
        QVERIFY(left);
        QVERIFY(left->low < 3060 && 3060 < left->high); // 20 000 weights of one, 100 000 of the other
        forecast.finished(kFast, 20'000, 60.0);
        for (int unit = 0; unit < 10; ++unit)
            forecast.finished(kSlow, 10'000, 100.0);
        const auto none = forecast.remaining();
        QVERIFY(none && none->high == 0);
    }

    void hashingCounts()
    {
        Forecast forecast;
        forecast.hashing(1000, 0.01);
        forecast.hashed(400);
        const auto left = forecast.remaining();
        QVERIFY(left && left->low < 6 && left->high > 6 && left->high < 7);
        forecast.hashed(9000);
        QCOMPARE(forecast.remaining()->high, 0.0);
    }

    void hashingBesideTakesNoTimeOfItsOwnAtBest()
    {
        Forecast forecast;
        forecast.expect(kFast, 1000);
        forecast.measured(kFast, 1000, 10.0);
        QCOMPARE(forecast.left(kFast), std::uint64_t{1000});
        forecast.hashing(100, 0.01);
        const auto alone = forecast.remaining();
        forecast.besideLeft(400); // 4 s, less than the encoding
        const auto both = forecast.remaining();
        QVERIFY(alone && both);
        QCOMPARE(both->low, alone->low);
        QVERIFY(both->high > alone->high + 4 && both->high < alone->high + 4.5);
        forecast.besideLeft(10'000); // 100 s, more than it
        QVERIFY(forecast.remaining()->low > 90);
        forecast.besideLeft(0);
        QCOMPARE(forecast.remaining()->high, alone->high);
    }

    void doubtWidensIt()
    {
        Forecast forecast;
        forecast.expect(kFast, 1000);
        forecast.measured(kFast, 100, 1, 2);
        QVERIFY(forecast.unknown().empty());
        const auto left = forecast.remaining();
        QVERIFY(left && left->low < 5 && left->low > 3 && left->high > 20 && left->high < 30);
    }

    void methodsSayItBeforeAndToTheEnd_data()
    {
        QTest::addColumn<QString>("method");
        for (const std::string& method : quant::methodNames())
            QTest::newRow(method.c_str()) << QString::fromStdString(method);
        QTest::newRow("rotated") << "rtn";
    }
    /// All kinds of work are measured before, and none of it is left at the end but hashing: whatever is announced is
    /// also done. What an earlier run has finished counts as done.
    void methodsSayItBeforeAndToTheEnd()
    {
        QFETCH(QString, method);
        QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        test::TinyModel small;
        small.layers = 1;
        QVERIFY(test::writeTinyModel(base / "tiny.gguf", small));
        quant::QuantizeOptions options{base / "tiny.gguf", base / "out.gguf", "Q4_1", false, true, 2};
        options.method.method = *quant::findMethod(method.toStdString());
        options.method.steps = 20;
        options.wishes.rotate = QTest::currentDataTag() == QLatin1String("rotated");
        if (options.method.row().needsCalibration())
            QVERIFY(calibrated(base, options.method.calibration));
        const auto plan = quant::planAndMeasure(options);
        QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
        QVERIFY(plan->expected && plan->expected->low > 0 && plan->expected->low < plan->expected->high);
        Listener listener;
        QVERIFY(quant::quantize(options, listener));
        onlyHashingIsLeft(listener);
    }

    void foldersSayItToo_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("method");
        for (const quant::FolderScheme& scheme : quant::folderSchemes())
            QTest::newRow(scheme.name.data()) << scheme.name.data() << "rtn";
        for (const char* method : {"gptq", "signround", "awq"})
            QTest::newRow(method) << "W4A16" << method;
        QTest::newRow("smoothquant") << "W8A8-INT8"
                                     << "smoothquant";
        QTest::newRow("hqq") << "AWQ"
                             << "hqq";
    }
    void foldersSayItToo()
    {
        QFETCH(QString, scheme);
        QFETCH(QString, method);
        QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        test::TinyModel small;
        small.kvHeads = small.heads;
        small.layers = 1;
        QVERIFY(test::writeTinyModel(base / "tiny.gguf", small));
        quant::FolderOptions options{base / "tiny.gguf", base / "out", scheme.toStdString()};
        options.threads = 2;
        options.method.method = *quant::findMethod(method.toStdString());
        options.method.steps = 20;
        if (options.method.row().needsCalibration())
            QVERIFY(calibrated(base, options.method.calibration));
        const auto plan = quant::planAndMeasureFolder(options);
        QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
        QVERIFY(plan->expected && plan->expected->low > 0 && plan->expected->low < plan->expected->high);
        QVERIFY(quant::toJson(*plan).at("expected_seconds").at("high") > 0);
        options.memoryLimitBytes = plan->memoryBytes / 2;
        Listener listener;
        const auto refused = quant::quantizeFolder(options, listener);
        QVERIFY(!refused && refused.error().code == ErrorCode::OutOfMemory && listener.forecasts.empty());
        options.memoryLimitBytes = 0;
        const auto outcome = quant::quantizeFolder(options, listener);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        QVERIFY(listener.forecasts.size() >= 2);
        onlyHashingIsLeft(listener);
    }

    /// A method needs its Hessians in memory too: a limit below that is refused with the figure, before anything is
    /// written.
    void memoryOfAMethodIsRefused()
    {
        QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        QVERIFY(test::writeTinyModel(base / "tiny.gguf"));
        quant::QuantizeOptions options{base / "tiny.gguf", base / "out.gguf", "Q4_0", false, false, 1};
        const auto plain = quant::planQuantize(options);
        QVERIFY(calibrated(base, options.method.calibration));
        options.method.method = quant::Method::Gptq;
        const auto plan = quant::planQuantize(options);
        QVERIFY(plain && plan && plan->memoryBytes > plain->memoryBytes + 512 * 512 * 24);
        options.memoryLimitBytes = plan->memoryBytes / 2;
        JobControl quiet;
        const auto refused = quant::quantize(options, quiet);
        QVERIFY(!refused && refused.error().code == ErrorCode::OutOfMemory);
        QVERIFY(refused.error().detail.find("MiB") != std::string::npos);
        QVERIFY(!std::filesystem::exists(base / "out.gguf") && !std::filesystem::exists(base / "out.gguf.work"));
    }

    /// Hessians that several matrices of a layer share are inverted once, while there is room to keep them.
    void inversionsAreCounted()
    {
        quant::FactorCount count;
        QCOMPARE(count.of("blk.0.attn_q.weight", 1, 256), std::uint64_t{256} * 256 * 256);
        QCOMPARE(count.of("blk.0.attn_q.weight", 1, 256), std::uint64_t{0});
        QCOMPARE(count.of("blk.0.ffn_down.weight", 2, 512), std::uint64_t{2} * 512 * 512 * 512);
        QCOMPARE(count.of("blk.1.attn_q.weight", 1, 256), std::uint64_t{256} * 256 * 256);
        QCOMPARE(count.of("blk.1.ffn_down.weight", 1, 16384), count.of("blk.1.ffn_down.weight", 1, 16384));
    }

    void aRunSaysItBefore()
    {
        QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        QVERIFY(test::writeTinyModel(base / "tiny.gguf"));
        const quant::QuantizeOptions options{base / "tiny.gguf", base / "out.gguf", "Q4_K_M", false, false, 1};
        const auto plan = quant::planAndMeasure(options);
        QVERIFY(plan && plan->expected);
        QVERIFY(plan->expected->low > 0 && plan->expected->low < plan->expected->high);
        QVERIFY(!quant::planQuantize(options)->expected);
        Listener listener;
        const auto outcome = quant::quantize(options, listener);
        QVERIFY(outcome);
        QVERIFY(!listener.forecasts.empty());
        for (const Json& forecast : listener.forecasts)
            QVERIFY(forecast.at("low").get<double>() <= forecast.at("high").get<double>());
    }
};

HEADROOM_TEST(TestForecast)
#include "tst_forecast.moc"
