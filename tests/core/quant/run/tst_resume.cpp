// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Runs that end before they are done: cancelled, killed, out of memory, with a source that changes; and a model larger
// than the memory that the run may use. HEADROOM_SPARSE_GIB sets the size of that model (tests/stress/sparse.sh: 20).
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/quant/run/quantize.h"
#include "core/quant/run/workfolder.h"
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/tinymodel.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <sys/resource.h>

using namespace headroom;
namespace fs = std::filesystem;

namespace {

/// Does something at the nth checkpoint: cancels, or touches the source.
class Interrupter : public JobControl {
public:
    explicit Interrupter(int at) : m_at(at) { }
    std::function<Status()> action = [] { return fail(ErrorCode::Cancelled, "job", "was cancelled"); };
    Status checkpoint() override { return ++m_count == m_at ? action() : Status(); }

private:
    int m_at;
    int m_count = 0;
};

/// Lets the hashing thread come to its end, then cancels.
class Patient : public JobControl {
public:
    void event(std::string_view kind, const Json&) override
    {
        if (kind == "tensor" && !std::exchange(m_done, true))
            QTest::qSleep(500);
    }
    Status checkpoint() override { return m_done ? fail(ErrorCode::Cancelled, "job", "was cancelled") : Status(); }

private:
    bool m_done = false;
};

/// A model whose weights are holes in the file, in quarters of a GiB: it costs no disk.
Status writeSparse(const fs::path& path, std::uint64_t quarters)
{
    test::TinyModel tiny;
    auto sources = test::tiny::tensors(tiny);
    constexpr std::uint64_t kColumns = 8192;
    for (std::uint64_t i = 0; i < quarters; ++i)
        sources.push_back({"extra." + std::to_string(i) + ".weight", tensor::Type::F16, {kColumns, 16384}, {}});
    const auto layout = model::layOutGguf(test::tiny::metadata(tiny), sources);
    if (!layout)
        return tl::unexpected(layout.error());
    HEADROOM_TRY(writeFile(path, layout->header));
    std::error_code error;
    fs::resize_file(path, layout->total, error);
    return error ? Status(failErrno(error.value(), path.string())) : Status();
}

} // namespace

class TestResume : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    fs::path m_model;
    JobControl m_nothing;

    fs::path at(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }
    fs::path work() const { return at("out.gguf.work"); }
    quant::QuantizeOptions options(const char* name = "out.gguf") const
    {
        return {m_model, at(name), "Q4_K_M", false, false, 2};
    }
    std::string fresh(quant::QuantizeOptions wanted)
    {
        wanted.destination = at("fresh.gguf");
        wanted.replace = true;
        const auto outcome = quant::quantize(wanted, m_nothing);
        return outcome ? outcome->sha256 : outcome.error().detail;
    }
    static test::TinyModel model()
    {
        test::TinyModel model;
        model.layers = 3;
        model.width = 512;
        model.feedForward = 4096;
        model.type = tensor::Type::F16;
        return model;
    }
    /// Other weights, the same size.
    static void writeOther(const fs::path& path)
    {
        auto other = model();
        other.seed = 99;
        QVERIFY(test::writeTinyModel(path, other));
    }
    void cancelAt(int checkpoint)
    {
        Interrupter interrupter(checkpoint);
        const auto outcome = quant::quantize(options(), interrupter);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
        QVERIFY(!fs::exists(at("out.gguf")));
        QVERIFY(fs::exists(work()));
    }

private slots:
    void initTestCase()
    {
        m_model = at("model.gguf");
        QVERIFY(test::writeTinyModel(m_model, model()));
    }

    /// Before the others: a child's peak counts what this process held when it started it.
    void sparse()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the sanitizer's shadow and quarantine count as the process's memory");
