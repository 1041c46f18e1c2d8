// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/description.h"
#include "ggufbytes.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using headroom::test::GgufBytes;

namespace {

/// What one shard says of itself, and its tensors, each of four floats that are its number.
struct Shard {
    std::uint16_t number = 0;
    std::uint16_t count = 3;
    std::int32_t tensors = 3;
    std::vector<std::string> names;
    std::string architecture; ///< empty: not repeated
};

std::vector<std::byte> bytesOf(const Shard& shard)
{
    GgufBytes file;
    const bool first = shard.number == 0 || !shard.architecture.empty();
    file.header(shard.names.size(), first ? 4 : 3);
    if (first)
        file.key("general.architecture", shard.architecture.empty() ? "llama" : shard.architecture);
    file.text("split.no").number(2U).number(shard.number);
    file.text("split.count").number(2U).number(shard.count);
    file.text("split.tensors.count").number(5U).number(shard.tensors);
    for (std::size_t i = 0; i < shard.names.size(); ++i)
        file.tensor(shard.names[i], {4}, 0, i * 32);
    file.data(0);
    for (const std::string& name : shard.names) {
        for (int value = 0; value < 4; ++value)
            file.number(float(name.back() - '0'));
        file.data(0);
    }
    return file.bytes();
}

} // namespace

