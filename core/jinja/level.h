// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: every step of the evaluation is counted, in number and in depth.
#pragma once

#include "core/jinja/evaluator.h"

namespace headroom::jinja {

class Evaluator::Level {
public:
    Level(int& depth, Runtime& runtime, int line) : m_depth(depth)
    {
        if (++m_depth > runtime.limits().depth) {
            --m_depth;
            throw Failure("the template nests too deeply", line);
        }
        try {
            runtime.charge(Runtime::kStep);
        } catch (Failure& failure) {
            --m_depth;
            failure.line = line;
            throw;
        }
    }
    ~Level() { --m_depth; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

private:
    int& m_depth;
};

} // namespace headroom::jinja
