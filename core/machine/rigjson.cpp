// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A rig as JSON, keys with their unit. Reading is strict about what it knows (type, range: Corrupt, naming the key).
// What it does not know it notes: of a project it is a newer version's, and of what a person wrote it is a slip. Absent
// keys keep their defaults.
#include "core/base/json.h"
#include "core/base/writtenjson.h"
#include "core/machine/writtenrig.h"

#include <fmt/format.h>

#include <cmath>

namespace headroom::machine {

namespace {

constexpr double kMaxBytes = 9007199254740992.0; // 2^53: exact in a double, 9 PB
constexpr double kMaxRate = 1e9; // GB/s, W, TFLOPS
constexpr std::size_t kMaxItems = 256;
constexpr std::size_t kMaxRigText = 4096;

/// The first thing that is wrong, and the first key that nobody asked for.
struct Found {
    Status status, unknown;
};

/// Reads keys of one object; the first thing wrong is kept and ends the rest quietly.
class ObjectReader {
public:
    ObjectReader(const Json& json, std::string where, Found& found)
        : m_json(json), m_where(std::move(where)), m_found(found), m_status(found.status)
    {
        if (!json.is_object())
            refuse("", "is not an object");
    }
    /// By now every key that there is was asked for.
    ~ObjectReader()
    {
        if (m_found.unknown && m_json.is_object())
            m_found.unknown = checkKeys(m_json, m_known, m_where.empty() ? "rig" : "rig, " + m_where);
    }
    ObjectReader(const ObjectReader&) = delete;
    ObjectReader& operator=(const ObjectReader&) = delete;
    /// Something that others put beside the rig.
    void passOver(const char* key) { m_known.emplace_back(key); }

    void read(const char* key, std::string& value)
    {
        const Json* found = find(key);
        if (!found)
            return;
        if (!found->is_string())
            return refuse(key, "is not a text");
        value = found->get<std::string>();
        if (value.size() > kMaxRigText)
            refuse(key, "is longer than 4096 bytes");
    }
    void read(const char* key, bool& value)
    {
        const Json* found = find(key);
        if (found && !found->is_boolean())
            return refuse(key, "is neither true nor false");
        if (found)
            value = found->get<bool>();
    }
    void read(const char* key, double& value, double max = kMaxRate)
    {
        if (const auto number = numberOf(key, max))
            value = *number;
    }
    void read(const char* key, std::uint64_t& value)
    {
        if (const auto number = wholeOf(key, kMaxBytes))
            value = static_cast<std::uint64_t>(*number);
    }
    void read(const char* key, std::uint32_t& value)
    {
        if (const auto number = wholeOf(key, 1e6))
            value = static_cast<std::uint32_t>(*number);
    }
    void read(const char* key, Provenance& value)
    {
        std::string name;
        read(key, name);
        if (name.empty())
            return;
        for (const auto each : {Provenance::Measured, Provenance::Computed, Provenance::Quoted, Provenance::Estimated,
                                Provenance::Entered})
            if (provenanceName(each) == name) {
                value = each;
                return;
            }
        refuse(key, "is no provenance");
    }
    void read(const char* key, std::vector<std::string>& values)
    {
        forEach(key, [&](const Json& item, const std::string& where) {
            if (item.is_string())
                values.push_back(item.get<std::string>());
            else
                refuseAt(where, "is not a text");
        });
    }
    template <class Visit> void forEach(const char* key, Visit visit)
    {
        const Json* found = find(key);
        if (!found)
            return;
        if (!found->is_array() || found->size() > kMaxItems)
            return refuse(key, "is no list of at most 256 items");
        for (std::size_t i = 0; i < found->size(); ++i)
            visit((*found)[i], fmt::format("{}[{}]", path(key), i));
    }
    template <class Visit> void object(const char* key, Visit visit)
    {
        if (const Json* found = find(key))
            visit(*found, path(key));
    }
    Found& found() { return m_found; }

private:
    const Json* find(const char* key)
    {
        m_known.emplace_back(key);
        if (!m_status || !m_json.is_object())
            return nullptr;
        const auto found = m_json.find(key);
        return found == m_json.end() || found->is_null() ? nullptr : &*found;
    }
    std::optional<double> numberOf(const char* key, double max)
    {
        const Json* found = find(key);
        if (!found)
            return std::nullopt;
        const double value = found->is_number() ? found->get<double>() : NAN;
        if (!std::isfinite(value) || value < 0 || value > max) {
            refuse(key, fmt::format("is no number from 0 to {:g}", max));
            return std::nullopt;
        }
        return value;
    }
    std::optional<double> wholeOf(const char* key, double max)
    {
        const auto value = numberOf(key, max);
        if (value && *value != std::floor(*value)) {
            refuse(key, "is no whole number");
            return std::nullopt;
        }
        return value;
    }
    std::string path(const char* key) const
    {
        return m_where.empty() || *key == 0 ? m_where + key : m_where + "." + key;
    }
    void refuse(const char* key, std::string detail) { refuseAt(path(key), std::move(detail)); }
    void refuseAt(std::string where, std::string detail)
    {
        if (m_status)
            m_status = fail(ErrorCode::Corrupt, "rig, key " + where, std::move(detail));
    }

