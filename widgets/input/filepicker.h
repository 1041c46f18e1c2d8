// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a path with a button that opens the dialog; typed, chosen or dropped alike. The dialog can be replaced (tests).
#pragma once

#include "widgets/theme/text.h"

#include <QLineEdit>
#include <QPushButton>

#include <functional>

namespace headroom::widgets {

class FilePicker : public QWidget {
    Q_OBJECT
public:
    enum class Mode { Open, Save, Folder };
    using Dialog = std::function<QString(const QString& start)>;

    explicit FilePicker(const QString& caption = {}, Mode mode = Mode::Open, QWidget* parent = nullptr);
    void setCaption(const QString& caption);
    void setFilter(const QString& nameFilter);
    void setPlaceholder(const QString& text);
    void setPath(const QString& path);
    QString path() const;
    void setDialog(Dialog dialog);
    QPushButton* button() const { return m_button; }

signals:
    void pathChanged(const QString& path);

protected:
    void changeEvent(QEvent* event) override;

private:
    void choose();
    void retranslate();
    Label* m_caption;
    QLineEdit* m_edit;
    QPushButton* m_button;
    Mode m_mode;
    QString m_filter;
    QString m_last;
    Dialog m_dialog;
};

} // namespace headroom::widgets
