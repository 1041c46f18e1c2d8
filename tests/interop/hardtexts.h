// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: texts on which tokenizers differ: random rows of what their rules tell apart (letters with and without case,
// digits of several scripts, marks, spaces of every kind, punctuation), and some lines as people write them.
#pragma once

#include "support/tinymodel.h"

namespace headroom::test {

inline const std::vector<std::string> kAtoms{
    "a",      "b",        "the",      "The",     "WORD",     "CamelCase", "x",       "Z",      "é",      "É",
    "ß",      "ǅ",        "ﬁ",        "α",       "Ω",        "ж",         "Ж",       "א",      "ب",      "中",
    "文字",   "\u9fa6",   "\u3400",   "𠀀",      "ひらがな", "カタカナ",  "ｶﾅ",      "한국어", "ㄅ",     "ไทย",
    "ภาษา",   "លខ",       "မြ",       "हिन्दी",   "न",        "ـَ",         "e\u0301", "\u0301", "\u0e31", "\u0903",
    "\u20dd", "ʰ",        "ª",        "Ａ",      "１",       "𝐀",         "Ⅷ",       "0",      "1",      "42",
    "123",    "4567",     "89012345", "٣",       "٤٥٦",      "½",         "²",       "'s",     "'S",     "'t",
    "'re",    "'VE",      "'ll",      "'M",      "'d",       "'x",        "’s",      "'",      " ",      " ",
    " ",      "  ",       "   ",      "\t",      "\n",       "\n\n",      "\r",      "\r\n",   " \n",    "\u00a0",
    "\u3000", "\u2003",   "\u200b",   "\u200d",  "\u2028",   "\u0085",    "\u1680",  "\u180e", "\ufeff", "\u000b",
    ".",      ",",        "!",        "?",       "...",      "…",         "。",      "、",     "，",     "！",
    "·",      "-",        "--",       "_",       "/",        "//",        "\\",      "~",      "`",      "$",
    "€",      "+",        "<",        "=",       ">",        "^",         "|",       "(",      ")",      "[",
    "]",      "{",        "}",        "#",       "@",        "&",         "%",       "*",      "\"",     "“",
    "”",      "«",        "।",        "۔",       "،",        "°",         "©",       "™",      "→",      "≤",
    "😀",      "👍🏽", "👨\u200d👩", "❤\ufe0f", "🇩🇪",       "\u0001",    "\u007f",  "\u0378", "\ue000", "\U0010ffff",
    "\u00ad", "\ufffd"};

inline std::vector<std::string> hardTexts()
{
    std::vector<std::string> all{
        "Hello, world! It's 2026; I'd say we've WON (100.5%)…",
        "def f(x):\n    return x ** 2  # square\n\n\n",
        "   leading and trailing   ",
        "DON'T SHOUT, they'Re here'S",
        "1234567890 12,345.67 3.14159 0x1F 1e-9",
        "https://example.com/a_b?c=d&e=%20f#g",
        "你好，世界！这是一个测试。123个",
        "สวัสดีชาวโลก ภาษาไทย",
        "नमस्ते दुनिया",
        "안녕하세요 세계",
        "Ça va? Größe ÄÖÜ naïve façade",
        "\n\n \n  \n\t\n x\n \r\n\r\n y",
        "a" + std::string(70, ' ') + "b" + std::string(300, ' ') + "\n",
        "<sentinel:7>IMGIMGABZ IMGIMGAIZ",
        "x\ua000\ua001y \ue000\ue001z \uf8ffa a\ua960b a中\ue000中b \ua4d0\ua4d1 \ufb00a \ufaff\ufaffa \u0378\u0378a "
        "\u0001a",
        "foo/bar//\n baz!/\n~~~abc ~abc /abc",
        "\u200b123 \u200b1234\u200b \u0378123456\u0378 Ⅷ123Ⅷ Ⅷ1234Ⅷ 1234567Ⅷ a1234567b \u200b12\u200b1\u200b",
        "٤٥٦٧8901٤ 12٣٤5 1234567_ 1234567x _123456 x12345678",
    };
    std::uint64_t state = 20261121;
    for (int i = 0; i < 220; ++i) {
        std::string text;
        for (std::uint64_t k = 2 + tiny::next(state) % 11; k > 0; --k)
            text += kAtoms[tiny::next(state) % kAtoms.size()];
        all.push_back(std::move(text));
    }
    return all;
}

} // namespace headroom::test
