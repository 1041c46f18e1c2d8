// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// An artifact passes as it was written, and each thing that can change under it is found and named.
#include "core/artifact/verify.h"

#include "core/artifact/sidecar.h"
#include "core/base/json.h"
#include "core/job/job.h"
#include "core/quant/calibrate/calibration.h"
#include "core/quant/round/methodoptions.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using namespace headroom::artifact;
namespace fs = std::filesystem;

class TestVerify : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(test::writeTinyModel(inside("tiny.gguf")));
        quantize(Json::object());
    }

    void passesAsWritten()
    {
        const auto checks = verified(true);
        QCOMPARE(stateOf(checks, "sha256"), Check::State::Passed);
        QCOMPARE(stateOf(checks, "tensor types"), Check::State::Passed);
        QCOMPARE(stateOf(checks, "source"), Check::State::Passed);
        QCOMPARE(stateOf(checks, "rebuild"), Check::State::Passed);
        QVERIFY(passed(checks));
    }

    void wishesAndOwnPresetsAreRebuilt()
    {
        const Json excluding{{"exclude_weights", {"attn_q", "^blk.0"}}};
        quantize({{"overrides", {"attn_v=Q8_0", "ffn_down=Q5_1"}}, {"output_tensor_type", "Q8_0"}});
        QCOMPARE(stateOf(verified(true), "rebuild"), Check::State::Passed);
        for (const Json& wish : {Json{{"better_search", true}}, Json{{"rotate", "hadamard"}}, excluding}) {
            quantize(wish);
            QCOMPARE(stateOf(verified(true), "rebuild"), Check::State::Passed);
        }
        std::ofstream(inside("own.json")) << R"({"name":"own","default_type":"Q5_0","overrides":["attn_k=Q8_0"]})";
        quantize({{"preset_file", inside("own.json").string()}});
        QCOMPARE(stateOf(verified(true), "rebuild"), Check::State::Passed);
    }

    void methodsAreRebuilt_data()
    {
        QTest::addColumn<QString>("method");
        for (const std::string& method : quant::methodNames())
            QTest::newRow(method.c_str()) << QString::fromStdString(method);
    }

    /// From what the manifest says alone, also where parameters are not the usual ones.
    void methodsAreRebuilt()
    {
        QFETCH(QString, method);
        const bool calibrated = quant::rowOf(*quant::findMethod(method.toStdString())).needsCalibration();
        std::ofstream(inside("text.txt")) << test::tinyText(1500);
        JobControl control;
        quant::CalibrationOptions calibration;
        calibration.model = inside("tiny.gguf");
        calibration.texts = {inside("text.txt")};
        calibration.output = inside("calibration");
        calibration.context = 128;
        calibration.hessians = true;
        QVERIFY(!calibrated || quant::calibrate(calibration, control));
        const fs::path given = calibrated ? calibration.output : fs::path();
        quantize({{"preset", "Q4_1"},
                  {"method", method.toStdString()},
                  {"calibration", given.string()},
                  {"damping", 0.02},
                  {"alpha", 0.6},
                  {"natural_order", true},
                  {"dynamic_groups", true},
                  {"steps", 30}});
        const auto rebuilt = verify({inside("out.gguf"), {}, {}, given, true, 2}, control);
        QVERIFY(rebuilt && passed(*rebuilt));
        QCOMPARE(stateOf(*rebuilt, "rebuild"), Check::State::Passed);
        if (calibrated)
            QCOMPARE(stateOf(verified(true), "rebuild"), Check::State::Skipped);
    }

    void oneChangedByteIsFound()
    {
        std::fstream file(inside("out.gguf"), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-100, std::ios::end);
        const char was = static_cast<char>(file.peek());
        file.seekp(-100, std::ios::end);
        file.put(static_cast<char>(was ^ 1));
        file.close();
        const auto checks = verified(true);
        QCOMPARE(stateOf(checks, "sha256"), Check::State::Failed);
        QCOMPARE(stateOf(checks, "rebuild"), Check::State::Failed);
        QVERIFY(!passed(checks));
        for (const Check& check : checks)
            if (check.what == "rebuild")
                QVERIFY(check.detail.find("tensor \"") != std::string::npos);
    }

    void anotherSourceIsFound()
    {
        std::ofstream(inside("tiny.gguf"), std::ios::app | std::ios::binary) << "x";
        const auto checks = verified(true);
        QCOMPARE(stateOf(checks, "source"), Check::State::Failed);
        QCOMPARE(stateOf(checks, "rebuild"), Check::State::Skipped);
    }

    void whatIsMissingIsSkippedAndSaid()
    {
        fs::remove(inside("tiny.gguf"));
        fs::remove(sidecarPath(inside("out.gguf")));
        const auto checks = verified(true);
        QCOMPARE(stateOf(checks, "sha256"), Check::State::Skipped);
        QCOMPARE(stateOf(checks, "source"), Check::State::Skipped);
        QCOMPARE(stateOf(checks, "rebuild"), Check::State::Skipped);
        QVERIFY(passed(checks));
    }

    /// Whatever stands in a manifest, verifying ends with an answer, and writes nowhere but into its own files.
    void manifestsOfAnyoneAreSafe()
    {
        const std::string deep = std::string(100000, '[');
        for (const std::string& wishes : {std::string(R"({"destination":"stolen.gguf"})"),
                                          std::string(R"({"pure":3,"overrides":7})"), deep, std::string("no JSON")}) {
            auto file = model::ModelFile::open(inside("out.gguf"));
            QVERIFY(file);
            model::Metadata metadata = (*file)->metadata();
            metadata.set("headroom.wishes", {wishes});
            metadata.set("headroom.method_parameters", {std::string(R"({"act_order":5,"damping":"x"})")});
            std::vector<model::TensorSource> sources;
            for (const auto& info : (*file)->tensors())
                sources.push_back({info.name, info.type, info.shape, [&] {
                                       const auto bytes = (*file)->data(info);
                                       return Result<std::vector<std::byte>>({bytes.begin(), bytes.end()});
                                   }});
            JobControl control;
            QVERIFY(model::writeGguf(inside("anyone.gguf"), metadata, sources, control));
            const auto checks = verify({inside("anyone.gguf"), {}, inside("tiny.gguf"), {}, true, 1}, control);
            QVERIFY(!checks || !checks->empty());
            QVERIFY(!fs::exists("stolen.gguf"));
        }
    }

    void filesOfOthersAreRefused()
    {
        JobControl control;
        const auto checks = verify({inside("tiny.gguf"), {}, {}, {}, false, 1}, control);
        QVERIFY(!checks);
        QVERIFY(checks.error().code == ErrorCode::InvalidArgument);
    }

    void foldersAreHeldAgainstTheirManifest()
    {
        JobControl control;
        const auto done = job::run({"quantize",
                                    {},
                                    {{"source", inside("tiny.gguf").string()},
                                     {"destination", inside("folder").string()},
                                     {"preset", "W4A16"},
                                     {"threads", 2}}},
                                   control);
        QVERIFY2(done, done ? "" : (done.error().where + ": " + done.error().detail).c_str());
        const VerifyOptions options{inside("folder"), {}, inside("tiny.gguf"), {}, false, 2};
        const auto whole = verify(options, control);
        QVERIFY2(whole, whole ? "" : whole.error().detail.c_str());
        QVERIFY(passed(*whole) && whole->size() > 2);
        QCOMPARE(stateOf(*whole, "source"), Check::State::Passed);
        std::ofstream(inside("folder") / "config.json", std::ios::app) << " ";
        const auto changed = verify(options, control);
        QVERIFY(changed);
        QCOMPARE(stateOf(*changed, "config.json"), Check::State::Failed);
        fs::remove(inside("folder") / "manifest.json");
        QVERIFY(!verify(options, control));
    }

    void theSidecarSaysWhatWasDone()
    {
        std::ifstream file(sidecarPath(inside("out.gguf")));
        const Json json = Json::parse(file);
        QCOMPARE(json.at("preset").get<std::string>(), std::string("Q4_0"));
        QCOMPARE(json.at("artifact").at("bytes").get<std::uintmax_t>(), fs::file_size(inside("out.gguf")));
        QCOMPARE(json.at("source").at("sha256").get<std::string>().size(), std::size_t{64});
        QVERIFY(!json.at("tensors").empty());
        for (const Json& tensor : json.at("tensors"))
            QVERIFY(!tensor.at("reason").get<std::string>().empty());
        QVERIFY(json.at("warnings").is_array() && json.at("imatrix").is_null());
    }

private:
    fs::path inside(const char* name) const { return m_folder->filePath(name).toStdString(); }

    void quantize(const Json& more)
    {
        Json parameters = {{"source", inside("tiny.gguf").string()},
                           {"destination", inside("out.gguf").string()},
                           {"preset", "Q4_0"},
                           {"replace", true},
                           {"threads", 2}};
        parameters.update(more);
        JobControl control;
        const auto done = job::run({"quantize", {}, parameters}, control);
        QVERIFY2(done, done ? "" : (done.error().where + ": " + done.error().detail).c_str());
    }

    std::vector<Check> verified(bool rebuild) const
    {
        JobControl control;
        return verify({inside("out.gguf"), {}, {}, {}, rebuild, 2}, control).value_or(std::vector<Check>());
    }

    static Check::State stateOf(const std::vector<Check>& checks, const std::string& what)
    {
        for (const Check& check : checks)
            if (check.what == what)
                return check.state;
        return Check::State::Skipped;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

HEADROOM_TEST(TestVerify)
#include "tst_verify.moc"
