// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/base/remarks.h"
#include "core/eval/perplexity.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::eval {

Result<Windows> cutWindows(const model::Tokenizer& tokenizer, std::string_view text, std::uint32_t context)
{
    if (context < 4)
        return fail(ErrorCode::InvalidArgument, "context", fmt::format("{} tokens are too few, 4 are needed", context));
    Windows out;
    out.context = context;
    out.tokens = tokenizer.encode(text, {.addSpecial = true, .parseSpecial = false});
    if (text.empty())
        return fail(ErrorCode::InvalidArgument, "text", "is empty");
    if (out.tokens.size() < 2 * std::size_t{context})
        return fail(ErrorCode::InvalidArgument, "text",
                    fmt::format("has {} tokens, context {} needs at least {}: give a longer text or a smaller context",
                                out.tokens.size(), context, 2 * std::size_t{context}));
    out.tokens.resize(out.tokens.size() / context * context);
    out.part.of = out.count();
    if (tokenizer.addsBos()) {
        out.bos = tokenizer.bos();
        for (std::size_t i = 0; i < out.tokens.size(); i += context)
            out.tokens[i] = out.bos;
    }
    out.unknownToken = tokenizer.unknown();
    out.textSha256 = sha256(std::as_bytes(std::span(text.data(), text.size())));
    return out;
}

Conditions Windows::conditions() const
{
    return {textSha256, bos, context, count(), count() * scoredPerWindow(), part};
}

Remarks Windows::warnings() const
{
    Remarks out = conditions().warnings();
    if (const auto lost = unknownToken < 0 ? 0 : std::ranges::count(tokens, unknownToken); lost > 0)
        out.push_back(remark("evaluate.unknown_tokens", lost, tokens.size()));
    return out;
}

} // namespace headroom::eval
