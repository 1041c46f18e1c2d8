// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The mixture rules against what llama-quantize reports for six real models, and on the cases the models do not show.
#include "core/base/json.h"
#include "core/quant/preset/idlewishes.h"

#include "core/quant/realshapes.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTest>

#include <fstream>

using namespace headroom;
using tensor::Type;

namespace {

std::vector<QStringList> readCsv(const std::string& relative)
{
    std::vector<QStringList> rows;
    std::ifstream file(test::sharedData(relative));
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line))
        rows.push_back(QString::fromStdString(line).trimmed().split(','));
    return rows;
}

const quant::Assignment* findAssignment(const std::vector<quant::Assignment>& all, const std::string& name)
{
    const auto found = std::ranges::find(all, name, &quant::Assignment::tensor);
    return found == all.end() ? nullptr : &*found;
}

} // namespace

class TestPreset : public QObject {
    Q_OBJECT
private slots:
    void table()
    {
        QCOMPARE(quant::findPreset("q4_k_m")->fileType, 15U);
        QCOMPARE(quant::findPreset("Q8_0")->defaultType, Type::Q8_0);
        QVERIFY(quant::findPreset("copy")->copies);
        QVERIFY(!quant::findPreset(""));
        std::uint64_t previous = ~std::uint64_t{0};
        const auto model = test::describeReal(test::kRealModels[0]);
        for (const auto& preset : quant::presets()) {
            QCOMPARE(quant::findPreset(preset.name), &preset);
            if (preset.copies || preset.name == "BF16")
                continue; // as large as the source, whatever that is; the same size as F16
            const std::uint64_t bytes = quant::totalBytes(quant::assign(model, preset));
            QVERIFY2(bytes <= previous, preset.name.data()); // largest first
            previous = bytes;
        }
    }

    void realModels_data()
    {
        QTest::addColumn<int>("model");
        QTest::addColumn<QString>("preset");
        for (const auto& row : readCsv("presets/dryrun_totals.csv"))
            for (int model = 0; model < int(std::size(test::kRealModels)); ++model)
                if (row[0] == test::kRealModels[model].name)
                    QTest::addRow("%s %s", test::kRealModels[model].name, qPrintable(row[1])) << model << row[1];
    }
    void realModels()
    {
        HEADROOM_NEEDS(test::sharedData("presets/dryrun_real_shapes.csv"));
        QFETCH(int, model);
        QFETCH(QString, preset);
        static const auto groups = readCsv("presets/dryrun_real_shapes.csv");
        static const auto totals = readCsv("presets/dryrun_totals.csv");
        const QString name = test::kRealModels[model].name;
        const auto description = test::describeReal(test::kRealModels[model]);
        const auto assigned = quant::assign(description, *quant::findPreset(preset.toStdString()));
        int checked = 0;
        for (const auto& row : groups) {
            if (row[0] != name || row[1] != preset)
                continue;
            const QStringList layers = row[4].isEmpty() ? QStringList{{}} : row[4].split(' ', Qt::SkipEmptyParts);
            for (const auto& layer : layers) {
                const QString tensor = layer.isEmpty() ? row[2] : "blk." + layer + "." + row[2];
                const auto* assignment = findAssignment(assigned, tensor.toStdString());
                QVERIFY2(assignment, qPrintable(tensor));
                const auto type = tensor::format(assignment->to).name;
                QVERIFY2(row[3].compare(QString::fromLatin1(type.data(), qsizetype(type.size())), Qt::CaseInsensitive)
                             == 0,
                         qPrintable(tensor + ": " + row[3] + " expected; "
                                    + QString::fromStdString(english(assignment->reason))));
                QVERIFY(!assignment->reason.empty());
                ++checked;
            }
        }
        const auto matrices = std::ranges::count(description.tensors, Type::F16, &model::TensorSpec::type);
        QCOMPARE(checked, int(matrices));
        const auto total
            = std::ranges::find_if(totals, [&](const auto& row) { return row[0] == name && row[1] == preset; });
        QVERIFY(total != totals.end());
        const double mebibytes = double(quant::totalBytes(assigned)) / 1048576.0;
        QVERIFY2(std::abs(mebibytes - (*total)[2].toDouble()) < 0.006, qPrintable(QString::number(mebibytes, 'f', 4)));
        const double bits = 8.0 * double(quant::totalBytes(assigned)) / double(description.parameters());
        QVERIFY2(std::abs(bits - (*total)[3].toDouble()) < 0.006, qPrintable(QString::number(bits)));
    }

