// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A rig from a line of text. Assumptions, each named in the source of what it fills:
//   CPU      by GPU count and class: 1-2 consumer cards a desktop CPU, those of notebooks a notebook's, otherwise one
//            with 128 lanes; none beside a chip that holds it, nor RAM
//   lanes    of the CPU, as far as they are free for cards (lanes.h)
//   RAM      the VRAM of all cards, rounded up to 64, 128, 256 … GiB: the model file stays in the page cache
//   supply   none where all parts came with theirs; the smallest of the catalogue whose rating keeps the sustained load
//   at or below 70 %, several when one
//            cannot; bare watts are taken as 80 PLUS Gold older than ATX 3.0, the cautious reading
//   circuit  230 V, 16 A, 80 % continuous
// Example: 2x RTX 3090 + 1000W → 2 × 350 W + 230 W (CPU) + 80 W = 1010 W: over the rating, and the plan says so.
#include "core/base/ascii.h"
#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/base/writtenjson.h"
#include "core/machine/catalogue.h"
#include "core/machine/lanes.h"
#include "core/machine/unified.h"
#include "core/machine/writtenrig.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>

namespace headroom::machine {

namespace {

constexpr std::size_t kMaxCards = 64;
constexpr std::size_t kMaxText = 4096;
constexpr std::size_t kMaxFile = std::size_t{1} << 20U;

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// A number at the start of text, and what follows it without blanks; nothing when there is none.
struct Leading {
    double value = 0;
    std::string_view rest;
};
std::optional<Leading> leadingNumber(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc() || !std::isfinite(value) || value < 0)
        return std::nullopt;
    return Leading{value, trimmed(text.substr(static_cast<std::size_t>(end - text.data())))};
}

/// "2x NAME", "2 × NAME", "NAME*2", "NAME x2".
struct Counted {
    double count = 1;
    std::string_view name;
};

/// "2xRTX 3090" after its number, whose x is not that of a word of the name itself: "7900 XTX", "7950X3D", "7950X".
bool startsWithMark(std::string_view text, std::string_view mark)
{
    const std::string word = lowered(text.substr(0, text.find_first_of(" \t")));
    constexpr std::array<std::string_view, 4> ownWords{"xt", "xtx", "x3d", "xt3d"};
    return text.starts_with(mark) && text.size() > mark.size() && std::ranges::find(ownWords, word) == ownWords.end();
}

Counted splitCount(std::string_view part)
{
    constexpr std::array<std::string_view, 4> marks{"x", "X", "×", "*"};
    if (!partsMeant(part).empty())
        return {1, part};
    for (const auto mark : marks)
        if (const auto number = leadingNumber(part); number && startsWithMark(number->rest, mark))
            return {number->value, trimmed(number->rest.substr(mark.size()))};
    for (const auto mark : marks) {
        const auto at = part.rfind(mark);
        if (at == std::string_view::npos || at == 0 || (mark != "*" && part[at - 1] != ' '))
            continue;
        if (const auto number = leadingNumber(trimmed(part.substr(at + mark.size()))); number && number->rest.empty())
            return {number->value, trimmed(part.substr(0, at))};
    }
    // "2 RTX 3090": a small number before what is a part by itself.
    if (const auto number = leadingNumber(part); number && number->value <= static_cast<double>(kMaxCards)
        && part.find(' ') == part.size() - number->rest.size() - 1 && !partsMeant(number->rest).empty())
        return {number->value, number->rest};
    return {1, part};
}

/// "dual", "2x", "(2)".
bool looksLikeCount(std::string_view word)
{
    constexpr std::array<std::string_view, 8> kWords{"two",  "three",  "four",   "eight",
                                                     "dual", "double", "triple", "quad"};
    const std::string text = lowered(word);
    const auto digits = std::ranges::count_if(text, isDigit);
    const bool number = digits > 0 && digits < 3 && text.find_first_not_of("0123456789x*()") == std::string::npos;
    return number || std::ranges::find(kWords, text) != kWords.end();
}

/// The part in "dual RTX 3090" or "RTX 3090 2x"; empty: nothing like that.
std::string countedPart(std::string_view text)
{
    const std::size_t first = text.find(' '), last = text.rfind(' ');
    if (first == std::string_view::npos)
        return {};
    const auto meant = looksLikeCount(text.substr(0, first)) ? partsMeant(trimmed(text.substr(first)))
        : looksLikeCount(text.substr(last + 1))              ? partsMeant(trimmed(text.substr(0, last)))
                                                             : std::vector<std::string>();
    return meant.size() == 1 ? meant.front() : std::string();
}

class Designer {
public:
    Status add(std::string_view part)
    {
        const Counted counted = splitCount(part);
        if (counted.count < 1 || counted.count > static_cast<double>(kMaxCards)
            || counted.count != std::floor(counted.count))
            return fail(ErrorCode::InvalidArgument, std::string(part), fmt::format("count is not 1 to {}", kMaxCards));
        const auto count = static_cast<std::size_t>(counted.count);
        if (addSupply(counted.name, count) || addMemory(counted.name) || addCircuit(counted.name))
            return {};
        if (const Gpu* gpu = findGpu(counted.name))
            return addGpus(*gpu, count);
        if (const Cpu* cpu = findCpu(counted.name)) {
            m_rig.cpu = *cpu;
            m_rig.cpu.sockets = static_cast<std::uint32_t>(count);
            m_cpuGiven = true;
            return {};
        }
        return unknown(counted.name);
    }

