// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What runs know of their sources from before: seen by keeping a hash that no file has.
#include "core/base/file.h"
#include "core/base/hash.h"
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace headroom;
using namespace headroom::test;
namespace fs = std::filesystem;

namespace {

const std::string kOurs(64, 'a');

std::int64_t nanoseconds(const timespec& time)
{
    return std::int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace

class TestKnownHashes : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    fs::path m_model, m_kept;

    fs::path in(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }

private slots:
    void initTestCase()
    {
        m_model = in("model.gguf");
        QVERIFY(writeTinyModel(m_model, TinyModel()));
        qputenv("XDG_CACHE_HOME", text(in("cache")).toUtf8());
        m_kept = in("cache") / "headroom" / "hashes.json";
        fs::create_directories(m_kept.parent_path());
        struct stat info { };
        QCOMPARE(::stat(m_model.c_str(), &info), 0);
        const auto mapped = MappedFile::open(m_model);
        QVERIFY(mapped);
        const std::string key = std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino);
        const Json kept = {{"version", 1},
                           {"files",
                            {{key,
                              {{"bytes", info.st_size},
                               {"modified", nanoseconds(info.st_mtim)},
                               {"changed", nanoseconds(info.st_ctim)},
                               {"found", nanoseconds(info.st_ctim)},
                               {"sample", sampled((*mapped)->bytes())},
                               {"sha256", kOurs}}}}}};
        const std::string words = kept.dump();
        QVERIFY(writeFile(m_kept, std::as_bytes(std::span(words))));
    }

    void quantizeTakesIt_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::newRow("file") << "Q8_0";
        QTest::newRow("folder") << "W8A16";
    }
    void quantizeTakesIt()
    {
        QFETCH(QString, preset);
        const fs::path made = in(qPrintable(preset));
        const auto run = runCli({"quantize", text(m_model), text(made), "--preset", preset, "--json"});
        QVERIFY2(run.status == 0, run.summary());
        QCOMPARE(run.json()["source_sha256"].get<std::string>(), kOurs);
    }

    void verifyingHashesForItself_data() { quantizeTakesIt_data(); }
    void verifyingHashesForItself()
    {
        QFETCH(QString, preset);
        const auto run
            = runCli({"artifacts", "verify", text(in(qPrintable(preset))), "--source", text(m_model), "--json"});
        QCOMPARE(run.status, 3);
        const Json report = run.json();
        for (const Json& check : report["checks"])
            if (check["check"] == "source") {
                QCOMPARE(check["state"].get<std::string>(), std::string("failed"));
                return;
            }
        QFAIL(run.out.constData());
    }

    void inspectHashesForItself()
    {
        const auto run = runCli({"inspect", text(m_model), "--hash", "--json"});
        QVERIFY2(run.status == 0, run.summary());
        QVERIFY(run.json()["sha256"].get<std::string>() != kOurs);
    }
};

HEADROOM_TEST(TestKnownHashes)
#include "tst_knownhashes.moc"
