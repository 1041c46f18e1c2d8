// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A config.json that leaves values out means those of its class; one that says them, or says null, goes first.
#include "core/base/words.h"
#include "core/model/architecture.h"
#include "core/model/hf/classdefaults.h"
#include "core/model/hf/config.h"
#include "core/model/hf/configfields.h"
#include "tests/support/test.h"

#include "support/shareddata.h"

#include <QTest>

#include <cmath>
#include <fstream>

using namespace headroom;
using namespace headroom::model;

namespace {

struct Opened {
    Metadata metadata;
    Status status;
    std::string prefix;

    double number(const QString& key) const
    {
        const std::string whole = prefix + key.toStdString();
        if (const auto truth = metadata.boolean(whole))
            return *truth ? 1 : 0;
        return metadata.number(whole).value_or(std::nan(""));
    }
};

Opened opened(const std::string& text)
{
    const Json config = Json::parse(text);
    const hf::Family* family = hf::findFamily(config);
    if (!family)
        return {{}, fail(ErrorCode::Unsupported, {}, "unknown"), {}};
    Opened out{{}, {}, std::string(family->architecture) + "."};
    std::map<std::string, hf::Rows> tensors;
    out.status = hf::addKeys(config, *family, out.metadata);
    if (out.status)
        out.status = hf::addRope(config, *family, out.metadata, tensors);
    return out;
}

std::string complaint(const Status& status)
{
    return status ? std::string() : status.error().where + ": " + status.error().detail;
}

} // namespace

class TestClassDefaults : public QObject {
    Q_OBJECT
private slots:
    void everyFamilyHasThem()
    {
        for (const hf::Family& family : hf::families())
            for (const std::string& name : words(family.classes)) {
                const Json config{{"architectures", Json::array({name})}};
                QVERIFY2(!hf::defaultsOf(config).empty(), name.c_str());
                const hf::Family* found = hf::findFamily(config); // or another form of the same class
                QVERIFY(found && lists(found->classes, name));
            }
    }

    /// A description that says nothing but what it is describes a whole model.
    void everyClassIsAModel_data()
    {
        QTest::addColumn<QString>("type");
        for (const hf::ClassDefaults& row : hf::classDefaults())
            for (const std::string& type : words(row.modelTypes))
                QTest::newRow(type.c_str()) << QString::fromStdString(type);
    }
    void everyClassIsAModel()
    {
        QFETCH(QString, type);
        const Opened model = opened(R"({"model_type":")" + type.toStdString() + R"("})");
        QVERIFY2(model.status, complaint(model.status).c_str());
        QVERIFY(model.number("block_count") > 0 && model.number("embedding_length") > 0);
        QVERIFY(model.number("context_length") > 0);
        const bool rotates = architectureOf(model.prefix.substr(0, model.prefix.size() - 1)).rope != RopeStyle::Absent;
        QCOMPARE(!std::isnan(model.number("rope.freq_base")), rotates);
    }

