// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The table of metrics: every row is measured, in every slice, respects windows, and stands in the JSON of a
// comparison.
#include "core/base/json.h"
#include "core/eval/compare.h"
#include "support/comparisons.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <random>
#include <set>

using namespace headroom;
using namespace headroom::eval;

namespace {

/// Windows of 20 tokens; the far end is worse than the rest.
struct Drawn {
    std::vector<double> kld, nll, baseline;
    std::vector<std::uint8_t> same;

    explicit Drawn(std::size_t windows)
    {
        std::mt19937 random(3);
        std::uniform_real_distribution<double> unit;
        for (std::size_t i = 0; i < 20 * windows; ++i) {
            const bool far = i % 20 >= 15;
            kld.push_back(unit(random) * (far ? 0.2 : 0.02));
            baseline.push_back(1 + unit(random));
            nll.push_back(baseline.back() + (unit(random) - 0.4) * 0.1);
            same.push_back(unit(random) < (far ? 0.8 : 0.98));
        }
    }
    Sample sample() const { return {20, kld, nll, baseline, same, 12345, 4.5}; }
};

CandidateResult measured(std::size_t windows)
{
    CandidateResult out;
    out.model = "q.gguf";
    out.fileBytes = 12345;
    out.bitsPerWeight = 4.5;
    out.measurements = measureAll(Drawn(windows).sample());
    return out;
}

CompareResult comparison()
{
    CompareResult out;
    out.windows = 6;
    out.tokensScored = 120;
    out.baselinePerplexity = 4.5;
    out.candidates = {measured(6)};
    return out;
}

Json throughText(const CompareResult& result)
{
    return parseJson(toJson(result).dump(), "test").value();
}

} // namespace

class MetricTest : public QObject {
    Q_OBJECT
private slots:
    void everyRowIsMeasured_data();
    void everyRowIsMeasured();
    void slicesAreTheirTokensAlone();
    void everyRowIsInTheJson();
    void earlierResultsHaveWhatWasRecorded();
    void contradictionsAreNamed_data();
    void contradictionsAreNamed();
};

void MetricTest::everyRowIsMeasured_data()
{
    QTest::addColumn<int>("row");
    for (std::size_t i = 0; i < metrics().size(); ++i)
        QTest::newRow(metrics()[i].id.data()) << int(i);
}

void MetricTest::everyRowIsMeasured()
{
    QFETCH(int, row);
    const Metric& metric = metrics()[std::size_t(row)];
    const CandidateResult several = measured(6), single = measured(1);
    QCOMPARE(findMetric(metric.id), &metric);
    QVERIFY(!metric.name.empty() && metric.least < metric.most);
    if (metric.limit)
        QVERIFY(metric.mayBeJudged() && *metric.limit >= metric.least && *metric.limit <= metric.most);
    for (const Slice& slice : slices()) {
        const Measurement* found = several.find(metric.id, slice.id);
        QCOMPARE(found != nullptr, metric.isOfTokens() || slice.id == kAll);
        if (!found)
            continue;
        QVERIFY(std::isfinite(found->value));
        QCOMPARE(found->interval.has_value(), metric.mayBeJudged());
        if (found->interval)
            QVERIFY(found->interval->low <= found->value && found->value <= found->interval->high);
        QCOMPARE(found->clusters, metric.isOfTokens() ? std::size_t(6) : std::size_t(1));
        if (metric.isOfTokens())
            QVERIFY(!single.find(metric.id, slice.id)->interval);
    }
    if (metric.method != Method::None && metric.method != Method::Exact)
        QVERIFY(several.find(metric.id)->interval->low < several.find(metric.id)->interval->high);
    std::set<std::string_view> ids;
    for (const Metric& each : metrics())
        QVERIFY(ids.insert(each.id).second);
}

void MetricTest::slicesAreTheirTokensAlone()
{
    const Drawn drawn(6);
    const CandidateResult all = measured(6);
    double sum = 0;
    for (std::size_t i = 0; i < drawn.kld.size(); ++i)
        if (i % 20 >= 15)
            sum += drawn.kld[i];
    const Measurement& far = *all.find("mean_kld", "far_end");
    QCOMPARE(far.n, std::size_t(30));
    QVERIFY(std::abs(far.value - sum / 30) < 1e-12);
    QVERIFY(far.interval->low > all.find("mean_kld")->interval->high);
    QVERIFY(all.find("top1_agreement", "far_end")->value < all.value("top1_agreement"));
    QVERIFY(!all.find("mean_kld", "poems") && std::isnan(all.value("charm")));
}

