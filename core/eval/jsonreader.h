// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: reads stored results. The first member that is missing or of another type is remembered by its place, so that a
// reader reads everything and checks once. Null stands for no number.
#pragma once

#include "core/base/json.h"
#include "core/base/remark.h"

#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace headroom::eval {

template <class T> struct Number {
    const char* key;
    double T::*value;
};

/// Reads members of one object and remembers the first that is missing or of another type.
class Reader {
public:
    Reader(const Json& json, std::string where) : m_json(json), m_where(std::move(where))
    {
        if (!json.is_object())
            m_status = fail(ErrorCode::Corrupt, m_where, "not an object");
    }

    void read(const char* key, double& out)
    {
        if (const Json* value = find(key, &isNumber))
            out = value->is_null() ? std::numeric_limits<double>::quiet_NaN() : value->get<double>();
    }
    void read(const char* key, std::string& out)
    {
        if (const Json* value = find(key, [](const Json& j) { return j.is_string(); }))
            out = value->get<std::string>();
    }
    template <class T>
    requires std::is_unsigned_v<T>
    void read(const char* key, T& out)
    {
        const auto fits = [](const Json& j) {
            return j.is_number_unsigned() && j.get<std::uint64_t>() <= std::numeric_limits<T>::max();
        };
        if (const Json* value = find(key, fits))
            out = static_cast<T>(value->get<std::uint64_t>());
    }
    void readPair(const char* key, double& low, double& high)
    {
        const auto pair
            = [](const Json& j) { return j.is_array() && j.size() == 2 && isNumber(j[0]) && isNumber(j[1]); };
        if (const Json* value = find(key, pair)) {
            const auto number = [](const Json& j) {
                return j.is_null() ? std::numeric_limits<double>::quiet_NaN() : j.get<double>();
            };
            low = number((*value)[0]);
            high = number((*value)[1]);
        }
    }
    template <class T, std::size_t N> void readAll(const Number<T> (&numbers)[N], T& out)
    {
        for (const auto& number : numbers)
            read(number.key, out.*number.value);
    }
    /// Calls each(reader of the element) for the objects of an array.
    template <class Each> void readArray(const char* key, Each each)
    {
        const Json* value = find(key, [](const Json& j) { return j.is_array(); });
        for (std::size_t i = 0; value && i < value->size() && m_status; ++i) {
            Reader element((*value)[i], m_where + "." + key + "[" + std::to_string(i) + "]");
            if (element.m_status)
                each(element);
            m_status = element.m_status;
        }
    }
    /// Results of earlier versions have the words alone.
    void readRemarks(const char* words, const char* codes, Remarks& out)
    {
        if (find(words, [](const Json& j) { return j.is_array(); }))
            out = remarksFromJson(m_json, words, codes);
    }
    bool has(const char* key) const { return m_json.is_object() && m_json.contains(key); }
    /// Of what has been read and contradicts itself.
    void refuse(const std::string& key, std::string detail)
    {
        if (m_status)
            m_status = fail(ErrorCode::Corrupt, m_where + "." + key, std::move(detail));
    }
    const Status& status() const { return m_status; }

private:
    static bool isNumber(const Json& json) { return json.is_number() || json.is_null(); }
    template <class Accept> const Json* find(const char* key, Accept accept)
    {
        if (!m_status)
            return nullptr;
        const auto it = m_json.find(key);
        if (it != m_json.end() && accept(*it))
            return &*it;
        m_status
            = fail(ErrorCode::Corrupt, m_where + "." + key, it == m_json.end() ? "missing" : "not of the right type");
        return nullptr;
    }

    const Json& m_json;
    std::string m_where;
    Status m_status;
};

} // namespace headroom::eval