    const Json& m_json;
    std::string m_where;
    Found& m_found;
    Status& m_status;
    std::vector<std::string_view> m_known;
};

Json linkJson(const PcieLink& link)
{
    return {{"generation", link.generation}, {"lanes", link.lanes}};
}

void readLink(ObjectReader& reader, const char* key, PcieLink& link)
{
    reader.object(key, [&](const Json& json, const std::string& where) {
        ObjectReader inner(json, where, reader.found());
        inner.read("generation", link.generation);
        inner.read("lanes", link.lanes);
    });
}

Json gpuJson(const Gpu& gpu)
{
    return {{"name", gpu.name},
            {"vendor", gpu.vendor},
            {"class", gpu.deviceClass},
            {"total_bytes", gpu.totalBytes},
            {"usable_bytes", gpu.usableBytes},
            {"used_bytes", gpu.usedBytes},
            {"bandwidth_gb_per_s", gpu.bandwidthGBs},
            {"fp16_tflops", gpu.fp16Tflops},
            {"fp16_fast_tflops", gpu.fp16FastTflops},
            {"fp16", gpu.fp16},
            {"int8", gpu.int8},
            {"fp8", gpu.fp8},
            {"fp4", gpu.fp4},
            {"tdp_watts", gpu.tdpWatts},
            {"power_limit_watts", gpu.powerLimitWatts},
            {"link", linkJson(gpu.link)},
            {"link_max", linkJson(gpu.linkMax)},
            {"interconnect", gpu.interconnect},
            {"holds_host", gpu.holdsHost},
            {"own_supply", gpu.ownSupply},
            {"compute_capability", gpu.computeCapability},
            {"provenance", provenanceName(gpu.provenance)},
            {"source", gpu.source}};
}

/// What files from before "holds_host" say instead.
bool isOneWithHost(std::string_view interconnect)
{
    return interconnect == "on-die" || interconnect.ends_with("(on-package)");
}

Gpu gpuFromJson(ObjectReader&& reader)
{
    Gpu gpu;
    reader.read("name", gpu.name);
    reader.read("vendor", gpu.vendor);
    reader.read("class", gpu.deviceClass);
    reader.read("total_bytes", gpu.totalBytes);
    reader.read("usable_bytes", gpu.usableBytes);
    reader.read("used_bytes", gpu.usedBytes);
    reader.read("bandwidth_gb_per_s", gpu.bandwidthGBs);
    reader.read("fp16_tflops", gpu.fp16Tflops);
    reader.read("fp16_fast_tflops", gpu.fp16FastTflops);
    reader.read("fp16", gpu.fp16);
    reader.read("int8", gpu.int8);
    reader.read("fp8", gpu.fp8);
    reader.read("fp4", gpu.fp4);
    reader.read("tdp_watts", gpu.tdpWatts);
    reader.read("power_limit_watts", gpu.powerLimitWatts);
    readLink(reader, "link", gpu.link);
    readLink(reader, "link_max", gpu.linkMax);
    reader.read("interconnect", gpu.interconnect);
    gpu.holdsHost = isOneWithHost(gpu.interconnect);
    reader.read("holds_host", gpu.holdsHost);
    reader.read("own_supply", gpu.ownSupply);
    reader.read("compute_capability", gpu.computeCapability);
    reader.read("provenance", gpu.provenance);
    reader.read("source", gpu.source);
    return gpu;
}

Json cpuJson(const Cpu& cpu)
{
    Json caches = Json::array();
    for (const auto& cache : cpu.caches)
        caches.push_back({{"name", cache.name}, {"bytes", cache.bytes}, {"count", cache.count}});
    return {{"name", cpu.name},
            {"vendor", cpu.vendor},
            {"class", cpu.deviceClass},
            {"sockets", cpu.sockets},
            {"cores", cpu.cores},
            {"threads", cpu.threads},
            {"numa_nodes", cpu.numaNodes},
            {"isa", cpu.isa},
            {"caches", caches},
            {"tdp_watts", cpu.tdpWatts},
            {"package_watts", cpu.packageWatts},
            {"pcie_generation", cpu.pcieGeneration},
            {"pcie_lanes", cpu.pcieLanes},
            {"memory_type", cpu.memoryType},
            {"memory_channels", cpu.memoryChannels},
            {"memory_bandwidth_gb_per_s", cpu.memoryBandwidthGBs},
            {"source", cpu.source}};
}

void cpuFromJson(ObjectReader&& reader, Cpu& cpu)
{
    reader.read("name", cpu.name);
    reader.read("vendor", cpu.vendor);
    reader.read("class", cpu.deviceClass);
    reader.read("sockets", cpu.sockets);
    reader.read("cores", cpu.cores);
    reader.read("threads", cpu.threads);
    reader.read("numa_nodes", cpu.numaNodes);
    reader.read("isa", cpu.isa);
    reader.forEach("caches", [&](const Json& json, const std::string& where) {
        ObjectReader inner(json, where, reader.found());
        Cache cache;
        inner.read("name", cache.name);
        inner.read("bytes", cache.bytes);
        inner.read("count", cache.count);
        cpu.caches.push_back(std::move(cache));
    });
    reader.read("tdp_watts", cpu.tdpWatts);
    reader.read("package_watts", cpu.packageWatts);
    reader.read("pcie_generation", cpu.pcieGeneration);
    reader.read("pcie_lanes", cpu.pcieLanes);
    reader.read("memory_type", cpu.memoryType);
    reader.read("memory_channels", cpu.memoryChannels);
    reader.read("memory_bandwidth_gb_per_s", cpu.memoryBandwidthGBs);
    reader.read("source", cpu.source);
}

} // namespace

Json toJson(const Rig& rig)
{
    Json gpus = Json::array();
    for (const auto& gpu : rig.gpus)
        gpus.push_back(gpuJson(gpu));
    Json psus = Json::array();
    for (const auto& psu : rig.psus)
        psus.push_back({{"name", psu.name},
                        {"rated_watts", psu.ratedWatts},
                        {"efficiency", psu.efficiency},
                        {"atx3", psu.atx3},
                        {"source", psu.source}});
    return {{"name", rig.name},
            {"detected", rig.detected},
            {"detected_at", rig.detectedAt},
            {"gpus", gpus},
            {"cpu", cpuJson(rig.cpu)},
            {"ram_bytes", rig.ramBytes},
            {"ram_free_bytes", rig.ramFreeBytes},
            {"ram_bandwidth_gb_per_s", rig.ramBandwidthGBs},
            {"ram_bandwidth_provenance", provenanceName(rig.ramBandwidthProvenance)},
            {"ram_bandwidth_source", rig.ramBandwidthSource},
            {"psus", psus},
            {"circuit",
             {{"volts", rig.circuit.volts},
              {"amps", rig.circuit.amps},
              {"continuous_fraction", rig.circuit.continuousFraction}}},
            {"other_watts", rig.otherWatts}};
}

namespace {

Rig readRig(const Json& json, Found& found)
{
    Rig rig;
    ObjectReader reader(json, "", found);
    for (const char* beside : {"notes", "measured"}) // `hardware --json` says them of the same machine
        reader.passOver(beside);
    reader.read("name", rig.name);
    reader.read("detected", rig.detected);
    reader.read("detected_at", rig.detectedAt);
    reader.forEach("gpus", [&](const Json& item, const std::string& where) {
        rig.gpus.push_back(gpuFromJson(ObjectReader(item, where, found)));
    });
    reader.object("cpu", [&](const Json& item, const std::string& where) {
        cpuFromJson(ObjectReader(item, where, found), rig.cpu);
    });
    reader.read("ram_bytes", rig.ramBytes);
    reader.read("ram_free_bytes", rig.ramFreeBytes);
    reader.read("ram_bandwidth_gb_per_s", rig.ramBandwidthGBs);
    reader.read("ram_bandwidth_provenance", rig.ramBandwidthProvenance);
    reader.read("ram_bandwidth_source", rig.ramBandwidthSource);
    reader.forEach("psus", [&](const Json& item, const std::string& where) {
        ObjectReader inner(item, where, found);
        Psu& psu = rig.psus.emplace_back();
        inner.read("name", psu.name);
        inner.read("rated_watts", psu.ratedWatts);
        inner.read("efficiency", psu.efficiency);
        inner.read("atx3", psu.atx3);
        inner.read("source", psu.source);
    });
    reader.object("circuit", [&](const Json& item, const std::string& where) {
        ObjectReader inner(item, where, found);
        inner.read("volts", rig.circuit.volts);
        inner.read("amps", rig.circuit.amps);
        inner.read("continuous_fraction", rig.circuit.continuousFraction, 1.0);
    });
    reader.read("other_watts", rig.otherWatts);
    return rig;
}

} // namespace

Result<Rig> rigFromJson(const Json& json)
{
    Found found;
    Rig rig = readRig(json, found);
    if (!found.status)
        return tl::unexpected(std::move(found.status.error()));
    return rig;
}

Result<Rig> writtenRig(const Json& json)
{
    const auto has = [&json](const char* key) { return json.is_object() && json.contains(key); };
    if (!has("gpus") && !has("ram_bytes"))
        return fail(ErrorCode::InvalidArgument, "rig",
                    "is no rig: neither \"gpus\" nor \"ram_bytes\" is there; one has {\"gpus\": [{\"name\": …, "
                    "\"total_bytes\": …, \"bandwidth_gb_per_s\": …}], \"ram_bytes\": …}, as headroom-cli hardware "
                    "--json prints it");
    Found found;
    Rig rig = readRig(json, found);
    for (Status* status : {&found.unknown, &found.status})
        HEADROOM_TRY(std::move(*status));
    HEADROOM_TRY(checkFigures(rig));
    return rig;
}

} // namespace headroom::machine
