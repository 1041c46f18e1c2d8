// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/eval/compare.h"
#include "core/eval/runner.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include <cmath>
#include <functional>
#include <utility>

using namespace headroom;
using namespace headroom::eval;

namespace {

/// One token per byte.
class Bytes : public model::Tokenizer {
public:
    explicit Bytes(bool addsBos) : m_addsBos(addsBos) { }
    std::vector<model::Token> encode(std::string_view text, model::EncodeOptions options) const override
    {
        std::vector<model::Token> out;
        if (options.addSpecial && m_addsBos)
            out.push_back(bos());
        for (const char c : text)
            out.push_back(static_cast<unsigned char>(c));
        return out;
    }
    std::string piece(model::Token token) const override { return {static_cast<char>(token)}; }
    std::string decode(std::span<const model::Token>) const override { return {}; }
    std::uint32_t vocabularySize() const override { return 257; }
    std::string_view kind() const override { return "bytes"; }
    bool addsBos() const override { return m_addsBos; }
    model::Token bos() const override { return 256; }
    model::Token eos() const override { return -1; }
    bool endsGeneration(model::Token) const override { return false; }

private:
    bool m_addsBos;
};

class Recorder : public JobControl {
public:
    void event(std::string_view kind, const Json& payload) override
    {
        if (kind == "window")
            windows.push_back(payload.at("perplexity").get<double>());
    }
    Status checkpoint() override
    {
        return checkpoints++ == stopAt ? fail(ErrorCode::Cancelled, "test", "stopped") : Status();
    }
    std::vector<double> windows;
    int checkpoints = 0;
    int stopAt = -1;
};

CsvTable readCsv(const std::filesystem::path& path)
{
    return CsvTable::parse(readTextFile(path).value(), path.string()).value();
}

/// Fewer windows where a slow build asks for it.
std::uint32_t windowLimit()
{
    return static_cast<std::uint32_t>(std::max(0, qEnvironmentVariableIntValue("HEADROOM_TEST_WINDOWS")));
}

} // namespace

class TestPerplexity : public QObject {
    Q_OBJECT
private slots:
    void windowsAreCutAsInTheReference()
    {
        const auto windows = cutWindows(Bytes(true), "abcdefghijkl", 4);
        QVERIFY(windows);
        QCOMPARE(windows->count(), std::size_t{3}); // 13 tokens with BOS
        QCOMPARE(windows->tokens,
                 (std::vector<model::Token>{256, 'a', 'b', 'c', 256, 'e', 'f', 'g', 256, 'i', 'j', 'k'}));
        QCOMPARE(windows->firstScored(), 2U);
        QCOMPARE(windows->scoredPerWindow(), 1U);
        QCOMPARE(cutWindows(Bytes(false), "abcdefgh", 4)->tokens,
                 (std::vector<model::Token>{'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'}));
        const auto tooShort = cutWindows(Bytes(true), "abcdef", 4);
        QVERIFY(!tooShort && tooShort.error().code == ErrorCode::InvalidArgument);
        QVERIFY(tooShort.error().detail.find("7 tokens") != std::string::npos);
        QVERIFY(!cutWindows(Bytes(true), "abcdef", 1));
    }

    void conditionsStandBesideTheFigures()
    {
        QCOMPARE(cutWindows(Bytes(true), "abcdefghijkl", 4)->bos, 256);
        QCOMPARE(cutWindows(Bytes(false), "abcdefghijkl", 4)->bos, -1);
        QTemporaryDir folder;
        const auto at = [&](const char* name) { return std::filesystem::path(folder.filePath(name).toStdString()); };
        QVERIFY(test::writeTinyModel(at("tiny.gguf")));
        const auto text = test::tinyText(300);
        QVERIFY(writeFile(at("text.txt"), std::as_bytes(std::span(text))));
        Recorder control;
        const auto json = toJson(perplexity(at("tiny.gguf"), at("text.txt"), {64, 0, 1}, control).value());
        QCOMPARE(json.at("text_sha256").get<std::string>(), sha256(std::as_bytes(std::span(text))));
        QVERIFY(json.at("begins_with_bos") == true && json.at("bos_token") == 1);
    }

