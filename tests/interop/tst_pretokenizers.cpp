// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every pre-tokenizer that Headroom knows cuts words where a prebuilt llama.cpp cuts them: token ids are compared in a
// vocabulary made of Headroom's own words (mergetrainer.h), so that any other cut shows.
#include "core/model/tokenizer/pretokenizers.h"
#include "core/model/tokenizer/tokenizer.h"
#include "interop/cutvocabulary.h"
#include "interop/hardtexts.h"
#include "interop/llamacpp.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>
#include <sstream>

using namespace headroom;
using model::Family;

namespace {

std::string shown(const std::vector<model::Token>& ids, const model::Tokenizer& tokenizer)
{
    std::string out;
    for (const model::Token id : ids)
        out += "[" + tokenizer.piece(id) + "]";
    return out;
}

} // namespace

class TestPreTokenizers : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!test::hasLlamaCpp())
            QSKIP(
                qPrintable(QStringLiteral("needs Node.js and llama.cpp; in tests/interop: ") + test::kInstallLlamaCpp));
        m_texts = test::hardTexts();
    }
    void tokensAreTheSame_data();
    void tokensAreTheSame();

private:
    QTemporaryDir m_folder;
    test::LlamaCpp m_llamaCpp;
    std::vector<std::string> m_texts;
};

void TestPreTokenizers::tokensAreTheSame_data()
{
    QTest::addColumn<QString>("name");
    for (const Family& family : model::families()) {
        std::istringstream names{std::string(family.names)};
        for (std::string name; names >> name;)
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestPreTokenizers::tokensAreTheSame()
{
    QFETCH(const QString, name);
    const std::string family = name.toStdString();
    const auto path = m_folder.filePath("vocabulary.gguf").toStdString();
    JobControl control;
    const bool raw = model::findFamily(family)->has(Family::kRawText);
    const auto written
        = model::writeGguf(path, test::vocabulary(family, test::train(family, m_texts), raw), {}, control);
    QVERIFY2(written, written ? "" : written.error().detail.c_str());
    const Json answer = m_llamaCpp.ask({{"model", path}, {"texts", m_texts}});
    const std::string error = answer.value("error", std::string());
    if (error.find("unknown pre-tokenizer type") != std::string::npos)
        QSKIP("llama.cpp does not know this other name of one that it knows");
    QVERIFY2(answer.contains("ids"), error.c_str());

    const auto file = model::ModelFile::open(path);
    QVERIFY(file);
    const auto tokenizer = model::Tokenizer::create(**file);
    QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
    QStringList different;
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        const auto ours = (*tokenizer)->encode(m_texts[i], {});
        const auto theirs = answer.at("ids").at(i).get<std::vector<model::Token>>();
        if (ours != theirs)
            different << QString::fromStdString(shown(ours, **tokenizer) + " for " + shown(theirs, **tokenizer));
    }
    QVERIFY2(different.isEmpty(),
             qPrintable(QString::number(different.size()) + " texts: " + different.mid(0, 8).join("\n")));
    QCOMPARE((*tokenizer)->addsBos(), answer.at("addsBos").get<bool>());
}

HEADROOM_TEST(TestPreTokenizers)
#include "tst_pretokenizers.moc"
