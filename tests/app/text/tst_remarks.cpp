// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine says has words in every language of the window: each row of the catalogue, with the arguments that it
// takes, and numbers as they are written there. What came as a sentence is shown as it came.
#include "app/gui/languages.h"
#include "app/text/display.h"
#include "app/text/remarks.h"
#include "core/base/remarks.h"
#include "tests/support/test.h"

#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QtTest>

using namespace headroom;

namespace {

/// Of the context of remarks: source and translation.
QMap<QString, QString> translationsOf(const QString& language)
{
    QFile file(headroom::test::source("translations") + QStringLiteral("/headroom_%1.ts").arg(language));
    QMap<QString, QString> found;
    if (!file.open(QFile::ReadOnly))
        return found;
    QXmlStreamReader xml(&file);
    QString context, source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("source"))
            source = xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            if (context == QLatin1String("Remarks"))
                found.insert(source, text);
        }
    }
    return found;
}

/// Which arguments a sentence shows.
QSet<int> argumentsOf(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral("\\{(\\d?)[^}]*\\}"));
    QSet<int> found;
    int next = 0;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const QString number = it.next().captured(1);
        found.insert(number.isEmpty() ? next++ : number.toInt());
    }
    return found;
}

QStringList catalogue()
{
    QStringList all;
    for (const auto& rows : kRemarks)
        for (const RemarkRow& row : rows)
            all.append(QString::fromUtf8(row.english.data(), qsizetype(row.english.size())));
    return all;
}

} // namespace

class TestRemarks : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { app::languages::set(QStringLiteral("en")); }
    void haveWordsInEveryLanguage_data();
    void haveWordsInEveryLanguage();
    void areShown_data();
    void areShown();
};

void TestRemarks::haveWordsInEveryLanguage_data()
{
    QTest::addColumn<QString>("language");
    for (const char* language : {"de", "zh_CN"})
        QTest::newRow(language) << language;
}

/// A translation shows what the window's English shows, which may leave an argument out.
void TestRemarks::haveWordsInEveryLanguage()
{
    QFETCH(const QString, language);
    const auto translations = translationsOf(language), english = translationsOf(QStringLiteral("en"));
    QStringList faults;
    for (const QString& source : catalogue()) {
        const QString text = translations.value(source);
        if (text.isEmpty())
            faults.append(QStringLiteral("missing: ") + source);
        else if (argumentsOf(text) != argumentsOf(english.value(source, source)))
            faults.append(QStringLiteral("arguments: ") + source + QStringLiteral(" → ") + text);
    }
    const QStringList known = catalogue();
    for (const auto& all : {translations, english})
        for (auto it = all.begin(); it != all.end(); ++it)
            if (!known.contains(it.key()))
                faults.append(QStringLiteral("of no remark: ") + it.key());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void TestRemarks::areShown_data()
{
    QTest::addColumn<Remark>("remark");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("shown");
    QTest::newRow("nothing") << Remark() << "de" << QString();
    QTest::newRow("begins with a capital") << remark("machine.container") << "en"
                                           << "Memory is limited by the container";
    QTest::newRow("a name stays as it is") << remark("machine.memory_unknown", "gpu x") << "de"
                                           << "gpu x: Speicher unbekannt, ausgelassen";
    QTest::newRow("numbers of the language") << remark("machine.amd_unknown", "X", 15.96) << "de"
                                             << "AMD-GPU X mit 16,0 GiB ist nicht bekannt: aus dem Katalog wählen";
    QTest::newRow("digits that count") << remark("gate.noise", 0.01234) << "de"
                                       << "Die Rauschgrenze des Bezugs, 0,012, liegt nicht innerhalb der Schranke";
    QTest::newRow("with a sign") << remark("round.gptq", 0.5) << "de"
                                 << "GPTQ: Ausgabefehler +0,50 dB gegenüber einfachem Runden";
    QTest::newRow("in another order") << remark("quantize.projections_unscaled", 3, remark("method.awq")) << "en"
                                      << "Projections rounded without AWQ, since nothing before them is known that "
                                         "their scales could be divided out of: 3";
    QTest::newRow("a remark in it") << remark("type.nearest", remark("type.other_shape")) << "de"
                                    << "Auf den nächsten Wert gerundet: die Kalibrierung hat eine andere Form";
    QTest::newRow("one after the other") << remark("joined", Remarks{remark("type.preset"), remark("type.tied_head")})
                                         << "en"
                                         << "The preset's type; the embedding table is the head too";
    QTest::newRow("one argument of two") << remark("type.override_of_one", "blk.0.x", "Q5_K") << "de"
                                         << "Von Hand auf Q5_K gesetzt";
    QTest::newRow("as it came") << said("fault 17 of the flux; {} %1 {0") << "de"
                                << "fault 17 of the flux; {} %1 {0";
}

void TestRemarks::areShown()
{
    QFETCH(const Remark, remark);
    QFETCH(const QString, language);
    QFETCH(const QString, shown);
    app::languages::set(language);
    QCOMPARE(app::text::remark(remark), shown);
}

HEADROOM_TEST(TestRemarks)
#include "tst_remarks.moc"
