// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A run as a whole: the bytes of llama-quantize where the reference data is present; and without it what must hold
// for any model: announced size, same bytes for any number of threads, a manifest, nothing left after a failure.
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/quant/run/quantize.h"
#include "tests/support/test.h"

#include "support/shareddata.h"
#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <sys/resource.h>

using namespace headroom;
using tensor::Type;
namespace fs = std::filesystem;

namespace {

struct Recorder : JobControl {
    void report(const Progress& progress) override { last = progress; }
    void event(std::string_view kind, const Json& payload) override
    {
        if (kind == "tensor")
            events.push_back(payload);
    }
    Status checkpoint() override
    {
        if (cancelAfter > 0 && --cancelAfter == 0)
            return fail(ErrorCode::Cancelled, "", "");
        return {};
    }
    Progress last;
    std::vector<Json> events;
    int cancelAfter = 0;
};

std::size_t entries(const fs::path& folder)
{
    return std::size_t(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// Overwrites one weight of a tensor in a written file.
void poke(const fs::path& path, const std::string& tensor, std::uint64_t index, float value)
{
    const auto file = model::ModelFile::open(path);
    const auto* info = (*file)->find(tensor);
    std::fstream stream(path, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(std::streamoff(info->offset + index * sizeof(float)));
    stream.write(reinterpret_cast<const char*>(&value), sizeof value);
}

} // namespace

class TestQuantize : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    fs::path m_tiny;

    fs::path at(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }
    quant::QuantizeOptions options(const fs::path& destination, const char* preset = "Q4_K_M") const
    {
        return {m_tiny, destination, preset, false, false, 2};
    }

private slots:
    void initTestCase()
    {
        m_tiny = at("tiny.gguf");
        QVERIFY(test::writeTinyModel(m_tiny));
    }

    void reference_data()
    {
        HEADROOM_NEEDS(test::sharedData("presets/files.csv"));
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("preset");
        QTest::addColumn<bool>("importance");
        QTest::addColumn<bool>("refused");
        std::ifstream rows(test::sharedData("presets/files.csv"));
        std::string line;
        std::getline(rows, line);
        while (std::getline(rows, line)) {
            const QStringList fields = QString::fromStdString(line).split(',');
            if (fields[3].isEmpty())
                QTest::addRow("%s %s%s", qPrintable(fields[0]), qPrintable(fields[1]),
                              fields[2] == "1" ? " imatrix" : "")
                    << fields[0] << fields[1] << (fields[2] == "1") << (fields[4] == "refused");
        }
    }
    /// Every tensor: type, shape, size and SHA-256 as llama-quantize v0.5.0 wrote them.
    void reference()
    {
        QFETCH(QString, model);
        QFETCH(QString, preset);
        QFETCH(bool, importance);
        QFETCH(bool, refused);
        const bool stories = model == "stories260K"; // from F32; the other from F16
        const fs::path source = test::sharedData(stories ? "models/stories260K-f32.gguf" : "models/outlier-f16.gguf");
        HEADROOM_NEEDS(source);
        const fs::path destination = at("reference.gguf");
        JobControl nothing;
        quant::QuantizeOptions wanted{source, destination, preset.toStdString(), false, true, 2};
        if (importance)
            wanted.imatrix = test::sharedData("imatrix/" + model.toStdString() + ".imatrix.gguf");
        const auto outcome = quant::quantize(wanted, nothing);
        if (refused) {
            QVERIFY(!outcome);
            QVERIFY2(outcome.error().where.find("tensor \"") != std::string::npos, outcome.error().where.c_str());
            return;
        }
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        const auto file = model::ModelFile::open(destination);
        QVERIFY(file);
        std::ifstream rows(test::sharedData("presets/presets.csv"));
        std::string line;
        int checked = 0;
        while (std::getline(rows, line)) {
            const QStringList fields = QString::fromStdString(line).trimmed().split(',');
            if (fields[0] != model || fields[1] != preset || fields[2] != (importance ? "1" : "0")
                || !fields[3].isEmpty())
                continue;
            const auto* info = (*file)->find(fields[4].toStdString());
            QVERIFY2(info, qPrintable(fields[4]));
            const auto type = tensor::format(info->type).name;
            QCOMPARE(QString::fromLatin1(type.data(), qsizetype(type.size())), fields[5]);
            QCOMPARE(QString::number(info->bytes), fields[7]);
            QVERIFY2(sha256((*file)->data(*info)) == fields[8].toStdString(), qPrintable(fields[4]));
            ++checked;
        }
        QCOMPARE(checked, int((*file)->tensors().size()));
    }

    void sizeIsKnownBefore_data() { everyPreset(); }
    void sizeIsKnownBefore()
    {
        QFETCH(QString, preset);
        const fs::path destination = at("sized.gguf");
        auto wanted = options(destination);
        wanted.preset = preset.toLower().toStdString();
        const auto plan = quant::planQuantize(wanted);
        QVERIFY(plan);
        QVERIFY(plan->freeBytes > 0);
        Recorder recorder;
        const auto outcome = quant::quantize(wanted, recorder);
        if (!plan->missingImportance.empty()) {
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().code, ErrorCode::InvalidArgument);
            QVERIFY(outcome.error().where.find(plan->missingImportance) != std::string::npos);
            QVERIFY(!fs::exists(destination));
            return;
        }
        QVERIFY(outcome);
        QCOMPARE(plan->outputBytes, std::uint64_t(fs::file_size(destination)));
        QCOMPARE(outcome->outputBytes, plan->outputBytes);
        QCOMPARE(outcome->bitsPerWeight, plan->bitsPerWeight);
        QCOMPARE(outcome->tensors.size(), plan->assignments.size());
        for (std::size_t i = 0; i < plan->assignments.size(); ++i) {
            QCOMPARE(outcome->tensors[i].bytes, plan->assignments[i].bytes);
            QCOMPARE(outcome->tensors[i].to, plan->assignments[i].to);
        }
        QCOMPARE(recorder.events.size(), plan->assignments.size());
        QCOMPARE(recorder.last.done, recorder.last.total);
        QCOMPARE(recorder.last.bytes, recorder.last.totalBytes);
        QCOMPARE(outcome->sha256, *sha256File(destination, recorder));
        QCOMPARE(outcome->sourceSha256, *sha256File(m_tiny, recorder));
        fs::remove(destination);
    }

    void threadsDoNotMatter()
    {
        std::string first;
        std::vector<quant::TensorOutcome> figures;
        for (const unsigned threads : {1U, 2U, 5U}) {
            auto wanted = options(at("threads.gguf"));
            wanted.threads = threads;
            wanted.replace = true;
            JobControl nothing;
            const auto outcome = quant::quantize(wanted, nothing);
            QVERIFY(outcome);
            if (first.empty()) {
                first = outcome->sha256;
                figures = outcome->tensors;
            }
            QCOMPARE(outcome->sha256, first);
            for (std::size_t i = 0; i < figures.size(); ++i)
                QCOMPARE(toJson(outcome->tensors[i]).dump(), toJson(figures[i]).dump());
        }
    }

    void manifestAndFigures()
    {
        const fs::path destination = at("manifest.gguf");
        JobControl nothing;
        const auto outcome = quant::quantize(options(destination), nothing);
        QVERIFY(outcome);
        const auto file = model::ModelFile::open(destination);
        QVERIFY(file);
        const auto& metadata = (*file)->metadata();
        QCOMPARE(*metadata.unsignedInteger("general.file_type"), std::uint64_t{15});
        QCOMPARE(*metadata.unsignedInteger("general.quantization_version"), std::uint64_t{2});
        QCOMPARE(*metadata.text("headroom.preset"), std::string_view("Q4_K_M"));
        QCOMPARE(*metadata.text("headroom.method"), std::string_view("rtn"));
        QCOMPARE(*metadata.text("headroom.source.name"), std::string_view("tiny.gguf"));
        QCOMPARE(*metadata.text("headroom.source.sha256"), std::string_view(outcome->sourceSha256));
        QCOMPARE(*metadata.unsignedInteger("headroom.source.bytes"), std::uint64_t(fs::file_size(m_tiny)));
        const auto types = parseJson(*metadata.text("headroom.tensor_types"), "manifest");
        QVERIFY(types);
        for (const auto& tensor : outcome->tensors) {
            QCOMPARE((*types)[tensor.name]["type"].get<std::string>(), std::string(tensor::format(tensor.to).name));
            QCOMPARE((*types)[tensor.name]["reason"].get<std::string>(), english(tensor.reason));
            checkFigures(*model::ModelFile::open(m_tiny).value(), **file, tensor);
        }
        const Json json = toJson(*outcome);
        for (const char* key : {"output_bytes", "bits_per_weight", "seconds", "sha256"})
            QVERIFY2(json.contains(key), key);
        QCOMPARE(json["tensors"][1]["name"].get<std::string>(), std::string("blk.0.attn_norm.weight"));
        QCOMPARE(json["tensors"][1]["type"].get<std::string>(), std::string("F32"));
        QVERIFY(json["tensors"][1]["relative_error_db"].is_null()); // kept: exact
        QVERIFY(json["tensors"][0]["rmse"].get<double>() > 0);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("named");
        QTest::newRow("unknown preset") << "preset" << int(ErrorCode::InvalidArgument) << "Q9_X";
        QTest::newRow("source as destination") << "same" << int(ErrorCode::InvalidArgument) << "tiny.gguf";
        QTest::newRow("source through a link") << "link" << int(ErrorCode::InvalidArgument) << "link.gguf";
        QTest::newRow("destination exists") << "exists" << int(ErrorCode::Conflict) << "exists.gguf";
        QTest::newRow("destination is a folder") << "folder" << int(ErrorCode::InvalidArgument) << "folder";
        QTest::newRow("no such folder") << "nowhere" << int(ErrorCode::NotFound) << "nowhere";
        QTest::newRow("no source") << "absent" << int(ErrorCode::NotFound) << "absent.gguf";
        QTest::newRow("quantized already") << "twice" << int(ErrorCode::InvalidArgument) << "token_embd.weight";
    }
    void refusals()
    {
        QFETCH(QString, change);
        QFETCH(int, code);
        QFETCH(QString, named);
        auto wanted = options(at("refused.gguf"));
        JobControl nothing;
        if (change == "preset")
            wanted.preset = "Q9_X";
        if (change == "same" || change == "link")
            wanted.replace = true;
        if (change == "same")
            wanted.destination = m_tiny;
        if (change == "link") {
            wanted.destination = at("link.gguf");
            fs::create_symlink(m_tiny, wanted.destination);
        }
        if (change == "exists") {
            wanted.destination = at("exists.gguf");
            std::ofstream(wanted.destination) << "mine";
        }
        if (change == "folder") {
            wanted.destination = at("folder");
            fs::create_directory(wanted.destination);
        }
        if (change == "nowhere")
            wanted.destination = at("nowhere") / "out.gguf";
        if (change == "absent")
            wanted.source = at("absent.gguf");
        if (change == "twice") {
            wanted.source = at("once.gguf");
            QVERIFY(quant::quantize(options(wanted.source, "Q8_0"), nothing));
        }
        const auto outcome = quant::quantize(wanted, nothing);
        QVERIFY(!outcome);
        QCOMPARE(int(outcome.error().code), code);
        QVERIFY2(QString::fromStdString(outcome.error().where).contains(named), outcome.error().where.c_str());
        QVERIFY(!fs::exists(at("refused.gguf")));
        if (change == "exists")
            QCOMPARE(fs::file_size(wanted.destination), std::uintmax_t{4});
        if (change == "twice") {
            wanted.allowRequantize = true;
            QVERIFY(quant::quantize(wanted, nothing));
        }
    }

    void brokenWeights_data()
    {
        QTest::addColumn<float>("value");
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<QString>("preset");
        QTest::addColumn<int>("code");
        const float infinity = std::numeric_limits<float>::infinity();
        QTest::newRow("not a number") << std::nanf("") << "blk.1.attn_k.weight"
                                      << "Q4_K_M" << int(ErrorCode::Corrupt);
        QTest::newRow("infinity") << -infinity << "blk.1.ffn_down.weight"
                                  << "Q8_0" << int(ErrorCode::Corrupt);
        QTest::newRow("in a kept norm") << infinity << "output_norm.weight"
                                        << "Q6_K" << int(ErrorCode::Corrupt);
        QTest::newRow("too large") << 3e38F << "blk.0.attn_q.weight"
                                   << "Q4_0" << int(ErrorCode::Unsupported);
    }
    void brokenWeights()
    {
        QFETCH(float, value);
        QFETCH(QString, tensor);
        QFETCH(QString, preset);
        QFETCH(int, code);
        auto wanted = options(at("broken-out.gguf"));
        wanted.preset = preset.toStdString();
        wanted.source = at("broken.gguf");
        fs::copy_file(m_tiny, wanted.source, fs::copy_options::overwrite_existing);
        poke(wanted.source, tensor.toStdString(), 137, value);
        const std::size_t before = entries(at(""));
        JobControl nothing;
        const auto outcome = quant::quantize(wanted, nothing);
        QVERIFY(!outcome);
        QCOMPARE(int(outcome.error().code), code);
        QVERIFY(QString::fromStdString(outcome.error().where).contains(tensor));
        if (code == int(ErrorCode::Corrupt))
            QVERIFY(outcome.error().where.ends_with("weight 137"));
        QCOMPARE(entries(at("")), before);
    }

    void cancelLeavesNoArtifact()
    {
        for (const int checkpoint : {1, 2, 9, 20}) {
            Recorder recorder;
            recorder.cancelAfter = checkpoint;
            const auto outcome = quant::quantize(options(at("cancelled.gguf")), recorder);
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
            QVERIFY(!fs::exists(at("cancelled.gguf")));
        }
        fs::remove_all(at("cancelled.gguf.work")); // what was finished, for the next run: see tst_resume.cpp
    }

    void fullDiskLeavesNothing()
    {
        // A limit on the file size stands in for a full disk: the system call fails the same way.
        const std::size_t before = entries(at(""));
        rlimit old{};
        getrlimit(RLIMIT_FSIZE, &old);
        rlimit tight = old;
        tight.rlim_cur = 100000;
        auto* handler = std::signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &tight);
        JobControl nothing;
        const auto outcome = quant::quantize(options(at("full.gguf")), nothing);
        setrlimit(RLIMIT_FSIZE, &old);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::NoSpace);
        QVERIFY(QString::fromStdString(outcome.error().where).contains("full.gguf"));
        QCOMPARE(entries(at("")), before);
    }

