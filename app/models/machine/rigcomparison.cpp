// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/machine/rigcomparison.h"

#include "app/text/display.h"
#include "core/base/bytes.h"
#include "widgets/table/roles.h"
#include "widgets/theme/tone.h"

#include <algorithm>

namespace headroom::app {

namespace {

double videoMemory(const machine::Rig& rig)
{
    double bytes = 0;
    for (const machine::Gpu& gpu : rig.gpus)
        bytes += double(gpu.budgetBytes());
    return bytes / kGiB;
}

double fastestBandwidth(const machine::Rig& rig)
{
    double gigabytes = 0;
    for (const machine::Gpu& gpu : rig.gpus)
        gigabytes = std::max(gigabytes, gpu.bandwidthGBs);
    return gigabytes;
}

/// Of all supplies; 0 where the rating of one is not known.
double rated(const machine::Rig& rig)
{
    if (!plan::suppliesOfUnknownRating(rig).empty())
        return 0;
    double watts = 0;
    for (const machine::Psu& psu : rig.psus)
        watts += psu.ratedWatts;
    return watts;
}

std::optional<double> known(double value)
{
    return value > 0 ? std::optional(value) : std::nullopt;
}

/// The bandwidth of a host that nobody measured or told; empty for others.
QString assumed(const machine::Rig& rig)
{
    const QString plain = text::number(rig.ramBandwidthGBs, 1),
                  marked = text::marked(plain, rig.ramBandwidthProvenance);
    return rig.ramBandwidthGBs > 0 && marked != plain ? marked : QString();
}

} // namespace

void RigComparison::show(const machine::Rig* machine, const machine::Rig& design, const plan::PowerPlan& power)
{
    const auto both = [&](auto figure) -> std::pair<std::optional<double>, std::optional<double>> {
        return {machine ? std::optional<double>(figure(*machine)) : std::nullopt, figure(design)};
    };
    const auto ram = both([](const machine::Rig& rig) { return double(rig.ramBytes) / kGiB; });
    const auto vram = both(videoMemory);
    const auto bandwidth = both(fastestBandwidth);
    const auto host = both([](const machine::Rig& rig) { return rig.ramBandwidthGBs; });
    const bool noGpu = machine && machine->gpus.empty();
    const QString none = noGpu ? tr("none", "in place of the memory of a GPU") : QString();
    const QString why = noGpu ? tr("No GPU was found in this machine") : QString();
    const QString notTold = tr("Cannot be read from here");
    beginResetModel();
    m_rows = {
        {tr("VRAM, GiB"), noGpu ? std::nullopt : vram.first, vram.second, 1, {}, none, why},
        {tr("Bandwidth, GB/s"), noGpu ? std::nullopt : bandwidth.first, bandwidth.second, 0, {}, none, why},
        {tr("RAM, GiB"), ram.first, known(*ram.second), 1, {}},
        {tr("RAM, GB/s"),
         host.first ? known(*host.first) : std::nullopt,
         known(*host.second),
         1,
         {},
         machine ? assumed(*machine) : QString(),
         machine && !assumed(*machine).isEmpty() ? tr("Assumed: measure the bandwidth to know it")
                                                 : tr("Measure the bandwidth to fill this in"),
         assumed(design)},
        {tr("Supply, W"), machine ? known(rated(*machine)) : std::nullopt, known(rated(design)), 0, {}, {}, notTold},
        {tr("Sustained, W"), {}, power.sustainedWatts.value, 0, power.sustainedWatts, {}, notTold},
        {tr("At the wall, W"), {}, power.wallWatts.value, 0, power.wallWatts, {}, notTold},
        {tr("Heat, BTU/h"), {}, power.heat.value, 0, power.heat, {}, notTold},
    };
    endResetModel();
}

const Term* RigComparison::termAt(int row) const
{
    if (row < 0 || std::size_t(row) >= m_rows.size() || !m_rows[std::size_t(row)].term)
        return nullptr;
    return &*m_rows[std::size_t(row)].term;
}

int RigComparison::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RigComparison::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RigComparison::cell(const Row& row, int column) const
{
    if (column == Figure)
        return row.name;
    if (const QString& text = column == Machine ? row.machineText : row.designText; !text.isEmpty())
        return text;
    const auto& value = column == Machine ? row.machine : row.design;
    return value ? text::number(*value, row.decimals) : text::missing();
}

QVariant RigComparison::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || std::size_t(index.row()) >= m_rows.size())
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    if (role == Qt::DisplayRole)
        return cell(row, index.column());
    if (role == Qt::TextAlignmentRole && index.column() != Figure)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == widgets::EmphasisRole)
        return index.column() == Design;
    if (role == widgets::ToneRole && index.column() == Machine && !row.machine)
        return int(widgets::Role::Muted);
    if (role == Qt::ToolTipRole && index.column() == Machine && (!row.machine || !row.machineText.isEmpty()))
        return row.reason;
    if (role == widgets::ExportRole && index.column() != Figure) {
        const auto& value = index.column() == Machine ? row.machine : row.design;
        return value ? QString::number(*value, 'g', 15) : QString();
    }
    return {};
}

QVariant RigComparison::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Figure ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Figure ? QString() : section == Machine ? tr("detected") : tr("design");
}

} // namespace headroom::app
