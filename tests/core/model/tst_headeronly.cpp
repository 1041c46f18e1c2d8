// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The first megabytes of a GGUF file, or its first shard, say of which tensors the model consists as the whole does;
// and what needs weights refuses them.
#include "core/model/description.h"
#include "core/model/ggufsplit.h"
#include "core/model/remarks.h"
#include "core/model/tokenizer/tokenizer.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <algorithm>
#include <fstream>
#include <map>

using namespace headroom;
using model::ModelFile;
using model::Weights;

namespace {

std::string read(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::map<std::string, std::vector<std::uint64_t>> shapesOf(const ModelFile& file)
{
    std::map<std::string, std::vector<std::uint64_t>> shapes;
    for (const auto& info : file.tensors())
        shapes[info.name] = info.shape;
    return shapes;
}

/// Where the n-th tensor's entry in the list begins: its name follows its length.
std::size_t entryOf(const std::string& bytes, const std::string& name)
{
    std::string entry(8, '\0');
    entry[0] = char(name.size());
    return bytes.rfind(entry + name);
}

template <class T> std::string complaint(const Result<T>& result)
{
    return result ? std::string() : result.error().where + ": " + result.error().detail;
}

} // namespace

class TestHeaderOnly : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    std::filesystem::path inside(const std::string& name) const
    {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    std::filesystem::path write(const std::string& name, const std::string& bytes) const
    {
        std::ofstream(inside(name), std::ios::binary) << bytes;
        return inside(name);
    }
    static void eachModel()
    {
        QTest::addColumn<QString>("path");
        const auto archs = test::sharedData("archs");
        if (archs.empty())
            return;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(archs))
            if (entry.path().extension() == ".gguf")
                QTest::newRow(entry.path().parent_path().filename().c_str())
                    << QString::fromStdString(entry.path().string());
    }

private slots:
    void endsBehindItsHeader_data() { eachModel(); }
    void endsBehindItsHeader()
    {
        HEADROOM_NEEDS(test::sharedData("archs"));
        QFETCH(QString, path);
        const auto whole = ModelFile::open(path.toStdString());
        QVERIFY2(whole, complaint(whole).c_str());
        const std::string bytes = read(path.toStdString());
        std::uint64_t start = bytes.size();
        for (const auto& info : (*whole)->tensors())
            start = std::min(start, info.offset);
        for (const std::uint64_t length : {start - 40, start, (start + bytes.size()) / 2}) {
            const auto cut = write("cut.gguf", bytes.substr(0, length));
            QCOMPARE(ModelFile::open(cut).error().code, ErrorCode::Truncated);
            if (length < start) // within the list or its padding
                continue;
            const auto header = ModelFile::open(cut, Weights::Optional);
            QVERIFY2(header, complaint(header).c_str());
            QVERIFY(!(*header)->hasWeights() && (*header)->unsized().empty());
            QVERIFY((*header)->format().find("header only") != std::string::npos);
            const auto described = model::describe(**header), all = model::describe(**whole);
            QVERIFY2(described, complaint(described).c_str());
            QCOMPARE(described->weightBytes(), all->weightBytes());
            QCOMPARE(described->parameters(), all->parameters());
            QCOMPARE(described->shape.perLayer, all->shape.perLayer);
            QCOMPARE(described->fileBytes, std::uint64_t{0});
            QCOMPARE((*header)->metadata().entries(), (*whole)->metadata().entries());
        }
        QVERIFY(ModelFile::open(path.toStdString(), Weights::Optional).value()->hasWeights());
    }

    /// All that follows is told by the layers that are there, or the file is refused: never a wrong list.
    void endsWithinTheListOfTensors_data() { eachModel(); }
    void endsWithinTheListOfTensors()
    {
        HEADROOM_NEEDS(test::sharedData("archs"));
        QFETCH(QString, path);
        const auto whole = ModelFile::open(path.toStdString());
        const std::string bytes = read(path.toStdString());
        const auto& tensors = (*whole)->tensors();
        for (std::size_t known = tensors.size() / 3; known < tensors.size(); known += tensors.size() / 5) {
            const auto cut = write("list.gguf", bytes.substr(0, entryOf(bytes, tensors[known].name) + 3));
            const auto header = ModelFile::open(cut, Weights::Optional);
            QCOMPARE(ModelFile::open(cut).error().code, ErrorCode::Truncated);
            if (header) {
                QCOMPARE(shapesOf(**header), shapesOf(**whole));
                QVERIFY(!(*header)->unsized().empty());
            } else {
                QCOMPARE(header.error().code, ErrorCode::Truncated);
            }
        }
    }

