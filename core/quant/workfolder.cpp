// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/workfolder.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"

#include <fmt/format.h>

namespace headroom::quant {

namespace {

constexpr int kMostGenerations = 1000;
constexpr const char* kSourceFile = "source.json";

/// A number of a JSON object; nothing where it is absent or of another kind.
template <class T> std::optional<T> numberOf(const Json& json, const char* key)
{
    const auto found = json.find(key);
    const bool right
        = found != json.end() && (std::is_floating_point_v<T> ? found->is_number() : found->is_number_unsigned());
    return right ? std::optional(found->get<T>()) : std::nullopt;
}

} // namespace

std::filesystem::path WorkFolder::partPath(int generation) const
{
    return m_folder / fmt::format("part-{}", generation);
}

std::filesystem::path WorkFolder::journalPath(int generation) const
{
    return m_folder / fmt::format("units-{}", generation);
}

Result<WorkFolder> WorkFolder::open(const std::filesystem::path& destination, std::vector<SourceState> source,
                                    bool startOver)
{
    auto path = destination;
    path += ".work";
    auto lock = FolderLock::acquire(path);
    if (!lock)
        return tl::unexpected(std::move(lock.error()));
    WorkFolder folder(std::move(*lock));
    folder.m_destination = destination;
    folder.m_folder = std::move(path);
    folder.m_source = std::move(source);
    HEADROOM_TRY(folder.readSource(startOver));
    folder.readJournals();
    return folder;
}

Status WorkFolder::readSource(bool startOver)
{
    const auto text = readTextFile(m_folder / kSourceFile, 1U << 20U);
    const auto json = text ? parseJson(*text, kSourceFile) : Result<Json>(Json());
    const auto states = json && json->is_object() ? statesFromJson(json->value("files", Json())) : std::nullopt;
    if (!states)
        return {}; // a new folder, or one that was killed while it was made
    if (const auto same = checkSame(*states, m_source); !same) {
        if (!startOver)
            return fail(same.error().code, same.error().where,
                        same.error().detail + "; to start over, remove " + m_folder.string()
                            + " or replace the artifact");
        readJournals();
        clear();
        return {};
    }
    m_sourceSha256 = json->value("sha256", "");
    return {};
}

Status WorkFolder::rememberSource(const std::string& sha256)
{
    m_sourceSha256 = sha256;
    const std::string text
        = Json{{"files", toJson(m_source)}, {"sha256", sha256}}.dump(-1, ' ', false, Json::error_handler_t::replace);
    return writeFile(m_folder / kSourceFile, std::as_bytes(std::span(text)));
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
        const auto offset = numberOf<std::uint64_t>(*line, "offset");
        const auto bytes = numberOf<std::uint64_t>(*line, "bytes");
        const auto error = numberOf<double>(*line, "squared_error");
        const auto squares = numberOf<double>(*line, "squares");
        const auto largest = numberOf<double>(*line, "max_error");
        if (offset && bytes && error && squares && largest)
            m_units[line->value("key", "")] = {generation,
                                               *offset,
                                               *bytes,
                                               line->value("sha256", ""),
                                               {{*error, *squares, *largest}, line->value("note", "")}};
    }
}

Status WorkFolder::begin(const std::string& layout, std::uint64_t totalBytes)
{
    const bool continues = m_generation > 0 && m_layout == layout;
    m_generation += continues ? 0 : 1;
    auto part = PartialFile::open(partPath(m_generation));
    auto journal = PartialFile::open(journalPath(m_generation));
    if (!part || !journal)
        return tl::unexpected(part ? journal.error() : part.error());
    HEADROOM_TRY(part->reserve(totalBytes));
    m_part = std::move(*part);
    m_journal = std::move(*journal);
    m_layout = layout;
    // A line of its own also ends a line that a killed run has left.
    return m_journal->append(continues ? "\n" : Json{{"layout", layout}}.dump() + "\n");
}

Status WorkFolder::note(const std::string& key, const Unit& unit)
{
    const Json line{{"key", key},
                    {"offset", unit.offset},
                    {"bytes", unit.bytes},
                    {"sha256", unit.sha256},
                    {"squared_error", unit.result.sums.squaredError},
                    {"squares", unit.result.sums.squares},
                    {"max_error", unit.result.sums.maxError},
                    {"note", unit.result.note}};
    HEADROOM_TRY(m_journal->append(line.dump() + "\n"));
    m_units[key] = unit;
    return {};
}

Result<std::optional<FinishedUnit>> WorkFolder::reuse(const std::string& key, std::uint64_t offset, std::uint64_t bytes)
{
    const auto found = m_units.find(key);
    if (found == m_units.end() || found->second.bytes != bytes)
        return std::nullopt;
    Unit unit = found->second;
    const bool inPlace = unit.generation == m_generation && unit.offset == offset;
    std::vector<std::byte> data(bytes);
    if (unit.generation == m_generation) {
        if (!m_part->read(unit.offset, data))
            return std::nullopt;
    } else {
        const auto old = PartialFile::open(partPath(unit.generation));
        if (!old || !old->read(unit.offset, data))
            return std::nullopt;
    }
    if (sha256(data) != unit.sha256)
        return std::nullopt;
    if (!inPlace) {
        unit.generation = m_generation;
        unit.offset = offset;
        HEADROOM_TRY(m_part->write(offset, data));
        HEADROOM_TRY(note(key, unit));
    }
    return unit.result;
}

Status WorkFolder::store(const std::string& key, std::uint64_t offset, const EncodedRows& rows)
{
    HEADROOM_TRY(m_part->write(offset, rows.bytes));
    return note(key, {m_generation, offset, rows.bytes.size(), sha256(rows.bytes), {rows.sums, rows.note}});
}

Status WorkFolder::finish(std::span<const std::byte> header)
{
    HEADROOM_TRY(m_part->write(0, header));
    HEADROOM_TRY(m_part->placeAs(m_destination));
    discard();
    return {};
}

std::uint64_t WorkFolder::allocatedBytes() const
{
    if (m_generation == 0)
        return 0;
    std::error_code error;
    if (!std::filesystem::exists(partPath(m_generation), error))
        return 0;
    const auto part = PartialFile::open(partPath(m_generation));
    return part ? part->allocatedBytes() : 0;
}

void WorkFolder::clear()
{
    std::error_code ignored;
    for (int generation = 1; generation <= m_generation + 1; ++generation) {
        std::filesystem::remove(partPath(generation), ignored);
        std::filesystem::remove(journalPath(generation), ignored);
    }
    std::filesystem::remove(m_folder / kSourceFile, ignored);
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

} // namespace headroom::quant
