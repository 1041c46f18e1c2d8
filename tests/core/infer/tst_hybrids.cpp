// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Recurrent families without reference logits: as another family that has them, its tensors rearranged; against the
// formulas written out once more, in double; and cut, cleared and shared out among threads without a bit of difference.
#include "core/infer/transformer.h"
#include "core/model/description.h"
#include "core/model/shapereader.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <map>
#include <random>

using namespace headroom;
using infer::Session;
using infer::Transformer;
using model::Metadata;
using model::Token;
using model::Value;

namespace {

using Floats = std::vector<float>;
using Doubles = std::vector<double>;
using Keys = std::map<std::string, std::variant<std::uint32_t, std::vector<std::uint32_t>, float>>;

struct Tensor {
    std::vector<std::uint64_t> shape;
    Floats values;
};

/// A model of F32 tensors that a test can change.
struct Model {
    Metadata keys;
    std::map<std::string, Tensor> tensors;

    static Model random(const std::string& architecture, const Keys& numbers, bool tied, unsigned seed)
    {
        Model out;
        out.keys.set("general.architecture", {architecture});
        for (const auto& [name, number] : numbers)
            out.keys.set(architecture + "." + name, valueOf(number));
        auto shape = model::readShape(out.keys, "test", nullptr).value();
        shape.tiedOutput = tied;
        std::mt19937 generator(seed);
        std::normal_distribution<float> normal;
        for (const auto& spec : model::tensorsOf(shape, tensor::Type::F32)) {
            Tensor tensor{spec.shape, Floats(spec.elements())};
            const bool norm = spec.name.find("norm") != std::string::npos;
            const float scale = norm ? 0.2F : spec.shape.size() < 2 ? 0.5F : 1 / std::sqrt(float(spec.shape[0]));
            for (float& value : tensor.values)
                value = (norm ? 1.0F : 0.0F) + scale * normal(generator);
            if (spec.name.ends_with("ssm_a"))
                for (float& value : tensor.values)
                    value = -0.1F - std::fabs(value);
            out.tensors[spec.name] = std::move(tensor);
        }
        return out;
    }
    static Value valueOf(const Keys::mapped_type& number)
    {
        if (const auto* list = std::get_if<std::vector<std::uint32_t>>(&number)) {
            model::Array array{4, {}};
            for (const auto item : *list)
                array.items.push_back(Value{item});
            return Value{array};
        }
        if (const auto* real = std::get_if<float>(&number))
            return Value{*real};
        return Value{std::get<std::uint32_t>(number)};
    }
    static Model read(const std::filesystem::path& path)
    {
        const auto file = model::ModelFile::open(path).value();
        Model out{file->metadata(), {}};
        for (const auto& info : file->tensors()) {
            Tensor tensor{info.shape, Floats(info.elements())};
            std::memcpy(tensor.values.data(), file->data(info).data(), info.bytes);
            out.tensors[info.name] = std::move(tensor);
        }
        return out;
    }
    Result<std::shared_ptr<const Transformer>> load() const
    {
        QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "model.gguf";
        std::vector<model::TensorSource> sources;
        for (const auto& [name, tensor] : tensors)
            sources.push_back({name, tensor::Type::F32, tensor.shape, [&tensor]() -> Result<std::vector<std::byte>> {
                                   std::vector<std::byte> bytes(tensor.values.size() * 4);
                                   std::memcpy(bytes.data(), tensor.values.data(), bytes.size());
                                   return bytes;
                               }});
        JobControl control;
        HEADROOM_TRY(model::writeGguf(path, keys, sources, control));
        auto file = model::ModelFile::open(path);
        if (!file)
            return tl::unexpected(file.error());
        return Transformer::load(*file);
    }
    const Floats& operator[](const std::string& name) const { return tensors.at(name).values; }
};

/// Logits of every position; evaluated in pieces, after another text was there and has been forgotten.
Floats evaluate(const std::shared_ptr<const Transformer>& transformer, const std::vector<Token>& tokens,
                std::size_t piece, unsigned threads, bool after = false)
{
    ThreadPool pool(threads);
    auto session = Session::create(transformer, 256, pool).value();
    const std::size_t vocabulary = transformer->shape().vocabulary;
    Floats out(tokens.size() * vocabulary);
    if (after) {
        const std::vector<Token> other{3, 1, 4, 1, 5};
        if (!session->evaluate(other, 0, {}))
            return {};
        session->clear();
    }
    for (std::size_t begin = 0; begin < tokens.size(); begin += piece) {
        const std::size_t count = std::min(piece, tokens.size() - begin);
        if (!session->evaluate(std::span(tokens).subspan(begin, count), count,
                               std::span(out).subspan(begin * vocabulary, count * vocabulary)))
            return {};
    }
    return out;
}

std::vector<Token> someTokens(std::size_t count, std::uint32_t vocabulary)
{
    std::vector<Token> out;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(Token((i * i * 7 + i * 3 + 1) % vocabulary));
    return out;
}

double distance(const Floats& found, const auto& expected)
{
    double error = 0, size = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        error += (double(found[i]) - double(expected[i])) * (double(found[i]) - double(expected[i]));
        size += double(expected[i]) * double(expected[i]);
    }
    return found.size() == expected.size() ? std::sqrt(error / size) : 1e9;
}

