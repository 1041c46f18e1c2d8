// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The input is a chat template; the conversation it renders is fixed.
#include "core/base/json.h"
#include "core/jinja/chattemplate.h"

namespace {

headroom::Json conversation()
{
    using headroom::Json;
    const Json call{{"name", "stock"}, {"arguments", {{"item", "A-17"}, {"count", 3}}}};
    return {{"messages",
             {{{"role", "system"}, {"content", "Be brief."}},
              {{"role", "user"}, {"content", "Grüße, Welt"}},
              {{"role", "assistant"}, {"content", nullptr}, {"tool_calls", {{{"function", call}}}}},
              {{"role", "tool"}, {"content", "5"}}}},
            {"tools", {{{"type", "function"}, {"function", call}}}},
            {"add_generation_prompt", true},
            {"bos_token", "<s>"},
            {"eos_token", "</s>"}};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const headroom::Json kConversation = conversation();
    const std::string_view source(reinterpret_cast<const char*>(data), size);
    if (const auto parsed = headroom::jinja::ChatTemplate::parse(source, "template"))
        static_cast<void>(parsed->render(kConversation, {.now = {}, .work = 1'000'000})); // all paths, few rounds
    return 0;
}
