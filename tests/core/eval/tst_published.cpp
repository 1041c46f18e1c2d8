// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every row of the recorded perplexities and divergences, each a test of its own. What the reference ran quantized also
// has its rounding of activations to 8 bits in it; its "dequantised to F32" rows have the weights' error alone, as
// here.
#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/eval/compare.h"
#include "core/quant/run/quantize.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>

using namespace headroom;
using namespace headroom::eval;

namespace {

Result<CsvTable> table(const char* name)
{
    const auto path = test::sharedData(name);
    const auto text = readTextFile(path);
    if (!text)
        return tl::unexpected(text.error());
    return CsvTable::parse(*text, path.string());
}

bool near(double found, double expected, double relative, double absolute)
{
    return std::abs(found - expected) <= relative * std::abs(expected) + absolute;
}

/// One variant of kld.csv and its statistics.
struct Variant {
    std::string base, name;
    std::uint32_t context = 0, chunks = 0;
    std::map<std::string, double> figures;

    bool weightsOnly() const { return name.find("dequantised") != std::string::npos; }
    std::string preset() const { return name.substr(0, name.find(' ')); }
    std::string row() const { return name + " at " + std::to_string(context); }
};

std::vector<Variant> variants()
{
    std::vector<Variant> out;
    const auto rows = table("perplexity/kld.csv");
    for (std::size_t i = 0; rows && i < rows->rows(); ++i) {
        const std::string name(rows->text(i, "variant"));
        const auto context = static_cast<std::uint32_t>(rows->integer(i, "n_ctx").value_or(0));
        if (name == "BASE")
            continue;
        if (out.empty() || out.back().name != name || out.back().context != context)
            out.push_back({std::string(rows->text(i, "base")),
                           name,
                           context,
                           static_cast<std::uint32_t>(rows->integer(i, "chunks").value_or(0)),
                           {}});
        out.back().figures[std::string(rows->text(i, "statistic"))] = rows->number(i, "value").value_or(NAN);
    }
    return out;
}

std::filesystem::path modelFile(const std::string& name)
{
    return test::sharedData("models/" + name + ".gguf");
}

} // namespace

class TestPublished : public QObject {
    Q_OBJECT
private slots:
    void perplexityIsTheRecorded_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kv");
        QTest::addColumn<int>("context");
        QTest::addColumn<double>("expected");
        const auto stories = table("perplexity/ppl.csv");
        for (std::size_t i = 0; stories && i < stories->rows(); ++i)
            if (const auto expected = stories->number(i, "ppl")) // the reference itself failed in two rows
                add(*stories, i, "perplexity/", "n_ctx", std::string(stories->text(i, "kv")), *expected,
                    " flash " + std::string(stories->text(i, "flash_attn")));
        const auto shakespeare = table("models/shakespeare3m_ppl.csv");
        for (std::size_t i = 0; shakespeare && i < shakespeare->rows(); ++i)
            add(*shakespeare, i, "models/", "context", "f32", shakespeare->number(i, "perplexity").value_or(NAN), "");
        if (!stories && !shakespeare)
            QTest::newRow("no oracle") << QString() << QString() << QString() << 0 << 0.0;
    }
    void perplexityIsTheRecorded()
    {
        HEADROOM_NEEDS(test::sharedData("perplexity/ppl.csv"));
        QFETCH(const QString, model);
        QFETCH(const QString, text);
        QFETCH(const QString, kv);
        QFETCH(const int, context);
        QFETCH(const double, expected);
        EvalOptions options;
        options.context = static_cast<std::uint32_t>(context);
        options.kvType = kv.toStdString();
        JobControl control;
        const auto found
            = perplexity(modelFile(model.toStdString()), test::sharedData(text.toStdString()), options, control);
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        qInfo("perplexity %.6f for %.6f", found->perplexity, expected);
        QVERIFY(near(found->perplexity, expected, 1e-4, 0));
    }

    void divergenceIsTheRecorded_data()
    {
        QTest::addColumn<int>("index");
        const auto all = variants();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].row().c_str()) << int(i);
        if (all.empty())
            QTest::newRow("no oracle") << 0;
    }
    void divergenceIsTheRecorded()
    {
        HEADROOM_NEEDS(test::sharedData("perplexity/kld.csv"));
        QFETCH(const int, index);
        const Variant variant = variants().at(std::size_t(index));
        EvalOptions options;
        options.context = variant.context;
        options.maxWindows = variant.chunks;
        if (variant.name.find("F16 KV") != std::string::npos)
            options.kvType = "f16";
        const auto candidate = artifact(variant);
        QVERIFY2(candidate, candidate ? "" : candidate.error().detail.c_str());
        JobControl control;
        const auto found = compare(modelFile(variant.base), {*candidate}, test::sharedData("perplexity/stories.txt"),
                                   options, control);
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        const CandidateResult& ours = found->candidates.at(0);
        const double kld = variant.figures.at("Mean KLD"), top = variant.figures.at("Same top p");
        qInfo("mean KLD %.6f for %.6f, same top %.3f for %.3f, PPL %.5f for %.5f", ours.value("mean_kld"), kld,
              100 * ours.value("top1_agreement"), top, ours.value("perplexity"), variant.figures.at("Mean PPL(Q)"));
        QVERIFY(near(ours.value("mean_kld"), kld, 0.01, variant.weightsOnly() ? 2e-5 : 6e-4));
        QVERIFY(near(100 * ours.value("top1_agreement"), top, 0, variant.weightsOnly() ? 0.2 : 0.8));
        QVERIFY(near(ours.value("perplexity"), variant.figures.at("Mean PPL(Q)"), 1e-3, 0));
    }

private:
    static void add(const CsvTable& rows, std::size_t i, const std::string& folder, const char* context,
                    const std::string& kv, double expected, const std::string& suffix)
    {
        const std::string model(rows.text(i, "model"));
        const int tokens = int(rows.integer(i, context).value_or(0));
        QTest::addRow("%s %d %s%s", model.c_str(), tokens, kv.c_str(), suffix.c_str())
            << QString::fromStdString(model) << QString::fromStdString(folder + std::string(rows.text(i, "text")))
            << QString::fromStdString(kv) << tokens << expected;
    }

    Result<std::filesystem::path> artifact(const Variant& variant) const
    {
        quant::QuantizeOptions options;
        options.source = modelFile(variant.base);
        options.preset = variant.preset();
        if (options.preset == "F32")
            return options.source;
        options.destination = m_folder.filePath(QStringLiteral("candidate.gguf")).toStdString();
        options.replace = true;
        JobControl control;
        const auto outcome = quant::quantize(options, control);
        if (!outcome)
            return tl::unexpected(outcome.error());
        return options.destination;
    }

    QTemporaryDir m_folder;
};

HEADROOM_TEST(TestPublished)
#include "tst_published.moc"
