// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every row of every kind of job: it has words, its default lies in its range, the command line shows its flag, and
// what it does not allow is refused by the command line and by a job alike. A new row is tested without a new test.
#include "core/job/job.h"
#include "core/job/kinds.h"
#include "support/commandline.h"
#include "tests/support/test.h"

#include <QTest>

using namespace headroom;
using namespace headroom::job;

namespace {

std::string allowedText(const Parameter& row)
{
    if (*row.usualText != 0)
        return row.usualText;
    if (row.names)
        return row.names().substr(0, row.names().find(','));
    for (const char* text : {"Q4_K", "a=F16", "/there.gguf"})
        if (faultOf({.key = row.key, .fault = row.fault}, text).empty())
            return text;
    return {};
}

/// A value that the row allows, and other than its default where there is another.
Json allowed(const Parameter& row)
{
    switch (row.kind) {
    case ValueKind::Text:
    case ValueKind::Path:
        return allowedText(row);
    case ValueKind::Paths:
    case ValueKind::Texts:
        return Json::array({allowedText(row)});
    case ValueKind::Whole:
    case ValueKind::Bytes:
        return row.high > 1 ? std::uint64_t(row.high) / 2 : 1024U;
    case ValueKind::Real:
        return 0.7 * row.high;
    case ValueKind::Flag:
        return true;
    case ValueKind::Object:
        break;
    }
    return {{"name", "mine"}};
}

/// One that it does not, with the argument that says the same; null where there is none.
std::pair<Json, QString> refused(const Parameter& row)
{
    switch (row.kind) {
    case ValueKind::Whole:
        return {std::uint64_t(row.high) + 1, QString::number(std::uint64_t(row.high) + 1)};
    case ValueKind::Real:
        return {row.high + 1, QString::number(row.high + 1)};
    case ValueKind::Bytes:
        return {"much", "much"};
    case ValueKind::Texts:
        return {Json::array({"(no=such=type"}), "(no=such=type"}; // nor an expression
    case ValueKind::Object:
        return {Json::array({1}), "[1]"};
    case ValueKind::Text:
        return {"no such name", "no such name"};
    case ValueKind::Flag:
    case ValueKind::Path:
    case ValueKind::Paths:
        break;
    }
    return {};
}

QStringList words(std::string_view text)
{
    return QString::fromUtf8(text.data(), int(text.size())).split(' ');
}

/// What the kind cannot do without.
Json needed(const Kind& kind)
{
    Json parameters = Json::object();
    std::string group;
    for (const Parameter& row : kind.parameters()) {
        if (row.isRequired || (*row.oneOf != 0 && row.oneOf != group))
            parameters[row.key] = allowed(row);
        group = row.oneOf;
    }
    return parameters;
}

bool isPlaced(const Parameter& row)
{
    return row.flag[0] != '-';
}

} // namespace

class TestJobKinds : public QObject {
    Q_OBJECT
private:
    static const Kind& kindOf(int index) { return kinds()[std::size_t(index)]; }
    static const Parameter& rowOf(int kind, int row) { return kindOf(kind).parameters()[std::size_t(row)]; }
    static void everyRow()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("row");
        for (int kind = 0; kind < int(kinds().size()); ++kind)
            for (int row = 0; row < int(kindOf(kind).parameters().size()); ++row)
                QTest::addRow("%s %s", kindOf(kind).name.data(), rowOf(kind, row).key.data()) << kind << row;
    }
    static void everyKind()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < int(kinds().size()); ++kind)
            QTest::newRow(kindOf(kind).name.data()) << kind;
    }

