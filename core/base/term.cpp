// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/term.h"

#include "core/base/json.h"

namespace headroom {

std::string_view provenanceName(Provenance provenance)
{
    switch (provenance) {
    case Provenance::Measured:
        return "measured";
    case Provenance::Computed:
        return "computed";
    case Provenance::Quoted:
        return "quoted";
    case Provenance::Estimated:
        return "estimated";
    case Provenance::Entered:
        return "entered";
    }
    return "computed";
}

TermInput computed(std::string name, double value, std::string unit)
{
    return {std::move(name), value, std::move(unit), Provenance::Computed, {}};
}

Json toJson(const Term& term)
{
    Json inputs = Json::array();
    for (const auto& input : term.inputs)
        inputs.push_back({{"name", input.name},
                          {"value", input.value},
                          {"unit", input.unit},
                          {"provenance", provenanceName(input.provenance)},
                          {"source", input.source}});
    return {{"id", term.id},           {"value", term.value}, {"unit", term.unit},
            {"formula", term.formula}, {"inputs", inputs},    {"provenance", provenanceName(term.provenance)},
            {"source", term.source}};
}

} // namespace headroom
