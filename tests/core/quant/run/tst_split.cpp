// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// An artifact of several files is the artifact of one file, cut: sizes as announced, limits kept, the set whole or
// absent whatever ends the run.
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/ggufsplit.h"
#include "core/quant/run/quantize.h"
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/tinymodel.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace headroom;
namespace fs = std::filesystem;

namespace {

class Canceller : public JobControl {
public:
    explicit Canceller(int at) : m_at(at) { }
    Status checkpoint() override
    {
        return ++m_count == m_at ? fail(ErrorCode::Cancelled, "job", "was cancelled") : Status();
    }

private:
    int m_at;
    int m_count = 0;
};

} // namespace

class TestSplit : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_model;
    JobControl m_nothing;

    fs::path at(const std::string& name) const { return fs::path(m_folder->path().toStdString()) / name; }
    quant::QuantizeOptions options(model::SplitLimits split) const
    {
        quant::QuantizeOptions options{m_model, at("out.gguf"), "Q4_K_M", false, false, 2};
        options.split = split;
        return options;
    }
    std::size_t shardsThere() const
    {
        std::size_t count = 0;
        for (const auto& entry : fs::directory_iterator(m_folder->path().toStdString()))
            count += model::ShardName::of(entry.path()) ? 1 : 0;
        return count;
    }
    ErrorCode refused(const quant::QuantizeOptions& wanted)
    {
        const auto outcome = quant::quantize(wanted, m_nothing);
        return outcome ? ErrorCode::Internal : outcome.error().code;
    }
    /// Tensors and keys of the artifact in one file.
    void compareWithWhole(const fs::path& first)
    {
        const auto split = model::ModelFile::open(first);
        QVERIFY2(split, split ? "" : split.error().detail.c_str());
        auto one = options({});
        one.destination = at("one.gguf");
        one.replace = true;
        QVERIFY(quant::quantize(one, m_nothing));
        const auto whole = model::ModelFile::open(one.destination);
        QVERIFY(whole);
        QCOMPARE((*split)->tensors().size(), (*whole)->tensors().size());
        QVERIFY((*split)->metadata().entries() == (*whole)->metadata().entries());
        for (const auto& info : (*whole)->tensors()) {
            const auto* same = (*split)->find(info.name);
            QVERIFY(same && same->type == info.type && same->shape == info.shape);
            QVERIFY(std::ranges::equal((*split)->data(*same), (*whole)->data(info)));
        }
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_model = at("model.gguf");
        test::TinyModel model;
        model.layers = 3;
        model.width = 512;
        model.feedForward = 2048;
        model.type = tensor::Type::F16;
        QVERIFY(test::writeTinyModel(m_model, model));
    }

    void isTheWholeCut_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<quint64>("tensors");
        QTest::newRow("one") << quint64(1) << quint64(0); // every tensor is larger: each a file of its own
        QTest::newRow("small") << quint64(400'000) << quint64(0);
        QTest::newRow("medium") << quint64(3'000'000) << quint64(0);
        QTest::newRow("one file") << quint64(1'000'000'000) << quint64(0);
        QTest::newRow("seven tensors") << quint64(0) << quint64(7);
        QTest::newRow("both") << quint64(900'000) << quint64(4);
    }
    void isTheWholeCut()
    {
        QFETCH(quint64, bytes);
        QFETCH(quint64, tensors);
        const auto wanted = options({bytes, tensors});
        const auto plan = quant::planQuantize(wanted);
        QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
        const auto outcome = quant::quantize(wanted, m_nothing);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        QVERIFY(!fs::exists(at("out.gguf")) && !fs::exists(at("out.gguf.work")));
        QCOMPARE(outcome->files.size(), plan->files.size());
        QCOMPARE(shardsThere(), plan->files.size());
        std::uint64_t total = 0, held = 0;
        for (const auto& file : plan->files) {
            QCOMPARE(std::uint64_t(fs::file_size(file.path)), file.bytes);
            QVERIFY(bytes == 0 || file.bytes <= bytes || file.tensors == 1);
            QVERIFY(tensors == 0 || file.tensors <= tensors);
            total += file.bytes;
            held += file.tensors;
        }
        QCOMPARE(total, plan->outputBytes);
        QCOMPARE(held, std::uint64_t(plan->assignments.size()));
        QCOMPARE((*model::ModelFile::open(plan->files.back().path))->sha256(m_nothing).value(), outcome->sha256);
        if (plan->files.size() > 1)
            compareWithWhole(plan->files.back().path);
    }

    /// No shard could have taken the next one's first tensor.
    void fillsEachFile()
    {
        const std::uint64_t limit = 1'500'000;
        const auto plan = quant::planQuantize(options({limit, 0}));
        QVERIFY(plan && plan->files.size() > 2);
        std::size_t next = 0;
        for (std::size_t i = 0; i + 1 < plan->files.size(); ++i) {
            next += plan->files[i].tensors;
            QVERIFY(plan->files[i].bytes + plan->assignments[next].bytes > limit - 256); // its entry and padding
        }
    }

    void othersNamesAreSafe()
    {
        auto wanted = options({0, 5});
        const auto plan = quant::planQuantize(wanted);
        QVERIFY(plan && plan->files.size() > 3);
        QVERIFY(writeFile(plan->files[2].path, {}));
        QCOMPARE(refused(wanted), ErrorCode::Conflict);
        QCOMPARE(shardsThere(), std::size_t{1});
        QVERIFY(!fs::exists(at("out.gguf.work")));
        wanted.replace = true;
        QVERIFY(quant::quantize(wanted, m_nothing));
        wanted.source = plan->files[3].path; // its own shards as the source
        wanted.preset = "COPY";
        QCOMPARE(refused(wanted), ErrorCode::InvalidArgument);
        wanted.destination = plan->files[1].path;
        QCOMPARE(refused(wanted), ErrorCode::InvalidArgument);
    }

    /// A set of another number of files goes with its replacement; what is not the older set stays, whatever its name.
    void olderSetsGo()
    {
        const auto write = [&](model::SplitLimits split, bool replace) {
            auto wanted = options(split);
            wanted.replace = replace;
            auto outcome = quant::quantize(wanted, m_nothing);
            return outcome ? std::move(*outcome) : quant::QuantizeOutcome();
        };
        const std::size_t tensors = write({0, 4}, false).tensors.size(), older = shardsThere();
        QVERIFY(older > 2 && tensors > 8);
        const auto kept = [&](const std::string& name) {
            fs::copy_file(at("out-00001-of-00002.gguf"), at(name));
            return at(name);
        };
        QCOMPARE(write({0, (tensors + 1) / 2}, false).replaced.size(), std::size_t{0}); // not asked to replace
        QCOMPARE(shardsThere(), older + 2);
        const fs::path broken = kept("out-00001-of-00009.gguf"), other = kept("outer-00001-of-00001.gguf");
        const auto outcome = write({0, (tensors + 1) / 2}, true);
        QCOMPARE(outcome.replaced.size(), older);
        QCOMPARE(shardsThere(), std::size_t{4});
        QVERIFY(fs::exists(broken) && fs::exists(other));
        QVERIFY(std::ranges::any_of(english(outcome.warnings), [&](const std::string& warning) {
            return warning.find(broken.filename().string()) != std::string::npos;
        }));
        QVERIFY(model::ModelFile::open(outcome.files.front().path));
        QCOMPARE(quant::toJson(outcome).at("replaced_files").size(), older);
    }

    /// Of others, or read by the very run: a set under the same name that is no artifact of ours.
    void setsOfOthersStay()
    {
        const auto tiny = model::ModelFile::open(m_model);
        std::vector<model::TensorSource> sources;
        for (const auto& info : (*tiny)->tensors())
            sources.push_back({info.name, info.type, info.shape, [&] {
                                   const auto bytes = (*tiny)->data(info);
                                   return Result<std::vector<std::byte>>({bytes.begin(), bytes.end()});
                               }});
        model::Metadata metadata = (*tiny)->metadata();
        metadata.set("split.no", {std::uint16_t{0}});
        metadata.set("split.count", {std::uint16_t{1}});
        metadata.set("split.tensors.count", {std::int32_t(sources.size())});
        QVERIFY(model::writeGguf(at("out-00001-of-00001.gguf"), metadata, sources, m_nothing));
        auto wanted = options({0, 4});
        wanted.replace = true;
        const auto outcome = quant::quantize(wanted, m_nothing);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        QVERIFY(outcome->replaced.empty() && fs::exists(at("out-00001-of-00001.gguf")));
        wanted.source = at("out-00001-of-00001.gguf");
        QVERIFY(quant::quantize(wanted, m_nothing));
        QVERIFY(fs::exists(wanted.source));
        // An artifact of ours, and the source of the run.
        wanted.source = outcome->files.front().path;
        wanted.allowRequantize = true;
        wanted.split = {0, 6};
        const auto again = quant::quantize(wanted, m_nothing);
        QVERIFY2(again, again ? "" : again.error().detail.c_str());
        QVERIFY(again->replaced.empty());
        for (const auto& file : outcome->files)
            QVERIFY(fs::exists(file.path));
    }

    void tooManyFiles()
    {
        test::TinyModel model;
        model.layers = 120;
        model.width = 64;
        model.feedForward = 64;
        model.heads = 1;
        model.kvHeads = 1;
        QVERIFY(test::writeTinyModel(m_model, model));
        auto wanted = options({0, 1});
        wanted.preset = "Q8_0";
        QCOMPARE(refused(wanted), ErrorCode::InvalidArgument);
    }

    /// Killed between two names: those given are taken back, and the run goes on from what it had.
    void killedWhileNaming()
    {
        const auto wanted = options({0, 6});
        Canceller late(25);
        QVERIFY(!quant::quantize(wanted, late));
        const auto plan = quant::planQuantize(wanted);
        QVERIFY(plan && plan->files.size() > 2);
        const fs::path work = at("out.gguf.work");
        fs::rename(work / "part-1", plan->files[0].path);
        fs::rename(work / "part-1-1", plan->files[1].path);
        const std::string text = Json{{"generation", 1}, {"files", plan->files.size()}}.dump();
        QVERIFY(writeFile(work / "naming.json", std::as_bytes(std::span(text))));
        const auto outcome = quant::quantize(wanted, m_nothing);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        QVERIFY(outcome->resumedBytes > 0);
        QVERIFY(!fs::exists(work));
        compareWithWhole(plan->files[0].path);
    }

    void killedTenTimes()
    {
        const QStringList arguments{"quantize",
                                    test::text(m_model),
                                    test::text(at("out.gguf")),
                                    "--preset",
                                    "Q4_K_M",
                                    "--threads",
                                    "1",
                                    "--split-max-size",
                                    "1M"};
        const auto plan = quant::planQuantize(options({1'000'000, 0}));
        QVERIFY(plan);
        int killed = 0;
        for (int round = 0; round < 10 && !fs::exists(plan->files.back().path); ++round) {
            QProcess process;
            process.start(test::cli(), arguments);
            QVERIFY(process.waitForStarted());
            if (!process.waitForFinished(5 + int(QRandomGenerator::global()->bounded(150)))) {
                ::kill(pid_t(process.processId()), SIGKILL);
                process.waitForFinished();
                ++killed;
            }
        }
        QVERIFY(killed > 0);
        const auto result = test::runCli(arguments);
        QVERIFY2(result.status == 0 || result.err.contains("exists already"), result.summary());
        QVERIFY(!fs::exists(at("out.gguf.work")));
        QCOMPARE(shardsThere(), plan->files.size());
        compareWithWhole(plan->files.front().path);
    }

    void commandLine()
    {
        const QStringList arguments{
            "quantize", test::text(m_model), test::text(at("out.gguf")), "--preset", "Q8_0", "--split-max-tensors", "9",
            "--json"};
        const auto dry = test::runCli(arguments + QStringList{"--dry-run"});
        QVERIFY2(dry.status == 0, dry.summary());
        const auto result = test::runCli(arguments);
        QVERIFY2(result.status == 0, result.summary());
        QVERIFY(result.json().at("files") == dry.json().at("files"));
        const std::string third = result.json().at("files").at(2).at("path");
        QVERIFY(fs::exists(result.json().at("files").at(0).at("path").get<std::string>() + ".manifest.json"));
        const auto verified = test::runCli({"artifacts", "verify", QString::fromStdString(third), "--source",
                                            test::text(m_model), "--rebuild", "--json"});
        QVERIFY2(verified.status == 0, verified.summary());
        const Json checked = verified.json();
        for (const auto& check : checked.at("checks"))
            QVERIFY2(check.at("state") == "passed", check.dump().c_str());
        fs::resize_file(third, fs::file_size(third) - 1);
        QVERIFY(test::runCli({"artifacts", "verify", QString::fromStdString(third)}).status != 0);
    }
};

HEADROOM_TEST(TestSplit)
#include "tst_split.moc"
