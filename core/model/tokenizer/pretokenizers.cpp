// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The expressions are the ones that the models' authors publish in tokenizer.json, in the meaning that llama.cpp gives
// them, whose token ids are the yardstick: it tells case apart in ASCII only, and never takes a space for a letter.
// "Letter, but not a–z" is [^\P{L}a-z].
#include "core/model/tokenizer/pretokenizers.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace headroom::model {

namespace {

#define CONTRACTIONS "'(?:[sS]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])"
#define BLANKS R"(|\s*[\r\n]+|\s+(?!\S)|\s+)"
#define WORD R"([^\r\n\p{L}\p{N}]?\p{L}+)"
#define OTHERS R"(| ?[^\s\p{L}\p{N}]+[\r\n]*)"
#define OTHERS_SLASH R"(| ?[^\s\p{L}\p{N}]+[\r\n/]*)"
#define MARKED_WORD R"([^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+(?:)" CONTRACTIONS ")?"
#define HAN                                                                                                            \
    R"(\x{4e00}-\x{9fff}\x{3400}-\x{4dbf}\x{20000}-\x{2a6df}\x{2a700}-\x{2b73f}\x{2b740}-\x{2b81f})"                   \
    R"(\x{2b820}-\x{2ceaf}\x{2ceb0}-\x{2ebef}\x{f900}-\x{faff}\x{2f800}-\x{2fa1f})"
/// U+0800 to U+4E00 without the spaces among them, then the rest of Han and Hangul.
#define EAST_ASIAN                                                                                                     \
    R"([\x{800}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff})"        \
    R"(\x{3001}-\x{9fa5}\x{ac00}-\x{d7ff}]+)"

constexpr std::string_view kGpt2 = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr std::string_view kLlama3 = CONTRACTIONS "|" WORD R"(|\p{N}{1,3})" OTHERS BLANKS;
constexpr std::string_view kQwen2 = CONTRACTIONS "|" WORD R"(|\p{N})" OTHERS BLANKS;
constexpr std::string_view kQwen35 = CONTRACTIONS R"(|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}|)"
                                                  R"( ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*)" BLANKS;
constexpr std::string_view kJais2
    = CONTRACTIONS "|" WORD R"(|\p{N}{1,3})" OTHERS
                   R"(|\s*[\r\n]+|\s{512}(?!\S)|\s{256}(?!\S)|\s{128}(?!\S)|\s{64}(?!\S)|\s{32}(?!\S)|\s{16}(?!\S))"
                   R"(|\s{8}(?!\S)|\s{4}(?!\S)|\s{1,2}(?!\S)|\s)";
constexpr std::string_view kTekken = R"([^\r\n\p{L}\p{N}]?[^\P{L}a-z]*[^\P{L}A-Z]+|)"
                                     R"([^\r\n\p{L}\p{N}]?[^\P{L}a-z]+[^\P{L}A-Z]*|\p{N})" OTHERS_SLASH BLANKS;
constexpr std::string_view kGpt4o
    = R"([^\r\n\p{L}\p{N}]?[^\P{L}a-z]*[^\P{L}A-Z]+(?:)" CONTRACTIONS
      R"()?|[^\r\n\p{L}\p{N}]?[^\P{L}a-z]+[^\P{L}A-Z]*(?:)" CONTRACTIONS R"()?|\p{N}{1,3})" OTHERS_SLASH BLANKS;
constexpr std::string_view kGranite97m
    = R"([^\r\n\p{L}\p{N}]?[^\p{N}\p{P}\p{S}\p{Z}\p{C}a-z]*[^\p{N}\p{P}\p{S}\p{Z}\p{C}A-Z]+(?:)" CONTRACTIONS
      R"()?|[^\r\n\p{L}\p{N}]?[^\p{N}\p{P}\p{S}\p{Z}\p{C}a-z]+[^\p{N}\p{P}\p{S}\p{Z}\p{C}A-Z]*(?:)" CONTRACTIONS
      R"()?|\p{N}{1,3})" OTHERS_SLASH BLANKS;
constexpr std::string_view kTinyAya = MARKED_WORD R"(|\p{N}+)" OTHERS_SLASH BLANKS;
constexpr std::string_view kYoutu = MARKED_WORD R"(|\p{N})" OTHERS_SLASH BLANKS;
constexpr std::string_view kYoutuEastAsian
    = R"([\x{ac00}-\x{d7a3}\x{3131}-\x{318e}]+|)"
      R"([\x{ff01}\x{2026}\x{201c}\x{201d}\x{2018}\x{2019}\x{2014}\x{ff1a}\x{ff1b}\x{ff0c}\x{3001}-\x{303f})"
      R"(\x{fe30}-\x{fe4f}]+|[\x{3105}-\x{312f}]+|[\x{4e00}-\x{9fa5}\x{3040}-\x{309f}\x{30a0}-\x{30ff}]+)";
constexpr std::string_view kKimi
    = "[" HAN R"(]+|[^\r\n\p{L}\p{N}]?[^\P{L})" HAN "]+(?:" CONTRACTIONS R"()?|\p{N}{1,3})" OTHERS BLANKS;
#define DEEPSEEK3                                                                                                      \
    R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+)"
