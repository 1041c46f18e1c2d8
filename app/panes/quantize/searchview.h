// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the search for mixtures in the window: start it, see the front it found, move along it with one slider, and take
// the mixture there as a preset of its own.
#pragma once

#include "app/models/searchfront.h"
#include "app/panes/quantize/draftplan.h"
#include "app/panes/quantize/quantizeheadline.h"
#include "app/panes/quantize/quantizesession.h"

#include <QPushButton>
#include <QSlider>
#include <QStackedWidget>

namespace headroom::widgets {
class Label;
}

namespace headroom::app {

class SearchChart;
class SearchSetup;

class SearchView : public QWidget {
    Q_OBJECT
public:
    SearchView(Workbench& workbench, QuantizeSession& session, QWidget* parent = nullptr);
    /// Reads what the project has of the current model; after every change of plans.
    void refresh();
    /// The mixture at the slider, planned; null while there is none.
    const PresetPlan* draft() const { return m_front ? m_draft.plan() : nullptr; }
    /// With what is predicted for it; nothing while there is none that can be made.
    std::optional<DraftFigures> figures() const;
    QStringList commands() const; ///< what Search does, for a shell
    void retranslate();

signals:
    void draftChanged(); ///< other types, sizes, fit

private:
    using Read = Result<std::shared_ptr<const SearchFront>>;
    void build();
    QWidget* buildFound();
    void connectParts();
    Json asked() const; ///< of a search
    void start();
    void readStored();
    void adopt(const Read& read);
    void setBudget(std::uint64_t tensorBytes);
    void updateSetup();
    void updateFound();
    void updateWords();
    QString obstacle() const;
    QString sizeWords(const PresetPlan& plan) const;
    QString damageWords() const;
    QString sourceWords() const;
    bool isMine(const JobInfo& job) const;
    bool isUnderWay() const;
    double parameters() const;
    void queueDraft();
    void saveDraft();

    Workbench& m_workbench;
    QuantizeSession& m_session;
    std::shared_ptr<const SearchFront> m_front; ///< of the newest search of this model; null: none
    QString m_text, m_when; ///< that it was measured on; empty: none
    store::Id m_run = 0; ///< that m_front is from, or is being read from
    search::Allocation m_chosen;
    DraftPlan m_draft;
    QString m_unreadable; ///< why the newest result cannot be shown
    QStackedWidget* m_pages; ///< setup, then what was found
    SearchSetup* m_setup;
    SearchChart* m_chart;
    QSlider* m_slider;
    QPushButton* m_again;
    QPushButton* m_queue;
    QPushButton* m_save;
    widgets::Label* m_source; ///< what the front was measured on
    widgets::Label* m_size;
    widgets::Label* m_damage;
};

} // namespace headroom::app
