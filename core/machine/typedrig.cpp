// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/typedrig.h"

#include "core/base/json.h"
#include "core/machine/catalogue.h"

#include <fmt/format.h>

namespace headroom::machine {

namespace {

/// Equal neighbours are counted.
template <class Part> void addCounted(std::vector<std::string>& words, const std::vector<Part>& parts)
{
    for (std::size_t i = 0, count = 0; i < parts.size(); i += count) {
        count = 1;
        while (i + count < parts.size() && parts[i + count].name == parts[i].name)
            ++count;
        words.push_back(count > 1 ? fmt::format("{}x {}", count, parts[i].name) : parts[i].name);
    }
}

/// What designRig() would choose as well needs no word.
struct Said {
    bool processor, supply;
};

std::string partsOf(const Rig& rig, Said said)
{
    std::vector<std::string> words;
    addCounted(words, rig.gpus);
    if (said.processor && !rig.cpu.name.empty())
        words.push_back(rig.cpu.sockets > 1 ? fmt::format("{}x {}", rig.cpu.sockets, rig.cpu.name) : rig.cpu.name);
    if (said.processor)
        words.push_back(fmt::format("{} GB RAM", rig.ramBytes >> 30U));
    if (said.supply)
        addCounted(words, rig.psus);
    if (const Circuit usual; rig.circuit.volts != usual.volts || rig.circuit.amps != usual.amps)
        words.push_back(fmt::format("{:g}V {:g}A", rig.circuit.volts, rig.circuit.amps));
    return fmt::format("{}", fmt::join(words, " + "));
}

Json nameless(const Rig& rig)
{
    Json json = toJson(rig);
    json.erase("name");
    return json;
}

} // namespace

std::string typedRig(const Rig& rig)
{
    const Json wanted = nameless(rig);
    for (const Said said : {Said{false, false}, {false, true}, {true, false}, {true, true}}) {
        const std::string text = partsOf(rig, said);
        if (const auto made = designRig(text); made && nameless(*made) == wanted)
            return text;
    }
    return toJson(rig).dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace headroom::machine