/// The parts of each row, or of the list of rows, in another order.
void reorder(Floats& values, std::size_t first, std::size_t part, const std::vector<std::size_t>& order)
{
    Floats before(values.begin() + std::ptrdiff_t(first), values.begin() + std::ptrdiff_t(first + part * order.size()));
    for (std::size_t i = 0; i < order.size(); ++i)
        std::copy_n(before.begin() + std::ptrdiff_t(order[i] * part), part,
                    values.begin() + std::ptrdiff_t(first + i * part));
}

/// out = W x with rows of x.size().
Doubles times(const Floats& matrix, const Doubles& x)
{
    Doubles out(matrix.size() / x.size());
    for (std::size_t r = 0; r < out.size(); ++r)
        for (std::size_t i = 0; i < x.size(); ++i)
            out[r] += double(matrix[r * x.size() + i]) * x[i];
    return out;
}

Doubles normed(const Doubles& x, const Floats& weight)
{
    double squares = 0;
    for (double value : x)
        squares += value * value;
    Doubles out;
    for (std::size_t i = 0; i < x.size(); ++i)
        out.push_back(x[i] / std::sqrt(squares / double(x.size()) + 1e-5) * double(weight[i]));
    return out;
}

double silu(double x)
{
    return x / (1 + std::exp(-x));
}

/// Mamba as its paper writes it, one token after another.
struct NaiveMamba {
    const Model& model;
    std::size_t width, inner, state, rank, taps;
    std::vector<std::vector<Doubles>> before{}; ///< per layer, values of earlier tokens
    std::vector<Doubles> states{};

    Doubles layer(std::size_t index, const Doubles& x)
    {
        const auto block = "blk." + std::to_string(index) + ".";
        const auto projected = times(model[block + "ssm_in.weight"], normed(x, model[block + "attn_norm.weight"]));
        before.resize(std::max(before.size(), index + 1));
        states.resize(std::max(states.size(), index + 1));
        states[index].resize(inner * state);
        before[index].emplace_back(projected.begin(), projected.begin() + std::ptrdiff_t(inner));
        Doubles u(inner);
        for (std::size_t c = 0; c < inner; ++c) {
            double sum = double(model[block + "ssm_conv1d.bias"][c]);
            for (std::size_t k = 0; k < taps && k < before[index].size(); ++k)
                sum += double(model[block + "ssm_conv1d.weight"][c * taps + taps - 1 - k])
                    * before[index][before[index].size() - 1 - k][c];
            u[c] = silu(sum);
        }
        const auto parameters = times(model[block + "ssm_x.weight"], u);
        auto dt = times(model[block + "ssm_dt.weight"],
                        Doubles(parameters.begin(), parameters.begin() + std::ptrdiff_t(rank)));
        Doubles y(inner);
        for (std::size_t c = 0; c < inner; ++c) {
            const double step = std::log1p(std::exp(dt[c] + double(model[block + "ssm_dt.bias"][c])));
            y[c] = double(model[block + "ssm_d"][c]) * u[c];
            for (std::size_t n = 0; n < state; ++n) {
                double& s = states[index][c * state + n];
                s = s * std::exp(step * double(model[block + "ssm_a"][c * state + n]))
                    + step * parameters[rank + n] * u[c];
                y[c] += s * parameters[rank + state + n];
            }
            y[c] *= silu(projected[inner + c]);
        }
        auto out = times(model[block + "ssm_out.weight"], y);
        for (std::size_t i = 0; i < width; ++i)
            out[i] += x[i];
        return out;
    }
};

} // namespace

