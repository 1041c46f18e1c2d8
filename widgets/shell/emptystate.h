// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a place with nothing in it says so in words and offers the one action that fills it.
#pragma once

#include "widgets/theme/text.h"

#include <QPushButton>
#include <QWidget>

namespace headroom::widgets {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    void setContent(const QString& iconName, const QString& title, const QString& line, const QString& actionText = {});
    QPushButton* button() const { return m_button; }

signals:
    void actionTriggered();

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateIcon();
    QString m_iconName;
    QLabel* m_icon;
    Label* m_title;
    Label* m_line;
    QPushButton* m_button;
};

} // namespace headroom::widgets
