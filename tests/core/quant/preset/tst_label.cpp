// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A file that is called what its weights are not is pointed out, by its name as by its key; one that is what it is
// called is not.
#include "core/quant/preset/label.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

using namespace headroom;

class TestLabel : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;

private slots:
    void whatItIsCalled_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("fileType");
        QTest::addColumn<QStringList>("wrong");
        QTest::newRow("right") << "tiny-F16.gguf" << 1 << QStringList();
        QTest::newRow("guessed") << "tiny.gguf" << 1024 + 1 << QStringList();
        QTest::newRow("name") << "tiny-Q4_K_M.gguf" << 1 << QStringList{"the file's name"};
        QTest::newRow("lower case, and more behind") << "tiny.q4_k_m.v2.gguf" << 1 << QStringList{"the file's name"};
        QTest::newRow("key") << "tiny.gguf" << 15 << QStringList{"general.file_type"};
        QTest::newRow("both") << "tiny-Q8_0.gguf" << 2 << QStringList{"general.file_type", "the file's name"};
        QTest::newRow("of another program") << "tiny-UD-Q4_K_XL.gguf" << 9999 << QStringList();
    }
    void whatItIsCalled()
    {
        QFETCH(QString, name);
        QFETCH(int, fileType);
        QFETCH(QStringList, wrong);
        const test::TinyModel tiny{.layers = 1, .type = tensor::Type::F16};
        auto keys = test::tiny::metadata(tiny);
        keys.set("general.file_type", {std::uint32_t(fileType)});
        const std::filesystem::path path = m_dir.filePath(name).toStdString();
        JobControl quiet;
        QVERIFY(model::writeGguf(path, keys, test::tiny::tensors(tiny), quiet));
        const auto file = model::ModelFile::open(path);
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        const auto described = model::describe(**file).value();
        const auto remarks = quant::mislabelled(**file, described);
        QCOMPARE(qsizetype(remarks.size()), wrong.size());
        for (qsizetype i = 0; i < wrong.size(); ++i)
            QVERIFY2(english(remarks[std::size_t(i)]).find(wrong[i].toStdString()) != std::string::npos,
                     english(remarks[std::size_t(i)]).c_str());
    }
};

HEADROOM_TEST(TestLabel)
#include "tst_label.moc"
