// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Importance matrices: both forms, their sums, what quantizing with them gives, and matrices that cannot be right.
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/quant/calibrate/importancenotes.h"
#include "core/quant/run/quantize.h"
#include "tests/support/test.h"

#include "support/shareddata.h"
#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>
#include <limits>

using namespace headroom;
namespace fs = std::filesystem;

namespace {

/// A .dat file, piece by piece.
class Legacy {
public:
    Legacy& number(std::int32_t value) { return raw(&value, sizeof value); }
    Legacy& text(const std::string& value)
    {
        return number(std::int32_t(value.size())).raw(value.data(), value.size());
    }
    Legacy& values(const std::vector<float>& all)
    {
        return number(std::int32_t(all.size())).raw(all.data(), all.size() * sizeof(float));
    }
    bool save(const fs::path& path) const { return bool(writeFile(path, m_bytes)); }

private:
    Legacy& raw(const void* data, std::size_t size)
    {
        const auto bytes = std::as_bytes(std::span(static_cast<const char*>(data), size));
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        return *this;
    }
    std::vector<std::byte> m_bytes;
};

bool same(const quant::Imatrix& a, const quant::Imatrix& b)
{
    return std::ranges::equal(a.entries, b.entries, [](const auto& x, const auto& y) {
        return x.first == y.first && x.second.sums == y.second.sums && x.second.counts == y.second.counts;
    });
}

} // namespace

class TestImatrix : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    JobControl m_nothing;
    fs::path at(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }

    /// An entry per matrix of the tiny model, with columns as given for all of them.
    quant::Imatrix tinyMatrix(const fs::path& model) const
    {
        quant::Imatrix matrix;
        const auto file = model::ModelFile::open(model);
        for (const auto& info : (*file)->tensors()) {
            if (info.shape.size() < 2 || info.name == "token_embd.weight")
                continue;
            quant::ImatrixEntry entry{std::vector<float>(info.columns()), {4}};
            for (std::size_t i = 0; i < entry.sums.size(); ++i)
                entry.sums[i] = float(1 + i % 7);
            matrix.entries[info.name] = entry;
        }
        return matrix;
    }

