// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/input/droptarget.h"

#include "widgets/theme/glyph.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>

namespace headroom::widgets {

namespace {

/// Covers the target while something is held over it; takes no events itself.
class DropOverlay : public QWidget {
public:
    explicit DropOverlay(QWidget* target) : QWidget(target)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setGeometry(target->rect());
    }

    void setAnswer(const DropAnswer& answer)
    {
        m_answer = answer;
        setAccessibleName(answer.text);
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = Theme::current();
        const Role role = m_answer.accepted ? Role::Accent : Role::Bad;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QColor veil = theme.color(Role::Panel);
        veil.setAlphaF(0.86F);
        painter.fillRect(rect(), veil);
        QPen pen(theme.color(role), 2);
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        const int inset = theme.px(8);
        painter.drawRoundedRect(rect().adjusted(inset, inset, -inset, -inset), theme.px(6), theme.px(6));
        painter.setFont(theme.font(TextSize::Title, TextWeight::SemiBold));
        painter.setPen(theme.color(m_answer.accepted ? Role::Text : Role::Bad));
        const int margin = theme.px(24);
        painter.drawText(rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap,
                         m_answer.text);
    }

private:
    DropAnswer m_answer;
};

} // namespace

DropTarget::DropTarget(QWidget* target, Decide decide) : QObject(target), m_target(target), m_decide(std::move(decide))
{
    target->setAcceptDrops(true);
    target->installEventFilter(this);
}

void DropTarget::showOverlay(const DropAnswer& answer)
{
    if (m_overlay == nullptr)
        m_overlay = new DropOverlay(m_target);
    static_cast<DropOverlay*>(m_overlay)->setAnswer(answer);
    m_overlay->show();
    m_overlay->raise();
}

void DropTarget::hideOverlay()
{
    delete m_overlay;
    m_overlay = nullptr;
}

bool DropTarget::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto* drag = static_cast<QDragMoveEvent*>(event);
        if (!drag->mimeData()->hasUrls())
            break;
        const DropAnswer answer = m_decide(drag->mimeData()->urls());
        showOverlay(answer);
        // The drag stays accepted even when refused, so that the reason remains on the screen; the drop is not.
        drag->setDropAction(answer.accepted ? Qt::CopyAction : Qt::IgnoreAction);
        drag->accept();
        return true;
    }
    case QEvent::DragLeave:
        hideOverlay();
        break;
    case QEvent::Drop: {
        auto* drop = static_cast<QDropEvent*>(event);
        hideOverlay();
        if (!drop->mimeData()->hasUrls())
            break;
        const QList<QUrl> urls = drop->mimeData()->urls();
        if (m_decide(urls).accepted) {
            drop->acceptProposedAction();
            emit dropped(urls);
        } else {
            drop->ignore();
        }
        return true;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace headroom::widgets
