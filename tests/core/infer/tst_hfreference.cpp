// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Checkpoints written here by hand, with logits computed here in double precision by the formulas of the transformers
// library (halves rotated, experts one by one): what comes out of an opened folder has to agree with them.
#include "core/infer/transformer.h"
#include "core/model/safetensorsbytes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <random>

using namespace headroom;
using test::SafetensorsWriter;
using test::writeText;

namespace {

using Vector = std::vector<double>;

struct Spec {
    std::string config; ///< beyond the sizes
    bool bias = false, tied = false, headNorms = false;
    int experts = 0; ///< of which two are used
    double linear = 1; ///< factor of linear scaling
    bool llama3 = false;
    int upperWindow = 0, lowerWindow = 0; ///< tokens that the second and the first layer look back; 0: all
    double magnitude = 1; ///< of rotated queries and keys
};

constexpr int kWidth = 48, kHeads = 4, kKvHeads = 2, kLength = 12, kInner = 40, kLayers = 2, kWords = 32, kTokens = 20;
constexpr double kBase = 10000;

class Reference {
public:
    explicit Reference(const Spec& spec) : m_spec(spec)
    {
        add("model.embed_tokens.weight", kWords, kWidth, 1);
        for (int layer = 0; layer < kLayers; ++layer)
            addLayer("model.layers." + std::to_string(layer) + ".");
        addNorm("model.norm.weight", kWidth);
        if (!spec.tied)
            add("lm_head.weight", kWords, kWidth);
    }
    std::vector<std::byte> bytes() const { return m_file.bytes(); }

    Vector logits(const std::vector<int>& tokens)
    {
        std::vector<Vector> stream;
        for (const int token : tokens)
            stream.push_back(row("model.embed_tokens.weight", token, kWidth));
        for (int layer = 0; layer < kLayers; ++layer) {
            const std::string at = "model.layers." + std::to_string(layer) + ".";
            attend(at, stream, layer == 0 ? m_spec.lowerWindow : m_spec.upperWindow);
            for (Vector& x : stream)
                feed(at, x);
        }
        Vector out;
        for (const Vector& x : stream) {
            const Vector y = times(m_spec.tied ? "model.embed_tokens" : "lm_head", normed(x, "model.norm"), kWords);
            out.insert(out.end(), y.begin(), y.end());
        }
        return out;
    }

private:
    void add(const std::string& name, int rows, int columns, double scale = 0)
    {
        std::vector<float> values(std::size_t(rows) * std::size_t(columns));
        std::normal_distribution<double> normal(0, scale > 0 ? scale : 1.0 / std::sqrt(columns));
        for (float& value : values)
            value = float(normal(m_random));
        m_values[name] = values;
        const auto r = std::size_t(rows), c = std::size_t(columns);
        m_file.add(name, "F32", columns == 1 ? std::vector<std::size_t>{r} : std::vector<std::size_t>{r, c}, values);
    }
    void addNorm(const std::string& name, int size) { add(name, size, 1, 0.3); }
    void addLinear(const std::string& name, int rows, int columns, bool bias)
    {
        add(name + ".weight", rows, columns);
        if (bias)
            add(name + ".bias", rows, 1, 0.5);
    }
    void addLayer(const std::string& at)
    {
        addNorm(at + "input_layernorm.weight", kWidth);
        addNorm(at + "post_attention_layernorm.weight", kWidth);
        addLinear(at + "self_attn.q_proj", kHeads * kLength, kWidth, m_spec.bias);
        addLinear(at + "self_attn.k_proj", kKvHeads * kLength, kWidth, m_spec.bias);
        addLinear(at + "self_attn.v_proj", kKvHeads * kLength, kWidth, m_spec.bias);
        addLinear(at + "self_attn.o_proj", kWidth, kHeads * kLength, false);
        if (m_spec.headNorms) {
            addNorm(at + "self_attn.q_norm.weight", kLength);
            addNorm(at + "self_attn.k_norm.weight", kLength);
        }
        if (m_spec.experts > 0)
            addLinear(at + "block_sparse_moe.gate", m_spec.experts, kWidth, false);
        for (int e = 0; e < m_spec.experts; ++e) {
            const std::string expert = at + "block_sparse_moe.experts." + std::to_string(e) + ".";
            addLinear(expert + "w1", kInner, kWidth, false);
            addLinear(expert + "w2", kWidth, kInner, false);
            addLinear(expert + "w3", kInner, kWidth, false);
        }
        if (m_spec.experts > 0)
            return;
        addLinear(at + "mlp.gate_proj", kInner, kWidth, false);
        addLinear(at + "mlp.up_proj", kInner, kWidth, false);
        addLinear(at + "mlp.down_proj", kWidth, kInner, false);
    }

