// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the one row above everything: menus left, the search field in the middle, theme and Present right.
#pragma once

#include <QLineEdit>
#include <QMenuBar>
#include <QToolButton>
#include <QWidget>

namespace headroom::widgets {
class Label;
}

namespace headroom::app {

class TopBar : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(QWidget* parent = nullptr);
    QMenuBar* menus() const { return m_menus; }
    QLineEdit* searchField() const { return m_search; }
    QToolButton* themeButton() const { return m_theme; }
    QToolButton* presentButton() const { return m_present; }
    void retranslate();

signals:
    void searchRequested(const QString& text); ///< clicked, or typed into

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void place();

    QMenuBar* m_menus;
    QLineEdit* m_search;
    QToolButton* m_theme;
    QToolButton* m_present;
    widgets::Label* m_shortcut; ///< inside the search field, at its right end
};

} // namespace headroom::app
