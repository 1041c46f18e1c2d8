// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the small frame parts that every pane repeats: section titles, cards, hairlines, column layouts.
#pragma once

#include "widgets/theme/theme.h"

#include <QFrame>
#include <QVBoxLayout>
#include <QWidget>

namespace headroom::widgets {

/// Title 15 semibold with a muted 11 hint beside it on the same baseline.
class Section : public QWidget {
    Q_OBJECT
public:
    explicit Section(const QString& title = {}, const QString& hint = {}, QWidget* parent = nullptr);
    void setTitle(const QString& title);
    void setHint(const QString& hint);
    void setMono(bool mono);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFont titleFont() const;
    QString m_title;
    QString m_hint;
    bool m_mono = false;
};

/// A hairline border with radius 6 around a layout of its own; padding 12.
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);
    QVBoxLayout* body() const { return m_body; }
    /// Panel (default) or Window, the quiet surface of advisors.
    void setSurface(Role surface);
    /// A 2-pixel accent border: the card that Enter opens.
    void setHighlighted(bool highlighted);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* m_body;
    Role m_surface = Role::Panel;
    bool m_highlighted = false;
};

/// One device pixel, horizontal or vertical.
class Hairline : public QWidget {
    Q_OBJECT
public:
    explicit Hairline(Qt::Orientation orientation = Qt::Horizontal, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Qt::Orientation m_orientation;
};

} // namespace headroom::widgets
