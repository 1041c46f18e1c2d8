// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every language is complete, and no translation loses or invents a placeholder or a mnemonic.
#include "tests/support/test.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QtTest>

namespace {

struct Message {
    QString context, source;
    QStringList translations;
    bool unfinished = false;
};

QList<Message> read(const QString& path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto name = xml.name();
        if (name == QLatin1String("name"))
            context = xml.readElementText();
        else if (name == QLatin1String("message"))
            messages.append({context, {}, {}, false});
        else if (name == QLatin1String("source"))
            messages.last().source = xml.readElementText();
        else if (name == QLatin1String("translation")) {
            messages.last().unfinished = xml.attributes().hasAttribute(QLatin1String("type"));
            messages.last().translations.append(xml.readElementText(QXmlStreamReader::IncludeChildElements));
        }
    }
    return messages;
}

QStringList placeholders(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral("%(\\d+|n)"));
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();)
        found.append(it.next().captured());
    found.removeDuplicates();
    found.sort();
    return found;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT
private slots:
    void complete_data();
    void complete();
};

void TestTranslations::complete_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(headroom::test::source("translations"));
    for (const QString& name : folder.entryList({QStringLiteral("headroom_*.ts")}))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    QVERIFY(folder.entryList({QStringLiteral("headroom_*.ts")}).size() >= 3);
}

void TestTranslations::complete()
{
    QFETCH(QString, path);
    const QList<Message> messages = read(path);
    QVERIFY(!messages.isEmpty());
    QStringList faults;
    for (const Message& message : messages) {
        if (message.unfinished)
            faults.append(QStringLiteral("unfinished: ") + message.source);
        for (const QString& text : message.translations) {
            // All plural forms come as one text; each must hold the placeholders, which the union shows.
            if (placeholders(text) != placeholders(message.source))
                faults.append(QStringLiteral("placeholders: ") + message.source + QStringLiteral(" → ") + text);
            if (message.context == QLatin1String("Actions")
                && message.source.contains(QLatin1Char('&')) != text.contains(QLatin1Char('&')))
                faults.append(QStringLiteral("mnemonic: ") + message.source + QStringLiteral(" → ") + text);
            if (text.isEmpty())
                faults.append(QStringLiteral("empty: ") + message.source);
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

HEADROOM_TEST(TestTranslations)
#include "tst_translations.moc"
