// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A folder that is written has the names that the library gave its tensors, so that it finds them.
#include "core/model/hf/exportfolder.h"
#include "core/model/safetensors.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

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
private slots:
    void areTheLibrarys_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"deepseek-v2", "deepseek-v3-yarn", "ernie4-5-moe", "glm4-moe", "qwen2-moe", "lfm2-moe",
                                 "mamba", "bloom", "olmo"})
            QTest::newRow(name) << name;
    }
    void areTheLibrarys()
    {
        HEADROOM_NEEDS(test::sharedData("hf"));
        QFETCH(QString, name);
        const auto folder = test::sharedData("hf") / name.toStdString();
        const auto file = ModelFile::open(folder);
        QVERIFY(file);
        QTemporaryDir dir;
        const auto target = std::filesystem::path(dir.path().toStdString()) / "out";
        JobControl nothing;
        const auto written = model::hf::exportFolder(*file, target, nothing);
        QVERIFY2(written, written ? "" : (written.error().where + ": " + written.error().detail).c_str());
        const auto before = namesIn(folder), after = namesIn(target);
        for (const std::string& each : before)
            QVERIFY2(after.contains(each), ("not written: " + each).c_str());
        for (const std::string& each : after)
            QVERIFY2(before.contains(each), ("written instead: " + each).c_str());
    }
};

HEADROOM_TEST(TestOutgoingNames)
#include "tst_outgoingnames.moc"
