// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/presetsmodel.h"
#include "app/models/sizeunit.h"

#include "app/text/display.h"
#include "app/text/remarks.h"
#include "core/base/bytes.h"
#include "widgets/table/roles.h"
#include "widgets/theme/glyph.h"

#include <algorithm>
#include <cmath>

namespace headroom::app {

namespace {

/// "2.42 free", "0.95 over".
QString fitText(const PresetFit& fit)
{
    const double free = fit.device.free.value / kGiB;
    const QString amount = text::number(std::abs(free), std::abs(free) < 10 ? 2 : 1);
    return free < 0 ? PresetsModel::tr("%1 over", "GiB of memory beyond what there is").arg(amount)
                    : PresetsModel::tr("%1 free", "GiB of memory left").arg(amount);
}

bool isUnderWay(PresetState state)
{
    return state == PresetState::Running || state == PresetState::Paused;
}

bool isWaiting(PresetState state)
{
    return state == PresetState::Queued;
}

/// Before any run.
PresetRow planned(const PresetPlan& plan)
{
    PresetRow row;
    row.preset = text::fromUtf8(plan.preset);
    row.summary = plan.summary;
    row.destination = QString::fromStdString(plan.destination.string());
    row.state = plan.begun ? PresetState::Interrupted : plan.exists ? PresetState::FileExists : PresetState::NotRun;
    row.isFolder = plan.isFolder;
    if (plan.plan) {
        row.bytes = plan.plan->outputBytes;
        row.workBytes = plan.plan->workBytes;
        row.bitsPerWeight = plan.plan->bitsPerWeight;
    } else {
        row.error = plan.plan.error();
    }
    return row;
}

} // namespace

QString wordFor(const PresetRow& row)
{
    if (row.error && row.state != PresetState::Done)
        return row.state == PresetState::Failed ? PresetsModel::tr("failed", "state of a preset")
                                                : PresetsModel::tr("not possible", "state of a preset");
    switch (row.state) {
    case PresetState::NotRun:
        return PresetsModel::tr("not run", "state of a preset");
    case PresetState::FileExists:
        return row.isFolder ? PresetsModel::tr("folder exists", "state of a preset")
                            : PresetsModel::tr("file exists", "state of a preset");
    case PresetState::Interrupted:
        return PresetsModel::tr("interrupted", "state of a preset");
    case PresetState::Queued:
        return PresetsModel::tr("queued", "state of a preset");
    case PresetState::Running:
        return text::percent(row.fraction);
    case PresetState::Paused:
        return PresetsModel::tr("paused", "state of a preset");
    case PresetState::Done:
        return PresetsModel::tr("done", "state of a preset");
    case PresetState::Failed:
        break;
    }
    return PresetsModel::tr("failed", "state of a preset");
}

/// Checked as before.
std::vector<PresetRow> PresetsModel::rowsOf(const std::vector<PresetPlan>& plans) const
{
    const QStringList kept = checked();
    std::vector<PresetRow> rows;
    for (const PresetPlan& plan : plans) {
        rows.push_back(planned(plan));
        rows.back().isChecked = plan.plan && kept.contains(rows.back().preset);
    }
    return rows;
}

void PresetsModel::setPlans(const std::vector<PresetPlan>& plans)
{
    replaceRows(0, folders(), rowsOf(plans));
}

void PresetsModel::setFolders(const std::vector<PresetPlan>& plans)
{
    replaceRows(folders(), rowCount(), rowsOf(plans));
}

/// Where the folders begin.
int PresetsModel::folders() const
{
    return int(std::ranges::find_if(m_rows, &PresetRow::isFolder) - m_rows.begin());
}

/// Planned anew, the same presets stay where they are, and so does what is selected.
void PresetsModel::replaceRows(int first, int end, std::vector<PresetRow> rows)
{
    const auto from = m_rows.begin() + first, to = m_rows.begin() + end;
    const bool same = std::equal(from, to, rows.begin(), rows.end(),
                                 [](const PresetRow& a, const PresetRow& b) { return a.preset == b.preset; });
    if (same) {
        std::move(rows.begin(), rows.end(), from);
        if (end > first)
            emit dataChanged(index(first, 0), index(end - 1, kColumns - 1));
    } else if (first == end) {
        beginInsertRows({}, first, first + int(rows.size()) - 1);
        m_rows.insert(from, rows.begin(), rows.end());
        endInsertRows();
    } else {
        beginResetModel();
        m_rows.insert(m_rows.erase(from, to), rows.begin(), rows.end());
        endResetModel();
    }
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1); // the unit of sizes
    emit checkedChanged();
}

