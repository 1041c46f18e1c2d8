// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/drm.h"

#include "core/machine/catalogue.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>

namespace headroom::machine {

namespace {

/// "16.0 GT/s PCIe" as the generation.
std::uint32_t generationIn(const std::filesystem::path& path)
{
    double rate = 0;
    std::istringstream text(firstLine(path));
    text >> rate;
    const std::array<double, 6> rates{2.5, 5, 8, 16, 32, 64};
    const auto found = std::ranges::find(rates, rate);
    return found == rates.end() ? 0 : static_cast<std::uint32_t>(found - rates.begin()) + 1;
}

PcieLink linkIn(const std::filesystem::path& folder, const std::string& which)
{
    return {generationIn(folder / (which + "_link_speed")),
            static_cast<std::uint32_t>(numberIn(folder / (which + "_link_width")))};
}

/// Of "card12"; outputs ("card0-DP-1") and render nodes have none.
std::optional<unsigned> cardNumber(std::string_view name)
{
    constexpr std::string_view kCard = "card";
    unsigned number = 0;
    if (!name.starts_with(kCard))
        return std::nullopt;
    const auto [end, error] = std::from_chars(name.data() + kCard.size(), name.data() + name.size(), number);
    return error == std::errc() && end == name.data() + name.size() ? std::optional(number) : std::nullopt;
}

} // namespace

std::string firstLine(const std::filesystem::path& path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

std::uint64_t numberIn(const std::filesystem::path& path)
{
    std::ifstream file(path);
    std::uint64_t value = 0;
    return file >> value ? value : 0;
}

std::string hexIn(const std::filesystem::path& path)
{
    const auto text = firstLine(path);
    return text.starts_with("0x") ? text.substr(2) : text;
}

std::vector<DrmCard> drmCards(const std::filesystem::path& drm)
{
    std::error_code error;
    std::vector<std::pair<unsigned, std::filesystem::path>> folders;
    for (const auto& entry : std::filesystem::directory_iterator(drm, error))
        if (const auto number = cardNumber(entry.path().filename().string()))
            folders.emplace_back(*number, entry.path() / "device");
    std::ranges::sort(folders);
    std::vector<DrmCard> cards;
    for (auto& [number, folder] : folders)
        if (auto vendor = hexIn(folder / "vendor"); !vendor.empty())
            cards.push_back({folder, std::move(vendor), hexIn(folder / "device"), linkIn(folder, "current"),
                             linkIn(folder, "max")});
    return cards;
}

std::vector<const Gpu*> gpusOfId(std::string_view id)
{
    std::vector<const Gpu*> found;
    for (const Gpu& gpu : gpuCatalogue())
        if (const auto names = reportedNames(gpu); std::ranges::find(names, id) != names.end())
            found.push_back(&gpu);
    return found;
}

} // namespace headroom::machine