    /// Windows of something that nobody meant.
    void textThatIsNone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("UTF-16, little-endian") << QByteArray("\xFF\xFEt\0h\0", 6);
        QTest::newRow("UTF-16, big-endian") << QByteArray("\xFE\xFF\0t\0h", 6);
        QTest::newRow("UTF-16 without mark") << QByteArray("t\0h\0e\0", 6);
        QTest::newRow("UTF-32") << QByteArray("\0\0\xFE\xFF\0\0\0t", 8);
        QTest::newRow("binary") << QByteArray("GGUF\3\0\0\0", 8);
        QTest::newRow("overlong") << QByteArray("a\xC0\xAF");
        QTest::newRow("overlong in three") << QByteArray("\xE0\x80\xAF");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
        QTest::newRow("surrogates of one character") << QByteArray("\xED\xA0\xBD\xED\xB8\x80");
        QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80");
        QTest::newRow("cut short") << QByteArray("\xE2\x82");
        QTest::newRow("Latin-1") << QByteArray("gr\xFC\xDF");
    }
    void textThatIsNone()
    {
        QFETCH(QByteArray, content);
        QTemporaryDir folder;
        const auto at = [&](const char* name) { return std::filesystem::path(folder.filePath(name).toStdString()); };
        QVERIFY(test::writeTinyModel(at("tiny.gguf")));
        const auto text = test::tinyText(300).insert(0, content.toStdString());
        QVERIFY(writeFile(at("text.txt"), std::as_bytes(std::span(text))));
        Recorder control;
        const auto found = perplexity(at("tiny.gguf"), at("text.txt"), {64, 0, 1}, control);
        QVERIFY(!found && found.error().code == ErrorCode::Corrupt);
        QVERIFY(found.error().where.find("text.txt") != std::string::npos);
        QVERIFY(found.error().detail.find("UTF-8") != std::string::npos);
        QVERIFY(!compare(at("tiny.gguf"), {at("tiny.gguf")}, at("text.txt"), {64, 0, 1}, control));
    }

    void everyChunkEqualsTheReference_data()
    {
        QTest::addColumn<int>("context");
        for (const int context : {128, 256, 512})
            QTest::addRow("%d", context) << context;
    }
    void everyChunkEqualsTheReference()
    {
        QFETCH(const int, context);
        const auto model = test::sharedData("models/stories260K-f32.gguf");
        const auto expected = test::sharedData("perplexity/stories-c" + std::to_string(context) + "-kvf32-fa0.csv");
        HEADROOM_NEEDS(model);
        HEADROOM_NEEDS(expected);
        Recorder control;
        const auto found = perplexity(model, test::sharedData("perplexity/stories.txt"),
                                      {static_cast<std::uint32_t>(context), windowLimit(), 0}, control);
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        const auto rows = readCsv(expected);
        QVERIFY(windowLimit() > 0 || found->chunks.size() == rows.rows());
        double worst = 0;
        for (std::size_t i = 0; i < found->chunks.size(); ++i) {
            const auto& chunk = found->chunks[i];
            QCOMPARE(chunk.tokens, rows.integer(i, "tokens_scored").value());
            const double nll = rows.number(i, "chunk_nll_sum").value();
            worst = std::max(worst, std::abs(chunk.nll - nll) / nll);
            QVERIFY(std::abs(chunk.runningPerplexity / rows.number(i, "running_ppl").value() - 1) < 1e-5);
        }
        const double error = rows.number(found->chunks.size() - 1, "running_err").value();
        qInfo("perplexity %.6f, error %.6f, chunk nll within %.1e", found->perplexity, found->standardError, worst);
        QVERIFY(worst < 1e-5);
        QVERIFY(std::abs(found->standardError / error - 1) < 1e-4);
        QCOMPARE(control.windows.size(), found->chunks.size());
        QCOMPARE(control.windows.back(), found->perplexity);
        QCOMPARE(found->warnings.empty(), context <= 512);
    }

    void f16WeightsEqualTheReference_data()
    {
        QTest::addColumn<int>("context");
        for (const int context : {128, 256, 512})
            QTest::addRow("%d", context) << context;
    }
    void f16WeightsEqualTheReference()
    {
        QFETCH(const int, context);
        const auto model = test::sharedData("models/shakespeare3m-f16.gguf");
        HEADROOM_NEEDS(model);
        if (windowLimit() > 0)
            QSKIP("the reference has no figure for fewer windows");
        JobControl control;
        const auto found = perplexity(model, test::sharedData("models/shakespeare_valid60k.txt"),
                                      {static_cast<std::uint32_t>(context), 0, 0}, control);
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        const auto rows = readCsv(test::sharedData("models/shakespeare3m_ppl.csv"));
        for (std::size_t i = 0; i < rows.rows(); ++i) {
            if (rows.integer(i, "context") != std::uint64_t(context))
                continue;
            const double expected = rows.number(i, "perplexity").value();
            qInfo("perplexity %.4f for %.4f", found->perplexity, expected);
            QVERIFY(std::abs(found->perplexity / expected - 1) < 1e-4);
            QVERIFY(std::abs(found->standardError / rows.number(i, "standard_error").value() - 1) < 1e-3);
            return;
        }
        QFAIL("no such row");
    }

    void unknownTokensAreSaid()
    {
        const std::string text(4000, 'a');
        Windows windows = cutWindows(Bytes(false), text + "abcdefgh", 4).value();
        QVERIFY(windows.warnings().empty()); // the vocabulary has no unknown token
        windows.unknownToken = 'x';
        QVERIFY(windows.warnings().empty());
        windows.unknownToken = 'c';
        QCOMPARE(windows.warnings().size(), std::size_t{1});
        QVERIFY(english(windows.warnings().front()).starts_with("1 of the text's 4008 tokens became <unk>"));
    }

    void aPerplexityThatIsNoneIsAnError_data()
    {
        QTest::addColumn<double>("nll");
        QTest::addColumn<bool>("told");
        QTest::newRow("usual") << 3.0 << true;
        QTest::newRow("poor") << 700.0 << true;
        QTest::newRow("overflows") << 710.0 << false;
        QTest::newRow("infinite") << HUGE_VAL << false;
        QTest::newRow("no number") << std::nan("") << false;
    }
    void aPerplexityThatIsNoneIsAnError()
    {
        QFETCH(double, nll);
        QFETCH(bool, told);
        const std::vector<double> all(4, nll);
        const auto status = checkLikelihood(all, "m.gguf", 2);
        QCOMPARE(bool(status), told);
        if (!told)
            QCOMPARE(status.error().where, std::string("m.gguf, window 3"));
    }

    /// Written to through a mapping that was dirty already, a file keeps its times.
    void aContentThatChangesUnseenIsNoticed_data()
    {
        QTest::addColumn<int>("where"); ///< in thousandths of the file; -1: all over it
        QTest::addColumn<bool>("identified");
        QTest::newRow("all over it") << -1 << false;
        QTest::newRow("one byte, beside a hash") << 501 << true;
    }
    void aContentThatChangesUnseenIsNoticed()
    {
        QFETCH(int, where);
        QFETCH(bool, identified);
        QTemporaryDir folder;
        const auto at = [&](const char* name) { return std::filesystem::path(folder.filePath(name).toStdString()); };
        QVERIFY(test::writeTinyModel(at("tiny.gguf")));
        const auto text = test::tinyText(300);
        QVERIFY(writeFile(at("text.txt"), std::as_bytes(std::span(text))));
        QFile file(folder.filePath("tiny.gguf"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 size = file.size();
        uchar* bytes = file.map(0, size);
        QVERIFY(bytes);
        for (qint64 i = 0; i < size; i += 512)
            *const_cast<volatile uchar*>(bytes + i) = bytes[i]; // dirty from now on
        struct Writer : JobControl {
            std::function<void()> write;
            void event(std::string_view, const Json&) override
            {
                std::exchange(write, [] {})();
            }
        } control;
        control.write = [&] {
            for (qint64 i = where < 0 ? size / 2 : size * where / 1000;
                 i < (where < 0 ? size : size * where / 1000 + 1); i += 64)
                bytes[i] ^= 1;
        };
        EvalOptions options{64, 0, 1};
        options.identify = identified;
        const auto found = perplexity(at("tiny.gguf"), at("text.txt"), options, control);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Conflict);
    }

    void stopsAtACheckpoint()
    {
        const auto model = test::sharedData("models/stories260K-f32.gguf");
        HEADROOM_NEEDS(model);
        Recorder control;
        control.stopAt = 3;
        const auto found = perplexity(model, test::sharedData("perplexity/stories.txt"), {128, 0, 1}, control);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
        QCOMPARE(control.windows.size(), std::size_t{3});
    }

    void figuresAreInTheJson()
    {
        const auto model = test::sharedData("models/stories260K-f32.gguf");
        HEADROOM_NEEDS(model);
        JobControl control;
        const auto found = perplexity(model, test::sharedData("perplexity/stories.txt"), {128, 2, 1}, control);
        QVERIFY(found);
        const Json json = toJson(*found);
        QCOMPARE(json.at("perplexity").get<double>(), found->perplexity);
        QCOMPARE(json.at("standard_error").get<double>(), found->standardError);
        QCOMPARE(json.at("chunks").size(), std::size_t{2});
        QVERIFY(json.at("measured_windows").get<std::string>().starts_with("windows 1 to 2 of the text's "));
        QCOMPARE(json.at("nll_by_position").size(), found->nllByPosition.size());
    }

    void aTextIsMeasuredInParts()
    {
        QTemporaryDir folder;
        const auto at = [&](const char* name) { return std::filesystem::path(folder.filePath(name).toStdString()); };
        QVERIFY(test::writeTinyModel(at("tiny.gguf")));
        std::ofstream(at("text.txt")) << test::tinyText(400);
        JobControl control;
        EvalOptions options{.context = 64, .threads = 1};
        const auto whole = perplexity(at("tiny.gguf"), at("text.txt"), options, control);
        QVERIFY(whole && whole->chunks.size() > 2);
        options.skipWindows = 1;
        const auto rest = perplexity(at("tiny.gguf"), at("text.txt"), options, control);
        QVERIFY(rest && rest->chunks.size() == whole->chunks.size() - 1);
        for (std::size_t i = 0; i < rest->chunks.size(); ++i)
            QCOMPARE(rest->chunks[i].nll, whole->chunks[i + 1].nll);
        options.skipWindows = std::uint32_t(whole->chunks.size());
        const auto nothing = perplexity(at("tiny.gguf"), at("text.txt"), options, control);
        QVERIFY(!nothing && nothing.error().code == ErrorCode::InvalidArgument);
    }

    void aTextIsSampled()
    {
        QTemporaryDir folder;
        const auto at = [&](const char* name) { return std::filesystem::path(folder.filePath(name).toStdString()); };
        QVERIFY(test::writeTinyModel(at("tiny.gguf")));
        std::ofstream(at("text.txt")) << test::tinyText(800);
        JobControl control;
        const auto measured = [&](const EvalOptions& options) {
            std::vector<double> nll;
            const auto result = perplexity(at("tiny.gguf"), at("text.txt"), options, control);
            for (std::size_t i = 0; result && i < result->chunks.size(); ++i)
                nll.push_back(result->chunks[i].nll);
            return nll;
        };
        const auto whole = measured({.context = 64, .threads = 1});
        QVERIFY(whole.size() > 7);
        std::vector<double> wanted;
        for (std::size_t i = 1; i < whole.size(); i += 3)
            wanted.push_back(whole[i]);
        QCOMPARE(measured({.context = 64, .threads = 1, .skipWindows = 1, .windowStep = 3}), wanted);
        wanted.resize(2);
        QCOMPARE(measured({.context = 64, .maxWindows = 2, .threads = 1, .skipWindows = 1, .windowStep = 3}), wanted);
        QCOMPARE(measured({.context = 64, .threads = 1, .windowStep = 1000}), std::vector<double>{whole.front()});
        // Which they were stands beside the figures.
        const auto sampled
            = perplexity(at("tiny.gguf"), at("text.txt"),
                         {.context = 64, .maxWindows = 2, .threads = 1, .skipWindows = 1, .windowStep = 3}, control);
        QVERIFY(sampled);
        const Json json = toJson(*sampled);
        QCOMPARE(json.at("text_windows").get<std::size_t>(), whole.size());
        QCOMPARE(json.at("skip_windows").get<std::size_t>(), std::size_t{1});
        QCOMPARE(json.at("window_step").get<std::size_t>(), std::size_t{3});
        QCOMPARE(json.at("windows").get<std::size_t>(), std::size_t{2});
        QCOMPARE(QString::fromStdString(json.at("measured_windows").get<std::string>()),
                 QString("one window in 3 of the text's %1, from number 2 on").arg(whole.size()));
    }

    void aMemoryLimitIsKeptAndChangesNothing()
    {
        const auto model = test::sharedData("models/stories260K-f32.gguf");
        HEADROOM_NEEDS(model);
        const auto text = test::sharedData("perplexity/stories.txt");
        JobControl control;
        EvalOptions options{.context = 512, .maxWindows = 2, .threads = 2};
        const auto free = perplexity(model, text, options, control);
        QVERIFY(free);
        QVERIFY(free->workspaceBytes > 0);
        options.memoryLimitBytes = free->workspaceBytes - 1;
        const auto limited = perplexity(model, text, options, control);
        QVERIFY2(limited, limited ? "" : limited.error().detail.c_str());
        QVERIFY(limited->workspaceBytes <= options.memoryLimitBytes);
        QCOMPARE(limited->perplexity, free->perplexity);
        options.memoryLimitBytes = 1000;
        const auto refused = perplexity(model, text, options, control);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::OutOfMemory);
        QVERIFY(refused.error().detail.find("context 512") != std::string::npos);
    }

    /// What has no head that continues a text has no figures of one, in whatever way it says so.
    void whatGeneratesNothing_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("value");
        QTest::addColumn<QString>("what");
        for (const int way : {1, 2, 3})
            QTest::addRow("pooled, %d", way) << "llama.pooling_type" << way << "an embedding model";
        QTest::newRow("ranks") << "llama.pooling_type" << 4 << "a classifier";
        QTest::newRow("no head") << "llama.output_head" << 0 << "without an output head";
        QTest::newRow("not pooled") << "llama.pooling_type" << 0 << "";
    }
    void whatGeneratesNothing()
    {
        QFETCH(QString, key);
        QFETCH(int, value);
        QFETCH(QString, what);
        QTemporaryDir folder;
        const auto at = [&](const char* name) { return folder.filePath(name).toStdString(); };
        model::Metadata keys = test::tiny::metadata({});
        keys.set(key.toStdString(), {static_cast<std::uint32_t>(value)});
        JobControl control;
        QVERIFY(model::writeGguf(std::filesystem::path(at("model.gguf")), keys, test::tiny::tensors({}), control));
        const std::string text(600, 'a');
        QVERIFY(writeFile(at("text.txt"), std::as_bytes(std::span(text))));
        const auto result = perplexity(at("model.gguf"), at("text.txt"), {64, 1, 1}, control);
        QCOMPARE(result.has_value(), what.isEmpty());
        if (result)
            return;
        QCOMPARE(result.error().code, ErrorCode::Unsupported);
        QVERIFY2(QString::fromStdString(result.error().detail).contains(what), result.error().detail.c_str());
        QVERIFY(result.error().detail.find("generates nothing") != std::string::npos);
        QCOMPARE(compare(at("model.gguf"), {at("model.gguf")}, at("text.txt"), {64, 1, 1}, control).error().code,
                 ErrorCode::Unsupported);
    }

    void badInputIsNamed()
    {
        const auto model = test::sharedData("models/stories260K-f32.gguf");
        HEADROOM_NEEDS(model);
        JobControl control;
        QTemporaryDir folder;
        const auto text = folder.filePath("short.txt").toStdString();
        QVERIFY(writeFile(text, std::as_bytes(std::span(std::string_view("Once upon a time")))));
        const auto tooShort = perplexity(model, text, {128, 0, 1}, control);
        QVERIFY(!tooShort && tooShort.error().code == ErrorCode::InvalidArgument);
        QCOMPARE(tooShort.error().where, text);
        QVERIFY(!perplexity(text, text, {128, 0, 1}, control)); // not a model
        QCOMPARE(perplexity(model, folder.filePath("none.txt").toStdString(), {128, 0, 1}, control).error().code,
                 ErrorCode::NotFound);
    }
};

HEADROOM_TEST(TestPerplexity)
#include "tst_perplexity.moc"
