// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the ground on which commands are disturbed: a folder with small models and texts, the commands that are tried
// there, what each leaves when nobody disturbs it, and the question after a disturbance: is everything what it was, or
// what it should be?
#pragma once

#include "child.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace headroom::stress {

/// A command of the tables below.
struct Operation {
    const char* name;
    std::vector<std::string> arguments;
    std::vector<std::string> outputs; ///< files or folders that it makes
    bool project = false; ///< stores its run in work.headroom
};

/// The commands that write: every kind of artifact, and measurements that go into a project.
const std::vector<Operation>& operations();

/// What a campaign has found. Every trial is survived or counts under its worst finding.
struct Tally {
    std::uint64_t tried = 0, survived = 0;
    std::uint64_t lost = 0; ///< an input or an older file is gone, or what was asked for cannot be had any more
    std::uint64_t torn = 0; ///< half a file under a whole one's name, half a result in a project
    std::uint64_t wrong = 0; ///< exit status 0, and not what an undisturbed run gives
    std::uint64_t aborted = 0; ///< ended by a signal of its own
    std::uint64_t hung = 0;
    std::uint64_t left = 0; ///< scratch that the next start does not remove
    std::vector<std::string> findings; ///< a line each

    bool clean() const { return tried == survived; }
};

enum class Finding { None, Left, Wrong, Torn, Lost, Hung, Aborted };

struct Verdict {
    Finding finding = Finding::None;
    std::string what;
};

class Ground {
public:
    /// Makes the fixtures in a new folder and runs every operation once; ends the process where even that fails.
    Ground();
    ~Ground();

    const std::filesystem::path& folder() const { return m_folder; }
    /// A fresh copy of the fixtures with no outputs.
    void clear() const;
    /// The operation in the ground's folder, with caches and scratch there too.
    Child child(const Operation& operation) const;
    /// Seconds an undisturbed run takes, starting included.
    double seconds(const Operation& operation) const { return m_seconds.at(operation.name); }
    /// How often an undisturbed run makes each kind of system call.
    std::map<std::string, unsigned> calls(const Operation& operation, bool tmpfile) const;

    std::map<std::string, std::string> contents() const; ///< path in the ground → hash of what counts there
    /// After a run: nothing of the inputs changed, outputs are absent or whole, projects hold no half results. A run
    /// that says it is done must have left what an undisturbed one leaves.
    Verdict check(const Operation& operation, const Ending& ending) const;
    /// The same command, undisturbed: it must succeed, and nothing but its results may be there afterwards.
    Verdict checkRerun(const Operation& operation) const;

private:
    Verdict checkInputs(const std::map<std::string, std::string>& now) const;
    Verdict checkProject(const Operation& operation, bool done) const;

    std::filesystem::path m_folder;
    std::map<std::string, std::string> m_inputs;
    std::map<std::string, std::map<std::string, std::string>> m_results; ///< by operation
    std::map<std::string, double> m_seconds;
};

/// Counts a trial.
void count(Tally& tally, const Verdict& verdict, const std::string& trial);
/// An abort, a hang, or nothing.
Verdict howItEnded(const Ending& ending);

} // namespace headroom::stress