    Vector row(const std::string& name, int index, int columns) const
    {
        const auto begin = m_values.at(name).begin() + std::ptrdiff_t(index) * columns;
        return {begin, begin + columns};
    }
    Vector times(const std::string& name, const Vector& x, int rows) const
    {
        Vector out;
        const auto bias = m_values.find(name + ".bias");
        for (int r = 0; r < rows; ++r) {
            const Vector w = row(name + ".weight", r, int(x.size()));
            out.push_back(std::inner_product(w.begin(), w.end(), x.begin(), 0.0)
                          + (bias == m_values.end() ? 0.0 : double(bias->second[std::size_t(r)])));
        }
        return out;
    }
    Vector normed(const Vector& x, const std::string& name) const
    {
        const double squares = std::inner_product(x.begin(), x.end(), x.begin(), 0.0);
        const double factor = 1 / std::sqrt(squares / double(x.size()) + 1e-5);
        Vector out = x;
        for (std::size_t i = 0; i < x.size(); ++i)
            out[i] *= factor * double(m_values.at(name + ".weight")[i]);
        return out;
    }
    double frequency(int i) const
    {
        const double plain = std::pow(kBase, -2.0 * i / kLength);
        if (!m_spec.llama3)
            return plain / m_spec.linear;
        const double factor = 8, low = 1, high = 4, old = 16, wavelength = 2 * std::numbers::pi / plain;
        if (wavelength < old / high)
            return plain;
        if (wavelength > old / low)
            return plain / factor;
        const double smooth = (old / wavelength - low) / (high - low);
        return (1 - smooth) * plain / factor + smooth * plain;
    }
    void rotate(Vector& x, int head, int position) const
    {
        for (int i = 0; i < kLength / 2; ++i) {
            const double angle = position * frequency(i);
            double& a = x[std::size_t(head * kLength + i)];
            double& b = x[std::size_t(head * kLength + i + kLength / 2)];
            const double first = a * std::cos(angle) - b * std::sin(angle);
            b = (b * std::cos(angle) + a * std::sin(angle)) * m_spec.magnitude;
            a = first * m_spec.magnitude;
        }
    }
    Vector projected(const std::string& at, const char* which, const Vector& x, int heads, int position) const
    {
        Vector out = times(at + "self_attn." + which + "_proj", x, heads * kLength);
        for (int head = 0; head < heads; ++head) {
            if (m_spec.headNorms) {
                const auto begin = out.begin() + head * kLength;
                const Vector one = normed(Vector(begin, begin + kLength), at + "self_attn." + which + "_norm");
                std::copy(one.begin(), one.end(), begin);
            }
            rotate(out, head, position);
        }
        return out;
    }
    void attend(const std::string& at, std::vector<Vector>& stream, int window) const
    {
        std::vector<Vector> keys, values;
        for (int t = 0; t < int(stream.size()); ++t) {
            Vector& x = stream[std::size_t(t)];
            const Vector h = normed(x, at + "input_layernorm");
            const Vector q = projected(at, "q", h, kHeads, t);
            keys.push_back(projected(at, "k", h, kKvHeads, t));
            values.push_back(times(at + "self_attn.v_proj", h, kKvHeads * kLength));
            Vector mixed(kHeads * kLength);
            for (int head = 0; head < kHeads; ++head)
                mix(q, head, keys, values, mixed, window > 0 ? std::max(0, t + 1 - window) : 0);
            const Vector out = times(at + "self_attn.o_proj", mixed, kWidth);
            std::transform(x.begin(), x.end(), out.begin(), x.begin(), std::plus<>());
        }
    }
    static void mix(const Vector& q, int head, const std::vector<Vector>& keys, const std::vector<Vector>& values,
                    Vector& mixed, int first)
    {
        const int kv = head / (kHeads / kKvHeads) * kLength;
        Vector weights;
        for (const Vector& key : keys) {
            const double dot
                = std::inner_product(key.begin() + kv, key.begin() + kv + kLength, q.begin() + head * kLength, 0.0);
            weights.push_back(int(weights.size()) < first ? 0 : std::exp(dot / std::sqrt(double(kLength))));
        }
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (std::size_t t = 0; t < keys.size(); ++t)
            for (int i = 0; i < kLength; ++i)
                mixed[std::size_t(head * kLength + i)] += weights[t] / sum * values[t][std::size_t(kv + i)];
    }
    Vector gated(const std::string& gate, const std::string& up, const std::string& down, const Vector& h) const
    {
        Vector inner = times(gate, h, kInner);
        const Vector other = times(up, h, kInner);
        for (std::size_t i = 0; i < inner.size(); ++i)
            inner[i] = inner[i] / (1 + std::exp(-inner[i])) * other[i];
        return times(down, inner, kWidth);
    }
    void feed(const std::string& at, Vector& x) const
    {
        const Vector h = normed(x, at + "post_attention_layernorm");
        Vector out(kWidth);
        if (m_spec.experts == 0)
            out = gated(at + "mlp.gate_proj", at + "mlp.up_proj", at + "mlp.down_proj", h);
        else
            choose(at + "block_sparse_moe.", h, out);
        std::transform(x.begin(), x.end(), out.begin(), x.begin(), std::plus<>());
    }
    void choose(const std::string& at, const Vector& h, Vector& out) const
    {
        const Vector scores = times(at + "gate", h, m_spec.experts);
        std::vector<std::size_t> order(scores.size());
        std::iota(order.begin(), order.end(), 0U);
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
        const double first = 1 / (1 + std::exp(scores[order[1]] - scores[order[0]]));
        for (int i = 0; i < 2; ++i) {
            const std::string expert = at + "experts." + std::to_string(order[std::size_t(i)]) + ".";
            const Vector one = gated(expert + "w1", expert + "w3", expert + "w2", h);
            for (std::size_t k = 0; k < out.size(); ++k)
                out[k] += (i == 0 ? first : 1 - first) * one[k];
        }
    }

