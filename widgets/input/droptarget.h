// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a widget (or the whole window) that says before release whether it takes what is held over it, and as what.
#pragma once

#include <QList>
#include <QObject>
#include <QUrl>

#include <functional>

namespace headroom::widgets {

struct DropAnswer {
    bool accepted = false;
    QString text; ///< "Open as a model" or why not
};

class DropTarget : public QObject {
    Q_OBJECT
public:
    using Decide = std::function<DropAnswer(const QList<QUrl>&)>;
    /// Watches `target`, which also becomes the parent.
    DropTarget(QWidget* target, Decide decide);

signals:
    void dropped(const QList<QUrl>& urls);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showOverlay(const DropAnswer& answer);
    void hideOverlay();
    QWidget* m_target;
    QWidget* m_overlay = nullptr;
    Decide m_decide;
};

} // namespace headroom::widgets
