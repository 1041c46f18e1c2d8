// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test.h"
#include "widgets/plot/boxdiagram.h"
#include "widgets/plot/frontiermap.h"
#include "widgets/plot/gauge.h"
#include "widgets/plot/heatgrid.h"
#include "widgets/plot/histogram.h"
#include "widgets/plot/intervalchart.h"
#include "widgets/plot/linechart.h"
#include "widgets/plot/scatterchart.h"
#include "widgets/plot/stackedbars.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <qcustomplot.h>

#include <cmath>
#include <limits>

using namespace headroom::widgets;
using namespace Qt::StringLiterals;

class TestPlot : public QObject {
    Q_OBJECT

    static QByteArray contents(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static void fill(FrontierMap& map)
    {
        map.setMap({u"context"_s, AxisScale::Log2, 1024, 131072}, {u"requests"_s, AxisScale::Log2, 1, 64});
        map.setFrontiers({{u"a"_s, u"A"_s, {1024, 32768}, {32, 1}}}, u"a"_s); // x·y = 32768
        map.setCross(8192, 2);
        map.setSnap(4, true);
        map.resize(400, 360);
        map.show();
        QTest::qWait(60);
    }

private slots:
    void initTestCase() { Theme::current().apply(); }

    void exports_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("png") << u"png"_s << QByteArray("\x89PNG");
        QTest::newRow("svg") << u"svg"_s << QByteArray("<?xml");
        QTest::newRow("pdf") << u"pdf"_s << QByteArray("%PDF");
        QTest::newRow("csv") << u"csv"_s << QByteArray("series,");
    }