private slots:
    void rowsAreComplete_data() { everyRow(); }
    void rowsAreComplete()
    {
        QFETCH(int, kind);
        QFETCH(int, row);
        const Parameter& parameter = rowOf(kind, row);
        QVERIFY(!helpOf(parameter).empty() && helpOf(parameter).find('{') == std::string::npos);
        QVERIFY(*parameter.flag != 0);
        QVERIFY(parameter.low <= parameter.high);
        QVERIFY(!parameter.known || parameter.names);
        if (const std::string usual = usualOf(parameter); !usual.empty()) {
            const Json value = parameter.usual != 0 ? Json(parameter.usual) : Json(parameter.usualText);
            QCOMPARE(
                faultOf(parameter, parameter.kind == ValueKind::Whole ? Json(std::uint64_t(parameter.usual)) : value),
                std::string());
            QVERIFY2(helpOf(parameter).find(usual) != std::string::npos || helpOf(parameter).find("(default)"),
                     helpOf(parameter).c_str());
        }
        for (const Parameter& other : kindOf(kind).parameters())
            QVERIFY(&other == &parameter
                    || (other.key != parameter.key && std::string_view(other.flag) != parameter.flag));
    }

    void everyKindHasADevice_data() { everyKind(); }
    void everyKindHasADevice()
    {
        QFETCH(int, kind);
        QVERIFY(findParameter(kindOf(kind).parameters(), "device")
                && findParameter(kindOf(kind).parameters(), "threads"));
        Json parameters = needed(kindOf(kind));
        parameters["device"] = "cuda:77";
        JobControl control;
        const auto result = run({std::string(kindOf(kind).name), {}, parameters}, control);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Unsupported);
    }

    void helpShowsEveryFlag_data() { everyKind(); }
    void helpShowsEveryFlag()
    {
        QFETCH(int, kind);
        QStringList arguments = words(kindOf(kind).command);
        arguments.append("--help");
        const auto help = test::runCli(arguments);
        QCOMPARE(help.status, 0);
        QString text = QString::fromUtf8(help.out).simplified();
        for (const Parameter& row : kindOf(kind).parameters()) {
            QVERIFY2(text.contains(QString(row.flag).section(',', -1)), row.flag);
            QVERIFY2(text.contains(QString::fromStdString(helpOf(row)).simplified()), helpOf(row).c_str());
        }
    }

    void whatIsNotAllowedIsRefused_data() { everyRow(); }
    void whatIsNotAllowedIsRefused()
    {
        QFETCH(int, kind);
        QFETCH(int, row);
        const Parameter& parameter = rowOf(kind, row);
        const auto [value, argument] = refused(parameter);
        if (value.is_null())
            return;
        Json parameters = needed(kindOf(kind));
        parameters[parameter.key] = value;
        JobControl control;
        const auto result = run({std::string(kindOf(kind).name), {}, parameters}, control);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(result.error().where, "job, parameter " + std::string(parameter.key));
        QStringList arguments = words(kindOf(kind).command);
        const QString flag = QString(parameter.flag).section(',', -1);
        const std::vector<std::string> valid = commandOf(kindOf(kind).name, needed(kindOf(kind)));
        for (std::size_t i = std::size_t(arguments.size()); i < valid.size(); ++i)
            if (valid[i] == flag.toStdString())
                ++i;
            else
                arguments.append(QString::fromStdString(valid[i]));
        arguments.append(flag + "=" + argument);
        const auto typed = test::runCli(arguments);
        QVERIFY2(typed.status == 2, arguments.join(' ').toUtf8() + typed.summary());
        QVERIFY2(typed.err.contains(flag.toUtf8()), typed.summary());
    }

    void unknownKeysAreRefused_data() { everyKind(); }
    void unknownKeysAreRefused()
    {
        QFETCH(int, kind);
        Json parameters = needed(kindOf(kind));
        parameters["thread"] = 1;
        JobControl control;
        const auto result = run({std::string(kindOf(kind).name), {}, parameters}, control);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(result.error().where, std::string("job, parameter thread"));
        QVERIFY2(result.error().detail.starts_with("is not known; the nearest is \"threads\"; if another version"),
                 result.error().detail.c_str());
    }

    /// As earlier versions stored them: every key, most of them saying nothing.
    void nothingIsAsGoodAsAbsent_data() { everyKind(); }
    void nothingIsAsGoodAsAbsent()
    {
        QFETCH(int, kind);
        Json parameters = needed(kindOf(kind));
        for (const Parameter& row : kindOf(kind).parameters())
            if (!parameters.contains(row.key))
                parameters[row.key] = row.usual != 0                               ? Json(row.usual)
                    : row.kind == ValueKind::Flag                                  ? Json(false)
                    : row.kind == ValueKind::Paths || row.kind == ValueKind::Texts ? Json::array()
                    : row.kind == ValueKind::Object                                ? Json()
                    : row.kind == ValueKind::Text || row.kind == ValueKind::Path   ? Json(row.usualText)
                                                                                   : Json(0U);
        for (const Parameter& row : kindOf(kind).parameters())
            if (row.kind == ValueKind::Whole && parameters[row.key].is_number_float())
                parameters[row.key] = std::uint64_t(row.usual);
        const auto read = Parameters::read(parameters, kindOf(kind).parameters());
        QVERIFY2(read, read ? "" : (read.error().where + " " + read.error().detail).c_str());
        QVERIFY(commandOf(kindOf(kind).name, parameters) == commandOf(kindOf(kind).name, needed(kindOf(kind))));
    }

    /// Typed on the command line, a row comes back out as it went in.
    void commandsSayEveryRow_data() { everyRow(); }
    void commandsSayEveryRow()
    {
        QFETCH(int, kind);
        QFETCH(int, row);
        const Parameter& parameter = rowOf(kind, row);
        Json parameters = needed(kindOf(kind));
        parameters[parameter.key] = allowed(parameter);
        const Parameters values(parameters, kindOf(kind).parameters());
        const std::vector<std::string> command = commandOf(kindOf(kind).name, parameters);
        QVERIFY(command.size() > 0);
        const bool said
            = isPlaced(parameter) || std::ranges::find(command, std::string(parameter.flag)) != command.end();
        QCOMPARE(said, values.counts(parameter) && usualOf(parameter) != parameters[parameter.key]);
    }
};

HEADROOM_TEST(TestJobKinds)
#include "tst_jobkinds.moc"
