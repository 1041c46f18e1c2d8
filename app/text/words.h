// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the translation context of app/text; private to this folder.
#pragma once

#include <QCoreApplication>

namespace headroom::app::text {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

} // namespace headroom::app::text
