// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the presets that can be run, in two groups: GGUF files, and Hugging Face folders for other engines. One group is
// seen at a time; what is checked in the other stays checked, and Start runs both.
#pragma once

#include <QString>
#include <QWidget>

namespace headroom::widgets {
class Section;
class Segmented;
class TableView;
}

namespace headroom::app {

/// Ids of the groups.
inline const QString kFileGroup = QStringLiteral("files"), kFolderGroup = QStringLiteral("folders");

class PresetsModel;

class PresetList : public QWidget {
    Q_OBJECT
public:
    /// The model has to outlive it.
    explicit PresetList(PresetsModel& presets, QWidget* parent = nullptr);
    /// Beside the title: of which model.
    void setHint(const QString& hint);
    /// Selects a preset, in whose group the list turns; empty: none. Says nothing.
    void select(const QString& preset);
    void rescale();
    void retranslate();

signals:
    void chosen(const QString& preset); ///< by the user

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showGroup();
    void fitColumns();
    void turnTo(const QString& group);
    bool isShown(int row) const;

    PresetsModel& m_presets;
    widgets::Section* m_title;
    widgets::Segmented* m_group;
    widgets::TableView* m_table;
    QString m_last[2]; ///< what was selected in files and in folders
};

} // namespace headroom::app