class TestHybrids : public QObject {
    Q_OBJECT
private slots:
    /// Qwen3.5 orders its value heads otherwise and has β and time step apart; otherwise it is Qwen3-Next.
    void laterDeltaNetsAreTheFormerRearranged()
    {
        const auto folder = test::sharedData("archs/qwen3next");
        HEADROOM_NEEDS(folder);
        Model model = Model::read(folder / "model.gguf");
        Metadata keys;
        for (const auto& [name, value] : model.keys.entries())
            keys.set(name.starts_with("qwen3next.") ? "qwen35moe." + name.substr(10) : name, value);
        keys.set("general.architecture", {std::string("qwen35moe")});
        model.keys = keys;
        const std::vector<std::size_t> order{0, 2, 1, 3}; // 2 key heads, 4 value heads of 32 numbers
        for (const char* block : {"blk.0.", "blk.2."}) {
            const auto of = [&](const char* name) -> Tensor& { return model.tensors.at(block + std::string(name)); };
            reorder(of("attn_qkv.weight").values, 128 * 64, 32 * 64, order);
            reorder(of("ssm_conv1d.weight").values, 128 * 4, 32 * 4, order);
            reorder(of("attn_gate.weight").values, 0, 32 * 64, order);
            reorder(of("ssm_dt.bias").values, 0, 1, order);
            reorder(of("ssm_a").values, 0, 1, order);
            for (std::size_t row = 0; row < 64; ++row)
                reorder(of("ssm_out.weight").values, row * 128, 32, order);
            const Floats both = of("ssm_ba.weight").values; // rows: 2 β and 2 time steps of each key head
            Tensor beta{{64, 4}, {}}, alpha{{64, 4}, {}};
            for (const std::size_t head : order) {
                const auto row = both.begin() + std::ptrdiff_t((head / 2 * 4 + head % 2) * 64);
                beta.values.insert(beta.values.end(), row, row + 64);
                alpha.values.insert(alpha.values.end(), row + 128, row + 192);
            }
            model.tensors.erase(block + std::string("ssm_ba.weight"));
            model.tensors[block + std::string("ssm_beta.weight")] = beta;
            model.tensors[block + std::string("ssm_alpha.weight")] = alpha;
        }
        const auto transformer = model.load();
        QVERIFY2(transformer, transformer ? "" : (transformer.error().where + transformer.error().detail).c_str());
        const auto read = [&](const char* name, auto& into) {
            std::ifstream in(folder / name, std::ios::binary);
            in.read(reinterpret_cast<char*>(into.data()), std::streamsize(into.size() * 4));
        };
        std::vector<Token> tokens(64);
        Floats expected(64 * 288);
        read("tokens.i32", tokens);
        read("logits.f32", expected);
        const double error = distance(evaluate(*transformer, tokens, 64, 1), expected);
        QVERIFY2(error < 1e-5, qPrintable(QString::number(error)));
    }

