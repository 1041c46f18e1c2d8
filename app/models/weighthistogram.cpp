// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/weighthistogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::app {

namespace {

constexpr std::size_t kBins = 60;
constexpr double kDeviations = 4.5; ///< the picture reaches so many of them on either side of the mean
constexpr std::uint64_t kMostValues = 4'000'000; ///< looked at in larger tensors
constexpr std::size_t kBlock = 32;
constexpr double kSpanOfBlock = 4.07; ///< deviations between the least and the largest of 32 Gaussian values, expected
constexpr double kHeavy = 1.5; ///< so many times the bulk's, a deviation is that of few weights far out

struct Moments {
    double count = 0, sum = 0, sum2 = 0, sum3 = 0, sum4 = 0;
    void add(double x)
    {
        const double square = x * x;
        count += 1;
        sum += x;
        sum2 += square;
        sum3 += square * x;
        sum4 += square * square;
    }
    double mean() const { return count > 0 ? sum / count : 0; }
    double variance() const { return count > 0 ? std::max(0.0, sum2 / count - mean() * mean()) : 0; }
    double kurtosis() const
    {
        const double m = mean();
        const double v = variance();
        if (v <= 0)
            return 0;
        const double fourth = sum4 / count - 4 * m * sum3 / count + 6 * m * m * sum2 / count - 3 * m * m * m * m;
        return fourth / (v * v);
    }
};

/// Values of the tensor, a row at a time, at even distances when there are too many.
class RowReader {
public:
    RowReader(const model::ModelFile& file, const model::TensorInfo& info)
        : m_bytes(file.data(info))
        , m_format(tensor::format(info.type))
        , m_row(info.columns())
        , m_rows(info.rows())
        , m_rowBytes(m_rows ? info.bytes / m_rows : 0)
        , m_stride(std::max<std::uint64_t>(1, info.elements() / kMostValues))
    {
    }
    template <class Body> Status forEachRow(const std::atomic<bool>& stop, Body&& body)
    {
        for (std::uint64_t row = 0; row < m_rows; row += m_stride) {
            if (stop)
                return fail(ErrorCode::Cancelled, "histogram", "not needed any more");
            m_format.decode(m_bytes.subspan(row * m_rowBytes, m_rowBytes), m_row);
            body(std::span<const float>(m_row));
        }
        return {};
    }

private:
    std::span<const std::byte> m_bytes;
    const tensor::Format& m_format;
    std::vector<float> m_row;
    std::uint64_t m_rows;
    std::uint64_t m_rowBytes;
    std::uint64_t m_stride;
};

struct Range {
    float low = 0, high = 0;
};

void collectRanges(std::span<const float> row, std::vector<Range>& ranges)
{
    for (std::size_t begin = 0; begin + kBlock <= row.size(); begin += kBlock) {
        const auto [low, high]
            = std::minmax_element(row.begin() + std::ptrdiff_t(begin), row.begin() + std::ptrdiff_t(begin + kBlock));
        ranges.push_back({*low, *high});
    }
}

/// The block whose span is the median one: neither an outlier's nor an empty one's.
Range medianRange(std::vector<Range>& ranges)
{
    if (ranges.empty())
        return {};
    const auto middle = ranges.begin() + std::ptrdiff_t(ranges.size() / 2);
    std::nth_element(ranges.begin(), middle, ranges.end(),
                     [](const Range& a, const Range& b) { return a.high - a.low < b.high - b.low; });
    return *middle;
}

/// One packed block whose digits are turned over bit by bit, to see what they stand for.
class Block {
public:
    Block(const tensor::Format& format, std::span<const float> values)
        : m_format(format), m_packed(format.blockBytes), m_decoded(format.blockSize)
    {
        format.encode(values, {}, m_packed);
        m_original = decoded();
    }
    std::span<const float> original() const { return m_original; }

    /// The bits that change this element and no other: its digit. Formats that code several values together have none.
    std::vector<std::size_t> digitOf(std::size_t element)
    {
        std::vector<std::size_t> bits;
        for (std::size_t bit = 0; bit < 8 * m_packed.size(); ++bit) {
            flip(bit);
            const auto& values = decoded();
            bool alone = values[element] != m_original[element];
            for (std::size_t i = 0; alone && i < values.size(); ++i)
                alone = i == element || values[i] == m_original[i];
            flip(bit);
            if (alone)
                bits.push_back(bit);
        }
        return bits;
    }

