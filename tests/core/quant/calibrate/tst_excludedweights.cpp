// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Weights that the user excludes from the importance matrix.
#include "core/base/json.h"
#include "core/quant/calibrate/imatrix.h"
#include "core/quant/run/quantize.h"
#include "tests/support/test.h"

#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace headroom;
using namespace headroom::quant;
namespace fs = std::filesystem;

class TestExcludedWeights : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    JobControl m_nothing;
    fs::path at(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }

    /// Of every matrix but the table; columns weigh differently.
    Status writeMatrix(const fs::path& model)
    {
        Imatrix matrix;
        const auto file = model::ModelFile::open(model);
        for (const auto& info : (*file)->tensors()) {
            if (info.shape.size() < 2 || info.name == "token_embd.weight")
                continue;
            ImatrixEntry& entry = matrix.entries[info.name];
            entry.counts = {4};
            for (std::size_t i = 0; i < info.columns(); ++i)
                entry.sums.push_back(float(1 + i % 7));
        }
        return quant::writeImatrix(at("m.gguf"), matrix, m_nothing);
    }

private slots:
    /// What is excluded is rounded as without a matrix, the rest as with it; the manifest keeps the wish.
    void weightsAreExcluded()
    {
        const fs::path model = at("tiny.gguf");
        QVERIFY(test::writeTinyModel(model));
        const auto written = writeMatrix(model);
        QVERIFY(written);
        const auto optionsOf = [&](const char* preset, bool weighed, const std::vector<std::string>& excluded) {
            return quantizeOptions(Json{{"source", model.string()},
                                        {"destination", at("out.gguf").string()},
                                        {"preset", preset},
                                        {"replace", true},
                                        {"imatrix", weighed ? at("m.gguf").string() : ""},
                                        {"exclude_weights", excluded}});
        };
        const auto run = [&](bool weighed, const std::vector<std::string>& excluded) {
            const auto outcome = quantize(*optionsOf("Q4_K_M", weighed, excluded), m_nothing);
            return outcome ? model::ModelFile::open(at("out.gguf")).value_or(nullptr) : nullptr;
        };
        const auto bytesOf = [](const model::ModelFile& file, const char* name) {
            const auto data = file.data(*file.find(name));
            return std::vector<std::byte>(data.begin(), data.end());
        };
        const char *left = "blk.0.attn_q.weight", *other = "blk.1.attn_q.weight", *third = "blk.0.ffn_up.weight";
        const auto bytes = [&](const std::shared_ptr<const model::ModelFile>& file) {
            return std::array{bytesOf(*file, left), bytesOf(*file, other), bytesOf(*file, third)};
        };
        const auto plain = bytes(run(false, {})), weighed = bytes(run(true, {}));
        const auto file = run(true, {"blk\\.0\\.attn_q", "ffn_up"});
        QVERIFY(file);
        const auto mixed = bytes(file);
        QVERIFY(weighed[0] != plain[0] && weighed[1] != plain[1] && weighed[2] != plain[2]);
        QVERIFY(mixed[0] == plain[0] && mixed[1] == weighed[1] && mixed[2] == plain[2]);
        QCOMPARE(file->metadata().text("headroom.wishes").value_or(""),
                 std::string_view(R"({"exclude_weights":["blk\\.0\\.attn_q","ffn_up"]})"));
        const auto saying = [&](bool withMatrix, const char* pattern) {
            Remarks warnings = planQuantize(*optionsOf("Q4_K_M", withMatrix, {pattern}))->warnings;
            return std::ranges::count_if(
                warnings, [](const Remark& remark) { return remark.code().starts_with("quantize.exclusion"); });
        };
        QCOMPARE(saying(true, "attn_x"), 1);
        QCOMPARE(saying(false, "attn_q"), 1);
        QCOMPARE(saying(true, "attn_q"), 0);
        const auto needed = planQuantize(*optionsOf("IQ2_XS", true, {"blk.1.ffn_up"})); // has no use without
        QVERIFY(!needed && needed.error().detail.starts_with("is excluded"));
        QVERIFY(!optionsOf("Q4_K_M", true, {"("}));
        QVERIFY(planQuantize(*optionsOf("Q4_K_M", true, {"."}))); // all of them: of this model still
    }
};

HEADROOM_TEST(TestExcludedWeights)
#include "tst_excludedweights.moc"
