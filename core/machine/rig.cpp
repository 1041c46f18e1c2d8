// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// PCIe, one direction: GT/s per lane × line coding ÷ 8 (generations 1-2: 8b/10b; 3-5: 128b/130b; 6: 242/256 in FLIT
// mode). Generation 4 × 16: 16 × 128/130 ÷ 8 × 16 = 31.51 GB/s. Source: PCI Express Base Specification.
#include "core/machine/rig.h"

namespace headroom::machine {

double PcieLink::gigabytesPerSecond() const
{
    double perLane = 0;
    switch (generation) {
    case 1:
        perLane = 2.5 * 0.8 / 8;
        break;
    case 2:
        perLane = 5.0 * 0.8 / 8;
        break;
    case 3:
        perLane = 8.0 * 128 / 130 / 8;
        break;
    case 4:
        perLane = 16.0 * 128 / 130 / 8;
        break;
    case 5:
        perLane = 32.0 * 128 / 130 / 8;
        break;
    case 6:
        perLane = 64.0 * 242 / 256 / 8;
        break;
    default:
        break;
    }
    return perLane * lanes;
}

} // namespace headroom::machine
