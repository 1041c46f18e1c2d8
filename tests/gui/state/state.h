// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what tests of the whole window share: small models, plans, what a project has stored, and what the window says.
#pragma once

#include "core/eval/compare.h"
#include "core/job/job.h"
#include "core/machine/catalogue.h"
#include "support/comparisons.h"
#include "support/panes.h"
#include "support/tinymodel.h"
#include "tests/gui/window.h"
#include "widgets/shell/toast.h"

#include <QtTest>

namespace headroom::test {

constexpr int kPatienceMs = 20000;

inline std::filesystem::path native(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

inline QString tinyModel(const QString& path, std::uint32_t vocabulary = 300, std::uint32_t layers = 1)
{
    TinyModel tiny;
    tiny.type = tensor::Type::F16;
    tiny.layers = layers;
    tiny.vocabulary = vocabulary;
    if (!writeTinyModel(native(path), tiny))
        qFatal("the model could not be written");
    return path;
}

inline void openModel(Window& w, const QString& path)
{
    w.nextFile = path;
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), path, kPatienceMs);
}

inline void openProject(Window& w, const QString& path)
{
    w.nextFile = path;
    w.window->action(QStringLiteral("file.open-project"))->trigger();
    QCOMPARE(w.project.path(), path);
}

inline void design(Window& w, const char* rig)
{
    w.project.editRig(*machine::designRig(rig), QStringLiteral("rig"));
}

/// One of the catalogue.
inline void choose(Window& w, const char* model)
{
    const auto* found = machine::findModel(model);
    QVERIFY(found);
    w.project.setModel(found->describe(tensor::Type::F16));
}

inline void setContext(app::Project& project, std::uint32_t tokens)
{
    plan::PlanRequest request = project.request();
    request.workload.context = tokens;
    project.edit(request, QStringLiteral("context"));
}

/// As a run of quantization leaves it in the project.
inline void addArtifact(Window& w, const QString& path, const char* preset)
{
    store::ArtifactRow row;
    row.path = path.toStdString();
    row.preset = preset;
    QVERIFY((*store::Store::open(native(w.project.path()), false))->addArtifact(row));
}

/// What the messages at the bottom of a window say.
inline QString noticed(const app::MainWindow& window)
{
    QString said;
    for (const widgets::Toast* toast : window.findChildren<widgets::Toast*>())
        said += toast->accessibleName();
    return said;
}

inline QString inspected(const Window& w)
{
    return w.window->inspector()->plainText();
}

inline const QString kBaseline = QStringLiteral("Meta-Llama-3.3-70B-Instruct-abliterated");

/// As a real comparison of two candidates ends.
inline eval::CompareResult comparison(const QStringList& candidates, std::uint64_t baselineBytes)
{
    eval::CompareResult result;
    result.baseline = "/models/" + kBaseline.toStdString() + "-f16.gguf";
    result.baselineFileBytes = baselineBytes;
    result.baselinePerplexity = 7.9;
    result.windows = 8;
    result.context = 128;
    result.tokensScored = 504;
    double bits = 5.7;
    for (const QString& path : candidates) {
        eval::CandidateResult one;
        one.model = path.toStdString();
        one.fileBytes = 2'000'000 + std::uint64_t(bits * 1000);
        one.bitsPerWeight = bits;
        const auto mean = 0.0011, half = 2.365 * 0.0002;
        test::measure(one, "mean_kld", mean, eval::ConfidenceInterval{mean - half, mean + half}).standardError = 0.0002;
        test::measure(one, "top1_agreement", 0.975, eval::ConfidenceInterval{0.96, 0.985});
        test::measure(one, "delta_ppl", -0.024, eval::ConfidenceInterval{-0.0545, 0.0074});
        test::measure(one, "delta_ppl_percent", -2.4 / 7.9, eval::ConfidenceInterval{-5.45 / 7.9, 0.74 / 7.9});
        test::measure(one, "kld_p99", 0.0112);
        for (std::uint32_t at = 64; at < 128; at += 8)
            one.kldByPosition.push_back({at, at + 8, 64, 0.001, 0.0001});
        result.candidates.push_back(one);
        bits -= 0.8;
    }
    return result;
}

/// In the window's project, as a run that is done.
inline void keep(Window& w, const eval::CompareResult& result)
{
    auto store = store::Store::open(native(w.project.path()), false);
    QVERIFY(store);
    Json parameters{{"baseline", result.baseline}, {"candidates", Json::array()}, {"text", "/texts/held out.txt"}};
    for (const eval::CandidateResult& candidate : result.candidates)
        parameters["candidates"].push_back(candidate.model);
    const auto run = (*store)->startRun("compare", job::toJson({"compare", {}, parameters}));
    QVERIFY(run && (*store)->finishRun(*run, eval::toJson(result)));
    w.project.reload();
}

} // namespace headroom::test