class TestGgufSplit : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;

    std::filesystem::path path(std::string_view name) const
    {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    std::filesystem::path shardPath(const std::string& stem, std::size_t number, std::size_t count = 3) const
    {
        return path(stem + "-0000" + std::to_string(number) + "-of-0000" + std::to_string(count) + ".gguf");
    }
    void writeShards(const std::string& stem, const std::vector<Shard>& shards) const
    {
        for (std::size_t i = 0; i < shards.size(); ++i)
            QVERIFY(writeFile(shardPath(stem, i + 1, shards.size()), bytesOf(shards[i])));
    }

private slots:
    void folderOpensAsItsFiles()
    {
        std::filesystem::create_directories(path("folder"));
        writeShards("folder/whole", {{0, 3, 3, {"a0"}, {}}, {1, 3, 3, {"a1", "a2"}, {}}, {2, 3, 3, {}, "llama"}});
        QVERIFY(writeFile(path("folder/config.json"), std::as_bytes(std::span(std::string_view("{}")))));
        QVERIFY(writeFile(path("folder/mmproj-F16.gguf"), GgufBytes().header(0, 0).bytes()));
        for (const char* name : {"folder", "folder/config.json"}) {
            const auto file = model::ModelFile::open(path(name));
            QVERIFY2(file, file ? "" : (file.error().where + ": " + file.error().detail).c_str());
            QCOMPARE((*file)->tensors().size(), 3U);
            QCOMPARE((*file)->files().size(), 3U);
        }
        QVERIFY(test::writeTinyModel(path("folder/another.gguf"), {}));
        const auto several = model::ModelFile::open(path("folder"));
        QVERIFY(!several && several.error().code == ErrorCode::InvalidArgument);
        QVERIFY(several.error().detail.find("another.gguf") != std::string::npos);
    }

    void anyShardOpensAll()
    {
        writeShards("whole", {{0, 3, 3, {"a0"}, {}}, {1, 3, 3, {"a1", "a2"}, {}}, {2, 3, 3, {}, "llama"}});
        for (const std::size_t number : {1U, 2U, 3U}) {
            const auto file = model::ModelFile::open(shardPath("whole", number));
            QVERIFY2(file, file ? "" : file.error().detail.c_str());
            QCOMPARE((*file)->tensors().size(), 3U);
            QCOMPARE((*file)->files().size(), 3U);
            QVERIFY(!(*file)->metadata().find("split.count"));
            for (const auto& info : (*file)->tensors()) {
                float value = 0;
                std::memcpy(&value, (*file)->data(info).data(), sizeof value);
                QCOMPARE(value, float(info.name.back() - '0'));
            }
        }
        JobControl nothing;
        const auto one = (*model::ModelFile::open(shardPath("whole", 1)))->sha256(nothing);
        QCOMPARE(*one, *(*model::ModelFile::open(shardPath("whole", 3)))->sha256(nothing));
    }

    void contradictionsAreNamed_data()
    {
        QTest::addColumn<QList<int>>("order"); ///< which of the shards below stand at 1, 2, 3; -1: missing
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("detail");
        QTest::newRow("missing") << QList<int>{0, -1, 2} << ErrorCode::NotFound << "00002-of"
                                 << "shard 2 of 3";
        QTest::newRow("first twice") << QList<int>{0, 0, 2} << ErrorCode::Corrupt << "split.no"
                                     << "is 0";
        QTest::newRow("cyclic") << QList<int>{0, 2, 1} << ErrorCode::Corrupt << "split.no"
                                << "is 2";
        QTest::newRow("same tensor") << QList<int>{0, 3, 2} << ErrorCode::Corrupt << "a0"
                                     << "appears twice";
        QTest::newRow("tensor lacking") << QList<int>{0, 4, 2} << ErrorCode::Corrupt << "split.tensors.count"
                                        << "hold 2";
        QTest::newRow("other count") << QList<int>{0, 5, 2} << ErrorCode::Corrupt << "split.count"
                                     << "different models";
        QTest::newRow("other tensors") << QList<int>{0, 6, 2} << ErrorCode::Corrupt << "tensors.count"
                                       << "different models";
        QTest::newRow("other keys") << QList<int>{0, 7, 2} << ErrorCode::Corrupt << "general.arch"
                                    << "different models";
    }
    void contradictionsAreNamed()
    {
        QFETCH(QList<int>, order);
        QFETCH(ErrorCode, code);
        QFETCH(QString, place);
        QFETCH(QString, detail);
        const std::vector<Shard> all{{0, 3, 3, {"a0"}, {}}, {1, 3, 3, {"a1"}, {}},    {2, 3, 3, {"a2"}, {}},
                                     {1, 3, 3, {"a0"}, {}}, {1, 3, 3, {}, {}},        {1, 4, 3, {"a1"}, {}},
                                     {1, 3, 9, {"a1"}, {}}, {1, 3, 3, {"a1"}, "gpt2"}};
        const std::string stem = QTest::currentDataTag();
        for (int i = 0; i < 3; ++i)
            if (order[i] >= 0)
                QVERIFY(writeFile(shardPath(stem, std::size_t(i) + 1), bytesOf(all[std::size_t(order[i])])));
        const auto file = model::ModelFile::open(shardPath(stem, 1));
        QVERIFY(!file);
        QCOMPARE(file.error().code, code);
        QVERIFY2(file.error().where.find(place.toStdString()) != std::string::npos, file.error().where.c_str());
        QVERIFY2(file.error().detail.find(detail.toStdString()) != std::string::npos, file.error().detail.c_str());
    }

    void renamedShardSaysWhatItIs()
    {
        QVERIFY(writeFile(path("renamed.gguf"), bytesOf({1, 3, 3, {"a1"}, {}})));
        const auto file = model::ModelFile::open(path("renamed.gguf"));
        QVERIFY(!file);
        QVERIFY2(file.error().detail.find("-00002-of-00003.gguf") != std::string::npos, file.error().detail.c_str());
    }

    /// A sparse file of 100 GB with a real header: nothing but the header is read.
    void hundredGigabytesOpenAtOnce()
    {
        const auto big = path("big.gguf");
        const std::uint64_t columns = 1U << 20U;
        const std::uint64_t rows = 25'000;
        GgufBytes file;
        file.header(1, 1)
            .key("general.architecture", "llama")
            .tensor("token_embd.weight", {columns, rows}, 0, 0)
            .data(0);
        QVERIFY(writeFile(big, file.bytes()));
        std::error_code error;
        std::filesystem::resize_file(big, file.bytes().size() + columns * rows * 4, error);
        if (error)
            QSKIP("the file system has no sparse files of this size");
        QVERIFY(model::ModelFile::open(big)); // warm
        QElapsedTimer timer;
        timer.start();
        const auto opened = model::ModelFile::open(big);
        QVERIFY2(timer.elapsed() < 50, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(opened && (*opened)->fileBytes() > 100'000'000'000U);
        const auto data = (*opened)->data((*opened)->tensors().front());
        QCOMPARE(int(data[data.size() - 1]), 0);
    }

    /// Reading on where the file has ended is no crash, and is noticed.
    void shrinkingFileIsNoticed()
    {
        QVERIFY(test::writeTinyModel(path("shrinks.gguf")));
        const auto file = model::ModelFile::open(path("shrinks.gguf")).value();
        QVERIFY(file->intact());
        std::filesystem::resize_file(path("shrinks.gguf"), file->fileBytes() / 2);
        unsigned sum = 0;
        for (const auto& info : file->tensors())
            for (const std::byte byte : file->data(info))
                sum += unsigned(byte);
        QVERIFY(sum > 0);
        const auto status = file->intact();
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Truncated);
        std::filesystem::resize_file(path("shrinks.gguf"), file->fileBytes());
        QVERIFY(!file->intact()); // what was read in between stays wrong
    }
};

HEADROOM_TEST(TestGgufSplit)
#include "tst_ggufsplit.moc"
