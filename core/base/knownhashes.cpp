// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/knownhashes.h"

#include "core/base/hash.h"
#include "core/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace headroom {

namespace {

constexpr int kVersion = 1;
constexpr std::uint64_t kLargest = std::uint64_t{4} << 20U; ///< bytes of the kept file
constexpr std::size_t kDigits = 64;

std::int64_t now()
{
    return std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

bool isHash(const std::string& text)
{
    return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string keyOf(const FileState& state)
{
    return fmt::format("{}:{}", state.device, state.inode);
}

/// Left alone for so long before it was read.
bool isSettled(const FileState& state, std::int64_t read, std::chrono::seconds time)
{
    return read - std::max(state.modified, state.changed) > std::chrono::nanoseconds(time).count();
}

std::filesystem::path& place()
{
    static std::filesystem::path file;
    return file;
}

} // namespace

KnownHashes::KnownHashes(std::filesystem::path kept, std::chrono::seconds settled)
    : m_kept(std::move(kept)), m_settled(settled)
{
    if (!m_kept.empty())
        read();
}

KnownHashes::~KnownHashes()
{
    if (m_changed && !m_kept.empty())
        keep();
}

const KnownHashes::Entry* KnownHashes::find(const FileState& state) const
{
    const auto known = m_entries.find(keyOf(state));
    const bool same = known != m_entries.end() && known->second.bytes == state.bytes
        && known->second.modified == state.modified && known->second.changed == state.changed;
    return same ? &known->second : nullptr;
}

std::optional<std::string> KnownHashes::find(const std::filesystem::path& path) const
{
    const auto state = FileState::of(path);
    const Entry* known = state ? find(*state) : nullptr;
    return known ? std::optional(known->sha256) : std::nullopt;
}

Result<std::string> KnownHashes::sha256(const std::filesystem::path& path, JobControl& control)
{
    const auto file = MappedFile::open(path);
    return file ? sha256(**file, control) : tl::unexpected(file.error());
}

Result<std::string> KnownHashes::sha256(const MappedFile& file, JobControl& control)
{
    const std::int64_t begun = now();
    const std::string sample = sampled(file.bytes());
    if (const Entry* known = find(file.state()); known && known->sample == sample)
        return known->sha256;
    auto hash = sha256Of(file, control);
    if (hash && file.intact() && isSettled(file.state(), begun, m_settled)) {
        m_entries[keyOf(file.state())]
            = {file.state().bytes, file.state().modified, file.state().changed, begun, sample, *hash};
        m_changed = true;
    }
    return hash;
}

void KnownHashes::read()
{
    const auto text = readTextFile(m_kept, kLargest);
    const auto json = text ? parseJson(*text, m_kept.string()) : tl::unexpected(text.error());
    if (!json || !json->is_object() || json->value("version", Json()) != Json(kVersion) || !json->contains("files"))
        return;
    for (const auto& [key, row] : (*json)["files"].items()) {
        const auto number = [&row = row](const char* name) {
            return row.is_object() && row.contains(name) && row[name].is_number_integer();
        };
        if (!number("bytes") || !number("modified") || !number("changed") || !number("found") || !row.contains("sha256")
            || !row["sha256"].is_string())
            continue;
        const Json sample = row.value("sample", Json()); // absent: of an earlier version, to be found anew
        const Entry entry{row["bytes"],
                          row["modified"],
                          row["changed"],
                          row["found"],
                          sample.is_string() ? sample.get<std::string>() : std::string(),
                          row["sha256"]};
        if (isHash(entry.sha256))
            m_entries[key] = entry;
    }
}

void KnownHashes::keep() const
{
    std::vector<decltype(m_entries)::const_iterator> newest;
    for (auto at = m_entries.begin(); at != m_entries.end(); ++at)
        newest.push_back(at);
    std::ranges::sort(newest, std::greater(), [](const auto& at) { return at->second.found; });
    newest.resize(std::min(newest.size(), kMost));
    Json files = Json::object();
    for (const auto& at : newest)
        files[at->first]
            = {{"bytes", at->second.bytes}, {"modified", at->second.modified}, {"changed", at->second.changed},
               {"found", at->second.found}, {"sample", at->second.sample},     {"sha256", at->second.sha256}};
    const std::string text = Json{{"version", kVersion}, {"files", std::move(files)}}.dump();
    std::error_code ignored;
    std::filesystem::create_directories(m_kept.parent_path(), ignored);
    static_cast<void>(writeFile({m_kept, true, 0600}, std::as_bytes(std::span(text))));
}

void keepHashesIn(std::filesystem::path file)
{
    place() = std::move(file);
}

std::filesystem::path userHashes()
{
    const auto folder = [](const char* variable) {
        const char* value = std::getenv(variable);
        const std::filesystem::path path = value ? value : "";
        return path.is_absolute() ? path : std::filesystem::path();
    };
    const auto cache = folder("XDG_CACHE_HOME");
    const auto home = folder("HOME");
    if (cache.empty() && home.empty())
        return {};
    return (cache.empty() ? home / ".cache" : cache) / "headroom" / "hashes.json";
}

const std::filesystem::path& keptHashes()
{
    return place();
}

} // namespace headroom
