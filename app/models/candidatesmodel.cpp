// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/candidatesmodel.h"

#include "app/text/display.h"
#include "core/eval/sametokens.h"
#include "core/model/description.h"
#include "widgets/table/roles.h"
#include "widgets/theme/glyph.h"

#include <QHash>

#include <algorithm>

namespace headroom::app {

namespace {

Result<std::shared_ptr<const model::ModelFile>> openFile(const QString& path)
{
    return model::ModelFile::open(std::filesystem::path(path.toStdU16String()));
}

Kinship kinshipOf(const model::ModelFile& file, const model::Shape& shape, const model::ModelFile& baseline)
{
    const auto other = model::describe(baseline);
    if (!other)
        return Kinship::SameModel; // which is said where the baseline is chosen
    if (!eval::sameVocabulary(baseline, other->shape.vocabulary, file, shape.vocabulary))
        return Kinship::OtherVocabulary;
    const bool same = shape.architecture == other->shape.architecture && shape.layers == other->shape.layers
        && shape.embedding == other->shape.embedding && shape.feedForward == other->shape.feedForward;
    return same ? Kinship::SameModel : Kinship::OtherModel;
}

} // namespace

CandidatesRead readCandidates(std::vector<Candidate> candidates, const QString& baseline)
{
    const auto base = baseline.isEmpty() ? Result<std::shared_ptr<const model::ModelFile>>() : openFile(baseline);
    for (Candidate& candidate : candidates) {
        const auto file = openFile(candidate.path);
        if (!file) {
            candidate.error = file.error();
            continue;
        }
        const auto description = model::describe(**file);
        if (!description) {
            candidate.error = description.error();
            continue;
        }
        candidate.bytes = description->fileBytes;
        candidate.bitsPerWeight = description->bitsPerWeight();
        if (base && *base)
            candidate.kinship = kinshipOf(**file, description->shape, **base);
        candidate.isChecked = candidate.isChecked && candidate.kinship == Kinship::SameModel;
    }
    return {std::move(candidates), base ? std::nullopt : std::optional(base.error())};
}

void CandidatesModel::setCandidates(std::vector<Candidate> candidates)
{
    beginResetModel();
    QHash<QString, Candidate> before;
    for (const Candidate& candidate : m_candidates)
        before.insert(candidate.path, candidate);
    m_candidates = std::move(candidates);
    for (Candidate& candidate : m_candidates) {
        const auto known = before.constFind(candidate.path);
        if (known == before.constEnd())
            continue;
        if (known->kinship == candidate.kinship) // with another baseline it is another question
            candidate.isChecked = known->isChecked && isComparable(candidate);
        candidate.runningKld = known->runningKld;
        candidate.runningTop1 = known->runningTop1;
    }
    endResetModel();
    emit checkedChanged();
}

void CandidatesModel::setRunning(const QString& path, double kld, double top1)
{
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        if (m_candidates[i].path != path)
            continue;
        m_candidates[i].runningKld = kld;
        m_candidates[i].runningTop1 = top1;
        emit dataChanged(index(int(i), RunningKld), index(int(i), RunningTop1));
    }
}

void CandidatesModel::clearRunning()
{
    for (Candidate& candidate : m_candidates) {
        candidate.runningKld.reset();
        candidate.runningTop1.reset();
    }
    if (!m_candidates.empty())
        emit dataChanged(index(0, RunningKld), index(rowCount() - 1, RunningTop1));
}

const Candidate* CandidatesModel::find(const QString& path) const
{
    const auto found = std::find_if(m_candidates.begin(), m_candidates.end(),
                                    [&](const Candidate& candidate) { return candidate.path == path; });
    return found == m_candidates.end() ? nullptr : &*found;
}

QStringList CandidatesModel::checkedPaths() const
{
    QStringList paths;
    for (const Candidate& candidate : m_candidates)
        if (candidate.isChecked)
            paths.append(candidate.path);
    return paths;
}

SizeUnit CandidatesModel::unit() const
{
    quint64 largest = 0;
    for (const Candidate& candidate : m_candidates)
        largest = std::max(largest, candidate.bytes);
    return sizeUnit(largest);
}

int CandidatesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_candidates.size());
}

QString CandidatesModel::display(int row, int column) const
{
    const Candidate& candidate = m_candidates[std::size_t(row)];
    if (column == Name)
        return candidate.name;
    if (candidate.error)
        return column == Size ? tr("unreadable", "in place of a size") : QString();
    if (candidate.kinship != Kinship::SameModel && column == RunningKld && !candidate.runningKld)
        return candidate.kinship == Kinship::OtherModel ? tr("other model", "than the baseline")
                                                        : tr("other vocabulary", "than the baseline's");
    switch (column) {
    case Size:
        return unit().format(double(candidate.bytes));
    case BitsPerWeight:
        return text::number(candidate.bitsPerWeight, 2);
    case RunningKld:
        return candidate.runningKld ? text::number(*candidate.runningKld, 4) : QString();
    default:
        return candidate.runningTop1 ? text::number(100 * *candidate.runningTop1, 1) : QString();
    }
}

QVariant CandidatesModel::plain(int row, int column) const
{
    const Candidate& candidate = m_candidates[std::size_t(row)];
    switch (column) {
    case Size:
        return qulonglong(candidate.bytes);
    case BitsPerWeight:
        return candidate.bitsPerWeight;
    case RunningKld:
        return candidate.runningKld ? QVariant(*candidate.runningKld) : QVariant();
    case RunningTop1:
        return candidate.runningTop1 ? QVariant(100 * *candidate.runningTop1) : QVariant();
    default:
        return candidate.name;
    }
}

QString CandidatesModel::explanation(int row, int) const
{
    const Candidate& candidate = m_candidates[std::size_t(row)];
    if (!candidate.error && candidate.kinship == Kinship::OtherVocabulary)
        return candidate.path + u'\n'
            + tr("Its vocabulary is not the baseline's: the two cannot be compared token by token.");
    if (!candidate.error && candidate.kinship == Kinship::OtherModel)
        return candidate.path + u'\n'
            + tr("Another model than the baseline: the figures say how far the two are apart, not what quantization "
                 "cost.");
    if (!candidate.error)
        return candidate.path;
    const text::Message message = text::message(*candidate.error);
    return message.text + u'\n' + message.nextStep;
}

QVariant CandidatesModel::appearance(int row, int column, int role) const
{
    const Candidate& candidate = m_candidates[std::size_t(row)];
    switch (role) {
    case Qt::CheckStateRole:
        return column == Name ? QVariant(int(candidate.isChecked ? Qt::Checked : Qt::Unchecked)) : QVariant();
    case widgets::MarkerRole:
        return column == Name && candidate.bitsPerWeight > 0 ? QVariant(candidate.bitsPerWeight) : QVariant();
    case widgets::GlyphRole:
        if (candidate.error)
            return column == Size ? QVariant(int(widgets::Glyph::Invalid)) : QVariant();
        if (candidate.kinship == Kinship::SameModel || column != RunningKld || candidate.runningKld)
            return {};
        return int(candidate.kinship == Kinship::OtherModel ? widgets::Glyph::Tight : widgets::Glyph::Invalid);
    default:
        return {};
    }
}

QString CandidatesModel::titleExplanation(int column) const
{
    return column >= RunningKld ? tr("Mean over the windows so far; no interval and no verdict before the end.")
                                : QString();
}

QString CandidatesModel::title(int column) const
{
    switch (column) {
    case Name:
        return tr("Candidate", "column");
    case Size:
        return tr("Size, %1").arg(unit().name);
    case BitsPerWeight:
        return tr("Bits/w", "column: bits per weight");
    case RunningKld:
        return tr("KLD so far, nat");
    default:
        return tr("Top-1 so far, %");
    }
}

bool CandidatesModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || index.column() != Name)
        return false;
    Candidate& candidate = m_candidates[std::size_t(index.row())];
    if (!isComparable(candidate))
        return false;
    candidate.isChecked = value.toInt() == Qt::Checked;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit checkedChanged();
    return true;
}

Qt::ItemFlags CandidatesModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Name && isComparable(m_candidates[std::size_t(index.row())]))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace headroom::app
