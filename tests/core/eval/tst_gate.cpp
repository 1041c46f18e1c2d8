// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Verdicts of the error budget: a gate speaks only when the whole interval is on one side, and only of what was
// measured soundly.
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/eval/gate.h"
#include "support/comparisons.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace headroom;
using namespace headroom::eval;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

CandidateResult candidate(double kld, double half, double top1Low, double top1High, double percentHigh,
                          std::uint64_t bytes = 100)
{
    CandidateResult out;
    out.fileBytes = bytes;
    test::measure(out, "mean_kld", kld, ConfidenceInterval{kld - half, kld + half});
    test::measure(out, "top1_agreement", (top1Low + top1High) / 2, ConfidenceInterval{top1Low, top1High});
    test::measure(out, "delta_ppl_percent", percentHigh / 2, ConfidenceInterval{0, percentHigh});
    test::measure(out, "file_bytes", double(bytes), ConfidenceInterval{double(bytes), double(bytes)}, 1);
    return out;
}

CandidateResult good()
{
    return candidate(0.01, 0.001, 0.95, 0.96, 0.1);
}

/// Of eight windows.
CompareResult comparison()
{
    CompareResult out;
    out.windows = 8;
    out.tokensScored = 504;
    out.baselinePerplexity = 10;
    return out;
}

QString shown(Verdict verdict)
{
    return QString::fromUtf8(verdictName(verdict).data());
}

Gate gateOf(const char* metric, double limit, const char* slice = "all")
{
    return {metric, slice, limit};
}

} // namespace

class GateTest : public QObject {
    Q_OBJECT
private slots:
    void verdictNeedsTheWholeInterval_data();
    void verdictNeedsTheWholeInterval();
    void theWorstDecides_data();
    void theWorstDecides();
    void everyMetricCanBeAGate_data();
    void everyMetricCanBeAGate();
    void unsoundComparisonsAreInvalid_data();
    void unsoundComparisonsAreInvalid();
    void withoutNoiseZeroIsALimit();
    void smallestPassingIgnoresTheInconclusive();
    void budgetSurvivesJson();
    void badBudgetsAreNamed_data();
    void badBudgetsAreNamed();
};

void GateTest::verdictNeedsTheWholeInterval_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QString>("atMost");
    QTest::addColumn<QString>("atLeast");
    QTest::newRow("below") << 0.1 << 0.4 << "pass"
                           << "fail";
    QTest::newRow("across") << 0.4 << 0.6 << "inconclusive"
                            << "inconclusive";
    QTest::newRow("above") << 0.6 << 0.9 << "fail"
                           << "pass";
    QTest::newRow("touching") << 0.5 << 0.5 << "pass"
                              << "pass";
    QTest::newRow("unknown") << kNan << kNan << "inconclusive"
                             << "inconclusive";
}

void GateTest::verdictNeedsTheWholeInterval()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QTEST(shown(judgeInterval(Better::Less, {low, high}, 0.5)), "atMost");
    QTEST(shown(judgeInterval(Better::More, {low, high}, 0.5)), "atLeast");
}

void GateTest::theWorstDecides_data()
{
    QTest::addColumn<QList<int>>("verdicts");
    QTest::addColumn<QString>("expected");
    const int pass = int(Verdict::Pass), fails = int(Verdict::Fail), open = int(Verdict::Inconclusive),
              invalid = int(Verdict::Invalid);
    QTest::newRow("all pass") << QList<int>{pass, pass} << "pass";
    QTest::newRow("one is open") << QList<int>{pass, open} << "inconclusive";
    QTest::newRow("one fails") << QList<int>{open, fails, pass} << "fail";
    QTest::newRow("one is invalid") << QList<int>{fails, pass, invalid} << "invalid";
    QTest::newRow("nothing was judged") << QList<int>{} << "invalid";
}

void GateTest::theWorstDecides()
{
    QFETCH(QList<int>, verdicts);
    std::vector<Verdict> all;
    CandidateVerdict judged;
    for (const int each : verdicts) {
        all.push_back(Verdict(each));
        judged.gates.emplace_back().verdict = Verdict(each);
    }
    QTEST(shown(worst(all)), "expected");
    QTEST(shown(judged.overall()), "expected");
}

