// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the search for mixtures in the window: start it, see the front it found, move along it with one slider, and take
// the mixture there as a preset of its own.
#pragma once

#include "app/panes/quantize/sessions/searchsession.h"

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
    SearchView(Workbench& workbench, QuantizeSession& quantize, SearchSession& session, QWidget* parent = nullptr);
    /// Reads what the project has of the current model; after every change of plans.
    void refresh();
    QStringList commands() const; ///< what Search does, for a shell
    void retranslate();

private:
    void build();
    QWidget* buildFound();
    void connectParts();
    void start();
    void showFront();
    void showBudget();
    void updateSetup();
    void updateFound();
    void updateWords();
    QString sizeWords(const PresetPlan& plan) const;
    QString damageWords() const;
    QString sourceWords() const;
    void saveDraft();

    Workbench& m_workbench;
    QuantizeSession& m_quantize;
    SearchSession& m_session;
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
