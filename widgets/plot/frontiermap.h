// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a map over two log2 axes: each frontier a labelled line, the chosen one's side tinted, the operating point
// a cross to drag or to move with the arrow keys.
#pragma once

#include "widgets/plot/chart.h"

#include <QPointF>

namespace headroom::widgets {

struct Frontier {
    QString id;
    QString label;
    std::vector<double> x;
    std::vector<double> y; ///< greatest y that still fits at x
    Tone tone = Role::Text;
    QList<qreal> dash = {};
    double width = 1.6;
    QString name = {}; ///< for the pointer and the table, where there is no label; empty = label
    const QString& spoken() const { return name.isEmpty() ? label : name; }
};

class FrontierMap : public Chart {
    Q_OBJECT
public:
    explicit FrontierMap(QWidget* parent = nullptr);
    /// Where a point of the map lies in this widget, in pixels.
    QPointF pixelOf(double x, double y);
    void setFrontiers(const QList<Frontier>& frontiers, const QString& chosen);
    /// Both scales are set to Log2 whatever the axes say. Axis formats also make the cross's tags.
    void setMap(const Axis& x, const Axis& y);
    void setCross(double x, double y);
    QPointF cross() const { return m_cross; }
    bool isDragged() const { return m_dragging; } ///< the cross, by the mouse
    /// A dragged cross lands on multiples of 1/steps of a doubling, y on whole numbers; 0 = anywhere.
    void setSnap(double xStepsPerDoubling, bool wholeY);
    /// The ring turns bad; by default decided from the chosen frontier.
    void setOver(std::optional<bool> over);
    bool isOver() const;
    /// Words of the two sides of the chosen frontier; everything: shown where the whole map lies inside.
    void setSideTexts(const QString& inside, const QString& outside, const QString& everything = {});
    QList<QStringList> tableData() const override;

signals:
    void crossMoved(double x, double y);
    void crossReleased(double x, double y);
    void frontierClicked(const QString& id);

protected:
    void rebuild() override;
    void arrange() override;
    QString readout(double x, double y) const override;
    QList<Reading> readings(double x) const override;
    void pressed(double x, double y, const QPointF& pixel) override;
    void moved(double x, double y, const QPointF& pixel) override;
    void released() override;
    bool keyPressed(int key, Qt::KeyboardModifiers modifiers) override;

private:
    struct Marks;
    void buildFrontier(const Frontier& frontier);
    void buildTint(const Frontier& frontier);
    void buildCross();
    void placeLabels();
    void placeSides();
    bool hasOutside() const;
    void placeCross();
    void placeTags(const QPointF& at);
    QString frontierAt(const QPointF& pixel) const;
    void moveTo(double x, double y);
    const Frontier* chosen() const;
    QList<Frontier> m_frontiers;
    QString m_chosen;
    QString m_inside;
    QString m_outside;
    QString m_everything;
    QPointF m_cross{1, 1};
    std::optional<bool> m_over;
    double m_xSteps = 4;
    bool m_wholeY = true;
    bool m_dragging = false;
    std::shared_ptr<Marks> m_marks;
};

} // namespace headroom::widgets
