// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the bar at the bottom of the window: what runs, how far, how long still, and the buttons to hold or end it.
#pragma once

#include <QWidget>

#include <memory>

namespace headroom::widgets {

struct JobStatus {
    QString title; ///< e.g. the preset
    QString item; ///< in monospace, e.g. the tensor
    qint64 done = 0;
    qint64 total = 0;
    double fraction = -1; ///< 0..1; negative = unknown, the bar is empty
    QString rate;
    QString remaining; ///< an interval in words; empty while the rate is not stable
    bool paused = false;
    bool cancelling = false;
    QString next; ///< what waits, e.g. "then Q3_K_M, Q2_K"
};

class JobTray : public QWidget {
    Q_OBJECT
public:
    explicit JobTray(QWidget* parent = nullptr);
    /// No job: caption "Jobs" and the idle text.
    void setIdle(const QString& text);
    void setJob(const JobStatus& job, int jobCount = 1);
    void setStatus(const QString& text); ///< right-aligned, e.g. the machine
    bool isExpanded() const { return m_expanded; }
    void setExpanded(bool expanded);

signals:
    void pauseRequested();
    void resumeRequested();
    void cancelRequested();
    void expandedChanged(bool expanded);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    struct Parts;
    std::shared_ptr<Parts> m_parts;
    JobStatus m_job;
    int m_jobCount = 0;
    QString m_idle;
    bool m_expanded = false;
};

} // namespace headroom::widgets