constexpr std::string_view kDeepseek3 = DEEPSEEK3 R"([\r\n]*)" BLANKS;
constexpr std::string_view kSpark = DEEPSEEK3 R"(|[\r\n]|\s+(?!\S)|\s+)";
/// Letters of the scripts that have case.
constexpr std::string_view kDeepseekLetters
    = R"(\s?[A-Za-z\x{b5}\x{c0}-\x{d6}\x{d8}-\x{f6}\x{f8}-\x{1ba}\x{1bc}-\x{1bf}\x{1c4}-\x{293}\x{295}-\x{2af})"
      R"(\x{370}-\x{373}\x{376}\x{377}\x{37b}-\x{37d}\x{37f}\x{386}\x{388}-\x{38a}\x{38c}\x{38e}-\x{3a1})"
      R"(\x{3a3}-\x{3f5}\x{3f7}-\x{481}\x{48a}-\x{52f}\x{531}-\x{556}\x{10a0}-\x{10c5}\x{13a0}-\x{13f5})"
      R"(\x{13f8}-\x{13fd}\x{1c90}-\x{1cba}\x{1cbd}-\x{1cbf}\x{1d00}-\x{1d2b}\x{1d6b}-\x{1d77}\x{1d79}-\x{1d9a})"
      R"(\x{1e00}-\x{1f15}\x{1f18}-\x{1f1d}\x{1f20}-\x{1f45}\x{1f48}-\x{1f4d}\x{1f50}-\x{1f57}\x{1f59}\x{1f5b})"
      R"(\x{1f5d}\x{1f5f}-\x{1f7d}\x{1f80}-\x{1fb4}\x{1fb6}-\x{1fbc}\x{1fbe}\x{1fc2}-\x{1fc4}\x{1fc6}-\x{1fcc})"
      R"(\x{1fd0}-\x{1fd3}\x{1fd6}-\x{1fdb}\x{1fe0}-\x{1fec}\x{1ff2}-\x{1ff4}\x{1ff6}-\x{1ffc}\x{2102}\x{2107})"
      R"(\x{210a}-\x{2113}\x{2115}\x{2119}-\x{211d}\x{2124}\x{2126}\x{2128}\x{212a}-\x{212d}\x{212f}-\x{2134})"
      R"(\x{2139}\x{213c}-\x{213f}\x{2145}-\x{2149}\x{214e}\x{2183}\x{2184}\x{2c00}-\x{2c7b}\x{2c7e}-\x{2ce4})"
      R"(\x{2ceb}-\x{2cee}\x{2cf2}\x{2cf3}\x{a640}-\x{a66d}\x{a680}-\x{a69b}\x{a722}-\x{a76f}\x{a771}-\x{a787})"
      R"(\x{a78b}-\x{a78e}\x{ab70}-\x{abbf}\x{fb00}-\x{fb06}\x{fb13}-\x{fb17}\x{ff21}-\x{ff3a}\x{ff41}-\x{ff5a})"
      R"(\x{10400}-\x{1044f}\x{104b0}-\x{104d3}\x{104d8}-\x{104fb}\x{10c80}-\x{10cb2}\x{10cc0}-\x{10cf2})"
      R"(\x{118a0}-\x{118df}\x{1e900}-\x{1e943}]+)";
