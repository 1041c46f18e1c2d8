// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the Quantize pane: tensors with their place in the picture, presets with exact sizes, stored runs.
#include "app/models/presetsmodel.h"
#include "app/models/runsmodel.h"
#include "app/models/tensorsmodel.h"
#include "core/base/json.h"
#include "tests/support/test.h"
#include "widgets/table/roles.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace headroom;
using namespace headroom::app;

namespace {

TensorRow row(const char* name, std::vector<std::uint64_t> shape, tensor::Type to)
{
    TensorRow result;
    result.name = name;
    result.place = placeOf(name);
    result.to = to;
    result.shape = std::move(shape);
    result.bytes = tensor::packedBytes(to, result.shape.front(), result.elements()).value_or(0);
    return result;
}

std::vector<TensorRow> twoLayers()
{
    using tensor::Type;
    return {row("token_embd.weight", {256, 512}, Type::Q6_K),     row("blk.0.ffn_down.weight", {256, 256}, Type::Q6_K),
            row("blk.0.attn_norm.weight", {256}, Type::F32),      row("blk.0.attn_q.weight", {256, 256}, Type::Q4_K),
            row("blk.1.ffn_down.weight", {256, 256}, Type::Q4_K), row("output_norm.weight", {256}, Type::F32)};
}

Json outcome(const char* name, double decibel)
{
    quant::TensorOutcome result;
    result.name = name;
    result.from = tensor::Type::F16;
    result.to = tensor::Type::Q4_K;
    result.shape = {256, 256};
    result.bytes = 36864;
    result.relativeErrorDb = decibel;
    return quant::toJson(result);
}

PresetPlan planned(const char* preset, std::uint64_t bytes, double bits)
{
    PlannedRun made;
    made.outputBytes = bytes;
    made.bitsPerWeight = bits;
    return {preset, {}, "/out/x.gguf", false, made};
}

} // namespace

class QuantizeModelsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { QLocale::setDefault(QLocale::c()); }

    void placesOfNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("layer");
        QTest::addColumn<QString>("kind");
        QTest::newRow("in a layer") << "blk.17.ffn_down.weight" << 17 << "ffn_down";
        QTest::newRow("outside") << "token_embd.weight" << -1 << "token_embd";
        QTest::newRow("bias") << "blk.3.attn_q.bias" << 3 << "attn_q.bias";
        QTest::newRow("no number") << "blk.x.attn_q.weight" << -1 << "blk.x.attn_q";
        QTest::newRow("too large") << "blk.99999999999.a" << -1 << "blk.99999999999.a";
        QTest::newRow("nothing after") << "blk.4" << -1 << "blk.4";
        QTest::newRow("empty") << "" << -1 << "";
    }
    void placesOfNames()
    {
        QFETCH(QString, name);
        QFETCH(int, layer);
        const TensorPlace place = placeOf(name.toStdString());
        QCOMPARE(place.layer ? int(*place.layer) : -1, layer);
        QTEST(QString::fromStdString(place.kind), "kind");
    }

    void gridHasMatricesOnly()
    {
        const TensorGrid grid = gridOf(twoLayers());
        QCOMPARE(grid.layers, 2U);
        QCOMPARE(grid.kinds, (std::vector<std::string>{"attn_q", "ffn_down"}));
        QCOMPARE(grid.at(0, 0).value(), std::size_t(3));
        QVERIFY(!grid.at(0, 1));
        QCOMPARE(grid.at(1, 1).value(), std::size_t(4));
        QCOMPARE(grid.apart, std::vector<std::size_t>{0});
        QCOMPARE(grid.cellOf(4).value().layer, std::size_t(1));
        QVERIFY(!grid.cellOf(0));
    }

    void hostileLayerNumberStaysSmall()
    {
        std::vector<TensorRow> rows = twoLayers();
        rows.push_back(row("blk.4000000000.attn_q.weight", {256, 256}, tensor::Type::Q4_K));
        const TensorGrid grid = gridOf(rows);
        QVERIFY(grid.cells.size() <= rows.size() * rows.size());
    }

    void tensorsFillInWhileTheRunGoes()
    {
        TensorsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(twoLayers());
        const QModelIndex cell = model.index(4, TensorsModel::Decibel);
        QVERIFY(!cell.data(widgets::SortRole).isValid());
        QCOMPARE(model.record(rowFromJson(outcome("blk.1.ffn_down.weight", -20.44)).value()), 4);
        QCOMPARE(model.record(rowFromJson(outcome("blk.0.attn_q.weight", -18.0)).value()), 3);
        QCOMPARE(model.record(rowFromJson(outcome("unknown", -1)).value()), -1);
        QCOMPARE(cell.data().toString(), QStringLiteral("−20.4"));
        QCOMPARE(cell.data(widgets::ExportRole).toString(), QStringLiteral("-20.44"));
        QCOMPARE(model.index(4, TensorsModel::Types).data().toString(), QStringLiteral("F16 → Q4_K"));
        QCOMPARE(model.index(4, TensorsModel::BitsPerWeight).data().toString(), QStringLiteral("4.50"));
        QCOMPARE(model.measured(), 2);
        QCOMPARE(model.rankOf(3), 1);
        QCOMPARE(model.rankOf(4), 2);
        QCOMPARE(model.rankOf(0), 0);
    }

    void exactTensorHasNoDecibel()
    {
        constexpr double none = -std::numeric_limits<double>::infinity();
        const TensorRow exact = rowFromJson(outcome("a", none)).value();
        QVERIFY(std::isinf(exact.error->decibel));
        QCOMPARE(decibelText(exact), QStringLiteral("exact"));
    }

    void brokenResultsAreNamed()
    {
        QVERIFY(!rowFromJson(Json(3)));
        Json json = outcome("a", 0);
        json["type"] = "Q99";
        QCOMPARE(rowFromJson(json).error().where, std::string("tensor result, a"));
        QVERIFY(!rowsFromResult(Json::object()));
        QCOMPARE(rowsFromResult({{"tensors", {outcome("a", 0)}}}).value().size(), std::size_t(1));
    }

    void presetsShowExactBytes()
    {
        PresetsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        PresetPlan refused = planned("Q4_K_M", 0, 0);
        refused.plan = fail(ErrorCode::Unsupported, "x.gguf", "is quantized already");
        model.setPlans({planned("Q8_0", 4571234, 8.51), refused});
        QCOMPARE(model.index(0, PresetsModel::Size).data().toString(), QStringLiteral("4.36"));
        QCOMPARE(model.headerData(PresetsModel::Size, Qt::Horizontal).toString(), QStringLiteral("Size, MiB"));
        QCOMPARE(model.index(0, PresetsModel::Bytes).data(widgets::ExportRole).toString(), QStringLiteral("4571234"));
        QCOMPARE(model.index(0, PresetsModel::State).data().toString(), QStringLiteral("not run"));
        QCOMPARE(model.index(1, PresetsModel::State).data().toString(), QStringLiteral("not possible"));
        QVERIFY(!model.index(1, PresetsModel::Preset).flags().testFlag(Qt::ItemIsUserCheckable));
    }

    void checksAndStates()
    {
        PresetsModel model;
        model.setPlans({planned("Q8_0", 100, 8.5), planned("Q4_0", 50, 4.5)});
        const QSignalSpy changed(&model, &PresetsModel::checkedChanged);
        QVERIFY(model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.checked(), QStringList{QStringLiteral("Q4_0")});
        model.setPlans({planned("Q8_0", 100, 8.5), planned("Q4_0", 50, 4.5)});
        QCOMPARE(model.checked(), QStringList{QStringLiteral("Q4_0")});
        model.setState(QStringLiteral("Q4_0"), PresetState::Running, 0.54);
        QCOMPARE(model.index(1, PresetsModel::State).data(widgets::ProgressRole).toDouble(), 0.54);
        model.setState(QStringLiteral("Q4_0"), PresetState::Failed, 0, Error{ErrorCode::NoSpace, "/out", "full"});
        QCOMPARE(model.index(1, PresetsModel::State).data().toString(), QStringLiteral("failed"));
        model.setState(QStringLiteral("Q4_0"), PresetState::Done);
        QCOMPARE(model.index(1, PresetsModel::State).data().toString(), QStringLiteral("done"));
    }

    void artifactNamesDropTheSourceType_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("expected");
        QTest::newRow("f16") << "/m/llama-f16.gguf"
                             << "/out/llama-Q4_0.gguf";
        QTest::newRow("BF16") << "/m/llama.BF16.gguf"
                              << "/out/llama-Q4_0.gguf";
        QTest::newRow("none") << "/m/llama.gguf"
                              << "/out/llama-Q4_0.gguf";
        QTest::newRow("only") << "/m/f16.gguf"
                              << "/out/f16-Q4_0.gguf";
    }
    void artifactNamesDropTheSourceType()
    {
        QFETCH(QString, source);
        const auto path = artifactPath(source.toStdString(), "/out", "Q4_0");
        QTEST(QString::fromStdString(path.string()), "expected");
    }

    void runsTellWhenAndHowLong()
    {
        store::RunRow run;
        run.kind = "quantize";
        run.state = store::RunState::Done;
        run.spec = {{"parameters", {{"destination", "/out/x-Q4_0.gguf"}}}};
        run.startedAt = "2026-01-02T03:04:05Z";
        run.finishedAt = "2026-01-02T03:04:25Z";
        RunsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRuns({run, store::RunRow{}});
        QCOMPARE(model.index(0, RunsModel::Subject).data().toString(), QStringLiteral("x-Q4_0.gguf"));
        QCOMPARE(model.index(0, RunsModel::Seconds).data(widgets::SortRole).toDouble(), 20.0);
        QCOMPARE(model.index(0, RunsModel::State).data().toString(), QStringLiteral("done"));
        QVERIFY(!secondsOf(model.runs()[1]));
    }

    void runsThatCameGoOnTopAndTheOthersStay()
    {
        const auto run = [](store::Id id, store::RunState state) {
            store::RunRow row;
            row.id = id;
            row.kind = "measure";
            row.state = state;
            return row;
        };
        using enum store::RunState;
        RunsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.since().after, store::Id(0));
        model.setRuns({run(5, Running), run(4, Done), run(2, Queued), run(1, Failed)});
        QCOMPARE(model.since().after, store::Id(5));
        QCOMPARE(model.since().also, (std::vector<store::Id>{5, 2}));
        const QPersistentModelIndex four = model.index(1, 0);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.update({run(7, Queued), run(6, Running), run(5, Done), run(2, Cancelled)});
        QCOMPARE(four.row(), 3);
        QCOMPARE(resets.size(), 0);
        QStringList found;
        for (const store::RunRow& row : model.runs())
            found << QStringLiteral("%1 %2").arg(row.id).arg(QLatin1String(store::runStateName(row.state).data()));
        QCOMPARE(found.join(u','), QStringLiteral("7 queued,6 running,5 done,4 done,2 cancelled,1 failed"));
        model.update({});
        QCOMPARE(model.rowCount(), 6);
    }
};

HEADROOM_TEST(QuantizeModelsTest)
#include "tst_quantizemodels.moc"
