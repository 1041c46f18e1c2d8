// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a run that is killed continues where it was. Beside the artifact stands a folder, "<artifact>.work": the file as
// far as it is written, and a journal of the units that are complete in it. A unit is some rows of a tensor; its key
// is the hash of all that decides its bytes (the source's state, the content of its rows, types, importance), so that a
// unit is valid whatever else has changed: after an edited preset only what is different is done again, and no unit of
// another source is ever taken. Journal entries carry a
// checksum of the unit's bytes, which is verified before they are trusted. Success or a source that changed removes the
// folder. An artifact of several files appears as a set: one that was killed between the first name and the last is
// taken back before anything else happens.
#pragma once

#include "core/base/partialfile.h"
#include "core/base/remark.h"
#include "core/quant/round/encodetensor.h"
#include "core/quant/run/sourcestate.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace headroom::quant {

struct FinishedUnit {
    EncodedSums sums;
    Remark note;
};

/// Where bytes of the artifact lie.
struct Place {
    std::size_t file = 0; ///< which of the artifact's files
    std::uint64_t offset = 0;
};

class WorkFolder {
public:
    /// Creates or takes up the folder of this artifact. startOver: work begun from another source is thrown away.
    /// Errors: Busy (another run), Conflict naming the field in which the source differs.
    static Result<WorkFolder> open(const std::filesystem::path& destination, std::vector<SourceState> source,
                                   bool startOver);

    /// Removes what a run has left that was killed after its artifact got its name and before its work was removed.
    /// Nothing else: neither work that can be continued, nor that of a run that goes on.
    static void sweep(const std::filesystem::path& destination);

    bool resumes() const { return m_resumes; } ///< what an earlier run has begun
    /// SHA-256 of the source: is kept for a later run, and is what an earlier one has found. Errors: Conflict where it
    /// is not.
    Status confirmSource(const std::string& sha256);

    /// layout: hash of the artifact's headers, by which places are decided; the size of each file. Errors: NoSpace.
    Status begin(const std::string& layout, std::span<const std::uint64_t> fileBytes);
    /// Brings a finished unit to its place; nothing when there is none, or its bytes are not what they were.
    Result<std::optional<FinishedUnit>> reuse(const std::string& key, Place place, std::uint64_t bytes);
    /// May be called beside reuse(), from one other thread.
    Status store(const std::string& key, Place place, const EncodedRows& rows);
    /// What was stored or reused.
    Status read(Place place, std::span<std::byte> out) const { return m_parts[place.file].read(place.offset, out); }
    /// Writes what stands at the front of a file.
    Status writeHeader(std::size_t file, std::span<const std::byte> header);
    /// The files take these names (the artifact's, or its shards'), all or none; the work folder disappears. Gives the
    /// SHA-256 of each file, of what stands there now. Errors: also those of checkFree(), Conflict where the folder was
    /// removed meanwhile. beforeNames: is given them when all is whole and nothing has a name yet, for what shall never
    /// be missing beside the artifact.
    Result<std::vector<std::string>> finish(const std::vector<Output>& outputs,
                                            const std::function<void(std::span<const std::string> sha256)>& beforeNames
                                            = {});

    const std::filesystem::path& path() const { return m_folder; }
    /// All is whole and the draft is about to get its name: see sweep().
    Status namesDraft() const;
    std::filesystem::path draftPath() const; ///< of a folder that is being written
    std::uint64_t allocatedBytes() const; ///< by the files so far
    bool hasUnits() const { return !m_units.empty(); } ///< not beside store()
    void discard(); ///< removes what the run has left
    /// After an error: what is finished stays where the same call can succeed later.
    void endAfter(ErrorCode code);

private:
    struct Unit {
        int generation;
        Place place;
        std::uint64_t bytes;
        std::string checksum;
        FinishedUnit result;
    };
    explicit WorkFolder(FolderLock lock) : m_lock(std::move(lock)) { }
    std::filesystem::path partPath(int generation, std::size_t file) const;
    std::filesystem::path journalPath(int generation) const;
    Result<std::vector<std::string>> hashParts() const;
    Status takeBack(); ///< what a killed run had named before the set was whole
    Status readSource(bool startOver);
    Status rememberSource();
    void clear(); ///< removes the files, not the folder
    void readJournals();
    void readJournal(int generation);
    Status note(const std::string& key, const Unit& unit);
    Status readPart(const Unit& unit, std::span<std::byte> data) const;

    std::filesystem::path m_destination;
    std::filesystem::path m_folder;
    FolderLock m_lock;
    std::vector<SourceState> m_source;
    std::string m_sourceSha256; ///< empty until it is found
    bool m_resumes = false;
    int m_generation = 0; ///< each layout has a file of its own; 0: none yet
    std::string m_layout; ///< of the newest generation
    std::map<std::string, Unit> m_units; ///< by key; with the journal behind the mutex
    std::unique_ptr<std::mutex> m_mutex = std::make_unique<std::mutex>();
    std::vector<PartialFile> m_parts; ///< of this generation
    bool m_whole = false; ///< only names are missing
    std::optional<PartialFile> m_journal;
};

} // namespace headroom::quant
