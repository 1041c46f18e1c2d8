// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what is selected, explained: value, verdict, formula, inputs with their provenance, source. Everything can be
// copied.
#pragma once

#include "widgets/shell/propertytable.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QScrollArea>

#include <functional>

namespace headroom::widgets {

struct InspectorSection {
    QString title;
    QList<PropertyRow> rows = {};
    QString text = {}; ///< shown under the rows
    bool mono = false;
};

struct InspectorContent {
    QString context; ///< muted line above, e.g. "Plan A · GPU 1"
    QString title;
    bool monoTitle = false;
    QString value; ///< 20 semibold
    Glyph glyph = Glyph::None;
    QString verdict; ///< beside the value; empty = the glyph's word
    QString note; ///< muted line under the value
    QString formula;
    QList<InspectorSection> sections;
    QString source;
};

class InspectorPanel : public QScrollArea {
    Q_OBJECT
public:
    explicit InspectorPanel(QWidget* parent = nullptr);
    void setContent(const InspectorContent& content);
    void clear();
    /// Everything shown, as the Copy button puts it on the clipboard.
    QString plainText() const;
    /// Buttons beside Copy; removed by the next clearActions().
    QPushButton* addAction(const QString& text, std::function<void()> run, bool primary = false);
    void clearActions();
    /// A widget of the pane's own between the sections and the source; takes ownership, null removes.
    void setExtra(QWidget* widget);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void addSection(const QString& title, const QList<PropertyRow>& rows, const QString& text, bool mono);
    InspectorContent m_content;
    QVBoxLayout* m_layout;
    QVBoxLayout* m_body;
    QVBoxLayout* m_extra;
    QHBoxLayout* m_actions;
    QPushButton* m_copy;
};

} // namespace headroom::widgets