    void wishes()
    {
        const auto model = test::describeReal(test::kRealModels[0]);
        const auto& preset = *quant::findPreset("Q4_K_M");
        quant::AssignOptions wishes;
        wishes.pure = true;
        auto assigned = quant::assign(model, preset, wishes);
        QCOMPARE(findAssignment(assigned, "output.weight")->to, Type::Q4_K);
        QCOMPARE(findAssignment(assigned, "blk.0.attn_v.weight")->to, Type::Q4_K);
        wishes = {};
        wishes.leaveOutput = true;
        wishes.embeddingType = Type::Q8_0;
        wishes.overrides
            = {*quant::Override::parse("blk\\.[0-3]\\.attn_v=Q8_0"), *quant::Override::parse("attn_v=F16")};
        assigned = quant::assign(model, preset, wishes);
        QCOMPARE(findAssignment(assigned, "output.weight")->to, Type::F16); // as it is
        QCOMPARE(findAssignment(assigned, "token_embd.weight")->to, Type::Q8_0);
        QCOMPARE(findAssignment(assigned, "blk.3.attn_v.weight")->to, Type::Q8_0); // the first that matches
        QCOMPARE(findAssignment(assigned, "blk.4.attn_v.weight")->to, Type::F16);
        QCOMPARE(findAssignment(assigned, "blk.0.attn_norm.weight")->to, Type::F32);
        wishes = {};
        wishes.outputType = Type::IQ4_NL;
        const auto tied = quant::assign(test::describeReal(test::kRealModels[3]), preset, wishes);
        QCOMPARE(findAssignment(tied, "token_embd.weight")->to, Type::IQ4_NL); // the table is the head too
        for (const char* bad : {"attn_v", "=Q8_0", "attn_v=Q9_0", "attn_(=Q8_0", "attn_v=Q8_K", "attn_v=I32"})
            QVERIFY2(!quant::Override::parse(bad), bad);
    }

    void importanceChangesRules()
    {
        const auto model = test::describeReal(test::kRealModels[0]);
        quant::AssignOptions with;
        with.importance = true;
        const auto type = [&](const char* preset, const quant::AssignOptions& options) {
            return findAssignment(quant::assign(model, *quant::findPreset(preset), options), "blk.0.ffn_down.weight")
                ->to;
        };
        QCOMPARE(type("Q4_0", {}), Type::Q4_0);
        QCOMPARE(type("Q4_0", with), Type::Q4_1);
        QCOMPARE(type("IQ4_XS", {}), Type::Q5_K);
        QCOMPARE(type("IQ4_XS", with), Type::IQ4_XS);
        QCOMPARE(type("IQ3_XXS", {}), Type::Q4_K);
        QCOMPARE(type("IQ3_XXS", with), Type::IQ3_XXS);
        QVERIFY(
            findAssignment(quant::assign(model, *quant::findPreset("IQ2_XS")), "blk.9.ffn_up.weight")->needsImportance);
    }

