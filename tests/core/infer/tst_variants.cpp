// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The same model in another form: files of the oracle rewritten as other converters and older versions write them must
// give the logits of the original.
#include "core/infer/transformer.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>

using namespace headroom;
using infer::Session;
using infer::Transformer;
using model::ModelFile;
using model::Token;

namespace {

constexpr std::uint32_t kContext = 256;

/// A float tensor in memory.
struct Plain {
    std::vector<std::uint64_t> shape;
    std::vector<float> values;
};

struct Model {
    model::Metadata metadata;
    std::map<std::string, Plain> tensors;

    static Model read(const std::string& name)
    {
        const auto file = ModelFile::open(test::sharedData("archs") / name / "model.gguf").value();
        Model out{file->metadata(), {}};
        for (const auto& info : file->tensors()) {
            Plain plain{info.shape, std::vector<float>(info.elements())};
            std::memcpy(plain.values.data(), file->data(info).data(), info.bytes);
            out.tensors[info.name] = std::move(plain);
        }
        return out;
    }

    void write(const std::filesystem::path& path) const
    {
        std::vector<model::TensorSource> sources;
        for (const auto& [name, plain] : tensors)
            sources.push_back({name, tensor::Type::F32, plain.shape, [&plain = plain] {
                                   const auto bytes = std::as_bytes(std::span(plain.values));
                                   return Result<std::vector<std::byte>>(
                                       std::vector<std::byte>(bytes.begin(), bytes.end()));
                               }});
        JobControl control;
        QVERIFY(model::writeGguf(path, metadata, sources, control));
    }

