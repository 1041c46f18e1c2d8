// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every folder that the transformers library has made and run: its logits come out of the folder, windows and all.
// Those of bfloat16 were made after the whole model had been rounded, and the frequencies of rotation with it, which no
// program does that loads them: a description of the same rounding, as factors, leads to the same logits.
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/infer/transformer.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>

using namespace headroom;

namespace {

template <class T> std::vector<T> readAll(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    std::vector<T> out(bytes.size() / sizeof(T));
    std::memcpy(out.data(), bytes.data(), out.size() * sizeof(T));
    return out;
}

double roundedToBfloat16(double value)
{
    auto bits = std::bit_cast<std::uint32_t>(float(value));
    bits += 0x7FFFU + (bits >> 16U & 1U);
    return double(std::bit_cast<float>(bits & 0xFFFF0000U));
}

/// Says of plain rotation that its frequencies are rounded; false: it is not plain, or not of bfloat16.
bool roundFrequencies(Json& config, const model::ModelFile& file)
{
    const std::string prefix = std::string(file.metadata().text("general.architecture").value_or("")) + ".";
    const auto rotated = file.metadata().unsignedInteger(prefix + "rope.dimension_count");
    const Json rope = config.value("rope_parameters", Json());
    if (config.value("dtype", Json()) != "bfloat16" || !rotated || !rope.is_object()
        || rope.value("rope_type", Json()) != "default" || file.find("rope_freqs.weight"))
        return false;
    Json factors = Json::array();
    const double base = rope.at("rope_theta").get<double>();
    for (std::uint64_t i = 0; i < *rotated; i += 2) {
        const double frequency = std::pow(base, -double(i) / double(*rotated));
        factors.push_back(frequency / roundedToBfloat16(frequency));
    }
    config["rope_parameters"].update({{"rope_type", "longrope"},
                                      {"short_factor", factors},
                                      {"long_factor", factors},
                                      {"attention_factor", 1.0},
                                      {"original_max_position_embeddings", config.at("max_position_embeddings")}});
    return true;
}

double differenceOf(const model::ModelFile& opened, const std::filesystem::path& folder)
{
    const auto file = model::ModelFile::open(opened.path());
    const auto transformer = infer::Transformer::load(*file);
    if (!transformer) {
        qWarning("%s: %s", transformer.error().where.c_str(), transformer.error().detail.c_str());
        return 1;
    }
    const auto tokens = readAll<model::Token>(folder / "tokens.i32");
    const auto expected = readAll<float>(folder / "logits.f32");
    ThreadPool pool(1);
    auto session = infer::Session::create(*transformer, std::uint32_t(tokens.size()), pool).value();
    std::vector<float> found(tokens.size() * session->vocabulary());
    if (!session->evaluate(tokens, tokens.size(), found) || found.size() != expected.size())
        return 1;
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        difference += std::pow(double(expected[i]) - double(found[i]), 2);
        size += double(expected[i]) * double(expected[i]);
    }
    return std::sqrt(difference / size);
}

} // namespace

class TestHfLogits : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
private slots:
    void logitsEqualTheLibrarys_data()
    {
        QTest::addColumn<QString>("name");
        const auto folder = test::sharedData("hf");
        if (std::filesystem::is_directory(folder))
            for (const auto& entry : std::filesystem::directory_iterator(folder))
                if (std::filesystem::exists(entry.path() / "logits.f32"))
                    QTest::newRow(entry.path().filename().c_str())
                        << QString::fromStdString(entry.path().filename().string());
    }
    void logitsEqualTheLibrarys()
    {
        HEADROOM_NEEDS(test::sharedData("hf"));
        QFETCH(QString, name);
        const auto folder = test::sharedData("hf") / name.toStdString();
        const auto file = model::ModelFile::open(folder);
        if (!file && file.error().code == ErrorCode::Unsupported
            && file.error().where.find("\"architectures\"") != std::string::npos)
            QSKIP("a class that is not known");
        QVERIFY2(file, file ? "" : (file.error().where + ": " + file.error().detail).c_str());
        Json config = Json::parse(readTextFile((folder / "config.json").string(), 1U << 20U).value());
        double difference = differenceOf(**file, folder);
        qInfo("relative L2 %.1e", difference);
        if (roundFrequencies(config, **file)) {
            const std::filesystem::path rounded = m_dir.filePath(name).toStdString();
            std::filesystem::create_directories(rounded);
            for (const auto& entry : std::filesystem::directory_iterator(folder))
                if (entry.path().filename() != "config.json")
                    std::filesystem::create_symlink(entry.path(), rounded / entry.path().filename());
            std::ofstream(rounded / "config.json") << config.dump();
            const auto same = model::ModelFile::open(rounded);
            QVERIFY2(same, same ? "" : (same.error().where + ": " + same.error().detail).c_str());
            difference = differenceOf(**same, folder);
            qInfo("with rounded frequencies %.1e", difference);
            QVERIFY(difference < 3e-4); // GELU by another formula is the largest
        }
        QVERIFY(difference < 2e-3);
    }
};

HEADROOM_TEST(TestHfLogits)
#include "tst_hflogits.moc"
