// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Plans against published logs and measurements.
#include "core/base/csv.h"
#include "core/base/file.h"
#include "tests/core/plan/fixtures.h"
#include "tests/support/shareddata.h"
#include "tests/support/test.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace headroom;
using namespace headroom::plan;
using test::mebibytes;

namespace {

constexpr auto kHugeRig = "8x B300 SXM";

CsvTable table(const std::filesystem::path& path)
{
    return CsvTable::parse(readTextFile(path).value(), path.filename().string()).value();
}

struct Row {
    const CsvTable& csv;
    std::size_t row;
    QString text(const char* column) const { return QString::fromStdString(std::string(csv.text(row, column))); }
    double number(const char* column) const { return csv.number(row, column).value_or(qQNaN()); }
    QString match(const char* column, const char* pattern) const
    {
        return QRegularExpression(pattern).match(text(column)).captured(1);
    }
};

/// The catalogue's id of a model as logs name it.
std::string modelOf(const QString& name)
{
    const QString first = name.section(QRegularExpression("[ (]"), 0, name.startsWith("LLaMA-2") ? 1 : 0);
    QString id = first.toLower().replace(' ', '-');
    id.remove("-instruct");
    return id.toStdString();
}

std::string rigOf(QString gpu)
{
    const std::string whole = gpu.toStdString();
    if (machine::designRig(whole))
        return whole;
    return gpu.remove(QRegularExpression("[, ]*\\d+ ?GB.*$")).toStdString();
}

/// A model with nothing but the shapes that a log reveals.
PlanRequest bare(std::uint32_t layers, std::uint32_t heads, std::uint32_t kvHeads, std::uint32_t keyLength,
                 std::uint32_t embedding, std::uint32_t ffn, std::uint32_t vocabulary)
{
    PlanRequest request;
    request.rig = machine::designRig("B300 SXM").value();
    auto& shape = request.model.shape;
    shape.architecture = "llama";
    shape.layers = layers;
    shape.heads = heads;
    shape.kvHeads = kvHeads;
    shape.keyLength = shape.valueLength = keyLength;
    shape.embedding = embedding;
    shape.feedForward = ffn;
    shape.vocabulary = vocabulary;
    request.model.tensors = model::tensorsOf(shape, tensor::Type::F16);
    return request;
}

double inputOf(const Term& term, std::string_view name)
{
    for (const auto& input : term.inputs)
        if (input.name == name)
            return input.value;
    return qQNaN();
}

/// The geometry of log L43: every fourth of 64 layers attends, the others are gated delta nets.
PlanRequest deltaNetHybrid(std::uint32_t context)
{
    auto request = bare(64, 24, 4, 256, 5120, 17408, 248320);
    request.workload.context = context;
    auto& shape = request.model.shape;
    const auto attention = shape.layer(0);
    for (std::uint32_t i = 0; i < shape.layers; ++i) {
        auto layer = attention;
        if (i % 4 != 3) {
            layer = {};
            layer.convState = 3 * (6144 + 2 * 16 * 128);
            layer.recurrentState = 48 * 128 * 128;
        }
        shape.perLayer.push_back(layer);
    }
    return request;
}

double near(double value, double expected)
{
    return qAbs(value - expected) / expected;
}

} // namespace