void PresetsModel::setPlan(const PresetPlan& plan, int overrides)
{
    const int index = rowOf(text::fromUtf8(plan.preset));
    if (index < 0)
        return;
    PresetRow& target = m_rows[std::size_t(index)];
    PresetRow row = planned(plan);
    row.isChecked = target.isChecked && row.bytes;
    row.fit = target.fit;
    row.overrides = overrides;
    if (isWaiting(target.state) || isUnderWay(target.state)) {
        row.state = target.state;
        row.fraction = target.fraction;
    }
    target = std::move(row);
    emit dataChanged(this->index(index, 0), this->index(index, kColumns - 1));
    emit checkedChanged();
}

void PresetsModel::clear()
{
    setPlans({});
    setFolders({});
}

void PresetsModel::setFit(const QString& preset, const std::optional<PresetFit>& fit)
{
    const int row = rowOf(preset);
    if (row < 0)
        return;
    m_rows[std::size_t(row)].fit = fit;
    emit dataChanged(index(row, Fit), index(row, Fit));
}

void PresetsModel::setState(const QString& preset, PresetState state, double fraction,
                            const std::optional<Error>& error)
{
    const int row = rowOf(preset);
    if (row < 0)
        return;
    PresetRow& target = m_rows[std::size_t(row)];
    target.state = state;
    target.fraction = fraction;
    if (error || target.bytes)
        target.error = error;
    emit dataChanged(index(row, 0), index(row, kColumns - 1));
}

void PresetsModel::setChecked(const QStringList& presets)
{
    for (PresetRow& row : m_rows)
        row.isChecked = row.bytes && presets.contains(row.preset);
    if (!m_rows.empty())
        emit dataChanged(index(0, Preset), index(rowCount() - 1, Preset), {Qt::CheckStateRole});
    emit checkedChanged();
}

QStringList PresetsModel::checked() const
{
    QStringList names;
    for (const PresetRow& row : m_rows)
        if (row.isChecked)
            names.append(row.preset);
    return names;
}

