// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/modelfile.h"
#include "support/shareddata.h"
#include "tests/core/model/ggufbytes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using headroom::test::GgufBytes;
using Bytes = std::vector<std::byte>;

Q_DECLARE_METATYPE(Bytes)
Q_DECLARE_METATYPE(headroom::ErrorCode)

namespace {

constexpr std::uint64_t kHuge = 0xffffffffffffffffULL;

/// Two tensors of 32 floats and three keys; one field can be replaced by the caller.
GgufBytes twoTensors(std::string_view secondName = "second", std::vector<std::uint64_t> shape = {32},
                     std::uint32_t type = 0, std::uint64_t offset = 128)
{
    GgufBytes file;
    file.header(2, 1).key("general.architecture", "llama");
    file.tensor("first", {32}, 0, 0).tensor(secondName, shape, type, offset).data(256);
    return file;
}

GgufBytes alignedTo(std::uint32_t alignment)
{
    GgufBytes file;
    return file.header(0, 1).key("general.alignment", alignment);
}

GgufBytes arrayKey(std::uint32_t elementType, std::uint64_t count)
{
    GgufBytes file;
    return file.header(0, 1).text("list").number(9U).number(elementType).number(count);
}

GgufBytes nestedArrays(int depth)
{
    GgufBytes file;
    file.header(0, 1).text("list").number(9U);
    for (int i = 0; i < depth; ++i)
        file.number(9U).number(std::uint64_t{1});
    return file.number(0U).number(std::uint64_t{0});
}

template <class Row> void keyRows(const Row& row)
{
    const auto one = [] { return GgufBytes().header(0, 1); };
    row("key length", one().number(kHuge).data(64), ErrorCode::Corrupt, "byte 24, name of key 0", "65535");
    row("key beyond end", one().number(std::uint64_t{60000}).data(64), ErrorCode::Truncated, "name of key 0",
        "needs 60000 bytes");
    row("empty key", one().key("", 1U), ErrorCode::Corrupt, "byte 24, name of key 0", "empty");
    row("value type", one().text("k").number(13U).data(8), ErrorCode::Corrupt, "byte 33, key \"k\"", "type 13");
    row("boolean", one().text("k").number(7U).number(std::uint8_t{2}), ErrorCode::Corrupt, "byte 37, key \"k\"",
        "neither true nor false");
    row("string length", one().text("k").number(8U).number(kHuge).data(8), ErrorCode::Corrupt, "key \"k\"",
        "18446744073709551615");
    row("twice", GgufBytes().header(0, 2).key("k", 1U).key("k", 2U), ErrorCode::Corrupt, "byte 41, key \"k\"", "twice");
    row("control character", GgufBytes().header(0, 2).key("a\nb", 1U).key("a\nb", 2U), ErrorCode::Corrupt,
        "key \"a\\x0ab\"", "twice");
    row("array count", arrayKey(4, kHuge).data(64), ErrorCode::Corrupt, "byte 44, key \"list\"", "do not fit");
    row("array of strings", arrayKey(8, 1000).data(64), ErrorCode::Corrupt, "key \"list\"", "do not fit");
    row("array type", arrayKey(77, 1).data(64), ErrorCode::Corrupt, "key \"list\"", "unknown type 77");
    row("array items", arrayKey(0, 9U << 20U).data(10U << 20U), ErrorCode::Unsupported, "key \"list\"", "items");
    row("nested", nestedArrays(40), ErrorCode::Corrupt, "key \"list\"", "nested");
    for (const std::uint32_t alignment : {0U, 1U, 4U, 12U, 48U, 1U << 31U})
        row(("alignment " + std::to_string(alignment)).c_str(), alignedTo(alignment), ErrorCode::Corrupt,
            "key \"general.alignment\"", "power of two");
    row("alignment text", one().key("general.alignment", "32"), ErrorCode::Corrupt, "general.alignment", "value");
}

template <class Row> void tensorRows(const Row& row)
{
    const auto corrupt = ErrorCode::Corrupt;
    row("tensor twice", twoTensors("first"), corrupt, "tensor \"first\"", "twice");
    row("tensor name", twoTensors(std::string(65, 'x')), corrupt, "name of tensor 1", "limit of 64");
    row("no tensor name", twoTensors(""), corrupt, "name of tensor 1", "empty");
    row("five dimensions", twoTensors("second", {1, 1, 1, 1, 1}), corrupt, "dimensions", "5 dimensions");
    row("overflow beside zero", twoTensors("second", {1ULL << 40U, 0, 1ULL << 40U}), corrupt, "dimensions",
        "overflows");
    row("element overflow", twoTensors("second", {1ULL << 40U, 1ULL << 40U}), corrupt, "dimensions", "overflows");
    row("byte overflow", twoTensors("second", {1ULL << 62U}, 28), corrupt, "type", "overflows");
    row("exact overflow", twoTensors("second", {1ULL << 32U, 1ULL << 32U}), corrupt, "dimensions", "overflows");
    const auto unsupported = ErrorCode::Unsupported;
    row("type 4711", twoTensors("second", {32}, 4711), unsupported, "\"second\", type", "type 4711 is unknown");
    row("type 4", twoTensors("second", {32}, 4), unsupported, "type", "withdrawn");
    row("type 31", twoTensors("second", {32}, 31), unsupported, "type", "withdrawn");
    for (const std::uint32_t id : {97U, 137U, 230U, 338U})
        row(("type " + std::to_string(id)).c_str(), twoTensors("second", {256}, id), unsupported, "type",
            "ik_llama.cpp");
    row("block", twoTensors("second", {33}, 8), corrupt, "\"second\", type", "rows of 33 are no multiple");
    row("offset alignment", twoTensors("second", {32}, 0, 130), corrupt, "tensor \"second\"", "alignment 32");
    row("overlap", twoTensors("second", {32}, 0, 96), corrupt, "tensor \"second\"", "overlaps tensor \"first\"");
    row("same place", twoTensors("second", {32}, 0, 0), corrupt, "tensor", "overlaps");
    row("offset overflow", twoTensors("second", {32}, 0, kHuge - 31), corrupt, "tensor \"second\"", "overflows");
    row("offset far", twoTensors("second", {32}, 0, 1ULL << 50U), ErrorCode::Truncated, "tensor \"second\"",
        "128 of its 128 bytes are missing");
    row("data cut", twoTensors("second", {64}), ErrorCode::Truncated, "tensor \"second\"",
        "128 of its 256 bytes are missing");
}

} // namespace

