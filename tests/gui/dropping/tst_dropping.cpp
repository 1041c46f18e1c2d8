// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What people drop on the window: models of three families, their tokenizers by themselves, a folder that another tool
// wrote. The Inspector then shows tensors, types, the distribution of weights, the tokenizer at work and the template.
#include "app/panes/quantize/histogramview.h"
#include "core/base/json.h"
#include "core/model/modelfile.h"
#include "support/panes.h"
#include "support/shareddata.h"
#include "tests/core/model/safetensorsbytes.h"
#include "tests/gui/window.h"
#include "tests/support/test.h"
#include "widgets/input/captionedcombo.h"
#include "widgets/shell/inspectorpanel.h"
#include "widgets/table/tableview.h"

#include <QCheckBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QtTest>

#include <numeric>

using namespace headroom;
using namespace headroom::app;
using test::part;
using test::Window;

namespace {

constexpr int kPatienceMs = 60000;
constexpr std::size_t kMostTexts = 24; ///< of each vocabulary's test set
constexpr std::size_t kMostIds = 400; ///< more are not shown
constexpr int kEvery = 11; ///< of its lines, so that all sorts occur

void drop(Window& w, const QString& path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(w.window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(w.window.get(), &event);
}

QString shown(Window& w)
{
    return w.window->inspector()->plainText();
}

/// The tensors are listed, and the weights of one are drawn.
void showsTensors(Window& w, int count, const QString& matrix)
{
    auto* table = part<widgets::TableView>(w, "modelTensors");
    QVERIFY(table);
    QCOMPARE(table->model()->rowCount(), count);
    auto* filter = part<QLineEdit>(w, "tensorFilter");
    filter->clear();
    QTest::keyClicks(filter, matrix);
    QCOMPARE(table->model()->rowCount(), 1);
    const QModelIndex cell = table->model()->index(0, 0);
    QCOMPARE(cell.data().toString(), matrix);
    table->scrollTo(cell);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(cell).center());
    auto* weights = part<HistogramView>(w, "modelWeights");
    QTRY_VERIFY_WITH_TIMEOUT(weights->shown() && weights->shown()->tensor == matrix.toStdString(), kPatienceMs);
    const auto& shares = weights->shown()->shares;
    QVERIFY(shares.size() > 8);
    const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
    QVERIFY2(all > 0.99 && all < 1 + 1e-9, qPrintable(QString::number(all))); // the far tails are not drawn
    QVERIFY(weights->shown()->deviation > 0);
}

QStringList idsOf(Window& w, const QString& text)
{
    auto* field = part<QLineEdit>(w, "tryText");
    field->selectAll();
    QTest::keyClicks(field, text);
    return part<QLabel>(w, "tryIds")->text().split(u' ', Qt::SkipEmptyParts);
}

/// The alphabet in which byte-level vocabularies write bytes.
QString letterFor(int byte)
{
    const auto isPlain = [](int b) { return (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174; };
    if (isPlain(byte))
        return QString(QChar(char16_t(byte)));
    int before = 0;
    for (int b = 0; b < byte; ++b)
        before += isPlain(b) ? 0 : 1;
    return QString(QChar(char16_t(256 + before)));
}

} // namespace

class TestDropping : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::isolate(); }
    void models_data();
    void models();
    void vocabularies_data();
    void vocabularies();
    void folderOfAnotherTool();
    void aConfigAlone();

private:
    void writeFolder(const QString& folder);
};

void TestDropping::models_data()
{
    QTest::addColumn<QString>("architecture");
    for (const char* name : {"gpt2", "llama3-ropefreqs-tied", "qwen2"})
        QTest::newRow(name) << QString::fromLatin1(name).section(u'3', 0, 0).section(u'-', 0, 0);
}

void TestDropping::models()
{
    const std::string data = std::string("archs/") + QTest::currentDataTag() + "/model.gguf";
    HEADROOM_NEEDS(test::sharedData(data));
    const QString path = QString::fromStdString(test::sharedData(data).string());
    QFETCH(QString, architecture);
    const auto file = model::ModelFile::open(path.toStdString());
    QVERIFY(file);
    Window w;
    drop(w, path);
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), path, kPatienceMs);
    QTRY_VERIFY2(shown(w).contains(QStringLiteral("Tensors by type")), qPrintable(shown(w)));
    QVERIFY2(shown(w).contains(architecture), qPrintable(shown(w)));
    QVERIFY(shown(w).contains(QStringLiteral("F32")));
    QVERIFY(shown(w).contains(QStringLiteral("Chat template")));
    showsTensors(w, int((*file)->tensors().size()), QStringLiteral("blk.0.ffn_down.weight"));
    test::take(w, QStringLiteral("dropped-") + QString::fromLatin1(QTest::currentDataTag()));
}

void TestDropping::vocabularies_data()
{
    QTest::addColumn<bool>("byteLevel");
    QTest::newRow("gpt-2") << true;
    QTest::newRow("llama-bpe") << true;
    QTest::newRow("qwen2") << true;
}

