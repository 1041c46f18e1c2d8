// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What may be replaced, who may read what was written, and what becomes of what was not finished.
#include "core/base/file.h"
#include "core/base/partialfile.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace headroom;

class TestOutput : public QObject {
    Q_OBJECT

    static std::filesystem::path in(const QTemporaryDir& dir, const char* name)
    {
        return std::filesystem::path(dir.path().toStdString()) / name;
    }
    static Status put(const Output& output, std::string_view text)
    {
        return writeFile(output, std::as_bytes(std::span(text)));
    }
    static unsigned modeOf(const std::filesystem::path& path) { return FileState::of(path).value().mode; }

private slots:
    void init() { AtomicFile::alwaysNamed(false); }

    void onlyWhatMayBeReplacedIs_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("replace");
        QTest::addColumn<int>("code");
        const int never = int(ErrorCode::InvalidArgument);
        for (const bool replace : {false, true}) {
            const char* how = replace ? "replacing" : "not replacing";
            QTest::addRow("the input, %s", how) << "input" << replace << never;
            QTest::addRow("a hard link to it, %s", how) << "hard" << replace << never;
            QTest::addRow("a link to it, %s", how) << "soft" << replace << never;
            QTest::addRow("by way of its folder, %s", how) << "sub/../input" << replace << never;
            QTest::addRow("a folder, %s", how) << "sub" << replace << never;
            QTest::addRow("a pipe, %s", how) << "pipe" << replace << never;
            QTest::addRow("a device, %s", how) << "/dev/null" << replace << never;
            QTest::addRow("new, %s", how) << "new" << replace << -1;
            QTest::addRow("another file, %s", how) << "file" << replace << (replace ? -1 : int(ErrorCode::Conflict));
            QTest::addRow("a link to another file, %s", how)
                << "link" << replace << (replace ? never : int(ErrorCode::Conflict));
            QTest::addRow("a link to nothing, %s", how)
                << "nowhere" << replace << (replace ? never : int(ErrorCode::Conflict));
        }
    }
    void onlyWhatMayBeReplacedIs()
    {
        QFETCH(QString, target);
        QFETCH(bool, replace);
        QFETCH(int, code);
        QTemporaryDir dir;
        QVERIFY(put(in(dir, "input"), "input") && put(in(dir, "file"), "file"));
        std::filesystem::create_hard_link(in(dir, "input"), in(dir, "hard"));
        std::filesystem::create_symlink(in(dir, "input"), in(dir, "soft"));
        std::filesystem::create_symlink(in(dir, "file"), in(dir, "link"));
        std::filesystem::create_symlink(in(dir, "absent"), in(dir, "nowhere"));
        std::filesystem::create_directory(in(dir, "sub"));
        QCOMPARE(::mkfifo(in(dir, "pipe").c_str(), 0600), 0);
        const auto output = outputAt(in(dir, target.toUtf8().constData()), replace, std::vector{in(dir, "input")});
        QCOMPARE(output ? -1 : int(output.error().code), code);
        if (output)
            QVERIFY(put(*output, "new"));
        QCOMPARE(readTextFile(in(dir, "input")).value(), std::string("input"));
        QVERIFY(std::filesystem::is_fifo(in(dir, "pipe")) && std::filesystem::is_character_file("/dev/null"));
    }

    void whatAppearsMeanwhileStays_data()
    {
        QTest::addColumn<bool>("named");
        QTest::newRow("without a name until then") << false;
        QTest::newRow("under another name until then") << true;
    }
    void whatAppearsMeanwhileStays()
    {
        QFETCH(bool, named);
        AtomicFile::alwaysNamed(named);
        QTemporaryDir dir;
        const auto path = in(dir, "out");
        auto file = AtomicFile::create({path, false});
        QVERIFY(file && file->write("ours"));
        std::ofstream(path) << "theirs";
        const Status status = file->commit();
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Conflict);
        QCOMPARE(readTextFile(path).value(), std::string("theirs"));
    }

    void aManifestGoesWithWhatItTellsOf_data()
    {
        QTest::addColumn<QString>("beside");
        QTest::addColumn<bool>("described");
        QTest::addColumn<bool>("stays");
        const QString manifest = R"({"format": "headroom-manifest/1", "artifact": {"name": "out"}})";
        QTest::newRow("of the file that was there") << manifest << false << false;
        QTest::newRow("of the file itself") << manifest << true << true;
        QTest::newRow("somebody's own") << QString(R"({"format": "other"})") << false << true;
        QTest::newRow("no JSON") << QStringLiteral("notes") << false << true;
    }
    /// Whichever way a file gets its name, in place of another or where one was deleted.
    void aManifestGoesWithWhatItTellsOf()
    {
        QFETCH(QString, beside);
        QFETCH(bool, described);
        QFETCH(bool, stays);
        for (const bool named : {false, true})
            for (const bool partial : {false, true})
                for (const bool replaces : {false, true}) {
                    AtomicFile::alwaysNamed(named);
                    QTemporaryDir dir;
                    if (replaces)
                        QVERIFY(put(in(dir, "out"), "before"));
                    std::ofstream(in(dir, "out.manifest.json")) << beside.toStdString();
                    Output output(in(dir, "out"), replaces);
                    output.described = described;
                    if (partial)
                        QVERIFY(PartialFile::open(in(dir, "part")).value().placeAs(output));
                    else
                        QVERIFY(put(output, "now"));
                    QCOMPARE(std::filesystem::exists(in(dir, "out.manifest.json")), stays);
                }
    }
    /// A name that was refused leaves everything as it was.
    void aManifestStaysWithAFileThatIsNotReplaced()
    {
        QTemporaryDir dir;
        std::ofstream(in(dir, "out")) << "before";
        std::ofstream(in(dir, "out.manifest.json")) << R"({"format": "headroom-manifest/1"})";
        QVERIFY(!put({in(dir, "out"), false}, "now"));
        auto part = PartialFile::open(in(dir, "part"));
        QVERIFY(part && !part->placeAs({in(dir, "out"), false}));
        QVERIFY(std::filesystem::exists(in(dir, "out.manifest.json")));
    }

    void permissionsAreNeverWider_data()
    {
        QTest::addColumn<bool>("named");
        QTest::addColumn<int>("mask");
        QTest::addColumn<int>("source");
        QTest::addColumn<int>("replaced");
        QTest::addColumn<int>("expected");
        for (const bool named : {false, true}) {
            const char* how = named ? "named" : "nameless";
            QTest::addRow("%s", how) << named << 0022 << 0644 << 0 << 0644;
            QTest::addRow("%s, the user's mask", how) << named << 0027 << 0644 << 0 << 0640;
            QTest::addRow("%s, a private source", how) << named << 0022 << 0600 << 0 << 0600;
            QTest::addRow("%s, a group's source", how) << named << 0022 << 0440 << 0 << 0640;
            QTest::addRow("%s, replacing what was private", how) << named << 0022 << 0644 << 0600 << 0600;
        }
    }
    void permissionsAreNeverWider()
    {
        QFETCH(bool, named);
        QFETCH(int, mask);
        QFETCH(int, source);
        QFETCH(int, replaced);
        QFETCH(int, expected);
        AtomicFile::alwaysNamed(named);
        QTemporaryDir dir;
        QVERIFY(put(in(dir, "source"), "weights"));
        std::filesystem::permissions(in(dir, "source"), std::filesystem::perms(source));
        if (replaced != 0) {
            QVERIFY(put(in(dir, "out"), "old"));
            std::filesystem::permissions(in(dir, "out"), std::filesystem::perms(replaced));
        }
        const mode_t before = ::umask(mode_t(mask));
        const auto output = outputAt(in(dir, "out"), true, std::vector{in(dir, "source")});
        auto file = AtomicFile::create(output.value());
        for (const auto& entry : std::filesystem::directory_iterator(dir.path().toStdString()))
            if (entry.path().filename() != "source" && entry.path().filename() != "out")
                QCOMPARE(modeOf(entry.path()), 0600U);
        const Status written = file->commit();
        ::umask(before);
        QVERIFY(written);
        QCOMPARE(int(modeOf(in(dir, "out"))), expected);
    }

    void whatAKilledProcessLeavesIsReclaimed()
    {
        QTemporaryDir dir;
        const auto here = std::filesystem::path(dir.path().toStdString());
        const pid_t child = fork();
        if (child == 0) {
            AtomicFile::alwaysNamed(true);
            auto file = AtomicFile::create(here / "killed.bin");
            auto folder = Scratch::folder(here);
            if (file && folder && writeFile(folder->path() / "large", {}))
                ::kill(::getpid(), SIGKILL);
            ::_exit(1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(here), {}), 2);
        QVERIFY(put(here / "next", "run"));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(here), {}), 1);
    }

    void whatALivingProcessWorksOnIsNot()
    {
        QTemporaryDir dir;
        const auto here = std::filesystem::path(dir.path().toStdString());
        const auto folder = Scratch::folder(here); // this process has swept here now: another one does it again
        QVERIFY(folder);
        QCOMPARE(modeOf(folder->path()), 0700U);
        const pid_t child = fork();
        if (child == 0) {
            const auto link = here.parent_path() / (here.filename().string() + "-again");
            std::filesystem::create_directory_symlink(here, link); // a name that was not swept
            sweepScratch(link);
            std::filesystem::remove(link);
            ::_exit(0);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(std::filesystem::exists(folder->path()));
    }

    void aLockThatWasRemovedIsNotHeld()
    {
        QTemporaryDir dir;
        const auto folder = in(dir, "out.work");
        const auto first = FolderLock::acquire(folder);
        QVERIFY(first && first->held());
        QCOMPARE(modeOf(folder), 0700U);
        QCOMPARE(FolderLock::acquire(folder).error().code, ErrorCode::Busy);
        std::filesystem::remove(folder);
        QCOMPARE(first->held().error().code, ErrorCode::Conflict);
        const auto second = FolderLock::acquire(folder);
        QVERIFY(second && second->held());
        QVERIFY(!first->held());
    }
};

HEADROOM_TEST(TestOutput)
#include "tst_output.moc"
