// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Public chat templates, row by row as Jinja2 renders them; the language feature by feature; templates that mean harm.
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/jinja/chattemplate.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTest>

#include <sstream>

using namespace headroom;
using jinja::ChatTemplate;

namespace {

ChatTemplate::Options fixedTime()
{
    std::tm now{};
    now.tm_year = 126;
    now.tm_mon = 10;
    now.tm_mday = 20;
    now.tm_hour = 12;
    now.tm_wday = 5;
    now.tm_yday = 323;
    return {now};
}

/// What a template makes of an input, or "!" and the error.
std::string rendered(const std::string& source, const Json& input = Json::object())
{
    const auto parsed = ChatTemplate::parse(source, "template");
    if (!parsed)
        return "!" + parsed.error().where + ": " + parsed.error().detail;
    const auto text = parsed->render(input, fixedTime());
    return text ? *text : "!" + text.error().where + ": " + text.error().detail;
}

} // namespace

class TestChatTemplate : public QObject {
    Q_OBJECT
private slots:
    void publicTemplates_data()
    {
        QTest::addColumn<QString>("path");
        const auto folder = test::sharedData("templates");
        if (folder.empty())
            QTest::newRow("absent") << QString();
        else
            for (const auto& entry : std::filesystem::directory_iterator(folder))
                if (entry.path().extension() == ".jinja")
                    QTest::newRow(entry.path().stem().c_str()) << QString::fromStdString(entry.path().string());
    }
    void publicTemplates()
    {
        QFETCH(QString, path);
        if (path.isEmpty())
            QSKIP("reference data not found: set HEADROOM_SHARED");
        const std::filesystem::path source(path.toStdString());
        const std::string text = *readTextFile(source);
        std::istringstream rows(*readTextFile(std::filesystem::path(source).replace_extension(".jsonl")));
        int count = 0;
        for (std::string line; std::getline(rows, line); ++count) {
            Json row = *parseJson(line, "row");
            const Json expected = row.contains("rendered") ? row.at("rendered") : Json();
            for (const char* key : {"case", "rendered", "error"})
                row.erase(key);
            const std::string got = rendered(text, row);
            QVERIFY2(expected.is_null() ? got.starts_with('!') : got == expected.get<std::string>(),
                     (line.substr(0, 300) + "\n" + got).c_str());
        }
        QVERIFY(count >= 8);
    }

    /// Expected values are Jinja2 3.1.6's.
    void language_data();
    void language()
    {
        QFETCH(QString, source);
        QFETCH(QString, expected);
        const Json input{{"d", {{"b", 1}, {"a", {1, 2.5, nullptr, true}}, {"items", "own"}}},
                         {"l", {3, 1, 2}},
                         {"s", "Grüße, Welt"},
                         {"rows", {{{"n", "x"}, {"v", 2}}, {{"n", "Y"}, {"v", 1}}, {{"n", "x"}, {"v", 3}}}}};
        QCOMPARE(QString::fromStdString(rendered(source.toStdString(), input)), expected);
    }

    void refuses_data();
    void refuses()
    {
        QFETCH(QString, source);
        QFETCH(QString, expected);
        const QString got = QString::fromStdString(rendered(source.toStdString()));
        QVERIFY2(got.startsWith("!template") && got.contains(expected), qPrintable(got.left(300)));
    }

    void deepSourceIsRefused()
    {
        for (const char* part : {"(", "[", "{'a':", "not ", "-", "x.y", "x|e", "1+", "{% if 1 %}", "x(", "'a'~"}) {
            std::string source;
            for (int i = 0; i < 20000; ++i)
                source += part;
            const bool block = source.starts_with("{%");
            const std::string got = rendered(block ? source : "{{ " + source + "1 }}");
            QVERIFY2(got.starts_with("!") || std::string(part) == "'a'~", (part + got.substr(0, 200)).c_str());
        }
    }
};

