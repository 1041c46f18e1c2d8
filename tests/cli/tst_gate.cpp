// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// An error budget as the gate of a release: a script that asks for the exit status never takes for passed what failed,
// what is open, what was not judged, and what is not the model that was compared.
#include "core/eval/metric.h"
#include "core/store/store.h"
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/tinymodel.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <fstream>

using namespace headroom;
using test::CommandResult;
using test::runCli;

class TestGate : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void budgetsDecide_data();
    void budgetsDecide();
    void badInputIsNamed_data();
    void badInputIsNamed();
    void spoiledComparisonsDoNotPass_data();
    void spoiledComparisonsDoNotPass();
    void otherModelsDoNotPass();
    void otherTokensDoNotPass();
    void projectsKeepEveryVerdict();
    void severalAreJudgedByTheWorst();
    void damagedComparisonsAreNotPassedOver();
    void comparesFirstWhereAsked();
    void everyMetricIsPrinted();
    void helpNamesWhatMayBeJudged();

private:
    QString inside(const QString& name) const { return m_folder.filePath(name); }
    QString written(const QString& name, const std::string& text) const
    {
        std::ofstream(inside(name).toStdString()) << text;
        return inside(name);
    }
    QStringList measured(const QString& candidate) const
    {
        return {"--text", inside("text.txt"), "--context", "64", "--windows", candidate == "one" ? "1" : "6"};
    }
    QTemporaryDir m_folder;
    Json m_comparison; ///< of the model with a copy of itself and with one of two bits
};

void TestGate::initTestCase()
{
    test::TinyModel tiny;
    tiny.type = tensor::Type::F16;
    QVERIFY(test::writeTinyModel(inside("tiny.gguf").toStdString(), tiny));
    QVERIFY(QFile::copy(inside("tiny.gguf"), inside("copy.gguf")));
    QVERIFY(runCli({"quantize", inside("tiny.gguf"), inside("small.gguf"), "--preset", "Q2_K"}).status == 0);
    written("text.txt", test::tinyText(6000));
    const auto compared = runCli(QStringList{"compare", inside("tiny.gguf"), inside("copy.gguf"), inside("small.gguf"),
                                             "--project", inside("work.headroom"), "--json"}
                                 + measured({}));
    QVERIFY2(compared.status == 0, compared.summary());
    m_comparison = compared.json();
    written("comparison.json", compared.out.toStdString());
    written("wide.json", R"({"gates": [{"metric": "mean_kld", "limit": 50}]})");
}

