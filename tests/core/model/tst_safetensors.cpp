// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/model/safetensors.h"
#include "core/tensor/float8.h"
#include "safetensorsbytes.h"
#include "tests/support/test.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace headroom;
using headroom::model::SafetensorsHeader;
using headroom::model::SafetensorsSet;
using headroom::test::safetensors;
using headroom::test::writeText;

class TestSafetensors : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    std::filesystem::path folder(std::string_view name) const
    {
        const auto path = std::filesystem::path(m_dir.path().toStdString()) / name;
        std::filesystem::create_directories(path);
        return path;
    }

private slots:
    void everyTypeHasItsSize_data()
    {
        QTest::addColumn<int>("bytes");
        const std::pair<const char*, int> rows[]
            = {{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"I64", 8},  {"I32", 4},     {"I16", 2},
               {"I8", 1},  {"U8", 1},  {"U16", 2}, {"U32", 4},  {"BOOL", 1}, {"F8_E4M3", 1}, {"F8_E5M2", 1}};
        for (const auto& [name, bytes] : rows)
            QTest::newRow(name) << bytes;
    }
    void everyTypeHasItsSize()
    {
        QFETCH(int, bytes);
        const std::string type = QTest::currentDataTag();
        const auto header = [&](int end) {
            return "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"" + type
                + "\",\"shape\":[3,2],\"data_offsets\":[0," + std::to_string(end) + "]}}   ";
        };
        const auto file = safetensors(header(6 * bytes), std::size_t(6 * bytes));
        const auto read = SafetensorsHeader::parse(file, "good");
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(read->tensors.front().columns(), 2U);
        QCOMPARE(read->tensors.front().rows(), 3U);
        QCOMPARE(int(read->tensors.front().data[1]), 1);
        QCOMPARE(read->metadata.at("format"), std::string("pt"));
        const auto wrong = SafetensorsHeader::parse(safetensors(header(6 * bytes - 1), 64), "wrong");
        QVERIFY(!wrong && wrong.error().code == ErrorCode::Corrupt);
        for (std::size_t cut = 0; cut < file.size(); ++cut)
            QVERIFY(!SafetensorsHeader::parse(std::span(file).first(cut), "cut"));
    }

    void badHeadersAreNamed_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("place");
        const auto row = [](const char* name, const char* header, ErrorCode code, const char* place) {
            QTest::newRow(name) << QByteArray(header) << code << QString(place);
        };
        constexpr auto kCorrupt = ErrorCode::Corrupt;
        row("no JSON", "{\"a\":", kCorrupt, "\"a\"");
        row("list", "[1]", kCorrupt, "header");
        row("number", "{\"a\":1}", kCorrupt, "\"a\"");
        row("no offsets", R"({"a":{"dtype":"F32","shape":[1]}})", kCorrupt, "\"a\"");
        row("reversed", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", kCorrupt, "\"a\"");
        row("one offset", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}})", kCorrupt, "\"a\"");
        row("beyond", R"({"a":{"dtype":"F32","shape":[8],"data_offsets":[16,48]}})", ErrorCode::Truncated, "\"a\"");
        row("negative", R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", kCorrupt, "\"shape\"");
        row("fraction", R"({"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}})", kCorrupt, "\"shape\"");
        row("overflow", R"({"a":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,0]}})", kCorrupt,
            "\"a\"");
        row("huge number", R"({"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,0]}})", kCorrupt,
            "\"shape\"");
        row("unknown type", R"({"a":{"dtype":"Q9","shape":[1],"data_offsets":[0,4]}})", ErrorCode::Unsupported,
            "\"dtype\"");
        row("tensor twice",
            R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
            kCorrupt, "\"a\"");
        row("field twice", R"({"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}})", kCorrupt,
            "\"shape\"");
        row("overlap",
            R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
            kCorrupt, "\"b\"");
        row("nested", R"({"a":{"b":{}}})", kCorrupt, "\"a\"");
        row("dimensions", R"({"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}})", kCorrupt,
            "\"shape\"");
        row("metadata", R"({"__metadata__":{"a":1}})", kCorrupt, "__metadata__");
        row("trailing", R"({} x)", kCorrupt, "header");
    }
    void badHeadersAreNamed()
    {
        QFETCH(QByteArray, header);
        QFETCH(ErrorCode, code);
        QFETCH(QString, place);
        const auto read = SafetensorsHeader::parse(safetensors(header.toStdString(), 32), "bad.safetensors");
        QVERIFY(!read);
        QCOMPARE(read.error().code, code);
        QVERIFY2(read.error().where.starts_with("bad.safetensors")
                     && read.error().where.find(place.toStdString()) != std::string::npos,
                 read.error().where.c_str());
    }

    void bombsCostNothing()
    {
        QElapsedTimer timer;
        timer.start();
        const auto deep = SafetensorsHeader::parse(safetensors("{\"a\":" + std::string(5'000'000, '['), 0), "deep");
        QVERIFY(!deep && deep.error().code == ErrorCode::Corrupt);
        std::vector<std::byte> length(16, std::byte(0x7F));
        const auto huge = SafetensorsHeader::parse(length, "huge");
        QVERIFY(!huge && huge.error().detail.find("not a safetensors file") != std::string::npos);
        constexpr std::pair<std::string_view, std::string_view> kInstead[]{
            {"version https://git-lfs.github.com/spec/v1\noid sha256:", "Git LFS pointer"},
            {"<!DOCTYPE html><html>", "HTML"},
            {"GGUF\3\0\0\0", "a GGUF file"}};
        for (const auto& [text, meaning] : kInstead) {
            const auto other = SafetensorsSet::parse(std::as_bytes(std::span(text)), "other.safetensors");
            QVERIFY2(!other && other.error().detail.find(meaning) != std::string::npos, std::string(text).c_str());
            if (!text.starts_with("GGUF")) {
                const auto json = parseJson(text, "config.json");
                QVERIFY(!json && json.error().detail.find(meaning) != std::string::npos);
            }
        }
        QVERIFY(timer.elapsed() < 2000);
    }

    void float8Values()
    {
        QCOMPARE(tensor::e4m3ToFloat(0x7E), 448.0F);
        QCOMPARE(tensor::e4m3ToFloat(0x01), 0x1p-9F);
        QCOMPARE(tensor::e4m3ToFloat(0x08), 0x1p-6F);
        QCOMPARE(tensor::e4m3ToFloat(0xB8), -1.0F);
        QVERIFY(std::isnan(tensor::e4m3ToFloat(0x7F)) && std::isnan(tensor::e4m3ToFloat(0xFF)));
        QCOMPARE(tensor::e5m2ToFloat(0x7B), 57344.0F);
        QCOMPARE(tensor::e5m2ToFloat(0x01), 0x1p-16F);
        QVERIFY(std::isinf(tensor::e5m2ToFloat(0x7C)) && std::isnan(tensor::e5m2ToFloat(0x7D)));
    }

    void shardsAndIndex()
    {
        const auto dir = folder("sharded");
        const std::string a = R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
        const std::string b = R"({"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
        QVERIFY(writeFile(dir / "model-00001-of-00002.safetensors", safetensors(a, 4)));
        auto set = SafetensorsSet::open(dir / "model-00001-of-00002.safetensors");
        QVERIFY(!set && set.error().code == ErrorCode::NotFound);
        QVERIFY(writeFile(dir / "model-00002-of-00002.safetensors", safetensors(b, 4)));
        for (const auto& path :
             {dir, dir / "model-00001-of-00002.safetensors", dir / "model-00002-of-00002.safetensors"}) {
            set = SafetensorsSet::open(path);
            QVERIFY2(set, set ? "" : set.error().detail.c_str());
            QVERIFY(set->find("a") && set->find("b") && set->files().size() == 2);
        }
        QVERIFY(writeText(dir / "model.safetensors.index.json",
                          R"({"weight_map":{"b":"model-00002-of-00002.safetensors"}})"));
        for (const auto& path : {dir, dir / "model-00001-of-00002.safetensors"}) {
            set = SafetensorsSet::open(path); // the index decides
            QVERIFY(set && !set->find("a") && set->find("b"));
        }
        QVERIFY(writeFile(dir / "model-00002-of-00002.safetensors", safetensors(a, 4)));
        std::filesystem::remove(dir / "model.safetensors.index.json");
        set = SafetensorsSet::open(dir);
        QVERIFY(!set && set.error().where.find("\"a\"") != std::string::npos);
    }

    void badIndexesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("index");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("escapes") << QByteArray(R"({"weight_map":{"a":"../model.safetensors"}})") << ErrorCode::Corrupt;
        QTest::newRow("itself") << QByteArray(R"({"weight_map":{"a":"model.safetensors.index.json"}})")
                                << ErrorCode::Corrupt;
        QTest::newRow("missing") << QByteArray(R"({"weight_map":{"a":"b.safetensors"}})") << ErrorCode::NotFound;
        QTest::newRow("not inside") << QByteArray(R"({"weight_map":{"b":"one.safetensors"}})") << ErrorCode::Corrupt;
        QTest::newRow("no map") << QByteArray(R"({"metadata":{}})") << ErrorCode::Corrupt;
        QTest::newRow("list") << QByteArray("[]") << ErrorCode::Corrupt;
        QTest::newRow("bomb") << QByteArray(100000, '[') << ErrorCode::Corrupt;
        QTest::newRow("number") << QByteArray(R"({"weight_map":{"a":7}})") << ErrorCode::Corrupt;
    }
    void badIndexesAreNamed()
    {
        QFETCH(QByteArray, index);
        QFETCH(ErrorCode, code);
        const auto dir = folder(QTest::currentDataTag());
        QVERIFY(writeFile(dir / "one.safetensors",
                          safetensors(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 4)));
        QVERIFY(writeText(dir / "model.safetensors.index.json", index.toStdString()));
        const auto set = SafetensorsSet::open(dir);
        QVERIFY(!set);
        QCOMPARE(set.error().code, code);
    }

    void foldersWithoutWeightsSaySo()
    {
        const auto empty = SafetensorsSet::open(folder("empty"));
        QVERIFY(!empty && empty.error().code == ErrorCode::NotFound);
        const auto pickled = folder("pickled");
        QVERIFY(writeText(pickled / "pytorch_model.bin", "x"));
        const auto set = SafetensorsSet::open(pickled);
        QVERIFY(!set && set.error().code == ErrorCode::Unsupported);
    }
};

HEADROOM_TEST(TestSafetensors)
#include "tst_safetensors.moc"
