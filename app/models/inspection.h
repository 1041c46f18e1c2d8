// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what the Inspector shows of whatever is selected, as a value: panes fill it, the window draws it, tests read it.
// Words are translated already; nothing here computes.
#pragma once

#include <QList>
#include <QString>

namespace headroom::app {

/// Verdict tones of the whole program; each has its own glyph, colour and word.
enum class Tone { None, Pass, Tight, Fail, Inconclusive, Invalid, Stale };

struct InspectionRow {
    QString name;
    QString value; ///< with its unit
    QString note; ///< "quoted", "measured"; muted behind the value
    Tone tone = Tone::None;
};

struct InspectionSection {
    QString heading;
    QString text; ///< a formula or a sentence; may be empty
    QList<InspectionRow> rows;
    bool monospace = false; ///< for tensor names, hashes, commands
};

struct Inspection {
    QString context; ///< small line on top: "Plan · GPU 1"
    QString title;
    QString value; ///< the number itself, with unit; may be empty
    QString detail; ///< under the value, muted
    Tone tone = Tone::None;
    QString toneWord;
    QList<InspectionSection> sections;
    bool isEmpty() const { return title.isEmpty(); }
};

} // namespace headroom::app