    void mambaIsItsPaper()
    {
        constexpr std::uint32_t kWidth = 24, kInner = 40, kState = 10, kRank = 3, kVocabulary = 30;
        const Model model = Model::random("mamba",
                                          {{"block_count", 2U},
                                           {"embedding_length", kWidth},
                                           {"context_length", 256U},
                                           {"vocab_size", kVocabulary},
                                           {"attention.layer_norm_rms_epsilon", 1e-5F},
                                           {"ssm.conv_kernel", 4U},
                                           {"ssm.inner_size", kInner},
                                           {"ssm.state_size", kState},
                                           {"ssm.time_step_rank", kRank}},
                                          true, 5);
        const auto transformer = model.load();
        QVERIFY2(transformer, transformer ? "" : (transformer.error().where + transformer.error().detail).c_str());
        const auto tokens = someTokens(20, kVocabulary);
        NaiveMamba naive{model, kWidth, kInner, kState, kRank, 4};
        Doubles expected;
        for (const Token token : tokens) {
            const Floats& table = model["token_embd.weight"];
            Doubles x(table.begin() + token * std::ptrdiff_t(kWidth),
                      table.begin() + (token + 1) * std::ptrdiff_t(kWidth));
            for (std::size_t layer = 0; layer < 2; ++layer)
                x = naive.layer(layer, x);
            const auto logits = times(table, normed(x, model["output_norm.weight"]));
            expected.insert(expected.end(), logits.begin(), logits.end());
        }
        const double error = distance(evaluate(*transformer, tokens, 20, 1), expected);
        QVERIFY2(error < 1e-5, qPrintable(QString::number(error)));
    }

    void bitsDoNotDependOnCutsThreadsOrThePast_data()
    {
        QTest::addColumn<QString>("architecture");
        for (const char* name : {"mamba", "jamba", "falcon-h1", "nemotron_h", "lfm2moe", "granitehybrid", "qwen35"})
            QTest::newRow(name) << QString(name);
    }
    void bitsDoNotDependOnCutsThreadsOrThePast()
    {
        QFETCH(QString, architecture);
        using List = std::vector<std::uint32_t>;
        Keys keys{{"block_count", 4U},
                  {"embedding_length", 48U},
                  {"context_length", 256U},
                  {"vocab_size", 50U},
                  {"attention.layer_norm_rms_epsilon", 1e-5F},
                  {"feed_forward_length", 56U},
                  {"attention.head_count", 4U},
                  {"attention.head_count_kv", List{0, 2, 0, 2}},
                  {"attention.key_length", 12U},
                  {"attention.value_length", 12U},
                  {"ssm.conv_kernel", 4U},
                  {"ssm.inner_size", 72U},
                  {"ssm.state_size", 18U},
                  {"ssm.time_step_rank", 6U},
                  {"ssm.group_count", 3U}};
        if (architecture == "mamba" || architecture == "jamba")
            keys.erase("ssm.group_count");
        if (architecture == "granitehybrid")
            keys["logit_scale"] = 6.0F;
        if (architecture == "lfm2moe")
            keys["expert_gating_func"] = 2U;
        if (architecture == "mamba")
            keys.erase("attention.head_count_kv");
        if (architecture == "falcon-h1" || architecture == "qwen35")
            keys["attention.head_count_kv"] = 2U;
        if (architecture == "qwen35")
            keys["full_attention_interval"] = 2U;
        if (architecture == "nemotron_h")
            keys["feed_forward_length"] = List{0, 0, 56, 0}; // scan, attention, feed-forward, attention
        if (architecture == "lfm2moe") {
            keys["shortconv.l_cache"] = 3U;
            keys["expert_count"] = 4U;
            keys["expert_used_count"] = 2U;
            keys["expert_feed_forward_length"] = 40U;
            keys["expert_gating_func"] = 2U;
            keys["leading_dense_block_count"] = 1U;
        }
        const auto transformer = Model::random(architecture.toStdString(), keys, false, 9).load();
        QVERIFY2(transformer, transformer ? "" : (transformer.error().where + transformer.error().detail).c_str());
        const auto tokens = someTokens(40, 50);
        const Floats whole = evaluate(*transformer, tokens, 40, 1);
        QCOMPARE(whole.size(), std::size_t(40 * 50));
        double size = 0;
        for (const float value : whole)
            size += double(value) * double(value);
        QVERIFY(std::isfinite(size) && size > 1);
        QVERIFY(evaluate(*transformer, tokens, 1, 2) == whole);
        QVERIFY(evaluate(*transformer, tokens, 7, 1) == whole);
        QVERIFY(evaluate(*transformer, tokens, 40, 2, true) == whole);
        auto other = tokens;
        other[0] = (other[0] + 1) % 50;
        const Floats changed = evaluate(*transformer, other, 40, 1);
        QVERIFY(!std::equal(whole.end() - 50, whole.end(), changed.end() - 50)); // the first token is remembered
    }