class TestPlanOracle : public QObject {
    Q_OBJECT
private slots:
    /// Buffers that llama.cpp v0.5.0 logs, plain CPU build: two models, contexts, types, sequences, flash attention.
    void loggedBuffers()
    {
        const auto path = test::sharedData("sizes.csv");
        HEADROOM_NEEDS(path);
        const auto csv = table(path);
        int checked = 0, refused = 0;
        for (std::size_t i = 0; i < csv.rows(); ++i) {
            const Row row{csv, i};
            if (!row.text("cpu_backend").startsWith("x64") || row.text("kv_unified") == "1")
                continue;
            auto request = row.text("model").startsWith("outlier") ? bare(4, 8, 2, 32, 256, 512, 512)
                                                                   : bare(8, 8, 2, 64, 512, 1536, 512);
            const double sequences = row.number("n_seq_max");
            request.workload.concurrency = std::uint32_t(sequences);
            request.workload.context = std::uint32_t(row.number("n_ctx_requested") / sequences);
            request.kvType = row.text("kv_type").toStdString();
            request.flashAttention = row.text("flash_attn") == "1";
            request.batch = std::uint32_t(row.number("n_ubatch"));
            const auto plan = makePlan(request);
            const auto name = QString("row %1: %2").arg(i + 2).arg(row.text("model"));
            if (row.text("status") != "ok") {
                QVERIFY2(!plan, qPrintable(name));
                ++refused;
                continue;
            }
            QVERIFY2(plan.has_value(), qPrintable(name));
            // The log has two decimals.
            QVERIFY2(qAbs(mebibytes(plan->kvCache) - row.number("kv_buffer_mib")) <= 0.0051, qPrintable(name));
            QVERIFY2(near(mebibytes(plan->devices[0].compute), row.number("compute_buffer_mib")) < 0.08,
                     qPrintable(name + QString(": %1").arg(mebibytes(plan->devices[0].compute))));
            ++checked;
        }
        QVERIFY(checked >= 24 && refused >= 8);
    }

    void loggedCaches()
    {
        const auto path = test::sharedData("datapoints.csv");
        HEADROOM_NEEDS(path);
        const auto csv = table(path);
        int checked = 0;
        for (std::size_t i = 0; i < csv.rows(); ++i) {
            const Row row{csv, i};
            if (row.text("kind") != "kv_buffer" || !row.text("runtime").contains("llama"))
                continue;
            const auto* model = machine::findModel(modelOf(row.text("model")));
            const QString type = row.match("settings", "KV ([a-z0-9_]+)");
            if (!model || type.isEmpty())
                continue; // other models, mixed types, one of several buffers: see the tests below
            auto request = test::request(kHugeRig, model->id, "", row.match("settings", "n_ctx=(\\d+)").toUInt());
            request.kvType = type.toStdString();
            const auto plan = makePlan(request);
            QVERIFY2(plan.has_value(), qPrintable(row.text("id")));
            const QString layers = row.match("gpu", "(\\d+) layers") + row.match("metric", "holding (\\d+) layers");
            const double share = layers.isEmpty() ? 1 : layers.toDouble() / model->shape.layers;
            QVERIFY2(near(mebibytes(plan->kvCache) * share, row.number("value")) < 1e-3, qPrintable(row.text("id")));
            ++checked;
        }
        QVERIFY2(checked >= 7, qPrintable(QString::number(checked)));
    }

    /// Logs L36, L39: what layers with a window take, apart from the others.
    void loggedWindows()
    {
        const auto path = test::sharedData("datapoints.csv");
        HEADROOM_NEEDS(path);
        const auto csv = table(path);
        int checked = 0;
        for (std::size_t i = 0; i < csv.rows(); ++i) {
            const Row row{csv, i};
            const auto* model = machine::findModel(modelOf(row.text("model")));
            if (row.text("metric") != "SWA KV buffer" || !model)
                continue;
            const QString sequences = row.match("settings", "n_seq_max=(\\d+)");
            auto request = test::request(kHugeRig, model->id, "", row.match("settings", "n_ctx[a-z_]*=(\\d+)").toUInt(),
                                         sequences.isEmpty() ? 1 : sequences.toUInt());
            request.batch = row.match("settings", "n_ubatch=(\\d+)").toUInt();
            const auto plan = makePlan(request).value();
            const double bytes = inputOf(plan.kvCache, "sliding_window_bytes_per_token")
                * inputOf(plan.kvCache, "sliding_window_cells") * request.workload.concurrency;
            QCOMPARE(bytes / 1048576.0, row.number("value"));
            ++checked;
        }
        QCOMPARE(checked, 2);
    }

