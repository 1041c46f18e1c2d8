// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the first thing a new user sees: three ways to begin, each one click, and the projects of before.
#pragma once

#include "app/gui/pane.h"

#include <QList>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace headroom::widgets {
class Card;
class Label;
class Section;
}

namespace headroom::app {

class WelcomePane : public Pane {
    Q_OBJECT
public:
    explicit WelcomePane(Workbench& workbench);
    QString title() const override;
    void activate() override;
    void inspectSelection() override { } // it has no Inspector

protected:
    void refresh() override;
    void retranslate() override;

private:
    struct Beginning {
        QString icon;
        QLabel* picture;
        widgets::Label* title;
        widgets::Label* line;
        QPushButton* button;
        widgets::Label* hint;
    };
    Beginning addCard(QHBoxLayout* row, const QString& icon, bool first);
    void paintPictures();
    QPushButton* openButton(const QString& text, const QString& path);
    void addUnnamedRow(const QString& path);
    void addRecentRow(const QString& path);
    void addWaysOut(QHBoxLayout& line, const QString& path);

    widgets::Label* m_title;
    widgets::Label* m_line;
    QList<Beginning> m_cards;
    widgets::Section* m_recentTitle;
    QPushButton* m_openProject;
    QVBoxLayout* m_recent;
    widgets::Label* m_foot;
};

} // namespace headroom::app
