// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The first lines of a pane are whole at any width: sentence, numbers, units and captions.
#include "tests/support/test.h"
#include "widgets/shell/verdictheader.h"

#include <QTest>

using namespace headroom::widgets;
using namespace Qt::StringLiterals;

namespace {

/// At this width, as high as it asks to be, with bare ground beside and below: what is cut shows there, or not at all.
QImage drawn(VerdictHeader& header, int width, int height)
{
    header.resize(width, height);
    return header.grab().toImage();
}

/// Pixels of a column or row that differ from its first one.
int inked(const QImage& image, const QRect& strip)
{
    int count = 0;
    for (int y = strip.top(); y <= strip.bottom(); ++y)
        for (int x = strip.left(); x <= strip.right(); ++x)
            count += image.pixel(x, y) != image.pixel(0, image.height() - 3);
    return count;
}

} // namespace

class TestVerdictHeader : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::current().apply(); }

    void nothingIsCut_data()
    {
        QTest::addColumn<QList<BigNumber>>("numbers");
        const QList<BigNumber> plan{
            {u"17.6"_s, u"GiB"_s, u"of 48.0 GiB needed on 2 devices"_s},
            {u"87,004"_s, u"tok/s"_s,
             u"decode per request, at most; out of reach: starting a step takes about 0.1 ms"_s},
            {u"0.42"_s, u"s"_s, u"to the first token of a prompt of 2k, at best"_s}};
        QTest::newRow("three") << plan;
        QTest::newRow("four") << plan
                + QList<BigNumber>{{u"95.1"_s, u"%"_s,
                                    u"Übereinstimmung des wahrscheinlichsten Tokens mit der "
                                    "Vergleichsbasis, Grenze 90.0 %"_s}};
        QTest::newRow("none") << QList<BigNumber>{};
    }

    void nothingIsCut()
    {
        QFETCH(QList<BigNumber>, numbers);
        VerdictHeader header;
        header.setVerdict(Glyph::Fail, u"Does not fit"_s,
                          u"GPU 1 lacks 12.34 GiB: 4 requests at 8k need 36.30 of 23.99 GiB; the link between the "
                          "devices sets the speed"_s);
        header.setNumbers(numbers);
        for (const int width : {1600, 1200, 880, 720, 560, 400, 300}) {
            const int height = header.heightForWidth(width);
            const QImage image = drawn(header, width, height);
            const QByteArray place = QByteArray::number(width) + " x " + QByteArray::number(height);
            QVERIFY2(inked(image, QRect(width - 1, 0, 1, height - 2)) == 0, "cut at the right, " + place);
            QVERIFY2(inked(image, QRect(0, height - 6, width, 4)) == 0, "cut at the bottom, " + place);
            // With more room below, everything else is where it was: nothing was left out.
            const QImage roomy = drawn(header, width, height + 80);
            QCOMPARE(inked(roomy, QRect(0, 0, width, height - 2)), inked(image, QRect(0, 0, width, height - 2)));
            QCOMPARE(inked(roomy, QRect(0, height, width, 76)), 0);
        }
    }

    void shortCaptionsTakeOneLine()
    {
        VerdictHeader header;
        header.setVerdict(Glyph::Pass, {}, u"Fits"_s);
        header.setNumbers({{u"1"_s, u"GiB"_s, u"needed"_s}, {u"2"_s, u"tok/s"_s, u"at most"_s}});
        QCOMPARE(header.heightForWidth(900), header.heightForWidth(600));
        QVERIFY(header.heightForWidth(100) > header.heightForWidth(600)); // below each other
    }
};

HEADROOM_TEST(TestVerdictHeader)
#include "tst_verdictheader.moc"
