// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what is said of a machine that is looked at.
#pragma once

#include "core/base/remarkrow.h"

#include <array>

namespace headroom::remarks {

inline constexpr std::array kMachine{
    RemarkRow{"machine.no_driver", SAYS("Remarks", "no NVIDIA driver: libnvidia-ml.so.1 not found")},
    RemarkRow{"machine.nvml_error", SAYS("Remarks", "NVIDIA driver found, but NVML did not start: error {}")},
    RemarkRow{"machine.no_list", SAYS("Remarks", "NVIDIA driver found, but it does not list its GPUs: error {}")},
    RemarkRow{"machine.no_gpu", SAYS("Remarks", "NVIDIA driver found, but no GPU")},
    RemarkRow{"machine.not_opened", SAYS("Remarks", "NVIDIA GPU {} could not be opened")},
    RemarkRow{"machine.one_slice", SAYS("Remarks", "{}: divided (MIG), a program uses one slice at a time")},
    RemarkRow{"machine.no_slice", SAYS("Remarks", "{}: divided (MIG), but no slice is set up, left out")},
    RemarkRow{"machine.slices_forbidden",
              SAYS("Remarks", "{}: divided (MIG), and the driver may not tell its slices to this user, left out")},
    RemarkRow{"machine.slices_error",
              SAYS("Remarks", "{}: divided (MIG), and the driver does not tell its slices (NVML error {}), left out")},
    RemarkRow{"machine.slice_of_unknown",
              SAYS("Remarks",
                   "{}: the memory of its card is not told, so its share of the bandwidth is not known, left out")},
    RemarkRow{"machine.no_memory_told", SAYS("Remarks", "{}: the driver tells no memory, left out")},
    RemarkRow{"machine.memory_untellable", SAYS("Remarks", "{}: the driver cannot tell its memory, left out")},
    RemarkRow{"machine.memory_forbidden",
              SAYS("Remarks", "{}: the driver may not tell its memory to this user, left out")},
    RemarkRow{"machine.card_lost", SAYS("Remarks", "{}: the driver has lost the card, left out: restart the machine")},
    RemarkRow{"machine.memory_error",
              SAYS("Remarks", "{}: the driver does not tell its memory (NVML error {}), left out")},
    RemarkRow{"machine.memory_unknown", SAYS("Remarks", "{}: its memory is not known, left out")},
    RemarkRow{"machine.bandwidth_unknown", SAYS("Remarks", "{}: its memory bandwidth is not known, left out")},
    RemarkRow{
        "machine.several",
        SAYS("Remarks", "{} whole machines: what goes between them crosses a network, whose time is not counted")},
    RemarkRow{"machine.shares_memory", SAYS("Remarks", "{}: shares the host's memory")},
    RemarkRow{"machine.display_only", SAYS("Remarks", "{}: made for a display, left out")},
    RemarkRow{"machine.beside_card", SAYS("Remarks", "{}: on the CPU's chip, left out beside a card")},
    RemarkRow{"machine.amd_unknown",
              SAYS("Remarks", "AMD GPU {} with {:.1f} GiB is not recognised: choose it from the catalogue")},
    RemarkRow{"machine.intel_unknown", SAYS("Remarks", "Intel GPU {} is not in the catalogue, left out")},
    RemarkRow{"machine.intel_ambiguous",
              SAYS("Remarks", "Intel GPU {} may be any of {}: choose it from the catalogue")},
    RemarkRow{"machine.no_topology",
              SAYS("Remarks", "the topology library could not read this machine: cores and caches are unknown")},
    RemarkRow{"machine.no_cpu_name", SAYS("Remarks", "the system does not tell the processor's name")},
    RemarkRow{"machine.no_ram", SAYS("Remarks", "the system does not tell its memory")},
    RemarkRow{"machine.container", SAYS("Remarks", "memory is limited by the container")},
    RemarkRow{"machine.no_supply", SAYS("Remarks", "power supply and circuit cannot be detected")},
};

} // namespace headroom::remarks
