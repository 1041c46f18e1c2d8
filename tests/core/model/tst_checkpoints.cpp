// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Quantized checkpoints are packed here bit by bit, by the formulas of their makers, and have to come back exactly.
#include "core/model/hf/checkpoint.h"
#include "core/model/modelfile.h"
#include "safetensorsbytes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <list>
#include <random>

using namespace headroom;
using headroom::model::SafetensorsSet;
using headroom::model::hf::Checkpoint;
using headroom::test::SafetensorsWriter;
using headroom::test::writeText;

namespace {

/// Codes, zero points and scales of a weight [outputs, inputs]; scales are powers of two, so that all is exact.
struct Grid {
    std::size_t inputs = 96, outputs = 64, groupSize = 32;
    unsigned bits = 4;
    std::vector<unsigned> codes, zeros; ///< [outputs, inputs], [groups, outputs]
    std::vector<float> scales; ///< [groups, outputs]
    std::vector<std::int32_t> groupOf; ///< [inputs]

    std::size_t groups() const { return inputs / groupSize; }
    float weight(std::size_t n, std::size_t k) const
    {
        const auto at = std::size_t(groupOf[k]) * outputs + n;
        return scales[at] * (float(codes[n * inputs + k]) - float(zeros[at]));
    }
};

Grid makeGrid(unsigned bits, bool symmetric, bool shuffled)
{
    Grid grid;
    grid.bits = bits;
    std::mt19937 random(bits * 4 + unsigned(symmetric) * 2 + unsigned(shuffled));
    const unsigned levels = 1U << bits;
    for (std::size_t i = 0; i < grid.inputs * grid.outputs; ++i)
        grid.codes.push_back(unsigned(random() % levels));
    for (std::size_t i = 0; i < grid.groups() * grid.outputs; ++i) {
        grid.zeros.push_back(symmetric ? levels / 2 : unsigned(random() % levels));
        grid.scales.push_back(std::ldexp(1.0F, -int(random() % 6)));
    }
    for (std::size_t k = 0; k < grid.inputs; ++k)
        grid.groupOf.push_back(std::int32_t(shuffled ? random() % grid.groups() : k / grid.groupSize));
    return grid;
}

/// Writes `bits` bits of value at bit position `at` of a stream of words that lie `stride` apart.
void put(std::vector<std::int32_t>& words, std::size_t first, std::size_t stride, std::size_t at, unsigned bits,
         unsigned value)
{
    for (unsigned bit = 0; bit < bits; ++bit)
        if (value >> bit & 1U) {
            auto& word = words[first + (at + bit) / 32 * stride];
            word = std::int32_t(std::uint32_t(word) | 1U << (at + bit) % 32);
        }
}

std::vector<std::uint16_t> halves(const std::vector<float>& values)
{
    std::vector<std::uint16_t> out;
    for (const float value : values) // powers of two only
        out.push_back(std::uint16_t((std::ilogb(value) + 15) << 10));
    return out;
}

std::vector<float> floatsOf(const model::hf::Rows& rows)
{
    return model::hf::toFloats(rows);
}

} // namespace