    /// What the element becomes with every value of its digit, ascending.
    std::vector<double> valuesOf(std::size_t element, const std::vector<std::size_t>& digit)
    {
        std::vector<double> out;
        for (std::size_t code = 0; code < std::size_t{1} << digit.size(); ++code) {
            for (std::size_t i = 0; i < digit.size(); ++i)
                if (code >> i & 1U)
                    flip(digit[i]);
            out.push_back(double(decoded()[element]));
            for (std::size_t i = 0; i < digit.size(); ++i)
                if (code >> i & 1U)
                    flip(digit[i]);
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }

private:
    void flip(std::size_t bit) { m_packed[bit / 8] ^= std::byte(1U << bit % 8); }
    const std::vector<float>& decoded()
    {
        m_format.decode(m_packed, m_decoded);
        return m_decoded;
    }

    const tensor::Format& m_format;
    std::vector<std::byte> m_packed;
    std::vector<float> m_decoded, m_original;
};

double medianGap(const std::vector<double>& levels)
{
    if (levels.size() < 2)
        return 0;
    std::vector<double> gaps;
    for (std::size_t i = 1; i < levels.size(); ++i)
        gaps.push_back(levels[i] - levels[i - 1]);
    std::nth_element(gaps.begin(), gaps.begin() + std::ptrdiff_t(gaps.size() / 2), gaps.end());
    return gaps[gaps.size() / 2];
}

/// Of the bulk: some weights far out would squeeze all others, and the levels, into one bin.
double usualDeviation(double deviation, Range medianBlock)
{
    const double bulk = (double(medianBlock.high) - double(medianBlock.low)) / kSpanOfBlock;
    return bulk > 0 && deviation > kHeavy * bulk ? bulk : deviation;
}

void count(std::span<const float> row, WeightHistogram& histogram)
{
    const double scale = double(kBins) / (histogram.high - histogram.low);
    for (const float value : row) {
        const double position = (double(value) - histogram.low) * scale;
        if (position >= 0 && position < double(kBins))
            histogram.shares[std::size_t(position)] += 1;
        else
            ++histogram.outside;
    }
}

Status fill(RowReader& reader, const std::atomic<bool>& stop, WeightHistogram& histogram)
{
    Moments moments;
    std::vector<Range> ranges;
    HEADROOM_TRY(reader.forEachRow(stop, [&](std::span<const float> row) {
        for (const float value : row)
            moments.add(double(value));
        collectRanges(row, ranges);
    }));
    histogram.looked = std::uint64_t(moments.count);
    histogram.mean = moments.mean();
    histogram.deviation = std::sqrt(moments.variance());
    histogram.kurtosis = moments.kurtosis();
    const Range block = medianRange(ranges);
    const double usual = usualDeviation(histogram.deviation, block);
    const double reach = usual > 0 ? kDeviations * usual : 1.0;
    histogram.low = histogram.mean - reach;
    histogram.high = histogram.mean + reach;
    histogram.shares.assign(kBins, 0);
    HEADROOM_TRY(reader.forEachRow(stop, [&](std::span<const float> row) { count(row, histogram); }));
    for (double& share : histogram.shares)
        share /= double(std::max<std::uint64_t>(1, histogram.looked));
    const quant::FolderScheme* scheme = quant::findFolderScheme(histogram.scheme);
    histogram.levels = scheme ? levelsOf(*scheme, double(block.low), double(block.high))
                              : levelsOf(histogram.format, double(block.low), double(block.high));
    histogram.step = medianGap(histogram.levels);
    return {};
}

} // namespace

std::vector<double> levelsOf(tensor::Type type, double low, double high)
{
    const tensor::Format& format = tensor::format(type);
    const bool isFloat = format.blockSize == 1;
    if (isFloat || !format.encode || !format.decode || !(high > low))
        return {};
    // Every 16 values go from end to end, so that each sub-block of any format has this range.
    constexpr std::size_t stretch = 16, mostDigits = 8;
    std::vector<float> ramp(format.blockSize);
    for (std::size_t i = 0; i < ramp.size(); ++i)
        ramp[i] = float(low + double(i % stretch) / double(stretch - 1) * (high - low));
    Block block(format, ramp);
    if (const auto digit = block.digitOf(0); !digit.empty() && digit.size() <= mostDigits)
        return block.valuesOf(0, digit);
    std::vector<double> met(block.original().begin(), block.original().end());
    std::sort(met.begin(), met.end());
    met.erase(std::unique(met.begin(), met.end()), met.end());
    return met;
}

Result<WeightHistogram> weightHistogram(const std::filesystem::path& source, const std::string& tensor,
                                        tensor::Type format, const std::string& scheme, const std::atomic<bool>& stop)
{
    const auto file = model::ModelFile::open(source);
    if (!file)
        return tl::unexpected(file.error());
    const model::TensorInfo* info = (*file)->find(tensor);
    if (!info)
        return fail(ErrorCode::NotFound, source.filename().string() + ", " + tensor, "no such tensor");
    if (!tensor::format(info->type).decode)
        return fail(ErrorCode::Unsupported, source.filename().string() + ", " + tensor,
                    "this build cannot decode " + std::string(tensor::format(info->type).name));
    WeightHistogram histogram;
    histogram.tensor = tensor;
    histogram.format = format;
    histogram.scheme = scheme;
    histogram.total = info->elements();
    RowReader reader(**file, *info);
    HEADROOM_TRY(fill(reader, stop, histogram));
    (*file)->release(*info);
    return histogram;
}

} // namespace headroom::app
