// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text/display.h"
#include "app/text/words.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace headroom::app::text {

namespace {

/// What the operating system says of failures that anyone may meet.
constexpr std::array kSystemErrors{
    std::pair{EPERM, QT_TRANSLATE_NOOP("Words", "Operation not permitted")},
    std::pair{ENOENT, QT_TRANSLATE_NOOP("Words", "No such file or directory")},
    std::pair{EIO, QT_TRANSLATE_NOOP("Words", "Input/output error")},
    std::pair{ENOMEM, QT_TRANSLATE_NOOP("Words", "Cannot allocate memory")},
    std::pair{EACCES, QT_TRANSLATE_NOOP("Words", "Permission denied")},
    std::pair{EBUSY, QT_TRANSLATE_NOOP("Words", "Device or resource busy")},
    std::pair{EEXIST, QT_TRANSLATE_NOOP("Words", "File exists")},
    std::pair{ENODEV, QT_TRANSLATE_NOOP("Words", "No such device")},
    std::pair{ENOTDIR, QT_TRANSLATE_NOOP("Words", "Not a directory")},
    std::pair{EISDIR, QT_TRANSLATE_NOOP("Words", "Is a directory")},
    std::pair{EINVAL, QT_TRANSLATE_NOOP("Words", "Invalid argument")},
    std::pair{EMFILE, QT_TRANSLATE_NOOP("Words", "Too many open files")},
    std::pair{EFBIG, QT_TRANSLATE_NOOP("Words", "File too large")},
    std::pair{ENOSPC, QT_TRANSLATE_NOOP("Words", "No space left on device")},
    std::pair{EROFS, QT_TRANSLATE_NOOP("Words", "Read-only file system")},
    std::pair{EPIPE, QT_TRANSLATE_NOOP("Words", "Broken pipe")},
    std::pair{ENAMETOOLONG, QT_TRANSLATE_NOOP("Words", "File name too long")},
    std::pair{ENOTEMPTY, QT_TRANSLATE_NOOP("Words", "Directory not empty")},
    std::pair{ELOOP, QT_TRANSLATE_NOOP("Words", "Too many levels of symbolic links")},
    std::pair{ETIMEDOUT, QT_TRANSLATE_NOOP("Words", "Connection timed out")},
    std::pair{EDQUOT, QT_TRANSLATE_NOOP("Words", "Disk quota exceeded")},
    std::pair{ESTALE, QT_TRANSLATE_NOOP("Words", "Stale file handle")},
};

/// In the user's language where it is the system's own sentence; as it is otherwise.
QString system(const std::string& detail)
{
    const auto known
        = std::ranges::find_if(kSystemErrors, [&](const auto& row) { return detail == std::strerror(row.first); });
    return known == kSystemErrors.end() ? fromUtf8(detail) : Words::tr(known->second);
}

/// "model.gguf, byte 24: the count is larger than the file" — the place and the finding, as the engine named them.
QString place(const Error& error)
{
    const QString where = fromUtf8(error.where), detail = system(error.detail);
    if (where.isEmpty() || detail.isEmpty())
        return where + detail;
    //: place of an error: what is wrong there
    return Words::tr("%1: %2").arg(where, detail);
}

// One sentence per code; the switches have no default, so that a new code is a warning here.
QString happened(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return Words::tr("This cannot be done as asked");
    case ErrorCode::NotFound:
        return Words::tr("Not found");
    case ErrorCode::PermissionDenied:
        return Words::tr("Access is refused");
    case ErrorCode::Io:
        return Words::tr("Reading or writing failed");
    case ErrorCode::NoSpace:
        return Words::tr("The disk is full");
    case ErrorCode::Truncated:
        return Words::tr("The file is cut short");
    case ErrorCode::Corrupt:
        return Words::tr("The file is damaged or not what its name says");
    case ErrorCode::Unsupported:
        return Words::tr("This kind of file is not supported yet");
    case ErrorCode::OutOfMemory:
        return Words::tr("Memory ran out");
    case ErrorCode::Cancelled:
        return Words::tr("Stopped");
    case ErrorCode::Busy:
        return Words::tr("Another program holds it");
    case ErrorCode::Conflict:
        return Words::tr("It exists already");
    case ErrorCode::WorkerDied:
        return Words::tr("The worker process ended without an answer");
    case ErrorCode::Internal:
        return Words::tr("An error of Headroom itself");
    }
    return {};
}

/// "p.headroom", "p.headroom (row 3)", "p.headroom, byte 24"
bool isProject(const std::string& where)
{
    constexpr std::string_view kEnding = ".headroom";
    const std::size_t at = where.rfind(kEnding);
    return at != std::string::npos
        && (at + kEnding.size() == where.size() || where.find_first_of(", (", at) == at + kEnding.size());
}

/// What is fetched with models, projects are not; empty where the advice for files fits them too.
QString nextStepOfProject(ErrorCode code)
{
    if (code == ErrorCode::Truncated || code == ErrorCode::Corrupt)
        return Words::tr("Open a copy of the project if you have one, or begin a new one.");
    if (code == ErrorCode::Unsupported)
        return Words::tr("Open it with the program or the version that wrote it, or begin a new project.");
    return {};
}

QString nextStepOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return Words::tr("Change the choice and try again.");
    case ErrorCode::NotFound:
        return Words::tr("Check the path; it may have been moved or renamed.");
    case ErrorCode::PermissionDenied:
        return Words::tr("Choose another place, or change the permissions.");
    case ErrorCode::Io:
        return Words::tr("Check that the disk is connected, then try again.");
    case ErrorCode::NoSpace:
        return Words::tr("Free some space or choose another disk; nothing half-written was left.");
    case ErrorCode::Truncated:
        return Words::tr("The file is incomplete: fetch or write it again.");
    case ErrorCode::Corrupt:
        return Words::tr("Check the file, or fetch or write it again.");
    case ErrorCode::Unsupported:
        return Words::tr("This version of Headroom does not handle it: choose another file.");
    case ErrorCode::OutOfMemory:
        return Words::tr("Close other programs, or use a shorter context.");
    case ErrorCode::Cancelled:
        return Words::tr("What was finished is kept.");
    case ErrorCode::Busy:
        return Words::tr("Close the other program, then try again.");
    case ErrorCode::Conflict:
        return Words::tr("Choose another name, or allow replacing.");
    case ErrorCode::WorkerDied:
        return Words::tr("The project is intact; start the run again.");
    case ErrorCode::Internal:
        return Words::tr("Please report it with this text.");
    }
    return {};
}

QString nextStep(const Error& error)
{
    const QString special = isProject(error.where) ? nextStepOfProject(error.code) : QString();
    return special.isEmpty() ? nextStepOf(error.code) : special;
}

/// A change is named by its field, "model.gguf, size"; a name that is taken by itself.
bool isChange(const Error& error)
{
    return error.code == ErrorCode::Conflict && error.where.find(", ") != std::string::npos;
}

} // namespace

Message message(const Error& error)
{
    const QString at = place(error);
    if (isChange(error))
        return {Words::tr("%1 (%2)").arg(Words::tr("It has changed meanwhile"), at) + QLatin1Char('.'),
                Words::tr("Start it again once nothing else changes it.")};
    //: what happened (place and finding)
    const QString text = at.isEmpty() ? happened(error.code) : Words::tr("%1 (%2)").arg(happened(error.code), at);
    return {text + QLatin1Char('.'), nextStep(error)};
}

} // namespace headroom::app::text
