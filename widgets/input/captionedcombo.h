// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a choice with its caption above and a muted detail behind each item, e.g. a preset and its size.
#pragma once

#include "widgets/theme/text.h"

#include <QComboBox>
#include <QVariant>
#include <QWidget>

namespace headroom::widgets {

struct ComboItem {
    QString text;
    QString detail = {};
    QVariant data = {};
    double candidateBits = 0; ///< > 0 draws the candidate's marker
};

class CaptionedCombo : public QWidget {
    Q_OBJECT
public:
    explicit CaptionedCombo(const QString& caption = {}, QWidget* parent = nullptr);
    void setCaption(const QString& caption);
    /// Keeps the current item when its data is still there. Emits nothing.
    void setItems(const QList<ComboItem>& items);
    QVariant currentData() const;
    int currentIndex() const;
    void setCurrentIndex(int index);
    void setCurrentData(const QVariant& data);
    QComboBox* combo() const { return m_combo; }

signals:
    /// By the user or by setCurrent…
    void currentChanged(const QVariant& data);

private:
    Label* m_caption;
    QComboBox* m_combo;
};

} // namespace headroom::widgets
