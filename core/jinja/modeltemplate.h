// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model's own chat template, with the texts of the tokens that templates name. A control token's text stands in
// the vocabulary itself: decoding hides it.
#pragma once

#include "core/base/json.h"
#include "core/jinja/chattemplate.h"
#include "core/model/modelfile.h"

namespace headroom::jinja {

class ModelTemplate {
public:
    /// Errors: NotFound (the model has none), Corrupt (with the line).
    static Result<ModelTemplate> of(const model::ModelFile& file);

    /// input: as ChatTemplate::render wants it; bos_token and eos_token are the model's where it does not name them.
    Result<std::string> render(Json input, const ChatTemplate::Options& options = {}) const;
    const std::string& bos() const { return m_bos; } ///< empty where there is none

private:
    explicit ModelTemplate(ChatTemplate parsed) : m_template(std::move(parsed)) { }

    ChatTemplate m_template;
    std::string m_bos, m_eos;
};

} // namespace headroom::jinja
