// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Filters that make numbers, and the one that stands in for what is missing.
#include "core/jinja/runtime.h"
#include "core/jinja/text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace headroom::jinja {

namespace {

/// int(): digits of the base, white space and a sign around them; nothing when there is more.
bool readInteger(std::string_view text, int base, std::int64_t& number)
{
    std::string digits;
    text = stripped(text, Side::Both);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    const std::string_view prefix = base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
    if (!prefix.empty() && lower(text.substr(0, 2)) == prefix)
        text.remove_prefix(2);
    for (const char c : text)
        if (c != '_')
            digits += c;
    if (digits.empty() || digits[0] == '-' || base < 2 || base > 36)
        return false;
    digits = (negative ? "-" : "") + digits;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    return error == std::errc() && end == digits.data() + digits.size();
}

bool readFloat(std::string_view text, double& number)
{
    text = stripped(text, Side::Both);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

bool fits(double number)
{
    return std::abs(number) < 9.2e18;
}

Value toInteger(Runtime&, const Value& self, const Arguments& given)
{
    std::int64_t whole = 0;
    double number = 0;
    if (self.isInteger() || self.isBool())
        return self.integer();
    if (self.isFloat() && fits(self.floating()))
        return static_cast<std::int64_t>(self.floating());
    if (self.isText() && readInteger(self.text(), static_cast<int>(integerOf(given.get(1, "base", 10))), whole))
        return whole;
    if (self.isText() && readFloat(self.text(), number) && fits(number))
        return static_cast<std::int64_t>(number);
    refuseUndefined(self);
    return given.get(0, "default", 0);
}

Value toFloat(Runtime&, const Value& self, const Arguments& given)
{
    double number = 0;
    if (self.isNumber())
        return self.number();
    if (self.isText() && readFloat(self.text(), number))
        return number;
    refuseUndefined(self);
    return given.get(0, "default", 0.0);
}

Value absolute(Runtime& runtime, const Value& self, const Arguments&)
{
    refuseUndefined(self);
    if (!self.isNumber())
        throw Failure("abs needs a number");
    return self.isFloat()    ? Value(std::abs(self.floating()))
        : self.integer() < 0 ? runtime.binary("-", 0, self)
                             : Value(self.integer());
}

/// Halves go to the even neighbour, as in Python.
Value rounded(Runtime&, const Value& self, const Arguments& given)
{
    refuseUndefined(self);
    if (!self.isNumber())
        throw Failure("round needs a number");
    const std::int64_t digits = integerOf(given.get(0, "precision", 0));
    const std::string method = textOf(given.get(1, "method", "common"));
    if (method != "common" && method != "ceil" && method != "floor")
        throw Failure("the method of round must be common, ceil or floor");
    if (method == "common" && !self.isFloat())
        return self;
    const double scale = std::pow(10.0, static_cast<double>(digits)), number = self.number();
    if (method == "ceil")
        return std::ceil(number * scale) / scale;
    if (method == "floor")
        return std::floor(number * scale) / scale;
    if (digits < 0 || digits > 300 || !std::isfinite(number))
        return std::nearbyint(number * scale) / scale;
    std::array<char, 700> buffer{}; // printing rounds the exact value, which multiplying would not
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed,
                                   static_cast<int>(digits))
                         .ptr;
    double result = 0;
    std::from_chars(buffer.data(), end, result);
    return result;
}

Value orDefault(Runtime&, const Value& self, const Arguments& given)
{
    const bool replaces = self.isUndefined() || (given.get(1, "boolean", false).truth() && !self.truth());
    return replaces ? given.get(0, "default_value", "") : self;
}

constexpr std::array kNumberFilters{
    Builtin{"int", toInteger}, Builtin{"float", toFloat},     Builtin{"abs", absolute},
    Builtin{"round", rounded}, Builtin{"default", orDefault}, Builtin{"d", orDefault},
};

} // namespace

std::span<const Builtin> numberFilters()
{
    return kNumberFilters;
}

} // namespace headroom::jinja
