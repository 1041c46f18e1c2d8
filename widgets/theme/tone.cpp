// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/tone.h"

#include "widgets/theme/theme.h"

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

CandidateStyle candidateStyle(double bits)
{
    const Tone tone = Tone::candidate(bits);
    if (bits >= 12)
        return {tone, Marker::Bar, {}, 2.2};
    if (bits >= 7.5)
        return {tone, Marker::Circle, {}, 1.6};
    if (bits >= 6)
        return {tone, Marker::Ring, {8, 2}, 1.6};
    if (bits >= 5.2)
        return {tone, Marker::Square, {10, 3, 2, 3}, 1.6};
    if (bits >= 4.4)
        return {tone, Marker::Diamond, {}, 2.0};
    if (bits >= 3.5)
        return {tone, Marker::TriangleUp, {6, 3}, 1.6};
    return {tone, Marker::TriangleDown, {2, 3}, 1.6};
}

} // namespace headroom::widgets
