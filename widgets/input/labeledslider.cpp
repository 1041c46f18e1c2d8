// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/input/labeledslider.h"

#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::widgets {

double parseQuantity(const QString& text, bool binary)
{
    QString number = text.trimmed();
    double factor = 1;
    const double kilo = binary ? 1024 : 1000;
    if (number.endsWith(QLatin1Char('i')))
        number.chop(1);
    if (!number.isEmpty() && !number.back().isDigit()) {
        const char16_t unit = number.back().toLower().unicode();
        factor = unit == u'k' ? kilo : unit == u'm' ? kilo * kilo : unit == u'g' ? kilo * kilo * kilo : 0;
        number.chop(1);
    }
    bool ok = false;
    double value = QLocale::c().toDouble(number.trimmed(), &ok);
    if (!ok)
        value = QLocale().toDouble(number.trimmed(), &ok);
    return ok && factor > 0 && std::isfinite(value) ? value * factor : std::numeric_limits<double>::quiet_NaN();
}

LabeledSlider::LabeledSlider(const QString& caption, QWidget* parent)
    : QWidget(parent)
    , m_caption(new Label(caption, TextSize::Caption, TextWeight::Regular, Role::Muted, this))
    , m_shown(new Label({}, TextSize::Body, TextWeight::SemiBold, Role::Text, this))
    , m_low(new Label({}, TextSize::Caption, TextWeight::Regular, Role::Muted, this))
    , m_high(new Label({}, TextSize::Caption, TextWeight::Regular, Role::Muted, this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_format([](double value) { return QLocale().toString(value, 'g', 6); })
    , m_parse([](const QString& text) { return parseQuantity(text); })
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(Theme::current().px(2));
    grid->addWidget(m_caption, 0, 0, Qt::AlignLeft | Qt::AlignBottom);
    grid->addWidget(m_shown, 0, 1, Qt::AlignRight | Qt::AlignBottom);
    grid->addWidget(m_slider, 1, 0, 1, 2);
    grid->addWidget(m_low, 2, 0, Qt::AlignLeft);
    grid->addWidget(m_high, 2, 1, Qt::AlignRight);
    m_slider->setMinimumHeight(Theme::current().px(18));
    m_slider->installEventFilter(this);
    m_shown->installEventFilter(this);
    m_shown->setToolTip(tr("Double-click to type a value"));
    setFocusProxy(m_slider);
    setCaption(caption);
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        if (position == positionOf(m_value) && m_mixed.isEmpty())
            return;
        m_value = valueAt(position);
        m_mixed.clear();
        showValue();
        emit valueChanged(m_value);
    });
    connect(m_slider, &QSlider::sliderReleased, this, [this] { emit valueCommitted(m_value); });
    setRange(0, 100);
}

void LabeledSlider::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    m_slider->setAccessibleName(caption);
    setAccessibleName(caption);
}

void LabeledSlider::setRange(double minimum, double maximum, Scale scale, double step)
{
    m_scale = scale;
    m_minimum = scale == Scale::Log2 ? std::max(minimum, std::numeric_limits<double>::min()) : minimum;
    m_maximum = std::max(m_minimum, maximum);
    m_step = step > 0 ? step : 1;
    const double span = scale == Scale::Log2 ? std::log2(m_maximum / m_minimum) : m_maximum - m_minimum;
    const QSignalBlocker block(m_slider);
    m_slider->setRange(0, static_cast<int>(std::clamp(std::round(span / m_step), 0.0, 1e6)));
    m_slider->setSingleStep(1);
    m_slider->setPageStep(std::max(1, m_slider->maximum() / 10));
    m_value = std::clamp(m_value, m_minimum, m_maximum);
    m_slider->setValue(positionOf(m_value));
    showValue();
}

double LabeledSlider::valueAt(int position) const
{
    if (position >= m_slider->maximum())
        return m_maximum;
    const double value
        = m_scale == Scale::Log2 ? m_minimum * std::exp2(position * m_step) : m_minimum + position * m_step;
    return std::min(value, m_maximum);
}