class TestCheckpoints : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    std::list<SafetensorsSet> m_sets;
    std::filesystem::path folder() const
    {
        const auto path = std::filesystem::path(m_dir.path().toStdString())
            / QByteArray(QTest::currentTestFunction()).append(QTest::currentDataTag()).toHex().toStdString();
        std::filesystem::create_directories(path);
        return path;
    }
    Result<Checkpoint> read(const SafetensorsWriter& writer, const std::string& config)
    {
        const auto path = folder() / "model.safetensors";
        const auto written = writeFile(path, writer.bytes());
        auto set = written ? SafetensorsSet::open(path) : tl::unexpected(written.error());
        if (!set)
            return tl::unexpected(set.error());
        m_sets.push_back(std::move(*set)); // rows read from its mappings
        return Checkpoint::read(m_sets.back(), Json::parse(config));
    }
    /// Of everything in the file that was read last.
    std::uint64_t dataBytes() const
    {
        std::uint64_t bytes = 0;
        for (const auto& [name, tensor] : m_sets.back().tensors())
            bytes += tensor.data.size();
        return bytes;
    }
    void compare(const Result<Checkpoint>& checkpoint, const Grid& grid) const
    {
        QVERIFY2(checkpoint, checkpoint ? "" : (checkpoint.error().where + ": " + checkpoint.error().detail).c_str());
        QCOMPARE(checkpoint->tensors.size(), 1U);
        const auto& rows = checkpoint->tensors.at("layer.weight");
        QVERIFY(rows.shape == std::vector<std::uint64_t>({grid.inputs, grid.outputs}));
        QCOMPARE(rows.stored(), dataBytes()); // codes, scales, zero points, order: each once
        const auto values = floatsOf(rows);
        for (std::size_t n = 0; n < grid.outputs; ++n)
            for (std::size_t k = 0; k < grid.inputs; ++k)
                QCOMPARE(values[n * grid.inputs + k], grid.weight(n, k));
        std::vector<float> row(grid.inputs); // one row alone is the same
        rows.get(grid.outputs - 3, 1, std::as_writable_bytes(std::span(row)));
        QCOMPARE(row[7], grid.weight(grid.outputs - 3, 7));
    }
    static SafetensorsWriter gptq(const Grid& grid, bool version2)
    {
        std::vector<std::int32_t> codes(grid.inputs * grid.bits / 32 * grid.outputs);
        std::vector<std::int32_t> zeros(grid.groups() * grid.outputs * grid.bits / 32);
        const std::size_t zeroWords = grid.outputs * grid.bits / 32;
        for (std::size_t n = 0; n < grid.outputs; ++n) {
            for (std::size_t k = 0; k < grid.inputs; ++k)
                put(codes, n, grid.outputs, k * grid.bits, grid.bits, grid.codes[n * grid.inputs + k]);
            for (std::size_t g = 0; g < grid.groups(); ++g) {
                const unsigned zero = grid.zeros[g * grid.outputs + n];
                put(zeros, g * zeroWords, 1, n * grid.bits, grid.bits,
                    version2 ? zero : (zero - 1) & ((1U << grid.bits) - 1));
            }
        }
        return SafetensorsWriter()
            .add("layer.qweight", "I32", {grid.inputs * grid.bits / 32, grid.outputs}, codes)
            .add("layer.qzeros", "I32", {grid.groups(), zeroWords}, zeros)
            .add("layer.scales", "F16", {grid.groups(), grid.outputs}, halves(grid.scales))
            .add("layer.g_idx", "I32", {grid.inputs}, grid.groupOf);
    }