class TestGgufBad : public QObject {
    Q_OBJECT
private slots:
    void refuses_data()
    {
        QTest::addColumn<Bytes>("bytes");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("detail");
        const auto row
            = [](const char* name, const GgufBytes& file, ErrorCode code, const char* place, const char* detail) {
                  QTest::newRow(name) << file.bytes() << code << QString(place) << QString(detail);
              };
        row("empty", GgufBytes(), ErrorCode::Truncated, "bad.gguf, byte 0, magic", "empty");
        row("two bytes", GgufBytes().raw("GG"), ErrorCode::Truncated, "byte 0, magic", "ends after 2");
        row("text", GgufBytes().raw("hello, world"), ErrorCode::Corrupt, "byte 0, magic", "plain text");
        row("zip", GgufBytes().raw("PK\x03\x04zzzzzzzz"), ErrorCode::Corrupt, "magic", "ZIP archive");
        row("json", GgufBytes().raw("{\"model_type\": 1}"), ErrorCode::Corrupt, "magic", "JSON");
        row("safetensors", GgufBytes().number(std::uint64_t{99}).raw("{\"a\":"), ErrorCode::Corrupt, "magic",
            "safetensors");
        row("ggjt", GgufBytes().raw("tjgg").number(3U), ErrorCode::Corrupt, "magic", "GGJT");
        row("big-endian", GgufBytes().raw("GGUF").number(0x03000000U), ErrorCode::Unsupported, "byte 4, version",
            "big-endian");
        row("version 4", GgufBytes().raw("GGUF").number(4U), ErrorCode::Unsupported, "byte 4, version", "version 4");
        row("version 0", GgufBytes().raw("GGUF").number(0U), ErrorCode::Unsupported, "byte 4, version", "version 0");
        row("no counts", GgufBytes().raw("GGUF").number(3U), ErrorCode::Truncated, "byte 8, tensor count", "8 bytes");
        row("cut after the counts", GgufBytes().header(291, 30).raw("1234567890123"), ErrorCode::Truncated,
            "byte 8, header", "ends after 37 bytes, too early for the 291 tensors and 30 keys");
        row("many tensors", GgufBytes().header(kHuge, 0), ErrorCode::Corrupt, "byte 8, tensor count", "do not fit");
        row("many keys", GgufBytes().header(0, 1ULL << 60U), ErrorCode::Corrupt, "byte 16, key count", "do not fit");
        row("version 1, many", GgufBytes(1).header(0xffffffff, 0), ErrorCode::Corrupt, "byte 8, tensor count", "fit");
        keyRows(row);
        tensorRows(row);
    }

