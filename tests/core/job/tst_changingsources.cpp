// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A model that is exchanged, overwritten or cut while a job reads it: no job calls the outcome a result, whichever job
// it is and however the model was changed. What changes its permissions or names alone ends no job.
#include "core/eval/benchmark.h"
#include "core/job/job.h"
#include "core/model/hf/exportfolder.h"
#include "core/quant/run/importmodel.h"
#include "core/store/store.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
namespace fs = std::filesystem;

namespace {

/// Does something at the first checkpoint.
class Once : public JobControl {
public:
    explicit Once(std::function<void()> action) : m_action(std::move(action)) { }
    Status checkpoint() override
    {
        if (m_action)
            std::exchange(m_action, nullptr)();
        return {};
    }

private:
    std::function<void()> m_action;
};

} // namespace

class TestChangingSources : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path in(const char* name) const { return fs::path(m_folder->path().toStdString()) / name; }

    static test::TinyModel modelOf(std::uint64_t seed)
    {
        test::TinyModel model;
        model.seed = seed;
        model.type = tensor::Type::F16;
        return model;
    }

    Json parametersOf(const QString& kind) const
    {
        const std::string model = in("model.gguf").string(), text = in("text.txt").string();
        if (kind == "quantize")
            return {{"source", model}, {"destination", in("out").string()}, {"preset", "Q4_K_M"}, {"threads", 1}};
        if (kind == "folder")
            return {{"source", model}, {"destination", in("out").string()}, {"preset", "W4A16"}, {"threads", 1}};
        if (kind == "calibrate")
            return {{"model", model}, {"texts", {text}}, {"output", in("out").string()}, {"context", 64}};
        if (kind == "compare" || kind == "candidate")
            return {{"baseline", kind == "candidate" ? in("other.gguf").string() : model},
                    {"candidates", {kind == "candidate" ? model : in("other.gguf").string()}},
                    {"text", text},
                    {"context", 64},
                    {"max_windows", 2}};
        if (kind == "search")
            return {{"model", model}, {"budget_bits", 5.0}, {"types", {"Q4_K", "Q8_0"}}, {"threads", 1}};
        Json measured{{"model", model}, {"text", text}, {"context", 64}, {"max_windows", 2}};
        if (kind == "sensitivity")
            measured["preset"] = "Q4_K_M";
        return measured;
    }

    Status run(const QString& kind, JobControl& control) const
    {
        const auto open = [this] { return model::ModelFile::open(in("model.gguf")); };
        if (kind == "import")
            return quant::importModel({in("model.gguf"), in("out"), tensor::Type::F32, false, 1}, control)
                .map([](const auto&) {});
        if (kind == "export")
            return open().and_then([&](const auto& file) { return model::hf::exportFolder(file, in("out"), control); });
        if (kind == "hash")
            return open().and_then([&](const auto& file) { return file->sha256(control); }).map([](const auto&) {});
        if (kind == "bench") {
            eval::BenchmarkOptions options;
            options.promptTokens = options.generateTokens = 4;
            options.repeat = 1;
            return eval::benchmark(in("model.gguf"), options, control).map([](const auto&) {});
        }
        const std::string name = kind == "folder" ? "quantize" : kind == "candidate" ? "compare" : kind.toStdString();
        return job::run({name, in("p.headroom"), parametersOf(kind)}, control).map([](const auto&) {});
    }

    void change(const QString& how) const
    {
        QTest::qSleep(30); // a tick of the file system's clock
        const auto path = in("model.gguf");
        const auto time = fs::last_write_time(path);
        if (how == "overwritten" || how == "set back")
            fs::copy_file(in("other.gguf"), path, fs::copy_options::overwrite_existing);
        if (how == "set back")
            fs::last_write_time(path, time);
        if (how == "moved over") {
            fs::copy_file(in("other.gguf"), in("third.gguf"));
            fs::last_write_time(in("third.gguf"), time);
            fs::rename(in("third.gguf"), path);
        }
        if (how == "cut")
            fs::resize_file(path, fs::file_size(path) / 2);
    }

