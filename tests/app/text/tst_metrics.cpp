// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics and verdicts are said in every language: names that are words, meanings, and every reason that the engine's
// judgement can give.
#include "app/gui/languages.h"
#include "app/models/comparisonmodel.h"
#include "app/text/display.h"
#include "app/text/metrics.h"
#include "app/text/remarks.h"
#include "core/base/remarks.h"
#include "core/eval/gate.h"
#include "support/comparisons.h"
#include "tests/support/test.h"

#include <QRegularExpression>
#include <QtTest>

using namespace headroom;

namespace {

/// In English and in this language.
template <class Say> QPair<QString, QString> said(const QString& language, Say say)
{
    app::languages::set(QStringLiteral("en"));
    const QString english = say();
    app::languages::set(language);
    return {english, say()};
}

eval::CompareResult comparison()
{
    eval::CompareResult result;
    result.windows = 8;
    result.tokensScored = 504;
    result.baselinePerplexity = 10;
    result.candidates.emplace_back().model = "/m/q.gguf";
    test::measure(result.candidates[0], "mean_kld", 0.01, eval::ConfidenceInterval{0.009, 0.011});
    return result;
}

/// All reasons that a gate on the mean KLD can have.
Remarks reasons()
{
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    Remarks all;
    const auto judge = [&](const eval::CompareResult& result, eval::Gate gate) {
        all.push_back(eval::judge(result, result.candidates[0], {{std::move(gate)}}).gates.front().reason);
    };
    const auto spoiled = [&](auto spoil) {
        eval::CompareResult result = comparison();
        spoil(result, result.candidates[0]);
        judge(result, {"mean_kld", "all", 0.05});
    };
    for (const double limit : {0.05, 0.01, 0.001})
        judge(comparison(), {"mean_kld", "all", limit});
    eval::CompareResult sized = comparison();
    test::measure(sized.candidates[0], "file_bytes", 100, eval::ConfidenceInterval{100, 100}, 1);
    for (const double limit : {50.0, 150.0})
        judge(sized, {"file_bytes", "all", limit});
    judge(comparison(), {"top1_agreement", "all", 0.5});
    spoiled([](auto& result, auto&) { result.tokensScored = 0; });
    spoiled([](auto& result, auto&) { result.baselinePerplexity = kNan; });
    spoiled([](auto&, auto& one) { test::measure(one, "mean_kld", kNan); });
    spoiled([](auto&, auto& one) { test::measure(one, "mean_kld", 0.01, {}, 1); });
    spoiled([](auto&, auto& one) { test::measure(one, "mean_kld", 0.01); });
    spoiled([](auto&, auto& one) { test::measure(one, "mean_kld", 0.01, eval::ConfidenceInterval{kNan, 1}); });
    spoiled([](auto& result, auto& one) {
        result.noiseFloor = {*one.find("mean_kld")};
        result.noiseFloor.front().value = 0.07;
    });
    spoiled([](auto& result, auto& one) {
        result.noiseFloor = {*one.find("mean_kld")};
        result.noiseFloor.front().value = kNan;
    });
    spoiled([](auto&, auto& one) { one.otherTokens = {remark("tokens.other_bos", 2, 1)}; });
    return all;
}

} // namespace

class TestMetrics : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { app::languages::set(QStringLiteral("en")); }
    void areSaidInEveryLanguage_data();
    void areSaidInEveryLanguage();
};

void TestMetrics::areSaidInEveryLanguage_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("German") << "de";
    QTest::newRow("Chinese") << "zh_CN";
}

void TestMetrics::areSaidInEveryLanguage()
{
    QFETCH(QString, language);
    QStringList missing;
    const auto check = [&](const QPair<QString, QString>& pair) {
        if (pair.first == pair.second)
            missing.append(pair.first);
    };
    // Signs and formulas are the same everywhere: what is written in capitals, with a digit or in brackets.
    static const QRegularExpression words(QStringLiteral("^[\\p{Ll}' ]{3,}$|\\b(baseline|median|mean)\\b"));
    for (const eval::Metric& metric : eval::metrics()) {
        const QString name = QString::fromUtf8(metric.name.data());
        if (words.match(name).hasMatch())
            check(said(language, [&] { return app::text::metricName(metric); }));
        if (metric.method != eval::Method::Exact)
            check(said(language, [&] { return app::text::metricMeaning(metric); }));
    }
    for (const eval::Slice& slice : eval::slices())
        if (slice.id != eval::kAll)
            check(said(language, [&] { return app::text::sliceName(slice.id); }));
    for (const auto verdict :
         {eval::Verdict::Pass, eval::Verdict::Fail, eval::Verdict::Inconclusive, eval::Verdict::Invalid})
        check(said(language, [&] { return app::wordFor(verdict); }));
    for (const Remark& reason : reasons())
        check(said(language, [&] { return app::text::remark(reason); }));
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

HEADROOM_TEST(TestMetrics)
#include "tst_metrics.moc"
