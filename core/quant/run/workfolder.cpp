// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/workfolder.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/taskqueue.h"
#include "core/model/ggufshards.h"
#include "core/model/ggufsplit.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

constexpr std::uint32_t kPrivate = 0600;
constexpr int kMostGenerations = 1000;
constexpr const char* kSourceFile = "source.json";
constexpr const char* kDraft = "draft";
/// There while names are taken: which of the work's files takes the last one, and what must be known of a set.
constexpr const char* kNamingFile = "naming.json";

/// A number of a JSON object; nothing where it is absent or of another kind.
template <class T> std::optional<T> numberOf(const Json& json, const char* key)
{
    const auto found = json.find(key);
    const bool right
        = found != json.end() && (std::is_floating_point_v<T> ? found->is_number() : found->is_number_unsigned());
    return right ? std::optional(found->get<T>()) : std::nullopt;
}

std::filesystem::path besideOf(std::filesystem::path destination)
{
    return destination += ".work";
}

Status writePrivate(const std::filesystem::path& file, const Json& json)
{
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return writeFile({file, true, kPrivate}, std::as_bytes(std::span(text)));
}

Json readNaming(const std::filesystem::path& folder)
{
    const auto text = readTextFile(folder / kNamingFile, 1U << 20U);
    auto json = text ? parseJson(*text, kNamingFile) : Result<Json>(Json());
    return json && json->is_object() ? std::move(*json) : Json::object();
}

/// Whether what stands at the destination has come out of this folder, to the last of its names.
bool isNamed(const std::filesystem::path& destination, const std::filesystem::path& folder)
{
    std::error_code ignored;
    if (!std::filesystem::exists(std::filesystem::symlink_status(destination, ignored)))
        return false;
    const Json naming = readNaming(folder);
    const auto last = naming.find("last");
    if (last != naming.end() && last->is_string())
        return !std::filesystem::exists(folder / std::filesystem::path(last->get<std::string>()).filename(), ignored);
    return std::filesystem::is_directory(std::filesystem::symlink_status(folder, ignored))
        && std::filesystem::is_empty(folder, ignored);
}

} // namespace

std::filesystem::path WorkFolder::partPath(int generation, std::size_t file) const
{
    return m_folder / (file == 0 ? fmt::format("part-{}", generation) : fmt::format("part-{}-{}", generation, file));
}

std::filesystem::path WorkFolder::journalPath(int generation) const
{
    return m_folder / fmt::format("units-{}", generation);
}

void WorkFolder::sweep(const std::filesystem::path& destination)
{
    const auto path = besideOf(destination);
    auto lock = isNamed(destination, path) ? FolderLock::acquire(path) : tl::unexpected(Error());
    if (!lock || !isNamed(destination, path)) // another run's, or it has come to its end meanwhile
        return;
    WorkFolder folder(std::move(*lock));
    folder.m_folder = path;
    folder.discard();
}

Status WorkFolder::namesDraft() const
{
    return writePrivate(m_folder / kNamingFile, {{"last", kDraft}});
}

Result<WorkFolder> WorkFolder::open(const std::filesystem::path& destination, std::vector<SourceState> source,
                                    bool startOver)
{
    auto path = besideOf(destination);
    auto lock = FolderLock::acquire(path);
    if (!lock)
        return tl::unexpected(std::move(lock.error()));
    WorkFolder folder(std::move(*lock));
    folder.m_destination = destination;
    folder.m_folder = std::move(path);
    folder.m_source = std::move(source);
    HEADROOM_TRY(folder.takeBack());
    HEADROOM_TRY(folder.readSource(startOver));
    folder.readJournals();
    return folder;
}

Status WorkFolder::takeBack()
{
    std::error_code error;
    const Json naming = readNaming(m_folder);
    const auto generation = numberOf<std::uint64_t>(naming, "generation");
    const auto count = numberOf<std::uint64_t>(naming, "files");
    const auto paths = generation && count && *generation < kMostGenerations && *count <= model::kMaxShards
        ? model::shardPaths(m_destination, *count)
        : std::vector<std::filesystem::path>();
    for (std::size_t file = 0; file < paths.size(); ++file) {
        const auto part = partPath(static_cast<int>(*generation), file);
        if (std::filesystem::exists(part, error) || !std::filesystem::is_regular_file(paths[file], error))
            continue; // had not got its name yet
        std::filesystem::rename(paths[file], part, error);
        if (error)
            return failErrno(error.value(), paths[file].string());
    }
    std::filesystem::remove(m_folder / kNamingFile, error);
    return {};
}