    void tellsTheRestOfALlama()
    {
        const test::TinyModel tiny{.layers = 4};
        auto tensors = test::tiny::tensors(tiny);
        std::rotate(tensors.begin(), tensors.end() - 2,
                    tensors.end()); // the head in front, as llama-quantize writes it
        JobControl quiet;
        QVERIFY(model::writeGguf(inside("tiny.gguf"), test::tiny::metadata(tiny), tensors, quiet));
        const auto whole = ModelFile::open(inside("tiny.gguf"));
        const std::string bytes = read(inside("tiny.gguf"));
        for (const char* name : {"blk.0.attn_k.weight", "blk.1.ffn_up.weight", "blk.3.attn_norm.weight"}) {
            const auto header
                = ModelFile::open(write("list.gguf", bytes.substr(0, entryOf(bytes, name) + 8)), Weights::Optional);
            QVERIFY2(header, complaint(header).c_str());
            QCOMPARE(shapesOf(**header), shapesOf(**whole));
            const auto tokenizer = model::Tokenizer::create(**header);
            QVERIFY2(tokenizer, complaint(tokenizer).c_str());
            QCOMPARE((*tokenizer)->encode("the end", {}),
                     model::Tokenizer::create(**whole).value()->encode("the end", {}));
            const auto described = model::describe(**header);
            QVERIFY2(described, complaint(described).c_str());
            const auto traits = model::remarks(*described, **header);
            QVERIFY(std::ranges::any_of(traits, [](const auto& trait) { return trait.code == "header_only"; }));
        }
    }

    void aListThatDoesNotTellIsRefused()
    {
        test::TinyModel tiny{.layers = 2};
        auto tensors = test::tiny::tensors(tiny);
        tensors.push_back(test::tiny::norm("unheard.of", 8));
        tensors.push_back(test::tiny::norm("unheard.of.too", 8));
        JobControl quiet;
        QVERIFY(model::writeGguf(inside("odd.gguf"), test::tiny::metadata(tiny), tensors, quiet));
        const std::string bytes = read(inside("odd.gguf"));
        const auto header = ModelFile::open(write("list.gguf", bytes.substr(0, entryOf(bytes, "blk.1.attn_q.weight"))),
                                            Weights::Optional);
        QVERIFY(!header);
        QCOMPARE(header.error().code, ErrorCode::Truncated);
        QVERIFY2(header.error().detail.find("do not tell the rest") != std::string::npos,
                 header.error().detail.c_str());
    }

    void keysThatNobodyKnowsAreNamed()
    {
        const test::TinyModel tiny{.layers = 1};
        auto keys = test::tiny::metadata(tiny);
        keys.set("llama.attention.scale", {1.0F}); // of llama.cpp
        keys.set("llama.attention.swirl", {std::uint32_t{7}});
        keys.set("general.swirl", {std::uint32_t{7}});
        JobControl quiet;
        QVERIFY(model::writeGguf(inside("keys.gguf"), keys, test::tiny::tensors(tiny), quiet));
        const auto file = ModelFile::open(inside("keys.gguf"));
        QVERIFY2(file, complaint(file).c_str());
        const auto traits = model::remarks(model::describe(**file).value(), **file);
        QCOMPARE(std::ranges::count(traits, "key_unknown", &model::Trait::code), 1);
        QCOMPARE(std::ranges::find(traits, "key_unknown", &model::Trait::code)->subject,
                 std::string("llama.attention.swirl"));
    }

    void theFirstShardIsEnough()
    {
        const test::TinyModel tiny{.layers = 4};
        auto tensors = test::tiny::tensors(tiny);
        std::rotate(tensors.begin(), tensors.end() - 2, tensors.end());
        const std::size_t half = tensors.size() / 2;
        JobControl quiet;
        for (const int number : {0, 1}) {
            auto keys = number == 0 ? test::tiny::metadata(tiny) : model::Metadata();
            keys.set("split.no", {std::uint16_t(number)});
            keys.set("split.count", {std::uint16_t{2}});
            keys.set("split.tensors.count", {std::int32_t(tensors.size())});
            const std::vector<model::TensorSource> part(tensors.begin() + (number == 0 ? 0 : std::ptrdiff_t(half)),
                                                        number == 0 ? tensors.begin() + std::ptrdiff_t(half)
                                                                    : tensors.end());
            QVERIFY(
                model::writeGguf(inside("s-0000" + std::to_string(number + 1) + "-of-00002.gguf"), keys, part, quiet));
        }
        const auto first = inside("s-00001-of-00002.gguf");
        const auto whole = ModelFile::open(first);
        QVERIFY2(whole, complaint(whole).c_str());
        QCOMPARE((*whole)->version(), 3U);
        std::filesystem::remove(inside("s-00002-of-00002.gguf"));
        QCOMPARE(ModelFile::open(first).error().code, ErrorCode::NotFound);
        const auto alone = ModelFile::open(first, Weights::Optional);
        QVERIFY2(alone, complaint(alone).c_str());
        QVERIFY(!(*alone)->hasWeights());
        QCOMPARE(shapesOf(**alone), shapesOf(**whole));
    }
};

HEADROOM_TEST(TestHeaderOnly)
#include "tst_headeronly.moc"
