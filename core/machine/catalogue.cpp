// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/catalogue.h"
#include "core/base/bytes.h"

#include "core/base/csv.h"
#include "core/machine/cataloguedata.h"
#include "core/machine/modelrow.h"

#include <sstream>

namespace headroom::machine {

namespace {

/// One row of a compiled-in table; absent or empty fields read as zero or "".
class Row {
public:
    Row(const CsvTable& table, std::size_t row) : m_table(table), m_row(row) { }
    std::string text(std::string_view column) const { return std::string(m_table.text(m_row, column)); }
    double number(std::string_view column) const { return m_table.number(m_row, column).value_or(0); }
    std::uint64_t whole(std::string_view column) const { return m_table.integer(m_row, column).value_or(0); }
    std::uint32_t count(std::string_view column) const { return static_cast<std::uint32_t>(whole(column)); }
    bool yes(std::string_view column) const { return m_table.text(m_row, column) == "yes"; }

private:
    const CsvTable& m_table;
    std::size_t m_row;
};

/// The tables are part of the program and are checked by its tests: one that does not parse is empty.
template <class T> std::vector<T> readTable(std::string_view csv, std::string_view name, T (*read)(const Row&))
{
    std::vector<T> entries;
    const auto table = CsvTable::parse(csv, name);
    if (!table)
        return entries;
    entries.reserve(table->rows());
    for (std::size_t row = 0; row < table->rows(); ++row)
        entries.push_back(read(Row(*table, row)));
    return entries;
}

Gpu readGpu(const Row& row)
{
    Gpu gpu;
    gpu.name = row.text("name");
    gpu.vendor = row.text("vendor");
    gpu.deviceClass = row.text("class");
    gpu.totalBytes = row.whole("memory_gb") * kGiB;
    gpu.usableBytes = row.whole("usable_mib") * kMiB;
    gpu.bandwidthGBs = row.number("bandwidth_gbs");
    gpu.fp16Tflops = row.number("fp16_tflops");
    gpu.fp16FastTflops = row.number("fp16_fast_tflops");
    gpu.int8 = row.yes("int8");
    gpu.fp8 = row.yes("fp8");
    gpu.fp4 = row.yes("fp4");
    gpu.tdpWatts = row.number("tdp_w");
    gpu.linkMax = {row.count("pcie_generation"), row.count("pcie_lanes")};
    gpu.link = gpu.linkMax;
    gpu.interconnect = row.text("interconnect");
    gpu.holdsHost = row.yes("holds_host");
    gpu.ownSupply = row.yes("own_supply");
    gpu.computeCapability = row.text("compute");
    gpu.provenance = row.text("provenance") == "estimated" ? Provenance::Estimated : Provenance::Quoted;
    gpu.source = row.text("source");
    return gpu;
}

/// "GB10; 1002:1586": parts joined by semicolons.
std::vector<std::string> readReportedNames(const Row& row)
{
    std::vector<std::string> names;
    std::istringstream list(row.text("reported_as"));
    for (std::string name; std::getline(list, name, ';');)
        names.push_back(name);
    return names;
}

Cpu readCpu(const Row& row)
{
    Cpu cpu;
    cpu.name = row.text("name");
    cpu.vendor = row.text("vendor");
    cpu.deviceClass = row.text("class");
    cpu.cores = row.count("cores");
    cpu.threads = row.count("threads");
    cpu.tdpWatts = row.number("tdp_w");
    cpu.packageWatts = row.number("package_w");
    cpu.pcieGeneration = row.count("pcie_generation");
    cpu.pcieLanes = row.count("pcie_lanes");
    cpu.memoryType = row.text("memory");
    cpu.memoryChannels = row.count("memory_channels");
    cpu.memoryBandwidthGBs = row.number("memory_gbs");
    cpu.source = row.text("source");
    return cpu;
}

Psu readPsu(const Row& row)
{
    return {row.text("name"), row.number("rated_w"), row.text("efficiency"), row.yes("atx3"), row.text("source")};
}

CatalogueModel readModel(const Row& row)
{
    CatalogueModel entry;
    entry.id = row.text("id");
    entry.name = row.text("name");
    entry.parameters = row.whole("parameters");
    entry.source = row.text("source");
    if (auto shape = readModelShape(entry.id))
        entry.shape = std::move(*shape);
    return entry;
}

} // namespace

std::span<const Gpu> gpuCatalogue()
{
    static const auto entries = readTable<Gpu>(gpusCsv(), "gpus.csv", readGpu);
    return entries;
}

std::span<const std::string> reportedNames(const Gpu& entry)
{
    static const auto names = readTable<std::vector<std::string>>(gpusCsv(), "gpus.csv", readReportedNames);
    const auto index = static_cast<std::size_t>(&entry - gpuCatalogue().data());
    return index < names.size() ? std::span<const std::string>(names[index]) : std::span<const std::string>();
}

std::span<const Cpu> cpuCatalogue()
{
    static const auto entries = readTable<Cpu>(cpusCsv(), "cpus.csv", readCpu);
    return entries;
}

std::span<const Psu> psuCatalogue()
{
    static const auto entries = readTable<Psu>(psusCsv(), "psus.csv", readPsu);
    return entries;
}

std::span<const CatalogueModel> modelCatalogue()
{
    static const auto entries = readTable<CatalogueModel>(modelsCsv(), "models.csv", readModel);
    return entries;
}

} // namespace headroom::machine
