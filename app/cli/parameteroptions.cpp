// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "parameteroptions.h"

#include "core/base/writtenjson.h"
#include "idleoptions.h"
#include "options.h"

namespace headroom::cli {

namespace {

CLI::Validator jsonObject()
{
    return acceptedBy([](const std::string& text) -> Result<Json> {
        auto json = parseWrittenJson(text, "the text");
        if (json && !json->is_object())
            return fail(ErrorCode::InvalidArgument, "the text", "is no JSON object");
        return json;
    });
}

/// Of a text that the row's check has let pass.
Json valueOf(const Parameter& row, const std::string& text)
{
    switch (row.kind) {
    case ValueKind::Whole:
    case ValueKind::Bytes:
        return std::stoull(text);
    case ValueKind::Real: {
        double value = 0;
        CLI::detail::lexical_cast(text, value);
        return value;
    }
    case ValueKind::Object:
        return parseJson(text, row.flag).value_or(Json());
    default:
        return text;
    }
}

/// "--output" of "DST,--output".
std::string flagOf(const Parameter& row)
{
    return std::string(row.flag).substr(std::string_view(row.flag).rfind(',') + 1);
}

void addCheck(CLI::Option* option, const Parameter& row)
{
    if (row.known)
        option->check(nameOf([known = row.known](const std::string& name) { return known(name); }, row.names()));
    if (row.fault)
        option->check(CLI::Validator([fault = row.fault](const std::string& text) { return fault(text); }, ""));
    if (row.kind == ValueKind::Whole)
        option->transform(wholeRange(static_cast<std::uint64_t>(row.low), static_cast<std::uint64_t>(row.high)));
    if (row.kind == ValueKind::Bytes)
        option->transform(byteSize(row.thousand));
    if (row.kind == ValueKind::Real)
        option->check(realRange(row.low, row.high));
    if (row.kind == ValueKind::Object)
        option->check(jsonObject());
}

} // namespace

CLI::Option* shaped(CLI::Option* option, const Parameter& row)
{
    if (*row.placeholder != 0)
        option->type_name(row.placeholder);
    addCheck(option, row);
    return option->required(row.isRequired);
}

void ParameterOptions::declareRow(CLI::App& app, const Parameter& row)
{
    const std::string key(row.key), help = helpOf(row);
    if (row.kind == ValueKind::Flag) {
        app.add_flag_callback(
            row.flag, [this, key] { m_json[key] = true; }, help);
        return;
    }
    if (row.kind != ValueKind::Paths && row.kind != ValueKind::Texts) {
        shaped(app.add_option_function<std::string>(
                   row.flag, [this, &row, key](const std::string& text) { m_json[key] = valueOf(row, text); }, help),
               row);
        return;
    }
    CLI::Option* list = app.add_option_function<std::vector<std::string>>(
        row.flag, [this, key](const std::vector<std::string>& texts) { m_json[key] = texts; }, help);
    shaped(list, row);
    if (row.separator != 0)
        list->delimiter(row.separator);
    else if (row.kind == ValueKind::Texts)
        list->allow_extra_args(false);
    if (row.high > 0)
        list->expected(1, static_cast<int>(row.high));
}

void ParameterOptions::declare(CLI::App& app)
{
    std::map<std::string_view, CLI::App*> groups;
    for (const Parameter& row : m_table) {
        if (*row.flag == 0)
            continue;
        CLI::App*& group = groups[row.oneOf];
        if (!group && *row.oneOf != 0) {
            group = app.add_option_group(row.oneOf, "one of these");
            group->require_option(1);
        }
        declareRow(group ? *group : app, row);
    }
}

void ParameterOptions::refuseMeaningless(const CLI::App& app) const
{
    const Parameters given = values();
    for (const Parameter& row : m_table)
        if (row.need.isMust && app.count(flagOf(row)) > 0 && !given.takesEffect(row))
            throw CLI::ValidationError(flagOf(row), given.whyRefused(row));
}

void ParameterOptions::tellIdle(const CLI::App& app) const
{
    const Parameters given = values();
    for (const Parameter& row : m_table)
        if (!row.need.isMust && !given.takesEffect(row))
            cli::tellIdle(app, {{flagOf(row).c_str(), false, row.need.words}});
}

} // namespace headroom::cli