void GateTest::everyMetricCanBeAGate_data()
{
    QTest::addColumn<QString>("id");
    for (const Metric& metric : metrics())
        QTest::newRow(metric.id.data()) << QString::fromUtf8(metric.id.data());
}

/// By its own direction and interval; one without an interval is refused.
void GateTest::everyMetricCanBeAGate()
{
    QFETCH(QString, id);
    const Metric& metric = *findMetric(id.toStdString());
    const double least = std::isfinite(metric.least) ? metric.least : 0;
    const double limit = std::isfinite(metric.most) ? (least + metric.most) / 2 : least + 1;
    const Gate gate{id.toStdString(), "all", limit};
    QCOMPARE(bool(checkGate(gate)), metric.mayBeJudged());
    if (!metric.mayBeJudged())
        return;
    const double better = metric.better == Better::Less ? -0.1 : 0.1;
    for (const double harm : {-1.0, 0.0, 1.0}) {
        CandidateResult one;
        const double value = limit - harm * 2 * better;
        test::measure(one, metric.id, value, ConfidenceInterval{value - 0.1, value + 0.1});
        const auto judged = judge(comparison(), one, {{gate}});
        QCOMPARE(shown(judged.overall()), harm < 0 ? "pass" : harm > 0 ? "fail" : "inconclusive");
        QVERIFY(!judged.gates.front().reason.empty());
    }
}

void GateTest::unsoundComparisonsAreInvalid_data()
{
    QTest::addColumn<std::function<void(CompareResult&, CandidateResult&)>>("spoil");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, std::function<void(CompareResult&, CandidateResult&)> spoil,
                        const char* reason) { QTest::newRow(name) << std::move(spoil) << QString(reason); };
    row(
        "nothing scored", [](CompareResult& all, CandidateResult&) { all.tokensScored = 0; }, "nothing was scored");
    row(
        "one window",
        [](CompareResult& all, CandidateResult& one) {
            all.windows = 1;
            for (const char* id : {"mean_kld", "top1_agreement", "delta_ppl_percent"})
                test::measure(one, id, 0.95, {}, 1);
        },
        "one window");
    row(
        "fewer windows than the figures have", [](CompareResult& all, CandidateResult&) { all.windows = 5; },
        "contradict the comparison's");
    row(
        "figures of no tokens",
        [](CompareResult&, CandidateResult& one) {
            test::measure(one, "mean_kld", 0.01, ConfidenceInterval{0.005, 0.015}).n = 0;
        },
        "contradict the comparison's");
    row(
        "no number", [](CompareResult&, CandidateResult& one) { test::measure(one, "mean_kld", kNan, {}); },
        "value is no number");
    row(
        "interval without end",
        [](CompareResult&, CandidateResult& one) {
            test::measure(one, "mean_kld", 0.01, ConfidenceInterval{0, std::numeric_limits<double>::infinity()});
        },
        "interval is no number");
    row(
        "baseline without perplexity", [](CompareResult& all, CandidateResult&) { all.baselinePerplexity = kNan; },
        "baseline's perplexity");
    row(
        "not recorded", [](CompareResult&, CandidateResult& one) { test::measure(one, "top1_agreement", 0.99, {}); },
        "compare again");
    row(
        "not measured", [](CompareResult&, CandidateResult& one) { one.measurements.erase(one.measurements.begin()); },
        "compare again");
    row(
        "other tokens", [](CompareResult&, CandidateResult& one) { one.otherTokens = {said("its BOS is token 2")}; },
        "its BOS is token 2");
    row(
        "noise above the limit",
        [](CompareResult& all, CandidateResult&) {
            CandidateResult noise;
            all.noiseFloor = {test::measure(noise, "mean_kld", 0.06)};
        },
        "noise floor, 0.06");
    row(
        "noise at the limit",
        [](CompareResult& all, CandidateResult&) {
            CandidateResult noise;
            all.noiseFloor = {test::measure(noise, "top1_agreement", 0.90)};
        },
        "noise floor, 0.9");
    row(
        "noise of gains",
        [](CompareResult& all, CandidateResult&) {
            CandidateResult noise;
            all.noiseFloor = {test::measure(noise, "delta_ppl_percent", -3.5)};
        },
        "noise floor, -3.5");
    row(
        "noise that is no number",
        [](CompareResult& all, CandidateResult&) {
            CandidateResult noise;
            all.noiseFloor = {test::measure(noise, "mean_kld", kNan)};
        },
        "noise floor is no number");
}

