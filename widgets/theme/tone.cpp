// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/tone.h"

#include "widgets/theme/theme.h"

#include <array>

namespace headroom::widgets {

Tone Tone::candidate(double bits)
{
    Tone tone;
    tone.m_kind = Kind::Candidate;
    tone.m_number = bits;
    return tone;
}

Tone Tone::scale(double position)
{
    Tone tone;
    tone.m_kind = Kind::Scale;
    tone.m_number = position;
    return tone;
}

Tone Tone::withAlpha(double alpha) const
{
    Tone tone = *this;
    tone.m_alpha = alpha;
    return tone;
}

QColor Tone::color() const
{
    const Theme& theme = Theme::current();
    QColor color = m_fixed;
    switch (m_kind) {
    case Kind::Role:
        color = theme.color(m_role);
        break;
    case Kind::Memory:
        color = theme.color(m_part);
        break;
    case Kind::Candidate:
        color = theme.candidateColor(m_number);
        break;
    case Kind::Scale:
        color = theme.scaleColor(m_number);
        break;
    case Kind::Fixed:
        break;
    }
    color.setAlphaF(static_cast<float>(color.alphaF() * m_alpha));
    return color;
}

namespace {

/// From many bits to few. Within one width of levels the richer mixture is filled, the plainer one an outline.
struct Band {
    double fromBits;
    Marker marker;
    QList<qreal> dash;
    double width;
};

const std::array<Band, 9>& bands()
{
    static const std::array<Band, 9> table{{
        {12, Marker::Bar, {}, 2.2},
        {7.5, Marker::Circle, {}, 1.6},
        {6.2, Marker::Ring, {8, 2}, 1.6},
        {5.62, Marker::Square, {10, 3, 2, 3}, 1.6},
        {5.2, Marker::SquareOutline, {10, 3}, 1.6},
        {4.75, Marker::Diamond, {}, 2.0},
        {4.4, Marker::DiamondOutline, {4, 2}, 1.6},
        {3.8, Marker::TriangleUp, {6, 3}, 1.6},
        {3.4, Marker::TriangleUpOutline, {3, 2}, 1.6},
    }};
    return table;
}

} // namespace

CandidateStyle candidateStyle(double bits)
{
    const Tone tone = Tone::candidate(bits);
    for (const Band& band : bands())
        if (bits >= band.fromBits)
            return {tone, band.marker, band.dash, band.width};
    return {tone, Marker::TriangleDown, {2, 3}, 1.6};
}

} // namespace headroom::widgets