    Plain take(const std::string& name)
    {
        Plain out = std::move(tensors.at(name));
        tensors.erase(name);
        return out;
    }
    std::string key(const char* name) const { return std::string(*metadata.text("general.architecture")) + "." + name; }
    void eachLayer(const std::function<void(const std::string& prefix)>& change) const
    {
        for (std::uint64_t i = 0; i < *metadata.unsignedInteger(key("block_count")); ++i)
            change("blk." + std::to_string(i) + ".");
    }
};

/// b's rows under a's; both [columns, rows] or [rows].
Plain stacked(Plain a, const Plain& b)
{
    a.values.insert(a.values.end(), b.values.begin(), b.values.end());
    a.shape.back() += b.shape.back();
    return a;
}

void fuseAttention(Model& m)
{
    m.eachLayer([&](const std::string& prefix) {
        for (const char* end : {".weight", ".bias"})
            if (m.tensors.contains(prefix + "attn_q" + end))
                m.tensors[prefix + "attn_qkv" + end]
                    = stacked(stacked(m.take(prefix + "attn_q" + end), m.take(prefix + "attn_k" + end)),
                              m.take(prefix + "attn_v" + end));
    });
}

void fuseGate(Model& m)
{
    m.eachLayer([&](const std::string& prefix) {
        m.tensors[prefix + "ffn_up.weight"]
            = stacked(m.take(prefix + "ffn_gate.weight"), m.take(prefix + "ffn_up.weight"));
    });
}

void splitGate(Model& m)
{
    m.eachLayer([&](const std::string& prefix) {
        Plain both = m.take(prefix + "ffn_up.weight");
        const auto middle = both.values.begin() + std::ptrdiff_t(both.values.size() / 2);
        const std::vector<std::uint64_t> shape{both.shape[0], both.shape[1] / 2};
        m.tensors[prefix + "ffn_gate.weight"] = {shape, {both.values.begin(), middle}};
        m.tensors[prefix + "ffn_up.weight"] = {shape, {middle, both.values.end()}};
    });
}

/// One tensor per expert, as before 2024.
void separateExperts(Model& m)
{
    m.eachLayer([&](const std::string& prefix) {
        for (const std::string part : {"ffn_gate", "ffn_up", "ffn_down"}) {
            const Plain all = m.take(prefix + part + "_exps.weight");
            const auto size = std::ptrdiff_t(all.shape[0] * all.shape[1]);
            for (std::uint64_t e = 0; e < all.shape[2]; ++e) {
                const auto begin = all.values.begin() + std::ptrdiff_t(e) * size;
                m.tensors[prefix + part + "." + std::to_string(e) + ".weight"]
                    = {{all.shape[0], all.shape[1]}, {begin, begin + size}};
            }
        }
    });
}

/// Gate and up of each expert in one tensor.
void fuseExperts(Model& m)
{
    m.eachLayer([&](const std::string& prefix) {
        const Plain gate = m.take(prefix + "ffn_gate_exps.weight"), up = m.take(prefix + "ffn_up_exps.weight");
        Plain both{{gate.shape[0], 2 * gate.shape[1], gate.shape[2]}, {}};
        const auto size = std::ptrdiff_t(gate.shape[0] * gate.shape[1]);
        for (std::ptrdiff_t e = 0; e < std::ptrdiff_t(gate.shape[2]); ++e)
            for (const Plain* part : {&gate, &up})
                both.values.insert(both.values.end(), part->values.begin() + e * size,
                                   part->values.begin() + (e + 1) * size);
        m.tensors[prefix + "ffn_gate_up_exps.weight"] = std::move(both);
    });
}

/// k_b is [plain, rank, heads] and v_b [rank, values, heads]; kv_b has, for each head, plain + values rows of rank.
void mergeLatent(Model& m)
{
    m.eachLayer([&](const std::string& prefix) {
        const Plain k = m.take(prefix + "attn_k_b.weight"), v = m.take(prefix + "attn_v_b.weight");
        const std::uint64_t plain = k.shape[0], rank = k.shape[1], heads = k.shape[2], values = v.shape[1];
        Plain both{{rank, heads * (plain + values)}, {}};
        for (std::uint64_t h = 0; h < heads; ++h) {
            for (std::uint64_t i = 0; i < plain; ++i)
                for (std::uint64_t r = 0; r < rank; ++r)
                    both.values.push_back(k.values[(h * rank + r) * plain + i]);
            const auto begin = v.values.begin() + std::ptrdiff_t(h * values * rank);
            both.values.insert(both.values.end(), begin, begin + std::ptrdiff_t(values * rank));
        }
        m.tensors[prefix + "attn_kv_b.weight"] = std::move(both);
    });
}

/// Which layers have a window, spelt out one by one.
void spellPattern(Model& m, std::uint64_t period)
{
    model::Array pattern{7, {}};
    for (std::uint64_t i = 0; i < *m.metadata.unsignedInteger(m.key("block_count")); ++i)
        pattern.items.push_back({i % period != period - 1});
    m.metadata.set(m.key("attention.sliding_window_pattern"), {pattern});
}

void perLayerHeads(Model& m)
{
    for (const char* name : {"attention.head_count", "attention.head_count_kv", "feed_forward_length"}) {
        model::Array values{4, {}};
        const auto one = static_cast<std::uint32_t>(*m.metadata.unsignedInteger(m.key(name)));
        for (std::uint64_t i = 0; i < *m.metadata.unsignedInteger(m.key("block_count")); ++i)
            values.items.push_back({one});
        m.metadata.set(m.key(name), {values});
    }
}

/// The same factors as dividing every pair: linear scaling by 4.
void factorsForScaling(Model& m)
{
    m.metadata.set(m.key("rope.scaling.type"), {std::string("none")});
    m.tensors["rope_freqs.weight"] = {{16}, std::vector<float>(16, 4.0F)};
}

/// Long and short factors, of which a context beyond the original one takes the long ones.
void longForShort(Model& m)
{
    std::swap(m.tensors.at("rope_factors_long.weight"), m.tensors.at("rope_factors_short.weight"));
    m.metadata.set(m.key("rope.scaling.original_context_length"), {std::uint32_t{kContext - 1}});
}

/// A last layer that only helps predicting several tokens.
void addPredictor(Model& m)
{
    m.metadata.set(m.key("nextn_predict_layers"), {1U});
    const auto layers = static_cast<std::uint32_t>(*m.metadata.unsignedInteger(m.key("block_count")));
    m.metadata.set(m.key("block_count"), {layers + 1});
    m.tensors["blk." + std::to_string(layers) + ".nextn.eh_proj.weight"] = {{4}, {1, 2, 3, 4}};
}

/// Whole-projection norms with weights of their own for each head are another thing; ones per head are the same.
void headNormPerHead(Model& m)
{
    m.eachLayer([&](const std::string& prefix) {
        for (const auto& [part, heads] : {std::pair{"attn_q_norm.weight", 4}, {"attn_k_norm.weight", 2}}) {
            const Plain one = m.take(prefix + part);
            Plain all{{one.shape[0], std::uint64_t(heads)}, {}};
            for (int h = 0; h < heads; ++h)
                all.values.insert(all.values.end(), one.values.begin(), one.values.end());
            m.tensors[prefix + part] = std::move(all);
        }
    });
}

struct Variant {
    const char* row;
    const char* model;
    std::function<void(Model&)> change;
    double tolerance = 0; ///< 0: the same bits
};

const std::vector<Variant>& variants()
{
    static const std::vector<Variant> all{
        {"fused qkv", "llama", fuseAttention},
        {"fused qkv with biases", "qwen2", fuseAttention},
        {"fused qkv, norms of heads", "qwen3", fuseAttention},
        {"fused gate and up", "llama", fuseGate},
        {"separate gate and up", "glm4", splitGate},
        {"one tensor per expert", "llama-moe", separateExperts},
        {"fused experts", "qwen3moe", fuseExperts},
        {"kv_b in place of k_b and v_b", "deepseek2-v3", mergeLatent, 1e-5},
        {"pattern of windows as a list", "gemma3", [](Model& m) { spellPattern(m, 6); }},
        {"pattern of windows, every other layer", "gpt-oss", [](Model& m) { spellPattern(m, 2); }},
        {"heads per layer", "llama", perLayerHeads},
        {"rope factors for linear scaling", "llama-linear-rope", factorsForScaling, 1e-6},
        {"old name of the linear factor", "llama-linear-rope",
         [](Model& m) {
             m.metadata.erase(m.key("rope.scaling.type"));
             m.metadata.erase(m.key("rope.scaling.factor"));
             m.metadata.set(m.key("rope.scale_linear"), {4.0F});
         }},
        {"long factors", "phi3-longrope-short", longForShort},
        {"predicting layers", "qwen2", addPredictor},
        {"norm weights per head", "qwen3", headNormPerHead},
        {"untied", "qwen3", [](Model& m) { m.tensors["output.weight"] = m.tensors.at("token_embd.weight"); }},
        {"defaults spelt out", "gemma2",
         [](Model& m) { m.metadata.set(m.key("attention.sliding_window_pattern"), {2U}); }},
        {"mistral3 without its extras is llama", "llama",
         [](Model& m) {
             Model out = m;
             for (const auto& [name, value] : m.metadata.entries())
                 if (name.starts_with("llama."))
                     out.metadata.set("mistral3." + name.substr(6), value);
             out.metadata.set("general.architecture", {std::string("mistral3")});
             m = out;
         }},
    };
    return all;
}

std::vector<float> logitsOf(const std::filesystem::path& path, const std::vector<Token>& tokens, QString& error)
{
    const auto loaded = Transformer::load(ModelFile::open(path).value());
    if (!loaded) {
        error = QString::fromStdString(loaded.error().where + ": " + loaded.error().detail);
        return {};
    }
    ThreadPool pool(1);
    auto session = Session::create(*loaded, kContext, pool).value();
    std::vector<float> out(tokens.size() * (*loaded)->shape().vocabulary);
    if (!session->evaluate(tokens, tokens.size(), out))
        out.clear();
    return out;
}

} // namespace

