// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text/display.h"
#include "app/text/words.h"

namespace headroom::app::text {

namespace {

/// "model.gguf, byte 24: the count is larger than the file" — the place and the finding, as the engine named them.
QString place(const Error& error)
{
    const QString where = fromUtf8(error.where), detail = fromUtf8(error.detail);
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
        return Words::tr("It exists already, or has changed meanwhile");
    case ErrorCode::WorkerDied:
        return Words::tr("The worker process ended without an answer");
    case ErrorCode::Internal:
        return Words::tr("An error of Headroom itself");
    }
    return {};
}

QString nextStep(ErrorCode code)
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
        return Words::tr("The download may be incomplete: fetch the file again.");
    case ErrorCode::Corrupt:
        return Words::tr("Compare its checksum with the publisher's, or fetch it again.");
    case ErrorCode::Unsupported:
        return Words::tr("Models of the llama family in GGUF files can be opened.");
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

} // namespace

Message message(const Error& error)
{
    const QString at = place(error);
    //: what happened (place and finding)
    const QString text = at.isEmpty() ? happened(error.code) : Words::tr("%1 (%2)").arg(happened(error.code), at);
    return {text + QLatin1Char('.'), nextStep(error.code)};
}

} // namespace headroom::app::text
