// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/hardware/devicecards.h"

#include "app/text/display.h"

#include <QCoreApplication>

#include <algorithm>

namespace headroom::app {

using widgets::CardSegment;
using widgets::Glyph;
using widgets::MemoryPart;

namespace {

struct DeviceCards {
    Q_DECLARE_TR_FUNCTIONS(DeviceCards)
};

constexpr double kThinnest = 4, kThickest = 22;

QString marketingSize(std::uint64_t bytes)
{
    return text::number(double(bytes) / (1ULL << 30), 0) + QStringLiteral("\u00a0GB");
}

/// Zero is not known.
QString isKnown(double value, const char* unit)
{
    return value > 0 ? text::quantity(value, unit) : text::missing();
}

bool isNarrow(const machine::Gpu& gpu)
{
    return gpu.link.lanes > 0 && gpu.link.lanes < gpu.linkMax.lanes;
}

QString linkText(const machine::Gpu& gpu)
{
    if (gpu.link.lanes == 0)
        return DeviceCards::tr("not known");
    const QString link = QStringLiteral("%1.0 ×%2").arg(gpu.link.generation).arg(gpu.link.lanes);
    return isNarrow(gpu) ? DeviceCards::tr("%1 of ×%2").arg(link).arg(gpu.linkMax.lanes) : link;
}

CardSegment segment(const QString& name, double bytes, MemoryPart part)
{
    return {name, bytes, part, text::bytes(bytes)};
}

QList<CardSegment> plannedSegments(const plan::DevicePlan& device)
{
    return {segment(text::termName("weights_bytes"), device.weights.value, MemoryPart::Weights),
            segment(text::termName("kv_cache_bytes"), device.kvCache.value, MemoryPart::KvCache),
            segment(text::termName("compute_buffer_bytes"), device.compute.value, MemoryPart::ComputeBuffers),
            segment(text::termName("overhead_bytes"), device.overhead.value, MemoryPart::Overhead)};
}

void showMemory(widgets::CapacityCard& card, const machine::Gpu& gpu, const CardScale& scale,
                const plan::DevicePlan* planned)
{
    const double total = double(gpu.budgetBytes());
    const double thickness
        = kThinnest + (kThickest - kThinnest) * std::clamp(gpu.bandwidthGBs / scale.bandwidthGBs, 0.0, 1.0);
    const QString bandwidth = text::marked(isKnown(gpu.bandwidthGBs, "GB/s"), gpu.provenance);
    if (planned) {
        card.setBar(total, plannedSegments(*planned), thickness, total / scale.bytes);
        card.setCaptions(text::number((total - planned->free.value) / (1 << 30), 2),
                         DeviceCards::tr("of %1 planned").arg(text::gibibytes(total)), bandwidth);
        return;
    }
    card.setBar(total, {segment(DeviceCards::tr("In use"), double(gpu.usedBytes), MemoryPart::Overhead)}, thickness,
                total / scale.bytes);
    card.setCaptions(text::number(double(gpu.usedBytes) / (1 << 30), 2),
                     DeviceCards::tr("of %1 in use").arg(text::gibibytes(total)), bandwidth);
}

} // namespace

QString shortName(const std::string& name)
{
    return QString::fromStdString(name).remove(QLatin1String("GeForce ")).remove(QLatin1String("NVIDIA "));
}

QString hostBandwidth(const machine::Rig& rig)
{
    return text::marked(isKnown(rig.ramBandwidthGBs, "GB/s"), rig.ramBandwidthProvenance);
}

void CardScale::include(const machine::Rig& rig)
{
    for (const machine::Gpu& gpu : rig.gpus) {
        bytes = std::max(bytes, double(gpu.budgetBytes()));
        bandwidthGBs = std::max(bandwidthGBs, gpu.bandwidthGBs);
    }
}

void showGpu(widgets::CapacityCard& card, const machine::Gpu& gpu, std::size_t index, const CardScale& scale,
             const plan::DevicePlan* planned)
{
    QString right = marketingSize(gpu.totalBytes);
    if (gpu.limitWatts() > 0)
        right += QStringLiteral(" · ") + text::quantity(gpu.limitWatts(), "W");
    card.setTitle(DeviceCards::tr("GPU %1").arg(index + 1), shortName(gpu.name), right);
    showMemory(card, gpu, scale, planned);
    card.setTags({{DeviceCards::tr("Native"),
                   {{QStringLiteral("FP16"), gpu.fp16},
                    {QStringLiteral("INT8"), gpu.int8},
                    {QStringLiteral("FP8"), gpu.fp8},
                    {QStringLiteral("FP4"), gpu.fp4}}}});
    const Glyph glyph = gpu.link.lanes == 0 ? Glyph::None : isNarrow(gpu) ? Glyph::Tight : Glyph::Pass;
    card.setLanes({{DeviceCards::tr("PCIe link"), int(gpu.link.lanes), std::max(16, int(gpu.linkMax.lanes)), glyph,
                    linkText(gpu)}});
}

void showProcessor(widgets::CapacityCard& card, const machine::Rig& rig)
{
    const double total = double(rig.ramBytes), used = total - double(rig.ramFreeBytes);
    card.setTitle(DeviceCards::tr("CPU"), DeviceCards::tr("%n core(s)", nullptr, int(rig.cpu.cores)),
                  rig.cpu.tdpWatts > 0 ? text::quantity(rig.cpu.tdpWatts, "W") : QString());
    card.setBar(total, {segment(DeviceCards::tr("In use"), rig.ramFreeBytes > 0 ? used : 0, MemoryPart::Overhead)}, 10,
                1);
    const QString bandwidth = hostBandwidth(rig);
    if (rig.detected)
        card.setCaptions(text::number(used / (1 << 30), 1),
                         DeviceCards::tr("of %1 RAM in use").arg(text::gibibytes(total, 1)), bandwidth);
    else
        card.setCaptions(text::gibibytes(total, 0), DeviceCards::tr("RAM"), bandwidth);
    QList<widgets::CardTag> tags;
    for (const char* isa : {"AVX2", "AVX-512", "VNNI", "AMX"})
        tags.append({QLatin1String(isa), std::ranges::find(rig.cpu.isa, isa) != rig.cpu.isa.end()});
    if (rig.detected)
        card.setTags({{DeviceCards::tr("Native"), tags}});
}

widgets::InspectorContent inspectGpu(const machine::Gpu& gpu, std::size_t index, const QString& rigName)
{
    const QString from = text::provenance(gpu.provenance);
    widgets::InspectorContent content;
    content.context = rigName + QStringLiteral(" · ") + DeviceCards::tr("GPU %1").arg(index + 1);
    content.title = QString::fromStdString(gpu.name);
    content.value = text::gibibytes(double(gpu.budgetBytes()));
    content.note = DeviceCards::tr("%1 bytes").arg(text::integer(double(gpu.budgetBytes())));
    widgets::InspectorSection figures{DeviceCards::tr("Figures")};
    figures.rows = {{DeviceCards::tr("Bandwidth"), text::quantity(gpu.bandwidthGBs, "GB/s"), from},
                    {DeviceCards::tr("FP16, dense"), isKnown(gpu.fp16Tflops, "TFLOP/s"), from},
                    {DeviceCards::tr("Board power"), isKnown(gpu.tdpWatts, "W"), from},
                    {DeviceCards::tr("Power limit"), isKnown(gpu.limitWatts(), "W"),
                     gpu.powerLimitWatts > 0 ? text::provenance(Provenance::Entered) : from}};
    if (!gpu.computeCapability.empty())
        figures.rows.append(
            {DeviceCards::tr("Compute capability"), QString::fromStdString(gpu.computeCapability), from});
    widgets::InspectorSection link{DeviceCards::tr("PCIe link")};
    link.rows = {{DeviceCards::tr("As it is"), linkText(gpu), {}, isNarrow(gpu) ? Glyph::Tight : Glyph::None},
                 {DeviceCards::tr("One direction"), text::quantity(gpu.link.gigabytesPerSecond(), "GB/s"),
                  text::provenance(Provenance::Computed)}};
    content.sections = {figures, link};
    content.source = QString::fromStdString(gpu.source);
    return content;
}

widgets::InspectorContent inspectProcessor(const machine::Rig& rig)
{
    const machine::Cpu& cpu = rig.cpu;
    widgets::InspectorContent content;
    content.context = QString::fromStdString(rig.name);
    content.title = cpu.name.empty() ? DeviceCards::tr("Processor") : QString::fromStdString(cpu.name);
    widgets::InspectorSection figures{DeviceCards::tr("Figures")};
    figures.rows = {{DeviceCards::tr("Sockets"), text::integer(cpu.sockets)},
                    {DeviceCards::tr("Cores"), text::integer(cpu.cores)},
                    {DeviceCards::tr("Threads"), text::integer(cpu.threads)},
                    {DeviceCards::tr("NUMA nodes"), text::integer(cpu.numaNodes)}};
    for (const machine::Cache& cache : cpu.caches)
        figures.rows.append({QString::fromStdString(cache.name),
                             text::bytes(double(cache.bytes))
                                 + (cache.count > 1 ? QStringLiteral(" ×%1").arg(cache.count) : QString())});
    widgets::InspectorSection memory{DeviceCards::tr("Memory")};
    memory.rows = {{DeviceCards::tr("RAM"), text::gibibytes(double(rig.ramBytes), 1)},
                   {DeviceCards::tr("Bandwidth"), hostBandwidth(rig), text::provenance(rig.ramBandwidthProvenance)}};
    content.sections = {figures, memory};
    content.source = QString::fromStdString(rig.ramBandwidthSource);
    return content;
}

} // namespace headroom::app
