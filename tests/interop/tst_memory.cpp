// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What is planned for keys, values and states of every family is what a prebuilt llama.cpp says it allocates: its log
// has one line for each kind of cache, with cells, layers and MiB to two places.
#include "core/model/description.h"
#include "interop/denserecipes.h"
#include "interop/expertrecipes.h"
#include "interop/laterecipes.h"
#include "interop/llamacpp.h"
#include "interop/recurrentrecipes.h"
#include "tests/support/test.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>
#include <set>

using namespace headroom;
using test::Recipe;

namespace {

constexpr std::uint32_t kContext = 16384; ///< enough for two places of a MiB to tell caches apart
constexpr double kMiB = 1024 * 1024;

std::vector<Recipe> recipes()
{
    std::vector<Recipe> all;
    for (const auto* part :
         {&test::kDenseRecipes, &test::kExpertRecipes, &test::kRecurrentRecipes, &test::kLateRecipes})
        all.insert(all.end(), part->begin(), part->end());
    return all;
}

/// One line of the log.
struct Said {
    double cells = 0, layers = 0, mebibytes = 0;
    bool recurrent = false;
};

std::optional<Said> parsed(const QString& line)
{
    static const QRegularExpression pattern("size =\\s*([\\d.]+) MiB \\(\\s*(\\d+) cells,\\s*(\\d+) layers");
    const auto found = pattern.match(line);
    if (!found.hasMatch())
        return std::nullopt;
    return Said{found.captured(2).toDouble(), found.captured(3).toDouble(), found.captured(1).toDouble(),
                line.contains("recurrent")};
}

/// Elements of one cell in the caches that a line is about: layers with a window have their own, and so have indexers.
struct Planned {
    std::map<std::pair<bool, bool>, std::uint64_t> perToken; ///< by (window, indexer)
    std::uint64_t fixed = 0;
};

Planned planned(const model::Shape& shape)
{
    Planned out;
    for (std::uint32_t i = 0; i < shape.layers - shape.drafting; ++i)
        for (const model::LayerCache& cache : shape.layer(i).caches()) {
            const bool indexer = cache.holds == model::LayerCache::Holds::Indexer;
            out.fixed += cache.fixed;
            if (cache.perToken > 0)
                out.perToken[{cache.window > 0, indexer}] += cache.perToken;
        }
    return out;
}

/// Without flash attention it pads the values of layers that differ to the widest; with it some families do not run.
bool valuesDiffer(const model::Shape& shape)
{
    std::set<std::uint64_t> widths;
    for (std::uint32_t i = 0; i < shape.layers; ++i)
        if (const auto layer = shape.layer(i); !layer.recurrent()) // none is a width too
            widths.insert(std::uint64_t{layer.kvHeads} * layer.valueLength);
    return widths.size() > 1;
}

} // namespace

class TestMemory : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!test::hasLlamaCpp())
            QSKIP(
                qPrintable(QStringLiteral("needs Node.js and llama.cpp; in tests/interop: ") + test::kInstallLlamaCpp));
    }
    void cachesAreAsItSays_data()
    {
        QTest::addColumn<int>("index");
        const auto all = recipes();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].row().c_str()) << int(i);
    }
    void cachesAreAsItSays();

private:
    QTemporaryDir m_folder;
    test::LlamaCpp m_llamaCpp;
};

void TestMemory::cachesAreAsItSays()
{
    QFETCH(const int, index);
    const auto path = m_folder.filePath("model.gguf").toStdString();
    QVERIFY(test::RecipeWriter(recipes()[std::size_t(index)]).write(path));
    const auto file = model::ModelFile::open(path);
    QVERIFY(file);
    const auto described = model::describe(**file);
    QVERIFY2(described, described ? "" : described.error().detail.c_str());
    const Planned ours = planned(described->shape);
    const Json answer = m_llamaCpp.ask(
        {{"model", path}, {"context", kContext}, {"memory", true}, {"flash", valuesDiffer(described->shape)}});
    double theirState = 0;
    std::multiset<double> theirs, expected;
    for (const auto& line : answer.value("lines", Json::array())) {
        const auto said = parsed(QString::fromStdString(line.get<std::string>()));
        if (!said)
            continue;
        if (said->recurrent)
            theirState += said->mebibytes;
        else if (said->mebibytes > 0)
            theirs.insert(std::round(said->mebibytes * kMiB / said->cells / 4));
    }
    for (const auto& [kind, elements] : ours.perToken)
        expected.insert(double(elements));
    QVERIFY2(answer.contains("lines"), answer.dump().c_str());
    QCOMPARE(theirs.size(), expected.size());
    // 0.005 MiB are left to rounding: in elements of a cell, by the fewest cells.
    for (auto mine = expected.begin(), other = theirs.begin(); mine != expected.end(); ++mine, ++other)
        QVERIFY2(std::abs(*mine - *other) <= 0.006 * kMiB / 256 / 4,
                 qPrintable(QString("%1 elements a token, llama.cpp %2").arg(*mine).arg(*other)));
    QVERIFY2(std::abs(double(ours.fixed) * 4 / kMiB - theirState) < 0.011,
             qPrintable(QString("%1 MiB of state, llama.cpp %2").arg(double(ours.fixed) * 4 / kMiB).arg(theirState)));
}

HEADROOM_TEST(TestMemory)
#include "tst_memory.moc"
