// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/job.h"
#include "core/job/kinds.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QDir>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <fstream>
#include <sqlite3.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace headroom;
using namespace headroom::job;

namespace {

/// Stops at the n-th checkpoint; throws instead when asked to.
class Stopper : public JobControl {
public:
    explicit Stopper(int at, bool throws = false) : m_left(at), m_throws(throws) { }
    Status checkpoint() override
    {
        if (--m_left > 0)
            return {};
        if (m_throws)
            throw std::runtime_error("a library's exception");
        return fail(ErrorCode::Cancelled, "job", "stopped");
    }

private:
    std::atomic<int> m_left;
    bool m_throws;
};

/// Holds a project's lock until it is told that the job waits for it.
class Holder : public JobControl {
public:
    explicit Holder(const std::filesystem::path& project)
    {
        if (sqlite3_open(project.c_str(), &m_project) == SQLITE_OK)
            holds = sqlite3_exec(m_project, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    ~Holder() override { sqlite3_close(m_project); }
    void report(const Progress& progress) override
    {
        if (progress.stage != "project")
            return;
        ++waits;
        sqlite3_exec(m_project, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    bool holds = false;
    int waits = 0;

private:
    sqlite3* m_project = nullptr;
};

/// Does something to the project once the job is at work.
class Meanwhile : public JobControl {
public:
    explicit Meanwhile(std::function<void()> act) : m_act(std::move(act)) { }
    Status checkpoint() override
    {
        std::call_once(m_once, m_act);
        return {};
    }

private:
    std::once_flag m_once;
    std::function<void()> m_act;
};

} // namespace

class TestJob : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void specSurvivesJson();
    void wrongSpecsAreNamed_data();
    void wrongSpecsAreNamed();
    void projectHoldsModelArtifactAndMetrics();
    void keptRunsNameWholePaths();
    void keptRunsFollowLinks();
    void cancelledRunLeavesNoArtifact();
    void exceptionBecomesAnError();
    void aProjectThatOthersWriteToIsWaitedFor();
    void whatHasItsNameIsDone_data();
    void whatHasItsNameIsDone();
    void aProjectThatGoesMeanwhileIsToldOf_data();
    void aProjectThatGoesMeanwhileIsToldOf();
    void serveRefusesWhatIsNoJob_data();
    void serveRefusesWhatIsNoJob();

private:
    std::filesystem::path inside(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    void workAndDie(const JobSpec& spec, bool named) const;
    JobSpec calibrateSpec(const char* output, const char* project) const
    {
        return {"calibrate",
                inside(project),
                {{"model", inside("tiny.gguf").string()},
                 {"texts", {inside("text.txt").string()}},
                 {"output", inside(output).string()},
                 {"context", 64}}};
    }
    JobSpec quantizeSpec(const char* destination, const char* project) const
    {
        return {"quantize",
                project ? inside(project) : std::filesystem::path(),
                {{"source", inside("tiny.gguf").string()},
                 {"destination", inside(destination).string()},
                 {"preset", "q4_k_m"}}};
    }
    QTemporaryDir m_folder;
};

void TestJob::initTestCase()
{
    const Status written = test::writeTinyModel(inside("tiny.gguf"));
    QVERIFY2(written, written ? "" : written.error().detail.c_str());
    std::ofstream(inside("text.txt")) << test::tinyText(400);
}

void TestJob::specSurvivesJson()
{
    const JobSpec spec = quantizeSpec("q.gguf", "p.headroom");
    const auto back = specFromJson(toJson(spec));
    QVERIFY(back.has_value());
    QCOMPARE(back->kind, spec.kind);
    QCOMPARE(back->project, spec.project);
    QVERIFY(back->parameters == spec.parameters);
}

void TestJob::wrongSpecsAreNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("where");
    QTest::newRow("not an object") << QByteArray("[1]") << QByteArray("job");
    QTest::newRow("no kind") << QByteArray("{}") << QByteArray("job, kind");
    QTest::newRow("kind is a number") << QByteArray(R"({"kind":1})") << QByteArray("job, kind");
    QTest::newRow("unknown kind") << QByteArray(R"({"kind":"cook"})") << QByteArray("job, kind");
    QTest::newRow("project is a number") << QByteArray(R"({"kind":"measure","project":1})")
                                         << QByteArray("job, project");
    QTest::newRow("parameters") << QByteArray(R"({"kind":"measure","parameters":[]})") << QByteArray("job, parameters");
    QTest::newRow("missing parameter") << QByteArray(R"({"kind":"perplexity","parameters":{"model":"m"}})")
                                       << QByteArray("job, parameter text");
    QTest::newRow("wrong type") << QByteArray(R"({"kind":"measure","parameters":{"threads":-1}})")
                                << QByteArray("job, parameter threads");
    const std::pair<const char*, const char*> wrongNames[]{
        {"preset", R"({"kind":"quantize","parameters":{"source":"s","destination":"d","preset":"Q9"}})"},
        {"preset", R"({"kind":"sensitivity","parameters":{"model":"m","text":"t","preset":"Q9"}})"},
        {"method", R"({"kind":"quantize","parameters":{"source":"s","destination":"d","preset":"Q4_0","method":"x"}})"},
        {"output_tensor_type",
         R"({"kind":"quantize","parameters":{"source":"s","destination":"d","preset":"Q4_0","output_tensor_type":"x"}})"},
        {"kv_type", R"({"kind":"perplexity","parameters":{"model":"m","text":"t","kv_type":"f7"}})"},
        {"types", R"({"kind":"search","parameters":{"model":"m","budget_bits":4,"types":["Q9"]}})"},
        {"group_by", R"({"kind":"search","parameters":{"model":"m","budget_bits":4,"group_by":"x"}})"},
        {"retain", R"({"kind":"calibrate","parameters":{"model":"m","texts":["t"],"output":"o","retain":"x"}})"}};
    for (const auto& [key, json] : wrongNames)
        QTest::addRow("no name of a table, %s, %.20s", key, json)
            << QByteArray(json) << "job, parameter " + QByteArray(key);
    QTest::newRow("no candidates") << QByteArray(
        R"({"kind":"compare","parameters":{"baseline":"b","candidates":[],"text":"t"}})")
                                   << QByteArray("job, parameter candidates");
}

void TestJob::wrongSpecsAreNamed()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, where);
    JobControl control;
    const auto parsed = parseJson(json.toStdString(), "test");
    QVERIFY(parsed.has_value());
    const auto spec = specFromJson(*parsed);
    const auto result = spec ? job::run(*spec, control) : Result<JobResult>(tl::unexpected(spec.error()));
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(QByteArray::fromStdString(result.error().where), where);
}

void TestJob::projectHoldsModelArtifactAndMetrics()
{
    JobControl control;
    const auto quantized = job::run(quantizeSpec("q.gguf", "p.headroom"), control);
    QVERIFY2(quantized, quantized ? "" : quantized.error().detail.c_str());
    const JobSpec comparison{"compare",
                             inside("p.headroom"),
                             {{"baseline", inside("tiny.gguf").string()},
                              {"candidates", {inside("q.gguf").string()}},
                              {"text", inside("text.txt").string()},
                              {"context", 64},
                              {"max_windows", 3}}};
    const auto compared = job::run(comparison, control);
    QVERIFY2(compared, compared ? "" : compared.error().detail.c_str());
    const auto store = std::move(*store::Store::open(inside("p.headroom"), false));
    const auto models = store->models().value();
    QCOMPARE(models.size(), 1U);
    QCOMPARE(models[0].sha256.size(), 64U);
    const auto artifacts = store->artifacts().value();
    QCOMPARE(artifacts.size(), 1U);
    QCOMPARE(artifacts[0].preset, "Q4_K_M");
    QCOMPARE(artifacts[0].runId, quantized->run);
    QCOMPARE(artifacts[0].sourceModelId, models[0].id);
    QCOMPARE(artifacts[0].fileBytes, std::filesystem::file_size(inside("q.gguf")));
    QVERIFY(artifacts[0].manifest.at("source.sha256") == models[0].sha256);
    const auto runs = store->runs().value();
    QCOMPARE(runs.size(), 2U);
    QCOMPARE(runs[0].kind, "compare");
    QCOMPARE(runs[0].state, store::RunState::Done);
    std::size_t errors = 0;
    const auto quantizeMetrics = store->metrics(quantized->run).value();
    for (const auto& metric : quantizeMetrics)
        errors += metric.name == "rmse" && metric.value > 0;
    QVERIFY(errors >= 16); // the matrices; norms stay exact
    bool found = false;
    const auto compareMetrics = store->metrics(compared->run).value();
    for (const auto& metric : compareMetrics)
        if (metric.name == "mean_kld") {
            found = true;
            QVERIFY(metric.value > 0 && metric.low && metric.high && *metric.low < metric.value);
            QCOMPARE(metric.subject, inside("q.gguf").string());
        }
    QVERIFY(found);
}

/// Started with names of the current folder, so that it can be run again from another one.
void TestJob::keptRunsNameWholePaths()
{
    QTemporaryDir folder;
    const QString before = QDir::currentPath();
    const auto back = qScopeGuard([&] { QDir::setCurrent(before); });
    QVERIFY(QDir::setCurrent(folder.path()));
    const std::filesystem::path here = std::filesystem::current_path();
    for (const char* name : {"tiny.gguf", "text.txt"})
        std::filesystem::copy_file(inside(name), here / name);
    JobControl control;
    QVERIFY(job::run({"quantize",
                      "p.headroom",
                      {{"source", "tiny.gguf"}, {"destination", "./q.gguf"}, {"preset", "q4_k_m"}, {"imatrix", ""}}},
                     control));
    QVERIFY(job::run({"compare",
                      "p.headroom",
                      {{"baseline", "tiny.gguf"},
                       {"candidates", {"q.gguf"}},
                       {"text", "text.txt"},
                       {"context", 64},
                       {"max_windows", 2}}},
                     control));
    const auto store = std::move(*store::Store::open("p.headroom", false));
    const auto runs = store->runs().value(); // the newest first
    QCOMPARE(runs.size(), 2U);
    const Json &compare = runs[0].spec.at("parameters"), &quantize = runs[1].spec.at("parameters");
    QCOMPARE(runs[0].spec.at("project").get<std::string>(), (here / "p.headroom").string());
    QCOMPARE(quantize.at("source").get<std::string>(), (here / "tiny.gguf").string());
    QCOMPARE(quantize.at("destination").get<std::string>(), (here / "q.gguf").string());
    QCOMPARE(quantize.at("imatrix").get<std::string>(), std::string());
    QCOMPARE(compare.at("baseline").get<std::string>(), (here / "tiny.gguf").string());
    QCOMPARE(compare.at("candidates").at(0).get<std::string>(), (here / "q.gguf").string());
    QCOMPARE(compare.at("text").get<std::string>(), (here / "text.txt").string());
    QCOMPARE(runs[0].result.at("candidates").at(0).at("model").get<std::string>(), (here / "q.gguf").string());
}

/// Behind a link, ".." is the folder of what the link points to.
void TestJob::keptRunsFollowLinks()
{
    QTemporaryDir folder;
    const std::filesystem::path here = folder.path().toStdString();
    std::filesystem::create_directories(here / "far" / "deep");
    std::filesystem::create_directory_symlink(here / "far" / "deep", here / "link");
    std::filesystem::copy_file(inside("tiny.gguf"), here / "far" / "tiny.gguf");
    JobControl control;
    QVERIFY(job::run({"quantize",
                      here / "p.headroom",
                      {{"source", (here / "link" / ".." / "tiny.gguf").string()},
                       {"destination", (here / "q.gguf").string()},
                       {"preset", "q4_k_m"}}},
                     control));
    const auto runs = store::Store::open(here / "p.headroom", false).value()->runs().value();
    const auto source = runs.at(0).spec.at("parameters").at("source").get<std::string>();
    QVERIFY2(std::filesystem::equivalent(source, here / "far" / "tiny.gguf"), source.c_str());
}

void TestJob::cancelledRunLeavesNoArtifact()
{
    Stopper control(6);
    const auto result = job::run(quantizeSpec("never.gguf", "c.headroom"), control);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
    QVERIFY(!std::filesystem::exists(inside("never.gguf")));
    const auto store = std::move(*store::Store::open(inside("c.headroom"), false));
    QCOMPARE(store->runs().value().at(0).state, store::RunState::Cancelled);
    QVERIFY(store->artifacts().value().empty());
}

void TestJob::exceptionBecomesAnError()
{
    Stopper control(3, true);
    const auto result = job::run(quantizeSpec("never.gguf", nullptr), control);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Internal);
    QCOMPARE(result.error().detail, "a library's exception");
    QVERIFY(!std::filesystem::exists(inside("never.gguf")));
}

