// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every model of the oracle with one key or tensor made wrong at a time: it is refused with a place and a reason, or it
// runs; nothing else. Most telling under the sanitizers.
#include "core/infer/transformer.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace headroom;
using infer::Session;
using infer::Transformer;
using model::ModelFile;

namespace {

std::vector<std::filesystem::path> modelFiles()
{
    std::vector<std::filesystem::path> out;
    const auto folder = test::sharedData("archs");
    if (std::filesystem::is_directory(folder))
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (std::filesystem::exists(entry.path() / "model.gguf"))
                out.push_back(entry.path() / "model.gguf");
    std::sort(out.begin(), out.end());
    return out;
}

/// Empty, or what is wrong with how the model was taken.
QString take(const model::ModelParts& parts, int& loaded)
{
    const auto file = ModelFile::assemble(parts);
    if (!file)
        return {};
    const auto transformer = Transformer::load(*file);
    if (!transformer)
        return transformer.error().where.empty() || transformer.error().detail.empty() ? "an error without words" : "";
    ThreadPool pool(1);
    const auto session = Session::create(*transformer, 40, pool);
    if (!session)
        return {};
    ++loaded;
    std::vector<float> logits((*transformer)->shape().vocabulary);
    const std::vector<model::Token> tokens{1, 5, 9, 4, 7, 2, 8, 8, 3, 6, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
    const auto ran = (*session)->evaluate(tokens, 1, logits);
    // A scale may be so large that no number is left: that is said, with the position.
    const bool said = ran || ran.error().detail.find("not finite at position") != std::string::npos;
    return said ? QString() : QStringLiteral("loaded, but does not run");
}

} // namespace

class TestHostileKeys : public QObject {
    Q_OBJECT
private slots:
    void refusedOrRun_data()
    {
        QTest::addColumn<QString>("path");
        for (const auto& path : modelFiles())
            QTest::newRow(path.parent_path().filename().string().c_str()) << QString::fromStdString(path.string());
        if (modelFiles().empty())
            QTest::newRow("no oracle") << QString();
    }
    void refusedOrRun()
    {
        QFETCH(const QString, path);
        HEADROOM_NEEDS(test::sharedData("archs"));
        const auto file = ModelFile::open(path.toStdString()).value();
        model::ModelParts whole;
        whole.path = file->path();
        whole.format = file->format();
        whole.files = file->files();
        whole.metadata = file->metadata();
        whole.tensors = file->tensors();
        const std::string prefix = std::string(*file->metadata().text("general.architecture")) + ".";
        const model::Value wrong[]{{0U},
                                   {1U},
                                   {2U},
                                   {3U},
                                   {7U},
                                   {33U},
                                   {4095U},
                                   {0xFFFFFFFFU},
                                   {-1},
                                   {0.0F},
                                   {1e30F},
                                   {std::numeric_limits<float>::quiet_NaN()},
                                   {-0.5F},
                                   {true},
                                   {false},
                                   {std::string("yarn")},
                                   {model::Array{4, {{1U}, {2U}}}}};
        int loaded = 0;
        for (const auto& [key, value] : file->metadata().entries())
            for (const auto& instead : wrong) {
                if (!key.starts_with(prefix))
                    continue;
                model::ModelParts parts = whole;
                parts.metadata.set(key, instead);
                const QString complaint = take(parts, loaded);
                QVERIFY2(complaint.isEmpty(), qPrintable(QString::fromStdString(key) + ": " + complaint));
            }
        for (std::size_t i = 0; i < whole.tensors.size(); ++i) {
            model::ModelParts parts = whole;
            parts.tensors.erase(parts.tensors.begin() + std::ptrdiff_t(i));
            QVERIFY2(take(parts, loaded).isEmpty(), whole.tensors[i].name.c_str());
        }
        qInfo("%d of the changed models ran", loaded);
        QVERIFY(loaded > 0); // not everything matters: a base, an epsilon, a bias that is left out
    }
};

HEADROOM_TEST(TestHostileKeys)
#include "tst_hostilekeys.moc"