private:
    static void everyPreset()
    {
        QTest::addColumn<QString>("preset");
        for (const auto& preset : quant::presets())
            QTest::newRow(preset.name.data()) << QString::fromLatin1(preset.name.data(), qsizetype(preset.name.size()));
    }

    /// Against both files, decoded here again and added up another way.
    static void checkFigures(const model::ModelFile& source, const model::ModelFile& target,
                             const quant::TensorOutcome& outcome)
    {
        const auto* from = source.find(outcome.name);
        const auto* to = target.find(outcome.name);
        std::vector<float> original(from->elements());
        std::vector<float> decoded(from->elements());
        tensor::format(from->type).decode(source.data(*from), original);
        tensor::format(to->type).decode(target.data(*to), decoded);
        double squaredError = 0, squares = 0, largest = 0;
        for (std::size_t i = 0; i < original.size(); ++i) {
            const double error = double(original[i]) - double(decoded[i]);
            squaredError += error * error;
            squares += double(original[i]) * double(original[i]);
            largest = std::max(largest, std::abs(error));
        }
        QCOMPARE(outcome.maxError, largest);
        QVERIFY(std::abs(outcome.rmse - std::sqrt(squaredError / double(original.size())))
                <= 1e-12 + 1e-9 * outcome.rmse);
        if (squaredError > 0)
            QVERIFY(std::abs(outcome.relativeErrorDb - 10 * std::log10(squaredError / squares)) < 1e-6);
    }
};

HEADROOM_TEST(TestQuantize)
#include "tst_quantize.moc"
