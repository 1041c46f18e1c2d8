// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/coverage.h"

#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace headroom::quant {

namespace {

constexpr std::size_t kFewTokens = 20000; ///< below, sums of squares still move by several per cent
constexpr double kMostlyCode = 0.9; ///< of all lines
constexpr std::uint64_t kFewRows = 32; ///< of an expert

struct ScriptRange {
    std::uint32_t first;
    std::uint32_t last;
    std::string_view script;
};
/// The common scripts by their main Unicode blocks (Blocks.txt).
constexpr std::array kScripts{
    ScriptRange{0x41, 0x5A, "Latin"},        ScriptRange{0x61, 0x7A, "Latin"},
    ScriptRange{0xC0, 0x24F, "Latin"},       ScriptRange{0x1E00, 0x1EFF, "Latin"},
    ScriptRange{0x370, 0x3FF, "Greek"},      ScriptRange{0x400, 0x52F, "Cyrillic"},
    ScriptRange{0x530, 0x58F, "Armenian"},   ScriptRange{0x590, 0x5FF, "Hebrew"},
    ScriptRange{0x600, 0x6FF, "Arabic"},     ScriptRange{0x750, 0x77F, "Arabic"},
    ScriptRange{0x900, 0x97F, "Devanagari"}, ScriptRange{0x980, 0x9FF, "Bengali"},
    ScriptRange{0xB80, 0xBFF, "Tamil"},      ScriptRange{0xC00, 0xC7F, "Telugu"},
    ScriptRange{0xE00, 0xE7F, "Thai"},       ScriptRange{0x10A0, 0x10FF, "Georgian"},
    ScriptRange{0x3040, 0x309F, "Hiragana"}, ScriptRange{0x30A0, 0x30FF, "Katakana"},
    ScriptRange{0x3400, 0x4DBF, "Han"},      ScriptRange{0x4E00, 0x9FFF, "Han"},
    ScriptRange{0xF900, 0xFAFF, "Han"},      ScriptRange{0x20000, 0x323AF, "Han"},
    ScriptRange{0x1100, 0x11FF, "Hangul"},   ScriptRange{0xAC00, 0xD7AF, "Hangul"},
};

/// Empty for what is no letter.
std::string_view scriptOf(std::uint32_t codePoint)
{
    for (const auto& range : kScripts)
        if (codePoint >= range.first && codePoint <= range.last)
            return range.script;
    return codePoint >= 0x500 && codePoint != 0xFFFD && !(codePoint >= 0x2000 && codePoint <= 0x2BFF)
            && !(codePoint >= 0x3000 && codePoint <= 0x303F) && !(codePoint >= 0xFE00 && codePoint <= 0xFFEF)
            && !(codePoint >= 0x1F000 && codePoint <= 0x1FAFF)
        ? "other"
        : std::string_view();
}

void addScripts(const std::vector<Prompt>& prompts, Coverage& coverage)
{
    std::map<std::string_view, std::uint64_t> letters;
    std::uint64_t all = 0;
    for (const auto& [text, rendered] : prompts)
        for (std::size_t offset = 0; offset < text.size();)
            if (const auto script = scriptOf(model::nextCodePoint(text, offset)); !script.empty()) {
                ++letters[script];
                ++all;
            }
    for (const auto& [script, count] : letters)
        coverage.scripts.push_back({script, double(count) / double(all)});
    std::ranges::stable_sort(coverage.scripts, std::ranges::greater{}, &ScriptShare::share);
}

bool looksLikeJson(std::string_view line)
{
    return (line.starts_with('{') && line.find("\":") != std::string_view::npos)
        || (line.starts_with('"') && line.find("\":") != std::string_view::npos) || line == "}," || line == "],";
}

bool looksLikeCode(std::string_view line)
{
    constexpr std::array<std::string_view, 14> kStarts{"def ",  "class ", "import ", "#include", "return ",
                                                       "func ", "fn ",    "public ", "private ", "const ",
                                                       "let ",  "var ",   "} else",  "SELECT "};
    if (std::ranges::any_of(kStarts, [line](std::string_view start) { return line.starts_with(start); }))
        return line.find_first_of("(){};=<:\"") != std::string_view::npos || line.starts_with("import ");
    return line.ends_with(';') ? line.find_first_of("(=") != std::string_view::npos
                               : line.ends_with(") {") || line.ends_with("):") || line == "}" || line == "};";
}

void addLines(const std::vector<Prompt>& prompts, Coverage& coverage)
{
    std::size_t lines = 0;
    std::size_t code = 0;
    std::size_t json = 0;
    for (const Prompt& prompt : prompts) {
        const std::string_view text = prompt.text;
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            std::string_view line = text.substr(begin, end - begin);
            begin = end + 1;
            const std::size_t first = line.find_first_not_of(" \t\r");
            if (first == std::string_view::npos)
                continue;
            line = line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
            ++lines;
            if (looksLikeJson(line))
                ++json;
            else if (looksLikeCode(line))
                ++code;
        }
    }
    coverage.codeShare = lines > 0 ? double(code) / double(lines) : 0;
    coverage.jsonShare = lines > 0 ? double(json) / double(lines) : 0;
}

