// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "errors.h"

#include "core/base/singular.h"
#include "output.h"

#include <algorithm>
#include <filesystem>

namespace headroom::cli {

namespace {

/// What an error is about; advice for a file helps nobody who has mistyped an option.
enum class Subject { Option, File, Folder, WithinFile };

/// "model.gguf", "model.gguf, byte 24" and "F.imatrix, entry "a"" are files; "context" and "KV type q9_0" are not.
Subject subjectOf(const std::string& where)
{
    if (where.starts_with("--"))
        return Subject::Option;
    std::error_code ignored;
    for (std::size_t end = where.size(); end != std::string::npos; end = where.rfind(", ", end - 1)) {
        const std::string place = where.substr(0, end); // a name may have commas itself
        const bool named = (place.starts_with('/') && place.find(", ") == std::string::npos)
            || (place.find(' ') == std::string::npos && std::filesystem::path(place).has_extension());
        if (named || (!place.empty() && std::filesystem::exists(place, ignored)))
            return place != where                               ? Subject::WithinFile
                : std::filesystem::is_directory(place, ignored) ? Subject::Folder
                                                                : Subject::File;
        if (end == 0)
            break;
    }
    return Subject::Option;
}

bool mayReplace = false; ///< the command that runs has --replace

/// What the reader can do about it.
std::string_view nextStep(ErrorCode code, Subject subject)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return subject == Subject::Option ? "See --help of the command."
                                          : "Choose another file, or change what is asked of this one.";
    case ErrorCode::NotFound:
        return subject == Subject::WithinFile ? "Choose a file that has it."
            : subject == Subject::Folder      ? "Choose another folder, or fetch what is missing." // its name is right
                                              : "Check the name.";
    case ErrorCode::PermissionDenied:
        return "Check the permissions, or choose another place.";
    case ErrorCode::Io:
        return "Check the disk or the connection to it, and try again.";
    case ErrorCode::NoSpace:
        return "Free some space, or write to another disk.";
    case ErrorCode::Truncated:
        return "The file is incomplete: fetch or write it again.";
    case ErrorCode::Corrupt:
        return subject == Subject::Option ? "Check what was given."
                                          : "The file is damaged or of another format: check it, or fetch it again.";
    case ErrorCode::Unsupported:
        return "This version of Headroom does not handle it.";
    case ErrorCode::OutOfMemory:
        return "Close other programs, or use a smaller model or context.";
    case ErrorCode::Cancelled:
        return "Run the same command again: a quantization goes on where it stopped, all else begins anew.";
    case ErrorCode::Busy:
        return "Wait until the other program is done with it, and try again.";
    case ErrorCode::Conflict: // a change is named by its field: "model.gguf, size"
        return subject == Subject::WithinFile ? "Run it again once nothing else changes it."
            : mayReplace                      ? "Choose another name, or allow replacing a file (--replace)."
                                              : "Choose another name.";
    case ErrorCode::WorkerDied:
        return "Run it again.";
    case ErrorCode::Internal:
        return "This is a defect of Headroom: please report it.";
    }
    return {};
}

/// One line, whatever a file put into a name; a library's message may have several.
std::string oneLine(std::string_view text)
{
    std::string line(text);
    std::ranges::replace_if(
        line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return visible(line);
}

/// A job knows its parameters by their keys; here they are options.
std::string optionOf(const std::string& where)
{
    constexpr std::string_view kParameter = "job, parameter ";
    if (!where.starts_with(kParameter))
        return where;
    std::string option = "--" + where.substr(kParameter.size());
    std::ranges::replace(option, '_', '-');
    return option;
}

} // namespace

std::string errorLine(const Error& error)
{
    std::string line = "headroom-cli: ";
    const std::string where = optionOf(error.where);
    if (!where.empty())
        line += oneLine(where) + ": ";
    line += withSingulars(oneLine(error.detail));
    if (!line.ends_with('.') && !line.ends_with('?'))
        line += '.';
    return line + " " + std::string(nextStep(error.code, subjectOf(where)));
}

void adviseFor(const CLI::App& command)
{
    mayReplace = command.get_option_no_throw("--replace") != nullptr;
}

int report(const Error& error)
{
    tell(errorLine(error) + "\n");
    if (error.code == ErrorCode::InvalidArgument && optionOf(error.where).starts_with("--"))
        return kUsage;
    return error.code == ErrorCode::Cancelled ? kInterrupted : kFailed;
}

} // namespace headroom::cli