    Spec m_spec;
    std::mt19937 m_random{7};
    SafetensorsWriter m_file;
    std::map<std::string, std::vector<float>> m_values;
};

std::string configOf(const Spec& spec)
{
    return R"({"hidden_size":48,"num_attention_heads":4,"num_key_value_heads":2,"head_dim":12,"intermediate_size":40,)"
           R"("num_hidden_layers":2,"vocab_size":32,"max_position_embeddings":64,"rms_norm_eps":1e-05,)"
           R"("tie_word_embeddings":)"
        + std::string(spec.tied ? "true" : "false") + "," + spec.config + "}";
}

} // namespace

class TestHfReference : public QObject {
    Q_OBJECT
private slots:
    void folderGivesTheLogitsOfItsCheckpoint_data()
    {
        QTest::addColumn<QString>("config");
        /// Bias, tied, head norms, experts, linear factor, llama3; windows of the lower and the upper layer.
        QTest::addColumn<QList<int>>("features");
        const auto add = [](const char* name, const char* config, const QList<int>& features) {
            QTest::newRow(name) << QString(config) << features;
        };
        add("llama", R"("architectures":["LlamaForCausalLM"],"rope_theta":10000.0)", {0, 0, 0, 0, 1, 0});
        add("llama, tied, bias, linear",
            R"("architectures":["LlamaForCausalLM"],"attention_bias":true,"rope_scaling":{"type":"linear","factor":4.0})",
            {1, 1, 0, 0, 4, 0});
        add("llama 3 scaling",
            R"("model_type":"llama","rope_scaling":{"rope_type":"llama3","factor":8.0,"low_freq_factor":1.0,)"
            R"("high_freq_factor":4.0,"original_max_position_embeddings":16})",
            {0, 0, 0, 0, 1, 1});
        add("parameters of transformers 5",
            R"("architectures":["MistralForCausalLM"],"rope_parameters":{"rope_type":"linear","factor":2.0,)"
            R"("rope_theta":10000.0})",
            {0, 0, 0, 0, 2, 0});
        add("mixtral",
            R"("architectures":["MixtralForCausalLM"],"num_local_experts":4,"num_experts_per_tok":2,)"
            R"("rope_theta":10000.0)",
            {0, 0, 0, 4, 1, 0});
        add("qwen2", R"("architectures":["Qwen2ForCausalLM"])", {1, 0, 0, 0, 1, 0});
        add("qwen3", R"("architectures":["Qwen3ForCausalLM"])", {0, 1, 1, 0, 1, 0});
        add("mistral, window", R"("architectures":["MistralForCausalLM"],"sliding_window":6)",
            {0, 0, 0, 0, 1, 0, 6, 6});
        add("mistral, window that is null", R"("architectures":["MistralForCausalLM"],"sliding_window":null)",
            {0, 0, 0, 0, 1, 0});
        add("llama, whose class has no window", R"("architectures":["LlamaForCausalLM"],"sliding_window":6)",
            {0, 0, 0, 0, 1, 0});
        add("mixtral, window",
            R"("architectures":["MixtralForCausalLM"],"num_local_experts":4,"num_experts_per_tok":2,)"
            R"("rope_theta":10000.0,"sliding_window":5)",
            {0, 0, 0, 4, 1, 0, 5, 5});
        add("qwen2, window that is not used",
            R"("architectures":["Qwen2ForCausalLM"],"sliding_window":4,"max_window_layers":0)", {1, 0, 0, 0, 1, 0});
        add("qwen2, window in upper layers",
            R"("architectures":["Qwen2ForCausalLM"],"sliding_window":4,"use_sliding_window":true,)"
            R"("max_window_layers":1)",
            {1, 0, 0, 0, 1, 0, 0, 4});
        add("qwen2, window in no layer",
            R"("architectures":["Qwen2ForCausalLM"],"sliding_window":4,"use_sliding_window":true)", {1, 0, 0, 0, 1, 0});
        add("qwen3, window by types of layers",
            R"("architectures":["Qwen3ForCausalLM"],"sliding_window":4,"use_sliding_window":true,)"
            R"("layer_types":["sliding_attention","full_attention"])",
            {0, 1, 1, 0, 1, 0, 4, 0});
    }
    void folderGivesTheLogitsOfItsCheckpoint()
    {
        QFETCH(QString, config);
        QFETCH(QList<int>, features);
        Spec spec{config.toStdString(), features[0] != 0,    features[1] != 0, features[2] != 0,
                  features[3],          double(features[4]), features[5] != 0};
        spec.lowerWindow = features.value(6);
        spec.upperWindow = features.value(7);
        compareLogits(spec);
    }

