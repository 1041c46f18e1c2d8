// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The public vocabularies written as the tokenizer.json their models come with: the ids must be those of the official
// test sets again, read directly and by way of GGUF keys. Then small pipelines, part by part.
#include "core/base/caught.h"
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/tokenizer/tokenizerjson.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <sstream>

using namespace headroom;
using model::Token;
using Tokens = std::vector<Token>;

namespace {

/// A folder that holds one tokenizer.
class Folder {
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    void write(const char* name, const std::string& text) const
    {
        QVERIFY(writeFile(path() / name, std::as_bytes(std::span(text))));
    }
    void write(const char* name, const Json& json) const { write(name, json.dump()); }

private:
    QTemporaryDir m_folder;
};

const std::string kCaseless = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const std::string kTail = R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

Json splitThenBytes(const std::string& expression)
{
    const Json split{{"type", "Split"}, {"pattern", {{"Regex", expression}}}, {"behavior", "Isolated"}};
    const Json bytes{{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}};
    return {{"type", "Sequence"}, {"pretokenizers", Json::array({split, bytes})}};
}

Json byteLevel()
{
    return {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", true}};
}

Json list(std::initializer_list<Json> items, const char* type, const char* key)
{
    return {{"type", type}, {key, Json::array_t(items)}};
}

Json literal(const char* from, const char* to)
{
    return {{"type", "Replace"}, {"pattern", {{"String", from}}}, {"content", to}};
}

struct Source {
    std::vector<std::string> texts;
    std::vector<std::int32_t> types;
    std::vector<float> scores;
    std::vector<std::string> merges;
};

template <class T> std::vector<T> column(const model::Metadata& keys, const char* key)
{
    std::vector<T> all;
    if (const model::Array* array = keys.array(key))
        for (const model::Value& item : array->items)
            all.push_back(std::get<T>(item.data));
    return all;
}

/// "vocab" as text, because a Json object of this size would take minutes to build.
std::string vocabularyText(const Source& source, const std::function<std::string(std::size_t)>& textOf)
{
    std::string text = "{";
    for (std::size_t i = 0; i < source.texts.size(); ++i)
        text += (i ? "," : "") + Json(textOf(i)).dump() + ":" + std::to_string(i);
    return text + "}";
}

Json addedTokens(const Source& source)
{
    Json added = Json::array();
    for (std::size_t i = 0; i < source.types.size(); ++i)
        if (const auto type = source.types[i]; type == 2 || type == 3 || type == 4)
            added.push_back({{"id", i}, {"content", source.texts[i]}, {"special", type != 4}, {"normalized", false}});
    return added;
}

/// What the tokenizers library derives from SentencePiece: every way to put a piece together from two, best first.
Json sentencePieceMerges(const Source& source)
{
    std::unordered_map<std::string_view, std::size_t> ids;
    for (std::size_t i = 0; i < source.texts.size(); ++i)
        ids[source.texts[i]] = i;
    std::vector<std::pair<float, Json>> merges;
    for (std::size_t i = 0; i < source.texts.size(); ++i) {
        const std::string_view text = source.texts[i];
        if (source.types[i] == 1)
            for (std::size_t at = 1; at < text.size(); ++at)
                if (ids.count(text.substr(0, at)) && ids.count(text.substr(at)))
                    merges.emplace_back(source.scores[i], Json::array({text.substr(0, at), text.substr(at)}));
    }
    std::stable_sort(merges.begin(), merges.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    Json all = Json::array();
    for (auto& [score, merge] : merges)
        all.push_back(std::move(merge));
    return all;
}

Json pipelineOf(const std::string& name, const Source& source)
{
    Json json{{"added_tokens", addedTokens(source)}, {"model", {{"type", "BPE"}, {"merges", source.merges}}}};
    if (name == "llama-spm" || name == "phi-3") {
        json["normalizer"]
            = list({{{"type", "Prepend"}, {"prepend", "▁"}}, literal(" ", "▁")}, "Sequence", "normalizers");
        json["decoder"] = list({literal("▁", " "),
                                {{"type", "ByteFallback"}},
                                {{"type", "Fuse"}},
                                {{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}}},
                               "Sequence", "decoders");
        json["model"] = {{"type", "BPE"},
                         {"unk_token", "<unk>"},
                         {"fuse_unk", true},
                         {"byte_fallback", true},
                         {"merges", sentencePieceMerges(source)}};
    } else if (name == "bert-bge") {
        json["normalizer"] = {{"type", "BertNormalizer"}, {"lowercase", true}};
        json["pre_tokenizer"] = {{"type", "BertPreTokenizer"}};
        json["decoder"] = {{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", true}};
        json["model"] = {{"type", "WordPiece"}, {"unk_token", "[UNK]"}, {"continuing_subword_prefix", "##"}};
    } else {
        json["decoder"] = byteLevel();
        json["pre_tokenizer"] = name == "gpt-2" ? byteLevel()
            : name == "qwen2" ? splitThenBytes(kCaseless + R"(|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|)" + kTail)
                              : splitThenBytes(kCaseless + R"(|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|)" + kTail);
        json["model"]["ignore_merges"] = name == "llama-bpe";
    }
    return json;
}

/// In WordPiece, GGUF marks the beginnings of words and tokenizer.json what is none.
std::string writtenText(const std::string& name, const std::string& text)
{
    if (name != "bert-bge" || (text.starts_with('[') && text.ends_with(']') && text.size() > 2))
        return text;
    return text.starts_with("▁") ? text.substr(3) : "##" + text;
}

bool writeFolder(const Folder& folder, const std::string& name)
{
    const auto path = test::sharedData("tokenizers/ggml-vocab-" + name + ".gguf");
    const auto file = model::ModelFile::open(path);
    if (!file)
        return false;
    const model::Metadata& keys = (*file)->metadata();
    const Source source{
        column<std::string>(keys, "tokenizer.ggml.tokens"), column<std::int32_t>(keys, "tokenizer.ggml.token_type"),
        column<float>(keys, "tokenizer.ggml.scores"), column<std::string>(keys, "tokenizer.ggml.merges")};
    std::string text = pipelineOf(name, source).dump();
    const std::string mark = "\"model\":{";
    const std::string vocabulary
        = vocabularyText(source, [&](std::size_t i) { return writtenText(name, source.texts[i]); });
    text.insert(text.find(mark) + mark.size(), "\"vocab\":" + vocabulary + ",");
    folder.write("tokenizer.json", text);
    return true;
}

Result<std::unique_ptr<const model::Tokenizer>> viaKeys(const Folder& folder)
{
    model::Metadata keys;
    HEADROOM_TRY(model::addTokenizerKeys(folder.path(), keys));
    JobControl control;
    QTemporaryDir apart;
    const auto path = std::filesystem::path(apart.path().toStdString()) / "keys.gguf";
    HEADROOM_TRY(model::writeGguf(path, keys, {}, control));
    const auto file = model::ModelFile::open(path);
    return file ? model::Tokenizer::create(**file)
                : Result<std::unique_ptr<const model::Tokenizer>>(tl::unexpected(file.error()));
}

std::vector<std::string> split(const std::string& text, const std::string& separator)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find(separator, begin)) != std::string::npos; begin = end + separator.size())
        parts.push_back(text.substr(begin, end - begin));
    parts.push_back(text.substr(begin));
    return parts;
}

Result<std::unique_ptr<const model::Tokenizer>> small(const Json& json, const Json& config = Json::object())
{
    const Folder folder;
    folder.write("tokenizer.json", json);
    folder.write("tokenizer_config.json", config);
    return model::readTokenizerJson(folder.path());
}

} // namespace

class TestTokenizerJson : public QObject {
    Q_OBJECT
private slots:
    void publicVocabularies_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"gpt-2", "llama-bpe", "llama-spm", "phi-3", "qwen2", "bert-bge"})
            QTest::newRow(name) << name;
    }
    void publicVocabularies()
    {
        QFETCH(QString, name);
        const Folder folder;
        if (!writeFolder(folder, name.toStdString()))
            QSKIP("reference data not found: set HEADROOM_SHARED");
        const auto direct = model::readTokenizerJson(folder.path());
        QVERIFY2(direct, direct ? "" : direct.error().detail.c_str());
        const auto keys = viaKeys(folder);
        QVERIFY2(keys, keys ? "" : keys.error().detail.c_str());
        const std::string base = test::sharedData("tokenizers/ggml-vocab-" + name.toStdString() + ".gguf").string();
        const auto inputs = split(*readTextFile(base + ".inp"), "\n__ggml_vocab_test__\n");
        const auto outputs = split(*readTextFile(base + ".out"), "\n");
        QVERIFY(inputs.size() > 40);
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            std::istringstream line(outputs[i]);
            const Tokens expected(std::istream_iterator<Token>(line), {});
            QVERIFY2((*direct)->encode(inputs[i], {}) == expected, inputs[i].c_str());
            QVERIFY2((*keys)->encode(inputs[i], {}) == expected, inputs[i].c_str());
            if (name != "bert-bge")
                QCOMPARE((*direct)->decode(expected), inputs[i]);
        }
    }

    void aroundAText()
    {
        const Json words{{"a", 0}, {"b", 1}, {"<s>", 2}, {"</s>", 3}, {"<x>", 4}};
        Json json{
            {"model", {{"type", "WordLevel"}, {"vocab", words}, {"unk_token", "b"}}},
            {"pre_tokenizer", {{"type", "WhitespaceSplit"}}},
            {"added_tokens",
             {{{"id", 2}, {"content", "<s>"}, {"special", true}},
              {{"id", 4}, {"content", "<x>"}, {"special", false}, {"lstrip", true}, {"single_word", false}}}},
            {"post_processor",
             {{"type", "TemplateProcessing"},
              {"single",
               {{{"SpecialToken", {{"id", "<s>"}}}}, {{"Sequence", {{"id", "A"}}}}, {{"SpecialToken", {{"id", "E"}}}}}},
              {"special_tokens", {{"<s>", {{"ids", {2}}}}, {"E", {{"ids", {3}}}}}}}}};
        const auto tokenizer = small(json, {{"bos_token", {{"content", "<s>"}}}, {"eos_token", "</s>"}});
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        QCOMPARE((*tokenizer)->encode("a zz a", {.addSpecial = true}), (Tokens{2, 0, 1, 0, 3}));
        QCOMPARE((*tokenizer)->encode("a  <x>a<s>", {}), (Tokens{0, 4, 1}));
        QCOMPARE((*tokenizer)->encode("a  <x>a <s>", {.parseSpecial = true}), (Tokens{0, 4, 0, 2}));
        QVERIFY((*tokenizer)->addsBos() && (*tokenizer)->endsGeneration(3) && !(*tokenizer)->endsGeneration(0));
    }

    void unigramFindsTheBest()
    {
        const Json vocabulary
            = Json::array({Json::array({"<unk>", 0.0}), Json::array({"▁", -2.0}), Json::array({"a", -3.0}),
                           Json::array({"b", -3.0}), Json::array({"ab", -4.0}), Json::array({"▁a", -4.5})});
        const auto tokenizer = small({{"model", {{"type", "Unigram"}, {"unk_id", 0}, {"vocab", vocabulary}}},
                                      {"normalizer", {{"type", "Lowercase"}}},
                                      {"pre_tokenizer", {{"type", "Metaspace"}, {"prepend_scheme", "always"}}},
                                      {"decoder", {{"type", "Metaspace"}, {"prepend_scheme", "always"}}}});
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        QCOMPARE((*tokenizer)->encode("AB", {}), (Tokens{1, 4})); // -6 before -7.5 and -8
        QCOMPARE((*tokenizer)->encode("a xyz", {}), (Tokens{5, 1, 0})); // unknown characters are one
        QCOMPARE((*tokenizer)->decode(Tokens{1, 4, 5}), std::string("ab a"));
    }

    void growthIsBounded_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<int>("times");
        QTest::addColumn<bool>("bounded"); ///< or else the text becomes tokens
        const auto replace = [](const char* pattern, const QString& content) {
            return QStringLiteral("{'type': 'Replace', 'pattern': {%1}, 'content': '%2'}").arg(pattern, content);
        };
        QTest::newRow("doubled often") << replace("'String': 'n'", "nn") << 60 << true;
        QTest::newRow("doubled four times") << replace("'String': 'n'", "nn") << 4 << false;
        QTest::newRow("doubled by an expression") << replace("'Regex': '(?=n)|n'", "nn") << 60 << true;
        QTest::newRow("one long replacement") << replace("'String': 'n'", QString(300000, 'n')) << 1 << true;
        QTest::newRow("long prefixes")
            << QStringLiteral("{'type': 'Prepend', 'prepend': '%1'}").arg(QString(50000, 'n')) << 60 << true;
        QTest::newRow("bytes of bytes") << "{'type': 'ByteLevel'}" << 60 << true;
    }
    /// 60 steps that double a text would need all memory there is.
    void growthIsBounded()
    {
        QFETCH(QString, step);
        QFETCH(int, times);
        QFETCH(bool, bounded);
        const QString steps = QStringList(times, step).join(", ");
        const QString json
            = "{'model': {'type': 'BPE', 'vocab': {'n': 0}, 'merges': []}, 'normalizer': {'type': 'Sequence', "
              "'normalizers': ["
            + steps + "]}}";
        const Folder folder;
        folder.write("tokenizer.json", QString(json).replace('\'', '"').toStdString());
        const auto tokenizer = model::readTokenizerJson(folder.path());
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        const auto tokens = guarded("", [&]() -> Result<Tokens> { return (*tokenizer)->encode("n\xC3\xA9n", {}); });
        QCOMPARE(bool(tokens), !bounded);
        if (bounded) {
            QCOMPARE(tokens.error().code, ErrorCode::Unsupported);
            QVERIFY2(tokens.error().where.find("tokenizer.json, normalizer") != std::string::npos,
                     tokens.error().where.c_str());
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* json, const char* detail) { QTest::newRow(json) << json << detail; };
        row("{", "JSON");
        row("[]", "not an object");
        row("{'model': {'type': 'BPE', 'vocab': {'a': -1}, 'merges': []}}", "no sensible id");
        row("{'model': {'type': 'BPE', 'vocab': {'a': 99999999999}, 'merges': []}}", "no sensible id");
        row("{'model': {'type': 'BPE', 'vocab': {'a': 'b'}, 'merges': []}}", "no sensible id");
        row("{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': ['ab']}}", "no pair");
        row("{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': [], 'end_of_word_suffix': '</w>'}}",
            "end_of_word_suffix");
        row("{'model': {'type': 'Unigram', 'vocab': [['a']]}}", "no piece and score");
        row("{'model': {'type': 'Magic', 'vocab': {'a': 0}, 'merges': []}}", "\"Magic\"");
        row("{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': []}, 'normalizer': {'type': 'Odd'}}",
            "normalizer \"Odd\"");
        row("{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': []}, 'pre_tokenizer': {'type': 'Odd'}}", "\"Odd\"");
        row("{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': []}, 'pre_tokenizer': {'type': 'Split', 'pattern': "
            "{'Regex': "
            "'['}}}",
            "does not compile");
        row("{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': []}, 'normalizer': {'type': 'Precompiled', "
            "'precompiled_charsmap': 'AAECAwQF'}}",
            "contradict");
        row("{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': []}, 'pre_tokenizer': {'type': 'Metaspace', "
            "'replacement': "
            "'nnnnnnnn'}}",
            "not one character");
        const QString twice = "{'type': 'Replace', 'pattern': {'String': 'n'}, 'content': 'nn'}";
        const QString decoders = QStringList(24, twice).join(", ");
        QTest::newRow("decoder") << "{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': []}, 'decoder': {'type': "
                                    "'Sequence', 'decoders': ["
                + decoders + "]}}"
                                 << "times as long";
    }
    void refuses()
    {
        QFETCH(QString, json);
        QFETCH(QString, detail);
        const Folder folder;
        folder.write("tokenizer.json", json.replace('\'', '"').toStdString());
        const auto tokenizer = model::readTokenizerJson(folder.path());
        QVERIFY(!tokenizer);
        QVERIFY2(QString::fromStdString(tokenizer.error().detail).contains(detail), tokenizer.error().detail.c_str());
        QVERIFY(tokenizer.error().where.find("tokenizer.json") != std::string::npos);
    }

    void refusesByName_data()
    {
        QTest::addColumn<QString>(
            "change"); ///< to a tokenizer that is accepted: pointer=value, or pointer- to take it away
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* change, const char* place, const char* detail = "is not ") {
            QTest::newRow(change) << change << place << detail;
        };
        for (const char* wrong : {"{}", "5", "\"a b\"", "null"})
            QTest::addRow("merges %s", wrong) << QStringLiteral("/model/merges=%1").arg(wrong) << "model, \"merges\""
                                              << "a list";
        row("/model/merges-", "model, \"merges\"", "is missing");
        row("/model/merges=[\"a b c\"]", "merges", "no pair");
        row("/model/merges=[\"a c\"]", "merges", "\"c\", which is no token");
        row("/model/merges=[\"b a\"]", "merges", "\"ba\", which is no token");
        for (const char* key : {"byte_fallback", "fuse_unk", "ignore_merges"})
            for (const char* wrong : {"1", "null", "\"x\"", "[]"})
                QTest::addRow("%s %s", key, wrong) << QStringLiteral("/model/%1=%2").arg(key, wrong)
                                                   << QStringLiteral("model, \"%1\"").arg(key) << "true or false";
        row("/model/unk_token=3", "\"unk_token\"", "a text");
        row("/model/type=3", "\"type\"", "a text");
        row("/model=3", "model", "an object");
        row("/model-", "model", "an object");
        row("/model/vocab-", "\"vocab\"", "is missing");
        row("/model/vocab=4", "\"vocab\"", "an object");
        row("/model/vocab={\"a\":0,\"b\":1,\"ab\":1}", "vocab", "id 1 of \"b\"");
        for (const char* part : {"normalizer", "pre_tokenizer", "post_processor", "decoder"}) {
            QTest::addRow("%s", part) << QStringLiteral("/%1=5").arg(part) << part << "an object";
            QTest::addRow("%s []", part) << QStringLiteral("/%1=[]").arg(part) << part << "an object";
            QTest::addRow("%s {}", part) << QStringLiteral("/%1={}").arg(part) << part << "is missing";
            QTest::addRow("%s odd", part) << QStringLiteral("/%1={\"type\":\"Odd\"}").arg(part) << ""
                                          << "not supported";
            QTest::addRow("%s sequence", part)
                << QStringLiteral("/%1={\"type\":\"Sequence\"}").arg(part) << part << "a list";
        }
        row("/post_processor/single=5", "\"single\"", "a list");
        row("/post_processor/single/0={\"Odd\":1}", "\"single\"", "neither");
        row("/post_processor/special_tokens={}", "\"special_tokens\"", "no ids for \"a\"");
        row("/post_processor/special_tokens/a/ids=[\"a\"]", "\"special_tokens\"", "no ids");
        row("/post_processor/special_tokens/a/ids=[77]", "post_processor", "there is not");
        row("/post_processor={\"type\":\"BertProcessing\",\"cls\":[\"a\",0]}", "\"sep\"", "is missing");
        row("/post_processor={\"type\":\"BertProcessing\",\"cls\":[\"a\",0],\"sep\":[\"b\"]}", "\"sep\"",
            "with its id");
        row("/normalizer={\"type\":\"Replace\",\"pattern\":{},\"content\":\"\"}", "\"pattern\"", "neither");
        row("/normalizer={\"type\":\"Strip\",\"strip_left\":1}", "\"strip_left\"");
        row("/pre_tokenizer={\"type\":\"Metaspace\",\"prepend_scheme\":\"last\"}", "Metaspace", "\"last\"");
        row("/pre_tokenizer={\"type\":\"ByteLevel\",\"add_prefix_space\":0}", "\"add_prefix_space\"");
        row("/added_tokens={}", "added_tokens", "a list");
        row("/added_tokens=[{\"content\":\"x\"}]", "\"id\"", "is missing");
        row("/added_tokens=[{\"id\":9,\"content\":\"x\",\"special\":1}]", "\"special\"");
        row("/added_tokens=[{\"id\":9,\"content\":\"x\"},{\"id\":9,\"content\":\"y\"}]", "added_tokens", "same id 9");
    }
    void refusesByName()
    {
        QFETCH(QString, change);
        QFETCH(QString, place);
        QFETCH(QString, detail);
        Json json = {{"model", {{"type", "BPE"}, {"vocab", {{"a", 0}, {"b", 1}, {"ab", 2}}}, {"merges", {"a b"}}}},
                     {"post_processor",
                      {{"type", "TemplateProcessing"},
                       {"single", {{{"SpecialToken", {{"id", "a"}}}}, {{"Sequence", {{"id", "A"}}}}}},
                       {"special_tokens", {{"a", {{"ids", {0}}}}}}}}};
        QVERIFY(small(json));
        const std::string text = change.toStdString();
        const std::size_t end = text.find_first_of("=-");
        const Json::json_pointer key(text.substr(0, end));
        if (text[end] == '-')
            json[key.parent_pointer()].erase(key.back());
        else
            json[key] = Json::parse(text.substr(end + 1));
        const auto tokenizer = small(json);
        QVERIFY(!tokenizer);
        const auto& [code, where, why] = tokenizer.error();
        QVERIFY2(QString::fromStdString(where).contains(place), where.c_str());
        QVERIFY2(QString::fromStdString(why).contains(detail), why.c_str());
    }

    void refusesBeside_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("place");
        for (const char* key : {"bos_token", "eos_token", "add_bos_token", "tokenizer_class", "chat_template"})
            QTest::newRow(key) << QStringLiteral("{\"%1\": 1}").arg(key) << QStringLiteral("\"%1\"").arg(key);
        QTest::newRow("content") << "{\"bos_token\": {\"content\": 1}}"
                                 << "\"bos_token\", \"content\"";
        QTest::newRow("damaged") << "{"
                                 << "tokenizer_config.json";
        QTest::newRow("a list") << "[]"
                                << "tokenizer_config.json";
    }
    void refusesBeside()
    {
        QFETCH(QString, config);
        QFETCH(QString, place);
        const Folder folder;
        folder.write("tokenizer.json",
                     Json{{"model", {{"type", "BPE"}, {"vocab", {{"a", 0}}}, {"merges", Json::array()}}}});
        QVERIFY(model::readTokenizerJson(folder.path()));
        folder.write("tokenizer_config.json", config.toStdString());
        const auto tokenizer = model::readTokenizerJson(folder.path());
        QVERIFY(!tokenizer);
        QVERIFY2(QString::fromStdString(tokenizer.error().where).contains(place), tokenizer.error().where.c_str());
    }
};

HEADROOM_TEST(TestTokenizerJson)
#include "tst_tokenizerjson.moc"
