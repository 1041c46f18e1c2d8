// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A config.json can name a function that its family is not computed with, or leave out what a scaling cannot do
// without: refused by key, never replaced by something else. What is not modelled without being wrong at once is
// marked.
#include "core/base/pythonjson.h"
#include "core/model/hf/accepted.h"
#include "core/model/hf/classdefaults.h"
#include "core/model/hf/config.h"
#include "tests/support/test.h"

#include <QTest>

#include <fmt/format.h>

#include <cmath>

using namespace headroom;
using namespace headroom::model;

namespace {

struct Opened {
    Metadata metadata;
    Status status;
};

Opened opened(const Json& config)
{
    const hf::Family* family = hf::findFamily(config);
    if (!family)
        return {{}, fail(ErrorCode::Unsupported, {}, "unknown")};
    Opened out;
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

Json parsed(const QString& text)
{
    return parsePythonJson(text.toStdString(), "config.json").value();
}

std::string first(std::string_view words)
{
    return std::string(words.substr(0, words.find(' ')));
}

/// Descriptions of every class that a row is about: of an architecture's, or of one model type.
std::vector<Json> describedBy(const hf::Accepted& row)
{
    std::vector<Json> out;
    for (const hf::ClassDefaults& own : hf::classDefaults()) {
        const Json config{{"architectures", Json::array({first(own.classes)})}, {"model_type", first(own.modelTypes)}};
        const hf::Family* family = hf::findFamily(config);
        if (family && (lists(row.names, family->architecture) || lists(row.names, own.modelTypes)))
            out.push_back(config);
    }
    return out;
}

} // namespace

class TestAcceptedValues : public QObject {
    Q_OBJECT
private slots:
    void everyRow()
    {
        for (const hf::Accepted& row : hf::acceptedValues()) {
            const auto configs = describedBy(row);
            QVERIFY2(!configs.empty(), std::string(row.key).c_str());
            for (Json config : configs) {
                const std::string key(row.key);
                const Json accepted = parsePythonJson(row.values, row.key).value();
                for (const Json& value : accepted) {
                    config[key] = value;
                    QVERIFY2(opened(config).status, complaint(opened(config).status).c_str());
                }
                config[key] = nullptr;
                QVERIFY2(opened(config).status, complaint(opened(config).status).c_str());
                config[key] = "surprise";
                const auto refused = opened(config);
                QVERIFY2(!refused.status, (config.dump() + key).c_str());
                QCOMPARE(refused.status.error().code, ErrorCode::Unsupported);
                QVERIFY(refused.status.error().where.find(key) != std::string::npos);
                QVERIFY(refused.status.error().detail.find("surprise") != std::string::npos);
            }
        }
    }

    /// Every class whose feed-forward has a function that config.json can name has a row for it.
    void everyClassHasItsFunction()
    {
        for (const hf::ClassDefaults& own : hf::classDefaults()) {
            const Json base{{"architectures", Json::array({first(own.classes)})},
                            {"model_type", first(own.modelTypes)}};
            bool refused = lists("lfm2 lfm2_moe bloom mpt", own.modelTypes); // whose function has no name
            for (const char* key :
                 {"hidden_act", "hidden_activation", "activation_function", "activation", "mlp_hidden_act"}) {
                Json config = base;
                config[key] = "quick_gelu";
                refused = refused || !opened(config).status;
            }
            QVERIFY2(refused, std::string(own.modelTypes).c_str());
        }
    }

