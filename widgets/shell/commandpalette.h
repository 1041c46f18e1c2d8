// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: every command within a few keys: a popup with a fuzzy filter over a list that the application owns.
#pragma once

#include <QFrame>
#include <QLineEdit>
#include <QList>
#include <QListWidget>

#include <functional>

namespace headroom::widgets {

struct Command {
    QString id;
    QString text;
    QString shortcut; ///< as shown, e.g. Ctrl+O
    std::function<void()> run;
    QString group; ///< muted in front of the text
};

/// Score of `pattern` as a subsequence of `text` without regard to case; -1 when it is none, higher is better.
int fuzzyScore(const QString& pattern, const QString& text);

class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* parent = nullptr);
    void setCommands(QList<Command> commands);
    /// Opens under `anchor` (the search field) or at the top centre of the parent window.
    void popUp(QWidget* anchor = nullptr, const QString& text = {});
    /// Ids in the order shown for the current filter.
    QStringList shownIds() const;
    QLineEdit* field() const { return m_field; }

signals:
    void commandRun(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refilter();
    void runCurrent();
    void retranslate();
    QList<Command> m_commands;
    QLineEdit* m_field;
    QListWidget* m_list;
};

} // namespace headroom::widgets