    /// A YaRN that leaves every pair as it is and gives a magnitude of its own.
    void magnitudesOfYarn_data()
    {
        QTest::addColumn<QString>("scaling");
        QTest::addColumn<double>("magnitude");
        const double usual = 1 + 0.1 * std::log(4.0);
        QTest::newRow("unsaid") << "" << usual;
        QTest::newRow("attention_factor") << R"(,"attention_factor":1.5)" << 1.5;
        QTest::newRow("both scales") << R"(,"mscale":0.5,"mscale_all_dim":2.0)"
                                     << (1 + 0.05 * std::log(4.0)) / (1 + 0.2 * std::log(4.0));
        QTest::newRow("one scale") << R"(,"mscale_all_dim":2.0)" << usual;
    }
    void magnitudesOfYarn()
    {
        QFETCH(QString, scaling);
        QFETCH(double, magnitude);
        Spec spec;
        spec.config = R"("architectures":["LlamaForCausalLM"],"rope_scaling":{"rope_type":"yarn","factor":4.0,)"
                      R"("original_max_position_embeddings":16,"beta_fast":1e-9,"beta_slow":1e-10)"
            + scaling.toStdString() + "}";
        spec.magnitude = magnitude;
        compareLogits(spec);
    }

private:
    static void compareLogits(const Spec& spec)
    {
        Reference reference(spec);
        QTemporaryDir dir;
        const std::filesystem::path folder = dir.path().toStdString();
        QVERIFY(writeFile(folder / "model.safetensors", reference.bytes()));
        QVERIFY(writeText(folder / "config.json", configOf(spec)));
        const auto file = model::ModelFile::open(folder);
        QVERIFY2(file, file ? "" : (file.error().where + ": " + file.error().detail).c_str());
        const auto transformer = infer::Transformer::load(*file);
        QVERIFY2(transformer, transformer ? "" : transformer.error().detail.c_str());
        ThreadPool pool(1);
        auto session = infer::Session::create(*transformer, kTokens, pool).value();
        std::vector<int> tokens;
        for (int i = 0; i < kTokens; ++i)
            tokens.push_back(i * 7 % kWords);
        std::vector<float> logits(std::size_t(kTokens) * kWords);
        QVERIFY(session->evaluate(tokens, kTokens, logits));
        const Vector expected = reference.logits(tokens);
        double difference = 0, size = 0;
        for (std::size_t i = 0; i < logits.size(); ++i) {
            difference += std::pow(expected[i] - double(logits[i]), 2);
            size += expected[i] * expected[i];
        }
        QVERIFY2(std::sqrt(difference / size) < 1e-5, qPrintable(QString::number(std::sqrt(difference / size))));
    }
};

HEADROOM_TEST(TestHfReference)
#include "tst_hfreference.moc"
