// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: titles stand as their column's cells do, unless the model says otherwise, and are told whole where they are cut.
#pragma once

#include <QHeaderView>

namespace headroom::widgets {

class ColumnHeader : public QHeaderView {
public:
    explicit ColumnHeader(QWidget* parent);
    /// Also of a section that is hidden.
    int titleWidth(int section) const { return sectionSizeFromContents(section).width(); }

protected:
    bool viewportEvent(QEvent* event) override;
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override;
};

} // namespace headroom::widgets