    /// Keys that contradict each other or the tensors: an error that names a place, before anything is divided.
    void refusesContradictions()
    {
        const Keys good{{"block_count", 1U},
                        {"embedding_length", 48U},
                        {"context_length", 64U},
                        {"vocab_size", 50U},
                        {"attention.layer_norm_rms_epsilon", 1e-5F},
                        {"ssm.conv_kernel", 4U},
                        {"ssm.inner_size", 72U},
                        {"ssm.state_size", 18U},
                        {"ssm.time_step_rank", 6U},
                        {"ssm.group_count", 3U}};
        const Model model = Model::random("mamba2", good, true, 1);
        QVERIFY(model.load());
        for (const auto& [name, number] :
             std::initializer_list<std::pair<const char*, std::uint32_t>>{{"ssm.time_step_rank", 0},
                                                                          {"ssm.time_step_rank", 5},
                                                                          {"ssm.group_count", 0},
                                                                          {"ssm.group_count", 4},
                                                                          {"ssm.conv_kernel", 0},
                                                                          {"ssm.conv_kernel", 5},
                                                                          {"ssm.conv_kernel", 4000000000},
                                                                          {"ssm.state_size", 0},
                                                                          {"ssm.state_size", 17},
                                                                          {"ssm.inner_size", 0},
                                                                          {"ssm.inner_size", 144}}) {
            Model bad = model;
            bad.keys.set(std::string("mamba2.") + name, Value{number});
            const auto loaded = bad.load();
            const auto what = QString("%1 = %2").arg(name).arg(number);
            QVERIFY2(!loaded, qPrintable(what));
            QVERIFY2(loaded.error().code == ErrorCode::Corrupt, qPrintable(what));
            QVERIFY2(loaded.error().where.find("model.gguf") != std::string::npos, loaded.error().where.c_str());
        }
        Model bad = model;
        bad.tensors.at("blk.0.ssm_a").values[2] = std::numeric_limits<float>::quiet_NaN();
        const auto loaded = bad.load();
        QVERIFY(!loaded && loaded.error().where.find("blk.0.ssm_a") != std::string::npos);
        bad = model;
        bad.tensors.erase("blk.0.ssm_out.weight");
        QVERIFY(!bad.load());
    }

    /// Without its scan, a Falcon-H1 layer is a plain one.
    void sidesOfAParallelLayerAddUp()
    {
        Model model = Model::random("falcon-h1",
                                    {{"block_count", 2U},
                                     {"embedding_length", 48U},
                                     {"context_length", 256U},
                                     {"vocab_size", 50U},
                                     {"attention.layer_norm_rms_epsilon", 1e-5F},
                                     {"feed_forward_length", 56U},
                                     {"attention.head_count", 4U},
                                     {"attention.head_count_kv", 2U},
                                     {"ssm.conv_kernel", 4U},
                                     {"ssm.inner_size", 72U},
                                     {"ssm.state_size", 18U},
                                     {"ssm.time_step_rank", 6U},
                                     {"ssm.group_count", 3U}},
                                    false, 3);
        for (auto& [name, tensor] : model.tensors)
            if (name.ends_with("ssm_out.weight"))
                std::fill(tensor.values.begin(), tensor.values.end(), 0.0F);
        Model plain = model;
        plain.keys = {};
        plain.keys.set("general.architecture", {std::string("qwen2")});
        for (const auto& [name, value] : model.keys.entries())
            if (name.starts_with("falcon-h1.") && name.find(".ssm.") == std::string::npos)
                plain.keys.set("qwen2." + name.substr(10), value);
        std::erase_if(plain.tensors, [](const auto& entry) { return entry.first.find("ssm_") != std::string::npos; });
        const auto tokens = someTokens(30, 50);
        const auto both = model.load();
        const auto one = plain.load();
        QVERIFY2(both, both ? "" : (both.error().where + both.error().detail).c_str());
        QVERIFY2(one, one ? "" : (one.error().where + one.error().detail).c_str());
        QVERIFY(distance(evaluate(*both, tokens, 30, 1), evaluate(*one, tokens, 30, 1)) < 1e-6);
    }
};

HEADROOM_TEST(TestHybrids)
#include "tst_hybrids.moc"
