// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what counts as a secret or as personal data, as data: a kind, an expression that finds candidates, and where a
// form alone says too little (check digits, addresses beside version numbers) a check that tells how far it reaches.
#pragma once

#include "core/model/tokenizer/regex.h"

#include <span>
#include <string_view>

namespace headroom::quant {

struct RedactionRule {
    std::string_view kind; ///< what stands in brackets instead
    std::string_view pattern; ///< PCRE2, Unicode: [0-9] and [A-Za-z] where ASCII is meant; starts with ASCII if checked
    /// Bytes to replace from the match's begin; 0: it only looked like one. None: what matched.
    std::size_t (*extent)(std::string_view text, model::Regex::Match match) = nullptr;
};

/// In the order they are applied.
std::span<const RedactionRule> redactionRules();

/// Checks of candidates, see RedactionRule::extent.
std::size_t privateKeyExtent(std::string_view text, model::Regex::Match match); ///< to its END line, or its last line
/// After a name and a sign: "password=…"; all but placeholders, code and the words of a sentence.
std::size_t secretExtent(std::string_view text, model::Regex::Match match);
std::size_t tokenExtent(std::string_view text, model::Regex::Match match); ///< likewise; only what looks random
std::size_t keyExtent(std::string_view text, model::Regex::Match match); ///< likewise; at least 16 bytes
std::size_t saidSecretExtent(std::string_view text, model::Regex::Match match); ///< "the password is …"
std::size_t ibanExtent(std::string_view text, model::Regex::Match match); ///< ISO 13616: country's length, mod 97
std::size_t cardExtent(std::string_view text, model::Regex::Match match); ///< ISO/IEC 7812: issuer, length, Luhn
/// Not loopback, netmasks, nor four single digits (more often a version or a section).
std::size_t ipv4Extent(std::string_view text, model::Regex::Match match);
/// RFC 4291, not loopback nor what is more often code (ab::cd).
std::size_t ipv6Extent(std::string_view text, model::Regex::Match match);
std::size_t phoneExtent(std::string_view text, model::Regex::Match match); ///< 9 to 15 digits (ITU-T E.164)

} // namespace headroom::quant
