// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/ascii.h"
#include "core/quant/calibrate/redactrules.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include <arpa/inet.h>

namespace headroom::quant {

namespace {

std::string digitsOf(std::string_view text)
{
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), isDigit);
    return digits;
}

struct IbanLength {
    std::string_view country;
    std::size_t length;
};
/// The registry of ISO 13616.
constexpr std::array kIbanLengths{
    IbanLength{"AD", 24}, IbanLength{"AE", 23}, IbanLength{"AL", 28}, IbanLength{"AT", 20}, IbanLength{"AZ", 28},
    IbanLength{"BA", 20}, IbanLength{"BE", 16}, IbanLength{"BG", 22}, IbanLength{"BH", 22}, IbanLength{"BI", 27},
    IbanLength{"BR", 29}, IbanLength{"BY", 28}, IbanLength{"CH", 21}, IbanLength{"CR", 22}, IbanLength{"CY", 28},
    IbanLength{"CZ", 24}, IbanLength{"DE", 22}, IbanLength{"DJ", 27}, IbanLength{"DK", 18}, IbanLength{"DO", 28},
    IbanLength{"EE", 20}, IbanLength{"EG", 29}, IbanLength{"ES", 24}, IbanLength{"FI", 18}, IbanLength{"FK", 18},
    IbanLength{"FO", 18}, IbanLength{"FR", 27}, IbanLength{"GB", 22}, IbanLength{"GE", 22}, IbanLength{"GI", 23},
    IbanLength{"GL", 18}, IbanLength{"GR", 27}, IbanLength{"GT", 28}, IbanLength{"HN", 28}, IbanLength{"HR", 21},
    IbanLength{"HU", 28}, IbanLength{"IE", 22}, IbanLength{"IL", 23}, IbanLength{"IQ", 23}, IbanLength{"IS", 26},
    IbanLength{"IT", 27}, IbanLength{"JO", 30}, IbanLength{"KW", 30}, IbanLength{"KZ", 20}, IbanLength{"LB", 28},
    IbanLength{"LC", 32}, IbanLength{"LI", 21}, IbanLength{"LT", 20}, IbanLength{"LU", 20}, IbanLength{"LV", 21},
    IbanLength{"LY", 25}, IbanLength{"MC", 27}, IbanLength{"MD", 24}, IbanLength{"ME", 22}, IbanLength{"MK", 19},
    IbanLength{"MN", 20}, IbanLength{"MR", 27}, IbanLength{"MT", 31}, IbanLength{"MU", 30}, IbanLength{"NI", 28},
    IbanLength{"NL", 18}, IbanLength{"NO", 15}, IbanLength{"OM", 23}, IbanLength{"PK", 24}, IbanLength{"PL", 28},
    IbanLength{"PS", 29}, IbanLength{"PT", 25}, IbanLength{"QA", 29}, IbanLength{"RO", 24}, IbanLength{"RS", 22},
    IbanLength{"RU", 33}, IbanLength{"SA", 24}, IbanLength{"SC", 31}, IbanLength{"SD", 18}, IbanLength{"SE", 24},
    IbanLength{"SI", 19}, IbanLength{"SK", 24}, IbanLength{"SM", 27}, IbanLength{"SO", 23}, IbanLength{"ST", 25},
    IbanLength{"SV", 28}, IbanLength{"TL", 23}, IbanLength{"TN", 24}, IbanLength{"TR", 26}, IbanLength{"UA", 29},
    IbanLength{"VA", 22}, IbanLength{"VG", 24}, IbanLength{"XK", 20}, IbanLength{"YE", 30},
};

/// ISO 7064 mod 97-10, the first four characters moved to the end.
bool hasIbanCheckDigits(const std::string& iban)
{
    unsigned rest = 0;
    for (const char c : iban.substr(4) + iban.substr(0, 4))
        rest = isDigit(c) ? (rest * 10 + unsigned(c - '0')) % 97 : (rest * 100 + unsigned(c - 'A') + 10) % 97;
    return rest == 1;
}

struct Issuer {
    unsigned first, last; ///< of the first four digits
    std::size_t shortest, longest;
};
constexpr std::array kIssuers{
    Issuer{4000, 4999, 13, 19}, Issuer{5100, 5599, 16, 16}, Issuer{2221, 2720, 16, 16}, Issuer{3400, 3499, 15, 15},
    Issuer{3700, 3799, 15, 15}, Issuer{3000, 3059, 14, 19}, Issuer{3600, 3699, 14, 19}, Issuer{3800, 3999, 14, 19},
    Issuer{3528, 3589, 16, 19}, Issuer{6011, 6011, 16, 19}, Issuer{6440, 6599, 16, 19}, Issuer{6200, 6299, 16, 19},
    Issuer{5018, 5018, 13, 19}, Issuer{5020, 5020, 13, 19}, Issuer{5038, 5038, 13, 19}, Issuer{6304, 6304, 13, 19},
    Issuer{6759, 6763, 13, 19}, Issuer{2200, 2204, 16, 19},
};

