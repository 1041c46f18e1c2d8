// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Secrets that stand where a command, a file or a wallet has them, without a sign between a name and its value; and
// what has such a form and is none.
#include "tests/core/quant/secrets.h"
#include "tests/support/test.h"

#include <QTest>

using namespace headroom;
using namespace headroom::quant;
using test::kHex;
using test::kSecret;
using test::redacted;

class TestSecretForms : public QObject {
    Q_OBJECT
private slots:
    void goes_data()
    {
        QTest::addColumn<QString>("frame"); // %1: the secret
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char* frame, const QString& secret, const char* kind = "secret") {
            QTest::newRow(frame) << frame << secret << kind;
        };
        row("docker login -u bob -p %1 registry.example.com", kSecret);
        row("podman login registry.example.com -u bob -p '%1'", kSecret);
        row("helm registry login example.com -u bob -p=%1", kSecret);
        row("az login --service-principal -u app -p %1 --tenant t", kSecret);
        row("oc login https://example.com -u bob -p %1", kSecret);
        row("db.example.com:5432:prod:bob:%1", kSecret);
        row("~/.pgpass holds *:*:*:bob:%1", kSecret);
        row("smbclient //srv/x -U bob%%1", kSecret);
        row("rpcclient -U 'bob%%1' srv", kSecret);
        row("net use x: \\\\srv\\x %1 /user:bob", kSecret);
        row("net use \\\\srv\\x /user:bob %1", kSecret);
        row("snmp-server community %1 RO", kSecret);
        row("SNMP community string: %1", kSecret);
        row("snmpwalk -v2c -c %1 host", kSecret);
        row("TWILIO_AUTH_TOKEN %1", kHex);
        row("ENV API_KEY %1", kSecret + kSecret);
        row("sid a, auth %1", kHex);
        row("%1", "tskey-auth-k" + kSecret + "CNTRL-" + kSecret, "api-key");
        row("PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\n%1\nPrivate-MAC: ab12", "AAAAIQ" + kSecret + kSecret,
            "private-key");
        row("Private-Lines: 2\n%1\nPrivate-MAC: ab12", kHex + kHex + "\n" + kSecret + "==", "private-key");
        row("of a wallet: %1", "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4d" + QString("Z1jvhTVqvbTLvyTJ"), "private-key");
        row("ETH private key 0x%1", kHex + kHex, "private-key");
        row("PRIVATE_KEY=0x%1", kHex + kHex, "private-key");
        row("\"privateKey\": \"%1\"", kHex + kHex, "private-key");
        row("seed phrase: %1", "abandon ability able about above absent absorb abstract absurd abuse access accident",
            "seed-phrase");
        row("Recovery words:\n%1\n",
            "1. abandon 2. ability 3. able 4. about 5. above 6. absent 7. absorb 8. abstract "
            "9. absurd 10. abuse 11. access 12. accident",
            "seed-phrase");
        row("SSN %1, born 1970", "078-05-" + QString("1120"), "ssn");
    }
    void goes()
    {
        QFETCH(QString, frame);
        QFETCH(QString, secret);
        QFETCH(QString, kind);
        QString text = frame, expected = frame;
        text.replace("%1", secret);
        const QString out = redacted("Before it.\n" + text + "\nAfter it.");
        QVERIFY2(!out.contains(secret), qPrintable(out));
        expected.replace("0x%1", "%1"); // which is of the key
        expected.replace("%1", "[" + kind + "]");
        QCOMPARE(out, "Before it.\n" + expected + "\nAfter it.");
    }

    void stays_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString& text :
             {QStringLiteral("docker run -p 8080:80 -v /a:/b image"), QStringLiteral("docker login -u bob"),
              QStringLiteral("docker login -u bob --password-stdin"),
              QStringLiteral("echo $X | docker login -u b -p $X"),
              QStringLiteral("main.cpp:120:7: error: expected a brace"),
              QStringLiteral("main.cpp:120:7:error: a brace"), QStringLiteral("12:30:45:123:456"),
              QStringLiteral("net use \\\\srv\\x for backups, he said"), QStringLiteral("transaction 0x") + kHex + kHex,
              QStringLiteral("sha256 = ") + kHex + kHex, QStringLiteral("sha256 ") + kHex + kHex,
              QStringLiteral("the SNMP community is large"),
              QStringLiteral("a seed phrase: twelve words, never to be told"),
              QStringLiteral("The FOREIGN_KEY names id"), QStringLiteral("part 9078-05-11200"),
              QStringLiteral("000-12-3456, 2024-05-1120"), QStringLiteral("Private-Lines: how many there are"),
              QStringLiteral("mkdir -p build/login")})
            QTest::newRow(qPrintable(text)) << text;
    }
    void stays()
    {
        QFETCH(QString, text);
        QCOMPARE(redacted("Before.\n" + text + "\nAfter it."), "Before.\n" + text + "\nAfter it.");
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("piece");
        for (const char* piece : {"docker ",
                                  "docker login ",
                                  "docker login -p ",
                                  "smbclient -U a%",
                                  "smb ",
                                  "net use \\\\a ",
                                  "net use ",
                                  "snmpget ",
                                  "snmpget -c",
                                  "a:123:b:c:",
                                  "a.",
                                  "API_KEY ",
                                  "A_",
                                  "seed phrase: ",
                                  "seed phrase: abandon ",
                                  "abandon ",
                                  "private key ",
                                  "Private-Lines: 1\naaaa",
                                  "Private-Lines: 1\naaaaaaaaaaaaaaaaaaaa\n",
                                  "5H",
                                  "123-45-"})
            QTest::newRow(piece) << QByteArray(piece);
    }
    /// The worst of each form ends within the limits, and still gives up what stands at its end.
    void hostile()
    {
        QFETCH(QByteArray, piece);
        test::endsWithinLimits(piece);
    }
};

HEADROOM_TEST(TestSecretForms)
#include "tst_secretforms.moc"
