// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/sourcehash.h"

#include "core/base/hash.h"
#include "tests/support/test.h"

#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace headroom;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kBehind = std::uint64_t{1} << 28U; ///< a hole behind the tensors: many chunks, no disk

class Acting : public JobControl {
public:
    std::function<Status()> action;
    std::vector<Progress> progress;
    Status checkpoint() override { return action(); }
    void report(const Progress& now) override { progress.push_back(now); }
};

} // namespace

class TestSourceHash : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    fs::path m_path;
    std::shared_ptr<const model::ModelFile> m_file;

private slots:
    void initTestCase()
    {
        m_path = fs::path(m_folder.path().toStdString()) / "model.gguf";
        QVERIFY(test::writeTinyModel(m_path, test::TinyModel()));
        fs::resize_file(m_path, fs::file_size(m_path) + kBehind);
        const auto file = model::ModelFile::open(m_path);
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        m_file = *file;
    }

    void findsWhatTheFileHas()
    {
        JobControl nothing;
        const auto expected = sha256File(m_path, nothing);
        QVERIFY(expected);
        Acting control;
        control.action = [] { return Status(); };
        quant::SourceHash hash(m_file, "");
        QVERIFY(hash.known().empty());
        const auto found = hash.wait(control);
        QVERIFY(found);
        QCOMPARE(*found, *expected);
        QCOMPARE(hash.known(), *expected);
        QCOMPARE(hash.bytesLeft(), std::uint64_t{0});
        QVERIFY(!control.progress.empty());
        QCOMPARE(control.progress.back().bytes, control.progress.back().totalBytes);
        QCOMPARE(control.progress.back().done, control.progress.back().total);
    }

    void whatIsKnownIsNotFoundAgain()
    {
        JobControl nothing;
        quant::SourceHash hash(m_file, "as it was");
        QCOMPARE(hash.known(), std::string("as it was"));
        QCOMPARE(hash.bytesLeft(), std::uint64_t{0});
        QCOMPARE(*hash.wait(nothing), std::string("as it was"));
    }

    void aPauseHoldsIt()
    {
        quant::SourceHash hash(m_file, "");
        Acting control;
        std::uint64_t left = 0;
        std::uint64_t later = 0;
        control.action = [&]() -> Status { // as long as the run is paused
            do { // the chunk that it was at is finished first
                left = hash.bytesLeft();
                QTest::qSleep(200);
                later = hash.bytesLeft();
            } while (later != left && later > 0);
            return {};
        };
        QVERIFY(hash.holding(control).checkpoint());
        QVERIFY(later > 0);
        QCOMPARE(later, left);
        control.action = [] { return Status(); };
        QVERIFY(hash.wait(control)); // and it goes on
    }

    void aCancelledRunDoesNotWaitForIt()
    {
        quant::SourceHash hash(m_file, "");
        Acting control;
        control.action = []() -> Status { return fail(ErrorCode::Cancelled, "job", "was cancelled"); };
        const auto found = hash.wait(control);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
        QVERIFY(hash.known().empty());
    }
};

HEADROOM_TEST(TestSourceHash)
#include "tst_sourcehash.moc"
