// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: files may have one name in several folders, and one preset may be made twice. What is listed together has to be
// told apart.
#pragma once

#include <QStringList>

namespace headroom::app::text {

/// Names that several paths share get the part of the path in which they differ: "Q4_K_M · old", "Q4_K_M · new".
/// names and paths belong together one by one; the same path again is no other file.
QStringList toldApart(QStringList names, const QStringList& paths);

} // namespace headroom::app::text