bool hasLuhnDigit(const std::string& digits)
{
    unsigned sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const unsigned digit = unsigned(digits[digits.size() - 1 - i] - '0') * (i % 2 == 0 ? 1U : 2U);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

std::string_view matched(std::string_view text, model::Regex::Match match)
{
    return text.substr(match.begin, match.end - match.begin);
}

bool isBase64(char c)
{
    return isDigit(c) || isLetter(c) || c == '+' || c == '/' || c == '=';
}

/// Past white space, also where it stands as "\n" in two characters.
std::size_t pastSpace(std::string_view text, std::size_t at)
{
    for (;;) {
        if (text.substr(at, 2) == "\\n" || text.substr(at, 2) == "\\r")
            at += 2;
        else if (at < text.size() && std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos)
            ++at;
        else
            return at;
    }
}

/// End of the lines of base64 that follow: long ones, and a short one right after.
std::size_t endOfBase64(std::string_view text, std::size_t at)
{
    constexpr std::size_t kLong = 20; // no word
    for (bool any = false;;) {
        const std::size_t begin = pastSpace(text, at);
        std::size_t end = begin;
        while (end < text.size() && isBase64(text[end]))
            ++end;
        const bool wholeLine = pastSpace(text, end) > end || end == text.size();
        const bool last = end - begin < kLong;
        if (end == begin || (last && !(any && wholeLine && begin - at <= 2)))
            return at;
        at = end;
        if (last)
            return at;
        any = true;
    }
}

} // namespace

std::size_t privateKeyExtent(std::string_view text, model::Regex::Match match)
{
    constexpr std::string_view kDashes = "-----";
    const std::size_t dashes = text.find(kDashes, match.end);
    if (dashes != std::string_view::npos && text.substr(dashes).starts_with("-----END ")) {
        const std::size_t close = text.find(kDashes, dashes + kDashes.size());
        if (close != std::string_view::npos && close - dashes < 80)
            return close + kDashes.size() - match.begin;
    }
    return endOfBase64(text, match.end) - match.begin;
}

std::size_t ibanExtent(std::string_view text, model::Regex::Match match)
{
    const auto row = std::ranges::find(kIbanLengths, text.substr(match.begin, 2), &IbanLength::country);
    if (row == kIbanLengths.end())
        return 0;
    std::string iban;
    std::size_t at = match.begin;
    while (at < text.size() && iban.size() < row->length) {
        const char c = text[at];
        const bool separates = (c == ' ' || c == '-') && text[at - 1] != c;
        if (!separates && !isDigit(c) && !(c >= 'A' && c <= 'Z'))
            return 0;
        if (!separates)
            iban += c;
        ++at;
    }
    const bool ends = at == text.size() || (!isDigit(text[at]) && !isLetter(text[at]));
    return ends && iban.size() == row->length && hasIbanCheckDigits(iban) ? at - match.begin : 0;
}

std::size_t cardExtent(std::string_view text, model::Regex::Match match)
{
    const std::string digits = digitsOf(matched(text, match));
    unsigned prefix = 0;
    for (const char c : digits.substr(0, 4))
        prefix = prefix * 10 + unsigned(c - '0');
    const bool issued = std::ranges::any_of(kIssuers, [&](const Issuer& one) {
        return prefix >= one.first && prefix <= one.last && digits.size() >= one.shortest
            && digits.size() <= one.longest;
    });
    return issued && hasLuhnDigit(digits) ? match.end - match.begin : 0;
}

std::size_t ipv4Extent(std::string_view text, model::Regex::Match match)
{
    const std::string_view address = matched(text, match);
    constexpr std::size_t kSingleDigits = 7; // 1.2.3.4
    const bool nobodys = address.starts_with("127.") || address.starts_with("0.") || address.starts_with("255.");
    return nobodys || address.size() == kSingleDigits ? 0 : address.size();
}

std::size_t ipv6Extent(std::string_view text, model::Regex::Match match)
{
    const std::string address(matched(text, match));
    std::array<std::uint8_t, 16> bytes{};
    if (address.find_first_of("0123456789") == std::string::npos
        || inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1)
        return 0;
    std::size_t groups = 0;
    for (std::size_t i = 0; i < address.size(); ++i)
        groups += address[i] != ':' && (i == 0 || address[i - 1] == ':');
    const bool firstIsFull = address.find(':') == 4;
    const bool mapped = address.find('.') != std::string::npos;
    return groups >= 3 || mapped || (firstIsFull && groups == 2) ? address.size() : 0;
}

std::size_t phoneExtent(std::string_view text, model::Regex::Match match)
{
    const std::size_t digits = digitsOf(matched(text, match)).size();
    const std::size_t dialled = text[match.begin] == '+' ? digits : digits - 2; // 00 for +
    return dialled >= 9 && dialled <= 15 ? match.end - match.begin : 0;
}

} // namespace headroom::quant