/// An instrument without noise can judge by any limit, also one that only the baseline itself keeps.
void GateTest::withoutNoiseZeroIsALimit()
{
    CompareResult all = comparison();
    CandidateResult noise;
    all.noiseFloor = {test::measure(noise, "mean_kld", 0)};
    const ErrorBudget none{{gateOf("mean_kld", 0)}};
    CandidateResult one;
    test::measure(one, "mean_kld", 0.01, ConfidenceInterval{0.005, 0.015});
    QCOMPARE(shown(judge(all, one, none).overall()), "fail");
    test::measure(one, "mean_kld", 0, ConfidenceInterval{0, 0});
    QCOMPARE(shown(judge(all, one, none).overall()), "pass");
}

void GateTest::unsoundComparisonsAreInvalid()
{
    QFETCH(const std::function<void(CompareResult&, CandidateResult&)>, spoil);
    QFETCH(const QString, reason);
    CompareResult all = comparison();
    CandidateResult one = good();
    QCOMPARE(shown(judge(all, one, defaultBudget()).overall()), "pass");
    spoil(all, one);
    const auto judged = judge(all, one, defaultBudget());
    QCOMPARE(shown(judged.overall()), "invalid");
    QString reasons;
    for (const Judgement& each : judged.gates)
        reasons += QString::fromStdString(english(each.reason)) + u'\n';
    QVERIFY2(reasons.contains(reason), qPrintable(reasons));
    // What is known beside the figures comes first, and a size needs no text.
    QCOMPARE(english(judge(all, good(), defaultBudget(), said("the candidate has changed")).gates.front().reason),
             std::string("the candidate has changed"));
    if (one.find("file_bytes"))
        QCOMPARE(shown(judge(all, one, {{gateOf("file_bytes", 100)}}).overall()), "pass");
}

void GateTest::smallestPassingIgnoresTheInconclusive()
{
    CompareResult result = comparison();
    result.candidates = {candidate(0.01, 0.002, 0.95, 0.96, 1, 300), candidate(0.045, 0.009, 0.93, 0.94, 2, 200),
                         candidate(0.4, 0.02, 0.7, 0.75, 50, 100)};
    ErrorBudget budget = defaultBudget();
    const auto verdicts = judgeAll(result, budget);
    QCOMPARE(shown(verdicts[1].overall()), "inconclusive");
    QCOMPARE(verdicts[2].count(Verdict::Fail), 2); // its ΔPPL interval reaches down to 0
    QCOMPARE(smallestPassing(result, verdicts).value(), std::size_t(0));
    budget.gates.front().limit = 0.1;
    QCOMPARE(smallestPassing(result, judgeAll(result, budget)).value(), std::size_t(1));
    budget.gates.front().limit = 0;
    QVERIFY(!smallestPassing(result, judgeAll(result, budget)));
}

void GateTest::budgetSurvivesJson()
{
    QCOMPARE(defaultBudget().gates.size(), std::size_t(3));
    QCOMPARE(defaultBudget().find("mean_kld")->limit, 0.05);
    QCOMPARE(defaultBudget().find("top1_agreement")->limit, 0.90);
    QCOMPARE(defaultBudget().find("delta_ppl_percent")->limit, 3.0);
    const ErrorBudget budget{{gateOf("mean_kld", 0.02), gateOf("mean_kld", 0.04, "far_end"), gateOf("file_bytes", 9)}};
    const auto back = budgetFromJson(toJson(budget));
    QVERIFY(back && *back == budget);
    // As projects of earlier versions have it.
    const auto earlier
        = budgetFromJson({{"mean_kld_nat_max", 0.02}, {"top1_fraction_min", 0.93}, {"delta_ppl_percent_max", 1.5}});
    const ErrorBudget expected{
        {gateOf("mean_kld", 0.02), gateOf("top1_agreement", 0.93), gateOf("delta_ppl_percent", 1.5)}};
    QVERIFY(earlier && *earlier == expected);
    const auto pairs = budgetFromJson({{"mean_kld", 0.02}, {"top1_agreement", 0.93}, {"delta_ppl_percent", 1.5}});
    QVERIFY(pairs && *pairs == expected);
}

