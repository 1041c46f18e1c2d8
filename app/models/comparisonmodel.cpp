// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/comparisonmodel.h"

#include "app/models/sizeunit.h"
#include "app/text/display.h"
#include "app/text/distinct.h"
#include "widgets/table/roles.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headroom::app {

namespace {

/// Numbers as they are typed: no point that groups digits is taken for one that begins a fraction, nor the other way.
QLocale typing()
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator | QLocale::RejectGroupSeparator);
    return locale;
}

/// Accepts the user's decimal separator and the point; nothing for what is no number.
std::optional<double> parseLimit(const QVariant& value)
{
    if (value.typeId() == QMetaType::Double)
        return value.toDouble();
    QString text = value.toString();
    text.remove(QChar(0x2264)).remove(QChar(0x2265)).remove(u'%'); // ≤ ≥
    bool ok = false;
    double number = typing().toDouble(text.trimmed(), &ok);
    if (!ok)
        number = QLocale::c().toDouble(text.trimmed(), &ok);
    return ok ? std::optional(number) : std::nullopt;
}

} // namespace

widgets::Glyph glyphOf(eval::Verdict verdict)
{
    switch (verdict) {
    case eval::Verdict::Pass:
        return widgets::Glyph::Pass;
    case eval::Verdict::Fail:
        return widgets::Glyph::Fail;
    case eval::Verdict::Inconclusive:
        return widgets::Glyph::Inconclusive;
    case eval::Verdict::Invalid:
        break;
    }
    return widgets::Glyph::Invalid;
}

ComparisonModel::ComparisonModel(QObject* parent)
    : TableModel(parent), m_budget(eval::defaultBudget()), m_shown(shownFor(m_budget))
{
}

/// In the table's order; what the budget judges of a part of the tokens stands behind the whole.
std::vector<ComparisonModel::Shown> ComparisonModel::shownFor(const eval::ErrorBudget& budget)
{
    std::vector<Shown> shown;
    for (const eval::Metric& metric : eval::metrics())
        for (const eval::Slice& slice : eval::slices())
            if (metric.id != "file_bytes"
                && (budget.find(metric.id, slice.id) || (metric.inTables && slice.id == eval::kAll)))
                shown.push_back({&metric, std::string(slice.id)});
    return shown;
}

std::optional<ComparisonModel::Shown> ComparisonModel::shownIn(int column) const
{
    if (column == Size)
        return Shown{eval::findMetric("file_bytes"), std::string(eval::kAll)};
    if (column < FirstMetric || column >= gateColumn())
        return std::nullopt;
    return m_shown[std::size_t(column - FirstMetric)];
}

int ComparisonModel::columnOf(std::string_view metric, std::string_view slice) const
{
    const auto found = std::ranges::find_if(
        m_shown, [&](const Shown& each) { return each.metric->id == metric && each.slice == slice; });
    return found == m_shown.end() ? -1 : FirstMetric + int(found - m_shown.begin());
}

QList<int> ComparisonModel::optionalColumns() const
{
    QList<int> columns;
    for (int column = FirstMetric; column < gateColumn(); ++column)
        if (!gateIn(column))
            columns.append(column);
    return columns;
}

const eval::Gate* ComparisonModel::gateIn(int column) const
{
    const auto shown = shownIn(column);
    return shown ? m_budget.find(shown->metric->id, shown->slice) : nullptr;
}

double ComparisonModel::scale(const eval::Metric& metric) const
{
    return metric.unit == "fraction" ? 100 : metric.unit == "B" ? 1 / unit().bytes : 1;
}

void ComparisonModel::setResult(std::optional<eval::CompareResult> result, const QMap<QString, QString>& names,
                                const QMap<QString, Remark>& objections)
{
    beginResetModel();
    m_result = std::move(result);
    m_objections = objections;
    m_order.resize(m_result ? m_result->candidates.size() : 0);
    std::iota(m_order.begin(), m_order.end(), std::size_t(0));
    std::stable_sort(m_order.begin(), m_order.end(), [this](std::size_t a, std::size_t b) {
        return m_result->candidates[a].fileBytes > m_result->candidates[b].fileBytes;
    });
    judge();
    nameRows(names);
    endResetModel();
}

void ComparisonModel::judge()
{
    m_verdicts.clear();
    if (m_result)
        for (const eval::CandidateResult& each : m_result->candidates)
            m_verdicts.push_back(
                eval::judge(*m_result, each, m_budget, m_objections.value(text::fromUtf8(each.model))));
}

void ComparisonModel::nameRows(const QMap<QString, QString>& known)
{
    QStringList names, paths;
    for (int row = 0; row + 1 < rowCount(); ++row) {
        paths.append(pathAt(row));
        names.append(known.value(paths.last(), QFileInfo(paths.last()).completeBaseName()));
    }
    m_names = text::toldApart(names, paths);
}

void ComparisonModel::setBudget(const eval::ErrorBudget& budget)
{
    const bool otherColumns = shownFor(budget) != m_shown;
    if (otherColumns)
        beginResetModel();
    m_budget = budget;
    m_shown = shownFor(budget);
    judge();
    if (otherColumns)
        endResetModel();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, gateColumn()));
}

const eval::CandidateResult* ComparisonModel::candidate(int row) const
{
    if (!m_result || row < 1 || row > int(m_order.size()))
        return nullptr;
    return &m_result->candidates[m_order[std::size_t(row - 1)]];
}

const eval::CandidateVerdict& ComparisonModel::verdict(int row) const
{
    static const eval::CandidateVerdict none;
    return candidate(row) ? m_verdicts[m_order[std::size_t(row - 1)]] : none;
}