void MetricTest::everyRowIsInTheJson()
{
    const CompareResult result = comparison();
    const Json json = throughText(result), first = json.at("candidates").at(0);
    for (const Metric& metric : metrics()) {
        QVERIFY2(first.contains(metric.id), metric.id.data());
        const auto listed = std::ranges::any_of(first.at("measurements"), [&](const Json& each) {
            return each.at("metric") == metric.id && each.at("slice") == kAll && each.at("unit") == metric.unit
                && each.at("low").is_number() == metric.mayBeJudged();
        });
        QVERIFY2(listed, metric.id.data());
    }
    const auto back = compareFromJson(json);
    QVERIFY2(back, back ? "" : (back.error().where + back.error().detail).c_str());
    QVERIFY(toJson(*back) == toJson(result) || toJson(*back).dump() == throughText(*back).dump());
    QCOMPARE(back->candidates[0].measurements.size(), result.candidates[0].measurements.size());
    for (const Measurement& each : result.candidates[0].measurements) {
        const Measurement* again = back->candidates[0].find(each.metric, each.slice);
        QCOMPARE(again->value, each.value);
        QCOMPARE(again->interval.has_value(), each.interval.has_value());
        if (each.interval)
            QVERIFY(again->interval->low == each.interval->low && again->interval->high == each.interval->high);
    }
}

/// A result without measurements: figures by their keys, and only those intervals that respect windows.
void MetricTest::earlierResultsHaveWhatWasRecorded()
{
    Json json = throughText(comparison());
    Json& first = json["candidates"][0];
    first.erase("measurements");
    first.erase("other_tokens");
    first.erase("delta_ppl_percent");
    first["mean_kld_standard_error"] = 0.001;
    first["top1_ci95"] = {0.9, 0.99};
    json.erase("noise_floor");
    json["warnings"]
        = {"q.gguf: its BOS is token 2, the baseline's 1: measured with the baseline's",
           "q.gguf: context 512 is beyond the 256 tokens the model was trained for", "other.gguf: its way"};
    const auto back = compareFromJson(json);
    QVERIFY2(back, back ? "" : (back.error().where + back.error().detail).c_str());
    const CandidateResult& candidate = back->candidates[0];
    const CandidateResult before = measured(6);
    QCOMPARE(candidate.value("kld_p99"), before.value("kld_p99"));
    const Measurement& kld = *candidate.find("mean_kld");
    QVERIFY(std::abs(kld.interval->high - kld.value - studentT95(5) * 0.001) < 1e-12);
    QVERIFY(!candidate.find("top1_agreement")->interval); // never taken for what respects windows
    QCOMPARE(candidate.independent.top1.low, 0.9);
    QVERIFY(!candidate.find("mean_kld", "far_end"));
    const double percent = 100 / 4.5;
    const auto change = before.find("delta_ppl");
    QVERIFY(std::abs(candidate.value("delta_ppl_percent") - change->value * percent) < 1e-12);
    QVERIFY(std::abs(candidate.find("delta_ppl_percent")->interval->high - change->interval->high * percent) < 1e-12);
    QCOMPARE(back->noiseFloor.size(), std::size_t(1));
    QCOMPARE(candidate.value("file_bytes"), 12345.0);
    QCOMPARE(candidate.otherTokens.size(), std::size_t(1)); // was said among the warnings alone
}

void MetricTest::contradictionsAreNamed_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("where");
    const QString first = QStringLiteral("comparison.candidates[0]");
    QTest::newRow("key against measurement") << "/candidates/0/mean_kld"
                                             << "0.000001" << first + ".mean_kld";
    QTest::newRow("interval beside its value") << "/candidates/0/measurements/3/low"
                                               << "0.9" << first + ".measurements[3].low";
    QTest::newRow("half an interval") << "/candidates/0/measurements/3/high"
                                      << "null" << first + ".measurements[3].low";
    QTest::newRow("measured twice") << "/candidates/0/measurements/4/metric"
                                    << "\"mean_kld\"" << first + ".measurements[4].metric";
    QTest::newRow("no list") << "/candidates/0/measurements"
                             << "7" << first + ".measurements";
    QTest::newRow("no number") << "/candidates/0/measurements/3/value"
                               << "\"little\"" << first + ".measurements[3].value";
    QTest::newRow("fewer than none") << "/candidates/0/measurements/3/clusters"
                                     << "-1" << first + ".measurements[3].clusters";
}

void MetricTest::contradictionsAreNamed()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    Json json = throughText(comparison());
    json[Json::json_pointer(pointer.toStdString())] = parseJson(value.toStdString(), "test").value();
    const auto back = compareFromJson(json);
    QVERIFY(!back);
    QCOMPARE(back.error().code, ErrorCode::Corrupt);
    QTEST(QString::fromStdString(back.error().where), "where");
}

HEADROOM_TEST(MetricTest)
#include "tst_metric.moc"
