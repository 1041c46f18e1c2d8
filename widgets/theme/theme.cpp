// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include "widgets/theme/palettes.h"
#include "widgets/theme/stylesheet.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QScreen>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>

/// Q_INIT_RESOURCE works outside of namespaces only.
static void initResources()
{
    Q_INIT_RESOURCE(headroom_widgets);
}

namespace headroom::widgets {

namespace {

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole to, Role from) { palette.setColor(to, theme.color(from)); };
    set(QPalette::Window, Role::Window);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Panel);
    set(QPalette::AlternateBase, Role::Window);
    set(QPalette::ToolTipBase, Role::Raised);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::Text, Role::Text);
    set(QPalette::PlaceholderText, Role::Muted);
    set(QPalette::Button, Role::Raised);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::Bad);
    set(QPalette::Highlight, Role::Accent);
    set(QPalette::HighlightedText, Role::OnAccent);
    set(QPalette::Link, Role::Accent);
    set(QPalette::LinkVisited, Role::Accent);
    set(QPalette::Light, Role::Raised);
    set(QPalette::Midlight, Role::Hairline);
    set(QPalette::Mid, Role::ControlBorder);
    set(QPalette::Dark, Role::ControlBorder);
    const QColor faint = mixed(theme.color(Role::Panel), theme.color(Role::Muted), 0.6);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

QString firstInstalled(const QStringList& wanted, const QString& otherwise)
{
    const QStringList families = QFontDatabase::families();
    for (const QString& family : wanted) {
        if (families.contains(family))
            return family;
    }
    return otherwise;
}

} // namespace

Theme& Theme::current()
{
    // Kept as the application's child: it ends with the application, and each test's application gets its own.
    if (auto* theme = qApp->findChild<Theme*>(QString(), Qt::FindDirectChildrenOnly))
        return *theme;
    return *new Theme(qApp);
}

Theme::Theme(QObject* parent) : QObject(parent)
{
    initResources();
    const QString sans = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    m_family = firstInstalled({QStringLiteral("Inter"), QStringLiteral("Inter Variable")}, sans);
    m_monoFamily = firstInstalled({QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono")},
                                  QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
    m_systemDark = systemIsDark();
    m_dark = m_systemDark;
    loadScales();
    qApp->installEventFilter(this);
}

void Theme::loadScales()
{
    QFile file(QStringLiteral(":/palettes/scales.csv"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the resources of headroom_widgets are not linked in");
    while (!file.atEnd()) {
        const QStringList fields = QString::fromLatin1(file.readLine()).trimmed().split(QLatin1Char(','));
        QList<QColor>* const scale = fields.first() == QLatin1String("cividis") ? &m_cividis
            : fields.first() == QLatin1String("batlow")                         ? &m_batlow
                                                                                : nullptr;
        for (qsizetype i = 1; scale != nullptr && i < fields.size(); ++i)
            scale->append(QColor(fields[i]));
    }
}

bool Theme::systemIsDark() const
{
    const QPalette palette = qApp->palette();
    return palette.color(QPalette::Window).lightnessF() < palette.color(QPalette::WindowText).lightnessF();
}

void Theme::apply()
{
    qApp->setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    update();
}

void Theme::setChoice(Choice choice)
{
    if (choice == m_choice && m_applied)
        return;
    m_choice = choice;
    update();
}

void Theme::setTextScale(double scale)
{
    m_scale = std::clamp(scale, 0.5, 4.0);
    update();
}

void Theme::update()
{
    m_updating = true;
    m_applied = true;
    m_dark = m_choice == Choice::Dark || (m_choice == Choice::System && m_systemDark);
    qApp->setFont(font(TextSize::Body));
    qApp->setPalette(paletteOf(*this));
    qApp->setStyleSheet(styleSheet(*this));
    m_updating = false;
    emit changed();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    // The desktop changed its colours: drop ours for a moment to read its palette.
    if (event->type() == QEvent::ThemeChange && !m_updating && m_choice == Choice::System) {
        m_updating = true;
        qApp->setPalette(QPalette());
        m_systemDark = systemIsDark();
        update();
    }
    return QObject::eventFilter(watched, event);
}

QColor Theme::color(Role role) const
{
    return roleColor(role, m_dark);
}

QColor Theme::color(MemoryPart part) const
{
    return memoryColor(part, m_dark);
}

QColor Theme::candidateColor(double bits) const
{
    return widgets::candidateColor(bits, m_dark);
}

QColor Theme::scale(const QList<QColor>& stops, double position) const
{
    const double at = std::isfinite(position) ? std::clamp(position, 0.0, 1.0) : 0.0;
    const double place = at * static_cast<double>(stops.size() - 1);
    const auto low = std::min(static_cast<qsizetype>(place), stops.size() - 2);
    return mixed(stops[low], stops[low + 1], place - static_cast<double>(low));
}

QColor Theme::scaleColor(double position) const
{
    const double at = std::clamp(position, 0.0, 1.0);
    return scale(m_cividis, m_dark ? 0.15 + 0.85 * at : at);
}

QColor Theme::batlow(double position) const
{
    return scale(m_batlow, position);
}

QColor Theme::readable(const QColor& color) const
{
    const QColor ink = this->color(Role::Text);
    const QColor panel = this->color(Role::Panel);
    QColor shown = color;
    for (double t = 0.05; t < 1 && contrastRatio(shown, panel) < 4.5; t += 0.05)
        shown = mixed(color, ink, t);
    return shown;
}

QFont Theme::font(TextSize size, TextWeight weight) const
{
    QFont font(m_family);
    font.setPixelSize(px(static_cast<int>(size)));
    font.setWeight(static_cast<QFont::Weight>(weight));
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

QFont Theme::mono(TextSize size) const
{
    QFont font(m_monoFamily);
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(px(static_cast<int>(size) - (size == TextSize::Body ? 1 : 0)));
    return font;
}

int Theme::px(double measure) const
{
    return qRound(measure * m_scale);
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace headroom::widgets