class TestVariants : public QObject {
    Q_OBJECT
private slots:
    void logitsStayTheSame_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < variants().size(); ++i)
            QTest::newRow(variants()[i].row) << int(i);
    }
    void logitsStayTheSame()
    {
        QFETCH(const int, index);
        HEADROOM_NEEDS(test::sharedData("archs"));
        const Variant& variant = variants()[std::size_t(index)];
        Model changed = Model::read(variant.model);
        variant.change(changed);
        QTemporaryDir folder;
        const auto path = folder.filePath("variant.gguf").toStdString();
        changed.write(path);
        std::vector<Token> tokens;
        for (Token i = 0; i < 64; ++i)
            tokens.push_back((i * 37 + i * i) % 288);
        QString error;
        const auto expected = logitsOf(test::sharedData("archs") / variant.model / "model.gguf", tokens, error);
        const auto found = logitsOf(path, tokens, error);
        QVERIFY2(!found.empty(), qPrintable(error));
        QCOMPARE(found.size(), expected.size());
        double difference = 0, norm = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            difference += std::pow(double(found[i]) - double(expected[i]), 2);
            norm += std::pow(double(expected[i]), 2);
        }
        QVERIFY2(std::sqrt(difference / norm) <= variant.tolerance,
                 qPrintable(QString::number(std::sqrt(difference / norm))));
    }
};

HEADROOM_TEST(TestVariants)
#include "tst_variants.moc"
