// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/prompts.h"

#include "core/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace headroom::quant {

namespace {

const Json* member(const Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found == object.end() ? nullptr : &*found;
}

/// The content of a message: a string, or parts of which some are text.
void appendMessage(const Json& message, std::string& joined)
{
    const auto add = [&joined](const Json& text) {
        if (text.is_string())
            joined += (joined.empty() ? "" : "\n") + text.get<std::string>();
    };
    const Json* content = member(message, "content");
    if (!content)
        return;
    add(*content);
    if (content->is_array())
        for (const Json& part : *content)
            if (const Json* text = member(part, "text"))
                add(*text);
}

/// {"messages", "tools"} of a prompt or a logged exchange, whose first answer is the last message; null where there is
/// no message.
Json conversationOf(const Json& prompt)
{
    Json messages = Json::array();
    const Json* request = member(prompt, "request");
    const Json& asked = request ? *request : prompt;
    if (const Json* some = member(asked, "messages"); some && some->is_array())
        messages = *some;
    const Json* response = member(prompt, "response");
    const Json* choices = response ? member(*response, "choices") : nullptr;
    if (choices && choices->is_array() && !choices->empty())
        if (const Json* message = member(choices->front(), "message"))
            messages.push_back(*message);
    if (messages.empty())
        return nullptr;
    Json out{{"messages", std::move(messages)}};
    if (const Json* tools = member(asked, "tools"); tools && tools->is_array())
        out["tools"] = *tools;
    return out;
}

/// Empty where no message says anything.
std::string joinedText(const Json& conversation)
{
    std::string joined;
    for (const Json& message : conversation.at("messages"))
        appendMessage(message, joined);
    return joined;
}

/// Some templates write today's date: the same text is to give the same calibration on any day.
std::tm aDay()
{
    std::tm day{};
    day.tm_year = 125;
    day.tm_mday = 1;
    day.tm_wday = 3;
    return day;
}

std::optional<Prompt> conversationPrompt(const Json& conversation, const jinja::ModelTemplate* chat, Prompts& tally)
{
    std::string joined = joinedText(conversation);
    if (joined.empty())
        return std::nullopt;
    if (chat) {
        auto text = chat->render(conversation, {.now = aDay()});
        if (text) {
            ++tally.rendered;
            return Prompt{std::move(*text), true};
        }
        if (tally.whyJoined.empty())
            tally.whyJoined = text.error().detail;
    }
    ++tally.joined;
    return Prompt{std::move(joined), false};
}

/// What a line says, in whichever of the usual forms.
std::optional<Prompt> promptOf(const Json& line, const jinja::ModelTemplate* chat, Prompts& tally)
{
    if (line.is_string())
        return Prompt{line.get<std::string>()};
    for (const char* key : {"text", "prompt", "content"})
        if (const Json* found = member(line, key); found && found->is_string())
            return Prompt{found->get<std::string>()};
    const Json conversation = conversationOf(line);
    return conversation.is_null() ? std::nullopt : conversationPrompt(conversation, chat, tally);
}

} // namespace

Status appendPrompts(std::string_view content, const std::string& where, const jinja::ModelTemplate* chat, Prompts& out)
{
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < content.size();) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        const std::string_view line = content.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const std::string place = fmt::format("{}, line {}", where, number);
        const auto json = parseJson(line, place);
        if (!json)
            return tl::unexpected(json.error());
        auto prompt = promptOf(*json, chat, out);
        if (!prompt)
            return fail(ErrorCode::Corrupt, place, "holds none of text, prompt, content, messages, request");
        out.texts.push_back(std::move(*prompt));
    }
    return {};
}

} // namespace headroom::quant
