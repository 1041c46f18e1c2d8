// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the files that can be compared with a baseline, each with what its header says, whether it is chosen, and its
// running means while a comparison goes.
#pragma once

#include "app/models/sizeunit.h"
#include "core/base/result.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>
#include <vector>

namespace headroom::app {

struct Candidate {
    QString path;
    QString name; ///< the preset of an artifact, else the file's name
    quint64 bytes = 0;
    double bitsPerWeight = 0;
    std::optional<Error> error; ///< why its header cannot be read
    bool isChecked = false;
    std::optional<double> runningKld; ///< nat; over the windows so far
    std::optional<double> runningTop1; ///< fraction
};

/// Reads each file's header; meant for a background thread.
std::vector<Candidate> readCandidates(std::vector<Candidate> candidates);

class CandidatesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Size, BitsPerWeight, RunningKld, RunningTop1, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    /// Keeps what is checked and running by path.
    void setCandidates(std::vector<Candidate> candidates);
    void setRunning(const QString& path, double kld, double top1);
    void clearRunning();
    const std::vector<Candidate>& candidates() const { return m_candidates; }
    const Candidate* find(const QString& path) const;
    QStringList checkedPaths() const;
    SizeUnit unit() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    void retranslate();

signals:
    void checkedChanged();

private:
    QString display(const Candidate& candidate, int column) const;
    QVariant plain(const Candidate& candidate, int column) const;

    std::vector<Candidate> m_candidates;
};

} // namespace headroom::app
