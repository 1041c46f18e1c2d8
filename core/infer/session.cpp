// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/backend.h"
#include "core/infer/kvtypes.h"
#include "core/infer/weights.h"

#include <fmt/format.h>

namespace headroom::infer {

Session::Session(std::shared_ptr<const Transformer> model, std::uint32_t context, ThreadPool& pool,
                 std::unique_ptr<BackendSession> session)
    : m_model(std::move(model)), m_context(context), m_pool(pool), m_session(std::move(session))
{
}

Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::create(std::shared_ptr<const Transformer> model, std::uint32_t context,
                                                 ThreadPool& pool, const SessionOptions& options)
{
    const auto device = chooseDevice(options.device);
    if (!device)
        return tl::unexpected(device.error());
    SessionOptions there = options;
    there.device = device->id;
    return createOn(*device->backend, std::move(model), context, pool, there);
}

Result<std::unique_ptr<Session>> Session::createOn(const Backend& backend, std::shared_ptr<const Transformer> model,
                                                   std::uint32_t context, ThreadPool& pool,
                                                   const SessionOptions& options)
{
    const KvType* kvType = findKvType(options.kvType);
    if (!kvType)
        return fail(ErrorCode::NotFound, fmt::format("KV type {}", options.kvType), "is none of " + kvTypeNames());
    if (context == 0)
        return fail(ErrorCode::InvalidArgument, "context", "must be at least 1 token");
    const Matrix& positions = model->weights()->positions;
    if (positions && context > positions.rows)
        return fail(ErrorCode::InvalidArgument, "context",
                    fmt::format("{} tokens, but the model has learned positions for {} only", context, positions.rows));
    const auto loaded = backend.load(model->weights(), std::string(options.device));
    if (!loaded)
        return tl::unexpected(loaded.error());
    auto session = (*loaded)->session(
        {context, options.ropeContext > 0 ? options.ropeContext : context, kvType, options.precision, options.batch},
        pool);
    if (!session)
        return tl::unexpected(std::move(session.error()));
    return std::unique_ptr<Session>(new Session(std::move(model), context, pool, std::move(*session)));
}

Status Session::check(std::span<const model::Token> tokens, std::size_t logitRows, std::size_t room) const
{
    if (logitRows > tokens.size() || room < logitRows)
        return fail(ErrorCode::InvalidArgument, "logits",
                    fmt::format("{} rows asked for, {} tokens given, space for {}", logitRows, tokens.size(), room));
    if (tokens.size() > m_context - length())
        return fail(ErrorCode::InvalidArgument, "context",
                    fmt::format("{} more tokens do not fit: {} of {} positions are filled", tokens.size(), length(),
                                m_context));
    for (const model::Token token : tokens)
        if (token < 0 || static_cast<std::size_t>(token) >= vocabulary())
            return fail(ErrorCode::InvalidArgument, "tokens",
                        fmt::format("token {} is outside the vocabulary of {}", token, vocabulary()));
    return {};
}

Status Session::evaluate(std::span<const model::Token> tokens, std::size_t logitRows, std::span<float> logits)
{
    HEADROOM_TRY(check(tokens, logitRows, logits.size() / vocabulary()));
    HostRows rows(logits, vocabulary(), m_pool);
    return m_session->evaluate(tokens, logitRows, &rows, 0);
}

Status Session::evaluate(std::span<const model::Token> tokens, std::size_t logitRows, LogitRows& out, std::size_t at)
{
    HEADROOM_TRY(check(tokens, logitRows, out.count() - std::min(at, out.count())));
    return m_session->evaluate(tokens, logitRows, &out, at);
}

Result<std::unique_ptr<LogitRows>> Session::newRows(std::size_t count)
{
    return m_session->newRows(count);
}

void Session::clear()
{
    m_session->clear();
}

void Session::observe(Observer* observer)
{
    m_session->observe(observer);
}

std::uint32_t Session::length() const
{
    return m_session->length();
}

std::uint32_t Session::context() const
{
    return m_context;
}

std::uint64_t Session::bytes() const
{
    return m_session->bytes();
}

std::uint32_t Session::vocabulary() const
{
    return m_model->shape().vocabulary;
}

} // namespace headroom::infer
