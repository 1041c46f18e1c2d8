// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Secrets by what they are called, in the notations that logs, configurations, code and letters have for them; and what
// merely speaks of secrets, which stays.
#include "tests/core/quant/secrets.h"
#include "tests/support/test.h"

#include <QTest>

using namespace headroom;
using namespace headroom::quant;
using test::kHex;
using test::kLong;
using test::kSecret;
using test::redacted;

class TestSecrets : public QObject {
    Q_OBJECT
private slots:
    /// %1 is the secret: nothing of it may stay, and all around it does.
    void goes_data()
    {
        QTest::addColumn<QString>("frame");
        for (const char* frame : {
                 "password=%1",
                 "password = %1",
                 "Password: %1",
                 "PASSWORD: %1\n",
                 "db_password=%1\nhost=a",
                 "DB_PASSWORD=\"%1\"",
                 "export MYSQL_ROOT_PASSWORD='%1'",
                 "  password: %1  # of the database",
                 "spring.datasource.password=%1",
                 "{\"user\": \"ann\", \"password\": \"%1\"}",
                 "{\\\"password\\\":\\\"%1\\\",\\\"a\\\":1}",
                 "{'passwd': '%1', 'x': 2}",
                 "userPassword: `%1`,",
                 "String password = \"%1\";",
                 "password: str = \"%1\"",
                 "let api_key: &str = \"%1\";",
                 "apiKey := \"%1\"",
                 "api_key=%1",
                 "api-key: %1",
                 "X-Api-Key: %1",
                 "\"x-api-key\": \"%1\"",
                 "API key: %1",
                 "token: %1",
                 "token=%1",
                 "\"access_token\":\"%1\"",
                 "auth_token = %1",
                 "X-Auth-Token: %1",
                 "refresh_token=%1&grant_type=refresh_token",
                 "https://example.com/v1?access_token=%1&x=1",
                 "aws_secret_access_key = %1",
                 "AWS_SECRET_ACCESS_KEY=%1",
                 "aws_session_token: %1",
                 "SECRET_KEY_BASE=%1",
                 "client_secret: \"%1\"",
                 "Server=db;User Id=sa;Password=%1;Encrypt=true",
                 "AccountName=a;AccountKey=%1;EndpointSuffix=b",
                 "pwd=%1",
                 "passphrase => '%1'",
                 "curl -u ann:%1 https://example.com",
                 "mysql -u root -p%1 shop",
                 "login --password %1",
                 "deploy --token=%1 --force",
                 "deploy --api-key \"%1\" --force",
                 "Authorization: Bearer %1",
                 "authorization: token %1",
                 "-H 'Authorization: Bearer %1'",
                 "\"Authorization\": \"Bearer %1\"",
                 "Proxy-Authorization: Basic %1",
                 "postgres://ann:%1@db.example.com/shop",
                 "redis://:%1@cache:6379/0",
                 "amqp://ann:p@%1@queue/",
                 "Cookie: sid=%1",
                 "<password>%1</password>",
                 "<add key=\"ApiKey\" value=\"%1\"/>",
                 "machine example.com login ann password %1",
                 "CREATE USER ann IDENTIFIED BY '%1';",
                 "my password is %1, keep it",
                 "The password is \"%1\".",
                 "Passwort: %1",
                 "Das Passwort lautet %1",
                 "mot de passe : %1",
                 "密码：%1",
                 "пароль: %1",
                 "private_key: %1",
                 "encryption_key=%1",
                 "password==%1",
             })
            QTest::newRow(frame) << QString::fromUtf8(frame);
    }

    void goes()
    {
        QFETCH(QString, frame);
        for (const QString& secret : {kSecret, kLong, kHex}) {
            const QString text = QString(frame).replace("%1", secret), out = redacted(text);
            QVERIFY2(!out.contains(secret.left(4)) && !out.contains(secret.right(4)), qPrintable(out));
            const QStringList around = frame.split("%1");
            QVERIFY2(out.startsWith(around.front().left(3)) && out.endsWith(around.back()), qPrintable(out));
            QCOMPARE(redacted(out), out);
        }
    }