void TestDropping::vocabularies()
{
    const std::string name = QTest::currentDataTag();
    HEADROOM_NEEDS(test::sharedData("tokenizers/ggml-vocab-" + name + ".gguf"));
    HEADROOM_NEEDS(test::sharedData("tokenizers/" + name + ".extra.jsonl"));
    Window w;
    drop(w, QString::fromStdString(test::sharedData("tokenizers/ggml-vocab-" + name + ".gguf").string()));
    QTRY_VERIFY2_WITH_TIMEOUT(shown(w).contains(QStringLiteral("byte-level BPE")), qPrintable(shown(w)), kPatienceMs);
    QVERIFY2(shown(w).contains(QStringLiteral("Splits text as: ") + QString::fromStdString(name)),
             qPrintable(shown(w)));
    QVERIFY(w.project.modelPath().isEmpty()); // nothing to plan with
    QFile oracle(QString::fromStdString(test::sharedData("tokenizers/" + name + ".extra.jsonl").string()));
    QVERIFY(oracle.open(QIODevice::ReadOnly));
    const bool begins = shown(w).contains(QStringLiteral("Adds begin: yes"));
    std::size_t tried = 0;
    while (!oracle.atEnd() && tried < kMostTexts) {
        const auto row = Json::parse(oracle.readLine().toStdString(), nullptr, false);
        if (!row.is_object() || !row.contains("text") || row.value("i", 0) % kEvery != 0)
            continue;
        const QString text = QString::fromStdString(row["text"].get<std::string>());
        const bool typed = std::ranges::all_of(text, [](QChar c) { return c.isPrint(); }); // by a keyboard
        const bool marked = row["text"].get<std::string>().starts_with("\xEF\xBB\xBF"); // QString drops it
        if (!typed || marked || text.isEmpty() || !row["ids"].is_array() || row["ids"].size() > kMostIds)
            continue;
        QStringList expected;
        for (const Json& id : row["ids"])
            expected.append(QString::number(id.get<int>()));
        auto* field = part<QLineEdit>(w, "tryText");
        field->setText(text);
        QStringList got = part<QLabel>(w, "tryIds")->text().split(u' ', Qt::SkipEmptyParts);
        if (begins)
            got.removeFirst(); // the oracle's are plain
        QCOMPARE(got.join(u' '), expected.join(u' '));
        ++tried;
    }
    QVERIFY(tried >= 5);
    test::take(w, QStringLiteral("dropped-vocabulary-") + QString::fromStdString(name));
}

/// A model is planned before it is downloaded: its config.json is enough, and nothing is there to quantize.
void TestDropping::aConfigAlone()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("Small Qwen")));
    const QString path = folder.filePath(QStringLiteral("Small Qwen/config.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "hidden_size": 2560,
                   "intermediate_size": 9728, "num_hidden_layers": 36, "num_attention_heads": 32, "head_dim": 128,
                   "num_key_value_heads": 8, "vocab_size": 151936, "max_position_embeddings": 40960,
                   "rope_theta": 1000000, "tie_word_embeddings": true})");
    file.close();
    Window w;
    drop(w, path);
    QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(w.project.request().model.name), QStringLiteral("Small Qwen"),
                              kPatienceMs);
    QCOMPARE(w.project.request().model.parameters(), 4022468096U); // as published
    QVERIFY(w.project.modelPath().isEmpty());
    QCOMPARE(w.window->currentPane(), QStringLiteral("capacity"));
    const auto chosen = [&w] { return part<widgets::CaptionedCombo>(w, "planModel")->currentData().toString(); };
    QTRY_VERIFY2(chosen().endsWith(QStringLiteral("Small Qwen")), qPrintable(chosen()));
    test::take(w, QStringLiteral("planned-config"));
    w.window->action(QStringLiteral("view.model"))->trigger();
    QTRY_VERIFY2(shown(w).contains(QStringLiteral("config.json without weights")), qPrintable(shown(w)));
}

