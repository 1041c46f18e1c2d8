// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the search view is made of, its words, and what becomes of the mixture at the slider.
#include "app/models/presetfit.h"
#include "app/panes/quantize/searchchart.h"
#include "app/panes/quantize/searchsetup.h"
#include "app/panes/quantize/searchview.h"
#include "app/text/display.h"
#include "app/text/remarks.h"
#include "widgets/theme/text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace headroom::app {

namespace {

constexpr int kSteps = 1000; ///< of the slider
constexpr int kLeastSearchChart = 130;

widgets::Label* captioned(QWidget* parent, const char* name, widgets::Role role)
{
    auto* label = new widgets::Label({}, widgets::TextSize::Caption, widgets::TextWeight::Regular, role, parent);
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    return label;
}

} // namespace

void SearchView::build()
{
    m_pages = new QStackedWidget(this);
    m_setup = new SearchSetup(m_pages);
    m_pages->addWidget(m_setup);
    m_pages->addWidget(buildFound());
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);
}

QWidget* SearchView::buildFound()
{
    auto* page = new QWidget(m_pages);
    m_chart = new SearchChart(page);
    m_chart->setMinimumHeight(widgets::Theme::current().px(kLeastSearchChart));
    m_chart->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // what the map beside it leaves
    m_slider = new QSlider(Qt::Horizontal, page);
    m_slider->setObjectName(QStringLiteral("budgetSlider"));
    m_slider->setRange(0, kSteps);
    m_slider->setPageStep(kSteps / 20);
    m_source = captioned(page, "searchSource", widgets::Role::Muted);
    m_size = captioned(page, "draftSize", widgets::Role::Text);
    m_damage = captioned(page, "draftDamage", widgets::Role::Muted);
    m_again = new QPushButton(page);
    m_again->setObjectName(QStringLiteral("searchAgain"));
    m_queue = new QPushButton(page);
    m_queue->setObjectName(QStringLiteral("queueMixture"));
    m_save = new QPushButton(page);
    m_save->setObjectName(QStringLiteral("saveMixture"));
    auto* actions = new QHBoxLayout;
    actions->setSpacing(8);
    actions->addWidget(m_source, 1);
    actions->addWidget(m_again);
    actions->addWidget(m_save);
    actions->addWidget(m_queue);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_chart, 1);
    column->addWidget(m_slider);
    column->addWidget(m_size);
    column->addWidget(m_damage);
    column->addLayout(actions);
    return page;
}

void SearchView::updateWords()
{
    const PresetPlan* plan = m_session.draft();
    const bool possible = plan && plan->plan;
    m_queue->setEnabled(possible);
    m_save->setEnabled(plan != nullptr);
    m_size->setText(plan ? sizeWords(*plan) : QString());
    QStringList said;
    const SearchFront* front = m_session.front();
    if (front)
        said << sourceWords();
    for (const Remark& warning : front ? front->warnings() : Remarks())
        said << text::remark(warning);
    m_source->setText(said.join(u'\n'));
    m_damage->setText(front ? damageWords() : QString());
}

QString SearchView::sizeWords(const PresetPlan& plan) const
{
    if (!plan.plan)
        return text::message(plan.plan.error()).text;
    const QString size = tr("%1: %2 bytes exactly, %3 bits/weight", "preset, size")
                             .arg(text::fromUtf8(plan.preset), text::integer(double(plan.plan->outputBytes)),
                                  text::number(plan.plan->bitsPerWeight, 2));
    const auto fit = fitOf(m_workbench.project().request(), *plan.plan);
    if (!fit)
        return size;
    const double free = fit->device.free.value;
    return free < 0 ? tr("%1, %2 over", "size, memory beyond what there is").arg(size, text::gibibytes(-free))
                    : tr("%1, %2 free", "size, memory left").arg(size, text::gibibytes(free));
}

QString SearchView::sourceWords() const
{
    return m_session.textName().isEmpty()
        ? tr("judged from the weights alone, %1", "when").arg(m_session.when())
        : tr("measured on %1, %2", "text, when").arg(m_session.textName(), m_session.when());
}

/// What is predicted for the mixture at the slider, and how far the prediction was off where it was measured.
QString SearchView::damageWords() const
{
    const SearchFront& front = *m_session.front();
    const search::Allocation& chosen = m_session.chosen();
    if (!front.isDivergence())
        return tr("Predicted: noise to signal %1, summed over the tensors. Not measured.")
            .arg(text::significant(chosen.damage));
    const QString predicted = tr("Predicted: mean KLD %1 nat.").arg(text::significant(chosen.damage));
    if (front.measured().empty())
        return predicted;
    const MeasuredMixture& measured = front.measured().front();
    const QString value = !(measured.standardError > 0)
        ? text::significant(measured.meanKld)
        : tr("%1 ± %2", "measured value and standard error")
              .arg(text::significant(measured.meanKld), text::significant(measured.standardError, 2));
    const QString nat = QStringLiteral(" nat");
    if (chosen.bytes == front.found())
        return predicted + u' ' + tr("Measured: %1 nat.").arg(value);
    return predicted + u' '
        + tr("Not measured; the searched mixture was predicted at %1 and measured at %2.")
              .arg(text::significant(front.within(front.found()).damage) + nat, value + nat);
}

void SearchView::saveDraft()
{
    const PresetPlan* plan = m_session.draft();
    if (!plan)
        return;
    const QString path = m_workbench.askFile({tr("Save the mixture as a preset file"), tr("Preset (*.json)"),
                                              QStringLiteral("json"), Setting::ExportFolder, true});
    if (path.isEmpty())
        return;
    const quant::Preset preset = plan->definition;
    if (const Status written = quant::writePreset(std::filesystem::path(path.toStdU16String()), preset); !written)
        m_workbench.notify(written.error());
    else
        m_workbench.notify(
            {tr("%1 was saved.").arg(path), tr("headroom-cli quantize takes it with --preset-file."), {}, {}});
}

void SearchView::retranslate()
{
    m_setup->retranslate();
    m_slider->setAccessibleName(tr("Budget along the front"));
    m_slider->setToolTip(tr("More bytes to the right, less damage; every tensor's type follows."));
    m_again->setText(tr("Search again…"));
    m_again->setAccessibleName(tr("Search again with another text or budget"));
    m_queue->setText(tr("Queue"));
    m_queue->setAccessibleName(tr("Run this mixture as a preset of its own"));
    m_queue->setToolTip(m_queue->accessibleName());
    m_save->setText(tr("Save preset…"));
    m_save->setAccessibleName(tr("Save this mixture as a preset file"));
    updateSetup();
    updateFound();
}

} // namespace headroom::app
