// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what the plan asks for: model, preset, context, concurrency, cache type, what is loaded beside it. Each move is
// one undoable edit.
#pragma once

#include "app/models/artifactsizes.h"
#include "app/project/project.h"

#include <QWidget>

namespace headroom::widgets {
class CaptionedCombo;
class LabeledSlider;
class Segmented;
}

namespace headroom::app {

class Workbench;

/// Ends of the context and concurrency scales, shared by the sliders and the map.
struct PlanRange {
    double minContext = 1024, maxContext = 131072;
    double maxConcurrency = 64;
};
/// Up to the trained context, or the planned one where that is longer: the slider never hides what is planned.
PlanRange rangeOf(const plan::PlanRequest& request);

/// What is loaded beside the text model, and what of it stays in host memory. Each move is one undoable edit.
class BesideControls : public QWidget {
    Q_OBJECT
public:
    explicit BesideControls(Workbench& workbench, QWidget* parent = nullptr);
    void retranslate();
    void show(const plan::PlanRequest& request);

private:
    void fillProjectors(const plan::PlanRequest& request);
    void chooseProjector(const QString& key);
    void readProjector(const QString& path);
    void editProjector(const std::vector<model::LeftOut>& parts, const QString& file);

    Workbench& m_workbench;
    widgets::CaptionedCombo* m_projector; ///< only where the model has one, or a file beside it is one
    widgets::LabeledSlider* m_experts; ///< only where there are experts, and a GPU
    quint64 m_ticket = 0; ///< the newest choice wins
};

class PlanControls : public QWidget {
    Q_OBJECT
public:
    explicit PlanControls(Workbench& workbench, QWidget* parent = nullptr);
    void retranslate();
    void show(const plan::PlanRequest& request);
    void focusFirst();
    /// From the map: both at once, one undo step per drag.
    void setOperatingPoint(double context, double concurrency);

private:
    void fillModels(const plan::PlanRequest& request);
    void fillPresets(const plan::PlanRequest& request);
    void chooseModel(const QString& key);
    template <class Change> void edit(const QString& text, int mergeId, Change change);

    Workbench& m_workbench;
    widgets::CaptionedCombo* m_model;
    widgets::CaptionedCombo* m_preset;
    widgets::LabeledSlider* m_context;
    widgets::LabeledSlider* m_concurrency;
    widgets::Segmented* m_kvType;
    BesideControls* m_beside;
    ArtifactSizes m_sizes;
    QString m_presetsFor; ///< the model whose preset sizes are shown
};

} // namespace headroom::app
