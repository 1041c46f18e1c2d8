// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/plan/plansmodel.h"
#include "app/models/jsonvalue.h"

#include "app/project/firstrequest.h"
#include "app/text/caveats.h"
#include "app/text/display.h"
#include "core/base/bytes.h"
#include "core/machine/catalogue.h"
#include "widgets/table/roles.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::app {

namespace {

double tightestFree(const Json& result)
{
    double free = std::numeric_limits<double>::infinity();
    if (result.is_object() && result.contains("devices") && result["devices"].is_array())
        for (const Json& device : result["devices"])
            free = std::min(free, numberIn(device, "free_bytes"));
    return std::isfinite(free) ? free : 0;
}

/// The gravest of a term, in the user's words; empty where there is none, and for plans of before there were any.
QString caveatIn(const Json& result, std::string_view term)
{
    if (!result.is_object() || !result.contains("caveats") || !result["caveats"].is_array())
        return {};
    for (const Json& known : result["caveats"]) {
        if (textIn(known, "term") != term)
            continue;
        plan::Caveat caveat{textIn(known, "term"), textIn(known, "code"), {}, textIn(known, "text")};
        if (known.contains("values") && known["values"].is_object())
            for (const auto& [name, value] : known["values"].items())
                if (value.is_number())
                    caveat.values.emplace_back(name, value.get<double>());
        return text::caveat(caveat);
    }
    return {};
}

QString modelNameIn(const Json& request)
{
    if (const std::string path = plan::modelPathOf(request); !path.empty())
        return QFileInfo(text::fromUtf8(path)).completeBaseName();
    const auto model = request.is_object() ? request.find("model") : request.end();
    if (model == request.end())
        return {};
    const std::string id = textIn(*model, "catalogue");
    const auto* known = machine::findModel(id);
    return text::fromUtf8(known ? known->name : id);
}

} // namespace

PlanSummary summarize(const store::PlanRow& row)
{
    PlanSummary summary;
    summary.name = QString::fromStdString(row.name);
    summary.model = modelNameIn(row.request);
    const std::string preset = textIn(row.request, "preset");
    summary.point = text::tokens(numberIn(row.request, "context_tokens")) + QStringLiteral(" × ")
        + text::integer(numberIn(row.request, "concurrency"));
    summary.label = (preset.empty() ? PlansModel::tr("as it is") : QString::fromStdString(preset))
        + QStringLiteral(" · ") + QString::fromStdString(textIn(row.request, "kv_type"));
    summary.weights = numberIn(row.result, "weights_bytes");
    summary.kvCache = numberIn(row.result, "kv_cache_bytes");
    summary.free = tightestFree(row.result);
    summary.decode = numberIn(row.result, "decode_tokens_per_s_ceiling");
    summary.maxContext = numberIn(row.result, "max_context");
    summary.decodeCaveat = caveatIn(row.result, "decode_tokens_per_s_ceiling");
    summary.contextCaveat = caveatIn(row.result, "max_context");
    const std::string verdict = textIn(row.result, "verdict");
    for (const auto known : {plan::Verdict::Fits, plan::Verdict::Tight, plan::Verdict::DoesNotFit})
        if (plan::verdictName(known) == verdict)
            summary.verdict = known;
    return summary;
}

void PlansModel::show(const std::vector<store::PlanRow>& rows)
{
    beginResetModel();
    m_rows = rows;
    m_plans.clear();
    for (const store::PlanRow& row : m_rows)
        m_plans.push_back(summarize(row));
    endResetModel();
}

const store::PlanRow* PlansModel::planAt(int row) const
{
    return row >= 0 && std::size_t(row) < m_rows.size() ? &m_rows[std::size_t(row)] : nullptr;
}

int PlansModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_plans.size());
}

int PlansModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

