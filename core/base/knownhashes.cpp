// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/knownhashes.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include <sys/stat.h>

namespace headroom {

namespace {

constexpr int kVersion = 1;
constexpr std::uint64_t kLargest = std::uint64_t{4} << 20U; ///< bytes of the kept file
constexpr std::size_t kDigits = 64;

std::int64_t nanoseconds(const timespec& time)
{
    return std::int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

std::int64_t now()
{
    return std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

bool isHash(const std::string& text)
{
    return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::filesystem::path& place()
{
    static std::filesystem::path file;
    return file;
}

} // namespace

struct KnownHashes::State {
    std::string key;
    Entry entry; ///< without its hash
    bool same(const Entry& other) const
    {
        return entry.bytes == other.bytes && entry.modified == other.modified && entry.changed == other.changed;
    }
    bool operator==(const State& other) const { return key == other.key && same(other.entry); }
    bool settled(std::chrono::seconds time) const
    {
        return entry.found - std::max(entry.modified, entry.changed) > std::chrono::nanoseconds(time).count();
    }
};

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

Result<KnownHashes::State> KnownHashes::stateOf(const std::filesystem::path& path)
{
    struct stat info { };
    if (::stat(path.c_str(), &info) != 0)
        return failErrno(errno, path.string());
    return State{fmt::format("{}:{}", info.st_dev, info.st_ino),
                 {std::uint64_t(info.st_size), nanoseconds(info.st_mtim), nanoseconds(info.st_ctim), now(), {}}};
}

const std::string* KnownHashes::find(const State& state) const
{
    const auto known = m_entries.find(state.key);
    return known != m_entries.end() && state.same(known->second) ? &known->second.sha256 : nullptr;
}

std::optional<std::string> KnownHashes::find(const std::filesystem::path& path) const
{
    const auto state = stateOf(path);
    const std::string* known = state ? find(*state) : nullptr;
    return known ? std::optional(*known) : std::nullopt;
}

Result<std::string> KnownHashes::sha256(const std::filesystem::path& path, JobControl& control)
{
    const auto before = stateOf(path);
    if (!before)
        return sha256File(path, control); // which says what is wrong with it
    if (const std::string* known = find(*before))
        return *known;
    auto hash = sha256File(path, control);
    const auto after = stateOf(path);
    if (hash && after && *after == *before && before->settled(m_settled)) {
        Entry& entry = m_entries[before->key];
        entry = before->entry;
        entry.sha256 = *hash;
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
        const Entry entry{row["bytes"], row["modified"], row["changed"], row["found"], row["sha256"]};
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
        files[at->first] = {{"bytes", at->second.bytes},
                            {"modified", at->second.modified},
                            {"changed", at->second.changed},
                            {"found", at->second.found},
                            {"sha256", at->second.sha256}};
    const std::string text = Json{{"version", kVersion}, {"files", std::move(files)}}.dump();
    std::error_code ignored;
    std::filesystem::create_directories(m_kept.parent_path(), ignored);
    static_cast<void>(writeFile(m_kept, std::as_bytes(std::span(text))));
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