constexpr std::string_view kDeepseekMarks
    = R"(\s?[!-/:-~\x{ff01}-\x{ff0f}\x{ff1a}-\x{ff5e}\x{2018}-\x{201f}\x{3001}\x{3002}]+)";
constexpr std::string_view kUpToThreeDigits = R"(\p{N}{1,3})";
constexpr std::string_view kDigit = R"(\p{N})";
constexpr std::string_view kDigits = R"(\p{N}+)";
constexpr std::string_view kThreeDigits = "[0-9][0-9][0-9]";
constexpr std::string_view kHanAndKana = R"([\x{4e00}-\x{9fa5}\x{3040}-\x{309f}\x{30a0}-\x{30ff}]+)";
/// U+8C48 looks like U+F900, where the range was meant to begin; so everything up to there is in it.
constexpr std::string_view kAfmoeScripts
    = R"([\x{4e00}-\x{9fff}\x{3400}-\x{4dbf}\x{8c48}-\x{faff}\x{3040}-\x{30ff}\x{ff65}-\x{ff9f}\x{2f00}-\x{2fdf})"
      R"(\x{e40}-\x{eff}\x{1780}-\x{17ff}\x{1000}-\x{109f}\x{aa60}-\x{aa7f}\x{a9e0}-\x{a9ff}\x{ac00}-\x{d7af})"
      R"(\x{1100}-\x{11ff}]+)";
constexpr std::string_view kBloom = R"( ?[^(\s|.,!?\x{2026}\x{3002}\x{ff0c}\x{3001}\x{964}\x{6d4}\x{60c})]+)";
constexpr std::string_view kBailing = CONTRACTIONS "|" WORD R"(|\p{N})" OTHERS R"(|\s*[\r\n]|\s+(?!\S)|\s+)";
constexpr std::string_view kExaoneMoe
    = CONTRACTIONS R"(|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*+(?: \p{L}\p{M}*+)*+)++|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]?|)"
                   R"(\s*[\r\n]|\s+(?!\S)|\s+)";
constexpr std::string_view kSeedCoder = CONTRACTIONS "|" WORD R"(|\p{N}| ?[^\s\p{L}\p{N}\r\n]+)" BLANKS;
constexpr std::string_view kUfakzeka = WORD R"(|\p{N})" OTHERS BLANKS;
constexpr std::string_view kMinicpm5 = CONTRACTIONS "|" WORD R"(|\p{N}+)" OTHERS BLANKS;
constexpr std::string_view kLines = R"([^\n]+|\n+)";

constexpr unsigned kLikeLlama3 = Family::kIgnoresMerges | Family::kAddsBos;

