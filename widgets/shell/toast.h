// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: passing messages at the lower edge of a window, over the bar that is there and not over data; they never take
// the focus and may carry one action.
#pragma once

#include "widgets/theme/glyph.h"

#include <QFrame>
#include <QTimer>

#include <functional>

namespace headroom::widgets {

class Toast : public QFrame {
    Q_OBJECT
public:
    /// Shows it in the window's lower right corner, whole, in one line where the window is wide enough; deletes itself
    /// once it was seen that long, 0: when dismissed. The newest is seen; those before it come back, each for its own
    /// time. The glyph stands without its word, which is a verdict's. The same text again takes the older one's place.
    static Toast* show(QWidget* window, Glyph glyph, const QString& text, const QString& actionText = {},
                       std::function<void()> action = {}, int milliseconds = 6000);

    /// What it says is not so any more: it goes at once, seen or waiting.
    static void retract(QWidget* window, const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Toast(QWidget* window, Glyph glyph, const QString& text);
    void addButtons(const QString& actionText, std::function<void()> action);
    void place();
    void dismiss();
    static void arrange(const QWidget* window);

    QString m_text;
    Glyph m_glyph;
    QTimer m_timer;
    class Label* m_label;
    bool m_isOver = false;
};

} // namespace headroom::widgets
