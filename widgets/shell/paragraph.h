// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: words of unknown length beside a chart that needs its room: as high as they are up to a number of lines, and
// scrolling from there, so that nothing is cut off and nothing is pushed out.
#pragma once

#include "widgets/theme/text.h"

#include <QScrollArea>

namespace headroom::widgets {

class Paragraph : public QScrollArea {
    Q_OBJECT
public:
    explicit Paragraph(int mostLines, Tone tone = Role::Muted, QWidget* parent = nullptr);
    void setText(const QString& text);
    Label& label() { return *m_label; } ///< which holds the words

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();
    int m_mostLines;
    Label* m_label;
};

} // namespace headroom::widgets
