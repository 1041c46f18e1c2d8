// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/quant/preset/preset.h"
#include "core/store/store.h"
#include "support/commandline.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>
#include <cstring>
#include <fstream>

using namespace headroom;
using test::runCli;

class TestCommands : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void commandsThatAreNoneAreNamed();
    void devicesThatAreNotThereAreNamed();
    void adviceNamesOnlyOptionsThatThereAre_data();
    void adviceNamesOnlyOptionsThatThereAre();
    void onesAreNotMany();
    void helpShowsAnExample_data();
    void helpShowsAnExample();
    void inspectNamesWhatAFileHolds();
    void inspectShowsFamilies();
    void tokenizeReadsBytes();
    void renderChatFollowsTheTemplate();
    void logitsAreRowsOfFloats();
    void generateFollowsTheSeed();
    void benchHasItsNames();
    void fastPrecisionSaysWhatItCosts();
    void packAndUnpackAreTheGoldenBytes_data();
    void packAndUnpackAreTheGoldenBytes();
    void perplexityHasItsNames();
    void sweepIsAGrid();
    void plansNameTheirEngine();
    void cataloguesAndHardwareAreDocuments_data();
    void cataloguesAndHardwareAreDocuments();
    void printedPresetsAreFiles();
    void interruptedIs130AndLeavesNothing();

