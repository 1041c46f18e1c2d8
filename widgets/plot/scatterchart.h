// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: candidates as points of cost against error, with intervals, the passing region and the one to take.
#pragma once

#include "widgets/plot/chart.h"

#include <limits>

namespace headroom::widgets {

struct ScatterPoint {
    QString id;
    QString label;
    double x = 0;
    double y = 0;
    double low = std::numeric_limits<double>::quiet_NaN(); ///< interval of y
    double high = std::numeric_limits<double>::quiet_NaN();
    Tone tone = Role::Text;
    Marker marker = Marker::Circle;
    QString note = {}; ///< under the label, e.g. "smallest that passes"
    bool labelYields = false; ///< left out where other labels are in its way; the pointer still reads it
    QString name = {}; ///< for the pointer and the table, where there is no label; empty = label
    const QString& spoken() const { return name.isEmpty() ? label : name; }
};

class ScatterChart : public Chart {
    Q_OBJECT
public:
    explicit ScatterChart(QWidget* parent = nullptr);
    /// `connected` joins the Pareto front: the points that no other one beats in both x and y.
    void setPoints(const QList<ScatterPoint>& points, bool connected = true);
    /// A line under the points, from left to right; empty removes.
    void setCurve(const QList<QPointF>& curve, Tone tone = Role::Accent);
    /// Tints y <= limit and draws the line with its label; nullopt removes.
    void setPassLimit(std::optional<double> limit, const QString& label = {});
    void setRing(const QString& id);
    /// What cannot lie on the axes, in words, with an arrow to where it lies: beyond the frame or at its foot; x in the
    /// axis' unit.
    void setBaseline(const QString& text, double x);
    /// Where the arrow points: -1 left, 0 down, 1 right.
    int baselineSide() const;
    void setSelected(const QString& id);
    QList<QStringList> tableData() const override;

signals:
    void pointSelected(const QString& id);

protected:
    void rebuild() override;
    void arrange() override;
    QString readout(double x, double y) const override;
    void pressed(double x, double y, const QPointF& pixel) override;
    bool keyPressed(int key, Qt::KeyboardModifiers modifiers) override;

private:
    void buildPoint(const ScatterPoint& point);
    void buildPass();
    void buildCurve();
    QList<QRectF> placeLabels();
    QList<QRectF> markerBoxes();
    void placeLabel(qsizetype index, QList<QRectF>& taken);
    void placeBaseline(const QList<QRectF>& taken);
    void select(const QString& id);
    QList<QObject*> m_labels; ///< per point; owned by the plot, renewed by rebuild()
    QObject* m_ringItem = nullptr;
    QObject* m_passText = nullptr;
    QList<QObject*> m_baselineItems;
    QList<ScatterPoint> m_points;
    QList<QPointF> m_curve;
    Tone m_curveTone = Role::Accent;
    std::optional<double> m_passLimit;
    QString m_passLabel;
    QString m_ring;
    QString m_selected;
    QString m_baseline;
    double m_baselineX = 0;
    bool m_connected = true;
};

} // namespace headroom::widgets
