// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a colour that is named by its meaning and resolved when painted, so that it follows the theme.
// Widgets and charts take Tones; only widgets/theme knows literal colours.
#pragma once

#include <QColor>
#include <QList>

namespace headroom::widgets {

/// What a surface, a line or a text is for. One colour each per theme.
enum class Role {
    Window,
    Panel,
    Raised,
    Hairline,
    Grid,
    Text,
    Muted,
    Accent,
    OnAccent, ///< text on an accent surface
    Good,
    Caution,
    Bad,
    Unknown,
    ControlBorder,
    PassTint, ///< opaque mix of good into the panel
    SelectedRow, ///< opaque mix of accent into the panel
    Hover,
    Track, ///< empty part of bars, gauges and sliders
};
inline constexpr int kRoleCount = static_cast<int>(Role::Track) + 1;

/// The parts a device's memory is divided into; the same colours everywhere.
enum class MemoryPart { Weights, KvCache, ComputeBuffers, Overhead, Extra, Free };

enum class Marker {
    None,
    Circle,
    Ring,
    Square,
    SquareOutline,
    Diamond,
    DiamondOutline,
    TriangleUp,
    TriangleUpOutline,
    TriangleDown,
    Bar,
};

class Tone {
public:
    Tone(Role role = Role::Text) : m_kind(Kind::Role), m_role(role) { }
    Tone(MemoryPart part) : m_kind(Kind::Memory), m_part(part) { }
    Tone(const QColor& color) : m_kind(Kind::Fixed), m_fixed(color) { }
    /// The colour of a candidate with that many bits per weight; 12 and more is the baseline: ink.
    static Tone candidate(double bits);
    /// A position 0..1 on the sequential scale (cividis).
    static Tone scale(double position);

    Tone withAlpha(double alpha) const;
    QColor color() const;

private:
    enum class Kind { Role, Memory, Fixed, Candidate, Scale };
    Kind m_kind;
    Role m_role = Role::Text;
    MemoryPart m_part = MemoryPart::Free;
    QColor m_fixed;
    double m_number = 0;
    double m_alpha = 1;
};

/// Colour, and marker and dash as its second channel, for one candidate.
struct CandidateStyle {
    Tone tone;
    Marker marker = Marker::Circle;
    QList<qreal> dash; ///< in pixels, empty = solid
    double width = 1.6;
};
CandidateStyle candidateStyle(double bits);

} // namespace headroom::widgets
