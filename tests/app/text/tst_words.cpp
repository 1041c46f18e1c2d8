// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every state of a job, and what the operating system says when a file cannot be read or written, in every language.
#include "app/gui/languages.h"
#include "app/jobs/jobqueue.h"
#include "app/text/display.h"
#include "tests/support/test.h"

#include <QtTest>

#include <cerrno>
#include <cstring>

using namespace headroom;

namespace {

const QStringList kForeign{QStringLiteral("de"), QStringLiteral("zh_CN")};

QString stateWord(app::JobState state, bool interrupted, const QString& language)
{
    app::languages::set(language);
    app::JobInfo job;
    job.state = state;
    job.isInterrupted = interrupted;
    return app::text::jobState(job);
}

} // namespace

class TestWords : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { app::languages::set(QStringLiteral("en")); }
    void statesAreKnownInEveryLanguage();
    void systemErrorsAreTranslated_data();
    void systemErrorsAreTranslated();
    void whatTheSystemDidNotSayStays();
};

void TestWords::statesAreKnownInEveryLanguage()
{
    using State = app::JobState;
    const QList<std::pair<State, bool>> all{{State::Queued, false},  {State::Running, false}, {State::Paused, false},
                                            {State::Done, false},    {State::Failed, false},  {State::Cancelled, false},
                                            {State::Cancelled, true}};
    for (const QString& language : kForeign) {
        QSet<QString> words;
        for (const auto& [state, interrupted] : all) {
            const QString english = stateWord(state, interrupted, QStringLiteral("en")),
                          word = stateWord(state, interrupted, language);
            QVERIFY2(!english.isEmpty() && !word.isEmpty() && word != english, qPrintable(language + u' ' + english));
            words.insert(word);
        }
        QCOMPARE(words.size(), all.size()); // no two of them alike
    }
}

void TestWords::systemErrorsAreTranslated_data()
{
    QTest::addColumn<int>("error");
    for (const int error : {EPERM, ENOENT, EIO,   ENOMEM, EACCES,       EBUSY,     EEXIST, ENOTDIR,   EISDIR, EMFILE,
                            EFBIG, ENOSPC, EROFS, EPIPE,  ENAMETOOLONG, ENOTEMPTY, ELOOP,  ETIMEDOUT, EDQUOT, ESTALE})
        QTest::newRow(std::strerror(error)) << error;
}

void TestWords::systemErrorsAreTranslated()
{
    QFETCH(int, error);
    const Error found = failErrno(error, "/models/a.gguf").value();
    const QString english = QString::fromLocal8Bit(std::strerror(error));
    QVERIFY(app::text::message(found).text.contains(english));
    for (const QString& language : kForeign) {
        app::languages::set(language);
        const app::text::Message message = app::text::message(found);
        QVERIFY2(!message.text.contains(english), qPrintable(message.text));
        QVERIFY2(message.text.contains(QStringLiteral("/models/a.gguf")), qPrintable(message.text));
        QVERIFY(!message.nextStep.isEmpty());
    }
}

void TestWords::whatTheSystemDidNotSayStays()
{
    app::languages::set(QStringLiteral("de"));
    const Error error{ErrorCode::Corrupt, "a.gguf", "magic is 0x1234"};
    QVERIFY(app::text::message(error).text.contains(QStringLiteral("magic is 0x1234")));
}

HEADROOM_TEST(TestWords)
#include "tst_words.moc"
