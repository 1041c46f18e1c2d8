// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: verdicts never speak by colour alone. Each has a drawn glyph (no font character), a colour and a word.
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

namespace headroom::widgets {

enum class Glyph { None, Pass, Tight, Fail, Inconclusive, Invalid, Stale };

Tone glyphTone(Glyph glyph);
/// The translated word: pass, tight, fail, inconclusive, invalid, stale.
QString glyphWord(Glyph glyph);
void paintGlyph(QPainter& painter, const QRectF& rect, Glyph glyph);
void paintMarker(QPainter& painter, const QPointF& centre, double size, Marker marker, const QColor& color);

class GlyphLabel : public QWidget {
    Q_OBJECT
public:
    explicit GlyphLabel(Glyph glyph = Glyph::None, const QString& text = {}, QWidget* parent = nullptr);
    /// An empty text shows the glyph's word.
    void setGlyph(Glyph glyph, const QString& text = {});
    Glyph glyph() const { return m_glyph; }
    void setTextSize(TextSize size, TextWeight weight = TextWeight::Regular);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString shownText() const;
    Glyph m_glyph;
    QString m_text;
    TextSize m_size = TextSize::Body;
    TextWeight m_weight = TextWeight::Regular;
};

} // namespace headroom::widgets