int PresetsModel::rowOf(const QString& preset) const
{
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [&](const PresetRow& row) { return row.preset == preset; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

const PresetRow* PresetsModel::find(const QString& preset) const
{
    const int row = rowOf(preset);
    return row < 0 ? nullptr : &m_rows[std::size_t(row)];
}

SizeUnit PresetsModel::unit() const
{
    quint64 largest = 0;
    for (const PresetRow& row : m_rows)
        largest = std::max(largest, row.bytes.value_or(0));
    return sizeUnit(largest);
}

int PresetsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString PresetsModel::display(int index, int column) const
{
    const PresetRow& row = m_rows[std::size_t(index)];
    if (column == Preset)
        return row.overrides > 0 ? row.preset + QStringLiteral(" +%1").arg(row.overrides) : row.preset;
    if (column == State)
        return wordFor(row);
    if (!row.bytes || (column == Fit && !row.fit))
        return text::missing();
    switch (column) {
    case Fit:
        return fitText(*row.fit);
    case Size:
        return unit().format(double(*row.bytes));
    case Bytes:
        return text::integer(double(*row.bytes));
    default:
        return text::number(row.bitsPerWeight, 2);
    }
}

QVariant PresetsModel::plain(int index, int column) const
{
    const PresetRow& row = m_rows[std::size_t(index)];
    if (column == Preset || column == State)
        return display(index, column);
    if (!row.bytes)
        return {};
    if (column == Fit)
        return row.fit ? QVariant(row.fit->device.free.value) : QVariant();
    return column == BitsPerWeight ? QVariant(row.bitsPerWeight) : QVariant(qulonglong(*row.bytes));
}

QVariant PresetsModel::appearance(int index, int column, int role) const
{
    const PresetRow& row = m_rows[std::size_t(index)];
    switch (role) {
    case Qt::CheckStateRole:
        return column == Preset ? QVariant(int(row.isChecked ? Qt::Checked : Qt::Unchecked)) : QVariant();
    case widgets::MarkerRole:
        return column == Preset && row.bytes ? QVariant(row.bitsPerWeight) : QVariant();
    case widgets::ProgressRole:
        return column == State && row.state == PresetState::Running ? QVariant(row.fraction) : QVariant();
    case widgets::GlyphRole:
        if (column == Fit)
            return row.fit ? QVariant(int(text::glyph(row.fit->verdict))) : QVariant();
        if (column != State
            || (!row.error && row.state != PresetState::FileExists && row.state != PresetState::Interrupted))
            return {};
        return int(row.error ? widgets::Glyph::Fail : widgets::Glyph::Tight);
    case widgets::ToneRole:
        if (column == State && isUnderWay(row.state))
            return int(widgets::Role::Accent);
        if (column == Bytes || (column == State && row.state != PresetState::Done && !row.error))
            return int(widgets::Role::Muted);
        return {};
    case widgets::EmphasisRole:
        return column == Preset && isUnderWay(row.state);
    default:
        return {};
    }
}

QString PresetsModel::explanation(int index, int column) const
{
    const PresetRow& row = m_rows[std::size_t(index)];
    if (row.error) {
        const text::Message message = text::message(*row.error);
        return message.text + u'\n' + message.nextStep;
    }
    switch (column) {
    case Preset: {
        const QString summary = text::remark(row.summary);
        return row.overrides > 0 ? summary + u'\n' + tr("Overrides: %1").arg(row.overrides) : summary;
    }
    case Fit:
        return fitExplanation(row);
    case Size:
        return tr("%1 bytes exactly, %2. Computed from the tensor list before the run; the run writes just as many.")
            .arg(text::integer(double(row.bytes.value_or(0))), text::fileSize(double(row.bytes.value_or(0))));
    case Bytes:
        return row.isFolder
            ? tr("Size of all files in the folder, manifest and tokenizer included; the run writes exactly this many.")
            : tr("Size of the file, header, manifest and padding included; the run writes exactly this many.");
    case BitsPerWeight:
        return tr("8 × bytes of all tensors ÷ number of weights, computed.");
    default:
        return row.destination;
    }
}

QString PresetsModel::fitExplanation(const PresetRow& row) const
{
    if (!row.fit)
        return tr("The planner cannot say for this model and this rig.");
    const plan::DevicePlan& device = row.fit->device;
    const auto part = [](const Term& term) { return text::gibibytes(term.value); };
    return tr("%1 on %2: weights %3, KV cache %4, buffers %5, overhead %6; predicted")
        .arg(m_load, text::fromUtf8(device.name), part(device.weights), part(device.kvCache), part(device.compute),
             part(device.overhead));
}

QString PresetsModel::titleExplanation(int column) const
{
    if (column != Fit)
        return {};
    return tr("Memory left on the fullest device, predicted for %1. Rig and load are chosen in Hardware and Capacity.")
        .arg(m_load);
}

QString PresetsModel::title(int column) const
{
    switch (column) {
    case Preset:
        return tr("Preset", "column");
    case Size:
        return tr("Size, %1").arg(unit().name);
    case Bytes:
        return tr("Exact bytes");
    case BitsPerWeight:
        return tr("Bits/w", "column: bits per weight");
    case Fit:
        return tr("Fit, GiB", "column: memory left");
    default:
        return tr("State", "column");
    }
}

bool PresetsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || index.column() != Preset)
        return false;
    PresetRow& row = m_rows[std::size_t(index.row())];
    if (!row.bytes)
        return false;
    row.isChecked = value.toInt() == Qt::Checked;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit checkedChanged();
    return true;
}

Qt::ItemFlags PresetsModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Preset && m_rows[std::size_t(index.row())].bytes)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace headroom::app