/// A small model of the Qwen family as training frameworks leave it: config, weights, tokenizer, template.
void TestDropping::writeFolder(const QString& folder)
{
    const std::filesystem::path path = folder.toStdString();
    constexpr std::size_t width = 64, inner = 128, heads = 4, kvHeads = 2, layers = 2, words = 261;
    const Json config{{"architectures", {"Qwen2ForCausalLM"}},
                      {"model_type", "qwen2"},
                      {"hidden_size", width},
                      {"intermediate_size", inner},
                      {"num_hidden_layers", layers},
                      {"num_attention_heads", heads},
                      {"num_key_value_heads", kvHeads},
                      {"max_position_embeddings", 128},
                      {"rms_norm_eps", 1e-6},
                      {"rope_theta", 10000.0},
                      {"tie_word_embeddings", true},
                      {"torch_dtype", "float32"},
                      {"vocab_size", words}};
    QVERIFY(test::writeText(path / "config.json", config.dump()));

    test::SafetensorsWriter weights;
    unsigned state = 1;
    const auto add = [&](const std::string& name, std::vector<std::size_t> shape) {
        std::size_t count = 1;
        for (const std::size_t extent : shape)
            count *= extent;
        std::vector<float> values(count);
        for (float& value : values) { // a sum of uniform numbers: nearly normal
            value = 0;
            for (int i = 0; i < 4; ++i) {
                state = state * 1664525U + 1013904223U;
                value += float(state >> 8U) / float(1U << 24U) - 0.5F;
            }
        }
        weights.add(name, "F32", shape, values);
    };
    add("model.embed_tokens.weight", {words, width});
    add("model.norm.weight", {width});
    for (std::size_t layer = 0; layer < layers; ++layer) {
        const std::string prefix = "model.layers." + std::to_string(layer) + ".";
        const std::size_t kv = width / heads * kvHeads;
        add(prefix + "input_layernorm.weight", {width});
        add(prefix + "post_attention_layernorm.weight", {width});
        add(prefix + "self_attn.q_proj.weight", {width, width});
        add(prefix + "self_attn.q_proj.bias", {width});
        add(prefix + "self_attn.k_proj.weight", {kv, width});
        add(prefix + "self_attn.k_proj.bias", {kv});
        add(prefix + "self_attn.v_proj.weight", {kv, width});
        add(prefix + "self_attn.v_proj.bias", {kv});
        add(prefix + "self_attn.o_proj.weight", {width, width});
        add(prefix + "mlp.gate_proj.weight", {inner, width});
        add(prefix + "mlp.up_proj.weight", {inner, width});
        add(prefix + "mlp.down_proj.weight", {width, inner});
    }
    QVERIFY(writeFile(path / "model.safetensors", weights.bytes()));

    Json vocabulary = Json::object();
    for (int byte = 0; byte < 256; ++byte)
        vocabulary[letterFor(byte).toStdString()] = byte;
    vocabulary["lo"] = 256;
    vocabulary["low"] = 257;
    vocabulary[(letterFor(' ') + QStringLiteral("low")).toStdString()] = 258;
    const Json special = Json::array({{{"id", 259}, {"content", "<|im_start|>"}, {"special", true}},
                                      {{"id", 260}, {"content", "<|im_end|>"}, {"special", true}}});
    const std::string expression
        = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|)"
          R"(\s*[\r\n]+|\s+(?!\S)|\s+)";
    const Json split{
        {"type", "Split"}, {"pattern", {{"Regex", expression}}}, {"behavior", "Isolated"}, {"invert", false}};
    const Json bytes{{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", false}, {"use_regex", false}};
    const Json merges = Json::array({"l o", "lo w", (letterFor(' ') + QStringLiteral(" low")).toStdString()});
    const Json tokenizer{{"version", "1.0"},
                         {"added_tokens", special},
                         {"normalizer", {{"type", "NFC"}}},
                         {"pre_tokenizer", {{"type", "Sequence"}, {"pretokenizers", Json::array({split, bytes})}}},
                         {"decoder", {{"type", "ByteLevel"}}},
                         {"model", {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", merges}}}};
    QVERIFY(test::writeText(path / "tokenizer.json", tokenizer.dump()));
    const std::string chat = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
                             "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
    const Json settings{{"tokenizer_class", "Qwen2Tokenizer"}, {"eos_token", "<|im_end|>"}, {"chat_template", chat}};
    QVERIFY(test::writeText(path / "tokenizer_config.json", settings.dump()));
}

void TestDropping::folderOfAnotherTool()
{
    const QTemporaryDir parent;
    const QString folder = parent.filePath(QStringLiteral("Qwen-tiny"));
    QVERIFY(QDir().mkpath(folder));
    writeFolder(folder);
    Window w;
    drop(w, folder);
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), folder, kPatienceMs);
    QTRY_VERIFY2(shown(w).contains(QStringLiteral("Tensors by type")), qPrintable(shown(w)));
    QVERIFY2(shown(w).contains(QStringLiteral("Hugging Face folder")), qPrintable(shown(w)));
    QVERIFY2(shown(w).contains(QStringLiteral("qwen2")), qPrintable(shown(w)));
    QVERIFY2(shown(w).contains(QStringLiteral("Kind: BPE")), qPrintable(shown(w)));
    QVERIFY2(shown(w).contains(QStringLiteral("add_generation_prompt")), qPrintable(shown(w)));
    showsTensors(w, 26, QStringLiteral("blk.1.ffn_down.weight"));
    QCOMPARE(idsOf(w, QStringLiteral("low low")), (QStringList{QStringLiteral("257"), QStringLiteral("258")}));
    auto* chat = part<QCheckBox>(w, "tryChat");
    QVERIFY(chat->isVisibleTo(w.window->inspector()));
    chat->click();
    const QStringList ids = part<QLabel>(w, "tryIds")->text().split(u' ');
    QCOMPARE(ids.front(), QStringLiteral("259"));
    QCOMPARE(ids.count(QStringLiteral("259")), 2); // the message, and the answer that begins
    QVERIFY(ids.contains(QStringLiteral("257")));
    QVERIFY(part<QLabel>(w, "tryPieces")->text().contains(QStringLiteral("<|im_end|>")));
    test::take(w, QStringLiteral("dropped-folder"));
}

HEADROOM_TEST(TestDropping)
#include "tst_dropping.moc"
