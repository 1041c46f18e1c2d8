// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/calibrationview.h"

#include "app/panes/quantize/outlierchart.h"
#include "app/text/display.h"
#include "app/text/remarks.h"
#include "core/quant/folder/scheme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace headroom::app {

namespace {

constexpr int kLeastChart = 120;
constexpr int kMostLines = 4;

} // namespace

CalibrationView::CalibrationView(Workbench& workbench, QuantizeSession& session, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_session(session)
    , m_file(new widgets::FilePicker({}, widgets::FilePicker::Mode::Open, this))
    , m_method(new QComboBox(this))
    , m_groups(new QComboBox(this))
    , m_calibrate(new QPushButton(this))
    , m_words(new widgets::Paragraph(kMostLines, widgets::Role::Muted, this))
    , m_chart(new OutlierChart(this))
{
    build();
    connect(m_file, &widgets::FilePicker::pathChanged, this, &CalibrationView::choose);
    connect(m_method, &QComboBox::activated, this, &CalibrationView::choose);
    connect(m_groups, &QComboBox::activated, this, &CalibrationView::choose);
    connect(m_calibrate, &QPushButton::clicked, this, &CalibrationView::calibrate);
    connect(&m_session.calibration(), &CalibrationSession::stateChanged, this, &CalibrationView::showFacts);
    connect(&m_session.calibration(), &CalibrationSession::chosen, this, &CalibrationView::refresh);
}

void CalibrationView::build()
{
    m_file->setObjectName(QStringLiteral("calibrationFile"));
    m_method->setObjectName(QStringLiteral("method"));
    for (const std::string& name : quant::methodNames())
        m_method->addItem(QString(), text::fromUtf8(name));
    m_groups->setObjectName(QStringLiteral("groupSize"));
    for (const std::uint64_t size : quant::kGroupSizes)
        m_groups->addItem(QString(), static_cast<int>(size));
    m_calibrate->setObjectName(QStringLiteral("calibrate"));
    m_words->label().setObjectName(QStringLiteral("calibrationWords"));
    m_chart->setMinimumHeight(widgets::Theme::current().px(kLeastChart));
    m_chart->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // what the map beside it leaves
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_method);
    row->addWidget(m_groups);
    row->addStretch(1);
    row->addWidget(m_calibrate);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_file);
    column->addLayout(row);
    column->addWidget(m_words);
    column->addWidget(m_chart, 1);
}

void CalibrationView::refresh()
{
    const CalibrationChoice& choice = m_session.calibration().choice();
    {
        const QSignalBlocker blocker(m_file);
        if (m_file->path() != choice.path)
            m_file->setPath(choice.path);
    }
    m_method->setCurrentIndex(std::max(0, m_method->findData(choice.method)));
    const int size = choice.groupSize > 0 ? choice.groupSize : static_cast<int>(quant::kGroupSizes.front());
    m_groups->setCurrentIndex(m_groups->findData(size));
    m_groups->setVisible(m_session.isGrouped(m_preset));
    showFacts();
}

void CalibrationView::show(const QString& preset)
{
    m_preset = preset;
    refresh();
}

void CalibrationView::choose()
{
    m_session.calibration().choose(
        {m_file->path(), m_method->currentData().toString(), m_groups->currentData().toInt()});
}

void CalibrationView::calibrate()
{
    m_session.calibration().calibrate(
        m_workbench.askFile({tr("Text to calibrate with"),
                             tr("Text or requests (*.txt *.md *.raw *.jsonl);;All files (*)"),
                             {},
                             Setting::ModelFolder}),
        m_session.output().path());
}

void CalibrationView::showFacts()
{
    m_chart->show(m_session.calibration().covered());
    updateWords();
}

void CalibrationView::updateWords()
{
    m_calibrate->setEnabled(!m_session.calibration().isUnderWay());
    const QString warned = warnings();
    m_words->setText(warned.isEmpty() ? words() : words() + u' ' + warned);
}

QString CalibrationView::warnings() const
{
    QStringList said;
    for (const Remark& warning : m_session.warnings(m_preset))
        said.append(tr("%1: %2.", "preset, what its plan warns of").arg(m_preset, text::remark(warning)));
    return said.join(u' ');
}

QString CalibrationView::words() const
{
    const CalibrationSession& calibration = m_session.calibration();
    if (calibration.isUnderWay())
        return tr("The text goes through the model: what each matrix gets to read is collected.");
    if (calibration.choice().path.isEmpty())
        return calibration.needsCalibration()
            ? tr("This method needs a calibration: choose one, or make one from a text.")
            : tr("Without one, every weight counts the same.");
    if (!calibration.facts())
        return tr("The file is being read.");
    if (!calibration.covered()) {
        const text::Message message = text::message(calibration.facts()->error());
        return message.text + u' ' + message.nextStep;
    }
    const CalibrationFacts& facts = *calibration.covered();
    QStringList said{tr("Covers %1 of %2 matrices; outlier channels: %3.")
                         .arg(facts.covered)
                         .arg(facts.matrices)
                         .arg(facts.outliers)};
    if (!facts.isOurs)
        said.append(tr("An importance matrix alone: what its text leaves out is not known."));
    for (const Remark& warning : facts.warnings)
        said.append(text::remark(warning) + u'.');
    return said.join(u' ');
}

void CalibrationView::retranslate()
{
    m_file->setPlaceholder(tr("Importance matrix or calibration (.gguf, .dat)"));
    m_file->setAccessibleName(tr("Importance matrix or calibration that weighs the errors"));
    m_file->setFilter(tr("Importance matrix (*.gguf *.dat *.imatrix);;All files (*)"));
    for (int i = 0; i < m_method->count(); ++i)
        m_method->setItemText(i, text::method(m_method->itemData(i).toString()));
    m_method->setAccessibleName(tr("Method of rounding"));
    for (int i = 0; i < m_groups->count(); ++i)
        m_groups->setItemText(i, tr("Groups of %1", "inputs that share a scale").arg(m_groups->itemData(i).toInt()));
    m_groups->setAccessibleName(tr("Inputs that share a scale"));
    m_groups->setToolTip(tr("So many inputs share a scale: smaller groups lose less and take more bytes."));
    m_calibrate->setText(tr("Calibrate from text…"));
    m_calibrate->setAccessibleName(tr("Make a calibration of this model from a text"));
    showFacts();
}

} // namespace headroom::app