void TestJob::aProjectThatOthersWriteToIsWaitedFor()
{
    QVERIFY(store::Store::open(inside("busy.headroom")));
    Holder control(inside("busy.headroom"));
    QVERIFY(control.holds);
    const Json parameters{
        {"model", inside("tiny.gguf").string()}, {"text", inside("text.txt").string()}, {"context", 64}};
    const auto result = job::run({"perplexity", inside("busy.headroom"), parameters}, control);
    QVERIFY2(result, result ? "" : result.error().detail.c_str());
    QCOMPARE(control.waits, 1);
}

void TestJob::aProjectThatGoesMeanwhileIsToldOf_data()
{
    QTest::addColumn<QString>("fate");
    for (const char* fate : {"nothing", "renamed", "deleted", "replaced", "restored"})
        QTest::addRow("%s", fate) << fate;
}

void TestJob::aProjectThatGoesMeanwhileIsToldOf()
{
    QFETCH(QString, fate);
    const auto project = inside("going.headroom"), backup = inside("backup.headroom"), away = inside("away.headroom");
    for (const auto& path : {project, backup, away})
        std::filesystem::remove(path);
    QVERIFY((*store::Store::open(project))->setSetting("first", 1));
    std::filesystem::copy_file(project, backup);
    QVERIFY((*store::Store::open(project))->setSetting("second", 2));
    Meanwhile control([&] {
        if (fate == "restored")
            std::ofstream(project, std::ios::binary | std::ios::trunc) << std::ifstream(backup).rdbuf();
        if (fate == "renamed")
            std::filesystem::rename(project, away);
        if (fate == "deleted")
            std::filesystem::remove(project);
        if (fate == "replaced")
            std::filesystem::rename(backup, project);
    });
    const Json parameters{
        {"model", inside("tiny.gguf").string()}, {"text", inside("text.txt").string()}, {"context", 64}};
    const auto result = job::run({"perplexity", project, parameters}, control);
    QCOMPARE(result.has_value(), fate == "nothing");
    if (!result) {
        QCOMPARE(result.error().code, ErrorCode::Conflict);
        QVERIFY2(result.error().where.starts_with(project.string()), result.error().where.c_str());
    }
    if (fate == "renamed")
        QCOMPARE(store::Store::open(away).value()->runs().value().at(0).state, store::RunState::Done);
    QCOMPARE(std::filesystem::exists(project), fate != "renamed" && fate != "deleted");
    if (fate == "restored" || fate == "replaced") {
        const auto found = store::Store::open(project).value();
        QVERIFY(found->runs().value().empty() && found->setting("first").value() == Json(1));
        QVERIFY(!found->setting("second").value());
    }
}

