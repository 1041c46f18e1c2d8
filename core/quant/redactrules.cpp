// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/redactrules.h"

#include <array>

namespace headroom::quant {

namespace {

// Every expression either begins after something that cannot stand within it, or is bounded in length: time stays
// linear in the text, however hostile.
constexpr std::array kRules{
    RedactionRule{"private-key", R"(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)", privateKeyExtent},
    RedactionRule{"jwt", R"((?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+\.eyJ[A-Za-z0-9_-]{8,}+\.[A-Za-z0-9_-]*+)"},
    RedactionRule{"aws-key",
                  R"((?<![A-Za-z0-9])(?:AKIA|ASIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA)[A-Z0-9]{16}(?![A-Za-z0-9]))"},
    RedactionRule{"github-token", R"((?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{30,}+|github_pat_[A-Za-z0-9_]{22,}+))"},
    RedactionRule{"api-key", R"((?<![A-Za-z0-9_-])sk-(?=[A-Za-z_-]{0,200}[0-9])[A-Za-z0-9_-]{20,}+)"},
    RedactionRule{"api-key", R"((?<![A-Za-z0-9_])[sr]k_(?:live|test)_[A-Za-z0-9]{16,}+)"}, // Stripe
    RedactionRule{"api-key", R"((?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-]))"}, // Google
    RedactionRule{"api-key", R"((?<![A-Za-z0-9_-])(?:glpat-[A-Za-z0-9_-]{20,}+|xox[abeoprs]-[A-Za-z0-9-]{10,}+))"},
    RedactionRule{"api-key", R"((?<![A-Za-z0-9_])(?:hf_[A-Za-z0-9]{30,}+|npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])))"},
    RedactionRule{"bearer-token",
                  R"((?i)(?<![a-z0-9_])bearer[ \t]{1,4}\K(?=[a-z._~+/-]{0,500}[0-9])[a-z0-9._~+/-]{16,}+=*+)"},
    RedactionRule{"password",
                  R"((?i)(?<![a-z0-9_])authorization["']?[ \t]?[:=][ \t]?["']?basic[ \t]{1,4}\K[a-z0-9+/]{4,}+=*+)"},
    RedactionRule{"password", R"(://[^\s/:@?#"'<>]{0,256}:\K[^\s/@"'<>]{1,256}(?=@))"}, // of an address
    RedactionRule{"email",
                  R"((?<![\p{Latin}\p{Greek}\p{Cyrillic}0-9._%+-])[\p{Latin}\p{Greek}\p{Cyrillic}0-9._%+-]++@)"
                  R"((?>(?:[\p{L}0-9](?:[\p{L}0-9-]{0,62})\.){1,8}[\p{L}]{2,24})(?![(0-9]))"},
    RedactionRule{"iban", R"((?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?=[ -]?[A-Z0-9]{2}))", ibanExtent},
    RedactionRule{
        "card",
        R"((?<![A-Za-z0-9_.])(?<![0-9][-+])(?:[0-9]{13,19}|[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{3})?)"
        R"(|3[0-9]{3}([ -])[0-9]{6}\2[0-9]{4,5})(?![A-Za-z0-9_]|[.-][0-9]))",
        cardExtent},
    RedactionRule{"ip",
                  R"((?<![A-Za-z0-9_:.])(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:]{2,39}(?:(?<=[0-9])(?:\.[0-9]{1,3}){3})?)"
                  R"((?![A-Za-z0-9_]|:[0-9A-Fa-f:]))",
                  ipv6Extent},
    RedactionRule{
        "ip",
        R"((?i)(?<![a-z0-9_.-])(?<![=~<>!^]=)(?<![a-z]/))"
        R"((?<!version )(?<!version: )(?<!version=)(?<!version":")(?<!version": ")(?<!release )(?<!section )(?<!ver\. ))"
        R"((?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9]))"
        R"((?![a-z0-9_]|\.[0-9]|-[a-z]))",
        ipv4Extent},
    RedactionRule{"phone", R"((?<![A-Za-z0-9_+.])\+[1-9][0-9]{8,14}(?![A-Za-z0-9_]|\.[0-9]))"},
    RedactionRule{"phone",
                  R"((?<![A-Za-z0-9_+.-])(?:\+|00)[1-9][0-9]{0,2}\)?[ /-]?(?:\(0?[0-9]{1,4}\)[ /-]?)?[0-9]{1,5})"
                  R"((?:[ /-][0-9]{2,8}){1,5}(?![A-Za-z0-9_]|\.[0-9]))",
                  phoneExtent},
    RedactionRule{"phone", R"((?<![A-Za-z0-9_+.-])\+[1-9][0-9]{0,2}(?:\.[0-9]{1,8}){2,6}(?![A-Za-z0-9_]|\.[0-9]))",
                  phoneExtent},
    RedactionRule{
        "phone", // North America
        R"((?<![A-Za-z0-9_.+-])(?:1[ .-])?(?:\([2-9][0-9]{2}\)[ -]?[2-9][0-9]{2}[ .-]|[2-9][0-9]{2}([.-])[2-9][0-9]{2}\1)[0-9]{4}(?![A-Za-z0-9_]|[.-][0-9]))"},
    RedactionRule{
        "phone", // with a trunk 0, in two or three groups
        R"((?<![A-Za-z0-9_.+/-])(?<![0-9] )(?:\(0[1-9][0-9]{1,3}\)[ /-]?[0-9]{3,4}[ -]?[0-9]{3,4}|0[1-9][0-9]{1,3}(?:[ /-][0-9]{6,8}|([ -])[0-9]{3,4}\1[0-9]{3,4}))(?![A-Za-z0-9_]|[./-][0-9]| [0-9]))"},
    RedactionRule{
        "phone", // France
        R"((?<![A-Za-z0-9_.+-])(?<![0-9A-Fa-f]{2} )0[1-9]([ .])[0-9]{2}(?:\1[0-9]{2}){3}(?![A-Za-z0-9_]|[.-][0-9]| [0-9A-Fa-f]{2}(?![A-Za-z])))"},
    RedactionRule{"phone", R"((?<![A-Za-z0-9_.+-])1[3-9][0-9]-[0-9]{4}-[0-9]{4}(?![A-Za-z0-9_]|[.-][0-9]))"}, // China
    RedactionRule{
        "phone", // whatever is called one
        R"((?i)(?<![a-z])(?:tel|telephone|telefon|phone|mobile|mobil|cell|fax|whatsapp)(?:[ _]?(?:no|nr|number))?)"
        R"((?:\.|["']?[ \t]?[:=])[ \t]{0,3}["']?\K\+?\(?[0-9](?:[ ()/.-]{0,2}[0-9]){6,14}(?![a-z0-9_]))"},
};

} // namespace

std::span<const RedactionRule> redactionRules()
{
    return kRules;
}

} // namespace headroom::quant