void TestGate::budgetsDecide_data()
{
    QTest::addColumn<QString>("candidate");
    QTest::addColumn<QByteArray>("budget");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<int>("status");
    const double kld = m_comparison.at("candidates").at(1).at("mean_kld").get<double>();
    const auto list = [](const char* metric, double limit, const char* more = "") {
        return QByteArray(R"({"gates": [{"metric": ")") + metric + R"(", "limit": )"
            + QByteArray::number(limit, 'g', 17) + "}" + more + "]}";
    };
    QTest::newRow("passes") << "copy.gguf" << list("mean_kld", 0.05) << "pass" << 0;
    QTest::newRow("fails") << "small.gguf" << list("mean_kld", kld / 100) << "fail" << 3;
    QTest::newRow("within the interval") << "small.gguf" << list("mean_kld", kld) << "inconclusive" << 4;
    QTest::newRow("nothing may be lost, nothing is") << "copy.gguf" << list("mean_kld", 0) << "pass" << 0;
    QTest::newRow("nothing may be lost") << "small.gguf" << list("mean_kld", 0) << "fail" << 3;
    QTest::newRow("one of two fails") << "small.gguf"
                                      << list("mean_kld", kld / 100, R"(, {"metric": "rms_delta_p", "limit": 1})")
                                      << "fail" << 3;
    QTest::newRow("a part of the tokens")
        << "small.gguf" << list("mean_kld", 50, R"(, {"metric": "mean_kld", "slice": "far_end", "limit": 1e-9})")
        << "fail" << 3;
    QTest::newRow("a size") << "small.gguf" << list("file_bytes", 1) << "fail" << 3;
    QTest::newRow("as earlier versions keep it")
        << "copy.gguf"
        << QByteArray(R"({"mean_kld_nat_max": 0.05, "top1_fraction_min": 0.5, "delta_ppl_percent_max": 3})") << "pass"
        << 0;
}

void TestGate::budgetsDecide()
{
    QFETCH(const QString, candidate);
    QFETCH(const QByteArray, budget);
    QFETCH(const QString, verdict);
    QFETCH(const int, status);
    const QString file = written("budget.json", budget.toStdString());
    for (const QStringList& source :
         {QStringList{"--project", inside("work.headroom")}, QStringList{"--comparison", inside("comparison.json")}}) {
        const auto result = runCli(QStringList{"gate", "--candidate", candidate, "--budget", file, "--json"} + source);
        QVERIFY2(result.status == status, result.summary());
        const Json json = result.json();
        QCOMPARE(QString::fromStdString(json.at("verdict").get<std::string>()), verdict);
        QVERIFY(!json.at("gates").empty());
        for (const Json& gate : json.at("gates"))
            for (const char* key :
                 {"metric", "slice", "limit", "value", "low", "high", "n", "clusters", "verdict", "reason"})
                QVERIFY2(gate.contains(key), key);
        const auto text = runCli(QStringList{"gate", "--candidate", candidate, "--budget", file} + source);
        QCOMPARE(text.status, status);
        QVERIFY2(text.out.trimmed().endsWith("verdict      " + verdict.toUtf8()), text.out);
    }
}

void TestGate::badInputIsNamed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("says");
    const QStringList project{"--project", inside("work.headroom")};
    const QStringList comparison{"--comparison", inside("comparison.json")};
    const auto budget = [this](const char* text) { return QStringList{"--budget", written("bad.json", text)}; };
    QTest::newRow("nothing") << QStringList{} << 2 << "--project: is missing";
    QTest::newRow("both sources") << project + comparison << 2 << "--comparison";
    QTest::newRow("text alone") << QStringList{"--text", inside("text.txt")} << 2 << "--baseline: is missing";
    QTest::newRow("baseline alone") << QStringList{"--baseline", inside("tiny.gguf")} << 2 << "--text: is missing";
    QTest::newRow("nothing to compare") << QStringList{"--text", inside("text.txt"), "--baseline", inside("tiny.gguf")}
                                        << 2 << "--candidate";
    QTest::newRow("context without a text") << project + QStringList{"--context", "64"} << 2 << "--context";
    QTest::newRow("no project") << QStringList{"--project", inside("none.headroom")} << 1 << "none.headroom";
    QTest::newRow("no comparison") << QStringList{"--comparison", inside("none.json")} << 1 << "none.json";
    QTest::newRow("a text as comparison") << QStringList{"--comparison", inside("text.txt")} << 1 << "text.txt";
    QTest::newRow("a model as comparison") << QStringList{"--comparison", inside("tiny.gguf")} << 1 << "tiny.gguf";
    QTest::newRow("no run") << project + QStringList{"--run", "99"} << 1 << "no run 99";
    QTest::newRow("no candidate of a file") << comparison + QStringList{"--candidate", "q9.gguf"} << 1 << "q9.gguf";
    QTest::newRow("no candidate of a project") << project + QStringList{"--candidate", "q9.gguf"} << 1 << "q9.gguf";
    QTest::newRow("no budget") << project + QStringList{"--budget", inside("none.json")} << 1 << "none.json";
    QTest::newRow("empty budget") << project + budget("") << 1 << "bad.json";
    QTest::newRow("unknown metric") << project + QStringList{"--budget", written("charm.json", R"({"charm": 1})")} << 1
                                    << "\"charm\" is no metric";
}

void TestGate::badInputIsNamed()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, status);
    QFETCH(const QString, says);
    const auto result = runCli(QStringList{"gate"} + arguments);
    QVERIFY2(result.status == status, result.summary());
    QVERIFY2(QString::fromUtf8(result.err).contains(says), result.err);
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY(result.out.isEmpty());
}

void TestGate::spoiledComparisonsDoNotPass_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value"); // empty: taken out
    QTest::addColumn<int>("status");
    const QString first = QStringLiteral("/candidates/0");
    QTest::newRow("as it is") << QString() << QString() << 0;
    QTest::newRow("no candidates") << "/candidates"
                                   << "[]" << 1;
    QTest::newRow("candidates are no list") << "/candidates"
                                            << "{}" << 1;
    QTest::newRow("figures are gone") << first + "/measurements" << QString() << 4; // of an earlier version, or cut
    QTest::newRow("no figures") << first + "/measurements"
                                << "[]" << 1;
    QTest::newRow("a figure made better") << first + "/measurements/3/value"
                                          << "0.00001" << 1;
    QTest::newRow("nothing scored") << "/tokens_scored"
                                    << "0" << 4;
    QTest::newRow("no windows") << "/windows"
                                << "0" << 4;
    QTest::newRow("one window") << first + "/measurements/3/clusters"
                                << "1" << 4;
    QTest::newRow("baseline without figure") << "/baseline_perplexity"
                                             << "null" << 4;
    QTest::newRow("noise without figure") << "/noise_floor/0/value"
                                          << "null" << 4;
    QTest::newRow("other tokens") << first + "/other_tokens"
                                  << "[\"its BOS is token 2\"]" << 4;
    QTest::newRow("hash of another") << first + "/sha256"
                                     << "\"00\"" << 4;
    QTest::newRow("no hash") << first + "/sha256"
                             << "\"\"" << 4;
    QTest::newRow("baseline's hash") << "/baseline_sha256"
                                     << "\"00\"" << 4;
    QTest::newRow("no warnings") << "/warnings" << QString() << 1;
}

