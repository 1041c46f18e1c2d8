// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Each folder preset is written, read by a reader that knows the byte layouts alone, and compared: with the encoder's
// own decode, with the original, and, as a model, with what Headroom's own reader computes from the folder.
#include "core/infer/transformer.h"
#include "core/model/description.h"
#include "core/model/hf/exportfolder.h"
#include "core/quant/calibrate/imatrix.h"
#include "core/quant/folder/coded.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/folder/recipe.h"
#include "core/quant/folder/source.h"
#include "folderreader.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using model::ModelFile;
using quant::FolderScheme;

namespace {

using Path = std::filesystem::path;

const test::TinyModel kTiny{.layers = 1, .type = tensor::Type::F16};

std::vector<float> logitsOf(const std::shared_ptr<const ModelFile>& file)
{
    ThreadPool pool(1);
    const auto transformer = infer::Transformer::load(file);
    auto session = transformer ? infer::Session::create(*transformer, 32, pool) : tl::unexpected(transformer.error());
    if (!session)
        return {};
    std::vector<model::Token> tokens;
    for (int i = 0; i < 16; ++i)
        tokens.push_back(i * 37 % int((*session)->vocabulary()));
    std::vector<float> logits(tokens.size() * (*session)->vocabulary());
    if (!(*session)->evaluate(tokens, tokens.size(), logits))
        return {};
    return logits;
}

std::uint64_t bytesIn(const Path& folder)
{
    std::uint64_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        bytes += entry.is_regular_file() ? entry.file_size() : 0;
    return bytes;
}

/// Largest error, relative to the weights, that a scheme may make of Gaussian weights.
double allowed(const FolderScheme& scheme)
{
    return scheme.bits == 8 ? 0.04 : scheme.bits == 4 ? 0.13 : 0.25;
}

} // namespace

class TestFolders : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    Path path(const std::string& name) const { return Path(m_dir.path().toStdString()) / name; }

    /// A GGUF model whose projections are those the second reader found, in float32.
    std::shared_ptr<const ModelFile> rebuilt(const test::FolderReader& reader, const test::TinyModel& tiny)
    {
        auto tensors = test::tiny::tensors(tiny);
        const std::map<std::string, std::string> modules{
            {"attn_q", "self_attn.q_proj"},      {"attn_k", "self_attn.k_proj"}, {"attn_v", "self_attn.v_proj"},
            {"attn_output", "self_attn.o_proj"}, {"ffn_gate", "mlp.gate_proj"},  {"ffn_up", "mlp.up_proj"},
            {"ffn_down", "mlp.down_proj"}};
        for (auto& tensor : tensors) {
            const auto parts = QString::fromStdString(tensor.name).split('.');
            const auto module = parts.size() == 4 ? modules.find(parts[2].toStdString()) : modules.end();
            if (module == modules.end())
                continue;
            const std::size_t inputs = tensor.shape[0], outputs = tensor.shape[1];
            const auto stored
                = reader.weight("model.layers." + parts[1].toStdString() + "." + module->second, outputs, inputs);
            std::vector<float> ours(stored.size());
            const std::size_t head = tiny.width / tiny.heads;
            const bool paired = module->first == "attn_q" || module->first == "attn_k";
            for (std::size_t n = 0; n < outputs; ++n) { // halves of a head become pairs
                const std::size_t at = n % head, from = paired ? n - at + at % 2 * head / 2 + at / 2 : n;
                std::copy_n(stored.begin() + std::ptrdiff_t(from * inputs), inputs,
                            ours.begin() + std::ptrdiff_t(n * inputs));
            }
            tensor.type = tensor::Type::F32;
            tensor.produce = [ours] {
                const auto bytes = std::as_bytes(std::span(ours));
                return Result<std::vector<std::byte>>(std::vector<std::byte>(bytes.begin(), bytes.end()));
            };
        }
        JobControl quiet;
        const Path file = path("rebuilt.gguf");
        std::filesystem::remove(file);
        if (!model::writeGguf(file, test::tiny::metadata(tiny), tensors, quiet))
            return nullptr;
        return ModelFile::open(file).value_or(nullptr);
    }
    static void fill()
    {
        QTest::addColumn<QString>("scheme");
        for (const FolderScheme& scheme : quant::folderSchemes())
            QTest::newRow(std::string(scheme.name).c_str()) << QString::fromStdString(std::string(scheme.name));
    }

