// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the list of panes at the left edge, with icons and a 3-pixel accent bar on the current one.
#pragma once

#include <QListWidget>

namespace headroom::widgets {

class Rail : public QListWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);
    /// iconName as in widgets/theme/icons.h.
    void addPane(const QString& id, const QString& title, const QString& iconName);
    /// For LanguageChange.
    void setPaneTitle(const QString& id, const QString& title);
    void setCurrentPane(const QString& id);
    QString currentPane() const;
    QSize sizeHint() const override;

signals:
    void paneSelected(const QString& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    QListWidgetItem* find(const QString& id) const;
};

} // namespace headroom::widgets
