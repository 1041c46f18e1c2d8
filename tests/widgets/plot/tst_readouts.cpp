// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the pointer reads says of what each number is: series, quantity, unit, and no more digits than it means.
#include "tests/support/test.h"
#include "widgets/plot/frontiermap.h"
#include "widgets/plot/heatgrid.h"
#include "widgets/plot/histogram.h"
#include "widgets/plot/intervalchart.h"
#include "widgets/plot/linechart.h"
#include "widgets/plot/scatterchart.h"
#include "widgets/plot/stackedbars.h"

#include <QHelpEvent>
#include <QTest>
#include <QToolTip>

#include <cmath>

using namespace headroom::widgets;
using namespace Qt::StringLiterals;

namespace {

Axis axis(const QString& name, const QString& unit, AxisScale scale = AxisScale::Linear)
{
    Axis axis;
    axis.scale = scale;
    axis.name = name;
    axis.unit = unit;
    return axis;
}

/// Lines, with ordinary spaces.
QStringList lines(const Chart& chart, double x, double y)
{
    return chart.readoutAt(x, y).replace(QChar(0x00A0), u' ').split(u'\n');
}

template <class T> void draw(T& chart)
{
    chart.resize(400, 260);
    QVERIFY(!chart.grab().isNull()); // builds it
}

} // namespace

class TestReadouts : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        Theme::current().apply();
        QLocale::setDefault(QLocale::c());
    }

    void linesNameSeriesAndUnits()
    {
        LineChart chart;
        chart.setAxes(axis(u"context position"_s, u"tokens"_s), axis(u"mean KLD"_s, u"nat"_s));
        chart.setSeries({{u"Q4_K_M"_s, {100, 398.247}, {0.02, 0.0181214}, {0.01, 0.0175111}, {0.03, 0.0187999}},
                         {u"baseline"_s, {100, 398.247}, {0, 0}}});
        draw(chart);
        QCOMPARE(lines(chart, 398.247, 0),
                 QStringList({u"context position 398.2 tokens"_s, u"Q4_K_M: mean KLD 0.01812 nat [0.01751, 0.0188]"_s,
                              u"baseline: mean KLD 0 nat"_s}));
        chart.setCursor(100);
        QVERIFY(lines(chart, 398.247, 0).contains(u"Δ Q4_K_M −0.001879 nat"_s));
    }

    void pointsAndNothingBetweenThem()
    {
        ScatterChart chart;
        chart.setAxes(axis(u"file size"_s, u"MiB"_s), axis(u"mean KLD"_s, u"nat"_s, AxisScale::Log10));
        ScatterPoint silent{u"b"_s, {}, 3, 0.1};
        silent.name = u"Q2_K, predicted"_s;
        chart.setPoints({{u"a"_s, u"Q4_K_M"_s, 2.00312, 0.0181214, 0.017, 0.019}, silent});
        draw(chart);
        QCOMPARE(lines(chart, 2.00312, 0.0181214),
                 QStringList({u"Q4_K_M"_s, u"file size 2.003 MiB"_s, u"mean KLD 0.01812 nat [0.017, 0.019]"_s}));
        QCOMPARE(lines(chart, 3, 0.1).first(), u"Q2_K, predicted"_s);
        QVERIFY2(chart.readoutAt(2.5, 0.04).isEmpty(), qPrintable(chart.readoutAt(2.5, 0.04))); // nothing is there
        chart.setCurve({{2.5, 0.04}, {2.7, 0.03}}, Role::Text);
        draw(chart);
        QCOMPARE(lines(chart, 2.501, 0.04), QStringList({u"file size 2.5 MiB"_s, u"mean KLD 0.04 nat"_s}));
        ScatterChart empty;
        empty.setAxes(axis(u"file size"_s, u"MiB"_s), axis(u"mean KLD"_s, u"nat"_s));
        empty.setPassLimit(0.05, u"gate"_s);
        draw(empty);
        QVERIFY(empty.readoutAt(1, 0.05).isEmpty());
    }

    void binsIntervalsStacksAndCells()
    {
        Histogram histogram;
        histogram.setAxes(axis(u"weight"_s, u"× 10⁻³"_s), axis(u"share of weights"_s, u"%"_s));
        histogram.setBins({-1, 0.123456, 2}, {33.33333, 66.66667});
        draw(histogram);
        QCOMPARE(lines(histogram, 1, 0), QStringList({u"weight 0.1235 … 2 × 10⁻³"_s, u"share of weights 66.67 %"_s}));
        QCOMPARE(lines(histogram, 5, 0), QStringList({u"weight 5 × 10⁻³"_s}));

        IntervalChart intervals;
        intervals.setAxes(axis(u"agreement"_s, u"%"_s), {});
        intervals.setData({u"Q4_0"_s, u"all"_s}, {{u"Q4_0"_s, Role::Text, Marker::Circle, {95.1234}, {94}, {96}}});
        draw(intervals);
        QCOMPARE(lines(intervals, 0, 2), QStringList({u"Q4_0: agreement 95.12 % [94, 96]"_s}));

        StackedBars bars;
        bars.setAxes({}, axis({}, u"GiB"_s));
        bars.setBars({{u"GPU 1"_s, 24, {{u"Weights"_s, 16.5, Role::Text}}}});
        draw(bars);
        QCOMPARE(lines(bars, 0, 1), QStringList({u"GPU 1"_s, u"Weights 16.50 GiB"_s, u"16.50 of 24.00 GiB"_s}));
    }

    /// Also a line whose label had to yield.
    void frontiersKeepTheirNames()
    {
        FrontierMap map;
        Axis x = axis(u"context"_s, u"tokens"_s), y = axis(u"at most"_s, u"requests"_s);
        x.minimum = 1024, x.maximum = 65536, y.minimum = 1, y.maximum = 64;
        map.setMap(x, y);
        Frontier silent{u"b"_s, {}, {1024, 32768}, {16, 0.5}};
        silent.name = u"Q8_0 · KV f16"_s;
        map.setFrontiers({{u"a"_s, u"Q4_K_M · KV f16"_s, {1024, 32768}, {32, 1}}, silent}, u"a"_s);
        draw(map);
        QCOMPARE(lines(map, 1024, 2),
                 QStringList({u"context 1024 tokens"_s, u"Q4_K_M · KV f16: at most 32 requests"_s,
                              u"Q8_0 · KV f16: at most 16 requests"_s}));
        QCOMPARE(map.tableData().at(3).first(), u"Q8_0 · KV f16"_s);
    }

    /// What the title's line has no room for.
    void theHeadIsToldWhole()
    {
        LineChart chart;
        chart.setTitle(u"Error against position"_s,
                       u"a hint that is much longer than a chart of this width has room for"_s);
        chart.setSeries({{u"s"_s, {1, 2}, {1, 2}}});
        draw(chart);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QWidget* plot = chart.focusProxy();
        QHelpEvent help(QEvent::ToolTip, QPoint(10, 6), plot->mapToGlobal(QPoint(10, 6)));
        QCoreApplication::sendEvent(plot, &help);
        QTRY_VERIFY(QToolTip::text().contains(u"has room for"_s));
    }
};

HEADROOM_TEST(TestReadouts)
#include "tst_readouts.moc"
