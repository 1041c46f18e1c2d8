// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/infer/computeparameters.h"
#include "core/job/kinds.h"
#include "core/machine/detect.h"
#include "errors.h"
#include "idleoptions.h"
#include "options.h"
#include "output.h"
#include "parameteroptions.h"

namespace headroom::cli {

namespace {

struct HardwareOptions {
    ParameterOptions measured{job::measureParameters()};
    bool measure = false, json = false;
    std::string project;
};

std::string link(const machine::PcieLink& link)
{
    return link.generation == 0 ? "?" : fmt::format("{}.0 x{}", link.generation, link.lanes);
}

void printGpus(const machine::Rig& rig)
{
    if (rig.gpus.empty())
        return;
    TextTable table({"GPU", "memory", "in use", "bandwidth", "PCIe now", "max", "limit", "compute"});
    for (const auto& gpu : rig.gpus)
        table.add({gpu.name, humanBytes(double(gpu.budgetBytes())), humanBytes(double(gpu.usedBytes)),
                   gpu.bandwidthGBs > 0 ? number(gpu.bandwidthGBs) + " GB/s" : "?", link(gpu.link), link(gpu.linkMax),
                   gpu.limitWatts() > 0 ? number(gpu.limitWatts()) + " W" : "?", gpu.computeCapability});
    table.print();
    write("\n");
}

void printCpu(const machine::Cpu& cpu)
{
    print("CPU     {}\n", cpu.name.empty() ? "unknown" : cpu.name);
    print("        {}, {}, {}, {}\n", counted(cpu.sockets, "socket"), counted(cpu.cores, "core"),
          counted(cpu.threads, "thread"), counted(cpu.numaNodes, "NUMA node"));
    std::string caches;
    for (const auto& cache : cpu.caches)
        caches += fmt::format("{}{} {} x {}", caches.empty() ? "" : ", ", cache.name, cache.count,
                              humanBytes(double(cache.bytes)));
    if (!caches.empty())
        print("caches  {}\n", caches);
    if (!cpu.isa.empty())
        print("ISA     {}\n", fmt::format("{}", fmt::join(cpu.isa, ", ")));
}

void printHardware(const machine::Detection& detection, const Json* measured)
{
    const auto& rig = detection.rig;
    printGpus(rig);
    printCpu(rig.cpu);
    print("RAM     {}, {} free\n", humanBytes(double(rig.ramBytes)), humanBytes(double(rig.ramFreeBytes)));
    if (rig.ramBandwidthGBs > 0)
        print("        {} GB/s {}: {}\n", number(rig.ramBandwidthGBs), provenanceName(rig.ramBandwidthProvenance),
              rig.ramBandwidthSource);
    if (measured)
        print("        {} GB/s read, {} GB/s copy, measured with {}, median of {}\n",
              number(measured->value("read_gb_per_s", 0.0)), number(measured->value("copy_gb_per_s", 0.0)),
              counted(measured->value("threads", 0U), "thread"), measured->value("repeats", 0));
    for (const auto& note : detection.notes)
        print("note    {}\n", english(note));
}

int hardware(const HardwareOptions& options)
{
    const auto detection = machine::detect();
    Json measured;
    if (options.measure) {
        const auto result = runJob("measure", options.project, options.measured.json());
        if (!result)
            return report(result.error());
        measured = document(*result);
    }
    if (!options.json) {
        printHardware(detection, options.measure ? &measured : nullptr);
        return kDone;
    }
    Json json = machine::toJson(detection.rig);
    json["notes"] = detection.notes;
    if (options.measure)
        json["measured"] = measured;
    printJson(json);
    return kDone;
}

} // namespace

Action declareHardware(CLI::App& app)
{
    const auto options = std::make_shared<HardwareOptions>();
    auto* measure = app.add_flag("--measure", options->measure, "measure the memory bandwidth (about two seconds)");
    options->measured.declare(app);
    app.add_option("--project", options->project, "keep the measurement in this project file")
        ->type_name("FILE")
        ->needs(measure);
    addJson(app, options->json);
    return [options, &app] {
        if (const Status device = checkDevice(options->measured.values().text(infer::kDevice.key)); !device)
            return report(device.error());
        for (const Parameter& row : job::measureParameters())
            if (const Status meant = refuseIdle(app, {row.flag, options->measure, "with --measure"}); !meant)
                return report(meant.error());
        return hardware(*options);
    };
}

} // namespace headroom::cli
