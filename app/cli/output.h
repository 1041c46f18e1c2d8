// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: results go to standard output, as text for people or as exactly one JSON document; nothing here throws when the
// reader of a pipe goes away.
#pragma once

#include "core/base/json.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <vector>

namespace headroom::cli {

void write(std::string_view text);
/// Without what would steer the terminal: names in a file may be anyone's. Line feeds and tabs stay.
std::string visible(std::string_view text);
template <class... Args> void print(fmt::format_string<Args...> format, Args&&... args)
{
    write(visible(fmt::format(format, std::forward<Args>(args)...)));
}
/// Indented, one line feed at the end; no-number is null, text that is no UTF-8 is repaired.
void printJson(const Json& json);
/// Flushes; an error other than a closed pipe is reported and gives exit status 1, otherwise `status`.
int finishOutput(int status);

/// "4.58 GiB"; below 1 KiB "812 B". Negative amounts keep their sign.
std::string humanBytes(double bytes);
/// "8,030,261,248"
std::string grouped(std::uint64_t number);
/// "2 min 5 s", "1.8 s"
/// Of seconds: "12–20 s", "3–4 min"; one number where both are alike.
std::string humanSpan(double low, double high);
std::string humanSeconds(double seconds);
/// `digits` significant ones, more before the point when there are; "–" when it is no number.
std::string number(double value, int digits = 4);

/// Columns are as wide as their widest cell; numbers stand right.
class TextTable {
public:
    explicit TextTable(std::vector<std::string> header);
    void add(std::vector<std::string> cells);
    void print() const;

private:
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace headroom::cli
