// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: whatever a page needs, in any state and language, the window stays as small as the user wants it: the page
// scrolls once it has less than its minimum, and asks the window for nothing.
#pragma once

#include <QScrollArea>

namespace headroom::widgets {

class PageArea : public QScrollArea {
    Q_OBJECT
public:
    /// Takes ownership.
    explicit PageArea(QWidget* page);
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
};

} // namespace headroom::widgets
