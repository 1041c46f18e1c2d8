// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "ground.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "projectcheck.h"
#include "support/tinymodel.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include <unistd.h>

namespace fs = std::filesystem;

namespace headroom::stress {

namespace {

constexpr std::size_t kMostFindings = 12; ///< lines a campaign prints; the rest only counts

[[noreturn]] void giveUp(const std::string& why)
{
    std::fprintf(stderr, "stress: %s\n", why.c_str());
    std::exit(2);
}

void need(const Status& status)
{
    if (!status)
        giveUp(status.error().where + ": " + status.error().detail);
}

void writeText(const fs::path& path, std::string_view text)
{
    need(writeFile(path, std::as_bytes(std::span(text))));
}

/// What of a file must be the same each time: its bytes; of JSON, which tells times, that it is whole.
std::string digest(const fs::path& path)
{
    if (path.extension() == ".json") {
        const auto text = readTextFile(path);
        return text && parseJson(*text, "json") ? "whole JSON" : "torn JSON";
    }
    JobControl nothing;
    const auto hash = sha256File(path, nothing);
    return hash ? *hash : "unreadable: " + hash.error().detail;
}

bool isProject(const fs::path& path)
{
    return path.filename().string().find(".headroom") != std::string::npos
        && path.filename().string().starts_with("work.");
}

void makeFixtures(const fs::path& folder)
{
    fs::create_directories(folder / "ground");
    need(test::writeTinyModel(folder / "ground/model.gguf", {.layers = 3, .type = tensor::Type::F16}));
    need(test::writeTinyModel(folder / "ground/other.gguf", {.layers = 3, .seed = 2, .type = tensor::Type::F16}));
    writeText(folder / "ground/text.txt", test::tinyText(3000));
    std::string tokens;
    for (int i = 0; i < 96; ++i)
        tokens += std::string(1, char(30 + i)) + std::string(3, '\0');
    writeText(folder / "ground/tokens.i32", tokens);
}

using Contents = std::map<std::string, std::string>;

/// Where two states of the ground differ first; empty where they do not.
std::string difference(const Contents& now, const Contents& right)
{
    for (const auto& [path, hash] : right)
        if (const auto found = now.find(path); found == now.end() || found->second != hash)
            return path + (found == now.end() ? " is missing" : " differs");
    for (const auto& [path, hash] : now)
        if (!right.contains(path))
            return path + " stays";
    return {};
}

bool saysNoManifest(const Ending& ending)
{
    return ending.out.find("no manifest beside the artifact") != std::string::npos;
}

/// What a run that is done may leave undone: scratch, until the next start; the manifest beside an artifact, if it says
/// so.
bool isExcused(const std::string& difference, const Ending& ending)
{
    const bool unwritten = difference.ends_with(".manifest.json is missing") && saysNoManifest(ending);
    return difference.empty() || unwritten || difference.ends_with(" stays");
}

} // namespace

const std::vector<Operation>& operations()
{
    static const std::vector<Operation> all{
        {"quantize",
         {"quantize", "model.gguf", "out.gguf", "--preset", "Q4_K_M", "--project", "work.headroom"},
         {"out.gguf"},
         true},
        {"quantize: folder",
         {"quantize", "model.gguf", "folder", "--preset", "W4A16", "--project", "work.headroom"},
         {"folder"},
         true},
        {"quantize: shards",
         {"quantize", "model.gguf", "set.gguf", "--preset", "Q8_0", "--split-max-tensors", "9"},
         {}},
        {"export", {"export", "model.gguf", "exported"}, {"exported"}},
        {"import", {"import", "source", "imported.gguf"}, {"imported.gguf"}},
        {"calibrate",
         {"calibrate", "model.gguf", "--text", "text.txt", "--out", "calibration.gguf", "--context", "64"},
         {"calibration.gguf"}},
        {"logits", {"logits", "model.gguf", "--tokens", "tokens.i32", "--out", "logits.f32"}, {"logits.f32"}},
        {"perplexity",
         {"perplexity", "model.gguf", "--text", "text.txt", "--context", "128", "--project", "work.headroom"},
         {},
         true},
        {"compare",
         {"compare", "model.gguf", "other.gguf", "--text", "text.txt", "--context", "128", "--project",
          "work.headroom"},
         {},
         true},
    };
    return all;
}

Ground::Ground()
{
    std::string pattern = (fs::temp_directory_path() / "headroom-stress-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        giveUp("no folder for temporary files");
    m_folder = pattern;
    makeFixtures(m_folder);
    const Operation source{"source", {"export", "model.gguf", "source"}, {}};
    if (const auto ending = run(child(source)); ending.status != 0)
        giveUp("export: " + ending.summary());
    fs::copy(m_folder / "ground", m_folder / "fixtures", fs::copy_options::recursive);
    m_inputs = contents();
    for (const Operation& operation : operations()) {
        clear();
        run(child(operation)); // the first run hashes and measures what later ones know
        clear();
        const auto ending = run(child(operation));
        if (ending.status != 0)
            giveUp(fmt::format("{}: {}", operation.name, ending.summary()));
        m_seconds[operation.name] = ending.seconds;
        m_results[operation.name] = contents();
    }
    clear();
}

Ground::~Ground()
{
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

void Ground::clear() const
{
    fs::remove_all(m_folder / "ground");
    fs::remove_all(m_folder / "tmp");
    fs::remove_all(m_folder / "home");
    fs::copy(m_folder / "fixtures", m_folder / "ground", fs::copy_options::recursive);
    fs::create_directories(m_folder / "tmp");
    fs::create_directories(m_folder / "home");
}

Child Ground::child(const Operation& operation) const
{
    Child child;
    child.arguments = operation.arguments;
    child.arguments.insert(child.arguments.end(), {"--threads", "2"});
    if (operation.arguments.front() == "export" || operation.arguments.front() == "import")
        child.arguments = operation.arguments;
    child.folder = m_folder / "ground";
    child.environment = {{"TMPDIR", (m_folder / "tmp").string()},
                         {"HOME", (m_folder / "home").string()},
                         {"XDG_CACHE_HOME", (m_folder / "home/cache").string()}};
    return child;
}

std::map<std::string, unsigned> Ground::calls(const Operation& operation, bool tmpfile) const
{
    clear();
    Child counted = child(operation);
    const auto path = m_folder / "counts";
    counted.environment["HEADROOM_FAULT_COUNTS"] = path.string();
    if (!tmpfile)
        counted.environment["HEADROOM_NO_TMPFILE"] = "1";
    run(counted);
    std::map<std::string, unsigned> counts;
    std::ifstream file(path);
    std::string kind;
    for (unsigned number = 0; file >> kind >> number;)
        counts[kind] = number;
    clear();
    return counts;
}

std::map<std::string, std::string> Ground::contents() const
{
    std::map<std::string, std::string> all;
    const auto root = m_folder / "ground";
    for (const auto& entry : fs::recursive_directory_iterator(root))
        if (!isProject(entry.path()))
            all[fs::relative(entry.path(), root).string()] = entry.is_directory() ? "folder" : digest(entry.path());
    return all;
}

Verdict Ground::checkInputs(const std::map<std::string, std::string>& now) const
{
    for (const auto& [path, hash] : m_inputs)
        if (const auto found = now.find(path); found == now.end() || found->second != hash)
            return {Finding::Lost, "the input " + path + (found == now.end() ? " is gone" : " has changed")};
    return {};
}

Verdict Ground::checkProject(const Operation& operation, bool done) const
{
    const auto path = m_folder / "ground/work.headroom";
    if (!operation.project || !fs::exists(path))
        return operation.project && done ? Verdict{Finding::Wrong, "no project was made"} : Verdict{};
    const auto wrong = checkProjectFile(path, done);
    return wrong.empty() ? Verdict{} : Verdict{Finding::Torn, "the project " + wrong};
}

Verdict Ground::check(const Operation& operation, const Ending& ending) const
{
    if (const auto verdict = howItEnded(ending); verdict.finding != Finding::None)
        return verdict;
    const auto now = contents();
    if (const auto verdict = checkInputs(now); verdict.finding != Finding::None)
        return verdict;
    const auto& right = m_results.at(operation.name);
    if (const auto other = difference(now, right); ending.status == 0 && !isExcused(other, ending))
        return {Finding::Wrong, "said it was done, and " + other};
    for (const auto& output : operation.outputs) {
        if (!now.contains(output))
            continue;
        const auto manifest = output + ".manifest.json";
        if (right.contains(manifest) && !now.contains(manifest) && !saysNoManifest(ending))
            return {Finding::Torn, output + " is there without its manifest"};
        for (const auto& [path, hash] : right)
            if (path == output || path.starts_with(output + "/"))
                if (const auto found = now.find(path); found == now.end() || found->second != hash)
                    return {Finding::Torn, path + " is not whole"};
    }
    return checkProject(operation, ending.status == 0);
}

Verdict Ground::checkRerun(const Operation& operation) const
{
    Child again = child(operation);
    for (const auto& output : operation.outputs)
        fs::remove_all(m_folder / "ground" / output); // whole, as was checked before: made once more
    for (const auto& [path, hash] : m_results.at(operation.name))
        if (operation.outputs.empty() && !m_inputs.contains(path))
            fs::remove(m_folder / "ground" / path);
    const auto ending = run(again);
    if (ending.hung || ending.signal || ending.status != 0)
        return {Finding::Lost, "cannot be done any more: " + ending.summary()};
    const auto now = contents();
    if (const auto other = difference(now, m_results.at(operation.name)); !other.empty())
        return {other.ends_with(" stays") ? Finding::Left : Finding::Wrong, "after a second run " + other};
    for (const auto& entry : fs::directory_iterator(m_folder / "tmp"))
        return {Finding::Left, "a temporary " + entry.path().filename().string() + " stays"};
    return checkProject(operation, true);
}

void count(Tally& tally, const Verdict& verdict, const std::string& trial)
{
    ++tally.tried;
    tally.survived += verdict.finding == Finding::None;
    tally.lost += verdict.finding == Finding::Lost;
    tally.torn += verdict.finding == Finding::Torn;
    tally.wrong += verdict.finding == Finding::Wrong;
    tally.aborted += verdict.finding == Finding::Aborted;
    tally.hung += verdict.finding == Finding::Hung;
    tally.left += verdict.finding == Finding::Left;
    if (verdict.finding != Finding::None && tally.findings.size() < kMostFindings)
        tally.findings.push_back(trial + ": " + verdict.what);
}

Verdict howItEnded(const Ending& ending)
{
    if (ending.hung)
        return {Finding::Hung, "hung"};
    if (ending.aborted())
        return {Finding::Aborted, ending.summary()};
    return {};
}

} // namespace headroom::stress
