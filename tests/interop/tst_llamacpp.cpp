// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Files of many presets, written by Headroom, load in a prebuilt llama.cpp, whose perplexity is Headroom's within 0.3
// %, and whose greedy continuation is Headroom's wherever the two likeliest tokens are further apart than the engines
// differ.
//
// How that difference is measured: both engines compute the logits of the same held-out text. At every position, the
// largest change that any margin between two tokens can have suffered is max(a - b) - min(a - b) over the vocabulary;
// the largest of these is the engines' difference (llama.cpp rounds activations to 8 bits, Headroom does not). The
// continuations are of other texts, so that the figure is measured apart from what it judges.
#include "tests/support/test.h"

#include "interop/llamacpp.h"
#include "support/commandline.h"
#include "support/shareddata.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>
#include <fstream>

using namespace headroom;
using test::runCli;

namespace {

using Ids = std::vector<std::int32_t>;
using Rows = std::vector<std::vector<double>>;
constexpr int kForced = 200; ///< tokens; the model collapses beyond 256
constexpr int kScored = 20; ///< further texts of so many tokens, for perplexity
constexpr int kCount = 60; ///< tokens of each continuation

std::size_t likeliest(const std::vector<double>& logits)
{
    return std::size_t(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

/// How far the likeliest token is above the second.
double margin(std::vector<double> logits)
{
    std::nth_element(logits.begin(), logits.begin() + 1, logits.end(), std::greater<>());
    return logits[0] - logits[1];
}

struct Difference {
    double largestMarginChange = 0;
    double relative = 0; ///< RMS of the difference over the RMS spread of the logits
    double agreement = 0; ///< fraction of positions with the same likeliest token
};

Difference difference(const Rows& ours, const Rows& theirs)
{
    Difference result;
    double squares = 0, spread = 0;
    for (std::size_t r = 0; r < ours.size(); ++r) {
        double low = INFINITY, high = -INFINITY, mean = 0;
        for (const double logit : ours[r])
            mean += logit / double(ours[r].size());
        for (std::size_t i = 0; i < ours[r].size(); ++i) {
            const double delta = ours[r][i] - theirs[r][i];
            low = std::min(low, delta);
            high = std::max(high, delta);
            squares += delta * delta;
            spread += (ours[r][i] - mean) * (ours[r][i] - mean);
        }
        result.largestMarginChange = std::max(result.largestMarginChange, high - low);
        result.agreement += double(likeliest(ours[r]) == likeliest(theirs[r])) / double(ours.size());
    }
    result.relative = std::sqrt(squares / spread);
    return result;
}

/// Perplexity of each text's tokens after its first.
class Likelihood {
public:
    void add(const std::vector<double>& logits, std::int32_t token)
    {
        const double top = *std::max_element(logits.begin(), logits.end());
        double sum = 0;
        for (const double logit : logits)
            sum += std::exp(logit - top);
        add(top + std::log(sum) - logits[std::size_t(token)]);
    }
    void add(double nll)
    {
        m_sum += nll;
        ++m_count;
    }
    double perplexity() const { return std::exp(m_sum / double(m_count)); }

private:
    double m_sum = 0;
    std::size_t m_count = 0;
};

} // namespace

class TestLlamaCpp : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void enginesAgree_data();
    void enginesAgree();

private:
    struct Texts {
        Ids forced;
        std::vector<Ids> scored;
    };
    Texts heldOut() const;
    void comparePerplexity(const Texts& texts, const Json& answer) const;
    void compareGreedy(const std::vector<Ids>& prompts, const std::vector<Ids>& continuations, const Json& answer,
                       double largestMarginChange) const;
    QString inside(const char* name) const { return m_folder.filePath(name); }
    /// Headroom's logits for every position.
    Rows logits(const Ids& ids) const;
    Json askLlamaCpp(const Json& request) const;

    QTemporaryDir m_folder;
    std::filesystem::path m_model, m_text;
    QString m_modules;
};

void TestLlamaCpp::initTestCase()
{
    m_modules = test::nodeModules();
    if (!test::hasLlamaCpp())
        QSKIP(qPrintable(QStringLiteral("needs Node.js and llama.cpp; in tests/interop: ") + test::kInstallLlamaCpp));
    m_model = test::sharedData("models/shakespeare3m-f16.gguf");
    m_text = test::sharedData("models/shakespeare_valid60k.txt");
    HEADROOM_NEEDS(m_model);
    HEADROOM_NEEDS(m_text);
}

Rows TestLlamaCpp::logits(const Ids& ids) const
{
    std::ofstream(inside("ids").toStdString(), std::ios::binary)
        .write(reinterpret_cast<const char*>(ids.data()), std::streamsize(ids.size() * sizeof(std::int32_t)));
    const auto result
        = runCli({"logits", inside("q.gguf"), "--tokens", inside("ids"), "--out", inside("logits"), "--replace"});
    QFile file(inside("logits"));
    if (result.status != 0 || !file.open(QIODevice::ReadOnly))
        qFatal("%s", result.summary().constData());
    const QByteArray bytes = file.readAll();
    std::vector<float> values(std::size_t(bytes.size()) / sizeof(float));
    std::memcpy(values.data(), bytes.constData(), std::size_t(bytes.size()));
    const std::size_t vocabulary = values.size() / ids.size();
    Rows rows;
    for (std::size_t r = 0; r < ids.size(); ++r)
        rows.emplace_back(values.begin() + std::ptrdiff_t(r * vocabulary),
                          values.begin() + std::ptrdiff_t((r + 1) * vocabulary));
    return rows;
}

Json TestLlamaCpp::askLlamaCpp(const Json& request) const
{
    QProcess node;
    node.start("node", {test::source("tests/interop/greedy.mjs")});
    node.write(QByteArray::fromStdString(request.dump()));
    node.closeWriteChannel();
    if (!node.waitForFinished(120000) || node.exitCode() != 0)
        qWarning("%s", node.readAllStandardError().constData());
    const auto answer = parseJson(node.readAllStandardOutput().toStdString(), "node");
    return answer ? *answer : Json();
}

TestLlamaCpp::Texts TestLlamaCpp::heldOut() const
{
    const auto tokenized = runCli({"tokenize", inside("q.gguf"), "--text-file", test::text(m_text), "--json"});
    const Ids all = tokenized.json().at("ids").get<Ids>();
    Texts texts;
    for (int i = 0; i <= kScored && std::size_t(i + 1) * kForced < all.size(); ++i) {
        Ids ids(all.begin() + i * kForced, all.begin() + (i + 1) * kForced);
        if (i == 0)
            texts.forced = std::move(ids);
        else
            texts.scored.push_back(std::move(ids));
    }
    return texts;
}

void TestLlamaCpp::comparePerplexity(const Texts& texts, const Json& answer) const
{
    Likelihood ours, theirs;
    for (std::size_t t = 0; t < texts.scored.size(); ++t) {
        const Rows rows = logits(texts.scored[t]);
        for (std::size_t i = 0; i + 1 < texts.scored[t].size(); ++i) {
            ours.add(rows[i], texts.scored[t][i + 1]);
            theirs.add(answer.at("nll").at(t).at(i).get<double>());
        }
    }
    qInfo("perplexity %.4f, llama.cpp %.4f", ours.perplexity(), theirs.perplexity());
    QVERIFY(std::fabs(ours.perplexity() / theirs.perplexity() - 1) < 0.003);
}

void TestLlamaCpp::compareGreedy(const std::vector<Ids>& prompts, const std::vector<Ids>& continuations,
                                 const Json& answer, double largestMarginChange) const
{
    std::size_t equal = 0, ties = 0;
    for (std::size_t p = 0; p < prompts.size(); ++p) {
        Ids all = prompts[p];
        all.insert(all.end(), continuations[p].begin(), continuations[p].end());
        const Rows rows = logits(all);
        const Ids theirs = answer.at("greedy").at(p).get<Ids>();
        for (std::size_t k = 0; k < continuations[p].size(); ++k) {
            const auto& row = rows[prompts[p].size() - 1 + k];
            QCOMPARE(std::int32_t(likeliest(row)), continuations[p][k]); // generate is greedy over these logits
            if (continuations[p][k] == theirs[k]) {
                ++equal;
                continue;
            }
            QVERIFY2(margin(row) <= largestMarginChange,
                     qPrintable(QString("prompt %1, token %2: margin %3").arg(p).arg(k).arg(margin(row))));
            ++ties;
            break; // from here on the two engines continue different texts
        }
    }
    qInfo("%zu tokens equal; %zu of %zu continuations part at a near tie", equal, ties, prompts.size());
    QVERIFY(equal >= 30);
}

void TestLlamaCpp::enginesAgree_data()
{
    QTest::addColumn<QString>("preset");
    for (const char* preset : {"Q8_0", "Q6_K", "Q5_K_M", "Q5_0", "Q4_K_M", "Q4_0", "IQ4_XS", "IQ4_NL", "Q3_K_M", "Q2_K",
                               "IQ3_S", "BF16", "COPY"})
        QTest::newRow(preset) << preset;
}

void TestLlamaCpp::enginesAgree()
{
    QFETCH(QString, preset);
    const auto quantized = runCli({"quantize", test::text(m_model), inside("q.gguf"), "--preset", preset, "--replace"});
    QVERIFY2(quantized.status == 0, quantized.summary());
    const Texts texts = heldOut();
    QCOMPARE(texts.scored.size(), std::size_t(kScored));
    std::vector<Ids> prompts, continuations;
    for (const char* prompt : {"To be, or not to be", "ROMEO:\n", "The king", "Good morrow,", "What is thy name"}) {
        const auto generated = runCli({"generate", inside("q.gguf"), "--prompt", prompt, "--max-tokens",
                                       QString::number(kCount), "--temperature", "0", "--json"});
        QVERIFY2(generated.status == 0, generated.summary());
        prompts.push_back(generated.json().at("prompt_ids").get<Ids>());
        continuations.push_back(generated.json().at("ids").get<Ids>());
    }
    const Json answer = askLlamaCpp({{"modules", m_modules.toStdString()},
                                     {"model", inside("q.gguf").toStdString()},
                                     {"forced", texts.forced},
                                     {"scored", texts.scored},
                                     {"prompts", prompts},
                                     {"count", kCount}});
    QVERIFY(answer.is_object());

    const Difference measured = difference(logits(texts.forced), answer.at("forced").get<Rows>());
    qInfo("llama.cpp %s; engines differ by at most %.3f in a margin, %.2f %% of the logits' spread; same likeliest "
          "token at %.1f %%",
          answer.at("version").get<std::string>().c_str(), measured.largestMarginChange, 100 * measured.relative,
          100 * measured.agreement);
    QVERIFY(measured.relative < 0.05); // the same model, but for 8-bit activations
    QVERIFY(measured.agreement > 0.9);
    comparePerplexity(texts, answer);
    compareGreedy(prompts, continuations, answer, measured.largestMarginChange);
}

HEADROOM_TEST(TestLlamaCpp)
#include "tst_llamacpp.moc"
