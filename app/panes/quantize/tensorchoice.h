// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the selected tensor's type, why it is that one, and every other type it could have with what that costs. A
// choice is an override of the shown preset.
#pragma once

#include "app/models/tensorgrid.h"
#include "widgets/input/captionedcombo.h"

#include <optional>

namespace headroom::app {

class QuantizeSession;

class TensorChoice : public QWidget {
    Q_OBJECT
public:
    explicit TensorChoice(QuantizeSession& session, QWidget* parent = nullptr);
    /// row: null when nothing is selected.
    void show(const QString& preset, const TensorRow* row);
    /// Opens the list of types, where there is a choice.
    void open();
    void retranslate();

private:
    void fill();
    void choose(const QVariant& type);
    QList<widgets::ComboItem> items() const;

    QuantizeSession& m_session;
    widgets::CaptionedCombo* m_type;
    widgets::Label* m_why;
    QString m_preset;
    std::optional<TensorRow> m_row;
};

} // namespace headroom::app
