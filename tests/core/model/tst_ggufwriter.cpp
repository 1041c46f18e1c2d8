// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/modelfile.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace headroom;
using model::TensorSource;
using model::Value;

namespace {

TensorSource copyOf(const model::ModelFile& file, const model::TensorInfo& info)
{
    return {info.name, info.type, info.shape, [&file, &info]() -> Result<std::vector<std::byte>> {
                const auto data = file.data(info);
                return std::vector<std::byte>(data.begin(), data.end());
            }};
}

TensorSource floats(std::string name, std::uint64_t count, std::size_t produced)
{
    return {std::move(name), tensor::Type::F32, {count}, [produced]() -> Result<std::vector<std::byte>> {
                return std::vector<std::byte>(produced, std::byte{7});
            }};
}

struct CancelAfter : JobControl {
    explicit CancelAfter(int count) : left(count) { }
    Status checkpoint() override { return left-- > 0 ? Status{} : fail(ErrorCode::Cancelled, "test", "stopped"); }
    int left;
};

} // namespace

class TestGgufWriter : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    JobControl m_control;

private slots:
    void rewritingKeepsEverything_data()
    {
        QTest::addColumn<QString>("model");
        for (const char* name : {"models/stories260K-f32.gguf", "models/outlier-f16.gguf", "archs/llama-moe/model.gguf",
                                 "archs/granitehybrid/model.gguf", "tokenizers/ggml-vocab-phi-3.gguf"})
            QTest::newRow(name) << name;
    }

    void rewritingKeepsEverything()
    {
        QFETCH(QString, model);
        const auto source = test::sharedData(model.toStdString());
        HEADROOM_NEEDS(source);
        const auto original = model::ModelFile::open(source);
        QVERIFY(original);
        std::vector<TensorSource> tensors;
        for (const auto& info : (*original)->tensors())
            tensors.push_back(copyOf(**original, info));
        const auto target = path("copy.gguf");
        QVERIFY(model::writeGguf(target, (*original)->metadata(), tensors, m_control));
        QCOMPARE(model::ggufFileBytes((*original)->metadata(), tensors).value(), std::filesystem::file_size(target));

        const auto copy = model::ModelFile::open(target);
        QVERIFY(copy);
        QVERIFY((*copy)->metadata().entries() == (*original)->metadata().entries());
        QCOMPARE((*copy)->tensors().size(), (*original)->tensors().size());
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            const auto& before = (*original)->tensors()[i];
            const auto& after = (*copy)->tensors()[i];
            QCOMPARE(after.name, before.name);
            QCOMPARE(after.type, before.type);
            QCOMPARE(after.shape, before.shape);
            QVERIFY(std::ranges::equal((*copy)->data(after), (*original)->data(before)));
        }
        // The reference writes the same layout, so the files are equal to the byte.
        QCOMPARE((*copy)->fileBytes(), (*original)->fileBytes());
        const auto a = readTextFile(source), b = readTextFile(target);
        QVERIFY(*a == *b);
    }

    void everyValueTypeSurvives()
    {
        model::Metadata metadata;
        metadata.set("general.alignment", {std::uint32_t{64}});
        metadata.set("u8", {std::uint8_t{255}});
        metadata.set("i8", {std::int8_t{-128}});
        metadata.set("u16", {std::uint16_t{65535}});
        metadata.set("i16", {std::int16_t{-32768}});
        metadata.set("i32", {std::int32_t{-5}});
        metadata.set("f32", {1.5F});
        metadata.set("yes", {true});
        metadata.set("text", {std::string("zwölf\0!", 8)});
        metadata.set("u64", {std::uint64_t{1} << 63U});
        metadata.set("i64", {std::int64_t{-1}});
        metadata.set("f64", {0.1});
        metadata.set("flags", {model::Array{7, {{true}, {false}}}});
        metadata.set("nested", {model::Array{9, {{model::Array{8, {{std::string("a")}}}}, {model::Array{0, {}}}}}});
        QVERIFY(model::writeGguf(path("types.gguf"), metadata, {floats("t", 3, 12)}, m_control));
        const auto file = model::ModelFile::open(path("types.gguf"));
        QVERIFY2(file, file ? "" : file.error().where.c_str());
        QVERIFY((*file)->metadata().entries() == metadata.entries());
        QCOMPARE((*file)->tensors()[0].offset % 64, 0U);
        QCOMPARE((*file)->fileBytes() % 64, 0U);
        for (const std::byte padding : std::span((*file)->data((*file)->tensors()[0]).data() + 12, 52))
            QCOMPARE(padding, std::byte{0});
    }

    /// A tensor may have no elements, wherever it stands and whatever its type.
    void emptyTensorsSurvive_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QList<quint64>>("shape");
        QTest::addColumn<int>("type");
        for (const int at : {0, 1, 2})
            for (const QList<quint64>& shape : {QList<quint64>{0}, {1, 0}, {0, 7}, {32, 0, 4}, {33, 0}})
                for (const auto type : {tensor::Type::F32, tensor::Type::Q8_0})
                    QTest::addRow("%d, %lld dimensions, %lld first, type %d", at, qlonglong(shape.size()),
                                  qlonglong(shape[0]), int(type))
                        << at << shape << int(type);
    }
    void emptyTensorsSurvive()
    {
        QFETCH(int, at);
        QFETCH(QList<quint64>, shape);
        QFETCH(int, type);
        std::vector<TensorSource> tensors{floats("a", 4, 16), floats("b", 3, 12)};
        tensors.insert(tensors.begin() + at, {"empty.weight", tensor::Type(type), {shape.begin(), shape.end()}, [] {
                                                  return Result<std::vector<std::byte>>(std::vector<std::byte>());
                                              }});
        QVERIFY(model::writeGguf(path("empty.gguf"), {}, tensors, m_control));
        const auto file = model::ModelFile::open(path("empty.gguf"));
        QVERIFY2(file, file ? "" : (file.error().where + file.error().detail).c_str());
        const auto* empty = (*file)->find("empty.weight");
        QVERIFY(empty);
        QVERIFY(std::ranges::equal(empty->shape, shape));
        QCOMPARE(empty->elements(), 0U);
        QCOMPARE(empty->rows() * empty->columns(), 0U);
        QCOMPARE(empty->bytes, 0U);
        QVERIFY((*file)->data(*empty).empty());
        (*file)->release(*empty);
        QCOMPARE((*file)->data(*(*file)->find("b")).size(), 12U);
    }

    void refusesWhatNoReaderWouldTake()
    {
        const auto code = [&](const model::Metadata& metadata, const std::vector<TensorSource>& tensors) {
            const auto status = model::writeGguf(path("bad.gguf"), metadata, tensors, m_control);
            return status ? std::string("written") : std::string(errorCodeName(status.error().code));
        };
        model::Metadata none;
        QCOMPARE(code(none, {floats("a", 4, 16), floats("a", 4, 16)}), std::string("invalid_argument"));
        QCOMPARE(code(none, {floats("", 4, 16)}), std::string("invalid_argument"));
        QCOMPARE(code(none, {floats(std::string(65, 'n'), 4, 16)}), std::string("invalid_argument"));
        QCOMPARE(code(none, {floats("a", std::uint64_t{1} << 62U, 0)}), std::string("invalid_argument"));
        model::Metadata odd;
        odd.set("general.alignment", {std::uint32_t{24}});
        QCOMPARE(code(odd, {}), std::string("invalid_argument"));
        model::Metadata mixed;
        mixed.set("list", {model::Array{4, {{1.0F}}}});
        QCOMPARE(code(mixed, {}), std::string("invalid_argument"));
        QCOMPARE(code(none, {floats("short", 4, 15)}), std::string("internal"));
        QCOMPARE(code(none, {floats("long", 4, 17)}), std::string("internal"));
        QVERIFY(std::filesystem::is_empty(path("x").parent_path()) || !std::filesystem::exists(path("bad.gguf")));
    }

    void cancelledLeavesNothing()
    {
        QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        CancelAfter control(1);
        const auto status = model::writeGguf(base / "half.gguf", {}, {floats("a", 4, 16), floats("b", 4, 16)}, control);
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Cancelled);
        QVERIFY(std::filesystem::is_empty(base));
        const auto lost = model::writeGguf(base / "no" / "such" / "folder.gguf", {}, {}, control);
        QVERIFY(!lost);
        QCOMPARE(lost.error().code, ErrorCode::NotFound);
    }
};

HEADROOM_TEST(TestGgufWriter)
#include "tst_ggufwriter.moc"
