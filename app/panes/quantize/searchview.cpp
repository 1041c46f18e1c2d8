// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/searchview.h"

#include "app/models/presetfit.h"
#include "app/panes/quantize/searchchart.h"
#include "app/panes/quantize/searchsetup.h"
#include "core/base/json.h"
#include "widgets/theme/text.h"

namespace headroom::app {

SearchView::SearchView(Workbench& workbench, QuantizeSession& quantize, SearchSession& session, QWidget* parent)
    : QWidget(parent), m_workbench(workbench), m_quantize(quantize), m_session(session)
{
    build();
    connectParts();
}

void SearchView::connectParts()
{
    connect(m_setup, &SearchSetup::startRequested, this, &SearchView::start);
    connect(m_setup, &SearchSetup::textChanged, this, [this](const QString& path) {
        m_session.setText(path);
        updateSetup();
    });
    connect(m_again, &QPushButton::clicked, this, [this] { m_pages->setCurrentIndex(0); });
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        const SearchFront* front = m_session.front();
        const double share = double(position) / double(m_slider->maximum());
        if (front)
            m_session.setBudget(front->least() + std::uint64_t(share * double(front->most() - front->least())));
    });
    connect(m_chart, &SearchChart::budgetDragged, this,
            [this](double bits) { m_session.setBudget(m_session.bytesOf(bits)); });
    connect(m_chart, &widgets::ScatterChart::pointSelected, this, [this](const QString& id) {
        if (const PresetRow* row = m_quantize.presets().find(id.section(u' ', -1)))
            m_session.setBudget(m_session.bytesOf(row->bitsPerWeight)); // the mixture of this preset's size
        else if (const SearchFront* front = m_session.front())
            m_session.setBudget(front->found());
    });
    connect(m_queue, &QPushButton::clicked, &m_session, &SearchSession::queueDraft);
    connect(m_save, &QPushButton::clicked, this, &SearchView::saveDraft);
    connect(&m_session, &SearchSession::draftChanged, this, &SearchView::updateWords);
    connect(&m_session, &SearchSession::stateChanged, this, &SearchView::updateSetup);
    connect(&m_session, &SearchSession::found, this, &SearchView::showFront);
    connect(&m_session, &SearchSession::budgetChanged, this, &SearchView::showBudget);
}

void SearchView::refresh()
{
    if (m_setup->text().isEmpty())
        m_setup->setText(m_session.text());
    m_session.read();
    updateSetup();
    if (m_session.front())
        updateFound();
}

void SearchView::updateSetup()
{
    const QString words = m_setup->text().isEmpty()
        ? tr("Without a text, damage is judged from the weights alone and nothing is measured.")
        : tr("The damage of each group is measured on the text, the best mixture for every budget follows from it, and "
             "the one of this budget is measured as a whole.");
    m_setup->setObstacle(m_session.obstacle(m_setup->text()),
                         m_session.unreadable().isEmpty() ? words : m_session.unreadable());
}

QStringList SearchView::commands() const
{
    return m_session.commands(m_setup->parameters());
}

void SearchView::start()
{
    if (m_session.obstacle(m_setup->text()).isEmpty())
        m_session.start(m_setup->parameters());
}

void SearchView::showFront()
{
    m_pages->setCurrentIndex(m_session.front() ? 1 : 0);
    updateSetup();
    updateFound();
}

void SearchView::updateFound()
{
    m_chart->show(m_session.front(), m_quantize, m_session.parameters());
    if (m_session.front() && !m_session.chosen().choices.empty())
        m_chart->setBudget(m_session.bitsOf(m_session.chosen().bytes));
    updateWords();
}

void SearchView::showBudget()
{
    const SearchFront& front = *m_session.front();
    const double whole = double(front.most()) - double(front.least());
    const double shown = double(m_session.budget()) - double(front.least());
    {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(whole > 0 ? int(shown / whole * m_slider->maximum() + 0.5) : 0);
    }
    m_chart->setBudget(m_session.bitsOf(m_session.chosen().bytes));
    updateWords();
}

} // namespace headroom::app