    /// Log L43 and estimate R02: 64 layers, of which 48 keep a state, whatever the type of the cache.
    void statesOfDeltaNets()
    {
        auto request = deltaNetHybrid(192000);
        request.kvType = "q4_0";
        auto plan = makePlan(request).value();
        const double kernels = 48 * 3 * (6144 + 2 * 16 * 128) * 4.0;
        QCOMPARE((inputOf(plan.kvCache, "recurrent_state_bytes") - kernels) / 1048576.0, 144.0);
        QCOMPARE(inputOf(plan.kvCache, "recurrent_state_bytes"), 149.625 * 1048576); // as logged with the convolutions
        plan = makePlan(deltaNetHybrid(262144)).value();
        QCOMPARE(inputOf(plan.kvCache, "attention_bytes_per_token") * 262144 / 1073741824.0, 16.0);
    }

    /// Estimates R01, R03, R04, to their two decimals: latents, long heads, windows without the batch.
    void publishedCaches()
    {
        const auto cache = [](const char* model, std::uint32_t context) {
            return makePlan(test::request(kHugeRig, model, "", context)).value().kvCache;
        };
        QVERIFY(qAbs(test::gibibytes(cache("deepseek-v3.1", 163840)) - 10.72) < 0.006);
        QVERIFY(qAbs(test::gibibytes(cache("qwen3-0.6b", 40960)) - 4.38) < 0.006);
        const Term gemma = cache("gemma-3-27b", 131072);
        const double windows
            = inputOf(gemma, "sliding_window_bytes_per_token") * inputOf(gemma, "sliding_window_tokens");
        const double others = inputOf(gemma, "attention_bytes_per_token") * 131072;
        QVERIFY(qAbs((windows + others) / 1073741824.0 - 10.41) < 0.006);
        QCOMPARE(inputOf(gemma, "sliding_window_cells"), 1536.0);
    }

    /// Token counts that vLLM logs for the cache memory it has left, on one GPU: within 0.15 %.
    void loggedTokens()
    {
        const auto path = test::sharedData("datapoints.csv");
        HEADROOM_NEEDS(path);
        const auto csv = table(path);
        int checked = 0;
        for (std::size_t i = 0; i < csv.rows(); ++i) {
            const Row row{csv, i};
            const QString memory = row.match("settings", "(?:kv|Available KV) ([0-9.]+) ?GiB");
            const auto* model = machine::findModel(modelOf(row.text("model")));
            if (row.text("kind") != "kv_tokens" || memory.isEmpty() || !model || row.text("gpu").contains("x "))
                continue;
            const auto plan = makePlan(test::request(kHugeRig, model->id, "")).value();
            const double tokens = memory.toDouble() * 1073741824.0 / plan.kvPerToken.value;
            QVERIFY2(near(tokens, row.number("value")) < 1.5e-3, qPrintable(row.text("id")));
            ++checked;
        }
        QVERIFY2(checked >= 3, qPrintable(QString::number(checked)));
    }

    /// Sizes of llama-quantize --dry-run for real shapes, to its two decimals.
    void weightsOfPresets()
    {
        const auto path = test::sharedData("presets/dryrun_totals.csv");
        HEADROOM_NEEDS(path);
        const auto csv = table(path);
        int checked = 0;
        for (std::size_t i = 0; i < csv.rows(); ++i) {
            const Row row{csv, i};
            const auto preset = row.text("preset").toStdString();
            const auto* model = machine::findModel(row.text("model").remove("-tied").toStdString());
            if (row.text("status") != "ok" || !model || !quant::findPreset(preset) || row.text("model").contains("0.5b")
                || model->shape.tiedOutput) // all of the table's have a head
                continue;
            auto request = test::request(kHugeRig, model->id, preset);
            // The table's models are llama-shaped: without the norms of Q and K.
            std::erase_if(request.model.tensors, [](const auto& tensor) {
                return tensor.name.find("_q_norm.") != std::string::npos
                    || tensor.name.find("_k_norm.") != std::string::npos;
            });
            const auto plan = makePlan(request);
            QVERIFY(plan.has_value());
            const auto name = row.text("model") + " " + row.text("preset");
            QVERIFY2(qAbs(mebibytes(plan->weights) - row.number("quant_mib")) <= 0.0051,
                     qPrintable(name + QString(": %1").arg(mebibytes(plan->weights), 0, 'f', 4)));
            ++checked;
        }
        QVERIFY2(checked >= 12, qPrintable(QString::number(checked)));
    }