    void leftOut_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        const auto add = [](const char* config, const char* key, double value) {
            QTest::addRow("%s %.40s", key, config) << QString(config) << QString(key) << value;
        };
        constexpr const char* kGemma3 = R"({"architectures":["Gemma3ForConditionalGeneration"],"model_type":"gemma3",)"
                                        R"("text_config":{"model_type":"gemma3_text","hidden_size":2560,)"
                                        R"("num_hidden_layers":34,"intermediate_size":10240,"sliding_window":1024,)"
                                        R"("rope_scaling":{"rope_type":"linear","factor":8.0}}})";
        add(kGemma3, "rope.freq_base", 1e6);
        add(kGemma3, "rope.freq_base_swa", 1e4);
        add(kGemma3, "context_length", 131072);
        add(kGemma3, "attention.head_count", 8);
        add(kGemma3, "attention.head_count_kv", 4);
        add(kGemma3, "attention.key_length", 256);
        add(kGemma3, "attention.value_length", 256);
        add(kGemma3, "attention.sliding_window", 1024);
        add(kGemma3, "rope.scaling.factor", 8);
        add(kGemma3, "attention.layer_norm_rms_epsilon", double(1e-6F));
        add(R"({"architectures":["Gemma3ForConditionalGeneration"],"text_config":{}})", "block_count", 26);
        add(R"({"model_type":"mistral"})", "attention.head_count_kv", 8);
        add(R"({"architectures":["LlamaForCausalLM"],"num_attention_heads":24})", "attention.head_count_kv", 24);
        add(R"({"architectures":["MixtralForCausalLM"]})", "rope.freq_base", 1e6);
        add(R"({"model_type":"mixtral"})", "expert_count", 8);
        add(R"({"model_type":"qwen3","hidden_size":256,"num_attention_heads":4})", "attention.key_length", 128);
        add(R"({"model_type":"qwen3_moe"})", "expert_weights_norm", 0);
        add(R"({"model_type":"qwen2_moe"})", "expert_shared_feed_forward_length", 5632);
        add(R"({"model_type":"gemma2"})", "attn_logit_softcapping", 50);
        add(R"({"model_type":"glm"})", "rope.dimension_count", 64);
        add(R"({"model_type":"glm4"})", "attention.head_count_kv", 2);
        add(R"({"model_type":"stablelm"})", "rope.dimension_count", 20);
        add(R"({"model_type":"gpt_neox"})", "rope.dimension_count", 24);
        add(R"({"model_type":"nemotron"})", "rope.dimension_count", 64);
        add(R"({"model_type":"phi"})", "rope.dimension_count", 32);
        add(R"({"model_type":"smollm3"})", "rope.freq_base", 2e6);
        add(R"({"model_type":"olmo3"})", "rope.freq_base", 5e5);
        add(R"({"model_type":"olmo3"})", "attention.sliding_window", 4096);
        add(R"({"model_type":"granite"})", "attention.scale", 1);
        add(R"({"model_type":"cohere2"})", "logit_scale", 0.0625);
        add(R"({"model_type":"gpt_oss"})", "rope.freq_base", 150000);
        add(R"({"model_type":"gpt_oss"})", "rope.scaling.factor", 32);
        add(R"({"model_type":"ministral3"})", "rope.freq_base", 1e6);
        add(R"({"model_type":"ministral3"})", "rope.scaling.original_context_length", 16384);
        add(R"({"model_type":"deepseek_v3"})", "expert_gating_func", 2);
        add(R"({"model_type":"deepseek_v2"})", "attention.kv_lora_rank", 512);
        add(R"({"model_type":"lfm2","hidden_size":64,"intermediate_size":384})", "feed_forward_length", 256);
        add(R"({"model_type":"mamba2"})", "ssm.time_step_rank", 128);
        add(R"({"model_type":"falcon"})", "attention.head_count_kv", 1);
        add(R"({"model_type":"gpt2"})", "feed_forward_length", 3072);
        add(R"({"model_type":"minimax_m2"})", "expert_gating_func", 2);
        add(R"({"model_type":"minimax_m2"})", "expert_feed_forward_length", 1536);
        add(R"({"model_type":"hy_v3"})", "leading_dense_block_count", 1);
        add(R"({"model_type":"exaone_moe"})", "expert_weights_scale", 2.5);
        add(R"({"model_type":"laguna"})", "rope.dimension_count", 64);
        add(R"({"model_type":"laguna"})", "rope.dimension_count_swa", 128);
        add(R"({"model_type":"laguna"})", "rope.freq_base_swa", 10000);
        add(R"({"model_type":"mimo_v2_flash"})", "rope.dimension_count", 64);
        add(R"({"model_type":"mimo_v2_flash"})", "attention.value_length", 128);
        add(R"({"model_type":"falcon_h1"})", "ssm.inner_size", 1024);
        add(R"({"model_type":"falcon_h1","mamba_d_ssm":null})", "ssm.inner_size", 8192);
        add(R"({"model_type":"mpt"})", "attention.max_alibi_bias", 8);
        add(R"({"model_type":"gpt_neo"})", "attention.scale", 1);
        add(R"({"model_type":"biogpt"})", "embedding_scale", 32);
        add(R"({"model_type":"vaultgemma"})", "attention.sliding_window", 4096);
        add(R"({"model_type":"axk1"})", "expert_gating_func", 2);
        add(R"({"model_type":"glm4_moe_lite"})", "attention.key_length_mla", 256);
    }
    void leftOut()
    {
        QFETCH(QString, config);
        QFETCH(QString, key);
        QFETCH(double, value);
        const Opened model = opened(config.toStdString());
        QVERIFY2(model.status, complaint(model.status).c_str());
        QCOMPARE(model.number(key), value);
    }

    /// Under whatever name it is said, and wherever.
    void said_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        const auto add = [](const char* config, const char* key, double value) {
            QTest::addRow("%s %.40s", key, config) << QString(config) << QString(key) << value;
        };
        add(R"({"model_type":"falcon","n_layer":5})", "block_count", 5);
        add(R"({"model_type":"gpt2","hidden_size":96})", "embedding_length", 96);
        add(R"({"model_type":"mixtral","rope_parameters":{"rope_theta":3e4}})", "rope.freq_base", 3e4);
        add(R"({"model_type":"glm","rope_parameters":{"partial_rotary_factor":0.25}})", "rope.dimension_count", 32);
        add(R"({"model_type":"stablelm","rope_pct":0.5})", "rope.dimension_count", 40);
        add(R"({"model_type":"mistral","num_key_value_heads":null})", "attention.head_count_kv", 32);
        add(R"({"model_type":"gemma2","attn_logit_softcapping":null})", "attn_logit_softcapping", 0);
        add(R"({"model_type":"gemma2","sliding_window":null})", "attention.sliding_window", 0);
        add(R"({"model_type":"gemma3_text","query_pre_attn_scalar":64})", "attention.scale", 0.125);
        add(R"({"model_type":"gemma3_text","head_dim":64})", "attention.scale", 0.0625);
    }
    void said() { leftOut(); }

    void silenceWhereItIsUsual()
    {
        const Opened usual = opened(R"({"model_type":"gemma3_text"})");
        QVERIFY(!usual.metadata.find("gemma3.attention.scale"));
        QVERIFY(!usual.metadata.find("gemma3.attention.sliding_window_pattern"));
        const Opened other = opened(R"({"model_type":"gemma3_text","num_hidden_layers":4,"sliding_window_pattern":2})");
        const Array* windows = other.metadata.array("gemma3.attention.sliding_window_pattern");
        QVERIFY(windows);
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(std::get<bool>(windows->items[i].data), i % 2 == 0);
    }

    void whatNoModelCanDoWithoutIsNamed_data()
    {
        QTest::addColumn<QString>("key");
        for (const char* key :
             {"num_hidden_layers", "hidden_size", "num_attention_heads", "max_position_embeddings", "rms_norm_eps"})
            QTest::newRow(key) << QString(key);
    }
    void whatNoModelCanDoWithoutIsNamed()
    {
        QFETCH(QString, key);
        const Opened model = opened(R"({"model_type":"qwen3",")" + key.toStdString() + R"(":null})");
        QVERIFY(!model.status);
        QVERIFY2(model.status.error().where.find('"' + key.toStdString() + '"') != std::string::npos,
                 complaint(model.status).c_str());
    }

    /// A model that also sees is read as the text model in it.
    void textModelOfAWrapper()
    {
        const hf::Family* family = hf::findFamily(Json::parse(
            R"({"architectures":["LlavaForConditionalGeneration"],"text_config":{"model_type":"mistral"}})"));
        QVERIFY(family && family->architecture == "llama");
        QVERIFY(
            !hf::findFamily(Json::parse(R"({"architectures":["Nothing"],"text_config":{"model_type":"nothing"}})")));
    }

    void refusesOtherTypes_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("key"); ///< empty: it is accepted
        const auto row = [](const char* config, const char* key) { QTest::newRow(config) << config << key; };
        row("{}", "");
        row(R"({"rope_scaling":null,"quantization_config":null,"text_config":null})", "");
        row(R"({"rope_scaling":{"type":"linear","factor":4}})", "");
        row(R"({"rope_parameters":{"rope_theta":1e6}})", "");
        row(R"({"rope_parameters":{"full_attention":{"rope_type":"default","rope_theta":1e6}}})", "");
        row(R"({"sliding_window_pattern":"LLLG"})", ""); // as EXAONE 4 writes it
        row(R"({"sliding_window_pattern":[4]})", "sliding_window_pattern");
        for (const char* wrong : {"\"linear\"", "4", "[4]", "true"})
            for (const char* key : {"rope_scaling", "rope_parameters", "quantization_config", "text_config"})
                QTest::addRow("%s %s", key, wrong) << QStringLiteral("{\"%1\":%2}").arg(key, wrong) << key;
        row(R"({"rope_scaling":{"type":"linear","factor":"4.0"}})", "factor");
        row(R"({"rope_scaling":{"type":"linear","factor":[4]}})", "factor");
        row(R"({"rope_scaling":{"factor":4.0}})", "rope_type");
        row(R"({"rope_scaling":{"type":5,"factor":4}})", "type");
        row(R"({"rope_parameters":{"full_attention":{"rope_type":5}}})", "rope_type");
        row(R"({"rope_parameters":{"full_attention":5}})", "full_attention");
        row(R"({"text_config":{"rope_scaling":"linear"}})", "rope_scaling");
        row(R"({"layer_types":"full_attention"})", "layer_types");
        row(R"({"use_sliding_window":0})", "use_sliding_window");
        row(R"({"tie_word_embeddings":"true"})", "tie_word_embeddings");
        row(R"({"partial_rotary_factor":"0.5"})", "partial_rotary_factor");
        row(R"({"architectures":"LlamaForCausalLM"})", "architectures");
        row(R"({"quantization_config":{"quant_method":5}})", "quant_method");
        row(R"({"quantization_config":{"quant_method":"gptq","bits":"4"}})", "bits");
    }
    void refusesOtherTypes()
    {
        QFETCH(QString, config);
        QFETCH(QString, key);
        const Json json = Json::parse(config.toStdString());
        auto status = hf::checkConfig(json);
        if (status && json.contains("quantization_config"))
            status = hf::checkQuantization(json["quantization_config"]);
        QVERIFY2(bool(status) == key.isEmpty(), complaint(status).c_str());
        if (!status)
            QVERIFY2(status.error().where.find('"' + key.toStdString() + '"') != std::string::npos,
                     complaint(status).c_str());
    }

    /// What classes of the transformers library write of themselves is of the types that are demanded.
    void acceptsWhatClassesWrite()
    {
        const auto path = test::sharedData("configs.jsonl");
        HEADROOM_NEEDS(path);
        std::ifstream file(path);
        int read = 0;
        for (std::string line; std::getline(file, line);) {
            const Json json = Json::parse(line, nullptr, false);
            if (json.is_discarded()) // Python writes Infinity, which is no JSON
                continue;
            const auto status = hf::checkConfig(json.at("config"));
            QVERIFY2(status, (json.at("model_type").dump() + ": " + complaint(status)).c_str());
            ++read;
        }
        QVERIFY(read > 70);
    }

private:
    static std::vector<std::string> words(std::string_view text)
    {
        std::vector<std::string> all;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            all.emplace_back(text.substr(at, end - at));
            at = end + 1;
        }
        return all;
    }
};

HEADROOM_TEST(TestClassDefaults)
#include "tst_classdefaults.moc"
