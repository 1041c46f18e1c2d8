// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: passing messages in the corner of a window; they never take the focus and may carry one action.
#pragma once

#include "widgets/theme/glyph.h"

#include <QFrame>

#include <functional>

namespace headroom::widgets {

class Toast : public QFrame {
    Q_OBJECT
public:
    /// Shows it over the window's lower right corner; deletes itself. Several stack upwards.
    static Toast* show(QWidget* window, Glyph glyph, const QString& text, const QString& actionText = {},
                       std::function<void()> action = {}, int milliseconds = 6000);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Toast(QWidget* window, Glyph glyph, const QString& text);
    void place();
};

} // namespace headroom::widgets