QString ComparisonModel::pathAt(int row) const
{
    if (isBaseline(row))
        return text::fromUtf8(m_result->baseline);
    const eval::CandidateResult* found = candidate(row);
    return found ? text::fromUtf8(found->model) : QString();
}

int ComparisonModel::rowOf(const QString& path) const
{
    for (int row = 0; row + 1 < rowCount(); ++row)
        if (pathAt(row) == path)
            return row;
    return -1;
}

QString ComparisonModel::nameAt(int row) const
{
    return m_names.value(row);
}

std::optional<int> ComparisonModel::smallestPassingRow() const
{
    const auto best = m_result ? eval::smallestPassing(*m_result, m_verdicts) : std::nullopt;
    if (!best)
        return std::nullopt;
    const auto place = std::find(m_order.begin(), m_order.end(), *best);
    return int(place - m_order.begin()) + 1;
}

SizeUnit ComparisonModel::unit() const
{
    std::uint64_t largest = m_result ? m_result->baselineFileBytes : 0;
    for (const std::size_t i : m_order)
        largest = std::max(largest, m_result->candidates[i].fileBytes);
    return sizeUnit(largest);
}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_result ? 0 : int(m_order.size()) + 2;
}

std::optional<eval::Verdict> ComparisonModel::verdictIn(int row, int column) const
{
    if (!candidate(row))
        return std::nullopt;
    if (column == gateColumn())
        return verdict(row).overall();
    const auto shown = shownIn(column);
    const eval::Judgement* judged = shown ? verdict(row).find(shown->metric->id, shown->slice) : nullptr;
    return judged ? std::optional(judged->verdict) : std::nullopt;
}

QVariant ComparisonModel::limitForEditing(int column) const
{
    const eval::Gate* gate = gateIn(column);
    return gate ? QVariant(gate->limit * scale(*shownIn(column)->metric)) : QVariant();
}

/// In the metric's unit; NaN where it was not measured.
double ComparisonModel::valueIn(int row, const Shown& shown) const
{
    const eval::Metric& metric = *shown.metric;
    if (const eval::CandidateResult* found = candidate(row)) {
        if (metric.id == "file_bytes")
            return double(found->fileBytes);
        const eval::Measurement* measured = found->find(metric.id, shown.slice);
        return measured ? measured->value : std::numeric_limits<double>::quiet_NaN();
    }
    if (metric.isAgainstBaseline())
        return metric.ofBaseline();
    if (metric.id == "file_bytes")
        return double(m_result->baselineFileBytes);
    if (metric.id == "bits_per_weight")
        return m_result->baselineBitsPerWeight;
    return metric.id == "perplexity" ? m_result->baselinePerplexity : std::numeric_limits<double>::quiet_NaN();
}

QVariant ComparisonModel::plain(int row, int column) const
{
    if (isBudget(row)) {
        const QVariant limit = limitForEditing(column);
        return limit.isValid() ? limit : QVariant(budgetText(column));
    }
    if (column == Name)
        return nameAt(row);
    if (column == gateColumn())
        return candidate(row) ? text::fromUtf8(eval::verdictName(verdict(row).overall())) : QStringLiteral("baseline");
    const double value = valueIn(row, *shownIn(column));
    return column == Size ? QVariant(qulonglong(value)) : QVariant(value * scale(*shownIn(column)->metric));
}

QVariant ComparisonModel::appearance(int row, int column, int role) const
{
    const eval::CandidateResult* found = candidate(row);
    const auto judged = verdictIn(row, column);
    switch (role) {
    case Qt::EditRole:
        // A text: what edits a number has two digits behind its point, whatever the number needs.
        return isBudget(row) && gateIn(column)
            ? QVariant(typing().toString(limitForEditing(column).toDouble(), 'g', 12))
            : QVariant(display(row, column));
    case widgets::MarkerRole:
        if (column != Name || isBudget(row))
            return {};
        return found ? found->bitsPerWeight : m_result->baselineBitsPerWeight;
    case widgets::GlyphRole:
        if (!judged || (*judged == eval::Verdict::Pass && column != gateColumn()))
            return {};
        return int(glyphOf(*judged));
    case widgets::MutedRole:
        return interval(row, column);
    case widgets::EmphasisRole:
        return isBaseline(row) && column == Name;
    case widgets::ToneRole:
        if (isBudget(row) || (isBaseline(row) && column == gateColumn()))
            return int(widgets::Role::Muted);
        return {};
    default:
        return {};
    }
}

std::optional<eval::ConfidenceInterval> ComparisonModel::intervalOf(int row, const eval::Metric& metric,
                                                                    std::string_view slice) const
{
    const eval::CandidateResult* found = candidate(row);
    const eval::Measurement* measured = found ? found->find(metric.id, slice) : nullptr;
    return measured ? measured->interval : std::nullopt;
}

bool ComparisonModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const eval::Gate* gate = gateIn(index.column());
    if (role != Qt::EditRole || !isBudget(index.row()) || !gate)
        return false;
    const auto limit = parseLimit(value);
    if (!limit)
        return false;
    eval::Gate wanted = *gate;
    wanted.limit = *limit / scale(*shownIn(index.column())->metric);
    if (!eval::checkGate(wanted))
        return false;
    if (wanted == *gate)
        return true;
    eval::ErrorBudget budget = m_budget;
    budget.gates[std::size_t(gate - m_budget.gates.data())] = wanted;
    setBudget(budget);
    emit budgetEdited(budget);
    return true;
}

Qt::ItemFlags ComparisonModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && isBudget(index.row()) && gateIn(index.column()))
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace headroom::app
