// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the one place that knows colours, sizes and fonts. Fusion style, own palettes for light and dark, a style sheet
// made from roles. One Theme belongs to the application; everything re-reads it on PaletteChange or changed().
#pragma once

#include "widgets/theme/tone.h"

#include <QColor>
#include <QFont>
#include <QList>
#include <QObject>

namespace headroom::widgets {

enum class TextSize { Caption = 11, Body = 13, Section = 15, Title = 20, Number = 34 };
enum class TextWeight { Regular = 400, SemiBold = 600 };

class Theme : public QObject {
    Q_OBJECT
public:
    enum class Choice { System, Light, Dark };
    Q_ENUM(Choice)

    /// The application's theme; made at the first call, owned by the QApplication.
    static Theme& current();

    /// Sets style, palette, font and style sheet of the application.
    void apply();
    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);
    bool isDark() const { return m_dark; }
    /// Multiplies all text and measures; 1.5 when presenting.
    double textScale() const { return m_scale; }
    void setTextScale(double scale);

    QColor color(Role role) const;
    QColor color(MemoryPart part) const;
    QColor candidateColor(double bits) const;
    /// Sequential scales; position is clamped to 0..1. In dark themes scaleColor() starts at 15 % of cividis.
    QColor scaleColor(double position) const;
    QColor batlow(double position) const;
    /// The colour moved towards ink until text in it reaches 4.5:1 on panels.
    QColor readable(const QColor& color) const;

    QFont font(TextSize size, TextWeight weight = TextWeight::Regular) const;
    QFont mono(TextSize size = TextSize::Body) const;
    /// A design measure in logical pixels at the current text scale.
    int px(double measure) const;

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    explicit Theme(QObject* parent);
    void update();
    void loadScales();
    bool systemIsDark() const;
    QColor scale(const QList<QColor>& stops, double position) const;

    Choice m_choice = Choice::System;
    bool m_dark = false;
    bool m_systemDark = false;
    bool m_updating = false;
    bool m_applied = false;
    double m_scale = 1;
    QString m_family;
    QString m_monoFamily;
    QList<QColor> m_cividis;
    QList<QColor> m_batlow;
};

/// WCAG 2.1 contrast ratio of two opaque colours, 1..21.
double contrastRatio(const QColor& a, const QColor& b);

} // namespace headroom::widgets
