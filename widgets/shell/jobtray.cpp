// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/jobtray.h"

#include "widgets/shell/section.h"
#include "widgets/theme/elidedlabel.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace headroom::widgets {

namespace {

constexpr int kItemWidth = 170, kNextWidth = 150; // at most, and less where the window is narrow
constexpr int kProgressWidth = 240, kLeastBarWidth = 60, kBarHeight = 6;

/// The bar alone: accent; muted while paused.
class TrayBar : public QWidget {
public:
    TrayBar() { rescale(); }

    void rescale()
    {
        const Theme& theme = Theme::current();
        setFixedHeight(theme.px(kBarHeight));
        setMinimumWidth(theme.px(kLeastBarWidth));
        setMaximumWidth(theme.px(kProgressWidth));
        updateGeometry();
    }

    QSize sizeHint() const override { return QSize(maximumWidth(), maximumHeight()); }

    void setFraction(double fraction, bool paused)
    {
        m_fraction = qBound(0.0, fraction, 1.0);
        m_paused = paused;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Role::Track));
        const double radius = height() / 2.0;
        painter.drawRoundedRect(rect(), radius, radius);
        painter.setBrush(theme.color(m_paused ? Role::Muted : Role::Accent));
        if (m_fraction > 0)
            painter.drawRoundedRect(QRectF(0, 0, qMax(width() * m_fraction, 2 * radius), height()), radius, radius);
    }

private:
    double m_fraction = 0;
    bool m_paused = false;
};

QPushButton* compactButton(const QString& iconName)
{
    auto* button = new QPushButton(icon(iconName), {});
    button->setProperty("compact", true);
    button->setIconSize(QSize(12, 12));
    return button;
}

} // namespace

struct JobTray::Parts {
    QToolButton* caret = new QToolButton;
    Label* caption = new Label({}, TextSize::Body, TextWeight::SemiBold);
    Label* idle = new Label({}, TextSize::Body, TextWeight::Regular, Role::Muted);
    QWidget* job = new QWidget;
    ElidedLabel* title = new ElidedLabel;
    ElidedLabel* item = new ElidedLabel({}, TextSize::Caption, TextWeight::Regular, Role::Muted);
    Label* count = new Label({}, TextSize::Body, TextWeight::Regular, Role::Muted);
    TrayBar* bar = new TrayBar;
    Label* percent = new Label({}, TextSize::Body, TextWeight::SemiBold);
    ElidedLabel* rate = new ElidedLabel({}, TextSize::Body, TextWeight::Regular, Role::Muted);
    Hairline* line = new Hairline(Qt::Vertical);
    ElidedLabel* remaining = new ElidedLabel({}, TextSize::Body, TextWeight::SemiBold);
    QPushButton* pause = compactButton(QStringLiteral("pause"));
    QPushButton* cancel = compactButton(QStringLiteral("cancel"));
    ElidedLabel* next = new ElidedLabel({}, TextSize::Body, TextWeight::Regular, Role::Muted);
    ElidedLabel* status = new ElidedLabel({}, TextSize::Body, TextWeight::Regular, Role::Muted);
};

JobTray::JobTray(QWidget* parent) : QWidget(parent), m_parts(std::make_shared<Parts>())
{
    const Theme& theme = Theme::current();
    setFixedHeight(theme.px(32));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(8), 0, theme.px(12), 0);
    row->setSpacing(theme.px(8));
    auto* inner = new QHBoxLayout(m_parts->job);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(theme.px(8));
    m_parts->item->setMono(true);
    m_parts->item->setElideMode(Qt::ElideMiddle);
    m_parts->item->setMaximumWidth(theme.px(kItemWidth));
    m_parts->next->setMaximumWidth(theme.px(kNextWidth));
    for (QWidget* part : std::initializer_list<QWidget*>{
             m_parts->title, m_parts->item, m_parts->count, m_parts->bar, m_parts->percent, m_parts->rate,
             m_parts->line, m_parts->remaining, m_parts->pause, m_parts->cancel, m_parts->next})
        inner->addWidget(part, 0, Qt::AlignVCenter);
    m_parts->pause->setObjectName(QStringLiteral("pauseJob"));
    m_parts->cancel->setObjectName(QStringLiteral("cancelJob"));
    m_parts->line->setFixedHeight(theme.px(16));
    for (QWidget* part : std::initializer_list<QWidget*>{m_parts->caret, m_parts->caption, m_parts->idle, m_parts->job})
        row->addWidget(part, 0, Qt::AlignVCenter);
    row->addStretch();
    row->addWidget(m_parts->status);
    connect(m_parts->caret, &QToolButton::clicked, this, [this] { setExpanded(!m_expanded); });
    connect(m_parts->cancel, &QPushButton::clicked, this, &JobTray::cancelRequested);
    connect(m_parts->pause, &QPushButton::clicked, this,
            [this] { m_job.paused ? emit resumeRequested() : emit pauseRequested(); });
    setIdle({});
}