private slots:
    void noResultOfTwoModels_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("how");
        for (const char* kind : {"quantize", "folder", "perplexity", "compare", "candidate", "calibrate", "sensitivity",
                                 "search", "import", "export", "hash", "bench"})
            for (const char* how : {"overwritten", "set back", "moved over", "cut"})
                QTest::addRow("%s, %s", kind, how) << kind << how;
    }
    void noResultOfTwoModels()
    {
        QFETCH(QString, kind);
        QFETCH(QString, how);
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(test::writeTinyModel(in("model.gguf"), modelOf(1)));
        QVERIFY(test::writeTinyModel(in("other.gguf"), modelOf(2)));
        std::ofstream(in("text.txt")) << test::tinyText(400);
        Once changing([&] { change(how); });
        const Status status = run(kind, changing);
        QVERIFY2(!status, "the job has a result");
        const QString where = QString::fromStdString(status.error().where + ": " + status.error().detail);
        QVERIFY2(status.error().code == ErrorCode::Conflict || status.error().code == ErrorCode::Truncated,
                 qPrintable(where));
        QVERIFY2(where.contains("model.gguf"), qPrintable(where));
        QVERIFY(!fs::exists(in("out")));
        if (!fs::exists(in("p.headroom")))
            return;
        const auto store = store::Store::open(in("p.headroom"), false);
        QVERIFY(store && (*store)->models().value().empty() && (*store)->artifacts().value().empty());
    }

    void touchedIsNotChanged_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("how");
        for (const char* kind : {"quantize", "folder", "perplexity", "compare", "candidate", "calibrate", "sensitivity",
                                 "search", "import", "export", "hash", "bench"})
            for (const char* how : {"permissions", "hard link", "renamed and back"})
                QTest::addRow("%s, %s", kind, how) << kind << how;
    }
    /// Times of the inode change without one byte of the content.
    void touchedIsNotChanged()
    {
        QFETCH(QString, kind);
        QFETCH(QString, how);
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(test::writeTinyModel(in("model.gguf"), modelOf(1)));
        QVERIFY(test::writeTinyModel(in("other.gguf"), modelOf(2)));
        std::ofstream(in("text.txt")) << test::tinyText(400);
        Once touching([&] {
            QTest::qSleep(30); // a tick of the file system's clock
            if (how == "permissions")
                fs::permissions(in("model.gguf"), fs::perms::group_write, fs::perm_options::add);
            if (how == "hard link")
                fs::create_hard_link(in("model.gguf"), in("link.gguf"));
            if (how == "renamed and back") {
                fs::rename(in("model.gguf"), in("aside.gguf"));
                fs::rename(in("aside.gguf"), in("model.gguf"));
            }
        });
        const Status status = run(kind, touching);
        QVERIFY2(status, status ? "" : (status.error().where + ": " + status.error().detail).c_str());
    }

    /// What is stored is of the model that was measured.
    void anUnchangedModelHasItsOwnHash()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(test::writeTinyModel(in("model.gguf"), modelOf(1)));
        std::ofstream(in("text.txt")) << test::tinyText(400);
        JobControl nothing;
        QVERIFY(run("perplexity", nothing));
        const auto store = store::Store::open(in("p.headroom"), false);
        QVERIFY(store);
        const auto models = (*store)->models().value();
        QCOMPARE(models.size(), std::size_t{1});
        QCOMPARE(models.front().sha256, model::ModelFile::open(in("model.gguf")).value()->sha256(nothing).value());
    }

    void theProjectIsNoDestination()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(test::writeTinyModel(in("model.gguf"), modelOf(1)));
        JobControl nothing;
        auto parameters = parametersOf("quantize");
        parameters["destination"] = in("p.headroom").string();
        parameters["replace"] = true;
        for (int round = 0; round < 2; ++round) { // before there is a project, and after
            const auto result = job::run({"quantize", in("p.headroom"), parameters}, nothing);
            QVERIFY(!result);
            QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
            QVERIFY(store::Store::open(in("p.headroom"), true));
        }
    }
};

HEADROOM_TEST(TestChangingSources)
#include "tst_changingsources.moc"
