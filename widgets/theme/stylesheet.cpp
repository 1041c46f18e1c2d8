// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/stylesheet.h"

#include "widgets/theme/theme.h"

#include <QMetaEnum>
#include <QRegularExpression>

namespace headroom::widgets {

namespace {

// @role is a colour, 12px scales with the text. Dynamic properties: primary, compact, flat (buttons), tone="panel"
// (surfaces).
constexpr char kSheet[] = R"(
QPushButton, QToolButton, QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox, QCheckBox, QRadioButton, QMenuBar,
QMenu, QTabBar, QToolTip, QGroupBox, QDockWidget { font-family: "@family"; font-size: 13px; }
QMainWindow, QDialog { background: @window; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QWidget[surface="panel"] { background: @panel; }
QWidget[surface="window"] { background: @window; }
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4px 6px; }

QPushButton { background: @raised; color: @text; border: 1px solid @border; border-radius: 6px; padding: 0 12px; min-height: 26px; }
QPushButton[compact="true"] { min-height: 20px; padding: 0 8px; border-radius: 5px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @track; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @muted; background: @window; border-color: @hairline; }
QPushButton[primary="true"], QPushButton:default { background: @accent; color: @onaccent; border-color: @accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: @accenthover; }
QPushButton[primary="true"]:focus { border-color: @text; }
QPushButton[primary="true"]:disabled { background: @track; color: @muted; border-color: @track; }
QPushButton[flat="true"] { background: transparent; border: none; color: @accent; padding: 0 2px; }
QPushButton[segment] { border-radius: 0; background: transparent; border: none; padding: 0 8px; }
QPushButton[segment]:checked { background: @selected; color: @accent; font-weight: 600; }
QPushButton[segment]:hover:!checked { background: @hover; }
QToolButton { background: transparent; border: none; border-radius: 6px; padding: 4px 8px; color: @text; }
QToolButton:hover, QToolButton:checked { background: @hover; }
QToolButton:focus { border: 1px solid @accent; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox { background: @raised; color: @text; border: 1px solid @border; border-radius: 6px;
    padding: 0 8px; min-height: 26px; selection-background-color: @accent; selection-color: @onaccent; }
QAbstractItemView QLineEdit { border-radius: 3px; padding: 0 3px; min-height: 0; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border-color: @accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: @muted; background: @window; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 18px; border: none; background: transparent; }
QAbstractSpinBox::up-arrow { image: url(:/icons/control-up-@theme.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url(:/icons/control-down-@theme.svg); width: 12px; height: 12px; }
QComboBox { background: @raised; color: @text; border: 1px solid @border; border-radius: 6px; padding: 0 8px; min-height: 26px; }
QComboBox:hover { background: @hover; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(:/icons/control-down-@theme.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @raised; color: @text; border: 1px solid @border; outline: 0; padding: 4px;
    selection-background-color: @selected; selection-color: @text; }
QCheckBox, QRadioButton { color: @text; spacing: 6px; }
QCheckBox::indicator, QAbstractItemView::indicator { width: 13px; height: 13px; border: 1px solid @border; border-radius: 3px; background: @raised; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent; border-color: @accent;
    image: url(:/icons/control-check-@theme.svg); }
QCheckBox::indicator:focus, QCheckBox:focus::indicator { border-color: @accent; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid @border; border-radius: 6px; background: @raised; }
QRadioButton::indicator:checked { border: 4px solid @accent; width: 6px; height: 6px; }

QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @track; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: @accent; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -5px 0; border-radius: 7px; border: 1px solid @accent; background: @raised; }
QSlider::handle:horizontal:hover { background: @selected; }
QSlider::handle:horizontal:focus { border: 2px solid @accent; width: 10px; height: 10px; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: @border; border-color: @border; }
QProgressBar { background: @track; border: none; border-radius: 3px; height: 6px; text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }

QTableView, QTreeView, QListView { background: @panel; color: @text; border: none; outline: 0; gridline-color: @hairline;
    selection-background-color: @selected; selection-color: @text; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; color: @muted; border: none; border-bottom: 1px solid @hairline; padding: 0 8px; }
QHeaderView::section:hover { color: @text; }
QTreeView::item { height: 24px; }
QTreeView::item:selected { background: @selected; color: @text; }
QTableCornerButton::section { background: @panel; border: none; }
QListWidget[rail="true"] { background: @window; }
QAbstractScrollArea { border: none; }
QScrollArea { background: transparent; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent; border: none; width: 0; height: 0; }

QMenuBar { background: @window; color: @text; border: none; }
QMenuBar::item { padding: 4px 10px; background: transparent; border-radius: 6px; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @raised; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @selected; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @hairline; margin: 4px 8px; }
QMenu::right-arrow { image: url(:/icons/control-right-@theme.svg); width: 12px; height: 12px; }
QTabBar::tab { background: transparent; color: @muted; padding: 4px 10px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:focus { color: @accent; }
QTabWidget::pane { border: none; border-top: 1px solid @hairline; }
QDockWidget { color: @muted; font-weight: 600; }
QDockWidget::close-button, QDockWidget::float-button { border: none; background: transparent; padding: 0; icon-size: 12px; }
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: @hover; border-radius: 4px; }
QDockWidget { titlebar-close-icon: url(:/icons/control-close-@theme.svg); titlebar-normal-icon: url(:/icons/control-float-@theme.svg); }
QDockWidget::title { background: @window; padding: 6px 12px; text-align: left; border-bottom: 1px solid @hairline; }
QMainWindow::separator { background: @hairline; width: 1px; height: 1px; }
QSplitter::handle { background: @hairline; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QStatusBar { background: @window; border-top: 1px solid @hairline; }
QStatusBar::item { border: none; }
QGroupBox { border: none; margin-top: 20px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
)";

QString mixedName(const Theme& theme)
{
    const QColor accent = theme.color(Role::Accent);
    return (theme.isDark() ? accent.lighter(112) : accent.darker(112)).name();
}

/// Lengths of the sheet are design measures; hairlines stay one pixel.
QString scaled(const QString& sheet, const Theme& theme)
{
    static const QRegularExpression length(QStringLiteral(R"((-?\d+)px)"));
    QString out;
    qsizetype from = 0;
    for (auto it = length.globalMatch(sheet); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const int measure = match.captured(1).toInt();
        out += sheet.mid(from, match.capturedStart() - from);
        out += QStringLiteral("%1px").arg(qAbs(measure) <= 1 ? measure : theme.px(measure));
        from = match.capturedEnd();
    }
    return out + sheet.mid(from);
}

} // namespace

QString styleSheet(const Theme& theme)
{
    const std::pair<const char*, QString> names[] = {
        {"@family", theme.font(TextSize::Body).family()},
        {"@accenthover", mixedName(theme)},
        {"@window", theme.color(Role::Window).name()},
        {"@panel", theme.color(Role::Panel).name()},
        {"@raised", theme.color(Role::Raised).name()},
        {"@hairline", theme.color(Role::Hairline).name()},
        {"@text", theme.color(Role::Text).name()},
        {"@muted", theme.color(Role::Muted).name()},
        {"@accent", theme.color(Role::Accent).name()},
        {"@onaccent", theme.color(Role::OnAccent).name()},
        {"@border", theme.color(Role::ControlBorder).name()},
        {"@selected", theme.color(Role::SelectedRow).name()},
        {"@hover", theme.color(Role::Hover).name()},
        {"@track", theme.color(Role::Track).name()},
        {"@theme", theme.isDark() ? QStringLiteral("dark") : QStringLiteral("light")},
    };
    QString sheet = QString::fromLatin1(kSheet);
    for (const auto& [key, value] : names)
        sheet.replace(QLatin1String(key), value);
    return scaled(sheet, theme);
}

} // namespace headroom::widgets
