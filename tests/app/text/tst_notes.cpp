// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine says in English about presets and types of tensors is known to the window, so that every language can
// say it: nothing that a preset, a rule or a folder's plan can give comes through as it was.
#include "app/gui/languages.h"
#include "app/text/display.h"
#include "core/quant/calibrate/imatrix.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/preset/kept.h"
#include "core/quant/run/quantize.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QtTest>

using namespace headroom;

namespace {

QString translated(const std::string& english, const char* language)
{
    app::languages::set(QLatin1String(language));
    return app::text::note(english);
}

} // namespace

class TestNotes : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { app::languages::set(QStringLiteral("en")); }
    void areKnownInEveryLanguage_data();
    void areKnownInEveryLanguage();
    void partsAreTranslatedToo();
    void foldersSayWhy();
    void plansSayWhatHasNoEffect_data();
    void plansSayWhatHasNoEffect();
    void whatIsUnknownStays();
};

void TestNotes::areKnownInEveryLanguage_data()
{
    QTest::addColumn<QString>("english");
    QSet<QString> all;
    for (const quant::Preset& preset : quant::presets()) {
        all.insert(QString::fromStdString(preset.summary));
        for (const quant::Rule& rule : preset.rules)
            all.insert(QString::fromStdString(rule.reason));
    }
    for (const quant::FolderScheme& scheme : quant::folderSchemes())
        all.insert(QString::fromStdString(std::string(scheme.about)));
    for (const char* kept : {"blk.0.attn_norm.weight", "blk.0.ffn_gate_inp.weight", "blk.0.ssm_conv1d.weight",
                             "blk.0.time_mix_w1.weight", "v.patch_embd.weight", "position_embd.weight",
                             "token_types.weight", "blk.0.attn_rel_b.weight", "blk.0.laurel_l.weight", "cls.output"})
        for (const std::vector<std::uint64_t>& shape :
             {std::vector<std::uint64_t>{256}, std::vector<std::uint64_t>{256, 256}})
            all.insert(QString::fromStdString(std::string(quant::keptBecause({kept, tensor::Type::F16, shape}))));
    for (const char* note :
         {"X: divided (MIG), but no slice is set up, left out", "X: divided (MIG), a program uses one slice at a time",
          "X: the driver tells no memory, left out", "X: the driver cannot tell its memory, left out",
          "X: the driver may not tell its memory to this user, left out",
          "X: the driver has lost the card, left out: restart the machine",
          "X: the driver does not tell its memory (NVML error 7), left out", "X: made for a display, left out",
          "X: on the CPU's chip, left out beside a card",
          "AMD GPU X with 2.0 GiB is not recognised: choose it from the catalogue",
          "X: its memory is not known, left out", "X: its memory bandwidth is not known, left out",
          "X: the memory of its card is not told, so its share of the bandwidth is not known, left out",
          "X: divided (MIG), and the driver may not tell its slices to this user, left out",
          "X: divided (MIG), and the driver does not tell its slices (NVML error 7), left out",
          "NVIDIA driver found, but it does not list its GPUs: error 7",
          "Intel GPU 8086:46a6 is not in the catalogue, left out",
          "Intel GPU 8086:56a0 may be any of X, Y: choose it from the catalogue"})
        all.insert(QString::fromUtf8(note));
    all.remove(QString());
    QVERIFY(all.size() > 60);
    for (const QString& english : all)
        QTest::newRow(qPrintable(english)) << english;
}

void TestNotes::areKnownInEveryLanguage()
{
    QFETCH(QString, english);
    for (const char* language : {"de", "zh_CN"}) {
        const QString shown = translated(english.toStdString(), language);
        QVERIFY2(shown.compare(english, Qt::CaseInsensitive) != 0, language);
        QVERIFY2(!shown.contains(QLatin1Char('%')), qPrintable(shown));
    }
}

void TestNotes::partsAreTranslatedToo()
{
    QCOMPARE(translated("rounded to nearest: the calibration is of another shape", "de"),
             QStringLiteral("Auf den nächsten Wert gerundet: die Kalibrierung hat eine andere Form"));
    QCOMPARE(translated("the preset's type; the embedding table is the head too", "de").count(QLatin1Char(';')), 1);
    QVERIFY(translated("the preset's ^blk\\.0\\.attn_q\\.weight$=Q5_K", "de").endsWith(QStringLiteral("Q5_K gesetzt")));
}

void TestNotes::foldersSayWhy()
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
            QVERIFY2(
                row.reason.empty()
                    || translated(row.reason, "de").compare(QString::fromStdString(row.reason), Qt::CaseInsensitive)
                        != 0,
                row.reason.c_str());
    }
}

void TestNotes::plansSayWhatHasNoEffect_data()
{
    QTest::addColumn<QString>("override");
    QTest::newRow("nothing matches") << "atn_q=Q8_0";
    QTest::newRow("norms stay") << "_norm=Q8_0";
    QTest::newRow("shadowed") << "attn_q=F16";
    QTest::newRow("that type anyway") << "attn_k=Q4_K";
    QTest::newRow("beside an option") << "token_embd=F16";
}

/// A real plan's warnings and reasons, as the window shows them.
void TestNotes::plansSayWhatHasNoEffect()
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
    for (const std::string& warning : plan->warnings) {
        const QString shown = translated(warning, "de");
        QVERIFY2(shown.compare(QString::fromStdString(warning), Qt::CaseInsensitive) != 0, warning.c_str());
        QVERIFY2(!shown.contains(QLatin1String(" stays ")) && !shown.contains(QLatin1String(" first")),
                 qPrintable(shown));
    }
    for (const auto& row : plan->assignments)
        QVERIFY2(!translated(row.reason, "de").contains(QLatin1String("importance cannot")), row.reason.c_str());
}

void TestNotes::whatIsUnknownStays()
{
    QCOMPARE(translated("fault 17 of the flux; nothing helps", "de"),
             QStringLiteral("fault 17 of the flux; nothing helps"));
}

HEADROOM_TEST(TestNotes)
#include "tst_notes.moc"
