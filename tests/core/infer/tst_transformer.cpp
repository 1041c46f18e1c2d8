// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/transformer.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <fstream>

using namespace headroom;
using infer::Session;
using infer::Transformer;
using model::Token;

namespace {

template <class T> std::vector<T> readAll(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    std::vector<T> out(bytes.size() / sizeof(T));
    std::memcpy(out.data(), bytes.data(), out.size() * sizeof(T));
    return out;
}

std::shared_ptr<const Transformer> loadModel(const std::filesystem::path& path)
{
    auto file = model::ModelFile::open(path);
    if (!file)
        return nullptr;
    auto loaded = Transformer::load(*file);
    return loaded ? *loaded : nullptr;
}

/// Logits of every token, given in pieces.
std::vector<float> evaluate(const std::shared_ptr<const Transformer>& transformer, const std::vector<Token>& tokens,
                            std::size_t piece, unsigned threads)
{
    ThreadPool pool(threads);
    auto session = Session::create(transformer, static_cast<std::uint32_t>(tokens.size()), pool);
    if (!session)
        return {};
    const std::size_t vocabulary = transformer->shape().vocabulary;
    std::vector<float> out(tokens.size() * vocabulary);
    for (std::size_t begin = 0; begin < tokens.size(); begin += piece) {
        const std::size_t count = std::min(piece, tokens.size() - begin);
        if (!(*session)->evaluate(std::span(tokens).subspan(begin, count), count,
                                  std::span(out).subspan(begin * vocabulary, count * vocabulary)))
            return {};
    }
    return out;
}

bool sameBits(const std::vector<float>& a, const std::vector<float>& b)
{
    return !a.empty() && a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// Pseudo-random ids below the vocabulary.
std::vector<Token> someTokens(std::size_t count, std::uint32_t vocabulary)
{
    std::vector<Token> out;
    for (std::uint32_t i = 0, x = 1; i < count; ++i, x = x * 1664525U + 1013904223U)
        out.push_back(static_cast<Token>((x >> 8) % vocabulary));
    return out;
}

} // namespace

class TestTransformer : public QObject {
    Q_OBJECT
private slots:
    void batchAndThreadsDoNotMatter_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("F32, narrow heads") << "models/stories260K-f32.gguf";
        QTest::newRow("F16, shared heads") << "models/shakespeare3m-f16.gguf";
    }
    void batchAndThreadsDoNotMatter()
    {
        QFETCH(const QString, path);
        const auto file = test::sharedData(path.toStdString());
        HEADROOM_NEEDS(file);
        const auto transformer = loadModel(file);
        QVERIFY(transformer);
        const auto tokens = someTokens(300, transformer->shape().vocabulary); // more than one internal batch
        const auto whole = evaluate(transformer, tokens, tokens.size(), 1);
        QVERIFY(sameBits(whole, evaluate(transformer, tokens, 1, 1)));
        QVERIFY(sameBits(whole, evaluate(transformer, tokens, 61, 1)));
        QVERIFY(sameBits(whole, evaluate(transformer, tokens, tokens.size(), 2)));
        QVERIFY(sameBits(whole, evaluate(transformer, tokens, 37, 5)));
    }

    void logitRowsAreTheLast()
    {
        const auto file = test::sharedData("models/stories260K-f32.gguf");
        HEADROOM_NEEDS(file);
        const auto transformer = loadModel(file);
        const auto tokens = someTokens(270, 512);
        const auto all = evaluate(transformer, tokens, tokens.size(), 1);
        ThreadPool pool(1);
        auto session = Session::create(transformer, 270, pool);
        for (const std::size_t rows :
             {std::size_t{0}, std::size_t{1}, std::size_t{14}, std::size_t{15}, std::size_t{100}}) {
            (*session)->clear();
            std::vector<float> some(rows * 512);
            QVERIFY((*session)->evaluate(tokens, rows, some));
            QCOMPARE((*session)->length(), 270U);
            QVERIFY(rows == 0 || sameBits(some, std::vector<float>(all.end() - std::ptrdiff_t(rows * 512), all.end())));
        }
    }

    void wrongCallsAreRefused()
    {
        const auto file = test::sharedData("models/stories260K-f32.gguf");
        HEADROOM_NEEDS(file);
        const auto transformer = loadModel(file);
        ThreadPool pool(1);
        QCOMPARE(Session::create(transformer, 0, pool).error().code, ErrorCode::InvalidArgument);
        auto session = Session::create(transformer, 4, pool);
        std::vector<float> logits(512);
        const auto code = [&](std::vector<Token> tokens, std::size_t rows) {
            const auto status = (*session)->evaluate(tokens, rows, logits);
            return status ? ErrorCode::Internal : status.error().code;
        };
        QCOMPARE(code({1, 512}, 1), ErrorCode::InvalidArgument);
        QCOMPARE(code({1, -1}, 1), ErrorCode::InvalidArgument);
        QCOMPARE(code({1, 2, 3, 4, 5}, 1), ErrorCode::InvalidArgument);
        QCOMPARE(code({1}, 2), ErrorCode::InvalidArgument);
        QCOMPARE(code({1, 2}, 2), ErrorCode::InvalidArgument); // no space for two rows
        QCOMPARE((*session)->length(), 0U);
        QVERIFY((*session)->evaluate(std::vector<Token>{1, 2, 3, 4}, 1, logits));
        QCOMPARE(code({1}, 1), ErrorCode::InvalidArgument);
    }
};

HEADROOM_TEST(TestTransformer)
#include "tst_transformer.moc"