    void idleWishes_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QStringList>("overrides");
        QTest::addColumn<QString>("option");
        QTest::addColumn<QStringList>("said"); ///< one for each sentence
        const auto row
            = [](const char* name, const char* model, const char* preset, QStringList overrides, const char* option,
                 QStringList said) { QTest::newRow(name) << model << preset << overrides << option << said; };
        const char* llama = "llama-2-7b";
        const char* tied = "qwen2.5-0.5b-tied";
        row("nothing wished", llama, "Q4_K_M", {}, "", {});
        row("all work", llama, "Q4_K_M", {"attn_k=Q8_0", "ffn_up=Q5_K"}, "", {});
        row("nothing matches", llama, "Q4_K_M", {"atn_v=Q8_0"}, "", {"atn_v=Q8_0 matches no tensor"});
        row("anchored too far", llama, "Q4_K_M", {"^attn_v=Q8_0"}, "", {"matches no tensor"});
        row("norms stay", llama, "Q4_K_M", {"_norm=Q8_0"}, "", {"_norm=Q8_0 has no effect: one-dimensional"});
        row("shadowed", llama, "Q4_K_M", {"attn=Q8_0", "attn_v=F16"}, "",
            {"attn_v=F16 has no effect: attn=Q8_0 comes"});
        row("shadowed, behind a norm", llama, "Q4_K_M", {"output=Q8_0", "^output=F16"}, "",
            {"^output=F16 has no effect: output=Q8_0 comes"});
        row("half shadowed", llama, "Q4_K_M", {"blk.0.=Q8_0", "attn_v=F16"}, "", {});
        row("that type anyway", llama, "Q4_K_M", {"attn_q=Q4_K"}, "", {"attn_q=Q4_K changes nothing"});
        row("beside an option", llama, "Q4_K_M", {"^output.weight=Q8_0"}, "output",
            {"output.weight=Q8_0 has no effect: the type wished for the output head comes first"});
        row("copy", llama, "COPY", {"attn_v=Q8_0"}, "", {"attn_v=Q8_0 has no effect: the preset copies"});
        row("no head to leave", tied, "Q4_K_M", {}, "leave", {"leaving the output head as it is has no effect"});
        row("head left", llama, "Q4_K_M", {}, "leave", {});
        row("tied head, pure", tied, "Q4_K_M", {}, "pure output",
            {"the type wished for the output head has no effect"});
        row("pure of pure", llama, "F16", {}, "pure", {"one type for all tensors has no effect"});
        row("table", llama, "Q4_K_M", {}, "embedding", {});
        row("better", llama, "Q4_K_M", {}, "better", {});
        row("better, one tensor", llama, "F16", {"attn_v=Q8_0"}, "better", {});
        row("better copy", llama, "COPY", {}, "better", {"trying more scales has no effect"});
        row("better floats", llama, "F16", {}, "better", {"trying more scales has no effect"});
    }
    void idleWishes()
    {
        QFETCH(QString, model);
        QFETCH(QString, preset);
        QFETCH(QStringList, overrides);
        QFETCH(QString, option);
        QFETCH(QStringList, said);
        const auto* real = std::ranges::find_if(test::kRealModels, [&](const auto& m) { return model == m.name; });
        const auto described = test::describeReal(*real);
        quant::AssignOptions wishes;
        for (const QString& text : overrides)
            wishes.overrides.push_back(quant::Override::parse(text.toStdString()).value());
        wishes.leaveOutput = option.contains("leave");
        wishes.pure = option.contains("pure");
        wishes.betterSearch = option.contains("better");
        if (option.contains("output"))
            wishes.outputType = Type::F16;
        if (option.contains("embedding"))
            wishes.embeddingType = Type::F16;
        const auto& known = *quant::findPreset(preset.toStdString());
        const auto found = quant::idleWishes(described, known, wishes, quant::assign(described, known, wishes));
        QString all;
        for (const std::string& sentence : english(found))
            all += QString::fromStdString(sentence) + "\n";
        QVERIFY2(found.size() == std::size_t(said.size()), qPrintable(all));
        for (const QString& sentence : said)
            QVERIFY2(all.contains(sentence), qPrintable(all));
    }

    void presetsOfOtherModelsSayWhatIsIdle()
    {
        const auto described = test::describeReal(test::kRealModels[0]);
        quant::Preset mixture = *quant::findPreset("Q4_K_M");
        for (const char* text : {"^blk\\.0\\.attn_q\\.weight$=Q8_0", "^blk\\.99\\.attn_q\\.weight$=Q8_0"})
            mixture.overrides.push_back(quant::Override::parse(text).value());
        const auto found = quant::idleWishes(described, mixture, {}, quant::assign(described, mixture));
        QCOMPARE(found.size(), std::size_t{1});
        const std::string words = english(found[0]);
        QVERIFY(words.find("1 of 2 overrides") != std::string::npos && words.find("99") != std::string::npos);
    }

    /// Rows of 4544 and of 896 do not divide by 256: what stands in is counted, the head's eight bits too.
    void substitutesAreMarked()
    {
        const auto falcon = test::describeReal(test::kRealModels[5]);
        const auto assigned = quant::assign(falcon, *quant::findPreset("Q4_K_M"));
        for (const auto& row : assigned)
            if (row.tensor == "output.weight")
                QCOMPARE(row.fallback, false); // Falcon's has its own rule
        quant::AssignOptions pure;
        const auto tied = test::describeReal(test::kRealModels[3]);
        const auto other = quant::assign(tied, *quant::findPreset("Q4_K_M"), pure);
        const auto head = std::ranges::find(other, "token_embd.weight", &quant::Assignment::tensor);
        QVERIFY(head != other.end() && head->to == Type::Q8_0 && head->fallback);
        const auto plain = test::describeReal(test::kRealModels[0]);
        QVERIFY(std::ranges::none_of(quant::assign(plain, *quant::findPreset("Q4_K_M")), &quant::Assignment::fallback));
    }

    void filesRoundTrip()
    {
        for (const auto& preset : quant::presets()) {
            const auto again = quant::presetFromJson(quant::toJson(preset), "again");
            QVERIFY2(again, again ? "" : again.error().detail.c_str());
            QVERIFY(quant::toJson(*again) == quant::toJson(preset));
            const auto model = test::describeReal(test::kRealModels[2]);
            const auto mine = quant::assign(model, *again);
            const auto theirs = quant::assign(model, preset);
            QVERIFY(std::ranges::equal(
                mine, theirs, [](const auto& a, const auto& b) { return a.to == b.to && a.reason == b.reason; }));
        }
    }

    void badFiles_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("named");
        QTest::newRow("no object") << "[]"
                                   << "p.json";
        QTest::newRow("no name") << R"({"default_type":"Q4_K"})"
                                 << "name";
        QTest::newRow("no type") << R"({"name":"x"})"
                                 << "default_type";
        QTest::newRow("unknown type") << R"({"name":"x","default_type":"Q4"})"
                                      << "Q4";
        QTest::newRow("integer type") << R"({"name":"x","default_type":"I32"})"
                                      << "I32";
        QTest::newRow("file type") << R"({"name":"x","default_type":"Q4_K","file_type":-1})"
                                   << "file_type";
        QTest::newRow("rules") << R"({"name":"x","default_type":"Q4_K","rules":{}})"
                               << "rules";
        QTest::newRow("rule") << R"({"name":"x","default_type":"Q4_K","rules":[1]})"
                              << "rule 0";
        QTest::newRow("part") << R"({"name":"x","default_type":"Q4_K","rules":[{"tensors":"v","type":"Q8_0"}]})"
                              << "\"v\"";
        QTest::newRow("when") << R"({"name":"x","default_type":"Q4_K","rules":[{"when":["late"],"type":"Q8_0"}]})"
                              << "late";
        QTest::newRow("when a number") << R"({"name":"x","default_type":"Q4_K","rules":[{"when":[3],"type":"Q8_0"}]})"
                                       << "3";
        QTest::newRow("misspelt") << R"({"name":"x","default_type":"Q4_K","override":["a=F16"]})"
                                  << "key \"override\" is not known; the nearest is \"overrides\"";
        QTest::newRow("misspelt in a rule")
            << R"({"name":"x","default_type":"Q4_K","rules":[{"tensor":"any","type":"Q8_0"}]})"
            << "rule 0, key \"tensor\" is not known; the nearest is \"tensors\"";
        QTest::newRow("when is no list")
            << R"({"name":"x","default_type":"Q4_K","rules":[{"when":"early","type":"Q8_0"}]})"
            << "key \"when\" is no list";
    }
    void badFiles()
    {
        QFETCH(QString, text);
        QFETCH(QString, named);
        const auto preset = quant::presetFromJson(*parseJson(text.toStdString(), "p.json"), "p.json");
        QVERIFY(!preset);
        QCOMPARE(preset.error().code, ErrorCode::InvalidArgument);
        const std::string said = preset.error().where + " " + preset.error().detail;
        QVERIFY2(said.find(named.toStdString()) != std::string::npos, said.c_str());
    }

    void twinsInAFile_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("key"); ///< empty: none is there twice
        QTest::newRow("none") << R"({"name":"x","default_type":"Q4_K","rules":[{"type":"Q8_0"},{"type":"Q6_K"}]})"
                              << "";
        QTest::newRow("at the top") << R"({"name":"x","default_type":"Q4_K","default_type":"Q8_0"})"
                                    << "default_type";
        QTest::newRow("in a rule") << R"({"name":"x","default_type":"Q4_K","rules":[{"type":"Q8_0","type":"Q6_K"}]})"
                                   << "type";
    }
    void twinsInAFile()
    {
        QFETCH(QString, text);
        QFETCH(QString, key);
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("p.json").toStdString();
        const std::string content = text.toStdString();
        QVERIFY(writeFile(path, std::as_bytes(std::span(content))));
        const auto preset = quant::readPreset(path);
        QCOMPARE(bool(preset), key.isEmpty());
        if (!preset)
            QVERIFY2(preset.error().where.ends_with("key \"" + key.toStdString() + '"'), preset.error().where.c_str());
    }

    void seventyBillion()
    {
        const test::RealModel grouped{"70b", "llama", 80, 8192, 28672, 64, 8, 128, 32000, 0, false, false};
        auto plain = grouped;
        plain.kvHeads = 64; // the older 65B
        const auto& preset = *quant::findPreset("Q4_K_M");
        const auto* value = "blk.14.attn_v.weight"; // a layer that gets no extra bits otherwise
        QCOMPARE(findAssignment(quant::assign(test::describeReal(grouped), preset), value)->to, Type::Q5_K);
        QCOMPARE(findAssignment(quant::assign(test::describeReal(plain), preset), value)->to, Type::Q4_K);
    }

    void orderInTheFileDoesNotMatter()
    {
        auto model = test::describeReal(test::kRealModels[0]);
        const auto& preset = *quant::findPreset("Q4_K_M");
        auto forward = quant::assign(model, preset);
        std::ranges::reverse(model.tensors);
        auto backward = quant::assign(model, preset);
        std::ranges::reverse(backward);
        QVERIFY(std::ranges::equal(forward, backward, [](const auto& a, const auto& b) {
            return a.tensor == b.tensor && a.to == b.to && a.reason == b.reason;
        }));
    }

    void shapes_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<qulonglong>("columns");
        QTest::addColumn<QString>("type");
        QTest::newRow("fits") << "Q4_K_M" << 256ULL << "Q4_K";
        QTest::newRow("Q4_K to Q5_0") << "Q4_K_M" << 160ULL << "Q5_0";
        QTest::newRow("Q5_K to Q5_1") << "Q5_K_S" << 160ULL << "Q5_1";
        QTest::newRow("Q6_K to Q8_0") << "Q6_K" << 160ULL << "Q8_0";
        QTest::newRow("Q3_K to Q4_0") << "Q3_K_S" << 160ULL << "Q4_0";
        QTest::newRow("Q2_K to Q4_0") << "Q2_K" << 160ULL << "Q4_0";
        QTest::newRow("twice to F16") << "Q6_K" << 172ULL << "F16";
        QTest::newRow("IQ4_XS to IQ4_NL") << "IQ4_XS" << 160ULL << "IQ4_NL";
        QTest::newRow("TQ1_0 to Q4_0") << "TQ1_0" << 160ULL << "Q4_0";
        QTest::newRow("Q4_0 to F16") << "Q4_0" << 172ULL << "F16";
    }
    void shapes()
    {
        QFETCH(QString, preset);
        QFETCH(qulonglong, columns);
        QFETCH(QString, type);
        model::Description model;
        model.shape.layers = 40;
        model.tensors = {{"output.weight", Type::F16, {256, 8}},
                         {"blk.7.attn_q.weight", Type::F16, {columns, 8}},
                         {"blk.7.attn_norm.weight", Type::F32, {columns}},
                         {"blk.7.ffn_gate_inp.weight", Type::F32, {columns, 8}},
                         {"blk.7.attn_q.weight.one", Type::F16, {columns, 8}},
                         {"blk.7.single.weight", Type::F16, {columns, 1}}};
        const auto assigned = quant::assign(model, *quant::findPreset(preset.toStdString()));
        const Type expected = tensor::findFormat(type.toStdString())->type;
        QCOMPARE(assigned[1].to, expected);
        QCOMPARE(assigned[1].fallback, columns != 256);
        QCOMPARE(assigned[1].bytes, *tensor::packedBytes(expected, columns, columns * 8));
        for (std::size_t kept = 2; kept < assigned.size(); ++kept) {
            QCOMPARE(assigned[kept].to, assigned[kept].from);
            QVERIFY(!assigned[kept].fallback);
            QVERIFY(!assigned[kept].reason.empty());
        }
    }
};

HEADROOM_TEST(TestPreset)
#include "tst_preset.moc"
