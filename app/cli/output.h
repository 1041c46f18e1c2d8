// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: results go to standard output, as text for people or as exactly one JSON document; nothing here throws when the
// reader of a pipe goes away.
#pragma once

#include "core/base/json.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace headroom::cli {

void write(std::string_view text);
/// On one line and without what would steer the terminal or turn the text around: names in a file may be anyone's.
/// Stands as "\n", "\x9b", "\u202e".
std::string visible(std::string_view text);
/// Texts among the arguments are made visible; lines end where the format says so.
template <class... Args> void print(fmt::format_string<Args...> format, Args&&... args)
{
    [[maybe_unused]] const auto shown = [](const auto& value) {
        if constexpr (std::is_convertible_v<decltype(value), std::string_view>)
            return visible(value);
        else
            return value;
    };
    write(fmt::format(fmt::runtime(fmt::string_view(format)), shown(args)...));
}
/// A line on standard error that is no progress; see finishOutput.
void tell(std::string_view line);
/// 0, or the error of the first write to standard output that failed.
int outputError();
/// Indented, one line feed at the end; no-number is null, text that is no UTF-8 is repaired.
void printJson(const Json& json);
/// Flushes. `status`, unless something could not be told: then work that was done has failed all the same. An error
/// other than that of a closed pipe is reported.
int finishOutput(int status);

/// "4.58 GiB"; below 1 KiB "812 B". Negative amounts keep their sign.
std::string humanBytes(double bytes);
/// "8,030,261,248"
std::string grouped(std::uint64_t number);
/// "1 window", "8,030 windows": with an s, or as given.
std::string counted(std::uint64_t number, std::string_view one, std::string_view many = {});
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
