// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a line drawing of what is connected to what and how wide: boxes in columns, links with a width, a label and a
// status.
#pragma once

#include "widgets/theme/glyph.h"

#include <QHash>
#include <QPainterPath>
#include <QStringList>
#include <QWidget>

namespace headroom::widgets {

struct DiagramBox {
    QString id;
    int column = 0;
    double row = 0; ///< in rows from the top; fractions allowed
    QString title;
    QString right = {}; ///< muted, beside the title
    QStringList lines = {}; ///< muted, under the title
    bool quiet = false; ///< on the window's surface: slots, bridges
};

struct DiagramLink {
    QString id;
    QString from;
    QString to;
    double width = 1;
    QString label = {};
    Glyph status = Glyph::None; ///< tight and fail colour the line and its label
    bool dashed = false;
    QString toolTip = {};
};

class BoxDiagram : public QWidget {
    Q_OBJECT
public:
    explicit BoxDiagram(QWidget* parent = nullptr);
    void setDiagram(const QList<DiagramBox>& boxes, const QList<DiagramLink>& links);
    void setSelected(const QString& id);
    QString selected() const { return m_selected; }
    QRectF boxRect(const QString& id) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void selectedChanged(const QString& id); ///< a box's or a link's

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void place();
    void paintBox(QPainter& painter, const DiagramBox& box) const;
    void paintLink(QPainter& painter, const DiagramLink& link) const;
    QPainterPath linkPath(const DiagramLink& link) const;
    QString idAt(const QPointF& position) const;
    double boxWidth(const DiagramBox& box) const;
    double boxHeight(const DiagramBox& box) const;

    QList<DiagramBox> m_boxes;
    QList<DiagramLink> m_links;
    QHash<QString, QRectF> m_rects;
    QString m_selected;
};

} // namespace headroom::widgets
