// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Folders whose run ends before it is done: cancelled, killed, with a source that changes; and one larger than the
// memory that the run may use.
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/quant/folder/quantizefolder.h"
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/tinymodel.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <functional>
#include <sys/resource.h>

using namespace headroom;
namespace fs = std::filesystem;

namespace {

/// Does something when the nth matrix is finished: cancels, or touches the source.
class Interrupter : public JobControl {
public:
    explicit Interrupter(int at) : m_at(at) { }
    std::function<Status()> action = [] { return fail(ErrorCode::Cancelled, "job", "was cancelled"); };
    std::function<void()> onTensor = [] {};
    void event(std::string_view kind, const Json&) override
    {
        if (kind == "tensor") {
            ++m_count;
            onTensor();
        }
    }
    Status checkpoint() override { return m_count >= m_at && !std::exchange(m_done, true) ? action() : Status(); }

private:
    int m_at;
    int m_count = 0;
    bool m_done = false;
};

/// Every file of a folder with its hash.
std::map<std::string, std::string> contents(const fs::path& folder)
{
    JobControl control;
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(folder))
        files[entry.path().filename().string()] = sha256File(entry.path(), control).value_or("unreadable");
    return files;
}

} // namespace

class TestFolderResume : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    fs::path m_model;
    JobControl m_nothing;

    fs::path at(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
    fs::path work() const { return at("out.work"); }
    quant::FolderOptions options(const char* name = "out") const
    {
        return {.source = m_model, .destination = at(name), .scheme = "W4A16", .threads = 1};
    }
    std::map<std::string, std::string> fresh()
    {
        fs::remove_all(at("fresh"));
        return quant::quantizeFolder(options("fresh"), m_nothing) ? contents(at("fresh"))
                                                                  : std::map<std::string, std::string>();
    }
    void cancelAt(int matrix)
    {
        Interrupter interrupter(matrix);
        const auto outcome = quant::quantizeFolder(options(), interrupter);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
        QVERIFY(!fs::exists(at("out")));
        QVERIFY(fs::exists(work()));
    }

private slots:
    void initTestCase()
    {
        m_model = at("model.gguf");
        QVERIFY(
            test::writeTinyModel(m_model, {.layers = 3, .width = 512, .feedForward = 2048, .type = tensor::Type::F16}));
    }
    void init()
    {
        fs::remove_all(work());
        fs::remove_all(at("out"));
    }

    void aHashThatIsFoundIsKept()
    {
        Interrupter patient(1);
        patient.onTensor = [] { QTest::qSleep(500); }; // the hashing thread comes to its end
        QVERIFY(!quant::quantizeFolder(options(), patient));
        const auto kept = readTextFile(work() / "source.json");
        QVERIFY(kept);
        QCOMPARE(parseJson(*kept, "source.json").value()["sha256"].get<std::string>(),
                 sha256File(m_model, m_nothing).value());
    }

    void cancelledRunGoesOn()
    {
        const auto whole = fresh();
        QVERIFY(whole.contains("manifest.json"));
        for (const int matrix : {1, 9, 21}) { // the last: all are finished, their files are not
            init();
            cancelAt(matrix);
            QVERIFY(!fs::exists(work() / "draft"));
            const auto outcome = quant::quantizeFolder(options(), m_nothing);
            QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
            QVERIFY(contents(at("out")) == whole);
            QVERIFY(outcome->resumedBytes > 0);
            QVERIFY((outcome->resumedBytes == outcome->plan.workBytes) == (matrix == 21));
            QVERIFY(!fs::exists(work()));
        }
    }

    void anotherSchemeIsAnotherRun()
    {
        cancelAt(9);
        auto other = options();
        other.scheme = "W8A16";
        const auto outcome = quant::quantizeFolder(other, m_nothing);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        QCOMPARE(outcome->resumedBytes, std::uint64_t{0});
    }

    void damagedWorkIsDoneAgain()
    {
        const auto whole = fresh();
        cancelAt(9);
        std::fstream part(work() / "part-1", std::ios::in | std::ios::out | std::ios::binary);
        part.seekp(2000);
        part.write("damage", 6);
        part.close();
        QVERIFY(quant::quantizeFolder(options(), m_nothing));
        QVERIFY(contents(at("out")) == whole);
    }

    void sourceChangesMeanwhile()
    {
        Interrupter toucher(5);
        toucher.action = [this]() -> Status {
            fs::last_write_time(m_model, fs::last_write_time(m_model) + std::chrono::seconds(5));
            return {};
        };
        const auto outcome = quant::quantizeFolder(options(), toucher);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Conflict);
        QVERIFY(!fs::exists(at("out")) && !fs::exists(work()));
    }

    void limitsAreChecked()
    {
        auto wanted = options();
        wanted.memoryLimitBytes = 1U << 20U;
        const auto outcome = quant::quantizeFolder(wanted, m_nothing);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::OutOfMemory);
        QVERIFY(!fs::exists(work()));
    }

    void killedTenTimes()
    {
        const auto whole = fresh();
        const QStringList arguments{
            "quantize", test::text(m_model), test::text(at("out")), "--preset", "W4A16", "--threads", "1"};
        int killed = 0;
        for (int round = 0; round < 10 && !fs::exists(at("out")); ++round) {
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
        QVERIFY(contents(at("out")) == whole);
        QVERIFY(!fs::exists(work()));
        for (const auto& entry : fs::directory_iterator(m_folder.path().toStdString()))
            QVERIFY2(!entry.path().filename().string().starts_with("."), entry.path().c_str());
    }

    /// A run that was killed between its folder's name and the end of its work leaves work that nothing continues: the
    /// next one removes it. What can be continued stays, whatever has the name.
    void workOfANamedFolderIsSwept()
    {
        auto watched = options();
        watched.beforeName = [this](const quant::FolderOutcome&, const fs::path&, const FileState&) {
            fs::copy(work(), at("kept.work"), fs::copy_options::recursive);
        };
        QVERIFY(quant::quantizeFolder(watched, m_nothing));
        fs::copy(at("kept.work"), work(), fs::copy_options::recursive);
        QVERIFY(!quant::quantizeFolder(options(), m_nothing));
        QVERIFY(fs::exists(work())); // its draft has no name: something else has
        fs::remove_all(work() / "draft");
        const auto again = quant::quantizeFolder(options(), m_nothing);
        QVERIFY(!again && again.error().detail.find("exists already") != std::string::npos);
        QVERIFY(!fs::exists(work()) && fs::exists(at("out")));
        fs::remove_all(at("kept.work"));
    }

    /// Weights that are holes in the file: they cost no disk.
    void sparse()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the sanitizer's shadow and quarantine count as the process's memory");
#endif
        const test::TinyModel big{
            .layers = 1, .width = 4096, .feedForward = 8192, .heads = 32, .kvHeads = 8, .type = tensor::Type::F16};
        const auto layout = model::layOutGguf(test::tiny::metadata(big), test::tiny::tensors(big));
        QVERIFY(layout);
        QVERIFY(writeFile(at("sparse.gguf"), layout->header));
        fs::resize_file(at("sparse.gguf"), layout->total);
        const std::uint64_t limit = 210U << 20U;
        QVERIFY(layout->total > limit);
        const auto result = test::runCli({"quantize", test::text(at("sparse.gguf")), test::text(at("out")), "--preset",
                                          "W4A16", "--memory-limit", QString::number(limit), "--threads", "2"});
        QVERIFY2(result.status == 0, result.summary());
        rusage usage{};
        getrusage(RUSAGE_CHILDREN, &usage);
        const std::uint64_t peak = std::uint64_t(usage.ru_maxrss) * 1024;
        qInfo("%llu MiB: peak of %llu MiB within %llu MiB", static_cast<unsigned long long>(layout->total >> 20U),
              static_cast<unsigned long long>(peak >> 20U), static_cast<unsigned long long>(limit >> 20U));
        QVERIFY(peak <= limit);
    }
};

HEADROOM_TEST(TestFolderResume)
#include "tst_folderresume.moc"