void TestJob::serveRefusesWhatIsNoJob_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("hello\n");
    QTest::newRow("binary") << QByteArray("\xff\x00\x01", 3);
    QTest::newRow("a command first") << QByteArray("{\"command\":\"pause\"}\n");
    QTest::newRow("a bomb") << QByteArray(100000, '[');
    QTest::newRow("endless line") << QByteArray(3 << 20, ' ');
}

void TestJob::serveRefusesWhatIsNoJob()
{
    QFETCH(QByteArray, input);
    std::istringstream in(input.toStdString());
    std::ostringstream out;
    QCOMPARE(serve(in, out), 2);
    const std::string line = out.str();
    QCOMPARE(std::count(line.begin(), line.end(), '\n'), 1);
    const auto json = parseJson(line, "out");
    QVERIFY(json && json->contains("error"));
    QVERIFY(json->at("error").contains("code") && json->at("error").contains("where"));
}

/// A process that does the work and is killed before the project hears of its end.
void TestJob::workAndDie(const JobSpec& spec, bool named) const
{
    const pid_t child = ::fork();
    if (child == 0) {
        const auto store = store::Store::open(spec.project).value();
        const auto run = store->startRun(spec.kind, toJson(spec)).value();
        store::RunResults results;
        const Parameters parameters(spec.parameters, findKind(spec.kind)->parameters());
        JobControl control;
        const auto promise = [&](const Json& result, const store::PromisedFile& file) {
            ::_exit(store->promiseRun(run, result, results, file) ? 0 : 1);
        };
        const auto keep = [&](const Json& result, const store::PromisedFile& file) {
            static_cast<void>(store->promiseRun(run, result, results, file));
        };
        const Record record{&results, named ? decltype(Record::promise)(keep) : promise};
        const auto work = spec.kind == "calibrate" ? calibrateWork : quantizeWork;
        ::_exit(work(parameters, record, control) ? 0 : 2);
    }
    int status = -1;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

void TestJob::whatHasItsNameIsDone_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("fate");
    for (const char* kind : {"file", "set", "folder", "calibration"})
        for (const char* fate : {"named", "not named", "exchanged", "deleted"})
            QTest::addRow("%s, %s", kind, fate) << kind << fate;
}