    /// Log L03: the embedding table stays on the host.
    void embeddingStaysOnTheHost()
    {
        const auto plan = makePlan(test::request("RTX 4080", "llama-3.1-8b", "Q4_0", 16384));
        QVERIFY(plan.has_value());
        QVERIFY(qAbs(mebibytes(plan->devices[0].weights) - 4155.99) <= 0.0051);
        QVERIFY(qAbs(mebibytes(plan->weights) - 4155.99 - 281.81) <= 0.0101);
    }

    /// Logs L07 and L15: mixtures and long keys, with the norms of Q and K.
    void loggedFiles()
    {
        const auto mixture = makePlan(test::request("Ryzen 9 7950X", "qwen3-30b-a3b", "Q5_K_M"));
        QVERIFY(mixture.has_value());
        QVERIFY(qAbs(mebibytes(mixture->weights) - 20713.44) <= 0.0051);
        QCOMPARE(mixture->devices[0].weights.value, mixture->weights.value); // no GPU: everything in memory
        const auto dense = makePlan(test::request("2x Tesla T4", "qwen3-32b", "Q5_K_M", 8192));
        QVERIFY(dense.has_value());
        // A fork's mixture of the same name: 0.06 % smaller than today's rules make it.
        QVERIFY2(near(test::gibibytes(dense->weights), 21.603) <= 0.001,
                 qPrintable(QString::number(test::gibibytes(dense->weights), 'f', 4)));
    }

    /// Log L16: two equal cards hold 48 and 46 of 94 layers.
    void layersSplitAsLogged()
    {
        const auto plan = makePlan(test::request("2x RTX 3090", "qwen3-235b-a22b", "", 32768));
        QVERIFY(plan.has_value());
        QCOMPARE(plan->devices[0].layerCount, 48U);
        QCOMPARE(plan->devices[1].layerCount, 46U);
        QCOMPARE(plan->devices[1].firstLayer, 48U);
    }

    /// Logs L09, L24, L46 (builds to 2025): within 20 %.
    void computeBuffers_data()
    {
        QTest::addColumn<QList<uint>>("shape"); // layers heads kvHeads keyLength embedding ffn vocabulary
        QTest::addColumn<uint>("context");
        QTest::addColumn<bool>("flash");
        QTest::addColumn<double>("logged");
        QTest::newRow("L09 Gemma-3-27B") << QList<uint>{62, 32, 16, 128, 5376, 21504, 262144} << 32768U << true
                                         << 522.62;
        QTest::newRow("L24 Llama-3.1-8B")
            << QList<uint>{32, 32, 8, 128, 4096, 14336, 128256} << 1024U << false << 266.5;
        QTest::newRow("L41 gpt-oss-20b") << QList<uint>{24, 64, 8, 64, 2880, 2880, 201088} << 131072U << false
                                         << 16929.88;
        QTest::newRow("L46 TriLM-3.9B") << QList<uint>{30, 24, 24, 128, 3072, 9216, 50688} << 512U << false << 105.0;
    }
    void computeBuffers()
    {
        QFETCH(QList<uint>, shape);
        QFETCH(uint, context);
        QFETCH(bool, flash);
        QFETCH(double, logged);
        auto request = bare(shape[0], shape[1], shape[2], shape[3], shape[4], shape[5], shape[6]);
        request.workload.context = context;
        request.flashAttention = flash;
        const auto plan = makePlan(request);
        QVERIFY(plan.has_value());
        QVERIFY2(near(mebibytes(plan->devices[0].compute), logged) < 0.2,
                 qPrintable(QString::number(mebibytes(plan->devices[0].compute))));
    }

