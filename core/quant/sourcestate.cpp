// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/sourcestate.h"

#include "core/base/hash.h"
#include "core/base/json.h"

#include <fmt/format.h>

namespace headroom::quant {

Result<std::vector<SourceState>> sourceStates(const model::GgufFile& file)
{
    std::vector<SourceState> states;
    for (const auto& mapped : file.files()) {
        std::error_code error;
        SourceState state;
        state.path = std::filesystem::absolute(mapped->path(), error).string();
        if (!error)
            state.bytes = std::filesystem::file_size(mapped->path(), error);
        if (!error)
            state.changed = static_cast<std::int64_t>(
                std::filesystem::last_write_time(mapped->path(), error).time_since_epoch().count());
        if (error)
            return failErrno(error.value(), mapped->path().string());
        states.push_back(std::move(state));
    }
    return states;
}

Status checkSame(const std::vector<SourceState>& before, const std::vector<SourceState>& now)
{
    constexpr const char* kField = "{}, {}";
    for (std::size_t i = 0; i < std::max(before.size(), now.size()); ++i) {
        if (i >= now.size() || i >= before.size() || before[i].path != now[i].path)
            return fail(ErrorCode::Conflict, fmt::format(kField, (i < now.size() ? now : before)[i].path, "path"),
                        i < before.size() ? "is not the source that the run began with, " + before[i].path
                                          : "the run began without this file");
        if (before[i].bytes != now[i].bytes)
            return fail(
                ErrorCode::Conflict, fmt::format(kField, now[i].path, "size"),
                fmt::format("has changed since the run began: {} bytes, then {}", before[i].bytes, now[i].bytes));
        if (before[i].changed != now[i].changed)
            return fail(ErrorCode::Conflict, fmt::format(kField, now[i].path, "time of last change"),
                        "has changed since the run began");
    }
    return {};
}

Status checkUnchanged(const model::GgufFile& file, const std::vector<SourceState>& before)
{
    HEADROOM_TRY(file.intact());
    const auto now = sourceStates(file);
    return now ? checkSame(before, *now) : tl::unexpected(now.error());
}

std::string stateKey(const std::vector<SourceState>& states)
{
    const std::string text = toJson(states).dump(-1, ' ', false, Json::error_handler_t::replace);
    return sha256(std::as_bytes(std::span(text)));
}

Json toJson(const std::vector<SourceState>& states)
{
    Json all = Json::array();
    for (const SourceState& state : states)
        all.push_back({{"path", state.path}, {"bytes", state.bytes}, {"changed", state.changed}});
    return all;
}

std::optional<std::vector<SourceState>> statesFromJson(const Json& json)
{
    if (!json.is_array())
        return std::nullopt;
    std::vector<SourceState> states;
    for (const Json& item : json) {
        const bool isOurs = item.is_object() && item.contains("path") && item["path"].is_string()
            && item.contains("bytes") && item["bytes"].is_number_unsigned() && item.contains("changed")
            && item["changed"].is_number_integer();
        if (!isOurs)
            return std::nullopt;
        states.push_back(
            {item["path"].get<std::string>(), item["bytes"].get<std::uint64_t>(), item["changed"].get<std::int64_t>()});
    }
    return states;
}

} // namespace headroom::quant
