// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/tensorchoice.h"

#include "app/models/tensorsmodel.h"
#include "app/panes/quantize/sessions/quantizesession.h"
#include "app/text/display.h"
#include "app/text/remarks.h"
#include "core/quant/preset/kept.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

#include <algorithm>

namespace headroom::app {

namespace {

constexpr int kTypeWidth = 190;

QString difference(double bytes)
{
    if (bytes == 0)
        return {};
    const QString sign = bytes < 0 ? QStringLiteral("−") : QStringLiteral("+");
    return sign + text::bytes(std::abs(bytes));
}

/// What a row of this tensor can be stored in, most bits first.
std::vector<tensor::Type> typesFor(const TensorRow& row)
{
    std::vector<tensor::Type> types;
    for (const tensor::Format& format : tensor::formats())
        if (quant::encodableType(format.name) && tensor::packedBytes(format.type, row.shape.front(), row.elements())
            && row.shape.front() % format.blockSize == 0)
            types.push_back(format.type);
    std::ranges::stable_sort(types, std::ranges::greater{}, [&](tensor::Type type) {
        return tensor::packedBytes(type, row.shape.front(), row.elements()).value_or(0);
    });
    return types;
}

} // namespace

TensorChoice::TensorChoice(QuantizeSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_type(new widgets::CaptionedCombo({}, this))
    , m_why(new widgets::Label({}, widgets::TextSize::Caption, widgets::TextWeight::Regular, widgets::Role::Text, this))
{
    m_type->setObjectName(QStringLiteral("tensorType"));
    m_type->combo()->setMaxVisibleItems(16);
    m_why->setObjectName(QStringLiteral("whyThisType"));
    m_why->setWordWrap(true);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_why->setMinimumHeight(widgets::Theme::current().px(28)); // beside the field, not its caption
    row->addWidget(m_type);
    row->addWidget(m_why, 1, Qt::AlignBottom);
    m_type->setFixedWidth(widgets::Theme::current().px(kTypeWidth));
    connect(m_type, &widgets::CaptionedCombo::currentChanged, this, &TensorChoice::choose);
}

void TensorChoice::show(const QString& preset, const TensorRow* row)
{
    m_preset = preset;
    m_row = row ? std::optional(*row) : std::nullopt;
    fill();
}

void TensorChoice::open()
{
    if (m_type->isEnabled() && isVisible())
        m_type->combo()->showPopup();
}

QList<widgets::ComboItem> TensorChoice::items() const
{
    const tensor::Type own = m_session.typeWithoutOverride(m_preset, m_row->name).value_or(m_row->to);
    const auto bytes = [&](tensor::Type type) {
        return double(tensor::packedBytes(type, m_row->shape.front(), m_row->elements()).value_or(0));
    };
    const double now = double(m_row->bytes);
    QList<widgets::ComboItem> items{{tr("%1, the preset's", "type").arg(text::fromUtf8(tensor::format(own).name)),
                                     difference(bytes(own) - now), QString()}};
    for (const tensor::Type type : typesFor(*m_row)) {
        const QString name = text::fromUtf8(tensor::format(type).name);
        items.append({name, difference(bytes(type) - now), name});
    }
    return items;
}

void TensorChoice::fill()
{
    const QSignalBlocker blocker(m_type);
    const bool fixed = m_row
        && (m_row->shape.empty() || m_session.isFolder(m_preset)
            || !quant::keptBecause({m_row->name, m_row->from, m_row->shape}).empty());
    m_type->setEnabled(m_row && !fixed);
    if (!m_row) {
        m_type->setItems({});
        m_why->clear();
        return;
    }
    const QString type = storedAs(*m_row);
    if (fixed)
        m_type->setItems({{type, {}, QString()}});
    else {
        m_type->setItems(items());
        m_type->setCurrentData(m_session.overrides().decides(m_preset, m_row->name) ? QVariant(type)
                                                                                    : QVariant(QString()));
    }
    const QString reason = text::remark(m_row->reason);
    m_why->setText(m_row->fallback ? tr("%1. The row length forced this type.").arg(reason) : reason);
    m_why->setToolTip(m_why->text());
}

void TensorChoice::choose(const QVariant& type)
{
    if (m_row)
        m_session.overrides().setType(m_preset, m_row->name, type.toString());
}

void TensorChoice::retranslate()
{
    m_type->setCaption(tr("Type, and why"));
    m_type->combo()->setAccessibleName(tr("Type of the selected tensor"));
    m_type->combo()->setToolTip(tr("Another type is an override of this preset; the sizes follow at once."));
    fill();
}

} // namespace headroom::app