private slots:
    void initTestCase()
    {
        QVERIFY(test::writeTinyModel(path("tiny.gguf"), kTiny));
        JobControl quiet;
        QVERIFY(model::hf::exportFolder(ModelFile::open(path("tiny.gguf")).value(), path("plain"), quiet));
    }

    void isReadFromItsBytesAlone_data() { fill(); }
    void isReadFromItsBytesAlone()
    {
        QFETCH(QString, scheme);
        const auto name = scheme.toStdString();
        const FolderScheme& row = *quant::findFolderScheme(name);
        quant::FolderOptions options{path("tiny.gguf"), path("out-" + name), name};
        options.threads = 2;
        options.shardBytes = 700'000;
        const auto plan = quant::planFolder(options);
        QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
        QVERIFY(!std::filesystem::exists(options.destination));
        JobControl quiet;
        const auto outcome = quant::quantizeFolder(options, quiet);
        QVERIFY2(outcome, outcome ? "" : (outcome.error().where + ": " + outcome.error().detail).c_str());
        QCOMPARE(bytesIn(options.destination), plan->outputBytes);

        const test::FolderReader reader(options.destination);
        const auto source = quant::FolderSource::open(options.source);
        ThreadPool pool(1);
        std::size_t quantized = 0;
        for (const auto& tensor : source->tensors) {
            if (!quant::roleOf(*source->family, tensor).linear) {
                QVERIFY2(reader.has(tensor.name), tensor.name.c_str());
                continue;
            }
            ++quantized;
            QVERIFY2(!reader.has(tensor.name) || reader.tensors().at(tensor.name).dtype != "F16", tensor.name.c_str());
            quant::Matrix matrix{tensor.name, tensor.rows, {}};
            if (row.code == quant::CodeKind::Nvfp4)
                matrix.divisor = reader.divisor(quant::moduleOf(tensor.name));
            const auto coded = quant::codeMatrix(row, matrix, pool, [] { return Status(); });
            QVERIFY(coded);
            const auto read = reader.weight(quant::moduleOf(tensor.name), tensor.rows.count(), tensor.rows.columns());
            const auto original = model::hf::toFloats(tensor.rows);
            std::vector<float> decoded(tensor.rows.columns());
            double error = 0, squares = 0;
            for (std::size_t n = 0; n < tensor.rows.count(); ++n) {
                quant::decodeRow(row, *coded, n, decoded);
                for (std::size_t k = 0; k < decoded.size(); ++k) {
                    QCOMPARE(read[n * decoded.size() + k], decoded[k]);
                    const double w = original[n * decoded.size() + k];
                    error += (w - double(decoded[k])) * (w - double(decoded[k]));
                    squares += w * w;
                }
            }
            QVERIFY2(std::sqrt(error / squares) < allowed(row), std::to_string(std::sqrt(error / squares)).c_str());
        }
        QCOMPARE(quantized, 7U);
    }

    /// Engines put these together into one matrix, which has one divisor.
    /// What makes an embedding model of it lies beside the weights, some of it in folders; a head of its own is no
    /// table.
    void isTheSameModelStill()
    {
        const Path source = path("pooled");
        std::filesystem::copy(path("plain"), source);
        std::filesystem::create_directory(source / "1_Pooling");
        const auto write
            = [](const Path& file, std::string_view text) { return writeFile(file, std::as_bytes(std::span(text))); };
        QVERIFY(
            write(source / "modules.json", R"([{"path":"1_Pooling","type":"sentence_transformers.models.Pooling"}])"));
        QVERIFY(write(source / "1_Pooling" / "config.json", R"({"pooling_mode_mean_tokens":true})"));
        Json config = Json::parse(readTextFile(source / "config.json").value());
        QVERIFY(ModelFile::open(source).value()->find("output.weight"));
        config["tie_word_embeddings"] = true; // which they are not
        QVERIFY(write(source / "config.json", config.dump()));
        quant::FolderOptions options{source, path("pooled-out"), "W4A16"};
        const auto plan = quant::planFolder(options);
        QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
        JobControl quiet;
        const auto outcome = quant::quantizeFolder(options, quiet);
        QVERIFY2(outcome, outcome ? "" : (outcome.error().where + ": " + outcome.error().detail).c_str());
        QCOMPARE(bytesIn(options.destination), plan->outputBytes);
        const auto file = ModelFile::open(options.destination);
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QCOMPARE(int(model::describe(**file)->shape.pooling), int(model::Pooling::Mean));
        QVERIFY((*file)->find("output.weight"));
        QCOMPARE(test::FolderReader(options.destination).config().at("tie_word_embeddings"), Json(false));
    }

    /// A head that scores stands on what is computed: no logits, but it can be calibrated like what lacks a head.
    void aHeadThatScoresIsLoaded()
    {
        auto tensors = test::tiny::tensors(kTiny);
        auto& head = tensors.emplace_back(tensors.front());
        head.name = "cls.output.weight";
        JobControl quiet;
        QVERIFY(model::writeGguf(path("scores.gguf"), test::tiny::metadata(kTiny), tensors, quiet));
        const auto file = ModelFile::open(path("scores.gguf"));
        QVERIFY(file);
        const auto loaded = infer::Transformer::load(*file);
        QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
        head.name = "stranger.weight";
        QVERIFY(model::writeGguf(path("stranger.gguf"), test::tiny::metadata(kTiny), tensors, quiet));
        QVERIFY(!infer::Transformer::load(ModelFile::open(path("stranger.gguf")).value()));
    }

    void fusedMatricesShareTheirDivisor()
    {
        const test::FolderReader reader(path("out-NVFP4A16"));
        const std::string layer = "model.layers.0.";
        const float query = reader.divisor(layer + "self_attn.q_proj"), gate = reader.divisor(layer + "mlp.gate_proj");
        QCOMPARE(reader.divisor(layer + "self_attn.k_proj"), query);
        QCOMPARE(reader.divisor(layer + "self_attn.v_proj"), query);
        QCOMPARE(reader.divisor(layer + "mlp.up_proj"), gate);
        QVERIFY(query != gate && reader.divisor(layer + "mlp.down_proj") != gate);
    }

    void givesTheSameLogits_data() { fill(); }
    void givesTheSameLogits()
    {
        QFETCH(QString, scheme);
        const Path folder = path("out-" + scheme.toStdString());
        const auto ours = ModelFile::open(folder);
        QVERIFY(ours);
        const auto independent = rebuilt(test::FolderReader(folder), kTiny);
        QVERIFY(independent);
        const auto logits = logitsOf(*ours);
        QVERIFY(!logits.empty());
        QVERIFY(logits == logitsOf(independent));
        QVERIFY(logits != logitsOf(ModelFile::open(path("tiny.gguf")).value()));
    }

    void folderAndFileGiveTheSameWeights_data() { fill(); }
    void folderAndFileGiveTheSameWeights()
    {
        QFETCH(QString, scheme);
        JobControl quiet;
        const auto name = scheme.toStdString();
        quant::FolderOptions options{path("plain"), path("again-" + name), name};
        options.threads = 1;
        const auto plan = quant::planFolder(options);
        const auto outcome = quant::quantizeFolder(options, quiet);
        QVERIFY2(outcome, outcome ? "" : (outcome.error().where + ": " + outcome.error().detail).c_str());
        QCOMPARE(bytesIn(options.destination), plan->outputBytes);
        const test::FolderReader a(path("out-" + name)), b(options.destination);
        QCOMPARE(b.tensors().size(), a.tensors().size());
        for (const auto& [tensor, value] : a.tensors())
            QVERIFY2(b.tensors().at(tensor).bytes == value.bytes, tensor.c_str());
        QVERIFY(b.quantization() == a.quantization());
        QVERIFY(std::filesystem::exists(options.destination / "tokenizer.model"));
        Json manifest = Json::parse(std::ifstream(options.destination / "manifest.json"));
        QVERIFY(manifest.at("source").at("sha256") == outcome->sourceSha256);
        QVERIFY(manifest.at("tensors").at("model.layers.0.mlp.up_proj.weight").at("error_db").get<double>() < -10);
    }

    void recipesSayTheSame()
    {
        quant::FolderOptions options{path("tiny.gguf"), path("unused"), "W4A16", 64};
        options.method.method = quant::Method::Gptq;
        const auto recipe = quant::recipeText(options, "llm-compressor");
        QVERIFY2(recipe, recipe ? "" : recipe.error().detail.c_str());
        QVERIFY(recipe->find("    GPTQModifier:\n      dampening_frac: 0.01\n") != std::string::npos);
        const auto groups = recipe->find("config_groups: ") + 15;
        const Json weights = Json::parse(recipe->substr(groups)).at("group_0").at("weights");
        QVERIFY(weights.at("num_bits") == 4 && weights.at("group_size") == 64 && weights.at("actorder") == "static");
        options.scheme = "GPTQ-3BIT";
        const auto config = quant::recipeText(options, "gptqmodel");
        QVERIFY(config);
        const Json json = Json::parse(*config);
        QVERIFY(json.at("bits") == 3 && json.at("group_size") == 64 && json.at("damp_percent") == 0.01);
        QVERIFY(json.at("dynamic").contains("-:^lm_head$") && !json.contains("meta"));
        const auto wrong = quant::recipeText(options, "llm-compressor");
        QVERIFY(!wrong && wrong.error().code == ErrorCode::InvalidArgument);
        QVERIFY(!quant::recipeText(options, "unknown") && !std::filesystem::exists(path("unused")));
    }

    void refusesWhatCannotBe()
    {
        JobControl quiet;
        const auto refused = [&](quant::FolderOptions options, ErrorCode code, const char* said) {
            const auto outcome = quant::quantizeFolder(options, quiet);
            return !outcome && outcome.error().code == code
                && (outcome.error().where + outcome.error().detail).find(said) != std::string::npos;
        };
        QVERIFY(refused({path("tiny.gguf"), path("plain"), "W4A16"}, ErrorCode::Conflict, "exists"));
        QVERIFY(refused({path("tiny.gguf"), path("x"), "W5A16"}, ErrorCode::InvalidArgument, "W5A16"));
        QVERIFY(refused({path("tiny.gguf"), path("x"), "W4A16", 48}, ErrorCode::InvalidArgument, "48"));
        QVERIFY(refused({path("nothing"), path("x"), "W4A16"}, ErrorCode::NotFound, "nothing"));
        QVERIFY(refused({path("out-W4A16"), path("x"), "W4A16"}, ErrorCode::Unsupported, "--allow-requantize"));
        const test::TinyModel odd{.layers = 1, .width = 192, .feedForward = 192};
        QVERIFY(test::writeTinyModel(path("odd.gguf"), odd));
        QVERIFY(refused({path("odd.gguf"), path("x"), "W4A16"}, ErrorCode::Unsupported, "192"));
        QVERIFY(quant::quantizeFolder({path("odd.gguf"), path("x32"), "W4A16", 32}, quiet));
        QVERIFY(!std::filesystem::exists(path("x")));
    }

    void weightsThatAreNoNumbersAreNamed_data()
    {
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<int>("weight");
        QTest::addColumn<QString>("named");
        QTest::newRow("quantized") << "blk.1.ffn_up.weight" << 1000 << "layers.1.mlp.up_proj.weight\", weight 1000";
        QTest::newRow("norm") << "blk.1.ffn_norm.weight" << 7 << "layers.1.post_attention_layernorm.weight\", weight 7";
        QTest::newRow("embedding") << "token_embd.weight" << 300 << "embed_tokens.weight\", weight 300";
    }
    void weightsThatAreNoNumbersAreNamed()
    {
        QFETCH(QString, tensor);
        QFETCH(int, weight);
        QFETCH(QString, named);
        auto tensors = test::tiny::tensors({});
        for (auto& source : tensors)
            if (source.name == tensor.toStdString())
                source.produce = [make = source.produce, weight]() -> Result<std::vector<std::byte>> {
                    auto bytes = make();
                    const float bad = std::numeric_limits<float>::quiet_NaN();
                    std::memcpy(bytes->data() + 4 * weight, &bad, sizeof bad);
                    return bytes;
                };
        JobControl quiet;
        QVERIFY(model::writeGguf(path("nan.gguf"), test::tiny::metadata({}), tensors, quiet));
        const auto outcome = quant::quantizeFolder({path("nan.gguf"), path("nan"), "W4A16"}, quiet);
        QVERIFY(!outcome && outcome.error().code == ErrorCode::Corrupt);
        QVERIFY2(outcome.error().where.find(named.toStdString()) != std::string::npos, outcome.error().where.c_str());
        QVERIFY(!std::filesystem::exists(path("nan")));
        const auto file = model::ModelFile::open(path("nan.gguf"));
        const auto exported = model::hf::exportFolder(*file, path("nan"), quiet);
        QVERIFY(!exported && exported.error().where.find(named.toStdString()) != std::string::npos);
        QVERIFY(!std::filesystem::exists(path("nan")));
    }

    /// Each its own: one matrix has outputs that do not divide, another one inputs.
    void everyObstacleIsNamed()
    {
        const test::TinyModel odd{.layers = 1, .feedForward = 344};
        QVERIFY(test::writeTinyModel(path("odd344.gguf"), odd));
        const auto plan = quant::planFolder({path("odd344.gguf"), path("x"), "GPTQ", 128});
        QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
        const auto said = [&](const std::string& text) {
            return std::ranges::count_if(english(plan->warnings), [&](const std::string& warning) {
                return warning.find(text) != std::string::npos;
            });
        };
        QCOMPARE(said("1 projections stay as they are: 344 inputs are no multiple of 128"), 1);
        const auto outputs = std::ranges::count_if(plan->tensors, [](const auto& row) {
            return english(row.reason).find("344 outputs") != std::string::npos;
        });
        QCOMPARE(outputs, 2);
        QCOMPARE(said("2 projections stay as they are: 344 outputs"), 1);
    }

    void importanceThatCannotBeUsedIsNamed()
    {
        quant::Imatrix matrix;
        matrix.entries["blk.0.attn_q.weight"] = {std::vector<float>(256, 0.0F), {4}};
        matrix.entries["blk.0.attn_k.weight"] = {std::vector<float>(256, 1.0F), {4}};
        std::fill_n(matrix.entries["blk.0.attn_k.weight"].sums.begin(), 64, 0.0F);
        JobControl quiet;
        QVERIFY(quant::writeImatrix(path("m.gguf"), matrix, quiet));
        quant::FolderOptions options{path("tiny.gguf"), path("x"), "W4A16"};
        options.imatrix = path("m.gguf");
        const auto plan = quant::planFolder(options);
        QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
        const auto reasonOf = [&](const std::string& ours) {
            return english(std::ranges::find(plan->tensors, ours, &quant::FolderTensor::ours)->reason);
        };
        QVERIFY(reasonOf("blk.0.attn_q.weight").find("its importance cannot be used") != std::string::npos);
        QVERIFY2(reasonOf("blk.0.attn_k.weight").find("64 of 256 columns") != std::string::npos,
                 reasonOf("blk.0.attn_k.weight").c_str());
        for (const char* name :
             {"of blk.0.attn_q.weight cannot", "64 of 256 columns without usable importance in blk.0.attn_k.weight"})
            QVERIFY(std::ranges::any_of(english(plan->warnings), [&](const std::string& warning) {
                return warning.find(name) != std::string::npos;
            }));
    }
};

HEADROOM_TEST(TestFolders)
#include "tst_folders.moc"
