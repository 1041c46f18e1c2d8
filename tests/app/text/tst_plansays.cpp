// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Real plans, as the window shows them in another language: nothing that a preset, a rule or a folder's plan gives
// comes through as it was, and what an earlier version has stored is shown as it came.
#include "app/gui/languages.h"
#include "app/models/tensorgrid.h"
#include "app/text/remarks.h"
#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/eval/compare.h"
#include "core/quant/calibrate/imatrix.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/run/quantize.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QtTest>

using namespace headroom;

namespace {

QString translated(const Remark& remark, const char* language)
{
    app::languages::set(QLatin1String(language));
    return app::text::remark(remark);
}

bool isTranslated(const Remark& remark)
{
    return translated(remark, "de").compare(QString::fromStdString(english(remark)), Qt::CaseInsensitive) != 0;
}

} // namespace

class TestPlanSays : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { app::languages::set(QStringLiteral("en")); }
    void presetsSayWhatTheyAreFor();
    void foldersSayWhy();
    void plansSayWhatHasNoEffect_data();
    void plansSayWhatHasNoEffect();
    void whatEarlierVersionsStoredStays();
};

void TestPlanSays::presetsSayWhatTheyAreFor()
{
    for (const quant::Preset& preset : quant::presets()) {
        QVERIFY2(isTranslated(preset.summary), preset.name.c_str());
        for (const quant::Rule& rule : preset.rules)
            QVERIFY2(isTranslated(rule.reason), preset.name.c_str());
        const auto again = quant::presetFromJson(quant::toJson(preset), "again"); // a file has the words alone
        QVERIFY(again && again->summary == preset.summary);
    }
    for (const quant::FolderScheme& scheme : quant::folderSchemes())
        QVERIFY(isTranslated(remark(scheme.about)));
}

void TestPlanSays::foldersSayWhy()
{
    QTemporaryDir folder;
    const auto model = std::filesystem::path(folder.filePath(QStringLiteral("tiny.gguf")).toStdString());
    QVERIFY(test::writeTinyModel(model, {}));
    quant::FolderOptions options;
    options.source = model;
    options.destination = folder.filePath(QStringLiteral("out")).toStdString();
    for (const quant::FolderScheme& scheme : quant::folderSchemes()) {
        options.scheme = scheme.name;
        const auto plan = quant::planFolder(options);
        if (!plan)
            continue;
        for (const quant::FolderTensor& row : plan->tensors)
            QVERIFY2(row.reason.empty() || isTranslated(row.reason), english(row.reason).c_str());
    }
}

void TestPlanSays::plansSayWhatHasNoEffect_data()
{
    QTest::addColumn<QString>("override");
    QTest::newRow("nothing matches") << "atn_q=Q8_0";
    QTest::newRow("norms stay") << "_norm=Q8_0";
    QTest::newRow("shadowed") << "attn_q=F16";
    QTest::newRow("that type anyway") << "attn_k=Q4_K";
    QTest::newRow("beside an option") << "token_embd=F16";
}

/// A real plan's warnings and reasons, as the window shows them.
void TestPlanSays::plansSayWhatHasNoEffect()
{
    QFETCH(QString, override);
    QTemporaryDir folder;
    const auto at = [&](const char* name) {
        return std::filesystem::path(folder.filePath(QString::fromLatin1(name)).toStdString());
    };
    QVERIFY(test::writeTinyModel(at("tiny.gguf"), {.width = 192, .feedForward = 512, .kvHeads = 4}));
    quant::Imatrix matrix;
    matrix.entries["blk.0.ffn_down.weight"] = {std::vector<float>(512, 0.0F), {1}};
    matrix.entries["blk.1.ffn_down.weight"] = {std::vector<float>(512, 1.0F), {1}};
    matrix.entries["blk.1.ffn_down.weight"].sums[3] = 0;
    JobControl control;
    QVERIFY(quant::writeImatrix(at("m.gguf"), matrix, control));
    quant::QuantizeOptions options{at("tiny.gguf"), at("out.gguf"), "Q4_K_S"};
    options.imatrix = at("m.gguf");
    options.wishes.embeddingType = tensor::Type::Q8_0;
    for (const QString& text : {QStringLiteral("attn_q.w=Q8_0"), override})
        options.wishes.overrides.push_back(quant::Override::parse(text.toStdString()).value());
    const auto plan = quant::planQuantize(options);
    QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
    QVERIFY(plan->substitutes > 0 && plan->substituteBits > 4.5);
    QVERIFY(plan->warnings.size() >= 4);
    for (const Remark& warning : plan->warnings) {
        const QString shown = translated(warning, "de");
        QVERIFY2(isTranslated(warning), english(warning).c_str());
        QVERIFY2(!shown.contains(QLatin1String(" stays ")) && !shown.contains(QLatin1String(" first")),
                 qPrintable(shown));
    }
    for (const auto& row : plan->assignments)
        QVERIFY2(!translated(row.reason, "de").contains(QLatin1String("importance cannot")),
                 english(row.reason).c_str());
}

/// A comparison and a tensor's result as the versions before codes have them: words alone.
void TestPlanSays::whatEarlierVersionsStoredStays()
{
    eval::CompareResult result;
    result.warnings = {said("it rains; nothing helps")};
    Json stored = eval::toJson(result);
    QCOMPARE(stored.at("warnings"), Json::array({"it rains; nothing helps"}));
    stored.erase("remarks");
    const auto read = eval::compareFromJson(stored);
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QCOMPARE(translated(read->warnings.at(0), "de"), QStringLiteral("it rains; nothing helps"));
    Json tensor{{"name", "blk.0.attn_q.weight"}, {"from", "F16"}, {"type", "Q4_K"}, {"reason", "the preset's type"}};
    QCOMPARE(translated(app::rowFromJson(tensor)->reason, "de"), QStringLiteral("the preset's type"));
    tensor["remark"] = toJson(remark("type.preset"));
    QVERIFY(app::rowFromJson(tensor)->reason == remark("type.preset"));
}

HEADROOM_TEST(TestPlanSays)
#include "tst_plansays.moc"