PlansModel::Cell PlansModel::cell(const PlanSummary& plan, int column) const
{
    switch (column) {
    case Name:
        return {plan.name + QStringLiteral("   ")
                + (plan.model.isEmpty() ? plan.label : plan.model + QStringLiteral(" · ") + plan.label)};
    case Weights:
        return {text::number(plan.weights / kGiB, 2), plan.weights / kGiB, -1};
    case KvCache:
        return {text::number(plan.kvCache / kGiB, 2), plan.kvCache / kGiB, -1};
    case Free:
        return {text::number(plan.free / kGiB, 2), plan.free / kGiB, 1};
    case Decode:
        if (plan.free < 0) // nothing runs
            return {text::missing(), plan.decode, 0};
        return {text::significant(plan.decode), plan.decode, 1, plan.decodeCaveat};
    case MaxContext:
        return {text::tokens(plan.maxContext), plan.maxContext, 1, plan.contextCaveat};
    case Verdict:
        return {text::verdict(plan.verdict, plan.free >= 0)};
    default:
        return {};
    }
}

/// Signed difference from the first plan; empty where they are equal.
QVariant PlansModel::difference(int row, int column) const
{
    const Cell own = cell(m_plans[std::size_t(row)], column), first = cell(m_plans.front(), column);
    if (row == 0 || own.better == 0 || first.better == 0 || own.text == first.text)
        return {};
    const double delta = own.value - first.value;
    const QString arrow(delta > 0 ? QChar(0x25B4) : QChar(0x25BE)); // small triangles, up and down
    const double size = std::abs(delta);
    return arrow + (column == MaxContext ? text::tokens(size) : text::significant(size, 2));
}

QVariant PlansModel::toolTip(const PlanSummary& plan, int column) const
{
    if (column == Name)
        return (plan.model.isEmpty() ? QString() : plan.model + u'\n') + plan.label + QStringLiteral(" · ")
            + plan.point;
    const Cell shown = cell(plan, column);
    if (column == Decode && plan.free < 0)
        return text::quantity(plan.decode, "tokens/s") + u' ' + text::caveat({{}, "does_not_fit", {}, {}});
    return shown.caveat.isEmpty() ? QVariant() : shown.text + u' ' + shown.caveat;
}

QVariant PlansModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const PlanSummary& plan = m_plans[std::size_t(index.row())];
    const bool numeric = index.column() > Name && index.column() < Verdict;
    switch (role) {
    case Qt::DisplayRole:
        return cell(plan, index.column()).text;
    case Qt::ToolTipRole:
        return toolTip(plan, index.column());
    case Qt::TextAlignmentRole:
        return int((numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case widgets::GlyphRole:
        if (index.column() == Verdict)
            return int(text::glyph(plan.verdict));
        return cell(plan, index.column()).caveat.isEmpty() ? QVariant() : int(widgets::Glyph::Tight);
    case widgets::MutedRole:
        return numeric ? difference(index.row(), index.column()) : QVariant();
    case widgets::EmphasisRole:
        return numeric && difference(index.row(), index.column()).isValid();
    case widgets::ExportRole:
        return numeric ? QString::number(cell(plan, index.column()).value, 'g', 15) : QVariant();
    default:
        return {};
    }
}

QVariant PlansModel::explanation(int column)
{
    switch (column) {
    case Free:
        return tr("Free memory of the tightest device");
    case Decode:
        return tr("Decode ceiling, all requests together");
    case MaxContext:
        return tr("Longest context of each request that still fits");
    default:
        return {};
    }
}

QVariant PlansModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section > Name && section < Verdict ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return explanation(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Plan");
    case Weights:
        return tr("Weights, GiB");
    case KvCache:
        return tr("KV, GiB");
    case Free:
        return tr("Free, GiB");
    case Decode:
        return tr("Decode, tok/s");
    case MaxContext:
        return tr("Longest, tokens");
    case Verdict:
        return tr("Verdict");
    default:
        return {};
    }
}

} // namespace headroom::app
