// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the weights of the selected tensor and the levels its format leaves them. Read in the background; whoever is
// selected last wins, and the earlier reading stops.
#pragma once

#include "app/models/weighthistogram.h"
#include "widgets/plot/histogram.h"

#include <atomic>
#include <memory>
#include <optional>

namespace headroom::app {

class HistogramView : public widgets::Histogram {
    Q_OBJECT
public:
    explicit HistogramView(QWidget* parent = nullptr);
    ~HistogramView() override;

    /// scheme: of a folder, in place of the format.
    void load(const QString& source, const std::string& tensor, tensor::Type format, const std::string& scheme = {});
    void clear();
    /// Null while nothing is read.
    const WeightHistogram* shown() const { return m_shown ? &*m_shown : nullptr; }
    void retranslate();

signals:
    void loaded();

private:
    void stop();
    void show();
    quint64 m_ticket = 0;
    std::shared_ptr<std::atomic<bool>> m_stop;
    std::optional<WeightHistogram> m_shown;
    QString m_failure;
};

} // namespace headroom::app
