// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/pythonjson.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <limits>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace headroom;

class TestFile : public QObject {
    Q_OBJECT

    static std::filesystem::path in(const QTemporaryDir& dir, const char* name)
    {
        return std::filesystem::path(dir.path().toStdString()) / name;
    }

    static Status put(const Output& output, std::string_view text)
    {
        return writeFile(output, std::as_bytes(std::span(text)));
    }
    /// In place, as a program that opens an existing file would; another inode never comes of it.
    static void overwrite(const std::filesystem::path& path, const char* text)
    {
        std::fstream(path, std::ios::in | std::ios::out) << text;
    }
    static void setBack(const std::filesystem::path& path, std::int64_t modified)
    {
        const timespec then{modified / 1'000'000'000, modified % 1'000'000'000};
        const timespec times[]{then, then};
        ::utimensat(AT_FDCWD, path.c_str(), times, 0);
    }

private slots:
    void aChangedFileIsNotIntact_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("field");
        const int conflict = int(ErrorCode::Conflict);
        QTest::newRow("written to") << "place" << conflict << "time of last change";
        QTest::newRow("written to, times set back") << "back" << conflict << "time of last change of its inode";
        QTest::newRow("longer") << "longer" << conflict << "size";
        QTest::newRow("shorter") << "shorter" << int(ErrorCode::Truncated) << "";
        QTest::newRow("another file moved over it") << "moved" << conflict << "inode";
        QTest::newRow("gone") << "gone" << int(ErrorCode::NotFound) << "";
        QTest::newRow("left alone") << "nothing" << -1 << "";
    }
    void aChangedFileIsNotIntact()
    {
        QFETCH(QString, how);
        QFETCH(int, code);
        QFETCH(QString, field);
        QTemporaryDir dir;
        const auto path = in(dir, "model.bin");
        QVERIFY(put(path, "weights"));
        const auto file = MappedFile::open(path).value();
        QTest::qSleep(30); // a tick of the file system's clock
        if (how == "place" || how == "back")
            overwrite(path, "Weights");
        if (how == "back")
            setBack(path, file->state().modified);
        if (how == "longer")
            overwrite(path, "weights and more");
        if (how == "shorter")
            std::filesystem::resize_file(path, 3);
        if (how == "moved") {
            QVERIFY(put(in(dir, "other"), "weights"));
            std::filesystem::rename(in(dir, "other"), path);
        }
        if (how == "gone")
            std::filesystem::remove(path);
        const Status intact = file->intact();
        QCOMPARE(intact ? -1 : int(intact.error().code), code);
        if (!field.isEmpty())
            QCOMPARE(QString::fromStdString(intact.error().where),
                     QString::fromStdString(path.string()) + ", " + field);
        JobControl nothing;
        if (how == "back") // and what reads the file by name has what is there now
            QCOMPARE(sha256File(path, nothing).value(), sha256(std::as_bytes(std::span("Weights", 7))));
    }

    void theFirstPrintIsOfAllOfIt_data()
    {
        QTest::addColumn<qint64>("bytes");
        for (const qint64 bytes : {0, 1, 262143, 262144, 262145, 3'000'000}) // about the size of a piece, and several
            QTest::addRow("%lld bytes", bytes) << bytes;
    }
    void theFirstPrintIsOfAllOfIt()
    {
        QFETCH(qint64, bytes);
        QTemporaryDir dir;
        const auto path = in(dir, "model.bin");
        std::string content(std::size_t(bytes), '\0');
        for (std::size_t i = 0; i < content.size(); ++i)
            content[i] = char(i * 2654435761U >> 24U);
        QVERIFY(put(path, content));
        const auto file = MappedFile::open(path).value();
        QCOMPARE(file->print(), checksum(std::as_bytes(std::span(content))));
        if (bytes == 0)
            return;
        std::fstream(path, std::ios::in | std::ios::out).seekp(bytes - 1) << char(content.back() + 1);
        setBack(path, file->state().modified);
        const Status intact = file->intact();
        QVERIFY(!intact);
        QCOMPARE(intact.error().code, ErrorCode::Conflict);
    }

    void whatChangesWhileItIsHashedIsRefused()
    {
        struct Writing : JobControl {
            std::filesystem::path path;
            Status checkpoint() override
            {
                QTest::qSleep(30);
                overwrite(path, "W");
                return {};
            }
        };
        QTemporaryDir dir;
        Writing control;
        control.path = in(dir, "model.bin");
        QVERIFY(put(control.path, "weights"));
        const auto hash = sha256File(control.path, control);
        QVERIFY(!hash);
        QCOMPARE(hash.error().code, ErrorCode::Conflict);
    }

    void appearsOnlyWhenCommitted()
    {
        QTemporaryDir dir;
        const auto path = in(dir, "whole.bin");
        {
            auto file = AtomicFile::create(path, 1000);
            QVERIFY(file.has_value());
            QVERIFY(file->write("half").has_value());
            QVERIFY(!std::filesystem::exists(path));
        }
        QVERIFY(std::filesystem::is_empty(path.parent_path())); // nothing half-written stays behind

        auto file = AtomicFile::create(path, 1000);
        QVERIFY(file->write("whole").has_value());
        QVERIFY(file->commit().has_value());
        QCOMPARE(readTextFile(path).value(), std::string("whole")); // the reserve is cut back to what was written
    }

    void aKilledWriterLeavesNothing()
    {
        QTemporaryDir dir;
        const auto path = in(dir, "killed.bin");
        const pid_t child = fork();
        if (child == 0) {
            auto file = AtomicFile::create(path, 1 << 20);
            if (file && file->write("half"))
                ::kill(::getpid(), SIGKILL);
            ::_exit(1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QVERIFY(std::filesystem::is_empty(path.parent_path()));
    }

    void replacesWithoutLosingTheOldOne()
    {
        QTemporaryDir dir;
        const auto path = in(dir, "kept.txt");
        QVERIFY(writeFile(path, std::as_bytes(std::span("old", 3))).has_value());
        {
            auto file = AtomicFile::create(path);
            QVERIFY(file->write("new").has_value());
        }
        QCOMPARE(readTextFile(path).value(), std::string("old"));
    }

    void saysWhenTheDiskIsTooSmall()
    {
        QTemporaryDir dir;
        auto file = AtomicFile::create(in(dir, "huge"), 1ULL << 60);
        QVERIFY(!file.has_value());
        QCOMPARE(file.error().code, ErrorCode::NoSpace);
        QVERIFY(std::filesystem::is_empty(dir.path().toStdString()));
    }

    void writeBeyondTheLimitLeavesNothing()
    {
        QTemporaryDir dir;
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit small{4096, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const std::vector<std::byte> data(1 << 20);
        const Status status = writeFile(in(dir, "limited"), data);
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!status.has_value());
        QCOMPARE(status.error().code, ErrorCode::NoSpace);
        QVERIFY(std::filesystem::is_empty(dir.path().toStdString()));
    }

    void badPathsAreErrors_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("code");
        QTest::newRow("missing") << "absent" << int(ErrorCode::NotFound);
        QTest::newRow("directory") << "" << int(ErrorCode::InvalidArgument);
        QTest::newRow("below a file") << "plain/x" << int(ErrorCode::NotFound);
    }
    void badPathsAreErrors()
    {
        QFETCH(QString, name);
        QFETCH(int, code);
        QTemporaryDir dir;
        QVERIFY(writeFile(in(dir, "plain"), {}).has_value());
        const auto opened = MappedFile::open(in(dir, name.toUtf8().constData()));
        QVERIFY(!opened.has_value());
        QCOMPARE(int(opened.error().code), code);
        QVERIFY(!opened.error().where.empty());
    }

    void emptyFileMapsToNothing()
    {
        QTemporaryDir dir;
        QVERIFY(writeFile(in(dir, "empty"), {}).has_value());
        const auto opened = MappedFile::open(in(dir, "empty"));
        QVERIFY(opened.has_value());
        QVERIFY((*opened)->bytes().empty());
    }

    void sha256MatchesTheStandard() // FIPS 180-4 examples
    {
        QCOMPARE(sha256(std::as_bytes(std::span("abc", 3))),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256({}), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    void jsonBombIsRefused()
    {
        QVERIFY(parseJson("{\"a\": [1, 2, {\"b\": \"]]]\\\"[[[\"}]}", "test").has_value());
        const auto bomb = parseJson(std::string(1'000'000, '['), "bomb.json");
        QVERIFY(!bomb.has_value());
        QCOMPARE(bomb.error().code, ErrorCode::Corrupt);
        QVERIFY(!parseJson("{\"a\":", "cut.json").has_value());
    }

    /// Python's json module, which writes the files beside weights, knows three numbers that JSON does not.
    void numbersThatPythonWrites()
    {
        const std::string text = "{\"limit\": [0.0, Infinity], \"low\":-Infinity,\"none\": [NaN ], "
                                 "\"text\": \"a \\\" Infinity, NaN\", \"Infinity\": 1}";
        const auto json = parsePythonJson(text, "config.json");
        QVERIFY(json.has_value());
        QCOMPARE(json->at("limit")[1].get<double>(), std::numeric_limits<double>::infinity());
        QCOMPARE(json->at("low").get<double>(), -std::numeric_limits<double>::infinity());
        QVERIFY(std::isnan(json->at("none")[0].get<double>()));
        QCOMPARE(json->at("text").get<std::string>(), std::string("a \" Infinity, NaN"));
        QCOMPARE(json->at("Infinity"), Json(1));
        QVERIFY(!parseJson(text, "config.json").has_value()); // everything else stays strict
        const std::string written = dumpPythonJson(*json);
        QVERIFY(written.find(R"([0.0,Infinity],"low":-Infinity,"none":[NaN])") != std::string::npos);
        QCOMPARE(dumpPythonJson(*parsePythonJson(written, "again")), written);
        QCOMPARE(dumpPythonJson(Json{{"a", 1.5}}, 2), Json({{"a", 1.5}}).dump(2));
    }

    void wordsThatAreNoNumbers_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"{Infinity: 1}", "[-NaN]", "[Infinityx]", "[1Infinity]", "[- Infinity]", "[inf]",
                                 "[infinity]", "[nan]", "Infinity 1", "[NaN"})
            QTest::newRow(text) << QByteArray(text);
    }
    void wordsThatAreNoNumbers()
    {
        QFETCH(QByteArray, text);
        const auto json = parsePythonJson(text.toStdString(), "config.json");
        QVERIFY(!json.has_value());
        QCOMPARE(json.error().code, ErrorCode::Corrupt);
    }

    void errorNamesRoundTrip()
    {
        for (int code = 0; code <= int(ErrorCode::Internal); ++code)
            QCOMPARE(int(errorCodeFromName(errorCodeName(ErrorCode(code)))), code);
    }
};

HEADROOM_TEST(TestFile)
#include "tst_file.moc"
