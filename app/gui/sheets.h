// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the two small windows of the Help menu: every shortcut, and what Headroom is made of.
#pragma once

#include <QDialog>

namespace headroom::app {

QDialog* makeShortcutSheet(QWidget* parent);
QDialog* makeAboutSheet(QWidget* parent);

} // namespace headroom::app
