// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A typed name means: the entries of that very name; else those that have all its words ("H200": SXM and NVL); else
// what a driver calls so. The memory, where it is said, has to be the entry's. Several are no answer: guessing a card
// would be guessing its memory. One that has a word more which makes it another product ("4070" beside 4070 Ti) is none
// either. A driver's name is whole: it means entries of just that name, and its memory says which of them.
#include "core/machine/catalogue.h"
#include "core/machine/partname.h"

#include <algorithm>

namespace headroom::machine {

namespace {

template <class T> using Entries = std::vector<const T*>;

template <class T, class Matches> Entries<T> select(std::span<const T> entries, Matches matches)
{
    Entries<T> found;
    for (const T& entry : entries)
        if (matches(entry))
            found.push_back(&entry);
    return found;
}

std::uint64_t gigabytesOf(const Gpu& gpu)
{
    return gpu.totalBytes >> 30U;
}
template <class T> std::uint64_t gigabytesOf(const T&)
{
    return 0;
}

/// Of exactly these words, whatever the driver or the maker puts around them.
bool isReportedAs(const Gpu& gpu, const PartName& name)
{
    const auto same = [&](std::string_view known) {
        const PartName reported = partName(known);
        return name.sameAs(reported) && name.gigabytes == reported.gigabytes;
    };
    return (name.sameAs(partName(gpu.name)) && (name.gigabytes == 0 || name.gigabytes == gigabytesOf(gpu)))
        || std::ranges::any_of(reportedNames(gpu), same);
}

template <class T> Entries<T> meant(std::span<const T> entries, std::string_view text)
{
    const PartName wanted = partName(text);
    const auto agrees = [&](const T& entry) { return wanted.gigabytes == 0 || wanted.gigabytes == gigabytesOf(entry); };
    auto found = select(entries, [&](const T& entry) { return wanted.sameAs(partName(entry.name)); });
    if (!found.empty()) { // of another memory it is another part
        std::erase_if(found, [&](const T* entry) { return !agrees(*entry); });
    } else {
        found = select(entries, [&](const T& entry) { return agrees(entry) && wanted.within(partName(entry.name)); });
        if (found.size() == 1 && wanted.lacksVariantOf(partName(found.front()->name)))
            found.clear();
    }
    if constexpr (std::is_same_v<T, Gpu>)
        if (found.empty())
            found = select(entries, [&](const Gpu& gpu) { return isReportedAs(gpu, wanted); });
    return found;
}

template <class T> const T* onlyOne(const Entries<T>& found)
{
    return found.size() == 1 ? found.front() : nullptr;
}

std::size_t sharedStart(std::string_view a, std::string_view b)
{
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

/// How much of a misspelt name an entry has.
std::size_t likeness(const PartName& wanted, const PartName& entry)
{
    std::size_t score = 0;
    for (const auto& word : wanted.words)
        for (const auto& other : entry.words)
            if (const auto shared = sharedStart(word, other); shared >= 2)
                score += word == other ? 2 * shared : shared;
    constexpr std::size_t kSameSeries = 3; // more than two digits that happen to agree
    for (const auto& series : wanted.series)
        score += kSameSeries * static_cast<std::size_t>(std::ranges::count(entry.series, series));
    return score;
}

bool sameFigures(const Gpu& a, const Gpu& b)
{
    return a.bandwidthGBs == b.bandwidthGBs && a.fp16Tflops == b.fp16Tflops && a.tdpWatts == b.tdpWatts;
}

} // namespace

const Gpu* findGpu(std::string_view name)
{
    return onlyOne(meant(gpuCatalogue(), name));
}
const Cpu* findCpu(std::string_view name)
{
    return onlyOne(meant(cpuCatalogue(), name));
}
const Psu* findPsu(std::string_view name)
{
    return onlyOne(meant(psuCatalogue(), name));
}

std::vector<std::string> partsMeant(std::string_view name)
{
    std::vector<std::string> names;
    for (const Gpu* gpu : meant(gpuCatalogue(), name))
        names.push_back(gpu->name);
    if (names.empty())
        for (const Cpu* cpu : meant(cpuCatalogue(), name))
            names.push_back(cpu->name);
    return names;
}

const CatalogueModel* findModel(std::string_view id)
{
    const auto compact = [](std::string_view text) {
        std::string key;
        for (const char raw : text) {
            const char c = raw >= 'A' && raw <= 'Z' ? static_cast<char>(raw - 'A' + 'a') : raw;
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.')
                key += c;
        }
        return key;
    };
    const auto key = compact(id);
    if (key.empty())
        return nullptr;
    for (const auto& entry : modelCatalogue())
        if (compact(entry.id) == key || compact(entry.name) == key)
            return &entry;
    return nullptr;
}

std::vector<std::string> partsLike(std::string_view name, std::size_t atMost)
{
    const auto wanted = partName(name);
    std::vector<std::pair<std::size_t, std::string>> scored;
    const auto add = [&](const auto& entries) {
        for (const auto& entry : entries)
            if (const auto score = likeness(wanted, partName(entry.name)); score > 0)
                scored.emplace_back(score, entry.name);
    };
    add(gpuCatalogue());
    add(cpuCatalogue());
    std::ranges::stable_sort(scored, [](const auto& a, const auto& b) { // of those that are as like, the plainest
        return a.first != b.first ? a.first > b.first : a.second.size() < b.second.size();
    });
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(atMost, scored.size()); ++i)
        names.push_back(scored[i].second);
    return names;
}

std::vector<const Gpu*> gpusReportedAs(std::string_view driverName)
{
    const PartName reported = partName(driverName);
    return select(gpuCatalogue(), [&](const Gpu& gpu) { return isReportedAs(gpu, reported); });
}

const Gpu* matchDetectedGpu(std::string_view driverName, std::uint64_t totalBytes)
{
    auto found = gpusReportedAs(driverName);
    if (totalBytes > 0)
        std::erase_if(found, [totalBytes](const Gpu* gpu) {
            const double ratio = static_cast<double>(totalBytes) / static_cast<double>(gpu->budgetBytes());
            return ratio <= 0.9 || ratio >= 1.1;
        });
    // Where only the memory differs, the driver's own counts.
    const bool alike = std::ranges::all_of(found, [&](const Gpu* gpu) { return sameFigures(*gpu, *found.front()); });
    return !found.empty() && alike ? found.front() : nullptr;
}

const Cpu* matchDetectedCpu(std::string_view systemName)
{
    const PartName reported = partName(systemName);
    return onlyOne(select(cpuCatalogue(), [&](const Cpu& cpu) {
        const PartName known = partName(cpu.name);
        return known.within(reported) && !known.lacksVariantOf(reported);
    }));
}

} // namespace headroom::machine