private slots:
    void gptq_data()
    {
        QTest::addColumn<unsigned>("bits");
        QTest::addColumn<bool>("version2");
        QTest::addColumn<bool>("shuffled");
        for (const unsigned bits : {2U, 3U, 4U, 8U})
            for (const bool version2 : {false, true})
                QTest::addRow("%u bits, v%d", bits, version2 ? 2 : 1) << bits << version2 << (bits == 4);
    }
    void gptq()
    {
        QFETCH(unsigned, bits);
        QFETCH(bool, version2);
        QFETCH(bool, shuffled);
        const Grid grid = makeGrid(bits, false, shuffled);
        compare(read(gptq(grid, version2),
                     R"({"quant_method":"gptq","group_size":32,"bits":)" + std::to_string(bits)
                         + (version2 ? R"(,"checkpoint_format":"gptq_v2"})" : "}")),
                grid);
    }
    void gptqThatContradictsItself()
    {
        Grid grid = makeGrid(4, true, false);
        const std::string config = R"({"quant_method":"gptq","group_size":32,"bits":4})";
        grid.groupOf[5] = 3;
        auto bad = read(gptq(grid, false), config);
        QVERIFY(!bad && bad.error().where.find("layer.g_idx") != std::string::npos);
        grid.groupOf[5] = -1;
        bad = read(gptq(grid, false), config);
        QVERIFY(!bad && bad.error().detail.find("-1") != std::string::npos);
        grid = makeGrid(4, true, false);
        bad = read(gptq(grid, false), R"({"quant_method":"gptq","group_size":32,"bits":5})");
        QVERIFY(!bad && bad.error().code == ErrorCode::Unsupported);
        bad = read(gptq(grid, false), R"({"quant_method":"gptq","group_size":32,"bits":8})");
        QVERIFY(!bad && bad.error().code == ErrorCode::Corrupt);
        bad = read(gptq(grid, false), R"({"quant_method":"aqlm"})");
        QVERIFY(!bad && bad.error().detail.find("AQLM") != std::string::npos);
    }

    /// Rules by module that leave some as they are show in the weights; bits of their own are named.
    void gptqOfMixedBits()
    {
        const Grid grid = makeGrid(4, true, false);
        const std::string config = R"({"quant_method":"gptq","group_size":32,"bits":4,"dynamic":)";
        const auto skips = read(gptq(grid, false), config + R"({"-:.*gate.*":{}}})");
        QVERIFY2(skips, skips ? "" : skips.error().detail.c_str());
        QVERIFY(read(gptq(grid, false), config + "{}}"));
        const auto mixed = read(gptq(grid, false), config + R"({"-:.*gate.*":{},"+:.*down_proj.*":{"bits":8}}})");
        QVERIFY(!mixed);
        QCOMPARE(mixed.error().code, ErrorCode::Unsupported);
        QVERIFY(mixed.error().where.find("dynamic") != std::string::npos);
        QVERIFY(mixed.error().detail.find("down_proj") != std::string::npos);
    }

    /// Codes of eight bits are no weights: without scales nobody knows what they stand for.
    void eightBitsWithoutScales()
    {
        for (const char* method : {"fp8", "fbgemm_fp8", "compressed-tensors", "modelopt"})
            for (const char* type : {"F8_E4M3", "F8_E5M2", "I8"}) {
                SafetensorsWriter writer;
                writer.add("layer.weight", type, {2, 4}, std::vector<std::uint8_t>(8, 0x38));
                const auto bad = read(writer, Json{{"quant_method", method}}.dump());
                QVERIFY(!bad);
                QVERIFY(bad.error().where.find("layer.weight") != std::string::npos);
                QVERIFY(read(writer, "{}")); // numbers of that type, as they are
            }
    }

    void awq()
    {
        const Grid grid = makeGrid(4, false, false);
        constexpr unsigned kOrder[] = {0, 2, 4, 6, 1, 3, 5, 7}; // slot i of a word holds output kOrder[i]
        std::vector<std::int32_t> codes(grid.inputs * grid.outputs / 8), zeros(grid.groups() * grid.outputs / 8);
        for (std::size_t word = 0; word < grid.outputs / 8; ++word)
            for (unsigned slot = 0; slot < 8; ++slot) {
                const std::size_t n = word * 8 + kOrder[slot];
                for (std::size_t k = 0; k < grid.inputs; ++k)
                    put(codes, k * grid.outputs / 8 + word, 1, 4 * slot, 4, grid.codes[n * grid.inputs + k]);
                for (std::size_t g = 0; g < grid.groups(); ++g)
                    put(zeros, g * grid.outputs / 8 + word, 1, 4 * slot, 4, grid.zeros[g * grid.outputs + n]);
            }
        SafetensorsWriter writer;
        writer.add("layer.qweight", "I32", {grid.inputs, grid.outputs / 8}, codes)
            .add("layer.qzeros", "I32", {grid.groups(), grid.outputs / 8}, zeros)
            .add("layer.scales", "F16", {grid.groups(), grid.outputs}, halves(grid.scales));
        compare(read(writer, R"({"quant_method":"awq","bits":4,"group_size":32,"version":"gemm","zero_point":true})"),
                grid);
        const auto gemv = read(writer, R"({"quant_method":"awq","bits":4,"group_size":32,"version":"gemv"})");
        QVERIFY(!gemv && gemv.error().code == ErrorCode::Unsupported);
    }

    void packQuantized_data()
    {
        QTest::addColumn<unsigned>("bits");
        QTest::addColumn<bool>("symmetric");
        for (const unsigned bits : {4U, 8U})
            for (const bool symmetric : {false, true})
                QTest::addRow("%u bits, %s", bits, symmetric ? "symmetric" : "asymmetric") << bits << symmetric;
    }
    void packQuantized()
    {
        QFETCH(unsigned, bits);
        QFETCH(bool, symmetric);
        const Grid grid = makeGrid(bits, symmetric, false);
        const std::size_t words = grid.inputs * bits / 32, groups = grid.groups();
        std::vector<std::int32_t> codes(grid.outputs * words), zeros(grid.outputs * bits / 32 * groups);
        std::vector<float> scales(grid.outputs * groups);
        for (std::size_t n = 0; n < grid.outputs; ++n) {
            for (std::size_t k = 0; k < grid.inputs; ++k)
                put(codes, n * words, 1, k * bits, bits, grid.codes[n * grid.inputs + k]);
            for (std::size_t g = 0; g < groups; ++g) {
                put(zeros, g, groups, n * bits, bits, grid.zeros[g * grid.outputs + n]);
                scales[n * groups + g] = grid.scales[g * grid.outputs + n];
            }
        }
        SafetensorsWriter writer;
        writer.add("layer.weight_packed", "I32", {grid.outputs, words}, codes)
            .add("layer.weight_scale", "F32", {grid.outputs, groups}, scales)
            .add("layer.weight_shape", "I64", {2},
                 std::vector<std::int64_t>{std::int64_t(grid.outputs), std::int64_t(grid.inputs)});
        if (!symmetric)
            writer.add("layer.weight_zero_point", "I32", {grid.outputs * bits / 32, groups}, zeros);
        compare(read(writer,
                     R"({"quant_method":"compressed-tensors","format":"pack-quantized","config_groups":{"group_0":)"
                     R"({"targets":["Linear"],"weights":{"num_bits":)"
                         + std::to_string(bits) + R"(,"type":"int","group_size":32}}}})"),
                grid);
    }

    void eightBitFloats_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<QString>("name");
        QTest::newRow("tensor") << 1 << 0 << "weight_scale";
        QTest::newRow("channel") << 4 << 1 << "weight_scale";
        QTest::newRow("blocks") << 2 << 2 << "weight_scale_inv";
    }
    void eightBitFloats()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(QString, name);
        // 0x38 is 1, 0xC0 is -2, 0x30 is 0.5, 0x01 is 2^-9
        const std::uint8_t codes[] = {0x38, 0xC0, 0x30, 0x01};
        const float values[] = {1, -2, 0.5F, 0x1p-9F};
        std::vector<std::uint8_t> stored;
        for (int i = 0; i < 16; ++i)
            stored.push_back(codes[i * 7 % 4]);
        std::vector<float> scales;
        for (int i = 0; i < rows * std::max(1, columns); ++i)
            scales.push_back(std::ldexp(1.0F, i));
        const std::vector<std::size_t> shape = columns == 0
            ? std::vector<std::size_t>{std::size_t(rows)}
            : std::vector<std::size_t>{std::size_t(rows), std::size_t(columns)};
        SafetensorsWriter writer;
        writer.add("layer.weight", "F8_E4M3", {4, 4}, stored)
            .add("layer." + name.toStdString(), "F32", shape, scales)
            .add("layer.input_scale", "F32", {1}, std::vector<float>{3});
        const auto checkpoint = read(writer, R"({"quant_method":"fp8"})");
        QVERIFY(checkpoint);
        QCOMPARE(checkpoint->tensors.size(), 1U);
        QCOMPARE(checkpoint->tensors.at("layer.weight").stored(), dataBytes());
        const auto floats = floatsOf(checkpoint->tensors.at("layer.weight"));
        for (int i = 0; i < 16; ++i) {
            const int n = i / 4, k = i % 4;
            const int scale = rows == 1 ? 0 : columns == 1 ? n : n / 2 * 2 + k / 2;
            QCOMPARE(floats[std::size_t(i)], values[i * 7 % 4] * scales[std::size_t(scale)]);
        }
    }

    void eightBitIntegers()
    {
        const std::vector<std::int8_t> codes{127, -127, 0, 1, -64, 127};
        SafetensorsWriter writer;
        writer.add("layer.weight", "I8", {2, 3}, codes)
            .add("layer.SCB", "F32", {2}, std::vector<float>{0.5F, 254})
            .add("layer.weight_format", "U8", {1}, std::vector<std::uint8_t>{0});
        const auto checkpoint = read(writer, R"({"quant_method":"bitsandbytes","load_in_8bit":true})");
        QVERIFY(checkpoint);
        QCOMPARE(checkpoint->tensors.size(), 1U);
        QCOMPARE(checkpoint->tensors.at("layer.weight").stored(), dataBytes());
        QVERIFY(floatsOf(checkpoint->tensors.at("layer.weight")) == std::vector<float>({0.5F, -0.5F, 0, 2, -128, 254}));
    }

    void fourBitFloats()
    {
        // NF4, 64 elements per scale: high nibble first
        std::vector<std::uint8_t> codes(64, 0x0F); // -1 and 1
        codes[1] = 0x7C; // 0 and 0.44070983
        const std::string state = R"({"quant_type":"nf4","blocksize":64,"dtype":"float16","shape":[2,64]})";
        SafetensorsWriter writer;
        writer.add("layer.weight", "U8", {64, 1}, codes)
            .add("layer.weight.absmax", "F32", {2}, std::vector<float>{2, 4})
            .add("layer.weight.quant_state.bitsandbytes__nf4", "U8", {state.size()},
                 std::vector<std::uint8_t>(state.begin(), state.end()));
        const auto nf4 = read(writer, R"({"quant_method":"bitsandbytes","load_in_4bit":true})");
        QVERIFY2(nf4, nf4 ? "" : nf4.error().detail.c_str());
        QCOMPARE(nf4->tensors.at("layer.weight").stored(), dataBytes());
        const auto values = floatsOf(nf4->tensors.at("layer.weight"));
        QCOMPARE(values[0], -2.0F);
        QCOMPARE(values[1], 2.0F);
        QCOMPARE(values[2], 0.0F);
        QCOMPARE(values[3], 2 * 0.44070983F);
        QCOMPARE(values[64], -4.0F);
        // NVFP4: low nibble first, a scale per 16, one divisor for all
        std::vector<std::uint8_t> pairs(16, 0x7A); // -1 and 6
        SafetensorsWriter second;
        second.add("layer.weight_packed", "U8", {1, 16}, pairs)
            .add("layer.weight_scale", "F8_E4M3", {1, 2}, std::vector<std::uint8_t>{0x38, 0x40})
            .add("layer.weight_global_scale", "F32", {1}, std::vector<float>{4});
        const auto nvfp4 = read(second, R"({"quant_method":"compressed-tensors","format":"nvfp4-pack-quantized"})");
        QVERIFY2(nvfp4, nvfp4 ? "" : nvfp4.error().detail.c_str());
        QCOMPARE(nvfp4->tensors.at("layer.weight").stored(), dataBytes());
        const auto four = floatsOf(nvfp4->tensors.at("layer.weight"));
        QCOMPARE(four[0], -0.25F);
        QCOMPARE(four[1], 1.5F);
        QCOMPARE(four[16], -0.5F);
    }

    /// gpt-oss: the blocks stay in four bits, in ggml's order.
    void mxfp4Blocks()
    {
        std::vector<std::uint8_t> blocks(64);
        for (std::size_t i = 0; i < blocks.size(); ++i)
            blocks[i] = std::uint8_t(i * 37);
        SafetensorsWriter writer;
        writer.add("layer_blocks", "U8", {2, 2, 16}, blocks)
            .add("layer_scales", "U8", {2, 2}, std::vector<std::uint8_t>{127, 128, 126, 130});
        const auto checkpoint = read(writer, R"({"quant_method":"mxfp4"})");
        QVERIFY2(checkpoint, checkpoint ? "" : checkpoint.error().detail.c_str());
        const auto& rows = checkpoint->tensors.at("layer_blocks");
        QCOMPARE(rows.type, tensor::Type::MXFP4);
        QVERIFY(rows.shape == std::vector<std::uint64_t>({64, 2}));
        QCOMPARE(rows.stored(), dataBytes());
        const auto values = floatsOf(rows);
        const float levels[] = {0, .5F, 1, 1.5F, 2, 3, 4, 6, -0.F, -.5F, -1, -1.5F, -2, -3, -4, -6};
        const float scales[] = {1, 2, 0.5F, 8};
        for (std::size_t i = 0; i < values.size(); ++i)
            QCOMPARE(values[i], levels[blocks[i / 2] >> 4 * (i % 2) & 15] * scales[i / 32]);
    }
};

HEADROOM_TEST(TestCheckpoints)
#include "tst_checkpoints.moc"
