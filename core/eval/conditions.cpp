// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/conditions.h"

#include "core/base/json.h"
#include "core/base/remarks.h"

#include <algorithm>

namespace headroom::eval {

Remark TextPart::remark(std::size_t windows) const
{
    if (of == 0 || windows == 0 || windows >= of)
        return {};
    if (windows == 1)
        return headroom::remark("evaluate.one_window", first + 1, of);
    if (step == 1)
        return headroom::remark("evaluate.part", first + 1, first + windows, of);
    return headroom::remark("evaluate.sample", step, of, first + 1);
}

Remarks Conditions::warnings() const
{
    constexpr std::size_t kFewWindows = 2, kFewTokens = 500;
    if (windows >= kFewWindows && tokensScored >= kFewTokens)
        return {};
    return {remark("evaluate.few_tokens", tokensScored, windows)};
}

void addConditions(Json& json, const Conditions& conditions)
{
    if (!conditions.modelSha256.empty())
        json["model_sha256"] = conditions.modelSha256;
    json["text_sha256"] = conditions.textSha256;
    if (conditions.bos) {
        json["begins_with_bos"] = *conditions.bos >= 0;
        json["bos_token"] = *conditions.bos >= 0 ? Json(*conditions.bos) : Json();
    }
    json["context"] = conditions.context;
    json["windows"] = conditions.windows;
    json["tokens_scored"] = conditions.tokensScored;
    const TextPart& part = conditions.part;
    if (part.of == 0)
        return;
    json["text_windows"] = part.of;
    json["skip_windows"] = part.first;
    json["window_step"] = part.step;
    if (const Remark which = part.remark(conditions.windows); !which.empty())
        json["measured_windows"] = english(which);
}

TextPart partFromJson(const Json& json)
{
    const auto count = [&](const char* key, std::size_t fallback) {
        const auto found = json.is_object() ? json.find(key) : json.end();
        return json.is_object() && found != json.end() && found->is_number_unsigned() ? found->get<std::size_t>()
                                                                                      : fallback;
    };
    return {count("text_windows", 0), count("skip_windows", 0), std::max<std::size_t>(1, count("window_step", 1))};
}

} // namespace headroom::eval
