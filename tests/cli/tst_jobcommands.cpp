// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A job of each kind, copied as a command and run by a process of its own, gives what the job gave.
#include "core/job/job.h"
#include "core/job/kinds.h"
#include "support/commandline.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using namespace headroom::job;

namespace {

/// What is the same in each run: all but times, and what is measured of this machine.
Json withoutTimes(Json json)
{
    for (const char* key : {"seconds", "read_gb_per_s", "read_min_gb_per_s", "read_max_gb_per_s", "copy_gb_per_s",
                            "measured_at", "read", "copy", "repeats"})
        if (json.is_object())
            json.erase(key);
    return json;
}

} // namespace

class TestJobCommands : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::string at(const char* name) const { return m_folder.filePath(name).toStdString(); }

    /// What is told beside the models: other than the default, so that the command has to say it.
    Json parametersOf(std::string_view kind) const
    {
        const Json evaluation{
            {"text", at("it's a text.txt")}, {"context", 64}, {"max_windows", 2}, {"threads", 1}, {"device", "cpu"}};
        Json parameters = Json::object();
        if (kind == "quantize")
            return {{"source", at("tiny.gguf")},
                    {"destination", at("out.gguf")},
                    {"preset", "Q4_K_M"},
                    {"overrides", {"attn_q=Q8_0"}},
                    {"exclude_weights", {"ffn_down", "^output$"}},
                    {"pure", false},
                    {"imatrix", ""},
                    {"threads", 1}};
        if (kind == "calibrate")
            return {{"model", at("tiny.gguf")},
                    {"texts", {at("it's a text.txt"), at("other.txt")}},
                    {"output", at("calibration.gguf")},
                    {"context", 64},
                    {"max_samples", 3},
                    {"hessians", true},
                    {"hessian_mib", 1024}};
        if (kind == "compare")
            parameters = {{"baseline", at("tiny.gguf")}, {"candidates", {at("q.gguf")}}, {"kv_type", "q8_0"}};
        if (kind == "perplexity")
            parameters = {{"model", at("tiny.gguf")}, {"memory_limit_bytes", 1ULL << 30U}};
        if (kind == "sensitivity")
            parameters = {{"model", at("tiny.gguf")}, {"preset", "Q4_K_M"}, {"group_by", "layer"}};
        if (kind == "search")
            parameters = {{"model", at("tiny.gguf")}, {"budget_bits", 5.25}, {"types", {"Q4_K", "Q8_0"}}};
        if (kind == "measure")
            return {{"threads", 1}};
        parameters.update(evaluation);
        return parameters;
    }

private slots:
    /// Files of one name in several folders; the same one is none of several.
    void candidatesAreToldApart()
    {
        const QDir here(m_folder.path());
        for (const char* folder : {"a/n", "b/n", "b/m"})
            QVERIFY(here.mkpath(folder)
                    && QFile::copy(here.filePath("q.gguf"), here.filePath(QString(folder) + "/x.gguf")));
        const auto compared = [&](const QStringList& candidates) {
            return test::runCli(
                QStringList{"compare", here.filePath("tiny.gguf")} + candidates
                + QStringList{"--text", here.filePath("other.txt"), "--context", "64", "--windows", "1"});
        };
        const QString a = here.filePath("a/n/x.gguf"), b = here.filePath("b/n/x.gguf"), m = here.filePath("b/m/x.gguf");
        const auto shown = compared({a, b, m, here.filePath("q.gguf")});
        QVERIFY2(shown.status == 0, shown.summary());
        for (const char* name : {"\na/n/x.gguf ", "\nb/n/x.gguf ", "\nm/x.gguf ", "\nq.gguf "})
            QVERIFY2(shown.out.contains(name), shown.summary());
        for (const QString& again : {a, here.filePath("a/../a/n/x.gguf")}) {
            const auto twice = compared({a, b, again});
            QVERIFY2(twice.status == 1 && twice.err.contains("twice"), twice.summary());
        }
    }
    void initTestCase()
    {
        test::TinyModel model;
        model.type = tensor::Type::F16;
        QVERIFY(test::writeTinyModel(at("tiny.gguf"), model));
        std::ofstream(at("it's a text.txt")) << test::tinyText(400);
        std::ofstream(at("other.txt")) << test::tinyText(300);
        JobControl control;
        QVERIFY(run({"quantize", {}, {{"source", at("tiny.gguf")}, {"destination", at("q.gguf")}, {"preset", "Q8_0"}}},
                    control));
    }

    void givesWhatTheJobGave_data()
    {
        QTest::addColumn<QString>("kind");
        for (const Kind& kind : kinds())
            QTest::newRow(kind.name.data()) << QString::fromUtf8(kind.name.data());
    }
    void givesWhatTheJobGave()
    {
        QFETCH(QString, kind);
        const Json parameters = parametersOf(kind.toStdString());
        JobControl control;
        const auto result = run({kind.toStdString(), {}, parameters}, control);
        QVERIFY2(result, result ? "" : (result.error().where + ": " + result.error().detail).c_str());
        if (const std::string output = outputOf(kind.toStdString(), parameters); !output.empty())
            std::filesystem::remove(output); // which nothing takes the place of unasked
        QStringList arguments;
        for (const std::string& word : commandOf(kind.toStdString(), parameters))
            arguments.append(QString::fromStdString(word));
        QVERIFY(!arguments.isEmpty());
        arguments.append("--json");
        const auto typed = test::runCli(arguments);
        QVERIFY2(typed.status == 0, typed.summary());
        QVERIFY2(!typed.err.contains("takes effect only"), typed.summary());
        Json printed = typed.json();
        if (kind == "measure")
            printed = printed.at("measured");
        const Json wanted = withoutTimes(result->result);
        for (const auto& [key, value] : wanted.items())
            QVERIFY2(
                printed.contains(key) && printed.at(key) == value,
                (key + ": " + printed.value(key, Json()).dump().substr(0, 500) + "\nfor " + value.dump().substr(0, 500))
                    .c_str());
    }
};

HEADROOM_TEST(TestJobCommands)
#include "tst_jobcommands.moc"
