// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a tiny model and a text to calibrate it with, in a folder of their own.
#pragma once

#include "core/quant/calibrate/calibration.h"
#include "support/tinymodel.h"

#include <QTemporaryDir>

#include <fstream>

namespace headroom::test {

class CalibrationFolder {
public:
    /// Writes both.
    bool fill() const
    {
        std::ofstream(inside("text.txt")) << tinyText(3000);
        return writeTinyModel(inside("tiny.gguf")).has_value();
    }
    std::filesystem::path inside(const std::string& name) const
    {
        return m_folder.filePath(name.c_str()).toStdString();
    }
    quant::CalibrationOptions tiny(const std::string& output) const
    {
        quant::CalibrationOptions options;
        options.model = inside("tiny.gguf");
        options.texts = {inside("text.txt")};
        options.output = inside(output);
        options.context = 128;
        return options;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace headroom::test
