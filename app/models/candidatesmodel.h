// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the files that can be compared with a baseline, each with what its header says, whether it is chosen, and its
// running means while a comparison goes.
#pragma once

#include "app/models/sizeunit.h"
#include "app/models/tablemodel.h"
#include "core/base/result.h"

#include <optional>
#include <vector>

namespace headroom::app {

/// What a candidate and the baseline have in common.
enum class Kinship {
    SameModel,
    OtherModel, ///< comparable, but the figures tell two models apart, and not what quantization cost
    OtherVocabulary, ///< not comparable token by token
};

struct Candidate {
    QString path;
    QString name; ///< the preset of an artifact, else the file's name
    quint64 bytes = 0;
    double bitsPerWeight = 0;
    std::optional<Error> error; ///< why its header cannot be read
    bool isChecked = false;
    Kinship kinship = Kinship::SameModel;
    std::optional<double> runningKld; ///< nat; over the windows so far
    std::optional<double> runningTop1; ///< fraction
};

struct CandidatesRead {
    std::vector<Candidate> candidates;
    std::optional<Error> baselineError; ///< why its header cannot be read
};
/// Reads each file's header and holds it against the baseline's; meant for a background thread.
CandidatesRead readCandidates(std::vector<Candidate> candidates, const QString& baseline);

class CandidatesModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Name, Size, BitsPerWeight, RunningKld, RunningTop1, kColumns };

    using TableModel::TableModel;

    /// Keeps what is checked and running by path.
    void setCandidates(std::vector<Candidate> candidates);
    void setRunning(const QString& path, double kld, double top1);
    void clearRunning();
    const std::vector<Candidate>& candidates() const { return m_candidates; }
    const Candidate* find(const QString& path) const;
    QStringList checkedPaths() const;
    bool isComparable(const Candidate& candidate) const
    {
        return !candidate.error && candidate.kinship != Kinship::OtherVocabulary;
    }
    SizeUnit unit() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void checkedChanged();

protected:
    int columns() const override { return kColumns; }
    QString title(int column) const override;
    QString titleExplanation(int column) const override;
    bool isWords(int column) const override { return column == Name; }
    QString display(int row, int column) const override;
    QVariant plain(int row, int column) const override;
    QString explanation(int row, int column) const override;
    QVariant appearance(int row, int column, int role) const override;

private:
    std::vector<Candidate> m_candidates;
};

} // namespace headroom::app
