// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/lookslike.h"
#include "core/base/writtenjson.h"
#include "core/model/plaintext.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace headroom;

class TestLooksLike : public QObject {
    Q_OBJECT
private slots:
    void guessed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("meaning");
        QTest::addColumn<bool>("sure");
        const auto row = [](const char* name, const QByteArray& bytes, const char* meaning, bool sure) {
            QTest::newRow(name) << bytes << QString(meaning) << sure;
        };
        row("pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "Git LFS", true);
        row("page", "<!DOCTYPE html>\n<html>", "HTML page", true);
        row("page after blanks", "\n\n  <HTML lang=\"en\">", "HTML page", true);
        row("page after a mark", "\xef\xbb\xbf<!doctype html>", "HTML page", true);
        row("page in another language", "<!DOCTYPE html><title>T\xc3\xa4glich", "HTML page", true);
        row("page in Latin-1", "<html><title>T\xe4glich", "HTML page", true);
        row("page after a declaration", "<?xml version=\"1.0\"?>\n<!DOCTYPE html>", "HTML page", true);
        row("page after a comment", "<!-- saved -->\n<html>", "HTML page", true);
        row("refusal", "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>", "server's answer", true);
        row("annex", "/annex/objects/SHA256E-s1--00.gguf\n", "git-annex pointer", true);
        row("declaration alone", "<?xml version=\"1.0\"?>\n<book>", "HTML or XML", false);
        row("answer", "Entry not found", "server's answer", true);
        row("story", "Not found in any book was " + QByteArray(300, 'a'), "plain text", false);
        row("template", "<s>{{ bos_token }}", "HTML or XML", false);
        row("JSON", " {\"a\": 1}", "JSON text", false);
        row("gzip", QByteArray("\x1f\x8b\x08\x08", 4), "gzip", true);
        row("bzip2", "BZh91AY&SY", "bzip2", true);
        row("xz",
            QByteArray("\xfd"
                       "7zXZ\0",
                       6),
            "xz", true);
        row("tar", "name" + QByteArray(253, '\0') + "ustar", "tar", true);
        row("zip", "PK\x03\x04zz", "ZIP", true);
        row("GGUF", QByteArray("GGUF\x03\0\0\0", 8), "GGUF", true);
        row("safetensors", QByteArray("\x08\0\0\0\0\0\0\0{\"a\":1}", 15), "safetensors", true);
        row("pickle", QByteArray("\x80\x02}q", 4), "pickle", true);
        row("count of 640", QByteArray("\x80\x02\0\0\x05\0\0\0", 8), "", false);
        row("count of 123", QByteArray("{\0\0\0\x05\0\0\0", 8), "", false);
        row("zeros", QByteArray(16, '\0'), "zeros", false);
        row("text", "To be, or not to be", "plain text", false);
        row("numbers", QByteArray("\x01\x02\x03\x04", 4), "", false);
        row("nothing", "", "", false);
    }
    void guessed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, meaning);
        QFETCH(bool, sure);
        const auto span = std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size())));
        const QString guess = QString::fromStdString(std::string(looksLike(span)));
        QVERIFY2(meaning.isEmpty() ? guess.isEmpty() : guess.contains(meaning), qPrintable(guess));
        const auto refused = refuseStandIn(span, "F", "text");
        QCOMPARE(!refused, sure);
        if (!refused)
            QVERIFY(refused.error().detail.starts_with("not text; it looks like "));
    }

    void pagesMayBeMeant()
    {
        const std::string_view page = "<html><p>", pointer = "version https://git-lfs";
        QVERIFY(refuseStandIn(std::as_bytes(std::span(page)), "F", "text", Pages::Allowed));
        QVERIFY(!refuseStandIn(std::as_bytes(std::span(pointer)), "F", "text", Pages::Allowed));
    }

    /// A mark is no part of what a text says, and other encodings are named.
    void marks_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("read"); ///< null: refused
        QTest::addColumn<QString>("said");
        QTest::newRow("none") << QByteArray("{\"a\": 1}") << QByteArray("{\"a\": 1}") << "";
        QTest::newRow("UTF-8") << QByteArray("\xef\xbb\xbf{\"a\": 1}") << QByteArray("{\"a\": 1}") << "";
        QTest::newRow("little") << QByteArray("\xff\xfe{\0", 4) << QByteArray() << "UTF-16 (little-endian)";
        QTest::newRow("big") << QByteArray("\xfe\xff\0{", 4) << QByteArray() << "UTF-16 (big-endian)";
        QTest::newRow("wide") << QByteArray("\xff\xfe\0\0{\0\0\0", 8) << QByteArray() << "UTF-32";
        QTest::newRow("gzip") << "\x1f\x8b\x08" + QByteArray(99, '{') << QByteArray() << "gzip";
        QTest::newRow("pointer") << QByteArray("version https://git-lfs\n") << QByteArray() << "Git LFS";
    }
    void marks()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, read);
        QFETCH(QString, said);
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("f.json").toStdString();
        QVERIFY(writeFile(path, std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size())))));
        const auto text = model::readPlainText(path);
        const auto json = parseJson(std::string_view(bytes.constData(), std::size_t(bytes.size())), "F");
        QCOMPARE(text.has_value(), !read.isNull());
        QCOMPARE(json.has_value(), !read.isNull());
        if (text)
            QCOMPARE(QByteArray::fromStdString(*text), read);
        for (const Error* error : {text ? nullptr : &text.error(), json ? nullptr : &json.error()})
            if (error)
                QVERIFY2(QString::fromStdString(error->detail).contains(said), error->detail.c_str());
    }

    void whatIsWrittenHasKeysOnce()
    {
        QVERIFY(parseWrittenJson(R"({"a": [{"b": 1}, {"b": 2}], "b": {"a": 1}})", "F"));
        const auto twice = parseWrittenJson(R"({"a": [{"b": 1, "b": 2}]})", "F");
        QVERIFY(!twice && twice.error().code == ErrorCode::InvalidArgument);
        QCOMPARE(twice.error().where, std::string("F, key \"b\""));
        constexpr std::array<std::string_view, 2> known{"metric", "limit"};
        QVERIFY(checkKeys(Json{{"limit", 1}}, known, "F"));
        QCOMPARE(checkKeys(Json{{"limt", 1}}, known, "F").error().detail,
                 std::string("is not known; the nearest is \"limit\""));
    }

    void emptyIsSaid()
    {
        for (const char* nothing : {"", "\n \t"})
            QCOMPARE(parseJson(nothing, "F").error().detail, std::string("not valid JSON: it is empty"));
    }
};

HEADROOM_TEST(TestLooksLike)
#include "tst_lookslike.moc"