void TestGate::spoiledComparisonsDoNotPass()
{
    QFETCH(const QString, pointer);
    QFETCH(const QString, value);
    QFETCH(const int, status);
    Json spoiled = m_comparison;
    const Json::json_pointer place(pointer.toStdString());
    if (!value.isEmpty())
        spoiled[place] = parseJson(value.toStdString(), "test").value();
    else if (!pointer.isEmpty())
        spoiled[place.parent_pointer()].erase(place.back());
    const QString file = written("spoiled.json", spoiled.dump());
    const QString budget = written("all.json", R"({"mean_kld": 0.05, "top1_agreement": 0.5, "delta_ppl_percent": 3})");
    const auto result = runCli({"gate", "--comparison", file, "--candidate", "copy.gguf", "--budget", budget});
    QVERIFY2(result.status == status, result.summary() + result.out);
    QVERIFY(status != 1 || result.err.count('\n') == 1);
}

/// Written anew since it was compared, or gone: what was measured is not what would be released.
void TestGate::otherModelsDoNotPass()
{
    const QString budget = inside("wide.json"), project = inside("others.headroom"), candidate = inside("other.gguf");
    QVERIFY(QFile::copy(inside("tiny.gguf"), candidate));
    QVERIFY(runCli(QStringList{"compare", inside("tiny.gguf"), candidate, "--project", project} + measured({})).status
            == 0);
    const QStringList gate{"gate", "--project", project, "--candidate", candidate, "--budget", budget};
    QCOMPARE(runCli(gate).status, 0);
    QVERIFY(QFile::remove(candidate) && QFile::copy(inside("small.gguf"), candidate));
    const auto changed = runCli(gate);
    QVERIFY2(changed.status == 4, changed.summary());
    QVERIFY2(changed.out.contains("the candidate has changed since"), changed.out);
    QVERIFY(QFile::remove(candidate));
    const auto gone = runCli(gate);
    QVERIFY2(gone.status == 4 && gone.out.contains("not there any more"), gone.summary() + gone.out);
    QCOMPARE(runCli(gate + QStringList{"--recorded"}).status, 0); // asked for in so many words
}

void TestGate::otherTokensDoNotPass()
{
    model::Metadata metadata = test::tiny::metadata({});
    metadata.set("tokenizer.ggml.add_bos_token", {false});
    JobControl control;
    QVERIFY(model::writeGguf(inside("bos.gguf").toStdString(), metadata, test::tiny::tensors({}), control));
    const auto result = runCli(QStringList{"gate", "--baseline", inside("tiny.gguf"), "--candidate", inside("bos.gguf"),
                                           "--budget", inside("wide.json")}
                               + measured({}));
    QVERIFY2(result.status == 4, result.summary());
    QVERIFY2(result.out.contains("begins a text without BOS"), result.out);
}

void TestGate::projectsKeepEveryVerdict()
{
    const QString project = inside("kept.headroom");
    QVERIFY(
        runCli(QStringList{"compare", inside("tiny.gguf"), inside("small.gguf"), "--project", project} + measured({}))
            .status
        == 0);
    const auto rows = [&] {
        const auto store = store::Store::open(project.toStdString(), false).value();
        return store->verdicts(1).value();
    };
    const auto first = rows();
    QCOMPARE(first.size(), std::size_t(3)); // by the default budget, with the comparison
    QCOMPARE(runCli({"gate", "--project", project, "--budget", inside("wide.json")}).status, 0);
    const auto second = rows();
    QCOMPARE(second.size(), std::size_t(4));
    for (std::size_t i = 0; i < first.size(); ++i)
        QVERIFY(second[i].id == first[i].id && second[i].verdict == first[i].verdict
                && second[i].judgedAt == first[i].judgedAt && second[i].reason == first[i].reason);
    const store::VerdictRow& row = second.back();
    QCOMPARE(row.metric, "mean_kld");
    QCOMPARE(row.slice, "all");
    QCOMPARE(row.limit, 50.0);
    QCOMPARE(row.verdict, "pass");
    QVERIFY(row.low && row.high && *row.low <= row.value && row.value <= *row.high);
    QCOMPARE(row.subjectSha256.size(), std::size_t(64));
    QVERIFY(row.budgetSha256.size() == 64 && row.budgetSha256 != first.front().budgetSha256);
    QVERIFY(!row.judgedAt.empty() && row.runId == 1 && row.clusters == 6);
    const auto listed = runCli({"artifacts", "list", "--project", project});
    QVERIFY2(listed.out.count("mean_kld") == 2 && listed.out.contains("fail") && listed.out.contains("pass"),
             listed.out);
}

