// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv.h"
#include "core/base/json.h"
#include "core/eval/compare.h"
#include "core/quant/run/quantize.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace headroom;
using namespace headroom::eval;

namespace {

class Recorder : public JobControl {
public:
    void event(std::string_view kind, const Json& payload) override
    {
        if (kind == "window")
            last = payload, ++windows;
    }
    void report(const Progress& progress) override { inOrder = inOrder && progress.done <= progress.total; }
    Json last;
    std::size_t windows = 0;
    bool inOrder = true;
};

/// Fewer windows where a slow build asks for it.
std::uint32_t windowLimit()
{
    return static_cast<std::uint32_t>(std::max(0, qEnvironmentVariableIntValue("HEADROOM_TEST_WINDOWS")));
}

bool near(double found, double expected, double relative, double absolute)
{
    return std::abs(found - expected) <= relative * std::abs(expected) + absolute;
}

Result<std::filesystem::path> quantized(const std::filesystem::path& source, const char* preset,
                                        const QTemporaryDir& folder)
{
    quant::QuantizeOptions options;
    options.source = source;
    options.destination = folder.filePath(QString::fromLatin1(preset) + ".gguf").toStdString();
    options.preset = preset;
    options.replace = true;
    JobControl control;
    auto outcome = quant::quantize(options, control);
    if (!outcome)
        return tl::unexpected(outcome.error());
    return options.destination;
}

} // namespace

