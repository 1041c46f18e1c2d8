// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/input/captionedcombo.h"

#include "widgets/theme/glyph.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStylePainter>
#include <QStyledItemDelegate>
#include <QToolTip>
#include <QVBoxLayout>

namespace headroom::widgets {

namespace {

constexpr int kDetailRole = Qt::UserRole + 1;
constexpr int kBitsRole = Qt::UserRole + 2;

/// Marker, text, then the detail in 11 muted; the same in the field and in the list.
void paintItem(QPainter& painter, QRect area, const QString& text, const QString& detail, double bits, bool enabled)
{
    const Theme& theme = Theme::current();
    if (bits > 0) {
        const CandidateStyle style = candidateStyle(bits);
        const double size = theme.px(7);
        paintMarker(painter, QPointF(area.left() + size * 0.7, area.center().y() + 0.5), size, style.marker,
                    style.tone.color());
        area.setLeft(area.left() + theme.px(15));
    }
    painter.setFont(theme.font(TextSize::Body));
    painter.setPen(theme.color(enabled ? Role::Text : Role::Muted));
    const QString shown
        = painter.fontMetrics().elidedText(text, Qt::ElideMiddle, area.width()); // variants of a name differ at its end
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, shown);
    area.setLeft(area.left() + painter.fontMetrics().horizontalAdvance(shown) + theme.px(8));
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(Role::Muted));
    if (area.width() > theme.px(16))
        painter.drawText(area.translated(0, 1), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(detail, Qt::ElideRight, area.width()));
}

class ItemDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QSize(QStyledItemDelegate::sizeHint(option, index).width(), Theme::current().px(26));
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::current();
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, theme.color(Role::SelectedRow));
        paintItem(*painter, option.rect.adjusted(theme.px(8), 0, -theme.px(8), 0), index.data().toString(),
                  index.data(kDetailRole).toString(), index.data(kBitsRole).toDouble(), true);
    }
};

class DetailCombo : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    /// Of the chosen one, before what is said of all.
    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::ToolTip)
            return QComboBox::event(event);
        QStringList words{currentData(Qt::ToolTipRole).toString(), toolTip()};
        words.removeAll(QString());
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), words.join(QLatin1Char('\n')), this);
        return true;
    }

    void paintEvent(QPaintEvent*) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        option.currentText.clear();
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        const Theme& theme = Theme::current();
        const QRect area = rect().adjusted(theme.px(9), 0, -theme.px(26), 0);
        paintItem(painter, area, currentText(), currentData(kDetailRole).toString(), currentData(kBitsRole).toDouble(),
                  isEnabled());
    }
};

} // namespace

CaptionedCombo::CaptionedCombo(const QString& caption, QWidget* parent)
    : QWidget(parent)
    , m_caption(new Label(caption, TextSize::Caption, TextWeight::Regular, Role::Muted, this))
    , m_combo(new DetailCombo(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::current().px(4));
    column->addWidget(m_caption);
    column->addWidget(m_combo);
    m_caption->setBuddy(m_combo);
    m_combo->setItemDelegate(new ItemDelegate(m_combo));
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(12);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusProxy(m_combo);
    setCaption(caption);
    connect(m_combo, &QComboBox::currentIndexChanged, this, [this] { emit currentChanged(currentData()); });
}

void CaptionedCombo::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
    m_combo->setAccessibleName(caption);
}

void CaptionedCombo::setItems(const QList<ComboItem>& items)
{
    const QSignalBlocker block(m_combo);
    const QVariant before = currentData();
    m_combo->clear();
    for (const ComboItem& item : items) {
        m_combo->addItem(item.text, item.data.isValid() ? item.data : QVariant(item.text));
        m_combo->setItemData(m_combo->count() - 1, item.detail, kDetailRole);
        const QString whole = item.detail.isEmpty() ? item.text : item.text + QLatin1Char('\n') + item.detail;
        m_combo->setItemData(m_combo->count() - 1, whole, Qt::ToolTipRole); // either may be cut
        m_combo->setItemData(m_combo->count() - 1, item.candidateBits, kBitsRole);
    }
    const int kept = before.isValid() ? m_combo->findData(before) : -1;
    m_combo->setCurrentIndex(kept >= 0 ? kept : (items.isEmpty() ? -1 : 0));
}

QVariant CaptionedCombo::currentData() const
{
    return m_combo->currentData();
}

int CaptionedCombo::currentIndex() const
{
    return m_combo->currentIndex();
}

void CaptionedCombo::setCurrentIndex(int index)
{
    m_combo->setCurrentIndex(index);
}

void CaptionedCombo::setCurrentData(const QVariant& wanted)
{
    const int index = m_combo->findData(wanted);
    if (index >= 0)
        m_combo->setCurrentIndex(index);
}

} // namespace headroom::widgets
