// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A model that lost a tensor its family always has is refused with that tensor's name, although the arithmetic would do
// without; the whole model loads.
#include "core/infer/transformer.h"
#include "interop/denserecipes.h"
#include "interop/expertrecipes.h"
#include "interop/laterecipes.h"
#include "interop/recurrentrecipes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using test::Recipe;

class TestCompanions : public QObject {
    Q_OBJECT
private slots:
    /// Keys and tensors of every family agree: nothing that llama.cpp takes is refused.
    void everyFamilyLoads()
    {
        QStringList refused;
        for (const auto* part :
             {&test::kDenseRecipes, &test::kExpertRecipes, &test::kRecurrentRecipes, &test::kLateRecipes})
            for (const Recipe& recipe : *part)
                if (const auto loaded = load(recipe); !loaded)
                    refused += QString::fromStdString(recipe.architecture + " " + recipe.variant + ": "
                                                      + loaded.error().where + ": " + loaded.error().detail);
        QVERIFY2(refused.isEmpty(), qPrintable(refused.join('\n')));
    }

    void isRefusedWithout_data()
    {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<QString>("part"); // as its recipe has it
        QTest::addColumn<QString>("replacement"); // of that part
        QTest::addColumn<QString>("missing");
        const auto row = [](const char* architecture, const char* part, const char* replacement, const char* missing) {
            QTest::addRow("%s without %s", architecture, missing) << architecture << part << replacement << missing;
        };
        row("gpt2", "position_embd:W,C", "", "position_embd.weight");
        row("starcoder", "output_norm+:W", "output_norm:W", "output_norm.bias");
        row("bloom", "token_embd_norm+:W", "token_embd_norm:W", "token_embd_norm.bias");
        row("phi2", "output+:W,N", "output:W,N", "output.bias");
        row("gptneox", "output:W,N", "", "output.weight");
        row("falcon", "attn_norm+:W", "attn_norm:W", "blk.0.attn_norm.bias");
        row("gpt-oss", "ffn_up_exps+:W,X,E", "ffn_up_exps:W,X,E", "blk.0.ffn_up_exps.bias");
        row("lfm2", "attn_k_norm:H", "", "blk.1.attn_k_norm.weight");
        row("glm4moe", "exp_probs_b.bias!:E", "", "blk.1.exp_probs_b.bias");
        row("mamba", "ssm_conv1d+:4,I", "ssm_conv1d:4,I", "blk.0.ssm_conv1d.bias");
        row("jamba", "ssm_b_norm:Z", "", "blk.0.ssm_b_norm.weight");
        row("gemma3n", "altup_correct_coef:4,4", "", "blk.0.altup_correct_coef.weight");
        row("gemma3n", "altup_proj:W,W,3", "", "altup_proj.weight");
        row("gemma3n", "laurel_l:W,64", "", "blk.0.laurel_l.weight");
        row("gemma4", "per_layer_proj_norm:Y", "", "per_layer_proj_norm.weight");
        row("talkie", "layer_output_scale:1", "", "blk.0.layer_output_scale.weight");
    }
    void isRefusedWithout()
    {
        QFETCH(const QString, architecture);
        QFETCH(const QString, part);
        QFETCH(const QString, replacement);
        QFETCH(const QString, missing);
        Recipe recipe = find(architecture.toStdString());
        QVERIFY(load(recipe));
        bool found = change(recipe.ends, part, replacement);
        for (std::string& layer : recipe.layers)
            found = change(layer, part, replacement) || found;
        QVERIFY(found);
        const auto refused = load(recipe);
        QVERIFY(!refused);
        QCOMPARE(int(refused.error().code), int(ErrorCode::Corrupt));
        QVERIFY2(refused.error().where.ends_with(missing.toStdString()), refused.error().where.c_str());
    }

private:
    static Recipe find(const std::string& architecture)
    {
        for (const auto* part :
             {&test::kDenseRecipes, &test::kExpertRecipes, &test::kRecurrentRecipes, &test::kLateRecipes})
            for (const Recipe& recipe : *part)
                if (recipe.architecture == architecture)
                    return recipe;
        return {};
    }
    static bool change(std::string& row, const QString& part, const QString& replacement)
    {
        QStringList all = QString::fromStdString(row).split(' ');
        const auto at = all.indexOf(part);
        if (at >= 0)
            all[at] = replacement;
        row = all.join(' ').toStdString();
        return at >= 0;
    }
    Result<std::shared_ptr<const infer::Transformer>> load(const Recipe& recipe) const
    {
        const auto path = m_folder.filePath("model.gguf").toStdString();
        HEADROOM_TRY(test::RecipeWriter(recipe).write(path));
        const auto file = model::ModelFile::open(path);
        if (!file)
            return tl::unexpected(file.error());
        return infer::Transformer::load(*file);
    }

    QTemporaryDir m_folder;
};

HEADROOM_TEST(TestCompanions)
#include "tst_companions.moc"
