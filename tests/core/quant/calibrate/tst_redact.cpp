// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/redact.h"
#include "tests/support/test.h"

#include <QTest>

using namespace headroom;
using namespace headroom::quant;

namespace {

std::string redacted(const std::string& text)
{
    auto redactor = Redactor::create();
    if (!redactor)
        return redactor.error().detail;
    const auto out = redactor->redact(text, "test");
    return out ? *out : out.error().detail;
}

std::string repeated(const std::string& piece, std::size_t bytes)
{
    std::string out;
    while (out.size() < bytes)
        out += piece;
    return out;
}

// Made up, or the examples of the standards; put together here so that no scanner takes them for real ones.
const std::string kLetters = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
const std::string kKey = "-----BEGIN RSA PRIVATE " + std::string("KEY-----\nMIIEpAIBAAKCAQEA7bq8v\n")
    + "Zm9vYmFyYmF6cXV4+/==\n-----END RSA PRIVATE " + "KEY-----";
const std::string kJwt
    = "eyJhbGciOiJIUzI1NiJ9" + std::string(".eyJzdWIiOiIxMjM0NTY3ODkwIn0.") + "dozjgNryP4J3jVmNHl0w5N";

} // namespace

class TestRedact : public QObject {
    Q_OBJECT
private slots:
    void replaces_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("kind");
        const auto row = [](const std::string& secret, const char* kind) {
            QTest::addRow("%s %s", kind, secret.substr(0, 40).c_str())
                << QString::fromStdString(secret) << QString(kind);
        };
        for (const char* mail : {"ann@example.com", "a.b+c_d@mail.example.co.uk", "jörg@müller.de", "почта@пример.рф"})
            row(mail, "email");
        for (const char* phone :
             {"+4915123456789", "+49 30 1234567", "+49 (0)30 123456", "+1-212-555-0123", "(212) 555-0123",
              "212-555-0123", "0170 1234567", "020 7946 0958", "01 23 45 67 89", "138-0013-8000", "+33.1.23.45.67.89"})
            row(phone, "phone");
        for (const char* iban : {"DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "GB82 WEST 1234 5698 7654 32",
                                 "FR14 2004 1010 0505 0001 3M02 606", "NO9386011117947"})
            row(iban, "iban");
        for (const char* card : {"4111111111111111", "4111 1111 1111 1111", "5555-5555-5555-4444", "3782 822463 10005",
                                 "378282246310005", "6011111111111117"})
            row(card, "card");
        for (const char* ip : {"192.168.17.4", "8.8.4.40", "2001:db8::1", "fe80::1", "::ffff:203.0.113.9",
                               "2001:0db8:85a3:0000:0000:8a2e:0370:7334"})
            row(ip, "ip");
        row(kKey, "private-key");
        row(kJwt, "jwt");
        row("AKIA" + std::string("IOSFODNN7EXAMPLE"), "aws-key");
        row("ghp_" + kLetters.substr(0, 36), "github-token");
        row("sk-" + kLetters, "api-key");
        row("sk-proj-" + kLetters, "api-key");
        row("sk_live_" + kLetters.substr(0, 24), "api-key");
    }

    /// At the ends of a text, in sentences, quotes, JSON, and between letters of another script.
    void replaces()
    {
        QFETCH(QString, secret);
        QFETCH(QString, kind);
        const QString mark = '[' + kind + ']';
        for (const char* around :
             {"%1", "Call %1, please.", "to (%1)", "{\"a\": \"%1\"}", "x\n%1\ny", "联系%1。", "%1 and %1"}) {
            const QString frame = QString::fromUtf8(around);
            QString text = frame;
            QString expected = frame;
            text.replace("%1", secret);
            expected.replace("%1", mark);
            QCOMPARE(QString::fromStdString(redacted(text.toStdString())), expected);
            QCOMPARE(QString::fromStdString(redacted(expected.toStdString())), expected);
        }
    }

    void keepsWhatSurrounds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("bearer") << "Authorization: Bearer abcdef0123456789ABCDEF="
                                << "Authorization: Bearer [bearer-token]";
        QTest::newRow("basic") << "Authorization: Basic dXNlcjpwYXNz"
                               << "Authorization: Basic [password]";
        QTest::newRow("address") << "https://bob:pa55w0rd@example.com/x"
                                 << "https://bob:[password]@example.com/x";
        QTest::newRow("called a phone") << "Tel. 1234567, phone: \"555 0123 45\""
                                        << "Tel. [phone], phone: \"[phone]\"";
        QTest::newRow("url") << "http://10.20.30.40:8080/a?b"
                             << "http://[ip]:8080/a?b";
        QTest::newRow("ipv6 url") << "http://[2001:db8::5]/"
                                  << "http://[[ip]]/";
        QTest::newRow("network") << "10.20.30.0/24"
                                 << "[ip]/24";
        QTest::newRow("bank after") << "IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFF"
                                    << "IBAN [iban] BIC COBADEFF";
        QTest::newRow("table") << "7,4111111111111111,212-555-0123,+4915123456789,5"
                               << "7,[card],[phone],[phone],5";
        QTest::newRow("area") << "(030) 1234567"
                              << "[phone]";
        QTest::newRow("sentence") << "Mail ann@example.com. Then"
                                  << "Mail [email]. Then";
        QTest::newRow("cut key") << QString::fromStdString(kKey.substr(0, 60) + "\n\nMore words follow here.")
                                 << "[private-key]\n\nMore words follow here.";
        QTest::newRow("key in prose") << QString::fromStdString(kKey.substr(0, 31) + " starts a key.")
                                      << "[private-key] starts a key.";
    }

    void keepsWhatSurrounds()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(redacted(text.toStdString())), expected);
    }

    void stays_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"1.2.3.4",
                                 "version 10.20.30.40",
                                 "v10.0.19041.1",
                                 "Chrome/120.0.0.0",
                                 "package==10.20.30.40",
                                 "1.3.6.1.4.1.311",
                                 "10.20.30.40.50",
                                 "256.300.1.1",
                                 "127.0.0.1",
                                 "0.0.0.0",
                                 "10.20.30.40-beta",
                                 "Qt 6.4.2",
                                 "d41d8cd98f00b204e9800998ecf8427e",
                                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                 "550e8400-e29b-41d4-a716-446655440000",
                                 "commit 9734613",
                                 "1700000000",
                                 "1700000000000",
                                 "1700000000000000000",
                                 "3.14159265358979323846",
                                 "0.4111111111111111",
                                 "12,345,678,901",
                                 "1234 5678 9012 3456",
                                 "4111111111111112",
                                 "DE89370400440532013001",
                                 "XX89370400440532013000",
                                 "AB12 CDEF 3456",
                                 "12:30:45",
                                 "2026-11-21T08:44:05.123456",
                                 "2026-11-21 08:44:05",
                                 "01/02/2023",
                                 "01-02-2023",
                                 "std::vector",
                                 "a::b",
                                 "add::bad",
                                 "::",
                                 "::1",
                                 "00:1a:2b:3c:4d:5e",
                                 "01 02 03 04 05 06 07 08 09 0a",
                                 "react@18.2.0",
                                 "W@x.T",
                                 "a@b.mean(axis=0)",
                                 "@decorator",
                                 "user@localhost",
                                 "git commit -m 'x'",
                                 "sk-learn is not sklearn-at-all",
                                 "bearer of responsibilities everywhere",
                                 "ghp_short",
                                 "AKIA",
                                 "eyJ is how they begin",
                                 "+5",
                                 "-12345678",
                                 "+1.23456789",
                                 "x+12345678901",
                                 "1+2222222222",
                                 "pages 100-200",
                                 "1e10",
                                 "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]",
                                 "0123456789",
                                 "ISBN 978-3-16-148410-0",
                                 "-----BEGIN PUBLIC KEY-----",
                                 "https://example.com:8080/a@b"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    void stays()
    {
        QFETCH(QString, text);
        for (const char* around : {"%1", "see %1, or", "\"%1\""}) {
            const QString whole = QString(around).replace("%1", text);
            QCOMPARE(QString::fromStdString(redacted(whole.toStdString())), whole);
        }
    }

    /// One wrong digit anywhere, and it is a number like any other.
    void checkDigits()
    {
        for (const std::string number : {"DE89370400440532013000", "4111111111111111", "378282246310005"})
            for (std::size_t i = number.starts_with("DE") ? 2 : 0; i < number.size(); ++i) {
                std::string wrong = number;
                wrong[i] = wrong[i] == '9' ? '0' : char(wrong[i] + 1);
                QCOMPARE(redacted(wrong), wrong);
            }
    }

    void counts()
    {
        auto redactor = Redactor::create();
        QVERIFY(redactor);
        QVERIFY(redactor->counts().empty());
        QVERIFY(redactor->redact("a@example.com b@example.com 10.20.30.40 fe80::1", "one"));
        QVERIFY(redactor->redact("c@example.com", "two"));
        const auto counts = redactor->counts();
        QCOMPARE(counts.size(), std::size_t{2});
        QCOMPARE(counts[0].kind, std::string_view("email"));
        QCOMPARE(counts[0].count, std::size_t{3});
        QCOMPARE(counts[1].count, std::size_t{2}); // both kinds of address are one kind
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("piece");
        for (const char* piece : {"a",
                                  "a.",
                                  "a@",
                                  "a@a.",
                                  "1",
                                  "1 ",
                                  "1-",
                                  "+1",
                                  "+1 ",
                                  "0170 ",
                                  ":",
                                  "1:",
                                  "a:",
                                  "::1",
                                  "1.",
                                  "10.",
                                  "DE89",
                                  "DE89 ",
                                  "4111 ",
                                  "eyJ",
                                  "eyJaaaaaaaa.",
                                  "sk-",
                                  "sk-a",
                                  "Bearer ",
                                  "Bearer a",
                                  "://",
                                  "://a:",
                                  "-----",
                                  "-----BEGIN PRIVATE KEY-----",
                                  "-----BEGIN PRIVATE KEY-----\n-",
                                  "tel: ",
                                  "tel: 1(",
                                  "\xC3\xA9",
                                  "é@",
                                  "\xED\xA0\x80",
                                  "\xC0\x80",
                                  "(",
                                  " ",
                                  "\n",
                                  "\\n",
                                  "ghp_",
                                  "AKIA",
                                  "authorization: basic "})
            QTest::newRow(piece) << QByteArray(piece);
    }

    /// A megabyte of the worst of each form ends within the limits, and still gives up the secret at its end.
    void hostile()
    {
        QFETCH(QByteArray, piece);
        const std::string text = repeated(piece.toStdString(), 1U << 20U) + "\n\n! ann@example.com";
        const std::string out = redacted(text);
        QVERIFY2(out.ends_with("! [email]"), out.substr(0, 200).c_str());
    }
};

HEADROOM_TEST(TestRedact)
#include "tst_redact.moc"
