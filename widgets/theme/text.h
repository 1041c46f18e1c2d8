// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: text that follows the theme, and numbers whose digits line up although Qt 6.4 cannot switch on a font's tabular
// figures.
#pragma once

#include "widgets/theme/theme.h"

#include <QLabel>

namespace headroom::widgets {

/// A label with a role instead of a colour; selectable on demand.
class Label : public QLabel {
    Q_OBJECT
public:
    explicit Label(const QString& text = {}, TextSize size = TextSize::Body, TextWeight weight = TextWeight::Regular,
                   Tone tone = Role::Text, QWidget* parent = nullptr);
    void setTone(Tone tone);
    void setTextSize(TextSize size, TextWeight weight = TextWeight::Regular);
    void setMono(bool mono);

protected:
    void changeEvent(QEvent* event) override;

private:
    void restyle();
    Tone m_tone;
    TextSize m_size;
    TextWeight m_weight;
    bool m_mono = false;
    bool m_restyling = false;
};

/// Width and drawing of text with every digit in a cell as wide as the widest digit.
double tabularWidth(const QFont& font, const QString& text);
void drawTabular(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text);

} // namespace headroom::widgets