    Result<Rig> finish(std::string_view text)
    {
        m_rig.name = std::string(text);
        HEADROOM_TRY(checkHost());
        if (!takeHostOfChip(m_rig)) {
            assumeCpu();
            assumeMemory();
        }
        shareLanes(m_rig);
        assumeSupply();
        return std::move(m_rig);
    }

private:
    Status addGpus(const Gpu& gpu, std::size_t count)
    {
        if (m_rig.gpus.size() + count > kMaxCards)
            return fail(ErrorCode::InvalidArgument, gpu.name, fmt::format("more than {} cards", kMaxCards));
        m_rig.gpus.insert(m_rig.gpus.end(), count, gpu);
        return {};
    }

    tl::unexpected<Error> unknown(std::string_view name) const
    {
        constexpr std::size_t kMost = 12;
        auto meant = partsMeant(name);
        const auto more = meant.size() > kMost ? fmt::format(" and {} more", meant.size() - kMost) : std::string();
        meant.resize(std::min(meant.size(), kMost));
        if (!meant.empty())
            return fail(ErrorCode::NotFound, std::string(name),
                        fmt::format("may be any of {}{}: say which", fmt::join(meant, ", "), more));
        std::string detail = "no such part in the catalogue";
        if (const std::string counted = countedPart(name); !counted.empty())
            detail += fmt::format("; several of one are written 2x {}", counted);
        auto near = partsLike(name);
        for (auto& part : near) // the memory may be what is wrong
            if (const Gpu* entry = findGpu(part); entry && part.find("GB") == std::string::npos)
                part += fmt::format(" ({} GB)", entry->totalBytes >> 30U);
        if (!near.empty())
            detail += fmt::format("; near: {}", fmt::join(near, ", "));
        return fail(ErrorCode::NotFound, std::string(name), detail);
    }

    bool addSupply(std::string_view text, std::size_t count)
    {
        const auto watts = leadingNumber(text);
        if (!watts || lowered(watts->rest).substr(0, 1) != "w" || watts->value < 50 || watts->value > 20000)
            return false;
        Psu psu;
        if (const Psu* found = findPsu(text); found && watts->rest.size() > 1) {
            psu = *found;
        } else {
            const std::string words = lowered(watts->rest);
            psu.name = fmt::format("{:g} W", watts->value);
            psu.ratedWatts = watts->value;
            psu.atx3 = words.find("atx 3") != std::string::npos || words.find("atx3") != std::string::npos;
            psu.efficiency = "80 PLUS Gold";
            psu.source = "rating entered; assumed: 80 PLUS Gold";
            for (std::string_view tier : {"White", "Bronze", "Silver", "Gold", "Platinum", "Titanium"})
                if (words.find(lowered(tier)) != std::string::npos) {
                    psu.efficiency = fmt::format("80 PLUS {}", tier);
                    psu.source = "entered";
                }
            if (!psu.atx3)
                psu.source += "; taken as older than ATX 3.0, the cautious reading";
        }
        m_rig.psus.insert(m_rig.psus.end(), count, psu);
        return true;
    }

    bool addMemory(std::string_view text)
    {
        const auto amount = leadingNumber(text);
        if (!amount || amount->value < 1 || amount->value > 65536)
            return false;
        const std::string unit = lowered(amount->rest);
        if (unit != "gb" && unit != "gib" && unit != "gb ram" && unit != "gib ram" && unit != "g ram")
            return false;
        m_rig.ramBytes = static_cast<std::uint64_t>(amount->value * static_cast<double>(kGiB));
        return true;
    }

    bool addCircuit(std::string_view text)
    {
        const auto volts = leadingNumber(text);
        if (!volts || lowered(volts->rest).substr(0, 1) != "v" || volts->value < 90 || volts->value > 500)
            return false;
        const auto rest = trimmed(volts->rest.substr(1));
        Circuit circuit{volts->value, volts->value < 150 ? 15.0 : 16.0, 0.8};
        if (!rest.empty()) {
            const auto amps = leadingNumber(rest);
            if (!amps || lowered(amps->rest) != "a" || amps->value < 1 || amps->value > 400)
                return false;
            circuit.amps = amps->value;
        }
        m_rig.circuit = circuit;
        return true;
    }

