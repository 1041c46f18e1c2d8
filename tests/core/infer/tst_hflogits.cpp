// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every folder that the transformers library has made and run: its logits come out of the folder, windows and all.
#include "core/base/file.h"
#include "core/infer/transformer.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>

using namespace headroom;

namespace {

template <class T> std::vector<T> readAll(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    std::vector<T> out(bytes.size() / sizeof(T));
    std::memcpy(out.data(), bytes.data(), out.size() * sizeof(T));
    return out;
}

} // namespace

class TestHfLogits : public QObject {
    Q_OBJECT
private slots:
    void logitsEqualTheLibrarys_data()
    {
        QTest::addColumn<QString>("name");
        const auto folder = test::sharedData("hf");
        if (std::filesystem::is_directory(folder))
            for (const auto& entry : std::filesystem::directory_iterator(folder))
                if (std::filesystem::exists(entry.path() / "logits.f32"))
                    QTest::newRow(entry.path().filename().c_str())
                        << QString::fromStdString(entry.path().filename().string());
    }
    void logitsEqualTheLibrarys()
    {
        HEADROOM_NEEDS(test::sharedData("hf"));
        QFETCH(QString, name);
        const auto folder = test::sharedData("hf") / name.toStdString();
        const auto file = model::ModelFile::open(folder);
        if (!file && file.error().code == ErrorCode::Unsupported
            && file.error().where.find("\"architectures\"") != std::string::npos)
            QSKIP("a class that is not known");
        QVERIFY2(file, file ? "" : (file.error().where + ": " + file.error().detail).c_str());
        const auto transformer = infer::Transformer::load(*file);
        QVERIFY2(transformer,
                 transformer ? "" : (transformer.error().where + ": " + transformer.error().detail).c_str());
        const auto tokens = readAll<model::Token>(folder / "tokens.i32");
        const auto expected = readAll<float>(folder / "logits.f32");
        ThreadPool pool(1);
        auto session = infer::Session::create(*transformer, std::uint32_t(tokens.size()), pool).value();
        std::vector<float> found(tokens.size() * session->vocabulary());
        QVERIFY(session->evaluate(tokens, tokens.size(), found));
        QCOMPARE(found.size(), expected.size());
        double difference = 0, size = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            difference += std::pow(double(expected[i]) - double(found[i]), 2);
            size += double(expected[i]) * double(expected[i]);
        }
        qInfo("relative L2 %.1e", std::sqrt(difference / size));
        QVERIFY(std::sqrt(difference / size) < 2e-3);
    }
};

HEADROOM_TEST(TestHfLogits)
#include "tst_hflogits.moc"
