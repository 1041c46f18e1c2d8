// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/dialogs.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace headroom::app {

namespace {

QString askFile(QWidget* parent, const FileQuestion& question)
{
    QFileDialog dialog(parent, question.title, settings::value(question.folder).toString(), question.filter);
    dialog.setAcceptMode(question.save ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog.setFileMode(question.save ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog.setDefaultSuffix(question.suffix);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return {};
    const QString path = dialog.selectedFiles().constFirst();
    settings::setValue(question.folder, QFileInfo(path).absolutePath());
    return path;
}

bool askYes(QWidget* parent, const QString& question, const QString& detail, const QString& yes)
{
    QMessageBox box(QMessageBox::NoIcon, QString(), question, QMessageBox::Cancel, parent);
    box.setInformativeText(detail);
    QPushButton* accept = box.addButton(yes, QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == accept;
}

} // namespace

Dialogs Dialogs::standard()
{
    return {&askFile, &askYes};
}

} // namespace headroom::app