    void refuses()
    {
        QFETCH(Bytes, bytes);
        QFETCH(ErrorCode, code);
        QFETCH(QString, place);
        QFETCH(QString, detail);
        const auto file = model::ModelFile::parse(bytes, "bad.gguf");
        QVERIFY(!file);
        const QString where = QString::fromStdString(file.error().where);
        const QString said = QString::fromStdString(file.error().detail);
        QVERIFY2(where.startsWith("bad.gguf, byte ") && where.contains(place), qPrintable(where));
        QVERIFY2(said.contains(detail), qPrintable(said));
        QVERIFY2(!where.contains('\n') && !said.contains('\n'), "one line");
        QCOMPARE(std::string(errorCodeName(file.error().code)), std::string(errorCodeName(code)));
    }

    void readsOlderVersions()
    {
        for (const std::uint32_t version : {1U, 2U, 3U}) {
            GgufBytes bytes(version);
            bytes.header(1, 3).key("general.name", "old").key("general.alignment", 64U);
            bytes.text("list").number(9U).number(5U).count(2).number(-1).number(7);
            bytes.tensor("t", {32, 2}, 8, 0).data(68, 64);
            const auto file = model::ModelFile::parse(bytes.bytes(), "old.gguf");
            QVERIFY2(file, file ? "" : file.error().where.c_str());
            QCOMPARE((*file)->version(), version);
            QCOMPARE((*file)->metadata().text("general.name"), std::optional<std::string_view>("old"));
            QCOMPARE(std::get<std::int32_t>((*file)->metadata().array("list")->items[0].data), -1);
            QCOMPARE((*file)->find("t")->offset % 64, 0U);
            QCOMPARE((*file)->find("t")->bytes, 68U);
        }
    }

    void everyTruncationIsAnError()
    {
        const Bytes whole = twoTensors().bytes();
        QVERIFY(model::ModelFile::parse(whole, "whole"));
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const Bytes cut(whole.begin(),
                            whole.begin() + static_cast<std::ptrdiff_t>(size)); // exact heap block for asan
            QVERIFY2(!model::ModelFile::parse(cut, "cut"), std::to_string(size).c_str());
        }
    }

    void truncatedModelNamesTheTensor()
    {
        const auto path = test::sharedData("archs/llama/model.gguf");
        HEADROOM_NEEDS(path);
        std::ifstream stream(path, std::ios::binary);
        const std::string whole{std::istreambuf_iterator<char>(stream), {}};
        const auto parse = [&](std::size_t size) {
            return model::ModelFile::parse(std::as_bytes(std::span(whole)).first(size), "cut.gguf");
        };
        QVERIFY(parse(whole.size()));
        for (std::size_t size = 0; size < whole.size(); size += size < 20000 ? 1 : 4099)
            QVERIFY2(!parse(size), std::to_string(size).c_str());
        const auto cut = parse(whole.size() - 1000);
        QCOMPARE(cut.error().code, ErrorCode::Truncated);
        QVERIFY(cut.error().where.find("tensor \"output.weight\"") != std::string::npos);
        QVERIFY(cut.error().detail.find("1000 of its 147456 bytes are missing") != std::string::npos);
    }

    void pathsThatAreNoFiles()
    {
        QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        const auto missing = model::ModelFile::open(base / "missing.gguf");
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
        const auto directory = model::ModelFile::open(base);
        QCOMPARE(directory.error().code, ErrorCode::NotFound);
        QVERIFY(directory.error().detail.find(".safetensors") != std::string::npos);
        std::ofstream(base / "empty.gguf").close();
        const auto empty = model::ModelFile::open(base / "empty.gguf");
        QCOMPARE(empty.error().code, ErrorCode::Truncated);
        QVERIFY(empty.error().where.find("empty.gguf") != std::string::npos);
    }
};

HEADROOM_TEST(TestGgufBad)
#include "tst_ggufbad.moc"
