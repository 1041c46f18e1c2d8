// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/redactrules.h"

#include <array>

namespace headroom::quant {

namespace {

// Parts of expressions: names that always mean a secret, those that often do, what may follow either, quotation marks
// (also as they stand within a JSON text), and the signs between a name and its value, with a type where one is
// declared.
#define HEADROOM_SECRET                                                                                                             \
    "(?:pass(?:word|wd|phrase|code)|passwort|kennwort|contraseña|mot de passe|senha|пароль|密码|密碼|口令|pwd|secret|" \
    "(?:api|access|account|auth|encryption|signing|private|master|storage|service|client|app|consumer|subscription|"                \
    "session|webhook|bot|license)[ _.-]?(?:key|secret|token|pass))"
#define HEADROOM_TOKEN "(?:token|credentials?|(?<![a-z])(?:auth|pass|pw|otp|session[_-]?id|sid|sig|signature))"
#define HEADROOM_SUFFIX                                                                                                \
    "(?:[_.-]?(?:access|key|base|value|string|secret|token|hash|prod|production|dev|test|staging|live|[0-9]{1,3})){0," \
    "3}"
#define HEADROOM_QUOTE R"((?:\\{0,3}["'`])?)"
#define HEADROOM_SIGN                                                                                                  \
    R"([ \t]{0,8}(?::[ \t]{0,4}[&A-Za-z_][A-Za-z0-9_.<>|]{0,32}[ \t]{0,4}=|=>|:=|={1,2}|[:：])[ \t]{0,8}(?:[bBrRuUfF@]{1,2}(?=["']))?)"
#define HEADROOM_VALUE HEADROOM_QUOTE R"(\K[^\s"'`])"

// Every expression either begins after something that cannot stand within it, or is bounded in length: time stays
// linear in the text, however hostile.
constexpr std::array kRules{
    RedactionRule{"private-key", R"(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)", privateKeyExtent},
    RedactionRule{"jwt", R"((?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+\.eyJ[A-Za-z0-9_-]{8,}+\.[A-Za-z0-9_-]*+)"},
    RedactionRule{"jwt", R"((?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+(?:\.[A-Za-z0-9_-]*+){4})"}, // encrypted
    RedactionRule{"private-key",
                  R"re("(?:d|p|q|dp|dq|qi|k)"[ \t]{0,4}:[ \t]{0,4}"\K[A-Za-z0-9_-]{40,}+(?="))re"}, // JWK
    RedactionRule{"private-key",
                  R"((?<=PRIVATE KEY ----|PRIVATE KEY---- )[\s]{1,4}\K[A-Za-z0-9+/=]{20}[A-Za-z0-9+/=\s]*+)"},
    RedactionRule{
        "private-key", // PuTTY
        R"(Private-Lines: [0-9]{1,4}\s{1,4}\K[A-Za-z0-9+/=]{20,}+(?:\r?\n[A-Za-z0-9+/=]{1,100}(?=\r?\n|$))*+)"},
    RedactionRule{"private-key", // Bitcoin: of one key, and of a wallet
                  R"((?<![A-Za-z0-9])(?:5[HJK][1-9A-HJ-NP-Za-km-z]{49}|[KL][1-9A-HJ-NP-Za-km-z]{51}|)"
                  R"([xyz]prv[1-9A-HJ-NP-Za-km-z]{107})(?![A-Za-z0-9]))"},
    RedactionRule{
        "private-key", // 32 bytes, which are a hash where they are not called a key
        R"((?i)(?<![a-z])(?:priv(?:ate)?|secret|signing|wallet|deployer|eth(?:ereum)?)[ _-]{0,2}key)" HEADROOM_QUOTE
        R"([ \t]{0,4}(?:is|was|[:=]{1,2}|:=|=>)?[ \t]{0,4})" HEADROOM_QUOTE R"(\K(?:0x)?[0-9a-f]{64}(?![0-9a-z]))"},
    RedactionRule{
        "seed-phrase",
        R"((?i)(?<![a-z])(?:(?:seed|recovery|backup|mnemonic)[ _-]?(?:phrase|words|seed)|mnemonic)["']?)"
        R"([ \t]{0,4}(?:[:=]|is:|are:)\s{0,4}["']?\K(?-i:(?:(?:[0-9]{1,2}[.)][ \t]{0,2})?[a-z]{3,8}[ ,\r\n]{1,3}){11,23})"
        R"((?:[0-9]{1,2}[.)][ \t]{0,2})?[a-z]{3,8}(?![a-z])))"},
    RedactionRule{"private-key", R"((?<![A-Za-z0-9])AGE-SECRET-KEY-1[A-Z0-9]{20,}+)"},
    RedactionRule{
        "aws-key",
        R"((?<![A-Za-z0-9])(?:AKIA|ASIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9]))"},
    RedactionRule{"github-token", R"((?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{30,}+|github_pat_[A-Za-z0-9_]{22,}+))"},
    RedactionRule{"api-key", R"((?<![A-Za-z0-9_-])sk-(?=[A-Za-z_-]{0,200}[0-9])[A-Za-z0-9_-]{20,}+)"},
    RedactionRule{"api-key", R"((?<![A-Za-z0-9_])[sr]k_(?:live|test)_[A-Za-z0-9]{16,}+)"}, // Stripe
    RedactionRule{"api-key", R"((?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-]))"}, // Google
    RedactionRule{"api-key", R"((?<![A-Za-z0-9_-])(?:glpat-[A-Za-z0-9_-]{20,}+|xox[abeoprs]-[A-Za-z0-9-]{10,}+))"},
    RedactionRule{"api-key", R"((?<![A-Za-z0-9_])(?:hf_[A-Za-z0-9]{30,}+|npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])))"},
    RedactionRule{
        "api-key", // of services that mark theirs
        R"((?<![A-Za-z0-9_-])(?:xapp-|ya29\.|GOCSPX-|dop_v1_|doo_v1_|dckr_pat_|pypi-|shp(?:at|ca|pa|ss)_|sq0[a-z]{3}-|)"
        R"(whsec_|rk_|gsk_|pplx-|xai-|r8_|fw_|ntn_|lin_api_|sbp_|glsa_|glc_|gldt-|glrt-|NRAK-|HRKU-|hvs\.|hvb\.|)"
        R"(dp\.pt\.|dapi|tskey-|rubygems_|ATATT3x|api_org_|nvapi-|key-|pat-|EAAC|tvly-|lsv2_|sntrys_|phc_|rpa_)(?=[A-Za-z_.=-]{0,100}[0-9]))"
        R"([A-Za-z0-9_.=-]{20,}+)"},
    RedactionRule{"api-key", R"((?<![A-Za-z0-9_-])SG\.[A-Za-z0-9_-]{16,}+\.[A-Za-z0-9_-]{16,}+)"}, // SendGrid
    RedactionRule{"api-key", R"((?<![A-Za-z0-9])(?:SK|AC)[0-9a-f]{32}(?![A-Za-z0-9]))"}, // Twilio
    RedactionRule{"api-key", R"((?<![A-Za-z0-9])[0-9]{8,10}:AA[A-Za-z0-9_-]{32,34}(?![A-Za-z0-9_-]))"}, // Telegram
    RedactionRule{
        "api-key", // hooks that need no other key
        R"((?<=://)(?:hooks\.slack\.com/(?:services|workflows)|(?:ptb\.|canary\.)?discord(?:app)?\.com/api/webhooks)/)"
        R"(\K[A-Za-z0-9_/-]{16,}+)"},
    RedactionRule{
        "password", // as systems store it
        R"((?<![A-Za-z0-9$])\$(?:1|2[abxy]|5|6|7|y|gy|apr1|scrypt|argon2(?:id|i|d))\$[A-Za-z0-9./$,=+]{20,}+)"},
    RedactionRule{"bearer-token",
                  R"((?i)(?<![a-z0-9_])authorization)" HEADROOM_QUOTE R"([ \t]{0,4}[:=,][ \t]{0,4})" HEADROOM_QUOTE
                  R"(bearer[ \t]{1,4}\K(?!\[)[a-z0-9._~+/-]{4,}+=*+)"},
    RedactionRule{"bearer-token",
                  R"((?i)(?<![a-z0-9_])bearer[ \t]{1,4}\K(?=[a-z._~+/-]{0,500}[0-9])[a-z0-9._~+/-]{16,}+=*+)"},
    RedactionRule{"password",
                  R"((?i)(?<![a-z0-9_])authorization["']?[ \t]?[:=][ \t]?["']?basic[ \t]{1,4}\K[a-z0-9+/]{4,}+=*+)"},
    RedactionRule{
        "secret", // the other schemes
        R"((?i)(?<![a-z0-9_])authorization)" HEADROOM_QUOTE R"([ \t]{0,4}[:=,][ \t]{0,4})" HEADROOM_QUOTE
        R"((?:token|negotiate|ntlm|apikey|api-key|bot|hawk|oauth|key|sso-key|aws[a-z0-9-]{0,20})[ \t]{1,4}\K[^\s\["'\\][^\r\n"'\\]{3,1000})"},
    RedactionRule{"secret", R"((?i)(?<![a-z0-9_])authorization)" HEADROOM_QUOTE HEADROOM_SIGN HEADROOM_VALUE,
                  keyExtent},
    RedactionRule{"secret", R"((?i)(?<![a-z])digest[ \t][^\r\n]{0,500}?(?<![a-z])response=["']?\K[0-9a-f]{32,}+)"},
    RedactionRule{"cookie",
                  R"((?i)(?<![a-z])(?:set-)?cookie)" HEADROOM_QUOTE R"([ \t]{0,4}[:=,][ \t]{0,4})" HEADROOM_QUOTE
                  R"(\K(?=[a-z0-9_.%-]{1,64}=)[^\r\n"'\\]{3,4000})"},
    RedactionRule{"password", R"(://[^\s/:@?#"'<>]{0,256}:\K(?!\[)[^\s/"'<>]{1,256}(?=@))"}, // of an address
    RedactionRule{"password",
                  R"(://\K(?=[A-Za-z_-]{0,100}[0-9])[A-Za-z0-9_.~%-]{16,256}(?=@))"}, // one that has no name
    RedactionRule{"secret", "(?i)" HEADROOM_SECRET HEADROOM_SUFFIX HEADROOM_QUOTE HEADROOM_SIGN HEADROOM_VALUE,
                  secretExtent},
    RedactionRule{"secret", "(?i)" HEADROOM_TOKEN HEADROOM_SUFFIX HEADROOM_QUOTE HEADROOM_SIGN HEADROOM_VALUE,
                  tokenExtent},
    RedactionRule{"secret", "(?i)(?<![a-z])key" HEADROOM_QUOTE HEADROOM_SIGN HEADROOM_VALUE, keyExtent},
    RedactionRule{"secret", // options of commands
                  "(?i)(?<![a-z0-9_])--?[a-z-]{0,32}(?:" HEADROOM_SECRET "|" HEADROOM_TOKEN ")"
                  R"([ \t]{1,4})" HEADROOM_QUOTE R"(\K(?!-)[^\s"'`])",
                  secretExtent},
    RedactionRule{
        "secret",
        R"((?i)(?<![a-z])curl(?![a-z])[^\r\n]{0,500}?[ \t](?:-u|--user|--proxy-user)[ =]?["']?[^\s:"']{1,64}:\K(?!//)[^\s"'\[]{1,256})"},
    RedactionRule{
        "secret",
        R"((?i)(?<![a-z])(?:mysql[a-z]{0,8}|mariadb|sshpass)[^\r\n]{0,200}?[ \t]-p ?["']?\K(?![\s\[])[^\s"'-][^\s"']{2,256})"},
    RedactionRule{
        "secret", // of registries and clouds
        R"((?i)(?<![a-z])(?:docker|podman|buildah|nerdctl|skopeo|helm|oras|crane|az|oc|cf|ibmcloud|rancher|kubectl|argocd)[ \t])"
        R"([^\r\n]{0,40}?(?<![a-z])login(?![a-z])[^\r\n]{0,200}?[ \t]-p(?:[ \t]{1,4}|=)["']?\K(?![\s\[$<{-])[^\s"']{3,256})"},
    RedactionRule{
        "secret", // shares
        R"((?i)(?<![a-z])(?:smb[a-z]{1,8}|rpcclient|winexe|wmiexec|net (?:ads|rpc))[ \t][^\r\n]{0,200}?(?:-U|--user)[ =]?["']?[^\s%"']{1,64}%\K(?![\s\[$])[^\s"']{3,256})"},
    RedactionRule{
        "secret",
        R"((?i)(?<![a-z])net[ \t]{1,4}use[ \t][^\r\n]{0,100}?(?:\\\S{1,200}|/user:\S{1,64})[ \t]{1,4}\K(?![/\[*\\])[^\s"]{3,256}(?=[ \t]*(?:/|[\r\n"]|$)))"},
    RedactionRule{
        "secret", // SNMP
        R"((?i)(?<![a-z])(?:snmp-server[ \t]{1,4}community[ \t]{1,4}|snmp[a-z0-9 -]{0,20}[ _-]community(?:[ _-]?string)?["']?[ \t]{0,4}[:=][ \t]{0,4}|)"
        R"(snmp(?:walk|get|getnext|set|bulkwalk|bulkget|table)[ \t][^\r\n]{0,100}?[ \t](?-i:-c)[ \t]{0,4})["']?\K(?![\[\s$-])[^\s"']{3,128})"},
    RedactionRule{
        "secret", // .pgpass
        R"((?<![^\s"'])[A-Za-z0-9*._-]{1,253}:(?:[0-9]{3,5}|\*):[A-Za-z0-9*_-]{1,63}:[A-Za-z0-9*_.-]{1,63}:\K)"
        R"((?!\[)[^\s:/"']{3,256}(?=[\s"']|$))"},
    RedactionRule{
        "secret", // after the name of a variable
        R"((?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{0,60}_(?:TOKEN|SECRET|KEY|PASSWORD|PASSWD|PASSPHRASE)[ \t]{1,4})" HEADROOM_VALUE,
        keyExtent},
    RedactionRule{"secret", R"((?i)(?<![a-z])(?:auth|token|secret|password)[ \t]{1,4}\K[0-9a-f]{32,128}(?![0-9a-z]))"},
    RedactionRule{
        "secret",
        R"((?i)(?<![a-z])(?:login|user|account)[ \t\r\n]{1,4}\S{1,64}[ \t\r\n]{1,4}password[ \t\r\n]{1,4}\K(?!\[)\S{3,256})"}, // .netrc
    RedactionRule{
        "secret",
        R"((?i)(?<![a-z])(?:identified (?:with [a-z0-9_]{1,40} )?by|password)[ \t]{1,4}'\K[^'\r\n\[]{3,256}(?='))"}, // SQL
    RedactionRule{"secret", // of elements and attributes
                  "(?i)<[a-z0-9_:.-]{0,32}(?:" HEADROOM_SECRET "|" HEADROOM_TOKEN ")" HEADROOM_SUFFIX
                  R"((?:[ \t][^<>]{0,64})?>[ \t]{0,4}\K[^\s<\[])",
                  secretExtent},
    RedactionRule{"secret",
                  R"((?i)(?<![a-z])(?:name|key|id)=["'][a-z0-9_:.-]{0,40})" HEADROOM_SECRET
                  R"([a-z0-9_:.-]{0,20}["'][ \t]{1,4}value=["']\K[^\s"'\[])",
                  secretExtent},
    RedactionRule{"secret", // in words
                  "(?i)(?:" HEADROOM_SECRET "|" HEADROOM_TOKEN ")"
                  R"([ \t]{1,4}(?:is|was|ist|lautet|est|es|为|是)[ \t]{0,4}:?[ \t]{0,4})" HEADROOM_VALUE,
                  saidSecretExtent},
    RedactionRule{"email",
                  R"((?<![\p{Latin}\p{Greek}\p{Cyrillic}0-9._%+-])[\p{Latin}\p{Greek}\p{Cyrillic}0-9._%+-]++@)"
                  R"((?>(?:[\p{L}0-9](?:[\p{L}0-9-]{0,62})\.){1,8}[\p{L}]{2,24})(?![(0-9]))"},
    RedactionRule{
        "ssn", // United States
        R"((?<![A-Za-z0-9_.+-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![A-Za-z0-9_]|[.-][0-9]))"},
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