Status WorkFolder::readSource(bool startOver)
{
    const auto text = readTextFile(m_folder / kSourceFile, 1U << 20U);
    const auto json = text ? parseJson(*text, kSourceFile) : Result<Json>(Json());
    const auto states = json && json->is_object() ? statesFromJson(json->value("files", Json())) : std::nullopt;
    if (!states) { // a new folder, one that was killed while it was made, or an earlier version's
        clear();
        return {};
    }
    if (const auto same = checkSame(*states, m_source); !same) {
        if (!startOver)
            return fail(same.error().code, same.error().where,
                        same.error().detail + "; to start over, remove " + m_folder.string()
                            + " or replace the artifact");
        clear();
        return {};
    }
    const bool untouched = std::ranges::equal(*states, m_source, [](const SourceState& before, const SourceState& now) {
        return difference(before.file, now.file).empty();
    });
    m_sourceSha256 = untouched ? json->value("sha256", "") : std::string(); // to be found anew
    m_resumes = true;
    return {};
}

std::filesystem::path WorkFolder::draftPath() const
{
    return m_folder / kDraft;
}

Status WorkFolder::confirmSource(const std::string& sha256)
{
    if (!m_sourceSha256.empty() && m_sourceSha256 != sha256)
        return fail(ErrorCode::Conflict, fmt::format("{}, content", m_source.front().path),
                    fmt::format("has changed since the run began: SHA-256 {}, then {}", m_sourceSha256, sha256));
    m_sourceSha256 = sha256;
    return rememberSource();
}

Status WorkFolder::rememberSource()
{
    return writePrivate(m_folder / kSourceFile, {{"files", toJson(m_source)}, {"sha256", m_sourceSha256}});
}

void WorkFolder::readJournals()
{
    std::error_code ignored;
    for (int generation = 1; generation < kMostGenerations; ++generation)
        if (std::filesystem::exists(journalPath(generation), ignored))
            readJournal(generation);
}

void WorkFolder::readJournal(int generation)
{
    const auto text = readTextFile(journalPath(generation));
    m_generation = generation;
    m_layout.clear();
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const auto line = parseJson(rest.substr(0, end), "journal");
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!line || !line->is_object())
            continue; // the last line of a killed run
        if (line->contains("layout"))
            m_layout = line->value("layout", "");
        const auto file = numberOf<std::uint64_t>(*line, "file").value_or(0);
        const auto offset = numberOf<std::uint64_t>(*line, "offset");
        const auto bytes = numberOf<std::uint64_t>(*line, "bytes");
        const auto error = numberOf<double>(*line, "squared_error");
        const auto squares = numberOf<double>(*line, "squares");
        const auto largest = numberOf<double>(*line, "max_error");
        if (offset && bytes && error && squares && largest)
            m_units[line->value("key", "")] = {
                generation,
                {file, *offset},
                *bytes,
                line->value("checksum", ""),
                {{*error, *squares, *largest}, remarkFromJson(line->value("remark", Json()), line->value("note", ""))}};
    }
}

Status WorkFolder::begin(const std::string& layout, std::span<const std::uint64_t> fileBytes)
{
    HEADROOM_TRY(m_lock.held());
    if (m_sourceSha256.empty())
        HEADROOM_TRY(rememberSource()); // its states, before any unit of it
    const bool continues = m_generation > 0 && m_layout == layout;
    m_generation += continues ? 0 : 1;
    m_parts.clear();
    for (std::size_t file = 0; file < fileBytes.size(); ++file) {
        auto part = PartialFile::open(partPath(m_generation, file));
        if (!part)
            return tl::unexpected(std::move(part.error()));
        HEADROOM_TRY(part->reserve(fileBytes[file]));
        m_parts.push_back(std::move(*part));
    }
    auto journal = PartialFile::open(journalPath(m_generation));
    if (!journal)
        return tl::unexpected(std::move(journal.error()));
    m_journal = std::move(*journal);
    m_layout = layout;
    // A line of its own also ends a line that a killed run has left.
    return m_journal->append(continues ? "\n" : Json{{"layout", layout}}.dump() + "\n");
}

Status WorkFolder::note(const std::string& key, const Unit& unit)
{
    const Json line{{"key", key},
                    {"file", unit.place.file},
                    {"offset", unit.place.offset},
                    {"bytes", unit.bytes},
                    {"checksum", unit.checksum},
                    {"squared_error", unit.result.sums.squaredError},
                    {"squares", unit.result.sums.squares},
                    {"max_error", unit.result.sums.maxError},
                    {"note", unit.result.note},
                    {"remark", toJson(unit.result.note)}};
    const std::lock_guard lock(*m_mutex);
    HEADROOM_TRY(m_journal->append(line.dump() + "\n"));
    m_units[key] = unit;
    return {};
}

Status WorkFolder::readPart(const Unit& unit, std::span<std::byte> data) const
{
    if (unit.generation == m_generation)
        return unit.place.file < m_parts.size() ? m_parts[unit.place.file].read(unit.place.offset, data)
                                                : fail(ErrorCode::NotFound, m_folder.string(), "has no such file");
    const auto path = partPath(unit.generation, unit.place.file);
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return fail(ErrorCode::NotFound, path.string(), "is not there");
    const auto old = PartialFile::open(path);
    return old ? old->read(unit.place.offset, data) : tl::unexpected(old.error());
}

