// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/tensorinspection.h"

#include "app/text/display.h"
#include "app/text/remarks.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace headroom::app {

namespace {

class TensorInspection {
    Q_DECLARE_TR_FUNCTIONS(TensorInspection)
public:
    explicit TensorInspection(const TensorSubject& subject) : m_subject(subject), m_row(*subject.row) { }

    widgets::InspectorContent content() const
    {
        widgets::InspectorContent content;
        content.context = tr("Tensor · %1", "context line; preset").arg(m_subject.preset);
        content.title = text::fromUtf8(m_row.name);
        content.monoTitle = true;
        if (m_row.error) {
            const bool exact = !std::isfinite(m_row.error->decibel);
            content.value = exact ? decibelText(m_row) : tr("%1 dB").arg(decibelText(m_row));
            content.note
                = exact ? tr("stored as it is") : tr("rank %1 of %2").arg(m_subject.rank).arg(m_subject.measured);
        } else {
            content.value = text::missing();
            content.note = tr("not measured yet: run this preset");
        }
        content.sections = {{tr("Facts"), facts(), {}, false}, {tr("Why this type"), {}, why(), false}};
        content.formula = tr("error = 10 log₁₀(Σ(w − ŵ)² ÷ Σw²), over the whole tensor");
        content.source = m_subject.when.isEmpty() ? tr("Sizes computed from the tensor list before the run")
                                                  : tr("%1, whole tensor, once", "measured when").arg(m_subject.when);
        return content;
    }

private:
    QList<widgets::PropertyRow> facts() const
    {
        const QString computed = text::provenance(Provenance::Computed);
        const QString measured = text::provenance(Provenance::Measured);
        QStringList shape;
        for (const std::uint64_t extent : m_row.shape)
            shape.append(QString::number(extent));
        QList<widgets::PropertyRow> rows{
            {tr("Shape"), shape.join(QStringLiteral(" × "))},
            {tr("Type", "of a tensor"), typesText(m_row)},
            {tr("Size"),
             text::bytes(double(m_row.sourceBytes)) + QStringLiteral(" → ") + text::bytes(double(m_row.bytes))},
            {tr("Bits per weight"), text::number(m_row.bitsPerWeight(), 2), computed}};
        if (m_row.error) {
            const double relative = std::pow(10.0, m_row.error->decibel / 20.0);
            rows.append({tr("Relative error"), text::percent(relative, 2), measured});
            rows.append({tr("RMSE"), text::significant(m_row.error->rmse), measured});
            rows.append({tr("Largest error"), text::significant(m_row.error->maximum), measured});
        }
        if (m_subject.weights) {
            rows.append(
                {tr("Deviation", "standard deviation"), text::significant(m_subject.weights->deviation), measured});
            rows.append({tr("Kurtosis"), text::number(m_subject.weights->kurtosis, 1), measured});
        }
        return rows;
    }

    QString why() const
    {
        const QString reason = text::remark(m_row.reason);
        return m_row.fallback ? tr("%1. The row length forced this type.").arg(reason) : reason;
    }

    const TensorSubject& m_subject;
    const TensorRow& m_row;
};

} // namespace

widgets::InspectorContent inspectTensor(const TensorSubject& subject)
{
    return TensorInspection(subject).content();
}

} // namespace headroom::app
