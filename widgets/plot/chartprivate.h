// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what the concrete charts share with the base and what needs QCustomPlot's header. Included by .cpp files of this
// folder only.
#pragma once

#include "widgets/plot/chart.h"

#include <qcustomplot.h>

namespace headroom::widgets {

/// One entry of the legend beside the title.
struct LegendEntry {
    Marker marker;
    Tone tone;
    QString name;
};

/// Title 13 semibold, hint 11 muted and legend on one line; under it the y axis' label, so that it reads horizontally.
class ChartHead : public QCPLayoutElement {
public:
    explicit ChartHead(QCustomPlot* plot);
    QString title;
    QString hint;
    QString yLabel;
    QList<LegendEntry> legend;
    void measure();
    QString words() const; ///< all of it, for where there is no room

protected:
    void draw(QCPPainter* painter) override;
};

/// Whole, or shortened in its middle, each line of it; names differ at their ends more often than there.
QString elided(const QString& text, const QFont& font, double width, Qt::TextElideMode mode = Qt::ElideMiddle);
/// Names that stand together: where shortening makes two of them alike, all keep their ends instead.
QStringList elided(const QStringList& names, const QFont& font, double width);

/// Ticks by scale (powers on log axes, none between), or exactly the given ones; labels by the axis' own format.
class ChartTicker : public QCPAxisTicker {
public:
    Axis axis;
    double room = 0; ///< what a label may take, in pixels; 0: all of it
    double length = 0; ///< of the axis where labels stand side by side, in pixels; 0: they do not
    QFont font;

protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
    /// Without a format all labels of an axis have the same number of decimals.
    QVector<QString> createLabelVector(const QVector<double>& ticks, const QLocale& locale, QChar formatChar,
                                       int precision) override;
    int getSubTickCount(double) override { return 0; }
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QVector<double> createSubTickVector(int, const QVector<double>&) override { return {}; }

private:
    QVector<QString> wholeLabels(const QVector<double>& ticks, const QLocale& locale, QChar formatChar, int precision);
    void fitSideBySide(const QVector<double>& ticks, QVector<QString>& labels) const;
    QCPRange m_range; ///< that the ticks were made for
};

struct Chart::Private {
    QCustomPlot* plot = nullptr;
    ChartHead* head = nullptr;
    Axis x;
    Axis y;
    QList<ReferenceLine> lines;
    QList<Region> regions;
    QList<QCPItemStraightLine*> lineItems;
    QList<QCPItemText*> lineLabels;
    QList<QRectF> lineBoxes; ///< where those that are shown stand, for labels that have to keep clear
    QPointer<QCPItemStraightLine> crosshair;
    QPointer<QCPItemText> xLabel;
    double laidLength = 0; ///< of the x axis, when its labels were thinned out
    std::optional<double> cursor;
    QString summary;
    QString emptyText;
    int hidden = 0;
    int rightMargin = 8;
    bool dirty = true;
    bool zoomed = false;
    bool wholeZero = false; ///< the y range starts at zero unless told otherwise
    int draggedLine = -1;
    QCPRange xData;
    QCPRange yData;
    bool hasData = false;

    /// What names beside the plot may take of the width, on each side; the rest is the plot's.
    double labelRoom() const { return 0.3 * plot->width(); }
    /// The x axis' label within the chart, and its ticks' labels for the length that the axis has now.
    void placeLabels();
    QCPAxisRect* rect() const { return plot->axisRect(); }
    /// False, and counted as hidden, when it cannot be drawn on these axes.
    bool take(double xValue, double yValue);
    bool drawable(const Axis& axis, double value) const;
    void extend(double xValue, double yValue);
    QCPGraph* graph(Tone tone, double width, const QList<qreal>& dash = {});
    /// In plot coordinates, or in pixels when `absolute`; not clipped to the axis rectangle.
    QCPItemText* text(const QString& text, Tone tone, TextSize size = TextSize::Caption,
                      TextWeight weight = TextWeight::Regular, bool absolute = true);
    void fitRanges();
    QCPRange whole(const QCPAxis* axis) const; ///< the range before any zooming
    /// However the view is moved, by keys, mouse or wheel: it stays within the whole, and the whole within what is
    /// wider.
    void keepInView(QCPAxis* axis);
    void styleAxes();
    void addLines();
    void addRegions();
    void placeLines();
    void addNotes();
    QString format(const Axis& axis, double value) const; ///< as beside the axis
    QString value(const Axis& axis, double value) const; ///< "0.0181 nat"
    QString named(const Axis& axis, double value) const; ///< "mean KLD 0.0181 nat"
    /// " [0.0175, 0.0187]"; empty where an end is not known.
    QString interval(const Axis& axis, double low, double high) const;
};

QPen tonePen(Tone tone, double width, const QList<qreal>& dash = {});
QCPScatterStyle scatterStyle(Marker marker, Tone tone, double size);
/// Full precision in the C locale, as for tableData().
QString exact(double value);

} // namespace headroom::widgets
