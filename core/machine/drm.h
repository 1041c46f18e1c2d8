// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the kernel shows every graphics card as files of one value each; what is the same for all makers is read here.
#pragma once

#include "core/machine/rig.h"

#include <filesystem>
#include <string>
#include <vector>

namespace headroom::machine {

/// As /sys/class/drm/cardN/device has it; unknown is zero or empty.
struct DrmCard {
    std::filesystem::path files; ///< the folder, for what only one maker's driver shows
    std::string vendor, device; ///< "1002", "1586"
    PcieLink link, linkMax;
    std::string id() const { return vendor + ":" + device; }
};
/// Cards, not their outputs, in the order of their numbers.
std::vector<DrmCard> drmCards(const std::filesystem::path& drm);

std::string firstLine(const std::filesystem::path& path);
std::uint64_t numberIn(const std::filesystem::path& path);
/// "0x1586" without the mark.
std::string hexIn(const std::filesystem::path& path);

/// Entries of the catalogue that are reported as this very id ("8086:56a0").
std::vector<const Gpu*> gpusOfId(std::string_view id);

} // namespace headroom::machine