void addTokens(const Samples& samples, std::uint32_t vocabulary, Coverage& coverage)
{
    std::map<model::Token, std::size_t> counts;
    for (std::size_t i = 0; i < samples.tokens.size(); ++i) {
        ++counts[samples.tokens[i]];
        ++coverage.positions[i % samples.context * coverage.positions.size() / samples.context];
    }
    coverage.distinctTokens = counts.size();
    coverage.vocabularyShare = vocabulary > 0 ? double(counts.size()) / double(vocabulary) : 0;
    std::vector<std::size_t> sorted;
    for (const auto& [token, count] : counts)
        sorted.push_back(count);
    std::ranges::sort(sorted, std::ranges::greater{});
    std::size_t before = 0;
    for (const std::size_t count : sorted) {
        ++coverage.frequencyDeciles[before * coverage.frequencyDeciles.size() / samples.tokens.size()];
        before += count;
    }
}

void addExperts(std::span<const InputStatistics> statistics, Coverage& coverage)
{
    for (const auto& one : statistics) {
        if (one.slices() < 2 || one.tensor().find("_exps") == std::string::npos)
            continue;
        const auto [fewest, most] = std::ranges::minmax(one.rows());
        const auto reached = std::ranges::count_if(one.rows(), [](std::uint64_t rows) { return rows > 0; });
        coverage.experts.push_back({one.tensor(), one.slices(), static_cast<std::size_t>(reached), fewest, most});
    }
}

void addWarnings(const CoverageContext& context, const Samples& samples, Coverage& coverage)
{
    coverage.warnings = samples.warnings;
    const std::uint32_t serving = context.servingContext > 0 ? context.servingContext : context.trainedContext;
    if (serving > samples.context)
        coverage.warnings.push_back(context.servingContext > 0
                                        ? remark("calibrate.served_beyond", samples.context, serving)
                                        : remark("calibrate.trained_beyond", samples.context, serving));
    if (context.trainedContext > 0 && samples.context > context.trainedContext)
        coverage.warnings.push_back(remark("calibrate.beyond_training", samples.context, context.trainedContext));
    if (coverage.tokens < kFewTokens)
        coverage.warnings.push_back(remark("calibrate.small", coverage.tokens, kFewTokens));
    if (const double share = coverage.codeShare + coverage.jsonShare; share > kMostlyCode)
        coverage.warnings.push_back(remark("calibrate.no_prose", 100 * std::min(1.0, share)));
    std::size_t never = 0;
    std::size_t few = 0;
    for (const auto& one : coverage.experts) {
        never = std::max(never, one.experts - one.reached);
        few += one.reached > 0 && one.fewestRows < kFewRows;
    }
    if (never > 0)
        coverage.warnings.push_back(remark("calibrate.experts_unreached", never));
    else if (few > 0)
        coverage.warnings.push_back(remark("calibrate.experts_hardly_reached", few, kFewRows));
}

} // namespace

Coverage coverageOf(const Samples& samples, std::span<const InputStatistics> statistics, const CoverageContext& context)
{
    Coverage coverage;
    coverage.samples = samples.count();
    coverage.tokens = samples.tokens.size();
    addTokens(samples, context.vocabulary, coverage);
    addScripts(samples.prompts.texts, coverage);
    addLines(samples.prompts.texts, coverage);
    addExperts(statistics, coverage);
    addWarnings(context, samples, coverage);
    return coverage;
}

Json toJson(const Coverage& coverage)
{
    Json scripts = Json::array();
    for (const auto& one : coverage.scripts)
        scripts.push_back({{"script", one.script}, {"share", one.share}});
    Json experts = Json::array();
    for (const auto& one : coverage.experts)
        experts.push_back({{"tensor", one.tensor},
                           {"experts", one.experts},
                           {"reached", one.reached},
                           {"fewest_rows", one.fewestRows},
                           {"most_rows", one.mostRows}});
    return {{"samples", coverage.samples},
            {"tokens", coverage.tokens},
            {"tokens_by_context_eighth", coverage.positions},
            {"distinct_tokens", coverage.distinctTokens},
            {"vocabulary_share", coverage.vocabularyShare},
            {"distinct_tokens_by_decile", coverage.frequencyDeciles},
            {"scripts", std::move(scripts)},
            {"code_line_share", coverage.codeShare},
            {"json_line_share", coverage.jsonShare},
            {"experts", std::move(experts)}};
}

} // namespace headroom::quant
