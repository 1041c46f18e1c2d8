// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a load against its rating: a half circle with its comfortable and its forbidden band, a needle, a whisker for
// spikes.
#pragma once

#include "widgets/theme/theme.h"

#include <QList>
#include <QWidget>

namespace headroom::widgets {

struct GaugeBand {
    double from;
    double to;
    Tone tone = Role::Good;
    QString label = {};
};

class Gauge : public QWidget {
    Q_OBJECT
public:
    enum class Size { Large, Small };

    explicit Gauge(Size size = Size::Large, QWidget* parent = nullptr);
    /// Per cent; default 0..130 with 50–70 good and over 100 bad. Values beyond are drawn at the end, texts keep them.
    void setRange(double minimum, double maximum);
    void setBands(const QList<GaugeBand>& bands);
    void setValue(double value, const QString& valueText, const QString& caption = {});
    double value() const { return m_value; }
    /// Where on the arc a value is drawn, 0..1.
    double position(double value) const;
    /// NaN removes the whisker.
    void setTransient(double value, const QString& text = {}, const QString& detail = {});
    void setTitle(const QString& title);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// By mouse or by key: somebody wants to know where the value comes from.
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Geometry;
    static QList<GaugeBand> standardBands();
    Geometry layout() const;
    double spikeWidth() const; ///< of the whisker's words
    void paintArc(QPainter& painter, const Geometry& g) const;
    void paintTicks(QPainter& painter, const Geometry& g) const;
    void paintNeedle(QPainter& painter, const Geometry& g) const;
    void paintWhisker(QPainter& painter, const Geometry& g) const;
    void updateAccessible();

    Size m_size;
    double m_minimum = 0;
    double m_maximum = 130;
    double m_value = 0;
    double m_transient;
    QString m_valueText;
    QString m_caption;
    QString m_transientText;
    QString m_transientDetail;
    QString m_title;
    QList<GaugeBand> m_bands;
    bool m_ownBands = false;
};

} // namespace headroom::widgets
