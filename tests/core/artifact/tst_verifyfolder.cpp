// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Folders are made once more from their manifests alone, whatever the method; what is another then is named; manifests
// of strangers end in an answer.
#include "core/artifact/verify.h"
#include "core/base/json.h"
#include "core/job/job.h"
#include "core/quant/calibrate/calibration.h"
#include "core/quant/round/methodoptions.h"
#include "tests/support/test.h"

#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using namespace headroom::artifact;
namespace fs = std::filesystem;

namespace {

struct Recipe {
    const char* name;
    const char* preset;
    const char* method;
    bool matrix; ///< an importance matrix beside the calibration, or alone
    const char* more; ///< parameters, none of them as it is by default
};
constexpr Recipe kRecipes[]{{"plain", "W4A16", "rtn", false, R"({"group_size":32,"shard_bytes":300000})"},
                            {"importance", "GPTQ", "rtn", true, R"({"group_size":64})"},
                            {"gptq", "W4A16", "gptq", false, R"({"damping":0.02,"natural_order":true})"},
                            {"gptq, matrix", "GPTQ", "gptq", true, R"({"natural_order":true,"dynamic_groups":true})"},
                            {"awq", "AWQ", "awq", false, R"({"group_size":64})"},
                            {"smoothquant", "W8A8-INT8", "smoothquant", false, R"({"alpha":0.7})"},
                            {"signround", "W4A16-ASYM", "signround", false, R"({"steps":12})"},
                            {"hqq", "W4A16-ASYM", "hqq", false, R"({"group_size":32})"},
                            {"fused", "NVFP4A16", "rtn", false, "{}"},
                            {"blocks", "NF4", "rtn", true, "{}"}};

} // namespace

