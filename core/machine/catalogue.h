// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the built-in catalogues, compiled in from resources/catalogue/*.csv, each figure with its source.
#pragma once

#include "core/machine/rig.h"
#include "core/model/description.h"

#include <span>

namespace headroom::machine {

std::span<const Gpu> gpuCatalogue();
std::span<const Cpu> cpuCatalogue();
std::span<const Psu> psuCatalogue();

struct CatalogueModel {
    std::string id; ///< "llama-3.1-8b"
    std::string name; ///< "Llama 3.1 8B Instruct"
    model::Shape shape;
    std::uint64_t parameters = 0; ///< as published; describe() gives the same number
    std::string source;
    model::Description describe(tensor::Type type) const;
};
std::span<const CatalogueModel> modelCatalogue();

/// What the driver or the bus call an entry of gpuCatalogue() where that is not its name: "H100 80GB HBM3".
std::span<const std::string> reportedNames(const Gpu& entry);

/// Case-insensitive, ignores vendor words and blanks: "rtx 3090", "RTX3090", "RTX 3090 24GB". Null when there is none
/// of this name and memory, or more than one.
const Gpu* findGpu(std::string_view name);
const Cpu* findCpu(std::string_view name);
const Psu* findPsu(std::string_view name);
const CatalogueModel* findModel(std::string_view id);

/// The GPUs, else the CPUs, that a name may mean: several where it leaves out what tells them apart.
std::vector<std::string> partsMeant(std::string_view name);
/// GPUs and CPUs of the catalogue that a person may have meant, best first.
std::vector<std::string> partsLike(std::string_view name, std::size_t atMost = 5);
/// Entries of just the name that a driver reports ("NVIDIA H100 80GB HBM3"), whatever their memory.
std::vector<const Gpu*> gpusReportedAs(std::string_view driverName);
/// The catalogue entry of a name that a driver reports, all of it; the memory must agree within 10 %
/// (0: it is not known, and does not tell). Null: a card that the catalogue does not have.
const Gpu* matchDetectedGpu(std::string_view driverName, std::uint64_t totalBytes);
/// "AMD Ryzen 9 7950X 16-Core Processor" and the like.
const Cpu* matchDetectedCpu(std::string_view systemName);

/// "2x RTX 3090 + 1000W" and the like: parts joined by plus or comma; or a rig's JSON, or the path of its file.
/// A part is a GPU ("RTX 3090", "2x RTX 3090", "RTX 3090*2"), a supply ("1000W", "1000 W Gold ATX 3.0"), a CPU of the
/// catalogue, RAM ("64 GB") or a circuit ("120V 15A"). What is not said is assumed, and its source says so. A chip that
/// holds CPU and memory is a whole machine.
/// Errors list near names.
Result<Rig> designRig(std::string_view text);

} // namespace headroom::machine
