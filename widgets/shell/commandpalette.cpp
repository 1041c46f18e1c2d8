// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/commandpalette.h"

#include "widgets/theme/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace headroom::widgets {

namespace {

constexpr int kIndexRole = Qt::UserRole;
constexpr int kShortcutRole = Qt::UserRole + 1;
constexpr int kGroupRole = Qt::UserRole + 2;

class CommandDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return QSize(Theme::current().px(200), Theme::current().px(28));
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::current();
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.color(Role::SelectedRow));
            painter->drawRoundedRect(option.rect, theme.px(4), theme.px(4));
        }
        QRect area = option.rect.adjusted(theme.px(8), 0, -theme.px(8), 0);
        painter->setFont(theme.font(TextSize::Caption));
        painter->setPen(theme.color(Role::Muted));
        const QString shortcut = index.data(kShortcutRole).toString();
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight, shortcut);
        area.setRight(area.right() - painter->fontMetrics().horizontalAdvance(shortcut) - theme.px(8));
        const QString group = index.data(kGroupRole).toString();
        painter->setFont(theme.font(TextSize::Body));
        if (!group.isEmpty()) {
            painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, group);
            area.setLeft(area.left() + painter->fontMetrics().horizontalAdvance(group) + theme.px(8));
        }
        painter->setPen(theme.color(Role::Text));
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, area.width()));
    }
};

bool startsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber() || (text[at].isUpper() && text[at - 1].isLower());
}

} // namespace

int fuzzyScore(const QString& pattern, const QString& text)
{
    // Greedy subsequence; runs and starts of words count most, a late first hit and long texts a little less.
    int score = 0;
    int run = 0;
    qsizetype at = 0;
    qsizetype first = -1;
    for (const QChar wanted : pattern) {
        if (wanted.isSpace())
            continue;
        const qsizetype from = at;
        while (at < text.size() && text[at].toCaseFolded() != wanted.toCaseFolded())
            ++at;
        if (at == text.size())
            return -1;
        if (first < 0)
            first = at;
        run = at == from && from > 0 ? run + 1 : 0;
        score += 10 + 8 * qMin(run, 4) + (startsWord(text, at) ? 12 : 0);
        ++at;
    }
    if (first < 0)
        return 0;
    const int late = static_cast<int>(qMin(first, qsizetype{20}));
    const int length = static_cast<int>(qMin(text.size(), qsizetype{60})) / 6;
    return qMax(1, score - late - length);
}

CommandPalette::CommandPalette(QWidget* parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint), m_field(new QLineEdit(this)), m_list(new QListWidget(this))
{
    const int padding = Theme::current().px(8);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(padding / 2);
    column->addWidget(m_field);
    column->addWidget(m_list);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    m_field->installEventFilter(this);
    setFocusProxy(m_field);
    retranslate();
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::refilter);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
        m_list->setCurrentItem(item);
        runCurrent();
    });
}

void CommandPalette::retranslate()
{
    m_field->setPlaceholderText(tr("Search or command"));
    m_field->setAccessibleName(tr("Search or command"));
    m_list->setAccessibleName(tr("Commands"));
    setAccessibleName(tr("Command palette"));
}

void CommandPalette::setCommands(QList<Command> commands)
{
    m_commands = std::move(commands);
    refilter();
}

void CommandPalette::popUp(QWidget* anchor, const QString& text)
{
    const Theme& theme = Theme::current();
    QWidget* const host = parentWidget() != nullptr ? parentWidget()->window() : nullptr;
    const int wide = qMax(theme.px(480), anchor != nullptr ? anchor->width() : 0);
    resize(wide, theme.px(16 + 32 + 28 * 10));
    if (anchor != nullptr)
        move(anchor->mapToGlobal(QPoint((anchor->width() - wide) / 2, 0)));
    else if (host != nullptr)
        move(host->mapToGlobal(QPoint((host->width() - wide) / 2, theme.px(48))));
    m_field->setText(text);
    refilter();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
    m_field->selectAll();
}

QStringList CommandPalette::shownIds() const
{
    QStringList ids;
    for (int row = 0; row < m_list->count(); ++row)
        ids << m_commands[m_list->item(row)->data(kIndexRole).toInt()].id;
    return ids;
}

void CommandPalette::refilter()
{
    const QString pattern = m_field->text().trimmed();
    std::vector<std::pair<int, int>> found; // score, index
    for (int i = 0; i < m_commands.size(); ++i) {
        const Command& command = m_commands[i];
        const int score = qMax(fuzzyScore(pattern, command.text),
                               fuzzyScore(pattern, command.group + QLatin1Char(' ') + command.text) - 2);
        if (score >= 0)
            found.emplace_back(-score, i);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    m_list->clear();
    for (const auto& [score, index] : found) {
        const Command& command = m_commands[index];
        auto* item = new QListWidgetItem(command.text, m_list);
        item->setData(kIndexRole, index);
        item->setData(kShortcutRole, command.shortcut);
        item->setData(kGroupRole, command.group);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent()
{
    if (m_list->currentItem() == nullptr)
        return;
    const Command command = m_commands[m_list->currentItem()->data(kIndexRole).toInt()]; // run() may replace the list
    hide();
    emit commandRun(command.id);
    if (command.run)
        command.run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int last = m_list->count() - 1;
    int row = m_list->currentRow();
    switch (key) {
    case Qt::Key_Down:
        row = row >= last ? 0 : row + 1;
        break;
    case Qt::Key_Up:
        row = row <= 0 ? last : row - 1;
        break;
    case Qt::Key_PageDown:
        row = qMin(last, row + 9);
        break;
    case Qt::Key_PageUp:
        row = qMax(0, row - 9);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
    m_list->setCurrentRow(row);
    return true;
}

void CommandPalette::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setPen(QPen(theme.color(Role::ControlBorder), 1));
    painter.setBrush(theme.color(Role::Raised));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace headroom::widgets
