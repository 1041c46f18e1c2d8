// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: one wrapper over QCustomPlot, the only folder that sees it: theme, units on axes, crosshair, zoom and pan,
// keyboard, export, and the chart's figures as a table. Concrete charts only add their data.
#pragma once

#include "widgets/theme/theme.h"

#include <QList>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QHelpEvent;

namespace headroom::widgets {

enum class AxisScale { Linear, Log10, Log2 };

struct Axis {
    QString label; ///< with its unit; log axes say so
    AxisScale scale = AxisScale::Linear;
    std::optional<double> minimum = {};
    std::optional<double> maximum = {};
    std::function<QString(double)> format = {};
    std::vector<double> ticks = {}; ///< empty = automatic
    QString name = {}; ///< what a readout, away from the axis, calls its values: "context position"; empty = label
    QString unit = {}; ///< written after every value of a readout: "tokens"
};

/// A line across the plot with its label.
struct ReferenceLine {
    Qt::Orientation orientation = Qt::Horizontal;
    double value = 0;
    QString label = {};
    Tone tone = Role::Good;
    bool dashed = false;
    bool draggable = false;
};

/// A tinted rectangle in plot coordinates; infinite ends reach the frame.
struct Region {
    double xFrom;
    double xTo;
    double yFrom;
    double yTo;
    Tone tone = Role::PassTint;
    QString label = {};
};

class Chart : public QWidget {
    Q_OBJECT
public:
    ~Chart() override;

    void setTitle(const QString& title, const QString& hint = {});
    void setAxes(const Axis& x, const Axis& y);
    void setReferenceLines(const QList<ReferenceLine>& lines);
    void setRegions(const QList<Region>& regions);
    /// For people who cannot see it: what the chart shows, in words.
    void setSummary(const QString& text);
    /// Shown centred while there is nothing to draw.
    void setEmptyText(const QString& text);

    /// PNG (2x), SVG or PDF by the path's suffix; CSV writes tableData().
    bool exportTo(const QString& path);
    QImage toImage(double scale = 2);
    /// Header first; numbers in the C locale with full precision.
    virtual QList<QStringList> tableData() const = 0;
    /// Values that could not be drawn (not finite, or not positive on a log axis); the corner note counts them.
    int hiddenValues() const;
    /// A second, fixed cursor: the crosshair then also says how far each series is from its value there. Set by Shift
    /// and a click, by the menu, and removed by Escape.
    void setCursor(std::optional<double> x);
    std::optional<double> cursor() const;
    /// What the crosshair says at x; with a cursor, the differences too.
    QString readoutAt(double x, double y) const;
    void resetView();
    /// Where the data is drawn, in pixels of the chart; never less than a third of its width, whatever its labels say.
    QRect plotArea() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void referenceMoved(int index, double value);
    void viewChanged();

protected:
    struct Private;
    explicit Chart(QWidget* parent);
    Private& d() { return *m_d; }
    const Private& d() const { return *m_d; }
    /// Builds all plottables anew from the data; called when data, axes or theme change.
    virtual void rebuild() = 0;
    /// One series' value at a place; what two cursors are the difference of.
    struct Reading {
        QString name;
        double value;
    };
    /// Of every series at x; empty where the chart has no function of x.
    virtual QList<Reading> readings(double x) const;
    /// Lines of the crosshair's tool tip at x, y (plot coordinates): each says of what its numbers are.
    virtual QString readout(double x, double y) const;
    /// What stands beside the plot at this pixel, whole where it was shortened; for a tool tip.
    virtual QString labelAt(const QPointF& pixel) const;
    /// Places texts and marks that depend on pixels; called after every layout, also of an export.
    virtual void arrange();
    /// The data changed: rebuild() before the next paint.
    void refresh();
    /// Does a pending refresh() now.
    void flush();
    virtual void pressed(double x, double y, const QPointF& pixel);
    virtual void moved(double x, double y, const QPointF& pixel);
    virtual void released();
    virtual bool keyPressed(int key, Qt::KeyboardModifiers modifiers);

    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void connectPlot();
    void onMove(QMouseEvent* event);
    void showHelp(const QHelpEvent& help);
    bool onKey(QKeyEvent* event);
    void zoom(double factor);
    void showCrosshair(double x, const QString& words, const QPoint& globalPosition);
    void hideCrosshair();
    void addCursor();
    bool m_showFocus = false; ///< reached by keyboard
    void showMenu(const QPoint& globalPosition);
    bool exportSvg(const QString& path);
    void updateAccessible();
    std::unique_ptr<Private> m_d;
};

} // namespace headroom::widgets