void TestGate::severalAreJudgedByTheWorst()
{
    const QStringList ask{"gate", "--project", inside("work.headroom"), "--budget", inside("wide.json"), "--json"};
    const auto both = runCli(ask + QStringList{"--candidate", "copy.gguf", "--candidate", "small.gguf"});
    QVERIFY2(both.status == 0, both.summary());
    QCOMPARE(both.json().at("candidates").size(), std::size_t(2));
    const auto one = runCli(QStringList{"gate", "--project", inside("work.headroom"), "--candidate", "copy.gguf",
                                        "--candidate", "small.gguf", "--json"});
    QVERIFY2(one.status == 3, one.summary());
}

/// An older comparison in the place of one that cannot be read would say something of another moment.
void TestGate::damagedComparisonsAreNotPassedOver()
{
    const QString project = inside("damaged.headroom");
    for (int i = 0; i < 2; ++i)
        QVERIFY(runCli(QStringList{"compare", inside("tiny.gguf"), inside("copy.gguf"), "--project", project}
                       + measured({}))
                    .status
                == 0);
    const QStringList gate{"gate", "--project", project};
    QCOMPARE(runCli(gate).status, 0);
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(project.toUtf8().constData(), &database), SQLITE_OK);
    QCOMPARE(sqlite3_exec(database, "UPDATE runs SET result = substr(result, 1, 500) WHERE id = 2", nullptr, nullptr,
                          nullptr),
             SQLITE_OK);
    sqlite3_close(database);
    const auto damaged = runCli(gate);
    QVERIFY2(damaged.status == 1 && damaged.err.contains("result"), damaged.summary());
    QCOMPARE(runCli(gate + QStringList{"--run", "1"}).status, 0);
}

void TestGate::comparesFirstWhereAsked()
{
    const QStringList asked{"gate",     "--baseline",       inside("tiny.gguf"), "--candidate", inside("copy.gguf"),
                            "--budget", inside("wide.json")};
    const auto alone = runCli(asked + measured({}));
    QVERIFY2(alone.status == 0, alone.summary());
    const auto single = runCli(asked + measured("one"));
    QVERIFY2(single.status == 4 && single.out.contains("one window says nothing"), single.summary() + single.out);
    const QString project = inside("first.headroom");
    const auto kept = runCli(asked + measured({}) + QStringList{"--project", project, "--json"});
    QVERIFY2(kept.status == 0 && kept.json().at("run") == 1, kept.summary());
    QCOMPARE(runCli({"gate", "--project", project, "--run", "1", "--budget", inside("wide.json")}).status, 0);
    auto missing = asked;
    missing.replace(4, inside("none.gguf"));
    QCOMPARE(runCli(missing + measured({})).status, 1);
}

void TestGate::everyMetricIsPrinted()
{
    const auto text
        = runCli(QStringList{"compare", inside("tiny.gguf"), inside("copy.gguf"), "--metrics"} + measured({}));
    QVERIFY2(text.status == 0, text.summary());
    for (const eval::Metric& metric : eval::metrics())
        for (const eval::Slice& slice : eval::slices()) {
            if (!metric.isOfTokens() && slice.id != eval::kAll)
                continue;
            const bool listed = std::ranges::any_of(text.out.split('\n'), [&](const QByteArray& line) {
                return line.startsWith((std::string(metric.id) + " ").c_str()) && line.contains(slice.id.data());
            });
            QVERIFY2(listed, metric.id.data());
        }
}

void TestGate::helpNamesWhatMayBeJudged()
{
    QByteArray help = runCli({"gate", "--help"}).out;
    for (const eval::Metric& metric : eval::metrics())
        QCOMPARE(help.contains(metric.id.data()), metric.mayBeJudged());
    for (const eval::Slice& slice : eval::slices())
        QVERIFY2(help.contains(slice.id.data()), slice.id.data());
    const auto refused
        = runCli({"gate", "--comparison", inside("comparison.json"), "--budget",
                  written("slice.json", R"({"gates": [{"metric": "mean_kld", "slice": "middle", "limit": 1}]})")});
    QVERIFY2(refused.status == 1 && refused.err.contains("\"middle\": there are all, far_end"), refused.err);
}

HEADROOM_TEST(TestGate)
#include "tst_gate.moc"