    /// Words as secrets, where nothing but the sign says so.
    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("env") << "password=hunter"
                             << "password=[secret]";
        QTest::newRow("json") << "{\"password\": \"correct horse battery\"}"
                              << "{\"password\": \"[secret]\"}";
        QTest::newRow("yaml") << "a: 1\npassword: letmein\nb: 2"
                              << "a: 1\npassword: [secret]\nb: 2";
        QTest::newRow("digits") << "password: 123456"
                                << "password: [secret]";
        QTest::newRow("signs") << "password=p@ss;w0rd,x!;user=ann"
                               << "password=[secret];user=ann";
        QTest::newRow("escaped quote") << "password = \"a\\\"b1c\""
                                       << "password = \"[secret]\"";
        QTest::newRow("email as password") << "password=ann@example.com"
                                           << "password=[secret]";
        QTest::newRow("several") << "api_key=abc123def password=hunter2"
                                 << "api_key=[secret] password=[secret]";
    }

    void words()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(redacted(text), expected);
    }

    /// Marks of known services, with nothing around.
    void marked_data()
    {
        QTest::addColumn<QString>("secret");
        for (const QString& mark :
             {QString("gsk_"), QString("xapp-"), QString("ya29."), QString("dop_v1_"), QString("hvs."),
              QString("shpat_"), QString("glsa_"), QString("whsec_"), QString("pypi-")})
            QTest::addRow("%s", qPrintable(mark)) << mark + kLong;
        QTest::newRow("sendgrid") << "SG." + kSecret + "abcdef." + kLong;
        QTest::newRow("telegram") << "123456789:" + QString("AA") + kLong.left(33);
        QTest::newRow("crypt") << "$2b$12$" + kLong;
        QTest::newRow("age") << "AGE-SECRET-" + QString("KEY-1") + QString("QXYZ0123456789ABCDEFG");
        QTest::newRow("slack hook") << "https://hooks.slack.com/services/T0" + kSecret + "/B" + kSecret;
    }

    void marked()
    {
        QFETCH(QString, secret);
        const QString out = redacted("use " + secret + " for it");
        QVERIFY2(!out.contains(secret.right(8)) && out.startsWith("use ") && out.endsWith(" for it"), qPrintable(out));
    }

    void stays_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {
                 "The secret: patience.",
                 "Forgot your password? Enter a new password: at least 8 characters, with one digit.",
                 "A token: a piece of text that a model reads at once.",
                 "tokens: 512",
                 "max_tokens=4096",
                 "token_type: bearer",
                 "tokenizer: bpe",
                 "token = tokens[i]",
                 "token = lexer.next()",
                 "token: 15",
                 "self.token = token",
                 "password = getpass.getpass()",
                 "password = os.environ[\"DB_PASSWORD\"]",
                 "password = config.database.password",
                 "password=$DB_PASSWORD",
                 "password=${DB_PASSWORD}",
                 "password: {{ vault_password }}",
                 "password=<your password>",
                 "password=********",
                 "password = None",
                 "password: string;",
                 "def login(user: str, password: str) -> bool:",
                 "login(user, password=password)",
                 "\"password\": \"\"",
                 "\"password\": \"Enter your password\"",
                 "<label>Password</label>",
                 "The password is required.",
                 "His secret was a small garden behind the house.",
                 "Her secret is safe with me, said the old man.",
                 "Passengers: 12, passes: 3",
                 "pass: 12, fail: 0",
                 "The secretary: Ann Smith",
                 "keyboard: qwertz",
                 "key: value",
                 "primary key: id",
                 "The key is under the mat.",
                 "press any key: it goes on",
                 "Authorization: required for all requests",
                 "authorization: see section 4",
                 "Cookie: a small cake, baked flat",
                 "the bearer of this letter",
                 "PWD=/home/ann/project",
                 "api key: see the page of your account",
                 "API keys are created in the settings.",
                 "use --password to set one",
                 "--token TOKEN  the token to use",
                 "https://example.com/reset-password?next=/home",
                 "a passphrase of six words",
                 "if (password == null) return;",
                 "if (password.length < 8)",
                 "credentials: 'include'",
                 "signature: def f(a, b)",
                 "auth: none",
                 "what a secret! What a story!",
                 "SELECT password FROM users WHERE id = 5",
                 "class TokenStream { Token token; }",
                 "session: the second one today",
                 "curl -u https://example.com",
             })
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    void stays()
    {
        QFETCH(QString, text);
        QCOMPARE(redacted(text), text);
        QCOMPARE(redacted("Before.\n" + text + "\nAfter it."), "Before.\n" + text + "\nAfter it.");
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("piece");
        for (const char* piece : {"password",
                                  "password=",
                                  "password: ",
                                  "password='",
                                  "password=\"a",
                                  "token=a1",
                                  "secret_",
                                  "key=",
                                  "authorization: ",
                                  "cookie: a=",
                                  "curl -u ",
                                  "curl ",
                                  "mysql -p ",
                                  "digest ",
                                  "<password ",
                                  "<password>",
                                  "--password ",
                                  "login a password ",
                                  "identified by '",
                                  "password is ",
                                  "name=\"password",
                                  "eyJaaaaaaaa.",
                                  "\"d\":\"aaaa",
                                  "Private-Lines: 1\n",
                                  "PRIVATE KEY ----\n",
                                  "\\\\\\\"password\\\\\\\":\\\\\\\"",
                                  "\xE5\xAF\x86\xE7\xA0\x81\xEF\xBC\x9A"})
            QTest::newRow(piece) << QByteArray(piece);
    }

    /// The worst of each form ends within the limits, and still gives up what stands at its end.
    void hostile()
    {
        QFETCH(QByteArray, piece);
        test::endsWithinLimits(piece);
    }
};

HEADROOM_TEST(TestSecrets)
#include "tst_secrets.moc"