class TestVerifyFolder : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        test::TinyModel small;
        small.layers = 1;
        small.kvHeads = small.heads;
        QVERIFY(test::writeTinyModel(inside("tiny.gguf"), small));
        calibrateInto("calibration", 600);
        calibrateInto("matrix", 400);
    }

    void isMadeOnceMore_data()
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < int(std::size(kRecipes)); ++i)
            QTest::newRow(kRecipes[i].name) << i;
    }
    void isMadeOnceMore()
    {
        QFETCH(int, row);
        const Recipe& recipe = kRecipes[row];
        const fs::path folder = inside("made") / std::to_string(row);
        VerifyOptions options = made(recipe, folder);
        const auto checks = verified(options);
        for (const Check& check : checks)
            QVERIFY2(check.state == Check::State::Passed, (check.what + ": " + check.detail).c_str());
        QVERIFY2(detailOf(checks, "rebuild").ends_with("files, byte for byte"), detailOf(checks, "rebuild").c_str());
        options.calibration = options.imatrix = fs::path();
        const bool needs = quant::rowOf(*quant::findMethod(recipe.method)).needsCalibration() || recipe.matrix;
        QCOMPARE(stateOf(verified(options), "rebuild"), needs ? Check::State::Skipped : Check::State::Passed);
        for (const auto& left : fs::directory_iterator(folder.parent_path()))
            QVERIFY(left.path().extension() != ".work");
    }

    /// One level of one weight, with a hash to match, is found by making all of them again.
    void anotherTensorIsNamed()
    {
        const auto options = made(kRecipes[0], inside("changed"));
        fs::path shard;
        for (const auto& entry : fs::directory_iterator(options.artifact))
            if (entry.path().extension() == ".safetensors")
                shard = std::max(shard, entry.path());
        std::fstream file(shard, std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(-9, std::ios::end);
        const int was = file.peek();
        file.seekp(-9, std::ios::end);
        file.put(char(was ^ 1));
        file.close();
        const auto checks = verified(options);
        QCOMPARE(stateOf(checks, shard.filename().string()), Check::State::Failed);
        QCOMPARE(stateOf(checks, "rebuild"), Check::State::Failed);
        QVERIFY2(detailOf(checks, "rebuild").starts_with("tensor \"model."), detailOf(checks, "rebuild").c_str());
        QVERIFY(!passed(checks));
    }

    void anotherFileIsNamed()
    {
        const auto options = made(kRecipes[0], inside("file"));
        std::ofstream(options.artifact / "config.json", std::ios::app) << " ";
        QCOMPARE(detailOf(verified(options), "rebuild"), std::string("file \"config.json\" is another"));
        fs::remove(options.artifact / "config.json");
        QCOMPARE(stateOf(verified(options), "rebuild"), Check::State::Failed);
    }

    /// The bytes tell of other parameters than the manifest.
    void anotherRecipeIsFound()
    {
        const auto options = made(kRecipes[5], inside("recipe"));
        change(options.artifact, [](Json& manifest) { manifest["method_parameters"]["alpha"] = 0.2; });
        QCOMPARE(stateOf(verified(options), "rebuild"), Check::State::Failed);
    }

    void anotherCalibrationIsFound()
    {
        auto options = made(kRecipes[2], inside("calibrated"));
        options.calibration = inside("matrix");
        const auto checks = verified(options);
        QCOMPARE(stateOf(checks, "calibration"), Check::State::Failed);
        QCOMPARE(stateOf(checks, "rebuild"), Check::State::Skipped);
    }

    void manifestsOfAnyoneAreSafe_data()
    {
        QTest::addColumn<QString>("patch");
        for (const char* patch :
             {R"({"destination":"stolen","source":{"name":"../../../etc","sha256":7}})", R"({"preset":"../x"})",
              R"({"preset":7,"method":[],"group_size":"many"})", R"({"group_size":-1,"shard_bytes":-5})",
              R"({"shard_bytes":1})", R"({"method":"signround","method_parameters":{"steps":4000000000}})",
              R"({"method":"gptq","method_parameters":7})", R"({"imatrix":{"sha256":"x"}})", R"({"imatrix":[]})",
              R"({"source":3})", R"({"source":null,"imatrix":null,"method_parameters":null})",
              R"({"files":{"../tiny.gguf":{"sha256":"0"},"config.json":4}})"})
            QTest::newRow(patch) << patch;
    }
    void manifestsOfAnyoneAreSafe()
    {
        QFETCH(QString, patch);
        if (!fs::exists(inside("anyone")))
            made(kRecipes[0], inside("anyone"));
        const VerifyOptions options{inside("anyone"), {}, inside("tiny.gguf"), {}, true, 2};
        const std::string whole = readTextFile(options.artifact / "manifest.json").value();
        change(options.artifact, [&](Json& manifest) { manifest.update(Json::parse(patch.toStdString())); });
        JobControl control;
        const auto checks = verify(options, control);
        QVERIFY(writeFile(options.artifact / "manifest.json", std::as_bytes(std::span(whole))));
        QVERIFY(checks ? !checks->empty() : !checks.error().detail.empty());
        QVERIFY(!fs::exists("stolen") && fs::exists(inside("tiny.gguf")));
    }

private:
    fs::path inside(const char* name) const { return m_folder.filePath(name).toStdString(); }

    void calibrateInto(const char* name, std::size_t words)
    {
        const std::string text = test::tinyText(words);
        QVERIFY(writeFile(inside("text.txt"), std::as_bytes(std::span(text))));
        quant::CalibrationOptions options;
        options.model = inside("tiny.gguf");
        options.texts = {inside("text.txt")};
        options.output = inside(name);
        options.context = 64;
        options.hessians = true;
        JobControl control;
        QVERIFY(quant::calibrate(options, control));
    }

    /// Quantized into `folder`; what it takes to verify it.
    VerifyOptions made(const Recipe& recipe, const fs::path& folder) const
    {
        const bool calibrated = quant::rowOf(*quant::findMethod(recipe.method)).needsCalibration();
        VerifyOptions options{folder, {}, inside("tiny.gguf"), {}, true, 2};
        Json parameters{{"source", options.source.string()},
                        {"destination", folder.string()},
                        {"preset", recipe.preset},
                        {"method", recipe.method},
                        {"threads", 1}};
        if (recipe.matrix)
            parameters["imatrix"] = (options.imatrix = inside("matrix")).string();
        if (calibrated)
            parameters["calibration"] = (options.calibration = inside("calibration")).string();
        parameters.update(Json::parse(recipe.more));
        fs::create_directories(folder.parent_path());
        JobControl control;
        const auto done = job::run({"quantize", {}, parameters}, control);
        if (!done)
            qWarning("%s: %s", done.error().where.c_str(), done.error().detail.c_str());
        return options;
    }

    template <class Edit> static void change(const fs::path& folder, const Edit& edit)
    {
        Json manifest = Json::parse(readTextFile(folder / "manifest.json").value());
        edit(manifest);
        const std::string text = manifest.dump();
        QVERIFY(writeFile(folder / "manifest.json", std::as_bytes(std::span(text))));
    }

    static std::vector<Check> verified(const VerifyOptions& options)
    {
        JobControl control;
        auto checks = verify(options, control);
        if (!checks)
            qWarning("%s: %s", checks.error().where.c_str(), checks.error().detail.c_str());
        return std::move(checks).value_or(std::vector<Check>());
    }
    static const Check* checkOf(const std::vector<Check>& checks, const std::string& what)
    {
        const auto found = std::ranges::find(checks, what, &Check::what);
        return found == checks.end() ? nullptr : &*found;
    }
    static Check::State stateOf(const std::vector<Check>& checks, const std::string& what)
    {
        const Check* check = checkOf(checks, what);
        return check ? check->state : Check::State::Skipped;
    }
    static std::string detailOf(const std::vector<Check>& checks, const std::string& what)
    {
        const Check* check = checkOf(checks, what);
        return check ? check->detail : std::string("no such check");
    }

    QTemporaryDir m_folder;
};

HEADROOM_TEST(TestVerifyFolder)
#include "tst_verifyfolder.moc"
