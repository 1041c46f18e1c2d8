// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws every widget in both themes, at 1x and (in a process of its own) at 2x, into <build>/gallery/*.png to be looked
// at; checks that pages are not blank, that themes differ, and that whatever takes the focus has a name.
#include "tests/support/test.h"
#include "tests/widgets/gallery/chartpage.h"
#include "tests/widgets/gallery/hardwarepage.h"
#include "tests/widgets/gallery/shellpage.h"
#include "widgets/theme/text.h"

#include <QDir>
#include <QProcess>
#include <QSet>
#include <QTest>
#include <cmath>

using namespace headroom::widgets;
using namespace headroom::test::gallery;
using namespace Qt::StringLiterals;

class TestGallery : public QObject {
    Q_OBJECT

    static bool twice() { return qEnvironmentVariableIsSet("HEADROOM_GALLERY_TWICE"); }

    static QImage drawn(const QString& name, QWidget* (*make)())
    {
        std::unique_ptr<QWidget> widget(make());
        widget->show();
        QTest::qWait(150);
        const QImage image = widget->grab().toImage();
        const QDir folder(QCoreApplication::applicationDirPath() + u"/../gallery"_s);
        folder.mkpath(u"."_s);
        image.save(folder.filePath(u"%1-%2-%3x.png"_s.arg(name, Theme::current().isDark() ? u"dark"_s : u"light"_s)
                                       .arg(image.devicePixelRatio())));
        return image;
    }

    static int colours(const QImage& image)
    {
        QSet<QRgb> seen;
        for (int y = 0; y < image.height(); y += 2) {
            for (int x = 0; x < image.width(); x += 2)
                seen.insert(image.pixel(x, y));
        }
        return static_cast<int>(seen.size());
    }

private slots:
    void initTestCase() { Theme::current().apply(); }

    void pages_data()
    {
        QTest::addColumn<void*>("make");
        QTest::newRow("shell") << reinterpret_cast<void*>(&shellPage);
        QTest::newRow("charts") << reinterpret_cast<void*>(&chartPage);
        QTest::newRow("hardware") << reinterpret_cast<void*>(&hardwarePage);
    }

    void pages()
    {
        QFETCH(void*, make);
        const auto build = reinterpret_cast<QWidget* (*)()>(make);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        Theme::current().setChoice(Theme::Choice::Light);
        const QImage light = drawn(name, build);
        Theme::current().setChoice(Theme::Choice::Dark);
        const QImage dark = drawn(name, build);
        QVERIFY(colours(light) > 100);
        QVERIFY(colours(dark) > 100);
        QVERIFY(qGray(light.pixel(2, light.height() - 3)) > 200);
        QVERIFY(qGray(dark.pixel(2, dark.height() - 3)) < 60);
        QCOMPARE(light.devicePixelRatio(), twice() ? 2.0 : 1.0);
    }

    void everythingFocusableHasAName_data() { pages_data(); }

    void everythingFocusableHasAName()
    {
        QFETCH(void*, make);
        std::unique_ptr<QWidget> widget(reinterpret_cast<QWidget* (*)()>(make)());
        widget->show();
        for (const QWidget* child : widget->findChildren<QWidget*>()) {
            if (child->focusPolicy() == Qt::NoFocus || child->objectName() == u"qt_scrollarea_viewport"_s
                || !child->isVisible())
                continue;
            const auto* button = qobject_cast<const QAbstractButton*>(child);
            const bool named = !child->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty())
                || qobject_cast<const QLabel*>(child) != nullptr || child->focusProxy() != nullptr
                || (child->parentWidget() != nullptr && !child->parentWidget()->accessibleName().isEmpty());
            QVERIFY2(named, child->metaObject()->className());
        }
    }

    void atTwiceTheScale()
    {
        if (twice())
            return;
        QProcess again;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_SCALE_FACTOR"_s, u"2"_s);
        environment.insert(u"HEADROOM_GALLERY_TWICE"_s, u"1"_s);
        again.setProcessEnvironment(environment);
        again.setProcessChannelMode(QProcess::MergedChannels);
        again.start(QCoreApplication::applicationFilePath(), {u"gallery"_s});
        QVERIFY(again.waitForFinished(60000));
        QVERIFY2(again.exitCode() == 0, again.readAll().constData());
    }
};

HEADROOM_TEST(TestGallery)
#include "tst_gallery.moc"
