// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: every pane answers its question in its first line, then in at most four large numbers.
#pragma once

#include "widgets/theme/glyph.h"

#include <QList>
#include <QRectF>
#include <QWidget>

namespace headroom::widgets {

struct BigNumber {
    QString value;
    QString unit;
    QString caption;
};

class VerdictHeader : public QWidget {
    Q_OBJECT
public:
    explicit VerdictHeader(QWidget* parent = nullptr);
    /// An empty word takes the glyph's own.
    void setVerdict(Glyph glyph, const QString& word, const QString& sentence);
    /// Keeps its height, and what it says within that, while something below is dragged by the mouse.
    void setHeld(bool held);
    void setNumbers(const QList<BigNumber>& numbers);
    QString sentence() const { return m_sentence; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Place {
        QPointF at; ///< of the number's row
        QRectF caption;
    };
    void paintVerdict(QPainter& painter) const;
    void paintNumbers(QPainter& painter, int top) const;
    QList<Place> placeNumbers(int width) const; ///< from the top of the numbers
    static Place placeNumber(const BigNumber& number, QPointF at, double width);
    QRectF sentenceBox(int width) const;
    int verdictHeight(int width) const;
    QString shownSentence(const QRectF& box) const;
    QString shownWord() const;
    void updateAccessible();

    Glyph m_glyph = Glyph::None;
    QString m_word;
    QString m_sentence;
    QList<BigNumber> m_numbers;
    int m_heldHeight = 0; ///< of all, and of the verdict alone; 0 while not held
    int m_heldVerdict = 0;
};

} // namespace headroom::widgets
