// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Classes that are planned and not computed: formulas over config.json come to what they should, what is missing is
// named, and what a layer keeps follows from the rows.
#include "core/base/words.h"
#include "core/model/description.h"
#include "core/model/hf/family.h"
#include "core/model/hf/layouts/layout.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using namespace headroom::model;

namespace {

template <class T> std::string complaint(const Result<T>& result)
{
    return result ? std::string() : result.error().where + ": " + result.error().detail;
}

} // namespace

class TestLayouts : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;

    std::filesystem::path bare(const std::string& config) const
    {
        const std::filesystem::path folder = m_dir.filePath(QTest::currentDataTag()).toStdString();
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "config.json") << config;
        return folder;
    }

private slots:
    void formulas_data()
    {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<qint64>("value");
        const auto row = [](const char* formula, qint64 value) { QTest::newRow(formula) << QString(formula) << value; };
        row("2 + 3 * 4", 14);
        row("(2 + 3) * 4 - 1", 19);
        row("7 / 2 + 7 % 4", 6);
        row("width / heads", 16);
        row("$twice", 128);
        row("missing ?? 5", 5);
        row("nothing ?? width", 64);
        row("inner.size ?? 1", 9);
        row("width > 63 && !no", 1);
        row("no || width == 64", 1);
        row("yes ? width : missing", 64);
        row("no ? missing : heads", 4);
        row("kinds == 'b' ? 10 : 20", 10); // of layer 1
        row("kinds[layer % 2 + 1] == 'c'", 1);
        row("#kinds", 3);
        row("layer in chosen", 1);
        row("7 in chosen", 0);
    }
    void formulas()
    {
        QFETCH(QString, formula);
        QFETCH(qint64, value);
        const Json config = Json::parse(R"({"width":64,"heads":4,"nothing":null,"inner":{"size":9},"yes":true,
            "no":false,"kinds":["a","b","c"],"chosen":[1,3]})");
        const hf::Formulas formulas{{"twice", "width * 2"}};
        const auto found = hf::evaluateFormula(formula.toStdString(), {config, formulas, 1});
        QVERIFY2(found, complaint(found).c_str());
        QCOMPARE(qint64(*found), value);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<QString>("mention");
        const auto row = [](const char* formula, const char* mention) {
            QTest::newRow(formula) << QString(formula) << QString(mention);
        };
        row("missing + 1", "\"missing\"");
        row("missing", "\"missing\"");
        row("text * 2", "\"text\"");
        row("4 / zero", "\"zero\"");
        row("list", "\"list\""); // of layer 5, of which there are 2
        row("zero - 1", "no size");
        row("huge * huge", "no size");
        row("2 +", "is none");
        row("(2", "is none");
        row("2 2", "is none");
        row("$unknown", "is none");
        row("$circle", "is none");
    }
    void refusals()
    {
        QFETCH(QString, formula);
        QFETCH(QString, mention);
        const Json config = Json::parse(R"({"text":"silu","zero":0,"list":[1,2],"huge":4000000000000})");
        const hf::Formulas formulas{{"circle", "$circle + 1"}};
        const auto found = hf::evaluateFormula(formula.toStdString(), {config, formulas, 5});
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Corrupt);
        QVERIFY2(complaint(found).find(mention.toStdString()) != std::string::npos, complaint(found).c_str());
    }

    /// A class that is computed has no second description.
    void noClassHasAFamilyAsWell()
    {
        for (const hf::Layout& row : hf::layouts())
            for (const std::string_view name : wordsOf(row.classes)) {
                const Json config{{"architectures", Json::array({name})}};
                QVERIFY2(!hf::findFamily(config), std::string(name).c_str());
                QCOMPARE(hf::layoutOf(config), &row);
            }
    }

    void caches_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<int>("layer");
        QTest::addColumn<quint64>("perToken");
        QTest::addColumn<quint64>("fixed"); ///< elements
        const auto row = [](const char* name, const char* config, int layer, quint64 perToken, quint64 fixed) {
            QTest::newRow(name) << QString(config) << layer << perToken << fixed;
        };
        constexpr const char* kMinimax = R"({"architectures":["MiniMaxForCausalLM"],"vocab_size":99,"hidden_size":64,
            "intermediate_size":32,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,
            "max_position_embeddings":128,"num_local_experts":4,"num_experts_per_tok":2,
            "layer_types":["full_attention","linear_attention"]})";
        row("minimax attends", kMinimax, 0, 2 * 2 * 16, 0);
        row("minimax, a state of each head", kMinimax, 1, 0, 4 * 16 * 16);
        row("rwkv", R"({"architectures":["RwkvForCausalLM"],"vocab_size":99,"hidden_size":64,"num_hidden_layers":2,
            "context_length":128,"tie_word_embeddings":false})",
            1, 0, 5 * 64);
        row("xglm", R"({"architectures":["XGLMForCausalLM"],"vocab_size":99,"d_model":64,"ffn_dim":128,"num_layers":2,
            "attention_heads":4,"max_position_embeddings":128,"tie_word_embeddings":true})",
            1, 2 * 64, 0);
        constexpr const char* kDsa = R"({"architectures":["GlmMoeDsaForCausalLM"],"vocab_size":99,"hidden_size":64,
            "intermediate_size":96,"moe_intermediate_size":32,"num_hidden_layers":2,"num_attention_heads":4,
            "num_key_value_heads":4,"max_position_embeddings":128,"q_lora_rank":24,"kv_lora_rank":32,
            "qk_nope_head_dim":16,"qk_rope_head_dim":8,"v_head_dim":16,"n_routed_experts":4,"num_experts_per_tok":2,
            "n_shared_experts":1,"index_n_heads":2,"index_head_dim":16,"mlp_layer_types":["dense","sparse"]})";
        row("latent", kDsa, 1, 32 + 8, 0);
    }
    void caches()
    {
        QFETCH(QString, config);
        QFETCH(int, layer);
        QFETCH(quint64, perToken);
        QFETCH(quint64, fixed);
        const auto file = ModelFile::open(bare(config.toStdString()), Weights::Optional);
        QVERIFY2(file, complaint(file).c_str());
        const auto described = describe(**file);
        QVERIFY2(described, complaint(described).c_str());
        quint64 kept = 0;
        for (const LayerCache& cache : described->shape.layer(std::uint32_t(layer)).caches())
            kept += cache.fixed;
        QCOMPARE(quint64(described->shape.layer(std::uint32_t(layer)).cachedPerToken()), perToken);
        QCOMPARE(kept, fixed);
    }

    void isRefusedByNameWhereItIsToRun()
    {
        const auto file = ModelFile::open(bare(R"({"architectures":["RwkvForCausalLM"]})"));
        QVERIFY(!file);
        QCOMPARE(file.error().code, ErrorCode::Unsupported);
        QVERIFY2(complaint(file).find("RwkvForCausalLM") != std::string::npos, complaint(file).c_str());
    }

    void namesWhatIsMissing()
    {
        const auto file
            = ModelFile::open(bare(R"({"architectures":["XGLMForCausalLM"],"d_model":64})"), Weights::Optional);
        QVERIFY(!file);
        QVERIFY2(file.error().where.find("num_layers") != std::string::npos, complaint(file).c_str());
    }
};

HEADROOM_TEST(TestLayouts)
#include "tst_layouts.moc"