void TestJob::whatHasItsNameIsDone()
{
    QFETCH(QString, kind);
    QFETCH(QString, fate);
    const std::string base = QString(kind + "-" + fate).replace(' ', '-').toStdString(), project = base + ".headroom";
    JobSpec spec = kind == "calibration" ? calibrateSpec(base.c_str(), project.c_str())
                                         : quantizeSpec((base + ".gguf").c_str(), project.c_str());
    if (kind == "set")
        spec.parameters["split_max_tensors"] = 8U;
    if (kind == "folder")
        spec.parameters["preset"] = "W8A16";
    workAndDie(spec, fate != "not named");
    auto store = store::Store::open(spec.project, false).value();
    QVERIFY(store->runs().value().front().result.is_null());
    std::filesystem::path last;
    for (const auto& entry : std::filesystem::directory_iterator(inside("")))
        if (const auto name = entry.path().filename().string(); name.starts_with(base) && name != project
            && !name.ends_with(".json") && !name.ends_with(".work") && name.find(".headroom") == std::string::npos)
            last = std::max(last, entry.path());
    if (kind != "set") // of which all but the last have their names by then
        QCOMPARE(last.empty(), fate == "not named");
    if (fate == "exchanged" || fate == "deleted")
        std::filesystem::remove_all(last);
    if (fate == "exchanged")
        std::ofstream(last) << "another";
    QCOMPARE(store->recoverRuns().value(), 1U);
    const auto run = store->runs().value().front();
    const bool done = fate == "named";
    QCOMPARE(run.state, done ? store::RunState::Done : store::RunState::Failed);
    QCOMPARE(run.result.is_null(), !done);
    QCOMPARE(store->artifacts().value().size(), std::size_t(done && kind != "calibration"));
    QCOMPARE(store->metrics(run.id).value().empty(), !(done && (kind == "file" || kind == "set")));
    if (done)
        QVERIFY(run.result.contains("output_bytes"));
}

HEADROOM_TEST(TestJob)
#include "tst_job.moc"