    void refused_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char* config, const char* mention) {
            QTest::addRow("%.90s", config) << QString(config) << QString(mention);
        };
        add(R"({"model_type":"llama","hidden_act":"relu"})", "hidden_act");
        add(R"({"model_type":"gemma2","hidden_activation":"silu"})", "hidden_activation");
        add(R"({"model_type":"gpt2","activation_function":"relu"})", "activation_function");
        add(R"({"model_type":"gpt2","scale_attn_by_inverse_layer_idx":true})", "scale_attn_by_inverse_layer_idx");
        add(R"({"model_type":"falcon","alibi":true})", "alibi");
        add(R"({"model_type":"olmoe","clip_qkv":0.05})", "clip_qkv");
        add(R"({"model_type":"deepseek_v3","rope_interleave":false})", "rope_interleave");
        add(R"({"model_type":"deepseek_v2","scoring_func":"sigmoid"})", "scoring_func");
        for (const char* value : {"0", "-1", "\"many\"", "true", "Infinity", "NaN"}) {
            add(qPrintable(QString(R"({"model_type":"llama","rope_theta":%1})").arg(value)), "rope_theta");
            add(qPrintable(QString(R"({"model_type":"gemma2","query_pre_attn_scalar":%1})").arg(value)),
                "query_pre_attn_scalar");
            add(qPrintable(QString(R"({"model_type":"granite","logits_scaling":%1})").arg(value)), "logits_scaling");
            add(qPrintable(QString(R"({"model_type":"llama","rope_parameters":{"rope_theta":%1}})").arg(value)),
                "rope_theta");
            add(qPrintable(
                    QString(R"({"model_type":"llama","rope_scaling":{"type":"linear","factor":%1}})").arg(value)),
                "factor");
        }
        add(R"({"model_type":"llama","partial_rotary_factor":0})", "partial_rotary_factor");
        add(R"({"model_type":"llama","partial_rotary_factor":2})", "partial_rotary_factor");
        add(R"({"model_type":"gemma3_text","rope_parameters":{"sliding_attention":{"rope_theta":0}}})", "rope_theta");
        add(R"({"model_type":"gemma3_text","rope_parameters":{"sliding_attention":{"rope_type":"yarn","factor":2}}})",
            "sliding_attention");
        for (const char* type : {"linear", "yarn", "dynamic", "llama3"})
            add(qPrintable(QString(R"({"model_type":"llama","rope_scaling":{"rope_type":"%1"}})").arg(type)), "factor");
        add(R"({"model_type":"llama","rope_scaling":{"rope_type":"llama3","factor":8,"high_freq_factor":4}})",
            "low_freq_factor");
        add(R"({"model_type":"llama","rope_scaling":{"rope_type":"yarn","factor":4,"beta_fast":0}})", "beta_fast");
        add(R"({"model_type":"deepseek_v3","rope_scaling":{"type":"yarn","factor":40,"mscale":0.5,)"
            R"("mscale_all_dim":1.0}})",
            "mscale");
        add(R"({"model_type":"smollm3","num_hidden_layers":4,"no_rope_layers":[0,1,0,1]})", "no_rope_layers");
        add(R"({"model_type":"smollm3","num_hidden_layers":4,"no_rope_layers":[1,1,1,1]})", "no_rope_layers");
        add(R"({"model_type":"smollm3","no_rope_layer_interval":3})", "no_rope_layer_interval");
        add(R"({"model_type":"mistral","sliding_window":0})", "sliding_window");
    }
    void refused()
    {
        QFETCH(QString, config);
        QFETCH(QString, mention);
        const auto model = opened(parsed(config));
        QVERIFY(!model.status);
        QVERIFY2(QString::fromStdString(complaint(model.status)).contains(mention), complaint(model.status).c_str());
    }

    void accepted_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value"); // none: absent
        const double none = std::nan("");
        const auto add = [](const std::string& config, const char* key, double value) {
            QTest::addRow("%s %.80s", key, config.c_str()) << QString::fromStdString(config) << QString(key) << value;
        };
        add(R"({"model_type":"smollm3","num_hidden_layers":4,"no_rope_layers":[1,1,1,0]})", "smollm3.block_count", 4);
        add(R"({"model_type":"llama","is_causal":false})", "llama.attention.causal", 0);
        add(R"({"model_type":"llama","is_causal":true})", "llama.attention.causal", none);
        add(R"({"model_type":"gemma3_text","use_bidirectional_attention":true})", "gemma3.attention.causal", 0);
        add(R"({"model_type":"llama","rope_scaling":{"type":"dynamic","factor":2.0}})",
            "llama.rope.scaling.dynamic_factor", 2);
        add(R"({"model_type":"llama","rope_scaling":{"type":"yarn","factor":4,"truncate":false}})",
            "llama.rope.scaling.yarn_truncate", 0);
        add(R"({"model_type":"gpt_oss"})", "gpt-oss.rope.scaling.yarn_truncate", 0);
        add(R"({"model_type":"llama","max_position_embeddings":64,"rope_scaling":{"type":"yarn",)"
            R"("original_max_position_embeddings":16}})",
            "llama.rope.scaling.factor", 4);
        // rope_scaling takes the place of rope_parameters, but for kinds of layers
        constexpr const char* kBoth
            = R"({"model_type":"llama","rope_parameters":{"rope_type":"default","rope_theta":5e4},)"
              R"("rope_scaling":{"rope_type":"yarn","factor":4})";
        add(std::string(kBoth) + "}", "llama.rope.scaling.factor", 4);
        add(std::string(kBoth) + R"(,"rope_theta":2e4})", "llama.rope.freq_base", 2e4);
        add(std::string(kBoth) + "}", "llama.rope.parameters_overruled", 1);
        constexpr const char* kParameters = R"("rope_parameters":{"rope_type":"linear","factor":2,"rope_theta":5e4})";
        for (const char* empty : {"null", "{}"}) {
            const std::string config
                = fmt::format(R"({{"model_type":"llama","rope_scaling":{},{}}})", empty, kParameters);
            add(config, "llama.rope.scaling.factor", 2);
            add(config, "llama.rope.freq_base", 5e4);
            add(config, "llama.rope.parameters_overruled", none);
        }
        for (const char* same :
             {R"({"type":"linear","factor":2.0})", R"({"rope_type":"linear","factor":2,"rope_theta":5e4})"})
            add(fmt::format(R"({{"model_type":"llama","rope_theta":50000,"rope_scaling":{},{}}})", same, kParameters),
                "llama.rope.parameters_overruled", none);
        constexpr const char* kKinds
            = R"({"model_type":"gemma3_text","rope_parameters":{"full_attention":{"rope_type":"default","rope_theta":3e6},)"
              R"("sliding_attention":{"rope_type":"default","rope_theta":2e4}})";
        const std::string scaledKinds = std::string(kKinds) + R"(,"rope_scaling":{"type":"linear","factor":8}})";
        add(scaledKinds, "gemma3.rope.scaling.factor", 8);
        add(scaledKinds, "gemma3.rope.freq_base", 3e6);
        add(scaledKinds, "gemma3.rope.freq_base_swa", 2e4);
        add(scaledKinds, "gemma3.rope.parameters_overruled", 1);
        add(std::string(kKinds) + "}", "gemma3.rope.scaling.factor", none);
        add(std::string(kKinds) + "}", "gemma3.rope.parameters_overruled", none);
        add(R"({"model_type":"gpt2","activation_function":"gelu"})", "gpt2.feed_forward.exact_gelu", 1);
        add(R"({"model_type":"gpt2"})", "gpt2.feed_forward.exact_gelu", none);
        add(R"({"model_type":"falcon"})", "falcon.feed_forward.exact_gelu", 1);
        add(R"({"model_type":"deepseek_v2","topk_method":"group_limited_greedy","n_group":8,"topk_group":3})",
            "deepseek2.expert_group_count", 8);
        add(R"({"model_type":"deepseek_v2","n_group":8,"topk_group":3})", "deepseek2.expert_group_count", none);
        add(R"({"model_type":"mistral"})", "llama.attention.sliding_window", 4096);
        add(R"({"model_type":"mistral","sliding_window":null})", "llama.attention.sliding_window", none);
        add(R"({"model_type":"llama","sliding_window":64})", "llama.attention.sliding_window", none);
        add(R"({"model_type":"stablelm","sliding_window":64})", "stablelm.attention.sliding_window", none);
        add(R"({"model_type":"starcoder2","sliding_window":64})", "starcoder2.attention.sliding_window", 64);
        add(R"({"model_type":"ministral3","sliding_window":64})", "mistral3.attention.sliding_window", 64);
        add(R"({"model_type":"phi3","sliding_window":64})", "phi3.attention.sliding_window", 64);
        add(R"({"model_type":"qwen3_moe","sliding_window":64})", "qwen3moe.attention.sliding_window", none);
        add(R"({"model_type":"qwen3_moe","sliding_window":64,"use_sliding_window":true})",
            "qwen3moe.attention.sliding_window", 64);
        add(R"({"model_type":"gemma2","sliding_window":null})", "gemma2.attention.sliding_window", 0);
    }
    void accepted()
    {
        QFETCH(QString, config);
        QFETCH(QString, key);
        QFETCH(double, value);
        const auto model = opened(parsed(config));
        QVERIFY2(model.status, complaint(model.status).c_str());
        const auto truth = model.metadata.boolean(key.toStdString());
        const auto number = truth ? std::optional(double(*truth)) : model.metadata.number(key.toStdString());
        QCOMPARE(number.has_value(), !std::isnan(value));
        if (number)
            QCOMPARE(*number, value);
    }
};

HEADROOM_TEST(TestAcceptedValues)
#include "tst_acceptedvalues.moc"