class TestCompare : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_tiny = m_folder.filePath("tiny.gguf").toStdString();
        QVERIFY(test::writeTinyModel(m_tiny));
        m_text = m_folder.filePath("text.txt").toStdString();
        const auto text = test::tinyText(400);
        QVERIFY(writeFile(m_text, std::as_bytes(std::span(text))));
    }

    void aModelEqualsItself()
    {
        Recorder control;
        const auto found = compare(m_tiny, {m_tiny}, m_text, {64, 0, 2}, control);
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        const auto& candidate = found->candidates.at(0);
        QCOMPARE(candidate.value("mean_kld"), 0.0);
        QCOMPARE(candidate.value("kld_max"), 0.0);
        QCOMPARE(candidate.value("top1_agreement"), 1.0);
        QCOMPARE(candidate.value("delta_ppl"), 0.0);
        QCOMPARE(candidate.find("delta_ppl")->interval->high, 0.0);
        QCOMPARE(candidate.value("rms_delta_p"), 0.0);
        QCOMPARE(candidate.sha256, found->baselineSha256);
        QCOMPARE(found->noiseFloorMeanKld, 0.0); // another batch split gives the same bits
        QVERIFY(found->windows >= 4);
        QCOMPARE(found->tokensScored, found->windows * 31);
        QCOMPARE(control.windows, found->windows);
        QVERIFY(control.inOrder);
    }

    void otherTokenizersAreNamed_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("said");
        QTest::newRow("the same") << "general.name"
                                  << "";
        QTest::newRow("BOS") << "tokenizer.ggml.add_bos_token"
                             << "add_bos_token";
        QTest::newRow("another BOS") << "tokenizer.ggml.bos_token_id"
                                     << "its BOS is token 2";
        QTest::newRow("pre-tokenizer") << "tokenizer.ggml.pre"
                                       << "tokenizer.ggml.pre is \"gpt-2\"";
        QTest::newRow("merges") << "tokenizer.ggml.merges"
                                << "tokenizer.ggml.merges differ from";
        QTest::newRow("scores") << "tokenizer.ggml.scores"
                                << "tokenizer.ggml.scores differ";
        QTest::newRow("blanks") << "tokenizer.ggml.add_space_prefix"
                                << "into other tokens, from token 0 on";
    }
    /// All models see the baseline's tokens: where a candidate would have made others, its figures are not those of
    /// use.
    void otherTokenizersAreNamed()
    {
        QFETCH(QString, key);
        QFETCH(QString, said);
        auto metadata = test::tiny::metadata({});
        metadata.set("general.name", {std::string("another")});
        if (said.contains("add_bos") || key.contains("space"))
            metadata.set(key.toStdString(), {false});
        if (key.contains("bos_token_id"))
            metadata.set(key.toStdString(), {std::uint32_t{2}});
        if (key.contains("pre") && !key.contains("space"))
            metadata.set(key.toStdString(), {std::string("gpt-2")});
        if (key.contains("merges"))
            metadata.set(key.toStdString(), {model::Array{8, {{std::string("t h")}}}});
        if (key.contains("scores")) {
            model::Array scores = *metadata.array("tokenizer.ggml.scores");
            std::ranges::reverse(scores.items);
            metadata.set(key.toStdString(), {scores});
        }
        const std::filesystem::path other = m_folder.filePath("other.gguf").toStdString();
        Recorder control;
        QVERIFY(model::writeGguf(other, metadata, test::tiny::tensors({}), control));
        const auto found = compare(m_tiny, {other}, m_text, {64, 0, 1}, control);
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        QCOMPARE(found->candidates.at(0).value("mean_kld"), 0.0);
        QCOMPARE(found->bos, std::optional<model::Token>(1));
        const auto names = [&](const Remark& remark) {
            const std::string warning = english(remark);
            return warning.starts_with("other.gguf: ") && warning.find(said.toStdString()) != std::string::npos;
        };
        QCOMPARE(std::ranges::any_of(found->warnings, names), !said.isEmpty());
        const auto again = compareFromJson(toJson(*found));
        QVERIFY(again && again->bos == found->bos && again->warnings == found->warnings);
    }

    /// The reference's candidates are the weights' error alone, as here; its own store of log-probabilities in 16 bits
    /// leaves a floor of 3.5e-5 at the 99th percentile.
    void quantizedModelsEqualTheReference()
    {
        const auto source = test::sharedData("models/shakespeare3m-f16.gguf");
        HEADROOM_NEEDS(source);
        if (windowLimit() > 0)
            QSKIP("the reference has no figures for fewer windows");
        std::vector<std::filesystem::path> artifacts;
        for (const char* preset : {"Q8_0", "Q6_K", "Q4_K_M", "Q4_0", "Q2_K"}) {
            const auto artifact = quantized(source, preset, m_folder);
            QVERIFY2(artifact, artifact ? "" : artifact.error().detail.c_str());
            artifacts.push_back(*artifact);
        }
        Recorder control;
        const auto found
            = compare(source, artifacts, test::sharedData("models/shakespeare_valid60k.txt"), {256, 0, 0}, control);
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        QCOMPARE(found->candidates.size(), artifacts.size());
        QCOMPARE(found->noiseFloorMeanKld, 0.0);
        const auto path = test::sharedData("models/shakespeare3m_kld.csv");
        const auto table = CsvTable::parse(readTextFile(path).value(), path.string());
        for (const auto& candidate : found->candidates)
            compareWithReference(*found, candidate, *table);
    }

    void figuresSurviveJson()
    {
        const auto artifact = quantized(m_tiny, "Q4_0", m_folder);
        QVERIFY2(artifact, artifact ? "" : artifact.error().detail.c_str());
        Recorder control;
        const auto found = compare(m_tiny, {*artifact, m_tiny}, m_text, {64, 3, 1}, control);
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        const auto& running = control.last.at("candidates").at(0);
        QCOMPARE(running.at("mean_kld").get<double>(), found->candidates[0].value("mean_kld"));
        QVERIFY(found->candidates[0].value("mean_kld") > 0 && found->candidates[1].value("mean_kld") == 0);

        const std::string text = toJson(*found).dump();
        const auto again = compareFromJson(parseJson(text, "test").value());
        QVERIFY2(again, again ? "" : again.error().where.c_str());
        QCOMPARE(toJson(*again).dump(), text);
        const Json parsed = parseJson(text, "test").value();
        const auto& first = parsed.at("candidates").at(0);
        for (const char* key :
             {"mean_kld", "kld_p99", "kld_max", "top1_agreement", "delta_ppl", "noise_floor_mean_kld"})
            QVERIFY2(first.at(key).is_number(), key);
        QCOMPARE(first.at("delta_ppl_ci95").size(), std::size_t{2});
    }

    void oneWindowHasNoInterval()
    {
        JobControl control;
        const auto found = compare(m_tiny, {m_tiny}, m_text, {64, 1, 1}, control);
        QVERIFY(found);
        QVERIFY(!found->candidates[0].find("delta_ppl")->interval);
        QVERIFY(std::isnan(found->candidates[0].find("mean_kld")->standardError));
        QVERIFY(compareFromJson(parseJson(toJson(*found).dump(), "test").value()));
    }

    void theIntervalOfTheChangeIsThatOfALogarithm()
    {
        const auto better = std::filesystem::path(m_folder.filePath("other.gguf").toStdString());
        QVERIFY(test::writeTinyModel(better, {.seed = 3}));
        JobControl control;
        const auto found = compare(m_tiny, {better}, m_text, {64, 3, 1}, control);
        QVERIFY(found);
        const auto& candidate = found->candidates[0];
        const double base = found->baselinePerplexity;
        const auto change = candidate.find("delta_ppl")->interval.value();
        const double low = base + change.low, high = base + change.high;
        QVERIFY(low > 0); // no model loses more than the whole of its perplexity
        QVERIFY(low < candidate.value("perplexity") && candidate.value("perplexity") < high);
        QVERIFY(near(std::sqrt(low * high), candidate.value("perplexity"), 1e-12, 0));
    }

    void damagedJsonIsNamed()
    {
        JobControl control;
        Json json = toJson(compare(m_tiny, {m_tiny}, m_text, {64, 2, 1}, control).value());
        json["candidates"][0]["kld_p99"] = "many";
        const auto wrong = compareFromJson(json);
        QVERIFY(!wrong && wrong.error().code == ErrorCode::Corrupt);
        QCOMPARE(wrong.error().where, std::string("comparison.candidates[0].kld_p99"));
        json.erase("windows");
        QCOMPARE(compareFromJson(json).error().where, std::string("comparison.windows"));
        QVERIFY(!compareFromJson(Json::array()));
    }

    void otherVocabulariesAreRefused()
    {
        const auto other = test::sharedData("models/stories260K-f32.gguf");
        HEADROOM_NEEDS(other);
        JobControl control;
        const auto found = compare(m_tiny, {other}, m_text, {64, 0, 1}, control);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(found.error().where, other.string());
        QVERIFY2(found.error().detail.find("512") != std::string::npos, found.error().detail.c_str());
        QCOMPARE(compare(m_tiny, {}, m_text, {64, 0, 1}, control).error().code, ErrorCode::InvalidArgument);
    }

    void contextBeyondTheTrainedOneIsSaid()
    {
        const auto shortModel = std::filesystem::path(m_folder.filePath("short.gguf").toStdString());
        QVERIFY(test::writeTinyModel(shortModel, {.contextLength = 32}));
        JobControl control;
        const auto found = compare(m_tiny, {shortModel}, m_text, {64, 1, 1}, control);
        QVERIFY(found);
        const auto said = [](const Remark& each) { return english(each).find("short.gguf: context") == 0; };
        QCOMPARE(std::ranges::count_if(found->warnings, said), 1);
        const auto few = [](const Remark& each) { return each.code() == "evaluate.few_tokens"; };
        QCOMPARE(std::ranges::count_if(found->warnings, few), 1); // of one window
    }