#endif
        const int gibibytes = qEnvironmentVariableIntValue("HEADROOM_SPARSE_GIB");
        const std::uint64_t quarters = gibibytes > 0 ? 4 * std::uint64_t(gibibytes) : 2;
        const std::uint64_t limit = gibibytes > 0 ? 1U << 30U : 128U << 20U;
        QVERIFY(writeSparse(at("sparse.gguf"), quarters));
        const auto result
            = test::runCli({"quantize", test::text(at("sparse.gguf")), test::text(at("out.gguf")), "--preset", "TQ2_0",
                            "--memory-limit", QString::number(limit), "--threads", "2"},
                           3600000);
        QVERIFY2(result.status == 0, result.summary());
        rusage usage{};
        getrusage(RUSAGE_CHILDREN, &usage);
        const std::uint64_t peak = std::uint64_t(usage.ru_maxrss) * 1024;
        qInfo("%llu MiB: peak of %llu MiB within %llu MiB", static_cast<unsigned long long>(256 * quarters),
              static_cast<unsigned long long>(peak >> 20U), static_cast<unsigned long long>(limit >> 20U));
        QVERIFY(peak <= limit);
    }
    void init()
    {
        std::error_code ignored;
        fs::remove_all(work(), ignored);
        fs::remove(at("out.gguf"), ignored);
    }

    void aHashThatIsFoundIsKept()
    {
        Patient patient;
        QVERIFY(!quant::quantize(options(), patient));
        const auto kept = readTextFile(work() / "source.json");
        QVERIFY(kept);
        QCOMPARE(parseJson(*kept, "source.json").value()["sha256"].get<std::string>(),
                 sha256File(m_model, m_nothing).value());
    }

    void cancelledRunGoesOn()
    {
        const std::string whole = fresh(options());
        for (const int checkpoint : {12, 30}) {
            init();
            cancelAt(checkpoint);
            const auto outcome = quant::quantize(options(), m_nothing);
            QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
            QCOMPARE(outcome->sha256, whole);
            QVERIFY(outcome->resumedBytes > 0 && outcome->resumedBytes < outcome->outputBytes);
            QVERIFY(!fs::exists(work()));
        }
    }

    void workOfANamedFileIsSwept()
    {
        auto watched = options();
        watched.beforeLastName = [this](const quant::QuantizeOutcome&, const FileState&) {
            fs::copy(work(), at("kept.work"), fs::copy_options::recursive);
        };
        QVERIFY(quant::quantize(watched, m_nothing));
        fs::copy(at("kept.work"), work(), fs::copy_options::recursive);
        QVERIFY(!quant::quantize(options(), m_nothing));
        QVERIFY(fs::exists(work())); // killed before it had the name: something else has it
        fs::remove(work() / "part-1");
        QVERIFY(!quant::quantize(options(), m_nothing));
        QVERIFY(!fs::exists(work()) && fs::exists(at("out.gguf")));
        fs::remove_all(at("kept.work"));
    }

    void figuresAreTheSame()
    {
        const auto once = quant::quantize(options("once.gguf"), m_nothing);
        cancelAt(30);
        const auto twice = quant::quantize(options(), m_nothing);
        QVERIFY(once && twice);
        for (std::size_t i = 0; i < once->tensors.size(); ++i) {
            QCOMPARE(twice->tensors[i].rmse, once->tensors[i].rmse);
            QCOMPARE(twice->tensors[i].maxError, once->tensors[i].maxError);
        }
    }

    void editedPresetDoesOnlyWhatChanged()
    {
        cancelAt(30);
        auto edited = options();
        edited.wishes.overrides = {*quant::Override::parse("blk\\.0\\.attn_q=Q8_0")}; // and everything behind moves
        const auto outcome = quant::quantize(edited, m_nothing);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        QVERIFY(outcome->resumedBytes > 0);
        QCOMPARE(outcome->sha256, fresh(edited));
        QVERIFY(!fs::exists(work()));
    }

    void damagedWorkIsDoneAgain()
    {
        const std::string whole = fresh(options());
        cancelAt(30);
        std::fstream part(work() / "part-1", std::ios::in | std::ios::out | std::ios::binary);
        part.seekp(200000);
        part.write("damage", 6);
        part.close();
        fs::resize_file(work() / "units-1", fs::file_size(work() / "units-1") - 40); // the last line is torn
        const auto outcome = quant::quantize(options(), m_nothing);
        QVERIFY(outcome);
        QCOMPARE(outcome->sha256, whole);
        QVERIFY(outcome->resumedBytes > 0);
    }

    void sourceChangesMeanwhile()
    {
        Interrupter toucher(20);
        toucher.action = [this]() -> Status {
            fs::last_write_time(m_model, fs::last_write_time(m_model) + std::chrono::seconds(5));
            return {};
        };
        const auto outcome = quant::quantize(options(), toucher);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Conflict);
        QVERIFY(outcome.error().where.ends_with("model.gguf, time of last change"));
        QVERIFY(!fs::exists(at("out.gguf")));
        QVERIFY(!fs::exists(work())); // what was read from a changing file is worth nothing
    }

    void sourceChangedSince()
    {
        cancelAt(30);
        fs::last_write_time(m_model, fs::last_write_time(m_model) + std::chrono::seconds(5));
        const auto refused = quant::quantize(options(), m_nothing);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY(refused.error().where.ends_with("time of last change"));
        auto startOver = options();
        startOver.replace = true;
        const auto outcome = quant::quantize(startOver, m_nothing);
        QVERIFY(outcome);
        QCOMPARE(outcome->resumedBytes, std::uint64_t{0});
    }

    /// Whatever the file system says of them: the states that the work folder has are made those of the other model.
    void noUnitOfAnotherModelIsTaken()
    {
        cancelAt(30);
        writeOther(m_model);
        const auto file = model::ModelFile::open(m_model);
        QVERIFY(file);
        const std::string states = Json{{"files", quant::toJson(quant::sourceStates(**file))}, {"sha256", ""}}.dump();
        QVERIFY(writeFile(work() / "source.json", std::as_bytes(std::span(states))));
        const auto outcome = quant::quantize(options(), m_nothing);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        QCOMPARE(outcome->resumedBytes, std::uint64_t{0});
        QCOMPARE(outcome->sha256, fresh(options()));
        initTestCase();
    }

    void aHashThatWasAnotherIsRefused()
    {
        cancelAt(30);
        auto kept = parseJson(readTextFile(work() / "source.json").value(), "source.json").value();
        kept["sha256"] = std::string(64, 'a');
        const std::string text = kept.dump();
        QVERIFY(writeFile(work() / "source.json", std::as_bytes(std::span(text))));
        const auto outcome = quant::quantize(options(), m_nothing);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Conflict);
        QVERIFY(outcome.error().where.ends_with("content"));
        QVERIFY(!fs::exists(at("out.gguf")));
    }

    void exchangedBetweenTwoRuns_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("field");
        QTest::newRow("overwritten, times set back") << "back"
                                                     << "time of last change of its inode";
        QTest::newRow("another file of this name") << "moved"
                                                   << "inode";
        QTest::newRow("another print") << "print"
                                       << "content";
    }
    void exchangedBetweenTwoRuns()
    {
        QFETCH(QString, how);
        QFETCH(QString, field);
        cancelAt(30);
        QTest::qSleep(30);
        const auto time = fs::last_write_time(m_model);
        if (how == "back") {
            writeOther(at("other.gguf"));
            fs::copy_file(at("other.gguf"), m_model, fs::copy_options::overwrite_existing);
            fs::last_write_time(m_model, time);
        }
        if (how == "moved") {
            writeOther(m_model);
            fs::last_write_time(m_model, time);
        }
        if (how == "print") { // as what is written through a mapping leaves it on some file systems
            auto kept = parseJson(readTextFile(work() / "source.json").value(), "source.json").value();
            kept["files"][0]["print"] = "another";
            const std::string text = kept.dump();
            QVERIFY(writeFile(work() / "source.json", std::as_bytes(std::span(text))));
        }
        const auto refused = quant::quantize(options(), m_nothing);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY2(QString::fromStdString(refused.error().where).endsWith(field), refused.error().where.c_str());
        QVERIFY(!fs::exists(at("out.gguf")));
        initTestCase();
    }

    void aFolderThatIsTakenAwayEndsTheRun()
    {
        Interrupter taker(20);
        taker.action = [this]() -> Status {
            fs::remove_all(work());
            fs::create_directory(work()); // as the next run would
            std::ofstream(work() / "part-1") << "of another run";
            return {};
        };
        const auto outcome = quant::quantize(options(), taker);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Conflict);
        QVERIFY(!fs::exists(at("out.gguf")));
        QVERIFY(fs::exists(work() / "part-1")); // which is not this run's to remove
    }

    void aPrivateModelStaysPrivate()
    {
        fs::permissions(m_model, fs::perms(0600));
        cancelAt(30);
        for (const auto& entry : fs::recursive_directory_iterator(work()))
            QCOMPARE(FileState::of(entry.path()).value().mode, 0600U);
        QCOMPARE(FileState::of(work()).value().mode, 0700U);
        QVERIFY(quant::quantize(options(), m_nothing));
        QCOMPARE(FileState::of(at("out.gguf")).value().mode, 0600U);
        fs::permissions(m_model, fs::perms(0644));
    }

    void oneRunAtATime()
    {
        const auto lock = FolderLock::acquire(work());
        QVERIFY(lock);
        const auto outcome = quant::quantize(options(), m_nothing);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Busy);
    }

    void somethingElseHasTheName()
    {
        QVERIFY(writeFile(work(), {}));
        const auto outcome = quant::quantize(options(), m_nothing);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Conflict);
        QVERIFY(fs::is_regular_file(work()));
    }

    void memoryLimitIsChecked()
    {
        auto wanted = options();
        wanted.memoryLimitBytes = 1U << 20U;
        const auto outcome = quant::quantize(wanted, m_nothing);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::OutOfMemory);
        QVERIFY(!fs::exists(work()));
    }

    void whatIsDoneIsKeptWhereTheSameCallCanSucceedLater_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<bool>("kept");
        for (const auto code : {ErrorCode::Cancelled, ErrorCode::NoSpace, ErrorCode::Io, ErrorCode::OutOfMemory})
            QTest::newRow(std::string(errorCodeName(code)).c_str()) << code << true;
        for (const auto code : {ErrorCode::Conflict, ErrorCode::Corrupt, ErrorCode::Unsupported})
            QTest::newRow(std::string(errorCodeName(code)).c_str()) << code << false;
    }
    void whatIsDoneIsKeptWhereTheSameCallCanSucceedLater()
    {
        QFETCH(ErrorCode, code);
        QFETCH(bool, kept);
        Interrupter ender(30);
        ender.action = [code] { return fail(code, "job", "ended"); };
        QVERIFY(!quant::quantize(options(), ender));
        QCOMPARE(fs::exists(work()), kept);
        const auto outcome = quant::quantize(options(), m_nothing);
        QVERIFY(outcome);
        QCOMPARE(outcome->resumedBytes > 0, kept);
    }

    void killedTenTimes()
    {
        const std::string whole = fresh(options());
        const QStringList arguments{
            "quantize", test::text(m_model), test::text(at("out.gguf")), "--preset", "Q4_K_M", "--threads", "1"};
        int killed = 0;
        for (int round = 0; round < 10 && !fs::exists(at("out.gguf")); ++round) {
            QProcess process;
            process.start(test::cli(), arguments);
            QVERIFY(process.waitForStarted());
            if (!process.waitForFinished(5 + int(QRandomGenerator::global()->bounded(200)))) {
                ::kill(pid_t(process.processId()), SIGKILL);
                process.waitForFinished();
                ++killed;
            }
        }
        QVERIFY(killed > 0);
        if (!fs::exists(at("out.gguf"))) {
            const auto result = test::runCli(arguments);
            QVERIFY2(result.status == 0, result.summary());
        }
        QCOMPARE(*sha256File(at("out.gguf"), m_nothing), whole);
        QVERIFY(!fs::exists(work()));
    }
};

HEADROOM_TEST(TestResume)
#include "tst_resume.moc"
