// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A tensor without a single weight is legal and goes through everything that is done with a model: whichever of its
// dimensions is 0, whatever the type, it comes out as it went in, and what is computed for a row divides by no row.
#include "core/base/hash.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/run/importmodel.h"
#include "core/quant/run/quantize.h"
#include "core/search/search.h"
#include "core/search/sensitivity.h"
#include "tests/support/test.h"

#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace headroom;
using tensor::Type;
namespace fs = std::filesystem;
using Extents = std::vector<std::uint64_t>;
Q_DECLARE_METATYPE(Extents)

class TestEmptyTensors : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    JobControl m_control;

    fs::path at(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }

    static void shapes()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("type");
        QTest::addColumn<Extents>("shape");
        const auto row = [](const char* what, const char* name, Type type, Extents shape) {
            QTest::newRow(what) << name << int(type) << std::move(shape);
        };
        row("vector", "empty.bias", Type::F32, {0});
        row("a bias that is none", "blk.0.attn_q.bias", Type::F32, {0});
        row("no columns", "blk.0.extra.weight", Type::F32, {0, 64});
        row("no rows", "blk.0.extra.weight", Type::F16, {64, 0});
        row("in the middle", "empty.weight", Type::BF16, {4, 0, 2});
        row("four times nothing", "empty.weight", Type::F16, {0, 0, 0, 0});
        row("whole numbers", "empty.weight", Type::I32, {0, 3});
        row("blocks without columns", "empty.weight", Type::Q8_0, {0, 32});
        row("blocks without rows", "empty.weight", Type::Q4_K, {256, 0});
    }

    /// The tiny model with the tensor of the test's row in front of its layers.
    fs::path model() const
    {
        QFETCH(QString, name);
        QFETCH(int, type);
        QFETCH(Extents, shape);
        auto tensors = test::tiny::tensors({});
        tensors.insert(tensors.begin() + 1, {name.toStdString(), Type(type), shape, [] {
                                                 return Result<std::vector<std::byte>>(std::vector<std::byte>());
                                             }});
        JobControl nothing;
        const auto path = at("empty.gguf");
        const auto written = model::writeGguf(path, test::tiny::metadata({}), tensors, nothing);
        return written ? path : fs::path();
    }

    /// Whether what was made of empty.gguf has its tensor, with no bytes.
    void compareTensor(const fs::path& path) const
    {
        const auto source = model::ModelFile::open(at("empty.gguf"));
        const auto target = model::ModelFile::open(path);
        QVERIFY2(target, target ? "" : target.error().detail.c_str());
        const auto& before = (*source)->tensors()[1];
        const auto& after = (*target)->tensors()[1];
        QCOMPARE(after.name, before.name);
        QCOMPARE(after.shape, before.shape);
        QCOMPARE(after.type, before.type);
        QCOMPARE(after.bytes, std::uint64_t{0});
        QVERIFY((*target)->data(after).empty());
    }

private slots:
    void quantized_data() { shapes(); }
    /// The artifact opens, and its other tensors have the bytes of the same model's without the empty one.
    void quantized()
    {
        QVERIFY(test::writeTinyModel(at("plain.gguf")));
        const fs::path source = model();
        for (const char* preset : {"COPY", "F16", "Q8_0"}) {
            quant::QuantizeOptions wanted{source, at("out.gguf"), preset, false, true, 2};
            QVERIFY(quant::planQuantize(wanted));
            const auto outcome = quant::quantize(wanted, m_control);
            QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
            QVERIFY(std::isfinite(outcome->tensors[1].rmse));
            QCOMPARE(outcome->outputBytes, std::uint64_t(fs::file_size(at("out.gguf"))));
            compareTensor(at("out.gguf"));
            wanted.source = at("plain.gguf");
            wanted.destination = at("plain-out.gguf");
            QVERIFY(quant::quantize(wanted, m_control));
            const auto with = model::ModelFile::open(at("out.gguf")),
                       without = model::ModelFile::open(at("plain-out.gguf"));
            for (const auto& info : (*without)->tensors()) {
                const auto* same = (*with)->find(info.name);
                QVERIFY2(same, info.name.c_str());
                QCOMPARE(sha256((*with)->data(*same)), sha256((*without)->data(info)));
            }
        }
    }

    void imported_data() { shapes(); }
    void imported()
    {
        const auto path = model();
        for (const std::optional<Type> type : {std::optional<Type>(), std::optional(Type::F16)}) {
            const auto outcome = quant::importModel({path, at("imported.gguf"), type, true, 2}, m_control);
            QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
            const auto file = model::ModelFile::open(at("imported.gguf"));
            QVERIFY(file);
            QCOMPARE((*file)->tensors()[1].elements(), std::uint64_t{0});
        }
    }

    void intoFolders_data() { shapes(); }
    void intoFolders()
    {
        for (const char* preset : {"W4A16", "NF4", "W8A8-FP8"}) {
            quant::FolderOptions wanted;
            wanted.source = model();
            wanted.scheme = preset;
            const auto plan = quant::planFolder(wanted);
            QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
        }
    }

    void measured_data() { shapes(); }
    /// Whether the engine has a use for the tensor is another question: its families' lists decide that.
    void measured()
    {
        const auto path = model();
        std::ofstream(at("text.txt")) << test::tinyText(1200);
        search::SearchOptions wanted;
        wanted.model = path;
        wanted.budget.bitsPerWeight = 6;
        const auto searched = search::search(wanted, m_control);
        QVERIFY2(searched, searched ? "" : searched.error().detail.c_str());
        search::SensitivityOptions options{path, at("text.txt"), "Q4_0", search::Grouping::Kind, {}};
        options.evaluation.context = 64;
        options.evaluation.maxWindows = 1;
        const auto groups = search::sensitivity(options, m_control);
        QVERIFY2(groups || groups.error().code == ErrorCode::Unsupported, groups ? "" : groups.error().detail.c_str());
    }
};

HEADROOM_TEST(TestEmptyTensors)
#include "tst_emptytensors.moc"