Result<std::optional<FinishedUnit>> WorkFolder::reuse(const std::string& key, Place place, std::uint64_t bytes)
{
    Unit unit;
    {
        const std::lock_guard lock(*m_mutex);
        const auto found = m_units.find(key);
        if (found == m_units.end() || found->second.bytes != bytes)
            return std::nullopt;
        unit = found->second;
    }
    const bool inPlace
        = unit.generation == m_generation && unit.place.file == place.file && unit.place.offset == place.offset;
    std::vector<std::byte> data(bytes);
    if (!readPart(unit, data) || checksum(data) != unit.checksum)
        return std::nullopt;
    if (!inPlace) {
        unit.generation = m_generation;
        unit.place = place;
        HEADROOM_TRY(m_parts[place.file].write(place.offset, data));
        HEADROOM_TRY(note(key, unit));
    }
    return unit.result;
}

Status WorkFolder::store(const std::string& key, Place place, const EncodedRows& rows)
{
    HEADROOM_TRY(m_lock.held());
    HEADROOM_TRY(m_parts[place.file].write(place.offset, rows.bytes));
    return note(key, {m_generation, place, rows.bytes.size(), checksum(rows.bytes), {rows.sums, rows.note}});
}

Status WorkFolder::writeHeader(std::size_t file, std::span<const std::byte> header)
{
    return m_parts[file].write(0, header);
}

/// Reads them back while they go to the disk.
Result<std::vector<std::string>> WorkFolder::hashParts() const
{
    TaskQueue syncing(m_parts.size());
    for (const PartialFile& part : m_parts)
        HEADROOM_TRY(syncing.add([&part] { return part.sync(); }));
    std::vector<std::string> hashes;
    JobControl uninterrupted; // all is written: from here on there is nothing to cancel
    for (std::size_t file = 0; file < m_parts.size(); ++file) {
        const auto part = MappedFile::open(partPath(m_generation, file));
        if (!part)
            return tl::unexpected(part.error());
        auto hash = sha256Of(**part, uninterrupted); // its times may still change as it goes to the disk
        hashes.push_back(std::move(*hash));
    }
    HEADROOM_TRY(syncing.finish());
    return hashes;
}

Result<std::vector<std::string>>
WorkFolder::finish(const std::vector<Output>& outputs,
                   const std::function<void(std::span<const std::string> sha256)>& beforeNames)
{
    HEADROOM_TRY(m_lock.held());
    auto hashes = hashParts();
    if (!hashes)
        return hashes;
    m_whole = true;
    if (beforeNames)
        beforeNames(*hashes);
    const std::string last = partPath(m_generation, outputs.size() - 1).filename().string();
    const Json set{{"generation", m_generation}, {"files", outputs.size()}};
    HEADROOM_TRY(writePrivate(m_folder / kNamingFile, outputs.size() > 1 ? set : Json{{"last", last}}));
    HEADROOM_TRY(m_lock.held());
    for (std::size_t file = 0; file < outputs.size(); ++file) {
        if (const Status placed = m_parts[file].placeAs(outputs[file]); !placed) {
            HEADROOM_TRY(takeBack());
            return tl::unexpected(placed.error());
        }
    }
    discard();
    return hashes;
}

std::uint64_t WorkFolder::allocatedBytes() const
{
    std::uint64_t bytes = 0;
    std::error_code error;
    for (std::size_t file = 0; std::filesystem::exists(partPath(m_generation, file), error); ++file) {
        const auto part = PartialFile::open(partPath(m_generation, file));
        bytes += part ? part->allocatedBytes() : 0;
    }
    return bytes;
}

void WorkFolder::clear()
{
    std::error_code ignored;
    if (readNaming(m_folder).contains("files"))
        std::filesystem::remove(m_folder / kNamingFile, ignored); // first: the names are right, or there are none
    std::vector<std::filesystem::path> ours;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("part-") || name.starts_with("units-") || name == kSourceFile || name == kDraft)
            ours.push_back(entry.path());
    }
    for (const auto& path : ours)
        std::filesystem::remove_all(path, ignored);
    std::filesystem::remove(m_folder / kNamingFile, ignored); // last: until then sweep() knows what the rest is
    m_units.clear();
    m_generation = 0;
    m_layout.clear();
}

void WorkFolder::discard()
{
    clear();
    std::error_code ignored;
    std::filesystem::remove(m_folder, ignored); // stays where somebody has put something else into it
}

void WorkFolder::endAfter(ErrorCode code)
{
    const bool later = code == ErrorCode::Cancelled || code == ErrorCode::NoSpace || code == ErrorCode::Io
        || code == ErrorCode::OutOfMemory;
    if (!m_lock.held()) // what has the name now is not this run's
        return;
    std::error_code ignored;
    std::filesystem::remove(m_folder / kNamingFile, ignored); // the names were not taken
    if (!(later || m_whole) || !hasUnits())
        discard();
}

} // namespace headroom::quant