constexpr std::array kFamilies{
    Family{"default", {{{R"([\p{P}\$\+<=>\^~\|]+)"}, {kGpt2}, {kDigits}, {kThreeDigits}}}},
    Family{"gpt-2 gpt2 phi-2 mpt olmo jais trillion granite-docling jina-es jina-de jina-v2-es jina-v2-de gigachat "
           "a.x-4.0 mellum modern-bert exaone4 jina-v1-en jina-v2-code roberta-bpe",
           {{{kGpt2}}}},
    Family{
        "llama-bpe llama3 llama-v3 falcon3 falcon-h1 pixtral midm-2.0 lfm2 jina-v5-nano", {{{kLlama3}}}, kLikeLlama3},
    Family{"dbrx smaug-bpe chatglm-bpe glm4", {{{kLlama3}}}},
    Family{"jais-2", {{{kJais2}}}},
    Family{"qwen2 deepseek-r1-qwen kormo f2llmv2 megrez stablelm2 hunyuan grok-2 solar-open", {{{kQwen2}}}},
    Family{"qwen35", {{{kQwen35}}}},
    Family{"laguna", {{{kLines}, {kQwen2}}}},
    Family{"ufakzeka", {{{kUfakzeka}}}},
    Family{"minicpm5", {{{kUpToThreeDigits}, {kMinicpm5}}}, Family::kIgnoresMerges},
    Family{"starcoder refact command-r smollm codeshell exaone minerva-7b mellum2", {{{kDigit}, {kGpt2}}}},
    Family{"falcon", {{{R"([\p{P}\$\+<=>\^~\|`]+)"}, {kGpt2}, {kThreeDigits}}}},
    Family{"poro-chat bloom gpt3-finnish", {{{kBloom}}}},
    Family{"viking", {{{kBloom}, {kDigit}}}},
    Family{"tekken", {{{kTekken}}}, kLikeLlama3},
    Family{"gpt-4o llama4 kanana2 talkie minimax-m2", {{{kGpt4o}}}},
    Family{"granite-embed-multi-97m", {{{kGranite97m}}}, Family::kIgnoresMerges},
    Family{"tiny_aya cohere2moe", {{{kTinyAya, Family::Cut::TripledNumbers}}}},
    Family{"youtu", {{{kYoutuEastAsian}, {kYoutu}}}, Family::kIgnoresMerges},
    Family{"kimi-k2", {{{kKimi}}}, Family::kNeedsNoMerges},
    Family{"superbpe", {{{kDigits}, {"[0-9]+", Family::Cut::BeforeTriples}}}},
    Family{"bailingmoe bailingmoe2 llada-moe", {{{kBailing}}}},
    Family{"seed-coder", {{{kSeedCoder}}}},
    Family{"exaone-moe", {{{kExaoneMoe}}}},
    Family{"afmoe", {{{kDigits, Family::Cut::AfterTriples}, {kAfmoeScripts}, {kDeepseek3}}}},
    Family{"deepseek-llm",
           {{{R"([\r\n])"}, {kDeepseekLetters}, {kDeepseekMarks}, {R"(\s+\z)"}, {EAST_ASIAN}, {kDigits}}}},
    Family{"deepseek-coder", {{{R"([\r\n])"}, {R"(\s?\p{L}+)"}, {R"(\s?\p{P}+)"}, {EAST_ASIAN}, {kDigit}}}},
    Family{"deepseek-v3 hunyuan-dense joyai-llm hy_v4", {{{kUpToThreeDigits}, {kHanAndKana}, {kDeepseek3}}}},
    Family{"spark2_5", {{{kUpToThreeDigits}, {kHanAndKana}, {kSpark}, {kDigit}}}},
    Family{"chameleon",
           {{{"<sentinel:[0-9]+>"},
             {"IMGIMG[A-I]{1,4}Z"},
             {"[\\t\\n]|    |  "},
             {kDigit},
             {R"([\p{P}!-/:-@\[-`{-~])"},
             {kGpt2}}},
           Family::kAddsBos},
    Family{"gemma4 granite-embed-multi-311m",
           {{{kLines}}},
           Family::kRawText | Family::kAddsBos | Family::kForcesBos | Family::kWholeNewlines},
    Family{"sarvam-moe", {{{kLines}}}, Family::kRawText},
};

#undef DEEPSEEK3
#undef EAST_ASIAN
#undef HAN
#undef MARKED_WORD
#undef OTHERS_SLASH
#undef OTHERS
#undef WORD
#undef BLANKS
#undef CONTRACTIONS

} // namespace

std::span<const Family> families()
{
    return kFamilies;
}

const Family* findFamily(std::string_view name)
{
    const std::string padded = fmt::format(" {} ", name);
    const auto found = std::find_if(kFamilies.begin(), kFamilies.end(), [&](const Family& family) {
        return fmt::format(" {} ", family.names).find(padded) != std::string::npos;
    });
    return name.empty() || name.find(' ') != std::string_view::npos || found == kFamilies.end() ? nullptr : &*found;
}

} // namespace headroom::model