private:
    QString inside(const QString& name) const { return m_folder.filePath(name); }
    QByteArray content(const QString& name) const
    {
        QFile file(inside(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QTemporaryDir m_folder;
};

void TestCommands::initTestCase()
{
    QVERIFY(test::writeTinyModel(inside("größe 模型.gguf").toStdString()));
    QVERIFY(QFile::copy(inside("größe 模型.gguf"), inside("tiny.gguf")));
    std::ofstream(inside("text.txt").toStdString()) << test::tinyText(400);
}

void TestCommands::commandsThatAreNoneAreNamed()
{
    const auto near = runCli({"inspekt", inside("tiny.gguf")});
    QVERIFY2(near.status == 2 && near.err.contains("inspekt is no command; the nearest is inspect"), near.err);
    const auto far = runCli({"zzzzzzzzzzzz"});
    QVERIFY2(far.status == 2 && far.err.contains("zzzzzzzzzzzz is no command") && far.err.contains("quantize"),
             far.err);
}

void TestCommands::devicesThatAreNotThereAreNamed()
{
    for (const QStringList& more : {QStringList(), QStringList{"--measure"}}) {
        const auto result = runCli(QStringList{"hardware", "--device", "cuda:7"} + more);
        QVERIFY2(result.status != 0 && result.err.contains("cuda:7") && result.err.contains("there is cpu"),
                 result.err);
        QVERIFY(result.out.isEmpty());
    }
}

/// What to do next is given for the command that was typed: every option in it is one of that command's own.
void TestCommands::adviceNamesOnlyOptionsThatThereAre_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString model = inside("tiny.gguf"), text = inside("text.txt"), taken = inside("taken");
    const auto row = [](const char* name, const QStringList& arguments) { QTest::newRow(name) << arguments; };
    row("export, taken", {"export", model, taken});
    row("import, taken", {"import", model, taken});
    row("quantize, taken", {"quantize", model, taken, "--preset", "Q8_0"});
    row("calibrate, taken", {"calibrate", model, "--text", text, "--context", "32", "--out", taken});
    row("logits, taken", {"logits", model, "--tokens", inside("ids"), "--out", taken});
    row("pack, taken", {"pack", "--type", "F16", "--rows", "1", "--cols", "1", inside("ids"), taken});
    row("plan, taken",
        {"plan", "--model", "llama-3.1-8b", "--rig", "RTX 3090", "--sweep", "context=64:128", "--csv", taken});
    for (const char* command :
         {"inspect", "tokenize", "perplexity", "generate", "bench", "export", "calibrate", "compare"}) {
        QStringList arguments{command, inside("imatrix.gguf")};
        const QHash<QString, QStringList> rest{{"tokenize", {"--text", "a"}},
                                               {"perplexity", {"--text", text}},
                                               {"generate", {"--prompt", "a"}},
                                               {"export", {inside("out")}},
                                               {"calibrate", {"--text", text, "--out", inside("out")}},
                                               {"compare", {model, "--text", text}}};
        row(command, arguments + rest.value(command));
    }
}

void TestCommands::adviceNamesOnlyOptionsThatThereAre()
{
    QFETCH(QStringList, arguments);
    for (const char* name : {"taken", "ids"}) {
        QFile file(inside(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("\0\0\0\0", 4) == 4);
    }
    if (!QFile::exists(inside("imatrix.gguf")))
        QCOMPARE(runCli({"calibrate", inside("tiny.gguf"), "--text", inside("text.txt"), "--context", "32", "--out",
                         inside("imatrix.gguf")})
                     .status,
                 0);
    const auto result = runCli(arguments);
    if (result.status == 0) // a file that this command reads
        return;
    const QByteArray help = runCli({arguments.first(), "--help"}).out;
    QString said = QString::fromUtf8(result.err);
    static const QRegularExpression ofAnother(QStringLiteral("headroom-cli [a-z-]+ --[a-z-]+")),
        option(QStringLiteral("--[a-z][a-z-]*"));
    said.remove(ofAnother);
    for (auto each = option.globalMatch(said); each.hasNext();) {
        const QByteArray named = each.next().captured().toUtf8();
        QVERIFY2(help.contains(named), result.err);
    }
}

void TestCommands::onesAreNotMany()
{
    const QString model = inside("tiny.gguf"), text = inside("text.txt");
    static const QRegularExpression many(QStringLiteral(
        "(?<![\\d.,])1 (windows|tensors|tokens|layers|heads|threads|cores|samples|rows|requests|cards)\\b"));
    for (const QStringList& command :
         {QStringList{"inspect", model}, QStringList{"hardware"},
          QStringList{"plan", "--model", model, "--rig", "1x RTX 4090", "--context", "1", "--concurrency", "1"},
          QStringList{"perplexity", model, "--text", text, "--context", "32", "--windows", "1"},
          QStringList{"compare", model, model, "--text", text, "--context", "32", "--windows", "1"}}) {
        const auto result = runCli(command);
        QVERIFY2(result.status == 0, result.summary());
        const auto found = many.match(QString::fromUtf8(result.out + result.err));
        QVERIFY2(!found.hasMatch(), qPrintable(command.first() + ": " + found.captured()));
    }
}

void TestCommands::helpShowsAnExample_data()
{
    QTest::addColumn<QStringList>("command");
    for (const char* name :
         {"hardware", "catalog", "inspect", "plan", "tokenize", "render-chat", "logits", "generate", "bench",
          "calibrate", "quantize", "pack", "unpack", "perplexity", "compare", "sensitivity", "job", "artifacts"})
        QTest::newRow(name) << QStringList{name};
    QTest::newRow("artifacts list") << QStringList{"artifacts", "list"};
}

void TestCommands::helpShowsAnExample()
{
    QFETCH(QStringList, command);
    const auto result = runCli(command + QStringList{"--help"});
    QCOMPARE(result.status, 0);
    QVERIFY2(result.out.contains("Example:\n") && result.out.contains(("headroom-cli " + command.join(' ')).toUtf8()),
             result.out);
}

void TestCommands::inspectNamesWhatAFileHolds()
{
    const QString model = inside("größe 模型.gguf");
    const auto result = runCli({"inspect", model, "--hash", "--json"});
    QVERIFY2(result.status == 0, result.summary());
    const Json json = result.json();
    QVERIFY(json.at("path") == model.toStdString());
    QVERIFY(json.at("architecture") == "llama");
    QCOMPARE(json.at("file_bytes").get<qint64>(), QFileInfo(model).size());
    JobControl control;
    QVERIFY(json.at("sha256") == sha256File(model.toStdString(), control).value());
    std::uint64_t elements = 0;
    for (const auto& tensor : json.at("tensors")) {
        std::uint64_t product = 1;
        for (const auto& extent : tensor.at("shape"))
            product *= extent.get<std::uint64_t>();
        elements += product;
        QVERIFY(tensor.at("bytes") == 4 * product);
        QCOMPARE(tensor.at("sha256").get<std::string>().size(), 64U);
    }
    QVERIFY(json.at("parameters") == elements);
    QCOMPARE(json.at("bits_per_weight").get<double>(), 32.0);
    const auto text = runCli({"inspect", model, "--tensors"});
    QVERIFY2(text.status == 0 && text.out.contains("blk.1.ffn_down.weight"), text.summary());
}

/// Every family of the oracle: as many kinds as it has, and in text what makes it special.
void TestCommands::inspectShowsFamilies()
{
    const auto folder = test::sharedData("archs");
    HEADROOM_NEEDS(folder);
    const auto inspected = [&](const char* name, bool text) {
        QStringList command{"inspect", QString::fromStdString((folder / name / "model.gguf").string())};
        return runCli(text ? command : command + QStringList{"--json"});
    };
    const Json hybrid = inspected("qwen3next", false).json();
    QCOMPARE(hybrid.at("shape").at("layer_kinds").size(), 2U);
    QVERIFY(hybrid.at("shape").at("per_layer").at(0).at("kind") == "recurrent");
    QVERIFY(hybrid.at("shape").at("layer_kinds").at(0).at("state_bytes") == 2 * 4 * (3 * 256 + 128 * 32));
    QVERIFY(hybrid.at("active_parameters") < hybrid.at("parameters"));
    const Json latent = inspected("deepseek2-v3", false).json();
    QVERIFY(latent.at("shape").at("layer_kinds").at(0).at("kv_bytes_per_token_f16") == 3 * 48 * 2);
    const auto windows = inspected("gemma3", true);
    QVERIFY2(windows.out.contains("6 sliding_window of 16 tokens") && windows.out.contains("1 attention"),
             windows.summary());
    QVERIFY(inspected("gpt-oss", true).out.contains("experts       4, 2 used"));
    QVERIFY(inspected("mamba2", true).out.contains("state "));
}

void TestCommands::tokenizeReadsBytes()
{
    std::ofstream(inside("bytes").toStdString(), std::ios::binary) << std::string("the\0\r\n\xc3\xbf", 8);
    const auto result = runCli({"tokenize", inside("tiny.gguf"), "--text-file", inside("bytes"), "--json"});
    QVERIFY2(result.status == 0, result.summary());
    const Json ids = result.json().at("ids");
    QVERIFY(ids.size() >= 6);
    QVERIFY(ids.at(ids.size() - 4) == 3 + '\r' && ids.at(ids.size() - 3) == 3 + '\n');
    const auto special
        = runCli({"tokenize", inside("tiny.gguf"), "--text", "the</s>", "--add-special", "--parse-special", "--json"});
    QVERIFY(special.json().at("ids").front() == 1 && special.json().at("ids").back() == 2);
}

void TestCommands::renderChatFollowsTheTemplate()
{
    std::ofstream(inside("chat.jinja").toStdString())
        << "{% for m in messages %}[{{ m.role }}] {{ m.content }}{% endfor %}{{ eos_token }}";
    std::ofstream(inside("chat.json").toStdString())
        << R"({"messages": [{"role": "user", "content": "Grüße"}], "eos_token": "</s>"})";
    const auto text = runCli({"render-chat", inside("chat.jinja"), "--input", inside("chat.json")});
    QVERIFY2(text.status == 0, text.summary());
    QCOMPARE(text.out, QByteArray("[user] Grüße</s>"));
    const auto json = runCli({"render-chat", inside("chat.jinja"), "--input", inside("chat.json"), "--json"});
    QCOMPARE(json.json().at("rendered").get<std::string>(), std::string("[user] Grüße</s>"));
    std::ofstream(inside("bad.jinja").toStdString()) << "\n{{ messages[0].nope.x }}";
    const auto bad = runCli({"render-chat", inside("bad.jinja"), "--input", inside("chat.json")});
    QCOMPARE(bad.status, 1);
    QVERIFY2(bad.err.contains("line 2") && bad.out.isEmpty(), bad.summary());
    const auto none = runCli({"render-chat", inside("tiny.gguf"), "--input", inside("chat.json")});
    QVERIFY2(none.status == 1 && none.err.contains("no chat template"), none.summary());
}

void TestCommands::logitsAreRowsOfFloats()
{
    const std::int32_t ids[] = {1, 260, 270, 280, 290};
    std::ofstream(inside("ids").toStdString(), std::ios::binary).write(reinterpret_cast<const char*>(ids), sizeof ids);
    for (const char* threads : {"1", "3"}) {
        const auto result = runCli({"logits", inside("tiny.gguf"), "--tokens", inside("ids"), "--out",
                                    inside(QString("logits") + threads), "--threads", threads});
        QVERIFY2(result.status == 0, result.summary());
    }
    const QByteArray bytes = content("logits1");
    QCOMPARE(bytes.size(), qsizetype(5 * 300 * sizeof(float)));
    QVERIFY(bytes == content("logits3"));
    std::vector<float> logits(5 * 300);
    std::memcpy(logits.data(), bytes.constData(), std::size_t(bytes.size()));
    for (const float logit : logits)
        QVERIFY(std::isfinite(logit));
    QVERIFY(!std::equal(logits.begin(), logits.begin() + 300, logits.begin() + 300));
}

void TestCommands::generateFollowsTheSeed()
{
    const auto ids = [this](const char* seed) {
        const auto result = runCli({"generate", inside("tiny.gguf"), "--prompt", "the", "--max-tokens", "12",
                                    "--temperature", "1", "--top-k", "0", "--top-p", "1", "--seed", seed, "--json"});
        return result.status == 0 ? result.json().at("ids") : Json();
    };
    const Json first = ids("1");
    QVERIFY(first.size() > 0 && first.size() <= 12);
    QVERIFY(ids("1") == first);
    QVERIFY(ids("2") != first);
}

void TestCommands::benchHasItsNames()
{
    const auto result = runCli({"bench", inside("tiny.gguf"), "--prompt", "20", "--generate", "4", "--repeat", "2",
                                "--threads", "2", "--json"});
    QVERIFY2(result.status == 0, result.summary());
    const Json json = result.json();
    for (const char* rate : {"prompt_tokens_per_s", "generate_tokens_per_s"}) {
        const double median = json.at(rate).at("median");
        QVERIFY(median > 0 && json.at(rate).at("min") <= median && json.at(rate).at("max") >= median);
    }
    QVERIFY(json.at("load_s") > 0 && json.at("peak_rss_bytes") > 0 && json.at("read_bandwidth_gb_per_s") > 0);
    QVERIFY(json.at("generate_share_of_bandwidth") > 0 && json.at("active_bytes") < json.at("weights_bytes"));
    QVERIFY(json.at("precision") == "fastest");
    QVERIFY(json.at("noise_floor_mean_kld") >= 0.0);
    const auto exact = runCli(
        {"bench", inside("tiny.gguf"), "--exact", "--prompt", "0", "--generate", "2", "--repeat", "1", "--json"});
    QVERIFY2(exact.status == 0, exact.summary());
    QVERIFY(exact.json().at("prompt_tokens_per_s").is_null() && !exact.json().contains("noise_floor_mean_kld"));
    QCOMPARE(runCli({"bench", inside("tiny.gguf"), "--prompt", "0", "--generate", "0"}).status, 1);
}

void TestCommands::fastPrecisionSaysWhatItCosts()
{
    const QString packed = inside("packed.gguf");
    const auto quantized = runCli({"quantize", inside("tiny.gguf"), packed, "--preset", "Q8_0"});
    QVERIFY2(quantized.status == 0, quantized.summary());
    const auto generated = runCli({"generate", packed, "--prompt", "the", "--max-tokens", "8", "--fast", "--json"});
    QVERIFY2(generated.status == 0 && generated.err.contains("fast precision"), generated.summary());
    QVERIFY(generated.json().at("noise_floor_mean_kld") > 0.0);
    QVERIFY(generated.json().at("noise_floor_mean_kld") < 0.01);
    QVERIFY(!runCli({"generate", packed, "--prompt", "the", "--max-tokens", "2", "--json"})
                 .json()
                 .contains("noise_floor_mean_kld"));
    QFile text(inside("fast.txt"));
    QVERIFY(text.open(QFile::WriteOnly));
    text.write(QByteArray("the quick brown fox jumps over the lazy dog. ").repeated(20));
    text.close();
    const QStringList windows{"--text", text.fileName(), "--context", "32", "--windows", "2", "--fast", "--json"};
    const auto perplexity = runCli(QStringList{"perplexity", packed} + windows);
    QVERIFY2(perplexity.status == 0, perplexity.summary());
    QVERIFY(perplexity.json().at("precision") == "fast" && perplexity.json().at("noise_floor_mean_kld") > 0.0);
    const auto compared = runCli(QStringList{"compare", packed, packed} + windows);
    QVERIFY2(compared.status == 0, compared.summary());
    QVERIFY(compared.json().at("candidates").at(0).at("noise_floor_mean_kld") > 0.0);
    QVERIFY(compared.json().at("candidates").at(0).at("mean_kld") == 0.0);
}

void TestCommands::packAndUnpackAreTheGoldenBytes_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("stem");
    QTest::addColumn<bool>("weighted");
    QTest::newRow("Q8_0") << "Q8_0"
                          << "q8_0" << false;
    QTest::newRow("Q4_K") << "Q4_K"
                          << "q4_K" << false;
    QTest::newRow("Q4_K, importance") << "q4_k"
                                      << "q4_K-imatrix" << true;
    QTest::newRow("Q6_K") << "Q6_K"
                          << "q6_K" << false;
}

void TestCommands::packAndUnpackAreTheGoldenBytes()
{
    QFETCH(QString, type);
    QFETCH(QString, stem);
    QFETCH(bool, weighted);
    const auto golden = test::sharedData("golden/input.f32");
    HEADROOM_NEEDS(golden);
    const auto expected = [&](const QString& end) {
        QFile file(test::text(golden.parent_path()) + "/" + stem + end);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QStringList pack{"pack",           "--type",   type, "--rows", "16", "--cols", "512", test::text(golden),
                     inside("packed"), "--replace"};
    if (weighted)
        pack << "--imatrix" << test::text(golden.parent_path() / "imatrix.f32");
    const auto packed = runCli(pack);
    QVERIFY2(packed.status == 0, packed.summary());
    QVERIFY(!expected(".packed").isEmpty());
    QVERIFY(content("packed") == expected(".packed"));
    const auto unpacked = runCli(
        {"unpack", "--type", type, "--rows", "16", "--cols", "512", inside("packed"), inside("unpacked"), "--replace"});
    QVERIFY2(unpacked.status == 0, unpacked.summary());
    QVERIFY(content("unpacked") == expected(".dequant.f32"));
}

void TestCommands::perplexityHasItsNames()
{
    const auto result = runCli({"perplexity", inside("tiny.gguf"), "--text", inside("text.txt"), "--context", "64",
                                "--windows", "3", "--json"});
    QVERIFY2(result.status == 0, result.summary());
    const Json json = result.json();
    QVERIFY(json.at("perplexity").get<double>() > 1);
    QVERIFY(json.at("standard_error").get<double>() > 0);
    QCOMPARE(json.at("chunks").size(), 3U);
    QVERIFY(!json.at("nll_by_position").empty());
    const auto text = runCli(
        {"perplexity", inside("tiny.gguf"), "--text", inside("text.txt"), "--context", "64", "--windows", "3"});
    QVERIFY2(text.status == 0 && text.out.contains("±"), text.summary());
}

void TestCommands::sweepIsAGrid()
{
    const auto result = runCli({"plan", "--model", "llama-3.1-8b", "--rig", "RTX 3090", "--preset", "Q4_K_M", "--sweep",
                                "context=1024:131072,concurrency=1:6", "--csv", inside("grid.csv")});
    QVERIFY2(result.status == 0, result.summary());
    const auto lines = content("grid.csv").trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 8 * 4); // 1024 … 131072, and 1, 2, 4, 6
    QVERIFY(lines[1].startsWith("1024,1,fits,"));
    QVERIFY(lines.last().startsWith("131072,6,does_not_fit,"));
    for (const QByteArray& line : lines.mid(1)) { // what does not fit has no speed
        const auto cells = line.split(',');
        QCOMPARE(cells.size(), 15);
        for (const QByteArray& speed : cells.mid(7))
            QCOMPARE(speed.isEmpty(), cells[6].toLongLong() < 0);
    }
}

/// The engine stands in the result and with the kept request; what stays in host memory has a device of its own.
void TestCommands::plansNameTheirEngine()
{
    const QStringList plan{"plan",     "--model", "mixtral-8x7b", "--rig", "RTX 4090 + 64 GB",
                           "--preset", "Q4_K_M",  "--json"};
    const Json usual = runCli(plan).json();
    QVERIFY(usual.at("engine") == "llama.cpp" && usual.at("devices").size() == 1);
    QVERIFY(runCli(plan + QStringList{"--engine", "llama.cpp"}).json() == usual);
    const QString project = inside("engines.headroom");
    const auto kept = runCli(
        plan + QStringList{"--engine", "llama.cpp:2025", "--cpu-moe", "--gpu-layers", "30", "--project", project});
    QVERIFY2(kept.status == 0, kept.summary());
    const Json json = kept.json();
    QVERIFY(json.at("engine_version") == "2025" && json.at("verdict") == "fits");
    QCOMPARE(json.at("devices").size(), std::size_t(2));
    QVERIFY(json.at("devices").at(0).at("weights_bytes") < json.at("devices").at(1).at("weights_bytes"));
    const Json request = (*store::Store::open(project.toStdString()))->plans()->at(0).request;
    QVERIFY(request.at("engine") == "llama.cpp" && request.at("engine_version") == "2025");
    QVERIFY(request.at("gpu_layers") == 30 && request.at("cpu_moe_layers") == 32);
    const auto listed = runCli({"catalog", "engines", "--json"}).json();
    for (const Json& constant : listed.at(0).at("constants"))
        QVERIFY2(!constant.at("source").get<std::string>().empty(), constant.dump().c_str());
}

void TestCommands::cataloguesAndHardwareAreDocuments_data()
{
    QTest::addColumn<QStringList>("arguments");
    for (const char* name : {"gpus", "cpus", "psus", "models", "engines", "presets"})
        QTest::newRow(name) << QStringList{"catalog", name};
    QTest::newRow("hardware") << QStringList{"hardware"};
}

void TestCommands::cataloguesAndHardwareAreDocuments()
{
    QFETCH(QStringList, arguments);
    const auto json = runCli(arguments + QStringList{"--json"});
    QVERIFY2(json.status == 0, json.summary());
    QVERIFY(!json.json().empty());
    if (arguments.front() == "catalog")
        for (const auto& row : json.json())
            QVERIFY2(!row.at("source").get<std::string>().empty(), row.dump().c_str());
    else
        QVERIFY(json.json().at("cpu").at("threads").get<int>() > 0);
    const auto text = runCli(arguments);
    QVERIFY2(text.status == 0 && text.out.size() > 40, text.summary());
}

/// What the catalogue prints of a preset is a preset file, as help says.
void TestCommands::printedPresetsAreFiles()
{
    const Json all = runCli({"catalog", "presets", "--json"}).json();
    int files = 0;
    for (const Json& entry : all) {
        const auto* known = quant::findPreset(entry.at("name").get<std::string>());
        if (!known) // of a folder
            continue;
        const auto read = quant::presetFromJson(entry, "entry");
        QVERIFY2(read, read ? "" : (read.error().where + " " + read.error().detail).c_str());
        QCOMPARE(read->rules.size(), known->rules.size());
        ++files;
    }
    QVERIFY(files > 20);
}

void TestCommands::interruptedIs130AndLeavesNothing()
{
    std::ofstream(inside("long.txt").toStdString()) << test::tinyText(200000);
    QProcess process;
    process.start(test::cli(), {"perplexity", inside("tiny.gguf"), "--text", inside("long.txt"), "--context", "64"});
    QVERIFY(process.waitForStarted());
    QTest::qSleep(1500);
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(10000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QVERIFY(process.readAllStandardError().contains("interrupted"));
}

HEADROOM_TEST(TestCommands)
#include "tst_commands.moc"
