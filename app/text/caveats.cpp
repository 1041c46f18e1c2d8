// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text/caveats.h"

#include "app/text/display.h"
#include "app/text/words.h"

#include <limits>

namespace headroom::app::text {

namespace {

/// A number of the caveat by its name; NaN when the planner did not give it.
double value(const plan::Caveat& caveat, std::string_view name)
{
    for (const auto& [known, number] : caveat.values)
        if (known == name)
            return number;
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace

QString caveat(const plan::Caveat& caveat)
{
    const QString trained = integer(value(caveat, "trained_tokens"));
    if (caveat.code == "does_not_fit")
        return Words::tr("if it fitted, which it does not", "a speed");
    if (caveat.code == "prompt_cut")
        return Words::tr("the prompt of %1 tokens is cut to the %2 of the context")
            .arg(integer(value(caveat, "prompt_tokens")), integer(value(caveat, "context_tokens")));
    if (caveat.code == "launch_bound")
        return Words::tr("out of reach: starting a step takes about %1").arg(duration(value(caveat, "launch_s")));
    if (caveat.code == "beyond_training" && caveat.term == "max_context")
        return Words::tr("memory alone; the model was trained on %1 tokens").arg(trained);
    if (caveat.code == "beyond_training")
        return Words::tr("at %1 tokens; the model was trained on %2")
            .arg(integer(value(caveat, "context_tokens")), trained);
    return QString::fromStdString(caveat.text);
}

} // namespace headroom::app::text
