// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a device as a card: its capacity as a bar that is as thick as it is fast, its abilities as lit or unlit tags,
// its link as a row of lanes.
#pragma once

#include "widgets/theme/glyph.h"

#include <QAbstractButton>
#include <QList>

namespace headroom::widgets {

struct CardTag {
    QString text;
    bool lit = false;
};

struct CardTags {
    QString caption;
    QList<CardTag> tags;
};

struct CardLanes {
    QString caption;
    int lit = 0;
    int total = 16;
    Glyph glyph = Glyph::None;
    QString text;
};

struct CardSegment {
    QString name;
    double value = 0;
    Tone tone = Role::Muted;
    QString text = {}; ///< the value with its unit, as it is read
};

class CapacityCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit CapacityCard(QWidget* parent = nullptr);
    /// "GPU 0", "RTX 3090", "24 GB · 350 W"
    void setTitle(const QString& title, const QString& name, const QString& right);
    /// lengthFraction: bar length against the card's inner width, so that cards compare; thickness in pixels, 4..26.
    void setBar(double capacity, const QList<CardSegment>& segments, double thickness, double lengthFraction = 1);
    /// value is in ink, text behind it muted.
    void setCaptions(const QString& value, const QString& text, const QString& right);
    void setTags(const QList<CardTags>& rows);
    void setLanes(const QList<CardLanes>& rows);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int paintHead(QPainter& painter, int top) const;
    int paintBar(QPainter& painter, int top) const;
    int paintTags(QPainter& painter, int top) const;
    void paintLanes(QPainter& painter, int top) const;
    void updateAccessible();

    QString m_title;
    QString m_name;
    QString m_right;
    double m_capacity = 0;
    double m_thickness = 12;
    double m_length = 1;
    QList<CardSegment> m_segments;
    QString m_value;
    QString m_text;
    QString m_captionRight;
    QList<CardTags> m_tags;
    QList<CardLanes> m_lanes;
};

} // namespace headroom::widgets
