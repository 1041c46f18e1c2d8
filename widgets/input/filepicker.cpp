// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/input/filepicker.h"

#include "widgets/theme/icons.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace headroom::widgets {

FilePicker::FilePicker(const QString& caption, Mode mode, QWidget* parent)
    : QWidget(parent)
    , m_caption(new Label(caption, TextSize::Caption, TextWeight::Regular, Role::Muted, this))
    , m_edit(new QLineEdit(this))
    , m_button(new QPushButton(this))
    , m_mode(mode)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::current().px(4));
    column->addWidget(m_caption);
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::current().px(8));
    row->addWidget(m_edit, 1);
    row->addWidget(m_button);
    column->addLayout(row);
    m_button->setIcon(icon(QStringLiteral("folder")));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusProxy(m_edit);
    setCaption(caption);
    retranslate();
    connect(m_button, &QPushButton::clicked, this, &FilePicker::choose);
    connect(m_edit, &QLineEdit::editingFinished, this, [this] { setPath(m_edit->text()); });
}

void FilePicker::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
    m_caption->setBuddy(m_edit);
    m_edit->setAccessibleName(caption);
}

void FilePicker::setFilter(const QString& nameFilter)
{
    m_filter = nameFilter;
}

void FilePicker::setPlaceholder(const QString& text)
{
    m_edit->setPlaceholderText(text);
}

void FilePicker::setPath(const QString& path)
{
    const QString clean = path.trimmed().isEmpty() ? QString() : QDir::cleanPath(path.trimmed());
    m_edit->setText(QDir::toNativeSeparators(clean));
    m_edit->setToolTip(m_edit->text());
    if (clean == m_last)
        return;
    m_last = clean;
    emit pathChanged(clean);
}

QString FilePicker::path() const
{
    return m_last;
}

void FilePicker::setDialog(Dialog dialog)
{
    m_dialog = std::move(dialog);
}

void FilePicker::choose()
{
    QString chosen;
    if (m_dialog)
        chosen = m_dialog(m_last);
    else if (m_mode == Mode::Folder)
        chosen = QFileDialog::getExistingDirectory(this, m_caption->text(), m_last);
    else if (m_mode == Mode::Save)
        chosen = QFileDialog::getSaveFileName(this, m_caption->text(), m_last, m_filter);
    else
        chosen = QFileDialog::getOpenFileName(this, m_caption->text(), m_last, m_filter);
    if (!chosen.isEmpty())
        setPath(chosen);
}

void FilePicker::retranslate()
{
    m_button->setText(QLatin1Char(' ') + tr("Choose…")); // keeps off the icon
    m_button->setAccessibleName(tr("Choose %1").arg(m_caption->text()));
}

void FilePicker::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace headroom::widgets