    void exports()
    {
        QFETCH(QString, suffix);
        QFETCH(QByteArray, start);
        LineChart chart;
        chart.setTitle(u"Latency"_s, u"ms"_s);
        chart.setSeries({{u"decode"_s, {1, 2, 3}, {1, 4, 2}, {0.5, 3, 1}, {2, 5, 3}}});
        chart.resize(360, 220);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"chart."_s + suffix);
        QVERIFY(chart.exportTo(path));
        const QByteArray bytes = contents(path);
        QVERIFY2(bytes.startsWith(start), bytes.left(40).constData());
        QVERIFY(bytes.size() > 60);
        if (suffix == u"svg"_s) {
            QVERIFY(bytes.contains("Latency"));
            QVERIFY(bytes.contains("decode"));
            QVERIFY(bytes.contains("<path") || bytes.contains("<polyline"));
            QVERIFY(!bytes.contains("<image"));
        }
        QVERIFY(!chart.exportTo(folder.filePath(u"chart.doc"_s)));
        QVERIFY(!chart.exportTo(folder.filePath(u"absent/chart."_s + suffix)));
    }

    void heatGridExports_data() { exports_data(); }

    void heatGridExports()
    {
        QFETCH(QString, suffix);
        QFETCH(QByteArray, start);
        HeatGrid grid;
        grid.setLabels({u"attn_q"_s, u"ffn_up"_s}, {u"0"_s, u"1"_s, u"2"_s}, u"layer"_s);
        grid.setValues({-30, -25, -20, -28, std::nan(""), -22});
        grid.resize(360, 160);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"map."_s + suffix);
        QVERIFY(grid.exportTo(path));
        const QByteArray bytes = contents(path);
        if (suffix == u"csv"_s)
            QCOMPARE(bytes, QByteArray(",0,1,2\r\nattn_q,-30,-25,-20\r\nffn_up,-28,,-22\r\n"));
        else
            QVERIFY2(bytes.startsWith(start), bytes.left(40).constData());
        if (suffix == u"svg"_s)
            QVERIFY(bytes.contains("attn_q") && !bytes.contains("<image"));
        QVERIFY(!grid.exportTo(folder.filePath(u"map.doc"_s)));
    }

    void twoCursorsGiveTheDifference()
    {
        LineChart chart;
        chart.setSeries({{u"decode"_s, {0, 10, 20}, {1, 4, 2.5}}, {u"prefill"_s, {0, 10, 20}, {7, 6, 5}}});
        chart.resize(360, 220);
        QVERIFY(!chart.readoutAt(20, 0).contains(u'Δ'));
        chart.setCursor(0);
        const QStringList lines = chart.readoutAt(20, 0).split(u'\n');
        QVERIFY2(lines.contains(u"Δ decode +1.5"_s), qPrintable(lines.join(u'|')));
        QVERIFY2(lines.contains(u"Δ prefill \u22122"_s), qPrintable(lines.join(u'|')));
        QVERIFY2(lines.filter(u"+20"_s).size() == 1, qPrintable(lines.join(u'|')));
        chart.show();
        chart.setFocus();
        QTest::keyClick(chart.focusProxy(), Qt::Key_Escape);
        QVERIFY(!chart.cursor());
        chart.setAxes({u"x"_s, AxisScale::Log10}, {});
        chart.setCursor(-1); // nothing there on a log axis
        QVERIFY(!chart.cursor());
    }

    /// The two four-bit presets that people choose between are told apart by shape and by hue.
    void neighboursLookDifferent()
    {
        Theme& theme = Theme::current();
        for (const auto choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
            theme.setChoice(choice);
            const CandidateStyle plain = candidateStyle(4.55), rich = candidateStyle(4.87);
            QVERIFY(plain.marker != rich.marker);
            QVERIFY(plain.dash != rich.dash);
            // Blue against yellow is what every kind of colour vision keeps.
            const QColor a = plain.tone.color(), b = rich.tone.color();
            const int first = a.blue() - (a.red() + a.green()) / 2, second = b.blue() - (b.red() + b.green()) / 2;
            QVERIFY2(std::abs(first - second) >= 40, qPrintable(u"%1 and %2"_s.arg(a.name(), b.name())));
        }
        theme.setChoice(Theme::Choice::Light);
    }

    void figuresKeepFullPrecision()
    {
        LineChart chart;
        chart.setSeries({{u"s"_s, {1}, {0.1 + 0.2}}});
        QCOMPARE(chart.tableData().last().at(2), u"0.30000000000000004"_s);
    }

    void hiddenValuesAreCounted()
    {
        const double nan = std::nan("");
        LineChart chart;
        chart.setSeries({{u"s"_s, {1, 2, 3, 4}, {1, 0, -1, nan}}});
        QCOMPARE(chart.hiddenValues(), 1); // linear: only the missing one
        chart.setAxes({}, {{}, AxisScale::Log10});
        QCOMPARE(chart.hiddenValues(), 3);
        ScatterChart points;
        points.setAxes({}, {{}, AxisScale::Log10});
        points.setPoints({{u"a"_s, u"a"_s, 1, 0}, {u"b"_s, u"b"_s, 2, 1}});
        QCOMPARE(points.hiddenValues(), 1);
    }

    /// None may crash or hang on nothing, on one value, on lengths that do not match, on infinities.
    void oddDataIsDrawn()
    {
        const double inf = std::numeric_limits<double>::infinity();
        LineChart lines;
        lines.setSeries({{u"a"_s, {}, {}}, {u"b"_s, {1}, {1, 2, 3}, {1}, {}}, {u"c"_s, {inf, 1}, {1, inf}}});
        QVERIFY(!lines.toImage().isNull());
        Histogram histogram;
        histogram.setBins({1}, {1, 2, 3});
        histogram.setLevels({inf, 0});
        histogram.setNotes({u"n"_s});
        QVERIFY(!histogram.toImage().isNull());
        StackedBars bars;
        bars.setBars({{u"x"_s, 0, {{u"p"_s, -1, Role::Bad}, {u"q"_s, inf, Role::Bad}}}});
        QVERIFY(!bars.toImage().isNull());
        IntervalChart intervals;
        intervals.setData({u"a"_s}, {{u"s"_s, Role::Text, Marker::Circle, {1, 2, 3}, {}, {}}});
        QVERIFY(!intervals.toImage().isNull());
        FrontierMap map;
        map.setFrontiers({{u"e"_s, u"E"_s, {}, {}}, {u"z"_s, u"Z"_s, {1, 2}, {0, -1}}}, u"e"_s);
        map.setCross(-1, 0);
        QVERIFY(!map.toImage().isNull());
        QVERIFY(map.isOver());
        HeatGrid grid;
        grid.setValues({1, 2});
        grid.setSelected(3, 3);
        grid.grab();
        QTest::keyClick(&grid, Qt::Key_Right);
        QCOMPARE(grid.selectedRow(), -1);
        BoxDiagram diagram;
        diagram.setDiagram({{u"a"_s, 0, 0, u"A"_s}}, {{u"l"_s, u"a"_s, u"missing"_s}});
        diagram.grab();
    }

    /// Where only a few letters have room, those that differ stay.
    void shortenedNamesAreToldApart()
    {
        const QStringList names{u"a-model-with-a-long-name-Q5_K_M"_s, u"a-model-with-a-long-name-Q4_K_M"_s,
                                u"a-model-with-a-long-name-Q3_K_M"_s};
        LineChart lines;
        IntervalChart intervals;
        QList<Series> series;
        QList<IntervalSeries> values;
        for (const QString& name : names) {
            Series one;
            one.name = name;
            one.x = {1, 2};
            one.y = {double(series.size()), double(series.size())};
            series.append(one);
            values.append({name, Role::Text, Marker::Circle, {1, 2, 3}, {1, 2, 3}, {1, 2, 3}});
        }
        lines.setSeries(series);
        intervals.setData(names, values);
        for (Chart* chart : std::initializer_list<Chart*>{&lines, &intervals}) {
            chart->resize(200, 200);
            QVERIFY(!chart->grab().isNull());
        }
        QStringList ends;
        auto* plot = lines.findChild<QCustomPlot*>();
        for (int i = 0; i < plot->itemCount(); ++i)
            if (auto* text = qobject_cast<QCPItemText*>(plot->item(i)); text && text->objectName() == u"end"_s)
                ends << text->text();
        const QStringList ticks = intervals.findChild<QCustomPlot*>()->yAxis->tickVectorLabels();
        for (const QStringList& shown : {ends, ticks}) {
            QCOMPARE(shown.size(), names.size());
            QCOMPARE(QSet<QString>(shown.begin(), shown.end()).size(), names.size());
            QVERIFY2(shown.front().size() < names.front().size(), qPrintable(shown.front())); // it was shortened
        }
    }

    /// What is seen whole stays so, and what is magnified stays on its data.
    void keysMoveNothingOutOfView()
    {
        StackedBars bars;
        bars.resize(400, 300);
        bars.setBars({{u"GPU 0"_s, 24, {{u"Weights"_s, 12, Role::Accent}}}, {u"GPU 1"_s, 24, {}}});
        QVERIFY(!bars.grab().isNull());
        auto* plot = bars.findChild<QCustomPlot*>();
        const QCPRange across = plot->xAxis->range(), up = plot->yAxis->range();
        for (const auto key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Up, Qt::Key_Left, Qt::Key_Down, Qt::Key_Down})
            QTest::keyClick(bars.focusProxy(), key);
        qApp->processEvents();
        QCOMPARE(plot->xAxis->range().lower, across.lower);
        QCOMPARE(plot->xAxis->range().upper, across.upper);
        QCOMPARE(plot->yAxis->range().lower, up.lower);
        QCOMPARE(plot->yAxis->range().upper, up.upper);
        QTest::keyClick(bars.focusProxy(), Qt::Key_Plus);
        const double seen = plot->xAxis->range().size();
        QVERIFY(seen < across.size());
        for (int i = 0; i < 50; ++i)
            QTest::keyClick(bars.focusProxy(), Qt::Key_Right);
        qApp->processEvents();
        QVERIFY(plot->xAxis->range().upper <= across.upper * (1 + 1e-9) && plot->xAxis->range().lower > across.lower);
        QVERIFY(std::abs(plot->xAxis->range().size() - seen) < 1e-6 * seen);
    }

    void crossMovesByKey()
    {
        FrontierMap map;
        fill(map);
        QSignalSpy moved(&map, &FrontierMap::crossMoved);
        QWidget* plot = map.focusProxy();
        QTest::keyClick(plot, Qt::Key_Up);
        QCOMPARE(map.cross(), QPointF(8192, 3));
        QTest::keyClick(plot, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(map.cross(), QPointF(16384, 3));
        QVERIFY(map.isOver());
        QTest::keyClick(plot, Qt::Key_Left);
        QVERIFY(std::abs(map.cross().x() - 16384 / std::exp2(0.25)) < 1e-6);
        QCOMPARE(moved.count(), 3);
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(plot, Qt::Key_Down);
        QCOMPARE(map.cross().y(), 1.0);
    }

    /// At the ends of an axis its tag does not reach over to labels of the other.
    void tagsKeepToTheirAxis()
    {
        FrontierMap map;
        fill(map);
        const auto* plot = map.findChild<QCustomPlot*>();
        const QRectF area = plot->axisRect()->rect();
        for (const QPointF& cross : {QPointF(1024, 1), QPointF(8192, 1), QPointF(1024, 64), QPointF(131072, 8)}) {
            map.setCross(cross.x(), cross.y());
            QVERIFY(!map.toImage().isNull());
            QList<QRectF> tags;
            for (int i = 0; i < plot->itemCount(); ++i)
                if (const auto* text = qobject_cast<QCPItemText*>(plot->item(i)); text && text->padding().left() == 5)
                    tags << QRectF(text->topLeft->pixelPosition(), text->bottomRight->pixelPosition());
            QCOMPARE(tags.size(), 2);
            QVERIFY(tags[0].left() >= area.left() - 1 && tags[0].top() >= area.bottom());
            QVERIFY(tags[1].right() <= area.left() && tags[1].bottom() <= area.bottom() + 1);
            QVERIFY(tags[1].top() >= area.top() - 1 && !tags[0].intersects(tags[1]));
        }
    }

    void crossMovesByMouse()
    {
        FrontierMap map;
        fill(map);
        QWidget* plot = map.focusProxy();
        const QPoint origin = plot->pos();
        const auto at = [&](double x, double y) { return map.pixelOf(x, y).toPoint() - origin; };
        QSignalSpy released(&map, &FrontierMap::crossReleased);
        QTest::mousePress(plot, Qt::LeftButton, {}, at(8192, 2));
        QTest::mouseMove(plot, at(4096, 2));
        QMouseEvent drag(QEvent::MouseMove, QPointF(at(4096, 8)), plot->mapToGlobal(QPointF(at(4096, 8))), Qt::NoButton,
                         Qt::LeftButton, {});
        QCoreApplication::sendEvent(plot, &drag);
        QCOMPARE(map.cross(), QPointF(4096, 8));
        QTest::mouseRelease(plot, Qt::LeftButton, {}, at(4096, 8));
        QCOMPARE(released.count(), 1);
        QVERIFY(!map.isOver()); // exactly on the frontier fits
        QSignalSpy clicked(&map, &FrontierMap::frontierClicked);
        QTest::mouseClick(plot, Qt::LeftButton, {}, at(16384, 2));
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.first().first().toString(), u"a"_s);
    }

    void nothingHasNoNumbers()
    {
        ScatterChart chart;
        chart.setEmptyText(u"Nothing yet"_s);
        QVERIFY(!chart.toImage().isNull()); // builds the plot
        const auto* plot = chart.findChild<QCustomPlot*>();
        QVERIFY(plot);
        QVERIFY(!plot->xAxis->tickLabels() && !plot->yAxis->tickLabels());
        QVERIFY(!plot->xAxis->grid()->visible());
        chart.setPoints({{u"a"_s, u"A"_s, 1, 1}});
        QVERIFY(!chart.toImage().isNull());
        QVERIFY(plot->xAxis->tickLabels() && plot->yAxis->tickLabels());
        QVERIFY(plot->xAxis->grid()->visible());
    }

    void scatterSelects()
    {
        ScatterChart chart;
        chart.setPoints({{u"b"_s, u"B"_s, 2, 2}, {u"a"_s, u"A"_s, 1, 1}});
        QSignalSpy selected(&chart, &ScatterChart::pointSelected);
        chart.resize(300, 200);
        chart.show();
        QTest::keyClick(chart.focusProxy(), Qt::Key_Right);
        QTest::keyClick(chart.focusProxy(), Qt::Key_Right);
        QCOMPARE(selected.count(), 2);
        QCOMPARE(selected.at(0).first().toString(), u"a"_s); // by size
        QCOMPARE(selected.at(1).first().toString(), u"b"_s);
    }

    /// A point that another one beats in size and in error is drawn, but the line passes it by.
    void scatterJoinsTheFront()
    {
        ScatterChart chart;
        chart.setPoints({{u"small"_s, u"S"_s, 1, 3}, {u"beaten"_s, u"B"_s, 2, 4}, {u"large"_s, u"L"_s, 3, 1}});
        QVERIFY(!chart.toImage().isNull()); // builds the plot
        const auto* plot = chart.findChild<QCustomPlot*>();
        QVERIFY(plot);
        QCOMPARE(plot->graphCount(), 4);
        QCOMPARE(plot->graph(0)->dataCount(), 2);
        QCOMPARE(plot->graph(0)->dataMainKey(1), 3.0);
    }

    void heatGridByKeyAndMouse()
    {
        HeatGrid grid;
        grid.setLabels({u"q"_s, u"k"_s}, {u"0"_s, u"1"_s, u"2"_s});
        grid.setValue(1, 2, -20);
        grid.setValue(9, 9, 1);
        grid.resize(400, 200);
        QSignalSpy selected(&grid, &HeatGrid::cellSelected);
        QTest::keyClick(&grid, Qt::Key_Right); // shows the first
        QTest::keyClick(&grid, Qt::Key_Right);
        QTest::keyClick(&grid, Qt::Key_Down);
        QTest::keyClick(&grid, Qt::Key_Down); // at the end: no signal
        QTest::keyClick(&grid, Qt::Key_End);
        QCOMPARE(grid.selectedRow(), 1);
        QCOMPARE(grid.selectedColumn(), 2);
        QCOMPARE(selected.count(), 4);
        QVERIFY(grid.accessibleDescription().contains(u"20"_s));
        QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.cellRect(0, 1).center().toPoint());
        QCOMPARE(selected.last().at(0).toInt(), 0);
        QCOMPARE(selected.last().at(1).toInt(), 1);
        QCOMPARE(grid.tableData().at(2), (QStringList{u"k"_s, QString(), QString(), u"-20"_s}));
    }

    void gaugeClampsItsNeedleOnly()
    {
        Gauge gauge;
        gauge.setValue(400, u"4000 W"_s);
        QCOMPARE(gauge.position(400), 1.0);
        QCOMPARE(gauge.position(-5), 0.0);
        QCOMPARE(gauge.position(std::nan("")), 0.0);
        QCOMPARE(gauge.position(65), 0.5);
        QVERIFY(gauge.accessibleName().contains(u"4000 W"_s));
        gauge.setTransient(1e9, u"spike"_s);
        QVERIFY(!gauge.grab().isNull());
    }

    void diagramSelects()
    {
        BoxDiagram diagram;
        diagram.resize(500, 120);
        diagram.setDiagram({{u"a"_s, 0, 0, u"A"_s}, {u"b"_s, 1, 0, u"B"_s}}, {{u"l"_s, u"a"_s, u"b"_s, 4, u"x16"_s}});
        QSignalSpy selected(&diagram, &BoxDiagram::selectedChanged);
        QTest::mouseClick(&diagram, Qt::LeftButton, {}, diagram.boxRect(u"b"_s).center().toPoint());
        QCOMPARE(diagram.selected(), u"b"_s);
        const QPointF between = (diagram.boxRect(u"a"_s).center() + diagram.boxRect(u"b"_s).center()) / 2;
        QTest::mouseClick(&diagram, Qt::LeftButton, {}, between.toPoint());
        QCOMPARE(diagram.selected(), u"l"_s);
        QTest::keyClick(&diagram, Qt::Key_Left);
        QCOMPARE(diagram.selected(), u"b"_s);
        QCOMPARE(selected.count(), 3);
    }

    void chartsFollowTheTheme()
    {
        LineChart chart;
        chart.setSeries({{u"s"_s, {1, 2}, {1, 2}}});
        chart.resize(300, 200);
        Theme::current().setChoice(Theme::Choice::Light);
        const QImage light = chart.toImage(1);
        Theme::current().setChoice(Theme::Choice::Dark);
        QCoreApplication::processEvents();
        const QImage dark = chart.toImage(1);
        QVERIFY(qGray(light.pixel(2, 2)) > 200);
        QVERIFY(qGray(dark.pixel(2, 2)) < 60);
        Theme::current().setChoice(Theme::Choice::Light);
    }
};

HEADROOM_TEST(TestPlot)
#include "tst_plot.moc"
