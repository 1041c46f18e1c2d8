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

QString powerCaveat(const plan::Caveat& caveat)
{
    if (caveat.code == "no_supply")
        return Words::tr("no power supply is known");
    if (caveat.code == "own_supply")
        return Words::tr("the machine comes with its own power supply");
    if (caveat.code == "supply_unknown")
        return Words::tr("the rating of a power supply is not known");
    if (caveat.code == "no_circuit")
        return Words::tr("no circuit is known");
    if (caveat.code == "power_at_least")
        return Words::tr("at least: the power of some parts is not known");
    if (caveat.code == "supply_assumed")
        return Words::tr("of %1, which is assumed").arg(quantity(value(caveat, "rated_watts"), "W"));
    if (caveat.code == "cpu_assumed")
        return Words::tr("with a processor of %1 assumed").arg(quantity(value(caveat, "cpu_watts"), "W"));
    return QString::fromStdString(caveat.text);
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
    if (caveat.code == "last_examined")
        return Words::tr("or more: the most that is examined");
    if (caveat.code == "power_limited")
        return Words::tr("at full power; limited to %1 of %2")
            .arg(quantity(value(caveat, "limit_watts"), "W"), quantity(value(caveat, "full_watts"), "W"));
    if (caveat.code == "bandwidth_assumed")
        return Words::tr("memory bandwidth of %1 assumed").arg(quantity(value(caveat, "bandwidth_gb_per_s"), "GB/s"));
    if (caveat.code == "link_unknown")
        return Words::tr("without the time of GPU %1's link, which is not known").arg(integer(value(caveat, "gpu")));
    if (caveat.code == "cores_unknown")
        return Words::tr("the processor's cores are not known: reckoned with one");
    return powerCaveat(caveat);
}

} // namespace headroom::app::text