void GateTest::badBudgetsAreNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char* name, const char* text, const char* where, const char* detail) {
        QTest::newRow(name) << QByteArray(text) << QString(where) << QString(detail);
    };
    row("no JSON", "{", "", "not valid JSON");
    row("a number", "3", "", "not an object");
    row("a list", "[]", "", "not an object");
    row("nothing", "{}", "gates", "empty");
    row("an empty list", R"({"gates": []})", "gates", "empty");
    row("no list", R"({"gates": {}})", "gates", "not a list");
    row("more beside", R"({"gates": [], "mean_kld": 1})", "mean_kld", "unknown");
    row("unknown metric", R"({"gates": [{"metric": "charm", "limit": 1}]})", "gates[0]", "\"charm\" is no metric");
    row("unknown key", R"({"mean_kdl": 0.1})", "mean_kdl", "is no metric");
    row("no interval", R"({"gates": [{"metric": "kld_max", "limit": 1}]})", "gates[0]", "cannot be judged");
    row("unknown slice", R"({"gates": [{"metric": "mean_kld", "slice": "poems", "limit": 1}]})", "gates[0]",
        "no slice \"poems\"");
    row("slice of a file", R"({"gates": [{"metric": "file_bytes", "slice": "far_end", "limit": 1}]})", "gates[0]",
        "no slice");
    row("unknown member", R"({"gates": [{"metric": "mean_kld", "limt": 1}]})", "gates[0].limt", "unknown");
    row("no limit", R"({"gates": [{"metric": "mean_kld"}]})", "gates[0].limit", "missing");
    row("no metric", R"({"gates": [{"limit": 1}]})", "gates[0].metric", "missing");
    row("limit is text", R"({"gates": [{"metric": "mean_kld", "limit": "NaN"}]})", "gates[0].limit", "not a number");
    row("limit is null", R"({"mean_kld": null})", "mean_kld", "not a number");
    row("metric is a number", R"({"gates": [{"metric": 7, "limit": 1}]})", "gates[0].metric", "not a text");
    row("gate is a number", R"({"gates": [7]})", "gates[0]", "not an object");
    row("negative", R"({"gates": [{"metric": "mean_kld", "limit": -0.1}]})", "gates[0]", "0 or more");
    row("more than all", R"({"top1_agreement": 90})", "top1_agreement", "between 0 and 1");
    row("a gain is demanded", R"({"mean_delta_p": 0.1})", "mean_delta_p", "between -1 and 0");
    row("twice", R"({"gates": [{"metric": "mean_kld", "limit": 1}, {"metric": "mean_kld", "limit": 2}]})", "gates[1]",
        "already");
    row("twice under two names", R"({"mean_kld": 1, "mean_kld_nat_max": 2})", "mean_kld_nat_max", "already");
    row("a key twice", R"({"gates": [{"metric": "mean_kld", "limit": 0.01, "limit": 10}]})", "limit", "twice");
}

void GateTest::badBudgetsAreNamed()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, where);
    QFETCH(const QString, detail);
    const QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.filePath("budget.json").toStdString());
    std::ofstream(path) << text.toStdString();
    const auto budget = readBudget(path);
    QVERIFY(!budget);
    const QString expected = QString::fromStdString(path.string()) + (where.isEmpty() ? QString() : ", " + where);
    QCOMPARE(QString::fromStdString(budget.error().where), expected);
    QVERIFY2(QString::fromStdString(budget.error().detail).contains(detail), budget.error().detail.c_str());
    QVERIFY(budget.error().detail.find('\n') == std::string::npos);
    QCOMPARE(readBudget(path.string() + "x").error().code, ErrorCode::NotFound);
}

HEADROOM_TEST(GateTest)
#include "tst_gate.moc"
