// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// GPTQ and learned rounding into folders: less error in the outputs of every matrix than rounding to nearest, by the
// calibration's own Hessians; the same bytes for any number of threads; what does not fit is refused.
#include "core/quant/calibrate/calibration.h"
#include "core/quant/calibrate/calibrationfile.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/folder/scheme.h"
#include "folderreader.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::quant;

namespace {

/// Module in the folder, our name, inputs.
struct Projection {
    const char* module;
    const char* ours;
    std::size_t outputs, inputs;
};
constexpr Projection kProjections[]{
    {"self_attn.q_proj", "attn_q", 256, 256},      {"self_attn.v_proj", "attn_v", 128, 256},
    {"self_attn.o_proj", "attn_output", 256, 256}, {"mlp.gate_proj", "ffn_gate", 512, 256},
    {"mlp.down_proj", "ffn_down", 256, 512},
};

struct Listening : JobControl {
    std::size_t warnings = 0;
    void event(std::string_view kind, const Json&) override { warnings += kind == "warning" ? 1 : 0; }
};

} // namespace

class TestFolderGptq : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    std::filesystem::path path(const std::string& name) const
    {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    FolderOptions optionsOf(const std::string& scheme, const std::string& out, Method method,
                            unsigned threads = 2) const
    {
        FolderOptions options{path("tiny.gguf"), path(out), scheme};
        options.method.method = method;
        options.method.calibration = method == Method::Rtn ? "" : path("calibration");
        options.threads = threads;
        return options;
    }
    Status calibrateInto(const char* name, bool hessians) const
    {
        CalibrationOptions options;
        options.model = path("tiny.gguf");
        options.texts = {path("text.txt")};
        options.output = path(name);
        options.context = 128;
        options.hessians = hessians;
        JobControl quiet;
        const auto done = calibrate(options, quiet);
        return done ? Status() : tl::unexpected(done.error());
    }
    /// Σ (w − ŵ) H (w − ŵ)ᵀ of one matrix.
    double errorOf(const test::FolderReader& reader, const Projection& p, const std::vector<float>& original) const
    {
        const auto calibration = CalibrationFile::open(path("calibration")).value();
        const std::string ours = std::string("blk.0.") + p.ours + ".weight";
        const auto hessian = calibration.hessian(calibration.hessianRoot(ours), 0, p.inputs).value();
        const auto read = reader.weight(std::string("model.layers.0.") + p.module, p.outputs, p.inputs);
        double error = 0;
        std::vector<double> difference(p.inputs);
        for (std::size_t n = 0; n < p.outputs; ++n) {
            for (std::size_t k = 0; k < p.inputs; ++k)
                difference[k] = double(original[n * p.inputs + k]) - double(read[n * p.inputs + k]);
            for (std::size_t j = 0; j < p.inputs; ++j)
                for (std::size_t k = 0; k < p.inputs; ++k)
                    error += difference[j] * double(hessian[j * p.inputs + k]) * difference[k];
        }
        return error;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(test::writeTinyModel(path("tiny.gguf"), {.layers = 1}));
        const std::string text = test::tinyText(3000);
        QVERIFY(writeFile(path("text.txt"), std::as_bytes(std::span(text))));
        QVERIFY(calibrateInto("calibration", true));
        QVERIFY(calibrateInto("imatrix", false));
    }

    void beatsRoundingToNearest_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("method");
        for (const char* scheme : {"W4A16", "GPTQ-3BIT", "AWQ"})
            for (const char* method : {"gptq", "signround"})
                QTest::newRow(qPrintable(QString("%1 %2").arg(scheme, method))) << scheme << method;
    }
    void beatsRoundingToNearest()
    {
        QFETCH(QString, scheme);
        QFETCH(QString, method);
        const std::string name = scheme.toStdString(), suffix = name + method.toStdString();
        const Method rounding = *findMethod(method.toStdString());
        JobControl quiet;
        QVERIFY(quantizeFolder(optionsOf(name, "rtn-" + suffix, Method::Rtn), quiet));
        const auto options = optionsOf(name, "better-" + suffix, rounding);
        const auto plan = planFolder(options);
        const auto outcome = quantizeFolder(options, quiet);
        QVERIFY2(outcome, outcome ? "" : (outcome.error().where + ": " + outcome.error().detail).c_str());
        std::uint64_t bytes = 0;
        for (const auto& entry : std::filesystem::directory_iterator(options.destination))
            bytes += entry.file_size();
        QCOMPARE(bytes, plan->outputBytes);

        // The unquantized weights, in the folder's layout, by way of a scheme of 8 bits that hardly changes them.
        QVERIFY(quantizeFolder(optionsOf("W8A16", "near-" + suffix, Method::Rtn), quiet));
        const test::FolderReader near(path("near-" + suffix)), plain(path("rtn-" + suffix)),
            better(options.destination);
        for (const Projection& p : kProjections) {
            const auto original = near.weight(std::string("model.layers.0.") + p.module, p.outputs, p.inputs);
            const double nearest = errorOf(plain, p, original), compensated = errorOf(better, p, original);
            QVERIFY2(compensated < 0.8 * nearest,
                     qPrintable(QString("%1: %2, %3").arg(p.module).arg(compensated).arg(nearest)));
        }
        QVERIFY(better.quantization() == plain.quantization());
        const Json manifest = Json::parse(std::ifstream(options.destination / "manifest.json"));
        QVERIFY(manifest.at("method") == method.toStdString()
                && manifest.at("method_parameters").at("damping") == 0.01);

        const auto alone = quantizeFolder(optionsOf(name, "alone-" + suffix, rounding, 1), quiet);
        QVERIFY(alone && alone->sha256 == outcome->sha256);
    }

    /// A preset that is called after a method and run without it says so, and its manifest says what was done.
    void namesPromiseNoMethodUnsaid_data()
    {
        QTest::addColumn<QString>("scheme");
        for (const FolderScheme& scheme : folderSchemes())
            QTest::newRow(std::string(scheme.name).c_str()) << QString::fromStdString(std::string(scheme.name));
    }
    void namesPromiseNoMethodUnsaid()
    {
        QFETCH(QString, scheme);
        const std::string name = scheme.toStdString();
        const QString called = scheme.section('-', 0, 0).toLower();
        const auto promised = findMethod(called.toStdString());
        const auto said = [](const Remarks& warnings) {
            const auto found = std::ranges::find(warnings, std::string_view("quantize.name_promises"), &Remark::code);
            return found == warnings.end() ? std::string() : english(*found);
        };
        Listening control;
        const auto options = optionsOf(name, "named-" + name, Method::Rtn);
        const auto plan = planFolder(options);
        const auto outcome = quantizeFolder(options, control);
        QVERIFY(plan && outcome);
        const Json manifest = Json::parse(std::ifstream(options.destination / "manifest.json"));
        QCOMPARE(manifest.at("method"), Json("rtn"));
        QCOMPARE(!said(plan->warnings).empty(), promised.has_value());
        QCOMPARE(said(outcome->plan.warnings), said(plan->warnings));
        QCOMPARE(control.warnings, outcome->plan.warnings.size());
        if (!promised)
            return;
        QVERIFY(said(plan->warnings).find("unless the method " + called.toStdString()) != std::string::npos);
        QCOMPARE(said(planFolder(optionsOf(name, "x", *promised))->warnings), std::string());
        const auto other = planFolder(optionsOf(name, "x", Method::SignRound));
        QVERIFY(other && said(other->warnings).ends_with("rounded by signround"));
    }

    void refusesWhatDoesNotFit()
    {
        JobControl quiet;
        const auto refused = [&](const FolderOptions& options, const char* said) {
            const auto outcome = quantizeFolder(options, quiet);
            return !outcome && outcome.error().code == ErrorCode::InvalidArgument
                && outcome.error().detail.find(said) != std::string::npos && !std::filesystem::exists(path("x"));
        };
        QVERIFY(refused(optionsOf("NF4", "x", Method::Gptq), "NF4"));
        auto options = optionsOf("GPTQ", "x", Method::Gptq);
        options.method.calibration.clear();
        QVERIFY(refused(options, "--hessians"));
        options.method.calibration = path("imatrix");
        QVERIFY(refused(options, "--hessians"));
        options.method.calibration = path("text.txt");
        QVERIFY(!quantizeFolder(options, quiet));
    }
};

HEADROOM_TEST(TestFolderGptq)
#include "tst_foldergptq.moc"
