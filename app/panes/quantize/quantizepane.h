// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: which presets to make of the current model, how large each will be, and what each does to every tensor. The
// heat map fills while a run goes; map, table, histogram and Inspector share one selection.
#pragma once

#include "app/gui/pane.h"
#include "app/models/tensorsmodel.h"
#include "app/panes/quantize/sessions/searchsession.h"
#include "app/panes/quantize/sessions/sensitivitysession.h"

#include <QStackedWidget>
#include <QTimer>

class QHBoxLayout;

namespace headroom::widgets {
class EmptyState;
class Hairline;
class Section;
class Segmented;
class SortProxy;
class TableView;
class VerdictHeader;
}

namespace headroom::app {

/// What can be seen of the tensors: ids of the choice beside the map.
inline const QString kMapView = QStringLiteral("map"), kTableView = QStringLiteral("table"),
                     kOverridesView = QStringLiteral("overrides"), kSensitivityView = QStringLiteral("sensitivity"),
                     kSearchView = QStringLiteral("search"), kCalibrationView = QStringLiteral("calibration");

class CalibrationView;
class HistogramView;
class OverridesView;
class PresetList;
class QuantizeControls;
class SearchView;
class SensitivityView;
class TensorChoice;
class TensorMap;

class QuantizePane : public Pane {
    Q_OBJECT
public:
    explicit QuantizePane(Workbench& workbench, QWidget* parent = nullptr);
    ~QuantizePane() override;
    QString title() const override { return tr("Quantize", "pane"); }
    QStringList commands() const override;
    void activate() override;
    void inspectSelection() override;

protected:
    void refresh() override;
    void retranslate() override;
    void rescale() override;

private:
    void build();
    QWidget* buildPresets();
    QWidget* buildTensors();
    void buildViews(QWidget* parent);
    void connectSession();
    void connectViews();
    void updateEmptyState();
    void updateHeader();
    void updateSections();
    int firstTensor() const;
    void arrangeTensors();
    void showPreset(const QString& preset);
    void selectTensor(int row);
    void fillInspector();
    void onMeasured(const QString& preset, int row);
    void showRunning();
    void showView();
    void chooseMap();
    int rowNamed(const QString& tensor) const;
    QString shownPreset() const;
    void showTensors();
    void showDraft();

    QuantizeSession m_session;
    SearchSession m_mixtures;
    SensitivitySession m_ranking;
    TensorsModel m_tensors;
    QString m_preset; ///< whose tensors are shown
    bool m_showsDraft = false; ///< instead, the mixture at the budget slider
    int m_selected = -1; ///< row of m_tensors
    bool m_chosen = false; ///< by the user: then the Inspector shows it, else the model
    QTimer m_headerTimer; ///< the header follows a run ten times a second at most

    QStackedWidget* m_pages = nullptr;
    widgets::EmptyState* m_empty = nullptr;
    widgets::VerdictHeader* m_header = nullptr;
    PresetList* m_presets = nullptr;
    QuantizeControls* m_controls = nullptr;
    HistogramView* m_histogram = nullptr;
    TensorChoice* m_choice = nullptr;
    widgets::Section* m_mapTitle = nullptr;
    TensorMap* m_map = nullptr;
    widgets::Section* m_tableTitle = nullptr;
    widgets::TableView* m_tensorTable = nullptr;
    widgets::SortProxy* m_sorted = nullptr;
    widgets::Segmented* m_view = nullptr; ///< what stands beside the map, or in its place where there is no room
    QStackedWidget* m_side = nullptr; ///< table, overrides, sensitivity
    OverridesView* m_overrides = nullptr;
    SensitivityView* m_sensitivity = nullptr;
    SearchView* m_search = nullptr;
    CalibrationView* m_calibration = nullptr;
    QHBoxLayout* m_lower = nullptr; ///< map, and what stands beside it
    QHBoxLayout* m_mapHead = nullptr;
    QHBoxLayout* m_tableHead = nullptr;
    QWidget* m_mapSide = nullptr;
    QWidget* m_tableSide = nullptr;
};

} // namespace headroom::app
