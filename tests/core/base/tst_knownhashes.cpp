// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/knownhashes.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>

using namespace headroom;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr auto kAtOnce = 0s; ///< instead of a minute
constexpr auto kTick = 20ms; ///< longer than one of the file system's clock

class Counting : public JobControl {
public:
    int chunks = 0;
    std::function<void()> action;
    Status checkpoint() override
    {
        ++chunks;
        if (action)
            action();
        return {};
    }
};

void write(const fs::path& path, std::string_view text)
{
    QVERIFY(writeFile(path, std::as_bytes(std::span(text))));
}

std::string hashOf(std::string_view text)
{
    return sha256(std::as_bytes(std::span(text)));
}

/// In place, as a program may that wants it unseen: same size, same time of content.
void changeInPlace(const fs::path& path)
{
    struct stat before { };
    QCOMPARE(::stat(path.c_str(), &before), 0);
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    QCOMPARE(::pwrite(file, "X", 1, 0), 1);
    const std::array times{before.st_atim, before.st_mtim};
    QCOMPARE(::futimens(file, times.data()), 0);
    ::close(file);
}

} // namespace

class TestKnownHashes : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_file, m_kept;

    int chunksFor(std::chrono::seconds settled, const std::string& expected)
    {
        Counting control;
        KnownHashes known(m_kept, settled);
        const auto found = known.sha256(m_file, control);
        return found && *found == expected ? control.chunks : -1;
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = fs::path(m_folder->path().toStdString()) / "model.bin";
        m_kept = fs::path(m_folder->path().toStdString()) / "cache" / "headroom" / "hashes.json";
        write(m_file, "weights");
    }

    void isFoundOnce()
    {
        QCOMPARE(chunksFor(kAtOnce, hashOf("weights")), 1);
        QCOMPARE(chunksFor(kAtOnce, hashOf("weights")), 0);
        QCOMPARE(KnownHashes(m_kept).find(m_file).value_or(""), hashOf("weights"));
        fs::create_hard_link(m_file, m_folder->path().toStdString() + "/other.bin"); // changes the inode's time
        QVERIFY(!KnownHashes(m_kept).find(m_file));
    }

    void whatIsYoungIsNotTrusted()
    {
        QCOMPARE(chunksFor(KnownHashes::kSettled, hashOf("weights")), 1);
        QCOMPARE(chunksFor(KnownHashes::kSettled, hashOf("weights")), 1);
        QVERIFY(!fs::exists(m_kept));
    }

    void aChangeIsSeen_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("in place, times set back") << "place";
        QTest::newRow("longer") << "longer";
        QTest::newRow("another file of this name and size") << "another";
    }
    void aChangeIsSeen()
    {
        QFETCH(QString, how);
        QCOMPARE(chunksFor(kAtOnce, hashOf("weights")), 1);
        QTest::qSleep(int(kTick.count()));
        if (how == "place")
            changeInPlace(m_file);
        else
            write(m_file, how == "longer" ? "weightss" : "Xeights");
        QVERIFY(!KnownHashes(m_kept).find(m_file));
        QCOMPARE(chunksFor(kAtOnce, hashOf(how == "longer" ? "weightss" : "Xeights")), 1);
    }

    void whatChangesMeanwhileIsNotRemembered()
    {
        Counting control;
        control.action = [this] {
            QTest::qSleep(int(kTick.count()));
            changeInPlace(m_file);
        };
        QVERIFY(KnownHashes(m_kept, kAtOnce).sha256(m_file, control));
        QVERIFY(!fs::exists(m_kept));
    }

    void whatIsKeptMayBeAnything_data()
    {
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("\xff\xfe{{");
        QTest::newRow("a list") << QByteArray("[1,2]");
        QTest::newRow("another version") << QByteArray(R"({"version":2,"files":{}})");
        QTest::newRow("a version of words") << QByteArray(R"({"version":"1","files":{}})");
        QTest::newRow("no files") << QByteArray(R"({"version":1})");
        QTest::newRow("files are a number") << QByteArray(R"({"version":1,"files":7})");
        QTest::newRow("rows are none") << QByteArray(R"({"version":1,"files":{"1:2":3,"1:3":null,"1:4":[1]}})");
        QTest::newRow("words for numbers") << QByteArray(R"({"version":1,"files":{"1:2":{"bytes":"7"}}})");
    }
    void whatIsKeptMayBeAnything()
    {
        QFETCH(QByteArray, kept);
        fs::create_directories(m_kept.parent_path());
        write(m_kept, kept.toStdString());
        QCOMPARE(chunksFor(kAtOnce, hashOf("weights")), 1);
        QCOMPARE(chunksFor(kAtOnce, hashOf("weights")), 0);
    }

    void onlyHashesAreTakenUp()
    {
        QCOMPARE(chunksFor(kAtOnce, hashOf("weights")), 1);
        const std::string text = readTextFile(m_kept).value();
        auto json = parseJson(text, "kept").value();
        for (auto& row : json["files"])
            row["sha256"] = "../../etc";
        write(m_kept, json.dump());
        QCOMPARE(chunksFor(kAtOnce, hashOf("weights")), 1);
    }

    void theOldestAreForgotten()
    {
        Json files = Json::object();
        for (std::size_t i = 0; i < KnownHashes::kMost; ++i)
            files["0:" + std::to_string(i)]
                = {{"bytes", 1}, {"modified", 1}, {"changed", 1}, {"found", i + 1}, {"sha256", hashOf("x")}};
        fs::create_directories(m_kept.parent_path());
        write(m_kept, Json{{"version", 1}, {"files", files}}.dump());
        QCOMPARE(chunksFor(kAtOnce, hashOf("weights")), 1);
        const auto json = parseJson(readTextFile(m_kept).value(), "kept").value();
        QCOMPARE(json["files"].size(), KnownHashes::kMost);
        QVERIFY(!json["files"].contains("0:0"));
        QVERIFY(json["files"].contains("0:1"));
        QCOMPARE(chunksFor(kAtOnce, hashOf("weights")), 0);
    }

    void aPlaceThatTakesNothing()
    {
        m_kept = m_file / "hashes.json"; // under a file
        QCOMPARE(chunksFor(kAtOnce, hashOf("weights")), 1);
        m_kept.clear();
        QCOMPARE(chunksFor(kAtOnce, hashOf("weights")), 1);
    }

    void errorsAreThoseOfHashing()
    {
        Counting control;
        const auto missing = KnownHashes(m_kept, kAtOnce).sha256(m_file.string() + "-gone", control);
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
    }

    void theUsersPlace_data()
    {
        QTest::addColumn<QByteArray>("cache");
        QTest::addColumn<QByteArray>("home");
        QTest::addColumn<QString>("place");
        QTest::newRow("both") << QByteArray("/c") << QByteArray("/h") << "/c/headroom/hashes.json";
        QTest::newRow("home") << QByteArray() << QByteArray("/h") << "/h/.cache/headroom/hashes.json";
        QTest::newRow("relative is to be ignored")
            << QByteArray("c") << QByteArray("/h") << "/h/.cache/headroom/hashes.json";
        QTest::newRow("none") << QByteArray() << QByteArray() << "";
    }
    void theUsersPlace()
    {
        QFETCH(QByteArray, cache);
        QFETCH(QByteArray, home);
        QFETCH(QString, place);
        const QByteArray cacheBefore = qgetenv("XDG_CACHE_HOME"), homeBefore = qgetenv("HOME");
        cache.isEmpty() ? qunsetenv("XDG_CACHE_HOME") : qputenv("XDG_CACHE_HOME", cache);
        home.isEmpty() ? qunsetenv("HOME") : qputenv("HOME", home);
        const auto found = QString::fromStdString(userHashes().string());
        qputenv("XDG_CACHE_HOME", cacheBefore);
        qputenv("HOME", homeBefore);
        QCOMPARE(found, place);
    }
};

HEADROOM_TEST(TestKnownHashes)
#include "tst_knownhashes.moc"
