// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the base of every pane. A hidden pane costs nothing: invalidate() refreshes at once when the pane is visible and
// otherwise when it is shown next. A pane never computes for long, never queries the store while painting.
#pragma once

#include <QWidget>

namespace headroom::app {

class Workbench;

class Pane : public QWidget {
    Q_OBJECT
public:
    /// id is the row of the panes table, "capacity"; also the object name, and what --pane takes.
    Pane(const QString& id, Workbench& workbench, QWidget* parent = nullptr);

    const QString& id() const { return m_id; }
    /// Marks what is shown as outdated; cheap, may be called from any signal any number of times.
    void invalidate();
    /// Translated name, as in the rail.
    virtual QString title() const = 0;
    /// What it would run as it is set up, each as a line for a shell; none where nothing is.
    virtual QStringList commands() const { return {}; }
    /// The pane became the current one: give the focus to its first control.
    virtual void activate() { }
    /// Fills the Inspector with what is selected here now, or empties it. Called when the pane becomes the current one
    /// and after each refresh: what another pane or an earlier state had selected never stays.
    virtual void inspectSelection() = 0;

protected:
    /// Reads the project again and redraws. Only called while visible, at most once per event-loop turn.
    virtual void refresh() = 0;
    /// Sets every text again; called once after construction is complete (first show) and when the language changes.
    virtual void retranslate() = 0;

    /// Sets measures again that are not asked from a size hint; called before the first show, when the text scale
    /// changes, and when the pane becomes narrow or is no longer.
    virtual void rescale() { }
    /// Beside a wide Inspector or in a small window: what can do with less takes less.
    bool isNarrow() const;

    Workbench& workbench() const { return m_workbench; }
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refreshNow();
    void rescaleIfNeeded();

    Workbench& m_workbench;
    QString m_id;
    bool m_outdated = true;
    bool m_scheduled = false;
    bool m_translated = false;
    double m_scale = 0; ///< the text scale that rescale() was called for
    bool m_narrow = false; ///< what rescale() found it to be
};

} // namespace headroom::app
