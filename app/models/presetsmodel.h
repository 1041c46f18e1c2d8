// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the presets one can run over the current model, with their exact size before the run and how far each one is.
#pragma once

#include "app/models/presetfit.h"
#include "app/models/presetplan.h"
#include "app/models/sizeunit.h"
#include "app/models/tablemodel.h"
#include "core/base/remark.h"

#include <optional>

namespace headroom::app {

enum class PresetState { NotRun, FileExists, Interrupted, Queued, Running, Paused, Done, Failed };

struct PresetRow {
    QString preset;
    Remark summary;
    QString destination;
    std::optional<quint64> bytes; ///< of the whole file or folder, exact
    quint64 workBytes = 0; ///< on the disk while it is made, beside those
    bool isFolder = false;
    double bitsPerWeight = 0;
    std::optional<PresetFit> fit; ///< on the chosen rig, under the chosen load
    std::optional<Error> error; ///< why it cannot be planned or did not end well
    bool isChecked = false;
    int overrides = 0; ///< set by hand
    PresetState state = PresetState::NotRun;
    double fraction = 0; ///< while running or paused
};

class PresetsModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Preset, Size, Bytes, BitsPerWeight, Fit, State, kColumns };

    using TableModel::TableModel;

    /// Files in place of files; keeps which presets are checked.
    void setPlans(const std::vector<PresetPlan>& plans);
    /// Folders, behind the files, in place of folders; likewise.
    void setFolders(const std::vector<PresetPlan>& plans);
    /// One that was planned anew; stays checked, and keeps the state of a run that waits or goes on.
    void setPlan(const PresetPlan& plan, int overrides);
    void clear();
    void setFit(const QString& preset, const std::optional<PresetFit>& fit);
    /// What the fit was asked for, in words: "4 × 8k, KV f16, on Workstation".
    void setLoad(const QString& load) { m_load = load; }
    void setState(const QString& preset, PresetState state, double fraction = 0,
                  const std::optional<Error>& error = {});
    void setChecked(const QStringList& presets);
    QStringList checked() const;
    const std::vector<PresetRow>& rows() const { return m_rows; }
    const PresetRow* find(const QString& preset) const;
    int rowOf(const QString& preset) const;
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
    bool isWords(int column) const override { return column == Preset || column == Fit || column == State; }
    QString display(int row, int column) const override;
    QVariant plain(int row, int column) const override;
    QString explanation(int row, int column) const override;
    QVariant appearance(int row, int column, int role) const override;

private:
    std::vector<PresetRow> rowsOf(const std::vector<PresetPlan>& plans) const;
    int folders() const;
    void replaceRows(int first, int end, std::vector<PresetRow> rows);
    QString fitExplanation(const PresetRow& row) const;
    std::vector<PresetRow> m_rows;
    QString m_load;
};

QString wordFor(const PresetRow& row);

} // namespace headroom::app
