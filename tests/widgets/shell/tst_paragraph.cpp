// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test.h"
#include "widgets/shell/paragraph.h"

#include <QApplication>
#include <QScrollBar>
#include <QTest>
#include <QVBoxLayout>

using namespace headroom::widgets;

class TestParagraph : public QObject {
    Q_OBJECT
private slots:
    void isAsHighAsItsWords()
    {
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* paragraph = new Paragraph(3);
        layout->addWidget(paragraph);
        layout->addStretch(1);
        window.resize(300, 400);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const int line = paragraph->label().fontMetrics().lineSpacing();
        paragraph->setText(QStringLiteral("A few words."));
        QTRY_VERIFY(paragraph->height() >= line && paragraph->height() < 2 * line);
        QTRY_VERIFY(!paragraph->verticalScrollBar()->isVisible());
        QCOMPARE(paragraph->focusPolicy(), Qt::NoFocus);
        const QString many = QStringLiteral("Words upon words, which do not end so soon. ").repeated(20);
        paragraph->setText(many);
        QTRY_COMPARE(paragraph->height(), 3 * line);
        QTRY_VERIFY(paragraph->verticalScrollBar()->isVisible());
        QVERIFY(paragraph->label().height() > 5 * line); // whole, to be scrolled to
        QCOMPARE(paragraph->focusPolicy(), Qt::StrongFocus);
        QTest::keyClick(paragraph, Qt::Key_PageDown);
        QVERIFY(paragraph->verticalScrollBar()->value() > 0);
        window.resize(4000, 400); // room in width is room in height
        QTRY_VERIFY(!paragraph->verticalScrollBar()->isVisible());
        QCOMPARE(paragraph->label().text(), many);
    }
};

HEADROOM_TEST(TestParagraph)
#include "tst_paragraph.moc"
