// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: names as people and drivers write them, made comparable. A name becomes a set of words ("NVIDIA GeForce
// RTX3090Ti" → 3090 rtx ti) without those that tell nothing (makers, "graphics", "edition"), and the memory it says.
// What tells cards apart (laptop, ti, super, sff, max-q, d, ada, pcie, sxm, nvl) always stays a word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::machine {

struct PartName {
    std::vector<std::string> words; ///< lower case, sorted, each once; without the series
    std::vector<std::string> series; ///< "rtx", "rx"
    std::string run; ///< the words as they stood, without blanks: "M3Max" is "M3 Max"
    std::uint64_t gigabytes = 0; ///< "24GB", "80 GiB"; 0: not said

    /// The same words; only a series may be left out in one of them: "3090" is "RTX 3090", and "GTX 3090" is not.
    bool sameAs(const PartName& other) const;
    /// All its words are among the other's.
    bool within(const PartName& other) const;
    /// The other has a word that makes it another product, and this does not: "4070" beside "4070 Ti".
    bool lacksVariantOf(const PartName& other) const;
};
PartName partName(std::string_view text);

} // namespace headroom::machine
