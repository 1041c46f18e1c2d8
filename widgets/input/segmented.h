// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: one of a few, all visible: a row of joined buttons.
#pragma once

#include "widgets/theme/text.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStringList>
#include <QWidget>

#include <utility>

namespace headroom::widgets {

class Segmented : public QWidget {
    Q_OBJECT
public:
    explicit Segmented(const QString& caption = {}, QWidget* parent = nullptr);
    void setCaption(const QString& caption);
    void setOptions(const QList<std::pair<QString, QString>>& idAndText);
    void setCurrent(const QString& id);
    QString current() const;
    QAbstractButton* button(const QString& id) const;

signals:
    void currentChanged(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void step(int by);
    Label* m_caption;
    QHBoxLayout* m_row;
    QButtonGroup* m_group;
    QStringList m_ids;
};

} // namespace headroom::widgets