private slots:
    void formsAgree_data()
    {
        QTest::addColumn<QString>("model");
        QTest::newRow("outlier") << "outlier";
        QTest::newRow("stories260K") << "stories260K";
    }
    void formsAgree()
    {
        QFETCH(QString, model);
        const auto path = test::sharedData("imatrix/" + model.toStdString() + ".imatrix.gguf");
        HEADROOM_NEEDS(path);
        const auto gguf = quant::readImatrix(path);
        const auto legacy = quant::readImatrix(test::sharedData("imatrix/" + model.toStdString() + ".imatrix.dat"));
        QVERIFY(gguf && legacy);
        QCOMPARE(gguf->entries.size(), legacy->entries.size());
        QCOMPARE(gguf->chunks, legacy->chunks);
        QVERIFY(gguf->chunks > 0 && gguf->chunkTokens > 0 && gguf->datasets.size() == 1);
        for (const auto& [name, entry] : gguf->entries) {
            const auto ours = quant::importanceOf(entry);
            const auto theirs = quant::importanceOf(legacy->entries.at(name));
            QCOMPARE(ours.size(), theirs.size());
            for (std::size_t i = 0; i < ours.size(); ++i)
                QVERIFY(std::abs(ours[i] - theirs[i]) <= 1e-6F * std::abs(ours[i]));
        }
        QVERIFY(quant::writeImatrix(at("again.gguf"), *gguf, m_nothing));
        const auto again = quant::readImatrix(at("again.gguf"));
        QVERIFY(again && same(*again, *gguf));
        QCOMPARE(again->datasets, gguf->datasets);
        QCOMPARE(again->chunks, gguf->chunks);
    }

    void quantizing_data()
    {
        HEADROOM_NEEDS(test::sharedData("imatrix/imatrix_quant.csv"));
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("matrix");
        QTest::addColumn<QString>("preset");
        std::ifstream rows(test::sharedData("imatrix/imatrix_quant.csv"));
        std::string line;
        std::getline(rows, line);
        QString last;
        while (std::getline(rows, line)) {
            const QStringList fields = QString::fromStdString(line).split(',');
            const QString name = fields[0] + " " + fields[2] + " " + fields[1];
            if (name != last)
                QTest::newRow(qPrintable(name)) << fields[0] << fields[1] << fields[2];
            last = name;
        }
    }
    /// Type and SHA-256 of every tensor, as llama-quantize v0.5.0 wrote it.
    void quantizing()
    {
        QFETCH(QString, model);
        QFETCH(QString, matrix);
        QFETCH(QString, preset);
        const bool stories = model == "stories260K";
        const fs::path source = test::sharedData(stories ? "models/stories260K-f32.gguf" : "models/outlier-f16.gguf");
        HEADROOM_NEEDS(source);
        quant::QuantizeOptions options{source, at("out.gguf"), preset.toStdString(), false, true, 2};
        if (matrix != "none")
            options.imatrix = test::sharedData("imatrix/" + matrix.toStdString());
        const auto outcome = quant::quantize(options, m_nothing);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        const auto file = model::ModelFile::open(at("out.gguf"));
        QCOMPARE((*file)->metadata().text("quantize.imatrix.file").has_value(), matrix != "none");
        std::ifstream rows(test::sharedData("imatrix/imatrix_quant.csv"));
        std::string line;
        int checked = 0;
        while (std::getline(rows, line)) {
            const QStringList fields = QString::fromStdString(line).trimmed().split(',');
            if (fields[0] != model || fields[1] != matrix || fields[2] != preset)
                continue;
            const auto* info = (*file)->find(fields[3].toStdString());
            QVERIFY2(info, qPrintable(fields[3]));
            const auto type = tensor::format(info->type).name;
            QCOMPARE(QString::fromLatin1(type.data(), qsizetype(type.size())), fields[4]);
            QVERIFY2(sha256((*file)->data(*info)) == fields[6].toStdString(), qPrintable(fields[3]));
            ++checked;
        }
        QCOMPARE(checked, int((*file)->tensors().size()));
    }

    void merging()
    {
        quant::Imatrix first;
        first.entries["a"] = {{1, 2, 3, 4}, {2, 0}};
        first.chunks = 3;
        quant::Imatrix second;
        second.entries["a"] = {{10, 20, 0, 0}, {8, 0}};
        second.entries["b"] = {{5}, {1}};
        second.datasets = {"more"};
        second.chunks = 4;
        QVERIFY(quant::merge(first, second));
        QCOMPARE(first.entries.at("a").sums, (std::vector<float>{11, 22, 3, 4}));
        QCOMPARE(quant::importanceOf(first.entries.at("a")), (std::vector<float>{1.1F, 2.2F, 1, 1})); // unseen: 1
        QCOMPARE(first.entries.size(), std::size_t{2});
        QCOMPARE(first.chunks, 7U);
        quant::Imatrix other;
        other.name = "other.gguf";
        other.entries["a"] = {{1, 2}, {1}};
        other.entries["c"] = {{1}, {1}};
        const auto refused = quant::merge(first, other);
        QVERIFY(!refused);
        QVERIFY(refused.error().where.find("\"a\"") != std::string::npos);
        QCOMPARE(first.entries.size(), std::size_t{2}); // nothing half done
    }

    void whatCannotBeUsed_data()
    {
        QTest::addColumn<std::vector<float>>("sums");
        QTest::addColumn<std::vector<float>>("counts");
        QTest::addColumn<std::vector<float>>("columns");
        QTest::addColumn<int>("unknown");
        QTest::addColumn<int>("replaced");
        using Values = std::vector<float>;
        const float denormal = 1e-40F;
        QTest::newRow("usable") << Values{2, 4, 6, 8} << Values{2} << Values{1, 2, 3, 4} << 0 << 0;
        QTest::newRow("zeros") << Values{0, 0, 0, 0} << Values{2} << Values{} << 1 << 0;
        QTest::newRow("denormals") << Values{denormal, denormal, 0, denormal} << Values{2} << Values{} << 1 << 0;
        QTest::newRow("beyond float") << Values{3e38F, 3e38F, 3e38F, 3e38F} << Values{1e-6F} << Values{} << 1 << 0;
        QTest::newRow("never seen") << Values{0, 0, 0, 0} << Values{0} << Values{} << 1 << 0;
        QTest::newRow("zero columns") << Values{0, 4, 6, 0} << Values{2} << Values{2, 2, 3, 2} << 0 << 2;
        QTest::newRow("one beyond") << Values{2, 4, 6, 3e38F} << Values{2} << Values{1, 2, 3, 3} << 0 << 1;
        QTest::newRow("faint and whole") << Values{2e-35F, 4e-20F, 6, 8} << Values{2} << Values{3, 3, 3, 4} << 0 << 2;
        QTest::newRow("all small") << Values{0x1p-80F, 0x1p-79F, 0, 0x1p-81F} << Values{2}
                                   << Values{0.5F, 1, 0.25F, 0.25F} << 0 << 1;
        QTest::newRow("experts") << Values{2, 4, 0, 0, 0, 0, 0, 6} << Values{2, 0, 5, 2}
                                 << Values{1, 2, 1, 1, 1, 1, 3, 3} << 2 << 1;
    }
    void whatCannotBeUsed()
    {
        QFETCH(std::vector<float>, sums);
        QFETCH(std::vector<float>, counts);
        QFETCH(std::vector<float>, columns);
        QFETCH(int, unknown);
        QFETCH(int, replaced);
        const auto found = quant::usableImportance({sums, counts});
        QCOMPARE(found.columns, columns);
        QCOMPARE(found.matrices, counts.size());
        QCOMPARE(found.unknownMatrices, std::size_t(unknown));
        QCOMPARE(found.replacedColumns, std::size_t(replaced));
    }

    /// No format loses weights to what a matrix says: errors stay of the size that they have without.
    void noFormatErasesWeights_data()
    {
        QTest::addColumn<int>("type");
        for (const auto& format : tensor::formats())
            if (format.encode && format.decode && format.blockSize > 1)
                QTest::addRow("%s", std::string(format.name).c_str()) << int(format.type);
    }
    void noFormatErasesWeights()
    {
        QFETCH(int, type);
        const tensor::Format& format = tensor::format(tensor::Type(type));
        constexpr std::size_t kColumns = 512;
        std::vector<float> row(kColumns);
        std::uint64_t seed = 11;
        for (float& weight : row)
            weight = 0.05F * test::tiny::gaussian(seed);
        const auto errorWith = [&](const std::vector<float>& importance, std::size_t begin, std::size_t end) {
            std::vector<std::byte> packed(kColumns / format.blockSize * format.blockBytes);
            std::vector<float> decoded(kColumns);
            format.encode(row, importance, packed);
            format.decode(packed, decoded);
            double error = 0;
            for (std::size_t i = begin; i < end; ++i)
                error += std::pow(double(row[i]) - double(decoded[i]), 2);
            return error;
        };
        const std::vector<float> ones(kColumns, 1);
        for (const float low : {0.0F, 1e-44F, 1e-40F, 1e-36F, 1e-29F, 1e-20F, 1e-10F})
            for (const float high : {1e-44F, 1e-29F, 1e-20F, 1.0F, 1e10F, 1e20F, 1e29F, 3e38F})
                for (const std::size_t cut : {16U, 64U, 256U, 512U}) { // columns that are faint, the others are not
                    quant::ImatrixEntry entry{std::vector<float>(kColumns, high), {1}};
                    std::fill_n(entry.sums.begin(), cut, low);
                    const auto usable = quant::usableImportance(entry).columns;
                    for (const auto& [begin, end] : {std::pair<std::size_t, std::size_t>{0, cut}, {cut, kColumns}}) {
                        const double plain = std::max(errorWith({}, begin, end), errorWith(ones, begin, end));
                        const double found = errorWith(usable, begin, end);
                        QVERIFY2(found <= 2.5 * plain,
                                 qPrintable(QStringLiteral("%1 and %2 from %3 on: %4 instead of %5")
                                                .arg(low)
                                                .arg(high)
                                                .arg(cut)
                                                .arg(found)
                                                .arg(plain)));
                    }
                }
    }

    /// In plan, reasons and manifest; the bytes are those of a matrix without the entry.
    void unusableEntriesCountAsAbsent()
    {
        const fs::path model = at("tiny.gguf");
        QVERIFY(test::writeTinyModel(model));
        const auto run = [&](const quant::Imatrix& matrix, const char* preset) {
            [[maybe_unused]] const auto written = quant::writeImatrix(at("m.gguf"), matrix, m_nothing);
            quant::QuantizeOptions options{model, at("out.gguf"), preset, false, true, 1};
            options.imatrix = at("m.gguf");
            return quant::quantize(options, m_nothing);
        };
        const char* name = "blk.1.attn_q.weight";
        auto absent = tinyMatrix(model);
        absent.entries.erase(name);
        QVERIFY(run(absent, "Q4_K_M"));
        const auto bytesOf = [&](const auto& file) {
            const auto data = file->data(*file->find(name));
            return std::vector<std::byte>(data.begin(), data.end());
        };
        const auto expected = bytesOf(*model::ModelFile::open(at("out.gguf")));
        auto zeros = tinyMatrix(model);
        std::ranges::fill(zeros.entries.at(name).sums, 0.0F);
        auto outcome = run(zeros, "Q4_K_M");
        QVERIFY(outcome);
        const auto file = *model::ModelFile::open(at("out.gguf"));
        QVERIFY(bytesOf(file) == expected);
        QVERIFY(std::ranges::any_of(english(outcome->warnings), [&](const std::string& warning) {
            return warning.find(name) != std::string::npos && warning.find("cannot be used") != std::string::npos;
        }));
        const auto types = file->metadata().text("headroom.tensor_types");
        QVERIFY(types && types->find("its importance cannot be used") != std::string_view::npos);
        outcome = run(zeros, "IQ2_XS"); // which needs it
        QVERIFY(!outcome && outcome.error().where.find(name) != std::string::npos);
        auto columns = tinyMatrix(model);
        std::fill_n(columns.entries.at(name).sums.begin(), 64, 0.0F);
        outcome = run(columns, "Q6_K");
        QVERIFY(outcome);
        QVERIFY(std::ranges::any_of(english(outcome->warnings), [&](const std::string& warning) {
            return warning.find(std::string("64 of 256 columns without usable importance in ") + name)
                != std::string::npos;
        }));
        outcome = run(columns, "F16");
        QVERIFY(outcome && english(outcome->warnings.front()).find("no effect") != std::string::npos);
    }

    void expertsWithoutImportanceAreCounted()
    {
        quant::ImportanceNotes notes;
        const auto entry = [](std::vector<float> counts) {
            quant::ImatrixEntry made{std::vector<float>(4 * counts.size(), 1), std::move(counts)};
            return quant::usableImportance(made);
        };
        const auto added = [&](const char* tensor, const quant::Importance& importance) {
            Remark reason;
            notes.add(tensor, importance, reason);
            return english(reason);
        };
        QCOMPARE(added("whole", entry({1, 1, 1, 1})), std::string());
        QCOMPARE(added("a", entry({1, 0, 1, 1})), std::string("1 of 4 experts not covered"));
        Remarks warnings;
        notes.warn(warnings);
        QVERIFY(warnings.size() == 1
                && english(warnings[0]).starts_with("1 of 4 experts not covered by the importance matrix in a"));
        QCOMPARE(added("b", entry({1, 0, 0, 1})), std::string("2 of 4 experts not covered"));
        warnings.clear();
        notes.warn(warnings);
        QVERIFY(english(warnings[0]).starts_with("up to 2 of 4 experts not covered by the importance matrix in a, b"));
        const quant::ImatrixEntry old{{1, 2, 0, 0}, {5}}; // .dat: one count for two experts
        QCOMPARE(added("old", quant::usableImportance(old, 2)), std::string("1 of 2 experts not covered"));
        QCOMPARE(added("c", entry({0, 0, 0, 0})), std::string("its importance cannot be used"));
    }

    void badLegacy_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("named");
        for (const auto& [which, named] : std::vector<std::pair<int, const char*>>{{0, "it is empty"},
                                                                                   {1, "number of entries"},
                                                                                   {2, "values of an entry"},
                                                                                   {3, "twice"},
                                                                                   {4, "finite"},
                                                                                   {5, "negative"},
                                                                                   {6, "name of an entry"},
                                                                                   {7, "zeros"},
                                                                                   {8, "data set"}})
            QTest::addRow("%d %s", which, named) << which << named;
    }
    void badLegacy()
    {
        QFETCH(int, which);
        QFETCH(QString, named);
        const float nan = std::numeric_limits<float>::quiet_NaN();
        Legacy file;
        if (which == 1)
            file.number(-5);
        if (which == 2)
            file.number(1).text("a").number(1).number(1000000).number(1);
        if (which == 3)
            file.number(2).text("a").number(1).values({1}).text("a").number(1).values({1});
        if (which == 4)
            file.number(1).text("a").number(1).values({1, nan});
        if (which == 5)
            file.number(1).text("a").number(1).values({1, -2});
        if (which == 6)
            file.number(1).number(70000);
        if (which == 7)
            file.number(0);
        if (which == 8)
            file.number(1).text("a").number(1).values({1}).number(3).number(100);
        QVERIFY(file.save(at("bad.dat")));
        const auto matrix = quant::readImatrix(at("bad.dat"));
        QVERIFY(!matrix);
        const std::string said = matrix.error().where + " " + matrix.error().detail;
        QVERIFY2(said.find("bad.dat") != std::string::npos, said.c_str());
        QVERIFY2(said.find(named.toStdString()) != std::string::npos, said.c_str());
    }

    void everyTruncationIsAnError()
    {
        Legacy file;
        file.number(1).text("blk.0.x.weight").number(2).values({1, 2, 3}).number(7).text("data");
        QVERIFY(file.save(at("whole.dat")));
        const auto whole = *readTextFile(at("whole.dat"));
        QVERIFY(quant::readImatrix(at("whole.dat")));
        for (std::size_t size = 0; size < whole.size(); ++size) {
            QVERIFY(writeFile(at("cut.dat"), std::as_bytes(std::span(whole).first(size))));
            // Two older ends of the format are whole too: without the tail, and with chunks only.
            const bool isOldEnd = size == whole.size() - 12 || size == whole.size() - 8;
            QCOMPARE(bool(quant::readImatrix(at("cut.dat"))), isOldEnd);
        }
    }

    void wrongModels()
    {
        const fs::path model = at("tiny.gguf");
        QVERIFY(test::writeTinyModel(model));
        const auto run = [&](const quant::Imatrix& matrix, const char* preset) {
            [[maybe_unused]] const auto written = quant::writeImatrix(at("m.gguf"), matrix, m_nothing);
            quant::QuantizeOptions options{model, at("out.gguf"), preset, false, true, 1};
            options.imatrix = at("m.gguf");
            return quant::quantize(options, m_nothing);
        };
        const auto whole = tinyMatrix(model);
        auto outcome = run(whole, "IQ2_XS");
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        QCOMPARE(outcome->warnings.size(), std::size_t{1}); // as llama-quantize: the table is looked up, not multiplied
        QVERIFY(english(outcome->warnings[0]).find("token_embd.weight") != std::string::npos);
        auto part = whole;
        part.entries.erase("blk.0.ffn_up.weight");
        part.entries["blk.9.ffn_up.weight"] = {{1}, {1}};
        outcome = run(part, "Q4_K_M");
        QVERIFY(outcome);
        QCOMPARE(outcome->warnings.size(), std::size_t{2});
        QVERIFY(english(outcome->warnings[0]).find("blk.0.ffn_up.weight") != std::string::npos);
        QVERIFY(english(outcome->warnings[1]).find("blk.9.ffn_up.weight") != std::string::npos);
        outcome = run(part, "IQ2_XS"); // what is missing is needed here
        QVERIFY(!outcome && outcome.error().where.find("blk.0.ffn_up.weight") != std::string::npos);
        auto wide = whole;
        wide.entries["blk.0.attn_q.weight"] = {std::vector<float>(96, 1), {1}};
        outcome = run(wide, "Q4_K_M");
        QVERIFY(!outcome && outcome.error().where.find("blk.0.attn_q.weight") != std::string::npos);
        quant::Imatrix stranger;
        stranger.entries["encoder.x.weight"] = {{1}, {1}};
        outcome = run(stranger, "Q4_K_M");
        QVERIFY(!outcome && outcome.error().detail.find("another model") != std::string::npos);
        quant::QuantizeOptions options{model, at("out.gguf"), "Q4_K_M", false, true, 1};
        options.imatrix = model; // a model is no matrix
        outcome = quant::quantize(options, m_nothing);
        QVERIFY(!outcome && outcome.error().detail.find("no importance matrix") != std::string::npos);
    }
};

HEADROOM_TEST(TestImatrix)
#include "tst_imatrix.moc"