int LabeledSlider::positionOf(double value) const
{
    const double steps
        = (m_scale == Scale::Log2 ? std::log2(std::max(value, m_minimum) / m_minimum) : value - m_minimum) / m_step;
    return static_cast<int>(std::clamp(std::round(steps), 0.0, static_cast<double>(m_slider->maximum())));
}

void LabeledSlider::setFormatter(std::function<QString(double)> format)
{
    m_format = std::move(format);
    showValue();
}

void LabeledSlider::setParser(std::function<double(const QString&)> parse)
{
    m_parse = std::move(parse);
}

void LabeledSlider::setEndTexts(const QString& low, const QString& high)
{
    m_lowText = low;
    m_highText = high;
    showValue();
}

void LabeledSlider::setValue(double value)
{
    if (!std::isfinite(value))
        return;
    const double kept = std::clamp(value, m_minimum, m_maximum);
    if (kept == m_value && m_mixed.isEmpty())
        return;
    m_value = kept;
    m_mixed.clear();
    m_slider->setValue(positionOf(kept));
    showValue();
    emit valueChanged(m_value);
}

void LabeledSlider::setMixed(const QString& text)
{
    m_mixed = text;
    showValue();
}

void LabeledSlider::showValue()
{
    m_shown->setText(m_mixed.isEmpty() ? m_format(m_value) : m_mixed);
    m_low->setText(m_lowText.isEmpty() ? m_format(m_minimum) : m_lowText);
    m_high->setText(m_highText.isEmpty() ? m_format(m_maximum) : m_highText);
    m_slider->setAccessibleDescription(m_shown->text());
}

void LabeledSlider::beginTyping()
{
    if (m_edit != nullptr)
        return;
    m_edit = new QLineEdit(QLocale::c().toString(m_value, 'g', 12), this);
    m_edit->setAccessibleName(m_caption->text());
    m_edit->setAlignment(Qt::AlignRight);
    const QRect shown = m_shown->geometry();
    const int wide = Theme::current().px(96);
    const int tall = m_edit->sizeHint().height();
    m_edit->setGeometry(width() - wide, shown.center().y() - tall / 2 + 4, wide, tall);
    m_edit->installEventFilter(this);
    m_edit->show();
    m_edit->selectAll();
    m_edit->setFocus();
}

void LabeledSlider::endTyping(bool accept)
{
    if (m_edit == nullptr)
        return;
    QLineEdit* const edit = m_edit;
    m_edit = nullptr; // first: hiding it sends a focus-out, which ends here too
    const double value = accept ? m_parse(edit->text()) : std::numeric_limits<double>::quiet_NaN();
    edit->hide();
    edit->deleteLater();
    if (!std::isfinite(value))
        return;
    setValue(value);
    emit valueCommitted(m_value);
}

static bool movesSlider(int key)
{
    return (key >= Qt::Key_Home && key <= Qt::Key_PageDown) || key == Qt::Key_Plus || key == Qt::Key_Minus;
}

bool LabeledSlider::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_shown && event->type() == QEvent::MouseButtonDblClick) {
        beginTyping();
        return true;
    }
    if (watched == m_slider && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_F2) {
            beginTyping();
            return true;
        }
    }
    if (watched == m_slider && event->type() == QEvent::KeyRelease
        && movesSlider(static_cast<QKeyEvent*>(event)->key()))
        emit valueCommitted(m_value);
    if (watched == m_edit && m_edit != nullptr) {
        if (event->type() == QEvent::FocusOut)
            endTyping(true);
        else if (event->type() == QEvent::KeyPress) {
            const int key = static_cast<QKeyEvent*>(event)->key();
            if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape) {
                endTyping(key != Qt::Key_Escape);
                m_slider->setFocus();
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

void LabeledSlider::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
        m_shown->setToolTip(tr("Double-click to type a value"));
        showValue();
    }
}

} // namespace headroom::widgets
