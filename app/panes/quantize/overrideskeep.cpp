// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A preset and its overrides become a preset of the user's own, in the project or as a file.
#include "app/panes/quantize/overridesview.h"
#include "app/panes/quantize/sessions/quantizesession.h"
#include "app/text/display.h"
#include "core/base/remarks.h"
#include "widgets/theme/text.h"

#include <QHBoxLayout>

namespace headroom::app {

QHBoxLayout* OverridesView::buildKeeping()
{
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("ownName"));
    m_keep = new QPushButton(this);
    m_keep->setObjectName(QStringLiteral("keepPreset"));
    m_more = new QPushButton(this);
    m_more->setObjectName(QStringLiteral("presetFiles"));
    auto* menu = new QMenu(m_more);
    m_fromFile = menu->addAction(QString());
    m_fromFile->setObjectName(QStringLiteral("addPresetFile"));
    m_toFile = menu->addAction(QString());
    m_toFile->setObjectName(QStringLiteral("savePresetFile"));
    m_delete = menu->addAction(QString());
    m_delete->setObjectName(QStringLiteral("deletePreset"));
    m_more->setMenu(menu);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_name, 1);
    row->addWidget(m_keep);
    row->addWidget(m_more);
    connect(m_name, &QLineEdit::textChanged, this, &OverridesView::updateHint);
    connect(m_name, &QLineEdit::returnPressed, m_keep, &QPushButton::click);
    connect(m_keep, &QPushButton::clicked, this, &OverridesView::keep);
    connect(m_fromFile, &QAction::triggered, this, &OverridesView::addFromFile);
    connect(m_toFile, &QAction::triggered, this, &OverridesView::saveToFile);
    connect(m_delete, &QAction::triggered, this, [this] { m_session.own().remove(m_preset); });
    return row;
}

/// Why the name in the field cannot be taken; empty when it can, or when there is none.
QString OverridesView::nameHint() const
{
    const std::string name = m_name->text().trimmed().toStdString();
    if (name.empty())
        return {};
    if (!nameFault(name).empty())
        return tr("A name has at most 64 letters, digits and . - _ +, for it becomes part of file names.");
    return m_session.own().isFree(name) ? QString() : tr("There is a preset of this name already: choose another.");
}

std::optional<quant::Preset> OverridesView::edited(const std::string& name) const
{
    const quant::Preset* known = m_session.own().definition(m_preset);
    if (!known)
        return std::nullopt;
    quant::Preset copy = *known;
    copy.name = name;
    copy.summary = remark("preset.made_from", m_preset.toStdString());
    std::vector<quant::Override> all = parsed(m_session.overrides().of(m_preset)); // the user's own decide first
    all.insert(all.end(), copy.overrides.begin(), copy.overrides.end());
    copy.overrides = std::move(all);
    return copy;
}

void OverridesView::keep()
{
    const auto preset = edited(m_name->text().trimmed().toStdString());
    if (!preset || !nameHint().isEmpty())
        return;
    const QString name = m_session.own().add(*preset);
    m_name->clear();
    m_hint->setText(tr("%1 is the first in the list of presets.").arg(name));
}

void OverridesView::addFromFile()
{
    const QString path
        = m_workbench.askFile({tr("Add a preset from a file"), tr("Preset (*.json)"), {}, Setting::ExportFolder});
    if (path.isEmpty())
        return;
    auto preset = quant::readPreset(std::filesystem::path(path.toStdU16String()));
    if (!preset)
        return m_workbench.notify(preset.error());
    if (!nameFault(preset->name).empty())
        return m_workbench.notify(
            Error{ErrorCode::InvalidArgument, path.toStdString() + ", key \"name\"", nameFault(preset->name)});
    const QString name = m_session.own().add(std::move(*preset));
    m_hint->setText(tr("%1 is the first in the list of presets.").arg(name));
}

void OverridesView::saveToFile()
{
    const QString name = m_name->text().trimmed().isEmpty() ? m_preset : m_name->text().trimmed();
    const auto preset = edited(name.toStdString());
    const QString path = !preset ? QString()
                                 : m_workbench.askFile({tr("Save the preset as a file"), tr("Preset (*.json)"),
                                                        QStringLiteral("json"), Setting::ExportFolder, true});
    if (path.isEmpty())
        return;
    if (const Status written = quant::writePreset(std::filesystem::path(path.toStdU16String()), *preset); !written)
        m_workbench.notify(written.error());
    else
        m_hint->setText(tr("%1 was saved.").arg(path));
}

} // namespace headroom::app
