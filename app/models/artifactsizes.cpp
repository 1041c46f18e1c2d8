// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/artifactsizes.h"

#include "app/jobs/later.h"
#include "app/models/presetplan.h"
#include "app/text/display.h"

namespace headroom::app {

namespace {

QHash<QString, quint64> sizesFrom(const std::filesystem::path& source)
{
    QHash<QString, quint64> sizes;
    for (const PresetPlan& plan : planPresets({source, source.parent_path()}))
        if (plan.plan)
            sizes.insert(text::fromUtf8(plan.preset), plan.plan->outputBytes);
    return sizes;
}

} // namespace

void ArtifactSizes::readFor(const model::Description& model)
{
    const QString source = model.fileBytes > 0
        ? QString::fromStdString(model.source) + QStringLiteral("#%1").arg(model.fileBytes)
        : QString();
    if (source == m_source)
        return;
    m_source = source;
    m_bytes.clear();
    if (source.isEmpty())
        return;
    const auto adopt = [this, source](const QHash<QString, quint64>& bytes) {
        if (source != m_source)
            return;
        m_bytes = bytes;
        emit known();
    };
    later(
        this, [path = model.source] { return sizesFrom(std::filesystem::path(path)); }, adopt);
}

std::optional<quint64> ArtifactSizes::bytes(const QString& preset) const
{
    const auto found = m_bytes.constFind(preset);
    return found == m_bytes.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace headroom::app
