// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Keys of config.json that announce tensors, and tensors that are there or not: what contradicts itself is refused by
// key, never computed by one of the two.
#include "core/model/hf/classdefaults.h"
#include "core/model/hf/switches.h"
#include "tests/support/test.h"

#include <QTest>

#include <algorithm>

using namespace headroom;
using namespace headroom::model;

namespace {

struct Checked {
    std::string key, detail; ///< empty: accepted
};

/// Two layers with all weights that biases and norms can go with, and what is given beside them.
Checked check(const Json& config, const std::vector<std::string>& more, bool isQuantized = false, bool pools = false)
{
    const hf::Family* family = hf::findFamily(config);
    if (!family)
        return {"no family", {}};
    std::vector<TensorInfo> tensors(1);
    tensors.front().name = "token_embd.weight";
    std::vector<std::string> names = more;
    for (const char* layer : {"blk.0.", "blk.1."})
        for (const char* part : {"attn_q", "attn_k", "attn_v", "attn_qkv", "attn_q_a", "attn_kv_a_mqa", "attn_output",
                                 "attn_norm", "ffn_gate", "ffn_up", "ffn_down", "ssm_in", "ssm_out", "ssm_conv1d",
                                 "shortconv.conv", "shortconv.in_proj", "shortconv.out_proj"})
            names.push_back(std::string(layer) + part + ".weight");
    for (const std::string& name : names) {
        tensors.emplace_back();
        tensors.back().name = name;
    }
    Metadata metadata;
    metadata.set("general.architecture", {std::string(family->architecture)});
    if (pools)
        metadata.set(std::string(family->architecture) + ".pooling_type", {std::uint32_t{3}});
    const auto status = hf::checkSwitches(config, *family, {tensors, metadata, isQuantized});
    return status ? Checked() : Checked{status.error().where, status.error().detail};
}

std::vector<std::string> partsOf(const hf::Switch& row)
{
    std::vector<std::string> names;
    for (const QString& part : QString::fromUtf8(row.parts.data(), qsizetype(row.parts.size())).split(' '))
        for (const char* layer : {"blk.0.", "blk.1."})
            names.push_back(layer + part.toStdString());
    return names;
}

/// A description of every architecture that the row is about; for one of any architecture, of one without a row.
std::vector<Json> describedBy(const hf::Switch& row)
{
    std::vector<Json> out;
    for (const hf::Family& family : hf::families()) {
        if (hf::switchOf(family, row.key) != &row)
            continue;
        const bool overlaps = std::ranges::any_of(hf::switches(), [&](const hf::Switch& other) {
            return row.names.empty() && hf::switchOf(family, other.key) == &other && !other.names.empty()
                && row.key != other.key;
        });
        if (!overlaps)
            out.push_back({{"model_type", family.modelType}, {"tie_word_embeddings", true}});
    }
    return out;
}

} // namespace

class TestSwitches : public QObject {
    Q_OBJECT
private slots:
    void everyRow()
    {
        for (const hf::Switch& row : hf::switches()) {
            const std::string key(row.key);
            if (row.parts.empty())
                continue;
            for (Json config : describedBy(row)) {
                const auto refused = [&](const Checked& checked) {
                    return checked.key.find("\"" + key + "\"") != std::string::npos && !checked.detail.empty();
                };
                for (const hf::Switch& other : hf::switches()) // what has parts unless told
                    if (other.key != row.key && other.absent && *other.absent != other.leavesOut)
                        config[other.key] = other.leavesOut;
                const auto whole = partsOf(row);
                config[key] = !row.leavesOut; // announces the parts
                QVERIFY2(check(config, whole).key.empty(), (config.dump() + check(config, whole).key).c_str());
                QVERIFY2(refused(check(config, {})), config.dump().c_str());
                auto some = whole;
                some.erase(some.begin()); // of the first layer, and the second has it
                QVERIFY2(refused(check(config, some)), config.dump().c_str());
                config[key] = row.leavesOut;
                QVERIFY2(check(config, {}).key.empty(), config.dump().c_str());
                QVERIFY2(row.names.empty() || refused(check(config, whole)), config.dump().c_str());
                config.erase(key);
                if (row.absent)
                    QCOMPARE(refused(check(config, {})), *row.absent != row.leavesOut);
                if (row.absent)
                    QCOMPARE(refused(check(config, whole)), *row.absent == row.leavesOut);
            }
        }
    }

    /// Biases of zero that engines write beside codes are no second model; norms are.
    void quantizedFolders()
    {
        const Json llama{{"model_type", "llama"}, {"tie_word_embeddings", true}};
        const std::vector<std::string> biases{"blk.0.attn_q.bias", "blk.1.attn_q.bias"};
        QVERIFY(!check(llama, biases).key.empty());
        QVERIFY(check(llama, biases, true).key.empty());
        Json announced = llama;
        announced["attention_bias"] = true;
        QVERIFY(!check(announced, {}, true).key.empty());
        const Json stable{{"model_type", "stablelm"}, {"tie_word_embeddings", true}};
        QVERIFY(!check(stable, {"blk.0.attn_q_norm.weight", "blk.1.attn_q_norm.weight"}, true).key.empty());
    }

    void heads_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<bool>("refused");
        const auto row = [](const char* config, bool refused) { QTest::newRow(config) << QString(config) << refused; };
        row(R"({"architectures":["LlamaForCausalLM"],"tie_word_embeddings":false})", true);
        row(R"({"architectures":["LlamaForCausalLM"]})", true);
        row(R"({"architectures":["LlamaForCausalLM"],"tie_word_embeddings":true})", false);
        row(R"({"architectures":["Gemma2ForCausalLM"]})", false); // whose class ties them
        row(R"({"architectures":["Gemma2ForCausalLM"],"tie_word_embeddings":false})", true);
        row(R"({"architectures":["MistralModel"],"model_type":"mistral"})", false); // has no head at all
        row(R"({"architectures":["Lfm2ForCausalLM"],"tie_embedding":true})", false);
        row(R"({"architectures":["LlavaForConditionalGeneration"],"tie_word_embeddings":true,)"
            R"("text_config":{"model_type":"llama","num_hidden_layers":2}})",
            false);
    }
    void heads()
    {
        QFETCH(QString, config);
        QFETCH(bool, refused);
        const Json json = Json::parse(config.toStdString());
        QCOMPARE(check(json, {}).key.find("tie_word_embeddings") != std::string::npos, refused);
        QVERIFY(check(json, {"output.weight"}).key.find("tie_word") == std::string::npos);
        QVERIFY(check(json, {}, false, true).key.find("tie_word") == std::string::npos); // gives vectors
    }
};

HEADROOM_TEST(TestSwitches)
#include "tst_switches.moc"
