// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: one number, its caption left and its value right above a slider. Linear or log2 steps; arrow keys step,
// a double-click on the value types one.
#pragma once

#include "widgets/theme/text.h"

#include <QLineEdit>
#include <QSlider>

#include <functional>

namespace headroom::widgets {

class LabeledSlider : public QWidget {
    Q_OBJECT
public:
    enum class Scale { Linear, Log2 };

    explicit LabeledSlider(const QString& caption = {}, QWidget* parent = nullptr);
    void setCaption(const QString& caption);
    /// Linear: step is a difference. Log2: step is in doublings (1 = 1k, 2k, 4k …; 0.25 = four steps per doubling).
    void setRange(double minimum, double maximum, Scale scale = Scale::Linear, double step = 1);
    void setFormatter(std::function<QString(double)> format);
    /// Turns typed text into a value; NaN rejects. The default understands 1.5, 8k, 2M.
    void setParser(std::function<double(const QString&)> parse);
    /// Texts under the ends; empty = formatted range.
    void setEndTexts(const QString& low, const QString& high);
    /// Stands in the value's place while there is not one value: "several"; until another is chosen. Empty: the value.
    void setMixed(const QString& text);
    /// A typed or set value may lie between steps; it is kept exactly.
    void setValue(double value);
    double value() const { return m_value; }
    QSlider* slider() const { return m_slider; }

signals:
    void valueChanged(double value);
    /// Mouse released, key pressed, or typed: the moment for expensive work and for undo.
    void valueCommitted(double value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    double valueAt(int position) const;
    int positionOf(double value) const;
    void showValue();
    void beginTyping();
    void endTyping(bool accept);

    Label* m_caption;
    Label* m_shown;
    Label* m_low;
    Label* m_high;
    QLineEdit* m_edit = nullptr;
    QSlider* m_slider;
    std::function<QString(double)> m_format;
    std::function<double(const QString&)> m_parse;
    QString m_mixed;
    QString m_lowText;
    QString m_highText;
    double m_minimum = 0;
    double m_maximum = 100;
    double m_step = 1;
    double m_value = 0;
    Scale m_scale = Scale::Linear;
};

/// 1.5, 8k, 2M, 1Ki … → number; NaN when it is none. k and M count in 1024 when binary.
double parseQuantity(const QString& text, bool binary = true);

} // namespace headroom::widgets