private:
    void compareWithReference(const CompareResult& result, const CandidateResult& candidate, const CsvTable& table)
    {
        const auto name = std::filesystem::path(candidate.model).stem().string() + "-dequantized-to-f32";
        std::size_t row = 0;
        while (row < table.rows() && table.text(row, "variant") != name)
            ++row;
        const auto value = [&](const char* column) { return table.number(row, column).value_or(NAN); };
        qInfo("%s mean %.6f (%.6f) p99 %.6f (%.6f) max %.6f (%.6f) same top %.3f (%.3f) ppl %.6f (%.6f)",
              candidate.model.c_str(), candidate.value("mean_kld"), value("mean_kld"), candidate.value("kld_p99"),
              value("kld_p99"), candidate.value("kld_max"), value("kld_max"), 100 * candidate.value("top1_agreement"),
              value("same_top_percent"), candidate.value("perplexity"), value("ppl"));
        QVERIFY(near(candidate.value("mean_kld"), value("mean_kld"), 0.005, 1e-6));
        QVERIFY(near(candidate.independent.meanKldStandardError, value("mean_kld_err"), 0.01, 1e-6));
        QVERIFY(near(candidate.value("kld_p99"), value("kld_p99"), 0.005, 2e-5));
        QVERIFY(near(candidate.value("kld_max"), value("kld_max"), 0.001, 2e-5));
        QVERIFY(near(100 * candidate.value("top1_agreement"), value("same_top_percent"), 0, 0.03));
        QVERIFY(near(100 * candidate.value("rms_delta_p"), value("rms_dp_percent"), 0.002, 0.001));
        QVERIFY(near(candidate.value("perplexity"), value("ppl"), 1e-6, 0));
        QVERIFY(near(result.baselinePerplexity, value("ppl_base"), 1e-6, 0));
        const Measurement& change = *candidate.find("delta_ppl");
        QVERIFY(change.interval->low < change.value && change.value < change.interval->high);
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_tiny, m_text;
};

HEADROOM_TEST(TestCompare)
#include "tst_compare.moc"
