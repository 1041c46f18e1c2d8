// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A page larger than the window scrolls; one that could be smaller than it likes is made smaller first; the window is
// never asked for more, whatever the page comes to need.
#include "tests/support/test.h"
#include "widgets/shell/pagearea.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTest>
#include <QVBoxLayout>

using namespace headroom::widgets;
using namespace Qt::StringLiterals;

namespace {

/// Likes 300 x 600, can be 200 x 250.
class Content : public QWidget {
public:
    QSize sizeHint() const override { return {300, 600}; }
    QSize minimumSizeHint() const override { return least; }
    QSize least{200, 250};
};

} // namespace

class TestPageArea : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::current().apply(); }

    void theWindowIsAskedForNothing()
    {
        QStackedWidget window;
        auto* page = new QWidget;
        auto* column = new QVBoxLayout(page);
        auto* content = new Content;
        column->addWidget(content);
        auto* words = new QLabel(u"words "_s.repeated(40));
        words->setWordWrap(true);
        column->addWidget(words);
        auto* area = new PageArea(page);
        window.addWidget(area);
        window.resize(500, 400);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(area->verticalScrollBar()->maximum(), 0); // less than it likes, no less than it can be
        QCOMPARE(page->size(), area->viewport()->size());
        for (const QSize& least : {QSize(900, 250), QSize(200, 2000), QSize(1500, 1500)}) {
            content->least = least;
            content->updateGeometry();
            QTRY_VERIFY(page->width() >= least.width() && page->height() >= least.height());
            QVERIFY(window.minimumSizeHint().width() <= 400 && window.minimumSizeHint().height() <= 300);
            QCOMPARE(window.size(), QSize(500, 400));
            QCOMPARE(area->verticalScrollBar()->maximum() > 0, least.height() > 400);
            QCOMPARE(area->horizontalScrollBar()->maximum() > 0, least.width() > 500);
        }
        content->least = QSize(200, 250); // and back
        content->updateGeometry();
        QTRY_COMPARE(page->size(), area->maximumViewportSize());
    }
};

HEADROOM_TEST(TestPageArea)
#include "tst_pagearea.moc"
