// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/quantizecontrols.h"

#include "app/panes/quantize/sessions/quantizesession.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace headroom::app {

QuantizeControls::QuantizeControls(QuantizeSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_folder(new widgets::FilePicker({}, widgets::FilePicker::Mode::Folder, this))
    , m_replace(new QCheckBox(this))
    , m_requantize(new QCheckBox(this))
    , m_resume(new QPushButton(this))
    , m_start(new QPushButton(this))
    , m_obstacle(
          new widgets::Label({}, widgets::TextSize::Caption, widgets::TextWeight::Regular, widgets::Role::Muted, this))
{
    m_folder->setObjectName(QStringLiteral("outputFolder"));
    m_replace->setObjectName(QStringLiteral("replaceExisting"));
    m_requantize->setObjectName(QStringLiteral("allowRequantize"));
    m_resume->setObjectName(QStringLiteral("resumeRuns"));
    m_start->setObjectName(QStringLiteral("startQuantizing"));
    m_start->setProperty("primary", true);
    m_obstacle->setObjectName(QStringLiteral("obstacle"));
    m_obstacle->setWordWrap(true);

    auto* upper = new QHBoxLayout;
    upper->setSpacing(12);
    upper->addWidget(m_folder, 1);
    upper->addWidget(m_start, 0, Qt::AlignBottom);
    auto* lower = new QHBoxLayout;
    lower->setSpacing(12);
    lower->addWidget(m_replace);
    lower->addWidget(m_requantize);
    lower->addWidget(m_obstacle, 1);
    lower->addWidget(m_resume);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(upper);
    layout->addLayout(lower);

    connect(m_folder, &widgets::FilePicker::pathChanged, &session.output(), &OutputFolder::set);
    connect(m_start, &QPushButton::clicked, &session, &QuantizeSession::start);
    connect(m_resume, &QPushButton::clicked, &session, &QuantizeSession::resume);
    connect(m_replace, &QCheckBox::toggled, this, [this](bool on) {
        m_session.setReplace(on);
        update();
    });
    connect(m_requantize, &QCheckBox::toggled, &session, &QuantizeSession::setAllowRequantize);
}

void QuantizeControls::update()
{
    if (m_folder->path() != m_session.output().path())
        m_folder->setPath(m_session.output().path());
    m_requantize->setVisible(m_session.isSourceQuantized());
    m_replace->setVisible(!m_session.checkedExisting().isEmpty());
    const QStringList interrupted = m_session.interrupted();
    m_resume->setVisible(!interrupted.isEmpty());
    m_resume->setText(interrupted.size() == 1 ? tr("Resume %1", "a preset").arg(interrupted.front())
                                              : tr("Resume %n run(s)", nullptr, int(interrupted.size())));
    m_resume->setAccessibleName(m_resume->text());
    m_resume->setToolTip(tr("Goes on from what is finished: %1").arg(interrupted.join(QStringLiteral(", "))));
    const QString obstacle = m_session.obstacle();
    m_start->setEnabled(obstacle.isEmpty());
    m_start->setToolTip(obstacle);
    m_obstacle->setText(obstacle);
}

void QuantizeControls::retranslate()
{
    m_folder->setCaption(tr("Output folder"));
    m_folder->setAccessibleName(tr("Output folder"));
    m_replace->setText(tr("Replace existing files"));
    m_replace->setAccessibleName(m_replace->text());
    m_requantize->setText(tr("Allow quantizing again"));
    m_requantize->setAccessibleName(m_requantize->text());
    m_requantize->setToolTip(tr("The source is quantized already: its errors add to the new ones. "
                                "Prefer a file in F16, BF16 or F32."));
    m_start->setText(tr("Start", "quantizing"));
    m_start->setAccessibleName(tr("Start quantizing the checked presets"));
    update();
}

} // namespace headroom::app
