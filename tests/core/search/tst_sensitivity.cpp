// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/sensitivity.h"

#include "core/base/json.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <set>

using namespace headroom;
using namespace headroom::search;
using namespace headroom::eval;

class TestSensitivity : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(test::writeTinyModel(inside("tiny.gguf")));
        std::ofstream(inside("text.txt")) << test::tinyText(1200);
    }

    void everyTensorOnceInOrderOfDamage_data()
    {
        QTest::addColumn<QString>("grouping");
        QTest::addColumn<int>("groups");
        QTest::newRow("kind") << "kind" << 9; // seven matrices of a layer, embedding, head
        QTest::newRow("layer") << "layer" << 4;
    }

    void everyTensorOnceInOrderOfDamage()
    {
        QFETCH(QString, grouping);
        QFETCH(int, groups);
        JobControl control;
        const auto result = sensitivity(options("Q4_0", grouping.toStdString()), control);
        QVERIFY2(result, result ? "" : result.error().detail.c_str());
        QCOMPARE(result->size(), std::size_t(groups));
        std::set<std::string> seen;
        for (std::size_t i = 0; i < result->size(); ++i) {
            const GroupSensitivity& group = (*result)[i];
            QVERIFY(group.meanKld > 0);
            QVERIFY(group.bytesAfter < group.bytesBefore);
            QVERIFY(i == 0 || (*result)[i - 1].damagePerMib() >= group.damagePerMib());
            for (const auto& tensor : group.tensors)
                QVERIFY(seen.insert(tensor).second);
        }
        QCOMPARE(seen.size(), std::size_t{16});
        for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path()))
            QVERIFY(!entry.path().filename().string().starts_with(
                "headroom-" + std::to_string(QCoreApplication::applicationPid())));
    }

    /// Fewer bits for the same group hurt it more.
    void fewerBitsHurtMore()
    {
        JobControl control;
        const auto four = sensitivity(options("Q4_0", "layer"), control);
        const auto eight = sensitivity(options("Q8_0", "layer"), control);
        QVERIFY(four && eight);
        for (const auto& group : *four) {
            const auto other = std::ranges::find(*eight, group.group, &GroupSensitivity::group);
            QVERIFY(other != eight->end());
            if (group.group.starts_with("blk."))
                QVERIFY(other->meanKld < group.meanKld / 4);
        }
    }

    void refusals()
    {
        JobControl control;
        QCOMPARE(sensitivity(options("Q4_9", "kind"), control).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(sensitivity(options("COPY", "kind"), control).error().code, ErrorCode::InvalidArgument);
        auto absent = options("Q4_0", "kind");
        absent.model = inside("absent.gguf");
        QCOMPARE(sensitivity(absent, control).error().code, ErrorCode::NotFound);
        QVERIFY(!findGrouping("moon"));
    }

private:
    std::filesystem::path inside(const std::string& name) const
    {
        return m_folder.filePath(name.c_str()).toStdString();
    }
    SensitivityOptions options(const std::string& preset, const std::string& grouping) const
    {
        SensitivityOptions out;
        out.model = inside("tiny.gguf");
        out.text = inside("text.txt");
        out.preset = preset;
        out.grouping = *findGrouping(grouping);
        out.evaluation.context = 64;
        out.evaluation.maxWindows = 2;
        return out;
    }
    QTemporaryDir m_folder;
};

HEADROOM_TEST(TestSensitivity)
#include "tst_sensitivity.moc"