void JobTray::setIdle(const QString& text)
{
    m_jobCount = 0;
    m_idle = text;
    m_job = {};
    refresh();
}

void JobTray::setJob(const JobStatus& job, int jobCount)
{
    m_job = job;
    m_jobCount = qMax(1, jobCount);
    refresh();
}

void JobTray::setStatus(const QString& text)
{
    m_parts->status->setText(text);
}

void JobTray::setExpanded(bool expanded)
{
    if (expanded == m_expanded)
        return;
    m_expanded = expanded;
    refresh();
    emit expandedChanged(expanded);
}

void JobTray::refresh()
{
    Parts& p = *m_parts;
    const QLocale locale;
    const bool busy = m_jobCount > 0;
    p.caret->setIcon(icon(m_expanded ? QStringLiteral("caret-down") : QStringLiteral("caret-up")));
    p.caret->setIconSize(QSize(12, 12));
    p.caret->setAccessibleName(m_expanded ? tr("Hide the job queue") : tr("Show the job queue"));
    p.caret->setToolTip(p.caret->accessibleName());
    p.caption->setText(busy ? tr("Jobs %1").arg(m_jobCount) : tr("Jobs"));
    p.caption->setTextSize(TextSize::Body, busy ? TextWeight::SemiBold : TextWeight::Regular);
    p.idle->setText(m_idle.isEmpty() ? tr("none running") : m_idle);
    p.idle->setVisible(!busy);
    p.job->setVisible(busy);
    p.title->setText(m_job.title);
    p.item->setText(m_job.item);
    p.count->setText(m_job.total > 0 ? tr("%1/%2").arg(locale.toString(m_job.done), locale.toString(m_job.total))
                                     : QString());
    p.bar->setFraction(m_job.fraction, m_job.paused);
    p.percent->setText(m_job.fraction >= 0 ? tr("%1 %").arg(static_cast<int>(m_job.fraction * 100)) : QString());
    p.rate->setText(m_job.paused ? tr("paused") : m_job.rate);
    p.remaining->setText(m_job.remaining);
    p.line->setVisible(!m_job.remaining.isEmpty());
    p.pause->setText(m_job.paused ? tr("Resume") : tr("Pause"));
    p.pause->setIcon(icon(m_job.paused ? QStringLiteral("resume") : QStringLiteral("pause")));
    p.pause->setEnabled(!m_job.cancelling);
    p.cancel->setText(m_job.cancelling ? tr("Cancelling") : tr("Cancel"));
    p.cancel->setEnabled(!m_job.cancelling);
    p.next->setText(m_job.next);
    for (Label* label : std::initializer_list<Label*>{p.title, p.item, p.count, p.percent, p.rate, p.remaining, p.next})
        label->setVisible(!label->text().isEmpty());
    for (Label* label : std::initializer_list<Label*>{p.rate, p.remaining}) // titles give way before figures do
        label->setMinimumWidth(label->sizeHint().width());
    setAccessibleName(tr("Jobs"));
    setAccessibleDescription(busy ? m_job.title + QLatin1Char(' ') + m_job.item + QLatin1Char(' ') + p.percent->text()
                                  : p.idle->text());
}

void JobTray::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
    if (event->type() == QEvent::FontChange) {
        setFixedHeight(Theme::current().px(32));
        m_parts->item->setMaximumWidth(Theme::current().px(kItemWidth));
        m_parts->next->setMaximumWidth(Theme::current().px(kNextWidth));
        m_parts->bar->rescale();
    }
}

void JobTray::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Role::Window));
    painter.fillRect(QRectF(0, 0, width(), 1 / devicePixelRatioF()), theme.color(Role::Hairline));
}

} // namespace headroom::widgets