    /// Nothing generates faster than its ceiling, and the published ceilings are ours.
    void generation()
    {
        const auto path = test::sharedData("datapoints.csv");
        HEADROOM_NEEDS(path);
        const auto csv = table(path);
        std::vector<double> ratios;
        for (std::size_t i = 0; i < csv.rows(); ++i) {
            const Row row{csv, i};
            if (row.text("kind") != "decode_tps" || row.text("runtime") != "llama.cpp")
                continue;
            const auto* model = machine::findModel(modelOf(row.text("model")));
            const auto rig = rigOf(row.text("gpu"));
            const auto quant = row.text("quant").toUpper().toStdString();
            if (!model || !machine::designRig(rig) || (quant != "F16" && !quant::findPreset(quant)))
                continue;
            const auto plan = makePlan(test::request(rig, model->id, quant, 256));
            QVERIFY2(plan.has_value(), qPrintable(row.text("id")));
            const double ceiling = plan->decodeCeiling.value;
            const double measured = row.number("value");
            QVERIFY2(measured <= 1.01 * ceiling, qPrintable(row.text("id") + QString(" %1").arg(ceiling)));
            if (const double published = row.number("formula_prediction"); published > 0)
                QVERIFY2(near(ceiling, published) < 0.02, qPrintable(row.text("id") + QString(" %1").arg(ceiling)));
            ratios.push_back(ceiling / measured);
            if (quant == "F16" && row.text("gpu").contains("RTX"))
                QVERIFY2(ceiling / measured < 1.35, qPrintable(row.text("id")));
        }
        QVERIFY2(ratios.size() >= 8, qPrintable(QString::number(ratios.size())));
        std::sort(ratios.begin(), ratios.end());
        QVERIFY2(ratios[ratios.size() / 2] < 1.5, qPrintable(QString::number(ratios[ratios.size() / 2])));
    }

    /// F16 prompts within 35 %; quantized ones are slower, never faster.
    void prompts()
    {
        const auto path = test::sharedData("datapoints.csv");
        HEADROOM_NEEDS(path);
        const auto csv = table(path);
        int checked = 0;
        for (std::size_t i = 0; i < csv.rows(); ++i) {
            const Row row{csv, i};
            if (row.text("kind") != "prefill_tps" || row.text("runtime") != "llama.cpp")
                continue;
            const auto* model = machine::findModel(modelOf(row.text("model")));
            const auto rig = rigOf(row.text("gpu"));
            const auto quant = row.text("quant").toUpper().toStdString();
            if (!model || !machine::designRig(rig) || (quant != "F16" && !quant::findPreset(quant)))
                continue;
            auto request = test::request(rig, model->id, quant, 512);
            request.workload.promptTokens = 512;
            const auto plan = makePlan(request);
            QVERIFY(plan.has_value());
            const double ratio = plan->prefillCeiling.value / row.number("value");
            const auto note = qPrintable(row.text("id") + QString(" %1").arg(ratio));
            QVERIFY2(ratio > 0.85, note); // GeForce accumulates partly in FP16
            if (quant == "F16" && row.text("gpu").startsWith("RTX"))
                QVERIFY2(ratio < 1.35, note);
            ++checked;
        }
        QVERIFY2(checked >= 8, qPrintable(QString::number(checked)));
    }
};

HEADROOM_TEST(TestPlanOracle)
#include "tst_planoracle.moc"