namespace {

struct Row {
    const char* source;
    const char* expected;
};

constexpr std::array kLanguage{
    Row{"{% set x = 1 %}{% for i in [1,2] %}{% set x = x + 1 %}{{ x }}{% endfor %}{{ x }}", "221"},
    Row{"{% set n = namespace(c=0) %}{% for i in l %}{% set n.c = n.c + i %}{% endfor %}{{ n.c }}", "6"},
    Row{"{{ 'a' in u }}{{ u == v }}{{ u ~ 'x' }}{{ u|length }}{{ u|default('y') }}{{ ''|default('z', true) }}",
        "FalseTruex0yz"},
    Row{"{{ 7 // -2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2**3 }} {{ 2**-1 }} {{ -1|abs }} {{ 3 // 2 * 2.0 }}",
        "-4 2 3.5 8 0.5 1 2.0"},
    Row{"{{ 'abc'[::-1] }} {{ 'abc'[-2:] }} {{ s[2:5] }} {{ l[-1] }} {{ l[:-1] }} {{ 'x' * 3 }}",
        "cba bc üße 2 [3, 1] xxx"},
    Row{"{{ 1.0 }} {{ 1e20 }} {{ 0.1+0.2 }} {{ 1e-5 }} {{ true }} {{ none }} {{ [none, 'a\\'b', ('c',)] }}",
        "1.0 1e+20 0.30000000000000004 1e-05 True None [None, \"a'b\", ('c',)]"},
    Row{"{{ d.b }} {{ d['b'] }} {{ d['items'] }} {{ d.items()|list|length }} {{ d.x is defined }} {{ d.get('x', 5) }}",
        "1 1 own 3 False 5"},
    Row{"{{ d|tojson }}", R"({"b": 1, "a": [1, 2.5, null, true], "items": "own"})"},
    Row{"{{ {'a': [1], 'é': '<\\n'}|tojson(indent=2) }}", "{\n  \"a\": [\n    1\n  ],\n  \"é\": \"<\\n\"\n}"},
    Row{"{% macro m(a, b=2) %}{{ a }}{{ b }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 3, 4, x=5) }}{{ m(7) }}",
        "13(4,){'x': 5}72(){}"},
    Row{"{% macro m(a) %}{{ a }}{{ y }}{% endmacro %}{% set y = 3 %}{{ m(1) }}", "13"},
    Row{"{% macro box(t) %}<{{ caller(t) }}>{% endmacro %}{% call(x) box('k') %}[{{ x }}]{% endcall %}", "<[k]>"},
    Row{"{% filter upper %}a{{ s }}{% endfilter %}{% set t | trim %}  q {% endset %}{{ t }}|", "AGRÜSSE, WELTq|"},
    Row{"{% for k, v in d.items() if k != 'a' %}{{ loop.index }}{{ k }}{{ loop.last }} {% else %}none{% endfor %}",
        "1bFalse 2itemsTrue "},
    Row{"{% for i in range(5) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 3 %}{% break %}{% endif %}{{ i }}"
        "{{ loop.cycle('a','b') }}{% endfor %}",
        "0a2a"},
    Row{"{% for x in [[1,[2]],[3]] recursive %}{% if x is iterable %}({{ loop(x) }}){% else %}{{ x }}{% endif %}"
        "{% endfor %}",
        "(1(2))(3)"},
    Row{"{% for x in l %}{{ loop.previtem }}{{ x }}{{ loop.nextitem }}{{ loop.revindex }};{% endfor %}",
        "313;3122;121;"},
    Row{"{{ l|sort }}{{ l|sort(reverse=true) }}{{ rows|map(attribute='n')|join(',') }}{{ rows|sum(attribute='v') }}",
        "[1, 2, 3][3, 2, 1]x,Y,x6"},
    Row{"{% for n, g in rows|groupby('n') %}{{ n }}{{ g|map(attribute='v')|list }}{% endfor %}", "x[2, 3]Y[1]"},
    Row{"{{ rows|selectattr('v', 'gt', 1)|map(attribute='n')|list }}{{ [1,2,3,4]|reject('odd')|list }}",
        "['x', 'x'][2, 4]"},
    Row{"{{ rows|sort(attribute='n,v')|map(attribute='v')|list }}{{ ['b','A']|sort }}{{ ['a','A','b']|unique|list }}",
        "[2, 3, 1]['A', 'b']['a', 'b']"},
    Row{"{{ [1,2,3,4,5]|batch(2)|list }}{{ [1,2,3,4,5]|slice(2)|list }}{{ {'b':1,'a':2}|dictsort }}",
        "[[1, 2], [3, 4], [5]][[1, 2, 3], [4, 5]][('a', 2), ('b', 1)]"},
    Row{"{{ '42'|int }} {{ 'x'|int }} {{ 3.7|int }} {{ 3.14159|round(2) }} {{ 2.5|round }} {{ '1e3'|float }}",
        "42 0 3 3.14 2.0 1000.0"},
    Row{"{{ '%s-%03d' % ('a', 3) }} {{ '%.2f' % 3.14159 }} {{ '{} {a} {:>5}|{:.1f}'.format(1, 'x', 2.25, a=2) }}",
        "a-003 3.14 1 2     x|2.2"},
    Row{"{{ ' a b '.split() }}{{ 'a,b,c'.split(',', 1) }}{{ 'a\\nb'.splitlines() }}{{ 'aXbX'.rstrip('X') }}",
        "['a', 'b']['a', 'b,c']['a', 'b']aXb"},
    Row{"{{ 'foo'|replace('o', '0', 1) }}{{ 'hello world'|title }}{{ \"it's\".title() }}{{ 'ab'.startswith(('x','a')) "
        "}}",
        "f0oHello WorldIt'STrue"},
    Row{"{{ 'a\\n\\nb'|indent(2, true, true) }}|{{ 'a\\nb'|indent }}", "  a\n  \n  b|a\n    b"},
    Row{"{{ 1 if false }}x{{ 'a' if l else 'b' }}{{ not 1 == 2 }}{{ 1 < 2 < 3 }}{{ 3 not in l }}", "xaTrueTrueFalse"},
    Row{"{{ u is string }}{{ 1 is number }}{{ true is integer }}{{ d is mapping }}{{ s is not none }}{{ l is sequence "
        "}}",
        "FalseTrueFalseTrueTrueTrue"},
    Row{"a\n  {% if true %}\n  b\n  {% endif %}\n  {#- c #}\nd {%- raw %} {{ x }} {% endraw -%}  e\n",
        "a\n  b\nd {{ x }} e"},
    Row{"  {%+ if true %}x{% endif +%}\ny", "  x\ny"},
    Row{"{% generation %}a{% set q = 1 %}{% endgeneration %}{{ q }}b", "ab"},
    Row{"{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{{ a }}{% set p, q = 1, (2, 3) %}{{ q[1] }}", "33"},
    Row{"{{ strftime_now('%d %b %Y %H:%M') }}", "20 Nov 2026 12:00"},
    Row{"{{ \"\\u00e9\\x41\" 'b' }}{{ 1_000 }}{{ 0x1f }}{{ 'A' ~ 1 ~ none }}{{ s|length }}{{ s|upper }}",
        "éAb100031A1None11GRÜSSE, WELT"},
    Row{"{% set j = joiner(', ') %}{% for i in l %}{{ j() }}{{ i }}{% endfor %}", "3, 1, 2"},
};

constexpr std::array kRefused{
    Row{"a\n{{ u.a }}", "line 2: 'u' is undefined"},
    Row{"{{ raise_exception('No system role') }}", "line 1: No system role"},
    Row{"{% include 'x' %}", "{% include %} is not supported"},
    Row{"\n\n{{ 1|frobnicate }}", "line 3: the filter \"frobnicate\" is not supported"},
    Row{"{{ 1 is frob }}", "the test \"frob\" is not supported"},
    Row{"{{ 'a' + 1 }}", "'str' and 'int'"},
    Row{"{{ none + 1 }}", "'NoneType' and 'int'"},
    Row{"{% for x in none %}{% endfor %}", "'NoneType' object is not iterable"},
    Row{"{% for a, b in [1] %}{% endfor %}", "'int' object is not iterable"},
    Row{"{{ 10 ** 20 }}", "exceeds 64 bits"},
    Row{"{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "not more than 1"},
    Row{"{% if 1 %}", "has no {% endif %}"},
    Row{"{{ 'abc }}", "a string has no end"},
    Row{"{{ (1 }}", "\")\" expected"},
    Row{"{# x", "a comment has no end"},
    Row{"{% endif %}", "has no beginning"},
    Row{"{{ [u]|tojson }}", "no form in JSON"},
    Row{"{% for i in range(100000000) %}{% endfor %}", "range() is too long"},
    Row{"{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", "too much work"},
    Row{"{% set n = namespace(x='a') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}", "exceed"},
    Row{"{{ 'a' * 9999999999 }}", "too large"},
    Row{"{{ [0] * 9999999999 }}", "too large"},
    Row{"{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "too deeply"},
    Row{"{% set l = [] %}{% set _ = l.append(l) %}{{ l }}", "too deeply"},
    Row{"{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l }}",
        "16 MiB"},
    Row{"{% set n = namespace(l=[1], m=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}"
        "{% set n.m = [n.m, n.m] %}{% endfor %}{{ n.l == n.m }}",
        "too large to be compared"},
    Row{"{{ '%99999999d' % 1 }}", "too wide"},
};

void addRows(std::span<const Row> rows)
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    for (const Row& row : rows)
        QTest::newRow(row.source) << QString::fromUtf8(row.source) << QString::fromUtf8(row.expected);
}

} // namespace

void TestChatTemplate::language_data()
{
    addRows(kLanguage);
}

void TestChatTemplate::refuses_data()
{
    addRows(kRefused);
}

HEADROOM_TEST(TestChatTemplate)
#include "tst_chattemplate.moc"
