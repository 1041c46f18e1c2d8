// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A folder that is written has the names that the library gave its tensors, so that it finds them.
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/description.h"
#include "core/model/hf/exportfolder.h"
#include "core/model/safetensors.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <fstream>
#include <set>

using namespace headroom;
using model::ModelFile;

namespace {

/// "model.layers.1.mlp.shared_experts.up_proj.weight", without what keys alone describe.
std::set<std::string> namesIn(const std::filesystem::path& folder)
{
    std::set<std::string> names;
    if (const auto set = model::SafetensorsSet::open(folder))
        for (const auto& [name, tensor] : set->tensors())
            if (!name.starts_with("gguf."))
                names.insert(name);
    return names;
}

} // namespace

class TestOutgoingNames : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;

    static void eachFolder()
    {
        QTest::addColumn<QString>("name");
        const auto folders = test::sharedData("hf");
        if (std::filesystem::is_directory(folders))
            for (const auto& entry : std::filesystem::directory_iterator(folders))
                if (std::filesystem::exists(entry.path() / "config.json"))
                    QTest::newRow(entry.path().filename().c_str())
                        << QString::fromStdString(entry.path().filename().string());
    }
    /// Of the model in this folder, as this program writes it. Null: its class is not known.
    std::shared_ptr<const ModelFile> written(const QString& name, std::filesystem::path& target) const
    {
        const auto file = ModelFile::open(test::sharedData("hf") / name.toStdString());
        target = std::filesystem::path(m_dir.filePath(name).toStdString());
        JobControl nothing;
        std::filesystem::remove_all(target);
        return file && model::hf::exportFolder(*file, target, nothing) ? *file : nullptr;
    }

private slots:
    void areTheLibrarys_data() { eachFolder(); }
    void areTheLibrarys()
    {
        HEADROOM_NEEDS(test::sharedData("hf"));
        QFETCH(QString, name);
        std::filesystem::path target;
        if (!written(name, target))
            QSKIP("a class that is not known");
        const auto before = namesIn(test::sharedData("hf") / name.toStdString()), after = namesIn(target);
        for (const std::string& each : before)
            QVERIFY2(after.contains(each), ("not written: " + each).c_str());
        for (const std::string& each : after)
            QVERIFY2(before.contains(each), ("written instead: " + each).c_str());
    }
    /// Without what this program notes for itself: as the library reads it.
    void describeTheSameModel_data() { eachFolder(); }
    void describeTheSameModel()
    {
        HEADROOM_NEEDS(test::sharedData("hf"));
        QFETCH(QString, name);
        std::filesystem::path target;
        const auto file = written(name, target);
        if (!file)
            QSKIP("a class that is not known");
        Json config = Json::parse(readTextFile((target / "config.json").string(), 1U << 20U).value());
        config.erase("headroom");
        std::ofstream(target / "config.json") << config.dump();
        const auto again = ModelFile::open(target);
        QVERIFY2(again, again ? "" : (again.error().where + ": " + again.error().detail).c_str());
        const auto one = model::describe(*file), other = model::describe(**again);
        QVERIFY(one && other);
        QCOMPARE(one->shape.layers, other->shape.layers);
        for (std::uint32_t i = 0; i < one->shape.layers; ++i)
            QVERIFY2(one->shape.layer(i) == other->shape.layer(i), qPrintable(QString("layer %1").arg(i)));
        for (const auto& info : file->tensors())
            QVERIFY2((*again)->find(info.name) && (*again)->find(info.name)->shape == info.shape, info.name.c_str());
    }
};

HEADROOM_TEST(TestOutgoingNames)
#include "tst_outgoingnames.moc"
