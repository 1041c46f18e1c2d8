// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a job is told is a table of these rows. The reader of the job's JSON, the options of the command line and
// their help, the command that repeats a job, and the limits of the window's controls are all made from it.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

class Parameters;

enum class ValueKind {
    Text,
    Path,
    Paths, ///< at least one where it is required
    Texts,
    Whole,
    Bytes,
    Real,
    Flag,
    Object, ///< JSON; as a text on the command line
};

/// What a parameter needs in order to do anything.
struct Requirement {
    bool (*met)(const Parameters& parameters) = nullptr; ///< null: nothing
    const char* words = ""; ///< "with --method gptq or signround"; of a must, what is wrong without it, where {key}
                            ///< stands for that value
    bool isMust = false; ///< refused without it; otherwise it is left aside
};

struct Parameter {
    std::string_view key; ///< of the job's JSON, with its unit
    ValueKind kind = ValueKind::Text;
    const char* flag = ""; ///< of the command line: "--context"; "MODEL" where it has a place
    const char* placeholder = ""; ///< "N"
    const char* help = ""; ///< {default} and {names} stand for what follows
    double usual = 0; ///< of numbers; 0 where its range has none: not chosen
    const char* usualText = ""; ///< of texts
    double low = 0, high = 0; ///< of Whole and Real
    bool isRequired = false;
    bool isOutput = false; ///< a file or folder that the job makes
    bool (*known)(std::string_view name) = nullptr; ///< a name out of a table
    std::string (*names)() = nullptr; ///< all of them, or where they are listed
    std::string (*fault)(const std::string& text) = nullptr; ///< empty where the text can be read
    unsigned thousand = 1024; ///< Bytes: what k stands for; Ki is 1024
    char separator = 0; ///< Texts: in one argument; 0: the option is repeated
    const char* oneOf = ""; ///< a group of which one is to be given; of several the last row counts
    Requirement need = {};
};

/// With its default and its names in their places.
std::string helpOf(const Parameter& parameter);
/// As help and commands write it: "512", "0.01", "auto"; empty where there is none.
std::string usualOf(const Parameter& parameter);
/// Null where the table has no such row.
const Parameter* findParameter(std::span<const Parameter> table, std::string_view key);
/// One table of several.
std::vector<Parameter> joined(std::initializer_list<std::span<const Parameter>> tables);

} // namespace headroom
