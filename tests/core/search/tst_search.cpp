// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A mixture that was searched for keeps its budget, is what `quantize` then writes, and is no worse than the preset of
// its size.
#include "core/search/search.h"

#include "core/base/json.h"
#include "core/quant/run/quantize.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using namespace headroom::search;
using namespace headroom::eval;

namespace {

const std::filesystem::path kModel = test::sharedData("models/shakespeare3m-f16.gguf");
const std::filesystem::path kShakespeareText = test::sharedData("models/shakespeare_valid60k.txt");

} // namespace

class TestSearch : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(test::writeTinyModel(inside("tiny.gguf")));
        std::ofstream(inside("text.txt")) << test::tinyText(1200);
    }

    void theFileFitsTheBudgetToTheByte()
    {
        SearchOptions options = tiny();
        options.text.clear();
        for (const std::uint64_t budget : {60'000, 80'000, 120'000}) {
            options.budget = {budget, {}, {}};
            JobControl control;
            const auto found = search::search(options, control);
            if (!found && found.error().detail.find("too small") != std::string::npos)
                continue;
            QVERIFY2(found, found ? "" : found.error().detail.c_str());
            QVERIFY(found->outputBytes <= budget);
            QVERIFY(!found->measured);
            QCOMPARE(quantized(options.model, found->preset), found->outputBytes);
        }
    }

    void theLeastIsSaid()
    {
        SearchOptions options = tiny();
        options.budget = {1000, {}, {}};
        JobControl control;
        const auto found = search::search(options, control);
        QVERIFY(!found);
        QVERIFY(found.error().detail.find("at least") != std::string::npos);
        options.budget = {};
        QVERIFY(!search::search(options, control));
        options.budget = {{}, 4.5, 0.1};
        QVERIFY(!search::search(options, control));
        options.budget = {{}, {}, 0.1};
        options.text.clear();
        QVERIFY(!search::search(options, control));
        options.text = inside("none.txt");
        const auto textless = search::search(options, control);
        QVERIFY(!textless && textless.error().code == ErrorCode::NotFound);
    }

    void measuredAndPredictedAreBothTold()
    {
        SearchOptions options = tiny();
        options.budget = {{}, 6.0, {}};
        JobControl control;
        const auto found = search::search(options, control);
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        QVERIFY(found->bitsPerWeight <= 6.0);
        QVERIFY(found->damage > 0);
        QVERIFY(found->measured && found->measured->mixture.value("mean_kld") > 0);
        QVERIFY(!found->groups.empty());
        QVERIFY(!found->upgrades.empty());
        for (std::size_t i = 1; i < found->upgrades.size(); ++i)
            QVERIFY(found->upgrades[i - 1].perMib() >= found->upgrades[i].perMib());
        const Json json = toJson(*found);
        QVERIFY(!json.at("front").empty());
        QVERIFY(json.at("measured").at("mean_kld").get<double>() > 0);
        theFrontComesBack(json, *found);
        JobControl again;
        const auto second = search::search(options, again);
        QVERIFY(second && toJson(second->preset) == toJson(found->preset));
    }

    /// On a trained model, against the preset that is nearest in size from below.
    void betterThanThePresetOfItsSize_data()
    {
        QTest::addColumn<double>("bits");
        QTest::newRow("4.6 bits") << 4.6;
        QTest::newRow("5.2 bits") << 5.2;
    }

    void betterThanThePresetOfItsSize()
    {
        HEADROOM_NEEDS(kModel);
        QFETCH(double, bits);
        const auto found = shakespeare({{}, bits, {}});
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        QVERIFY(found->measured->difference);
        qInfo("%.3f bits: predicted %.4f, measured %.4f ± %.4f; %s %.4f; difference [%.4f, %.4f]", found->bitsPerWeight,
              found->damage, found->measured->mixture.value("mean_kld"),
              found->measured->mixture.find("mean_kld")->standardError, found->measured->referencePreset.c_str(),
              found->measured->reference->value("mean_kld"), found->measured->difference->low,
              found->measured->difference->high);
        QVERIFY(found->measured->difference->low > 0);
        QVERIFY(found->damage < 3 * found->measured->mixture.value("mean_kld"));
        QVERIFY(found->damage > found->measured->mixture.value("mean_kld") / 3);
    }

    void aDivergenceBudgetIsMetAndUsedUp()
    {
        HEADROOM_NEEDS(kModel);
        const auto found = shakespeare({{}, {}, 0.01});
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        QVERIFY2(found->warnings.empty(), found->warnings.empty() ? "" : english(found->warnings.front()).c_str());
        QVERIFY(found->measured->mixture.value("mean_kld") <= 0.01);
        QVERIFY(found->measured->mixture.value("mean_kld") >= 0.005);
    }

private:
    /// Every other mixture can be had from what is stored; a broken entry is refused by name.
    static void theFrontComesBack(Json json, const SearchResult& found)
    {
        const auto table = choicesFromJson(json);
        QVERIFY2(table, table ? "" : table.error().detail.c_str());
        const auto front = search::ParetoFront::of(*table);
        QVERIFY(front);
        QCOMPARE(front->points().size(), found.front.size());
        const auto same = front->within(found.tensorBytes);
        QVERIFY(same);
        QCOMPARE(same->bytes, found.tensorBytes);
        for (std::size_t i = 0; i < table->size(); ++i)
            QVERIFY((*table)[i].choices[same->choices[i]].type == found.tensors[i].to);
        json["tensors"][0]["choices"][0]["type"] = "Q99";
        const auto broken = choicesFromJson(json);
        QVERIFY(!broken);
        QVERIFY(broken.error().where.find(found.tensors[0].name) != std::string::npos);
        json["tensors"][0].erase("choices");
        QVERIFY(!choicesFromJson(json));
        QVERIFY(!choicesFromJson(Json::array()));
    }

    std::filesystem::path inside(const char* name) const { return m_folder.filePath(name).toStdString(); }

    SearchOptions tiny() const
    {
        SearchOptions options;
        options.model = inside("tiny.gguf");
        options.text = inside("text.txt");
        options.types = {tensor::Type::Q4_0, tensor::Type::Q5_0, tensor::Type::Q8_0};
        options.evaluation.context = 64;
        options.evaluation.maxWindows = 2;
        return options;
    }

    static Result<SearchResult> shakespeare(const SearchBudget& budget)
    {
        SearchOptions options;
        options.model = kModel;
        options.text = kShakespeareText;
        options.budget = budget;
        options.evaluation.context = 128;
        options.evaluation.maxWindows = 10;
        JobControl control;
        return search::search(options, control);
    }

    /// Bytes of the artifact that the preset's file gives.
    std::uint64_t quantized(const std::filesystem::path& model, const quant::Preset& preset) const
    {
        if (!quant::writePreset(inside("mix.json"), preset))
            return 0;
        quant::QuantizeOptions run;
        run.source = model;
        run.destination = inside("mix.gguf");
        run.presetFile = inside("mix.json");
        run.replace = true;
        JobControl control;
        const auto outcome = quant::quantize(run, control);
        return outcome ? std::filesystem::file_size(run.destination) : 0;
    }

    QTemporaryDir m_folder;
};

HEADROOM_TEST(TestSearch)
#include "tst_search.moc"
