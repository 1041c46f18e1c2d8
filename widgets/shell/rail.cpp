// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/rail.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace headroom::widgets {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kIconRole = Qt::UserRole + 1;

class RailDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return QSize(Theme::current().px(112), Theme::current().px(36));
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::current();
        const bool current = option.state.testFlag(QStyle::State_Selected);
        const QRect row = option.rect;
        if (current) {
            painter->fillRect(row, theme.color(Role::SelectedRow));
            painter->fillRect(QRect(row.left(), row.top(), theme.px(3), row.height()), theme.color(Role::Accent));
        } else if (option.state.testFlag(QStyle::State_MouseOver)) {
            painter->fillRect(row, theme.color(Role::Hover));
        }
        const int size = theme.px(16);
        const QColor ink = theme.color(current ? Role::Text : Role::Muted);
        painter->drawPixmap(
            QPoint(row.left() + theme.px(16), row.top() + (row.height() - size) / 2),
            iconPixmap(index.data(kIconRole).toString(), size, ink, painter->device()->devicePixelRatioF()));
        painter->setFont(theme.font(TextSize::Body, current ? TextWeight::SemiBold : TextWeight::Regular));
        painter->setPen(ink);
        const QRect text = row.adjusted(theme.px(40), 0, -theme.px(4), 0);
        painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        if (current && option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(QPen(theme.color(Role::Accent), 1));
            painter->drawRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5));
        }
    }
};

} // namespace

Rail::Rail(QWidget* parent) : QListWidget(parent)
{
    setProperty("rail", true);
    setItemDelegate(new RailDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setViewportMargins(0, Theme::current().px(8), 0, 0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAccessibleName(tr("Panes"));
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item != nullptr)
            emit paneSelected(item->data(kIdRole).toString());
    });
}

void Rail::addPane(const QString& id, const QString& title, const QString& iconName)
{
    auto* item = new QListWidgetItem(title);
    item->setToolTip(title);
    item->setData(kIdRole, id);
    item->setData(kIconRole, iconName);
    addItem(item);
}

QListWidgetItem* Rail::find(const QString& id) const
{
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(kIdRole).toString() == id)
            return item(row);
    }
    return nullptr;
}

void Rail::setPaneTitle(const QString& id, const QString& title)
{
    QListWidgetItem* item = find(id);
    if (item == nullptr)
        return;
    item->setText(title);
    item->setToolTip(title); // cut where it is longer than the rail is wide
}

void Rail::setCurrentPane(const QString& id)
{
    if (QListWidgetItem* item = find(id))
        setCurrentItem(item);
}

QString Rail::currentPane() const
{
    return currentItem() != nullptr ? currentItem()->data(kIdRole).toString() : QString();
}

QSize Rail::sizeHint() const
{
    return QSize(Theme::current().px(112), Theme::current().px(36) * qMax(1, count()));
}

void Rail::changeEvent(QEvent* event)
{
    QListWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Panes"));
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        scheduleDelayedItemsLayout();
        updateGeometry();
    }
}

} // namespace headroom::widgets
