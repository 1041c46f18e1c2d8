// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what a model makes of a text that somebody types: the prompt its chat template wraps around it, and the tokens
// that the model is given. Small texts; fast enough for every key press.
#pragma once

#include "app/models/modelfacts.h"

#include <QStringList>

namespace headroom::app {

struct TokenTrial {
    QString prompt; ///< what was cut into tokens
    std::vector<model::Token> ids;
    QStringList pieces; ///< one for each id; control tokens by their name, line ends and tabs visible
};

/// asChat: as one user's message through the chat template, the answer about to begin. Errors: NotFound (no tokenizer,
/// no template), those of the template.
Result<TokenTrial> tryText(const ModelFacts& facts, const QString& text, bool asChat);

} // namespace headroom::app
