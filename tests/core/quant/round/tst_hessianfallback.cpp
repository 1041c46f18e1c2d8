// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// One Hessian of a calibration that is finite, symmetric and far from positive definite: the matrices behind it alone
// are rounded to nearest, and say so; all others are rounded as if nothing had happened.
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/quant/calibrate/calibration.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/run/quantize.h"
#include "tests/support/test.h"

#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace headroom;
using namespace headroom::quant;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kBroken = "blk.0.attn_q.weight.in_hessian"; ///< what q, k and v read

class Listener : public JobControl {
public:
    void event(std::string_view kind, const Json& payload) override
    {
        if (kind == "tensor" && payload.at("fallback") == true)
            reasons[payload.at("name")] = payload.at("reason");
    }
    std::map<std::string, std::string> reasons; ///< of tensors that fell back
};

} // namespace

class TestHessianFallback : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(test::writeTinyModel(inside("tiny.gguf")));
        const std::string text = test::tinyText(600);
        QVERIFY(writeFile(inside("text.txt"), std::as_bytes(std::span(text))));
        CalibrationOptions options;
        options.model = inside("tiny.gguf");
        options.texts = {inside("text.txt")};
        options.output = inside("whole");
        options.context = 64;
        options.hessians = true;
        JobControl quiet;
        QVERIFY(calibrate(options, quiet));
        breakOne();
    }

    void onlyWhatMustFallsBack_data()
    {
        QTest::addColumn<QString>("method");
        QTest::newRow("gptq") << "gptq";
        QTest::newRow("signround") << "signround";
    }
    void onlyWhatMustFallsBack()
    {
        QFETCH(QString, method);
        QuantizeOptions options{inside("tiny.gguf"), inside("whole.gguf"), "Q4_0", false, true, 2};
        options.method.method = *findMethod(method.toStdString());
        options.method.calibration = inside("whole");
        options.method.steps = 20;
        Listener sound, listener;
        QVERIFY(quantize(options, sound));
        QVERIFY(sound.reasons.empty());
        options.destination = inside("broken.gguf");
        options.method.calibration = inside("broken");
        const auto outcome = quantize(options, listener);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        const std::set<std::string> expected{"blk.0.attn_q.weight", "blk.0.attn_k.weight", "blk.0.attn_v.weight"};
        for (const auto& tensor : outcome->tensors)
            QCOMPARE(tensor.fallback, expected.contains(tensor.name));
        QCOMPARE(listener.reasons.size(), expected.size());
        for (const auto& [name, reason] : listener.reasons)
            QVERIFY2(reason.find("positive definite: weights are rounded to nearest") != std::string::npos,
                     reason.c_str());
        const auto whole = model::ModelFile::open(inside("whole.gguf")),
                   other = model::ModelFile::open(inside("broken.gguf"));
        for (const auto& info : (*whole)->tensors())
            QCOMPARE(std::ranges::equal((*whole)->data(info), (*other)->data(*(*other)->find(info.name))),
                     !expected.contains(info.name));
    }

    void foldersToo_data() { onlyWhatMustFallsBack_data(); }
    void foldersToo()
    {
        QFETCH(QString, method);
        FolderOptions options{inside("tiny.gguf"), inside(("folder-" + method.toStdString()).c_str()), "W4A16"};
        options.method.method = *findMethod(method.toStdString());
        options.method.calibration = inside("broken");
        options.method.steps = 20;
        Listener listener;
        const auto outcome = quantizeFolder(options, listener);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        QCOMPARE(listener.reasons.size(), std::size_t{3});
        const Json manifest = Json::parse(readTextFile(options.destination / "manifest.json").value());
        for (const auto& [name, entry] : manifest.at("tensors").items()) {
            const bool fell = entry.value("note", std::string()).find("rounded to nearest") != std::string::npos;
            QCOMPARE(fell, listener.reasons.contains(name));
            QVERIFY(!fell || name.starts_with("model.layers.0.self_attn."));
        }
    }

private:
    fs::path inside(const char* name) const { return m_folder.filePath(name).toStdString(); }

    /// Correlations a hundred times as large as any inputs could have.
    static void spoil(std::vector<float>& hessian)
    {
        const auto n = std::size_t(std::lround(std::sqrt(double(hessian.size()))));
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (i != j)
                    hessian[i * n + j] = 100 * std::sqrt(hessian[i * n + i] * hessian[j * n + j]);
    }

    void breakOne()
    {
        const auto file = model::ModelFile::open(inside("whole"));
        QVERIFY(file && (*file)->find(kBroken));
        std::vector<model::TensorSource> sources;
        for (const auto& info : (*file)->tensors())
            sources.push_back({info.name, info.type, info.shape, [&] {
                                   const auto bytes = (*file)->data(info);
                                   if (info.name != kBroken)
                                       return Result<std::vector<std::byte>>({bytes.begin(), bytes.end()});
                                   std::vector<float> values(bytes.size() / sizeof(float));
                                   std::ranges::copy(bytes, std::as_writable_bytes(std::span(values)).begin());
                                   spoil(values);
                                   const auto out = std::as_bytes(std::span(values));
                                   return Result<std::vector<std::byte>>({out.begin(), out.end()});
                               }});
        JobControl quiet;
        QVERIFY(model::writeGguf(inside("broken"), (*file)->metadata(), sources, quiet));
    }

    QTemporaryDir m_folder;
};

HEADROOM_TEST(TestHessianFallback)
#include "tst_hessianfallback.moc"
