// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/dialogs.h"

#include <QCoreApplication>
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

Keep askKeep(QWidget* parent, const QString& question, const QString& detail)
{
    QMessageBox box(QMessageBox::NoIcon, QString(), question, QMessageBox::Cancel, parent);
    box.setInformativeText(detail);
    QPushButton* save = box.addButton(QCoreApplication::translate("Dialogs", "Save"), QMessageBox::AcceptRole);
    QPushButton* discard
        = box.addButton(QCoreApplication::translate("Dialogs", "Discard"), QMessageBox::DestructiveRole);
    box.setDefaultButton(save);
    box.exec();
    return box.clickedButton() == save ? Keep::Save : box.clickedButton() == discard ? Keep::Discard : Keep::Cancel;
}

} // namespace

Dialogs Dialogs::standard()
{
    return {&askFile, &askYes, &askKeep};
}

} // namespace headroom::app
