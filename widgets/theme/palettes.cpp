// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/palettes.h"

#include <algorithm>
#include <array>

namespace headroom::widgets {

namespace {

struct Pair {
    QRgb light;
    QRgb dark;
};

/// In the order of Role. Good, caution and unknown are a shade darker in light than first drawn: 4.5:1 on the window.
constexpr std::array<Pair, kRoleCount> kRoles{{
    {0xFFF6F7F9, 0xFF131619}, // Window
    {0xFFFFFFFF, 0xFF1A1E22}, // Panel
    {0xFFFFFFFF, 0xFF22272C}, // Raised
    {0xFFE2E5EA, 0xFF2C3238}, // Hairline
    {0xFFECEEF2, 0xFF262B31}, // Grid
    {0xFF16191D, 0xFFE8EBEE}, // Text
    {0xFF5A6470, 0xFF98A2AE}, // Muted
    {0xFF2A6BE0, 0xFF6FA3FF}, // Accent
    {0xFFFFFFFF, 0xFF10141A}, // OnAccent
    {0xFF0A7F5E, 0xFF3CCB9E}, // Good
    {0xFF9C6200, 0xFFE3B24A}, // Caution
    {0xFFC03C21, 0xFFFF7D5E}, // Bad
    {0xFF656E7A, 0xFF98A2AE}, // Unknown
    {0xFFCFD4DB, 0xFF3D454D}, // ControlBorder
    {0xFFE9F3F0, 0xFF1D2F2E}, // PassTint
    {0xFFECF2FC, 0xFF263141}, // SelectedRow
    {0xFFF0F2F5, 0xFF2A3036}, // Hover
    {0xFFE6E8EC, 0xFF30363C}, // Track
}};

constexpr std::array<Pair, 6> kMemory{{
    {0xFF0072B2, 0xFF0072B2},
    {0xFFE69F00, 0xFFE69F00},
    {0xFF009E73, 0xFF009E73},
    {0xFF7A828C, 0xFF7A828C},
    {0xFFCC79A7, 0xFFCC79A7},
    {0x00000000, 0x00000000},
}};

struct Stop {
    double bits;
    Pair color;
};

/// The step from 4.6 to 4.9 bits is the one people choose by: it goes from a yellowish to a bluish hue, which also
/// those tell apart who do not see red or green.
constexpr std::array<Stop, 7> kCandidates{{
    {3.16, {0xFFD67C0C, 0xFFFFB65C}},
    {4.00, {0xFFD96A2B, 0xFFFFA26E}},
    {4.60, {0xFFD9574C, 0xFFFF8F7F}},
    {4.89, {0xFFB23A88, 0xFFE679BE}},
    {5.70, {0xFF7030A8, 0xFFB48AF5}},
    {6.56, {0xFF4A37A6, 0xFF9487F7}},
    {8.50, {0xFF1D3C9E, 0xFF7C9BFF}},
}};

QColor pick(const Pair& pair, bool dark)
{
    return QColor::fromRgba(dark ? pair.dark : pair.light);
}

} // namespace

QColor roleColor(Role role, bool dark)
{
    return pick(kRoles[static_cast<std::size_t>(role)], dark);
}

QColor memoryColor(MemoryPart part, bool dark)
{
    return pick(kMemory[static_cast<std::size_t>(part)], dark);
}

QColor candidateColor(double bits, bool dark)
{
    if (!(bits < 12))
        return roleColor(Role::Text, dark);
    if (bits <= kCandidates.front().bits)
        return pick(kCandidates.front().color, dark);
    for (std::size_t i = 1; i < kCandidates.size(); ++i) {
        const Stop& high = kCandidates[i];
        if (bits > high.bits)
            continue;
        const Stop& low = kCandidates[i - 1];
        return mixed(pick(low.color, dark), pick(high.color, dark), (bits - low.bits) / (high.bits - low.bits));
    }
    return pick(kCandidates.back().color, dark);
}

QColor mixed(const QColor& under, const QColor& over, double amount)
{
    const double t = std::clamp(amount, 0.0, 1.0);
    const auto part = [t](int a, int b) { return qRound(a + (b - a) * t); };
    return QColor(part(under.red(), over.red()), part(under.green(), over.green()), part(under.blue(), over.blue()));
}

} // namespace headroom::widgets