    /// Beside a chip that holds CPU and memory there are no others.
    Status checkHost() const
    {
        const Gpu* chip = hostChip(m_rig);
        if (chip && m_cpuGiven)
            return fail(ErrorCode::InvalidArgument, m_rig.cpu.name,
                        fmt::format("{} holds its own CPU: leave this one out", chip->name));
        if (chip && m_rig.ramBytes > 0 && m_rig.ramBytes != chip->totalBytes)
            return fail(ErrorCode::InvalidArgument, fmt::format("{} GB RAM", m_rig.ramBytes >> 30U),
                        fmt::format("the memory of {} is the host's: leave this out", chip->name));
        return {};
    }

    const char* usualCpu() const
    {
        const auto& gpus = m_rig.gpus;
        if (std::ranges::find(gpus, "datacenter", &Gpu::deviceClass) != gpus.end())
            return "EPYC 9354";
        if (bringsSupply(m_rig))
            return "Ryzen 9 7945HX";
        return gpus.size() > 2 ? "Threadripper PRO 5955WX" : "Ryzen 9 7950X";
    }

    void assumeCpu()
    {
        if (!m_cpuGiven) {
            if (const Cpu* cpu = findCpu(usualCpu()))
                m_rig.cpu = *cpu;
            m_rig.cpu.source = "assumed: a CPU that suits the number of cards; " + m_rig.cpu.source;
        }
        m_rig.ramBandwidthGBs = m_rig.cpu.memoryBandwidthGBs * m_rig.cpu.sockets;
        m_rig.ramBandwidthProvenance = m_cpuGiven ? Provenance::Quoted : Provenance::Estimated;
        m_rig.ramBandwidthSource
            = fmt::format("{} {}, all {} channels by specification{}", m_rig.cpu.name, m_rig.cpu.memoryType,
                          m_rig.cpu.memoryChannels, m_cpuGiven ? "" : "; the CPU is assumed");
    }

    void assumeMemory()
    {
        if (m_rig.ramBytes > 0)
            return;
        std::uint64_t vram = 0;
        for (const auto& gpu : m_rig.gpus)
            vram += gpu.totalBytes;
        m_rig.ramBytes = std::max<std::uint64_t>(64 * kGiB, std::bit_ceil(vram));
    }

    void assumeSupply()
    {
        if (!m_rig.psus.empty() || bringsSupply(m_rig))
            return;
        double sustained = processorWatts(m_rig) + m_rig.otherWatts;
        for (const auto& gpu : m_rig.gpus)
            sustained += gpu.limitWatts();
        for (std::size_t supplies = 1; supplies <= kMaxCards; ++supplies)
            for (const auto& psu : psuCatalogue())
                if (psu.atx3 && sustained <= 0.7 * psu.ratedWatts * static_cast<double>(supplies)) {
                    m_rig.psus.assign(supplies, psu);
                    for (auto& assumed : m_rig.psus)
                        assumed.source
                            = "assumed: the smallest supply of the catalogue at 70 % load or less; " + assumed.source;
                    return;
                }
    }

    Rig m_rig;
    bool m_cpuGiven = false;
};

/// where: of the file, or "rig".
Result<Rig> rigFrom(const Result<Json>& json, const std::string& where)
{
    if (!json && json.error().code == ErrorCode::Corrupt)
        return fail(ErrorCode::Corrupt, json.error().where, "is no rig: " + json.error().detail);
    if (!json)
        return tl::unexpected(json.error());
    auto rig = writtenRig(*json);
    if (!rig && where != "rig")
        rig.error().where = where + (rig.error().where == "rig" ? "" : ", " + rig.error().where);
    if (rig && rig->gpus.empty() && rig->ramBytes == 0)
        return fail(ErrorCode::InvalidArgument, where, "describes no rig: neither a GPU nor memory");
    return rig;
}

} // namespace

Result<Rig> designRig(std::string_view text)
{
    const auto whole = trimmed(text);
    if (whole.empty())
        return fail(ErrorCode::InvalidArgument, "rig", "is empty: write for example 2x RTX 3090 + 1000W");
    if (whole.front() == '{' && whole.size() <= kMaxFile)
        return rigFrom(parseWrittenJson(whole, "rig"), "rig");
    if (whole.size() > kMaxText)
        return fail(ErrorCode::InvalidArgument, "rig", "is longer than 4096 characters");
    if (namesRigFile(whole))
        return rigFrom(readWrittenJson(std::filesystem::path(whole), kMaxFile), std::string(whole));
    Designer designer;
    std::string_view rest = whole;
    while (true) {
        // A plus also stands inside names ("Ryzen AI Max+ 395"): it joins parts only after a blank.
        std::size_t end = 0;
        while (end < rest.size() && rest[end] != ',' && !(rest[end] == '+' && (end == 0 || rest[end - 1] == ' ')))
            ++end;
        const auto part = trimmed(rest.substr(0, end));
        if (part.empty())
            return fail(ErrorCode::InvalidArgument, std::string(whole), "nothing between two separators");
        HEADROOM_TRY(designer.add(part));
        if (end >= rest.size())
            break;
        rest.remove_prefix(end + 1);
    }
    return designer.finish(whole);
}

} // namespace headroom::machine
