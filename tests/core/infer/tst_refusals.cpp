// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Models that must not be computed: each is the tiny model with one thing made wrong, and the error names that thing.
#include "core/infer/transformer.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace headroom;
using infer::Transformer;
using Metadata = model::Metadata;
using Tensors = std::vector<model::TensorSource>;

namespace {

/// `count` floats, all of them 0.5 but the last.
model::TensorSource floats(std::string name, std::vector<std::uint64_t> shape, float last = 0.5F)
{
    std::uint64_t count = 1;
    for (const std::uint64_t size : shape)
        count *= size;
    return {std::move(name), tensor::Type::F32, std::move(shape), [count, last] {
                std::vector<float> values(count, 0.5F);
                values.back() = last;
                std::vector<std::byte> bytes(count * sizeof(float));
                std::memcpy(bytes.data(), values.data(), bytes.size());
                return Result<std::vector<std::byte>>(std::move(bytes));
            }};
}

void replace(Tensors& tensors, const std::string& name, model::TensorSource with)
{
    for (auto& tensor : tensors)
        if (tensor.name == name)
            tensor = std::move(with);
}

struct Case {
    const char* row;
    std::function<void(Metadata&, Tensors&)> spoil;
    ErrorCode code;
    QStringList mentions;
};

const float kNan = std::numeric_limits<float>::quiet_NaN();
const float kInfinity = std::numeric_limits<float>::infinity();

const std::vector<Case>& cases()
{
    static const std::vector<Case> all{
        {"unknown architecture",
         [](Metadata& m, Tensors&) {
             m.set("general.architecture", {std::string("quokka")});
             m.set("quokka.block_count", {2U});
             m.set("quokka.embedding_length", {256U});
             m.set("quokka.context_length", {256U});
         },
         ErrorCode::Unsupported,
         {"quokka", "llama", "gemma3"}},
        {"rope scaling",
         [](Metadata& m, Tensors&) { m.set("llama.rope.scaling.type", {std::string("wobbly")}); },
         ErrorCode::Unsupported,
         {"llama.rope.scaling.type", "wobbly", "yarn"}},
        {"not causal",
         [](Metadata& m, Tensors&) { m.set("llama.attention.causal", {false}); },
         ErrorCode::Unsupported,
         {"llama.attention.causal"}},
        {"NaN in a norm",
         [](Metadata&, Tensors& t) {
             replace(t, "blk.1.ffn_norm.weight", floats("blk.1.ffn_norm.weight", {256}, kNan));
         },
         ErrorCode::Corrupt,
         {"blk.1.ffn_norm.weight", "nan", "255"}},
        {"infinity in a matrix",
         [](Metadata&, Tensors& t) {
             replace(t, "blk.0.ffn_up.weight", floats("blk.0.ffn_up.weight", {256, 512}, -kInfinity));
         },
         ErrorCode::Corrupt,
         {"blk.0.ffn_up.weight", "row 511", "-inf"}},
        {"unknown tensor",
         [](Metadata&, Tensors& t) { t.push_back(floats("blk.0.attn_wobble.weight", {256})); },
         ErrorCode::Unsupported,
         {"blk.0.attn_wobble.weight", "llama"}},
        {"missing tensor",
         [](Metadata&, Tensors& t) { t.erase(t.begin() + 3); },
         ErrorCode::Corrupt,
         {"blk.0.attn_k.weight"}},
        {"vocabulary",
         [](Metadata&, Tensors& t) {
             replace(t, "token_embd.weight", floats("token_embd.weight", {256, 301}));
         },
         ErrorCode::Corrupt,
         {"300", "301"}},
        {"too few rows",
         [](Metadata&, Tensors& t) {
             replace(t, "token_embd.weight", floats("token_embd.weight", {256, 299}));
         },
         ErrorCode::Corrupt,
         {"token_embd.weight", "299 rows", "tokenizer.ggml.tokens", "300"}},
        {"too few layers",
         [](Metadata& m, Tensors&) { m.set("llama.block_count", {1U}); },
         ErrorCode::Corrupt,
         {"blk.1.", "no layer takes it", "llama.block_count"}},
        {"drafting layer that is none",
         [](Metadata& m, Tensors&) { m.set("llama.nextn_predict_layers", {1U}); },
         ErrorCode::Corrupt,
         {"layer 1", "llama.nextn_predict_layers", "nextn"}},
        {"nothing but drafting",
         [](Metadata& m, Tensors&) { m.set("llama.nextn_predict_layers", {2U}); },
         ErrorCode::Corrupt,
         {"llama.nextn_predict_layers", "none of 2 layers"}},
        {"width",
         [](Metadata&, Tensors& t) { replace(t, "output_norm.weight", floats("output_norm.weight", {255})); },
         ErrorCode::Corrupt,
         {"output_norm.weight", "255", "256"}},
        {"zero rope factor",
         [](Metadata&, Tensors& t) { t.push_back(floats("rope_freqs.weight", {32}, 0)); },
         ErrorCode::Corrupt,
         {"rope_freqs.weight"}},
        {"one of two factor lists",
         [](Metadata&, Tensors& t) { t.push_back(floats("rope_factors_long.weight", {32})); },
         ErrorCode::Corrupt,
         {"rope_factors_short.weight", "missing"}},
        {"experts without keys",
         [](Metadata&, Tensors& t) {
             t.push_back(floats("blk.0.ffn_gate_inp.weight", {256, 4}));
         },
         ErrorCode::Corrupt,
         {"blk.0.ffn_gate_inp.weight", "llama.expert_count"}},
        {"odd heads",
         [](Metadata& m, Tensors&) { m.set("llama.attention.head_count_kv", {3U}); },
         ErrorCode::Corrupt,
         {"head", "3"}},
        {"infinite base",
         [](Metadata& m, Tensors&) { m.set("llama.rope.scaling.factor", {kInfinity}); },
         ErrorCode::Corrupt,
         {"rope.scaling.factor"}},
    };
    return all;
}

} // namespace

class TestRefusals : public QObject {
    Q_OBJECT
private slots:
    void theErrorNamesIt_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i)
            QTest::newRow(cases()[i].row) << int(i);
    }
    void theErrorNamesIt()
    {
        QFETCH(const int, index);
        const Case& c = cases()[std::size_t(index)];
        QTemporaryDir folder;
        const auto path = folder.filePath("spoilt.gguf").toStdString();
        auto metadata = test::tiny::metadata({});
        auto tensors = test::tiny::tensors({});
        c.spoil(metadata, tensors);
        JobControl control;
        QVERIFY(model::writeGguf(path, metadata, tensors, control));
        const auto loaded = Transformer::load(model::ModelFile::open(path).value());
        QVERIFY(!loaded);
        const auto text = QString::fromStdString(loaded.error().where + " " + loaded.error().detail);
        QVERIFY2(loaded.error().code == c.code, qPrintable(text));
        for (const QString& word : c.mentions)
            QVERIFY2(text.contains(word), qPrintable(text));
    }
};

HEADROOM_TEST(TestRefusals)
#include "tst_refusals.moc"
