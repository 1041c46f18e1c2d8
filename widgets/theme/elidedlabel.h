// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: one line that gives way: what does not fit is left out, and the tool tip has it whole.
#pragma once

#include "widgets/theme/text.h"

namespace headroom::widgets {

class ElidedLabel : public Label {
    Q_OBJECT
public:
    using Label::Label;
    void setElideMode(Qt::TextElideMode mode) { m_mode = mode; }
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace headroom::widgets
