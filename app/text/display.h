// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the only place where numbers, units, errors, verdicts and reasons become words of the user's language.
// Numbers follow QLocale(); memory is shown in GiB (2³⁰), disks and bandwidth in GB (10⁹). The core never formats.
#pragma once

#include "core/base/control.h"
#include "core/base/term.h"
#include "core/eval/conditions.h"
#include "core/plan/plan.h"
#include "widgets/shell/inspectorpanel.h"

#include <QString>

namespace headroom::app {
struct JobInfo;
struct Interval;
}

namespace headroom::app::text {

// Numbers
QString number(double value, int decimals);
QString integer(double value); ///< grouped: 1,234,567
QString significant(double value, int digits = 3); ///< 0.00123, 4.58, 936
QString percent(double fraction, int decimals = 0); ///< 0.9 → "90 %"
QString gibibytes(double bytes, int decimals = 2); ///< "4.58 GiB"
QString bytes(double bytes); ///< the unit that fits: B, KiB, MiB, GiB, TiB
QString fileSize(double bytes); ///< exact and rounded: "4.92 GB"
QString tokens(double count); ///< 8192 → "8k"
QString quantity(double value, const std::string& unit); ///< any Term unit, spelled and scaled for reading
QString duration(double seconds); ///< "0.42 s", "3 min 20 s", "2 h 5 min"
QString remaining(const Interval& seconds); ///< "3–4 min"
QString rate(double perSecond, bool bytes); ///< "310 MB/s", "12 per s"
QString windows(std::size_t count, std::uint32_t tokens); ///< of a text: "46 windows of 128"
QString windows(const eval::Conditions& measured); ///< and which, where the text has more
QString missing(); ///< what stands for an unknown number
QString marked(const QString& number, Provenance provenance); ///< "≈ 83.2" where nobody measured or told it
QString fromUtf8(std::string_view text);

// Words
QString termName(const std::string& id); ///< "kv_cache_bytes" → "KV cache"
QString termValue(const Term& term); ///< with its unit; fractions as per cent
QString inputName(const std::string& id); ///< of a Term's input: "kv_cache" → "KV cache"
QString provenance(Provenance provenance);
QString verdict(plan::Verdict verdict);
/// As above; where memory suffices, what is overloaded is not called "does not fit".
QString verdict(plan::Verdict verdict, bool memoryFits);
bool memoryFits(const plan::Plan& plan);
widgets::Glyph glyph(plan::Verdict verdict);
QString bottleneck(plan::Bottleneck bottleneck);
QString reason(const plan::Reason& reason); ///< one sentence, no full stop
/// The device that the plan's reasons name for its memory, the worst first; null when none does.
const plan::DevicePlan* bindingDevice(const plan::Plan& plan);
QString verdictSentence(const plan::Plan& plan, const plan::PlanRequest& request);
QString powerSentence(const plan::PowerPlan& plan);
QString method(const QString& id); ///< of rounding: "awq" → "AWQ"; what is none stays as it is
QString jobState(const JobInfo& job);
widgets::InspectorContent inspect(const Term& term, const QString& context = {});

struct Message {
    QString text; ///< what happened, one sentence
    QString nextStep; ///< what to do about it, one sentence
};
Message message(const Error& error);

} // namespace headroom::app::text
