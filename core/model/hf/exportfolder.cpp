// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/exportfolder.h"

#include "core/base/pythonjson.h"
#include "core/model/description.h"
#include "core/model/ggufcursor.h"
#include "core/model/hf/config.h"
#include "core/model/hf/draft.h"
#include "core/model/hf/outgoing.h"
#include "core/model/hf/pooling.h"
#include "core/model/hf/tokenizerfiles.h"

#include <fmt/format.h>

namespace headroom::model::hf {

Status exportFolder(std::shared_ptr<const ModelFile> file, const std::filesystem::path& folder, JobControl& control,
                    std::uint64_t shardBytes)
{
    if (const auto whole = describe(*file); !whole) // what cannot be run or planned is no model to be published
        return tl::unexpected(whole.error());
    const auto architecture = file->metadata().text("general.architecture").value_or("");
    const Family* family = findFamily(file->metadata());
    if (!family)
        return fail(ErrorCode::Unsupported, file->path().string() + ", key \"general.architecture\"",
                    fmt::format("\"{}\" has no known form as a Hugging Face folder", printable(architecture)));
    auto draft = Draft::create(folder, narrowestMode(file->paths()));
    if (!draft)
        return tl::unexpected(draft.error());
    file->remember();
    const std::string config = dumpPythonJson(makeConfig(*file, *family), 2) + "\n";
    HEADROOM_TRY(writeFile(draft->path() / "config.json", std::as_bytes(std::span(config))));
    HEADROOM_TRY(writePooling(draft->path(), file->metadata()));
    HEADROOM_TRY(writeTokenizer(draft->path(), *file, control));
    if (auto written = writeSafetensors(draft->path(), outgoingTensors(file, *family), shardBytes, control); !written) {
        if (written.error().where.starts_with("tensor")) // of the source
            written.error().where.insert(0, file->path().string() + ", ");
        return written;
    }
    HEADROOM_TRY(file->intact());
    return draft->commit();
}

} // namespace headroom::model::hf
