// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/sourcestate.h"

#include "core/base/hash.h"
#include "core/base/json.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

constexpr std::uint64_t kSamplePiece = std::uint64_t{1} << 20U; ///< bytes, about, that one thread takes at a time

Json stateToJson(const SourceState& state)
{
    return {{"path", state.path},        {"device", state.file.device},     {"inode", state.file.inode},
            {"bytes", state.file.bytes}, {"modified", state.file.modified}, {"changed", state.file.changed},
            {"print", state.print}};
}

std::optional<SourceState> stateFromJson(const Json& json)
{
    const auto has
        = [&](const char* key, bool (Json::*is)() const noexcept) { return json.contains(key) && (json[key].*is)(); };
    const bool isOurs = json.is_object() && has("path", &Json::is_string) && has("device", &Json::is_number_unsigned)
        && has("inode", &Json::is_number_unsigned) && has("bytes", &Json::is_number_unsigned)
        && has("modified", &Json::is_number_integer) && has("changed", &Json::is_number_integer)
        && has("print", &Json::is_string);
    if (!isOurs)
        return std::nullopt;
    return SourceState{
        json["path"], {json["device"], json["inode"], json["bytes"], json["modified"], json["changed"]}, json["print"]};
}

} // namespace

std::vector<SourceState> sourceStates(const model::ModelFile& file)
{
    std::vector<SourceState> states;
    for (const auto& mapped : file.allFiles()) {
        std::error_code error;
        const auto absolute = std::filesystem::absolute(mapped->path(), error);
        states.push_back({(error ? mapped->path() : absolute).string(), mapped->state(), mapped->print()});
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
        if (!onlyTouched(before[i].file, now[i].file) || before[i].print != now[i].print)
            HEADROOM_TRY(headroom::checkSame(now[i].path, before[i].file, now[i].file));
        if (before[i].print != now[i].print)
            return fail(ErrorCode::Conflict, fmt::format(kField, now[i].path, "content"),
                        "has changed since the run began, though size and times are the same");
    }
    return {};
}

Status checkUnchanged(const model::ModelFile& file, const std::vector<SourceState>& before)
{
    HEADROOM_TRY(file.intact());
    return checkSame(before, sourceStates(file));
}

Status checkContent(const model::ModelFile& file, const std::string& sha256, JobControl& control)
{
    const auto now = file.sha256(control);
    if (!now)
        return tl::unexpected(now.error());
    return *now == sha256 ? Status()
                          : fail(ErrorCode::Conflict, fmt::format("{}, content", file.path().string()),
                                 "has changed since the run began");
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
        all.push_back(stateToJson(state));
    return all;
}

std::optional<std::vector<SourceState>> statesFromJson(const Json& json)
{
    if (!json.is_array())
        return std::nullopt;
    std::vector<SourceState> states;
    for (const Json& item : json) {
        auto state = stateFromJson(item);
        if (!state)
            return std::nullopt;
        states.push_back(std::move(*state));
    }
    return states;
}

std::string contentOf(std::uint64_t first, std::uint64_t count, std::uint64_t rowBytes, const model::ReadRows& read,
                      ThreadPool& pool)
{
    const std::uint64_t step = std::max<std::uint64_t>(1, kSamplePiece / std::max<std::uint64_t>(1, rowBytes));
    std::vector<std::string> pieces((count + step - 1) / step);
    pool.forRanges(pieces.size(), 1, [&](std::size_t begin, std::size_t end) {
        std::vector<std::byte> rows;
        for (std::size_t piece = begin; piece < end; ++piece) {
            const std::uint64_t from = piece * step;
            const std::uint64_t number = std::min(step, count - from);
            rows.resize(number * rowBytes);
            read(first + from, number, rows);
            pieces[piece] = checksum(rows);
        }
    });
    std::string all;
    for (const std::string& piece : pieces)
        all += piece;
    return checksum(std::as_bytes(std::span(all)));
}

std::string contentOf(const model::ModelFile& file, const model::TensorInfo& info, std::uint64_t first,
                      std::uint64_t count, ThreadPool& pool)
{
    const auto read = [&](std::uint64_t from, std::uint64_t number, std::span<std::byte> out) {
        file.rows(info, from, number, out);
    };
    return contentOf(first, count, info.bytes / std::max<std::uint64_t>(1, info.rows()), read, pool);
}

} // namespace headroom::quant
