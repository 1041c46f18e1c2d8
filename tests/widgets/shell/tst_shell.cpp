// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test.h"
#include "widgets/input/captionedcombo.h"
#include "widgets/input/droptarget.h"
#include "widgets/input/filepicker.h"
#include "widgets/input/labeledslider.h"
#include "widgets/input/segmented.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/inspectorpanel.h"
#include "widgets/shell/jobtray.h"
#include "widgets/shell/propertytable.h"
#include "widgets/shell/rail.h"
#include "widgets/table/roles.h"
#include "widgets/table/sortproxy.h"
#include "widgets/table/tableview.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/text.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace headroom::widgets;
using namespace Qt::StringLiterals;

class TestShell : public QObject {
    Q_OBJECT

    static void fill(QStandardItemModel& model)
    {
        model.setHorizontalHeaderLabels({u"Name"_s, u"Size, GiB"_s});
        auto* name = new QStandardItem(u"a, \"b\"\nc"_s);
        auto* size = new QStandardItem(u"4,58"_s);
        size->setData(u"4.58"_s, ExportRole);
        size->setData(4.58, SortRole);
        model.appendRow({name, size});
        auto* half = new QStandardItem(u"10"_s);
        half->setData(u"± 2"_s, MutedRole);
        half->setData(10.0, SortRole);
        model.appendRow({new QStandardItem(u"p|q"_s), half});
        auto* none = new QStandardItem(u"–"_s);
        none->setData(std::nan(""), SortRole);
        model.appendRow({new QStandardItem(u"none"_s), none});
    }

private slots:
    void initTestCase() { Theme::current().apply(); }

    /// A value that does not fit beside its name goes below it.
    void longPropertiesTakeTwoLines()
    {
        PropertyTable table;
        table.setRows({{u"Bandwidth"_s, u"936 GB/s"_s, u"quoted"_s}});
        const int line = table.heightForWidth(220);
        table.setRows({{u"Compute buffers"_s, u"336.00 MiB"_s, u"computed"_s}});
        QCOMPARE(table.heightForWidth(600), line);
        QVERIFY(table.heightForWidth(180) > line);
    }

    void contrast_data()
    {
        QTest::addColumn<int>("choice");
        QTest::newRow("light") << static_cast<int>(Theme::Choice::Light);
        QTest::newRow("dark") << static_cast<int>(Theme::Choice::Dark);
    }

    /// Every role that text is set in, on every surface text stands on.
    void contrast()
    {
        QFETCH(int, choice);
        Theme& theme = Theme::current();
        theme.setChoice(static_cast<Theme::Choice>(choice));
        for (const Role ink :
             {Role::Text, Role::Muted, Role::Accent, Role::Good, Role::Caution, Role::Bad, Role::Unknown}) {
            for (const Role surface : {Role::Window, Role::Panel, Role::Raised, Role::SelectedRow}) {
                const double ratio = contrastRatio(theme.color(ink), theme.color(surface));
                const bool tinted = surface == Role::SelectedRow && ink != Role::Text && ink != Role::Muted;
                QVERIFY2(
                    ratio >= (tinted ? 4.0 : 4.5),
                    qPrintable(
                        u"role %1 on %2: %3"_s.arg(static_cast<int>(ink)).arg(static_cast<int>(surface)).arg(ratio)));
            }
        }
        QVERIFY(contrastRatio(theme.color(Role::OnAccent), theme.color(Role::Accent)) >= 4.5);
        for (double bits = 2; bits < 17; bits += 0.1) {
            QVERIFY(contrastRatio(theme.candidateColor(bits), theme.color(Role::Panel)) >= 3);
            QVERIFY(contrastRatio(theme.readable(theme.candidateColor(bits)), theme.color(Role::Panel)) >= 4.5);
        }
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
    }

    void themeSwitchRepaints()
    {
        Theme& theme = Theme::current();
        theme.setChoice(Theme::Choice::Light);
        GlyphLabel label(Glyph::Fail);
        label.resize(label.sizeHint());
        const QImage light = label.grab().toImage();
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setChoice(Theme::Choice::Dark);
        QCOMPARE(changed.count(), 1);
        QVERIFY(light != label.grab().toImage());
        QCOMPARE(qApp->palette().color(QPalette::Window), theme.color(Role::Window));
        const QPixmap inDark = icon(u"search"_s).pixmap(16);
        theme.setChoice(Theme::Choice::Light);
        QVERIFY(inDark.toImage() != icon(u"search"_s).pixmap(16).toImage());
    }

    void scalesRunFromDarkToLight()
    {
        const Theme& theme = Theme::current();
        double before = -1;
        for (double at = 0; at <= 1; at += 0.125) {
            const double now = contrastRatio(theme.scaleColor(at), Qt::black);
            QVERIFY(now > before);
            before = now;
        }
        QCOMPARE(theme.scaleColor(std::nan("")), theme.scaleColor(0));
        QVERIFY(theme.batlow(0) != theme.batlow(1));
    }

    void everyIconDraws()
    {
        QVERIFY(iconNames().size() > 20);
        for (const QString& name : iconNames()) {
            const QImage image = iconPixmap(name, 16, Qt::black, 2).toImage();
            QCOMPARE(image.size(), QSize(32, 32));
            int inked = 0;
            for (int y = 0; y < 32; ++y) {
                for (int x = 0; x < 32; ++x)
                    inked += image.pixelColor(x, y).alpha() > 128;
            }
            QVERIFY2(inked > 20, qPrintable(name));
        }
    }

    void digitsHaveOneWidth()
    {
        const QFont font = Theme::current().font(TextSize::Body);
        QCOMPARE(tabularWidth(font, u"111.11"_s), tabularWidth(font, u"098.76"_s));
    }

    void sliderStepsByDoublings()
    {
        LabeledSlider slider(u"Context"_s);
        slider.setRange(1024, 131072, LabeledSlider::Scale::Log2);
        slider.setValue(8192);
        QCOMPARE(slider.slider()->value(), 3);
        QSignalSpy moved(&slider, &LabeledSlider::valueChanged);
        QTest::keyClick(slider.slider(), Qt::Key_Right);
        QCOMPARE(slider.value(), 16384.0);
        QTest::keyClick(slider.slider(), Qt::Key_Left);
        QTest::keyClick(slider.slider(), Qt::Key_Left);
        QCOMPARE(slider.value(), 4096.0);
        QCOMPARE(moved.count(), 3);
        slider.setValue(5000); // between steps: kept
        QCOMPARE(slider.value(), 5000.0);
        slider.setValue(1e9);
        QCOMPARE(slider.value(), 131072.0);
        slider.setValue(std::nan(""));
        QCOMPARE(slider.value(), 131072.0);
        slider.setRange(2, 10, LabeledSlider::Scale::Linear, 2);
        QCOMPARE(slider.value(), 10.0);
    }

    void sliderTakesTypedValues()
    {
        LabeledSlider slider(u"Context"_s);
        slider.setRange(1024, 131072, LabeledSlider::Scale::Log2);
        slider.show();
        QSignalSpy committed(&slider, &LabeledSlider::valueCommitted);
        QTest::keyClick(slider.slider(), Qt::Key_F2);
        auto* edit = slider.findChild<QLineEdit*>();
        QVERIFY(edit != nullptr);
        edit->setText(u"6k"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(slider.value(), 6144.0);
        QCOMPARE(committed.count(), 1);
    }

    void quantities_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::newRow("plain") << u"1.5"_s << 1.5;
        QTest::newRow("k") << u"8k"_s << 8192.0;
        QTest::newRow("Mi") << u" 2 Mi "_s << 2097152.0;
        QTest::newRow("word") << u"much"_s << std::nan("");
        QTest::newRow("empty") << QString() << std::nan("");
        QTest::newRow("infinite") << u"1e999"_s << std::nan("");
    }

    void quantities()
    {
        QFETCH(QString, text);
        QFETCH(double, value);
        const double got = parseQuantity(text);
        QVERIFY(std::isnan(value) ? std::isnan(got) : got == value);
    }

    void segmentedMovesByKey()
    {
        Segmented row(u"KV cache type"_s);
        row.setOptions({{u"f16"_s, u"f16"_s}, {u"q8"_s, u"q8_0"_s}, {u"q4"_s, u"q4_0"_s}});
        QCOMPARE(row.current(), u"f16"_s);
        QSignalSpy changed(&row, &Segmented::currentChanged);
        QTest::keyClick(row.button(u"f16"_s), Qt::Key_Right);
        QCOMPARE(row.current(), u"q8"_s);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().first().toString(), u"q8"_s);
        row.setOptions({{u"q8"_s, u"q8"_s}, {u"x"_s, u"x"_s}}); // keeps what is still there
        QCOMPARE(row.current(), u"q8"_s);
    }

    void comboKeepsItsChoice()
    {
        CaptionedCombo combo(u"Preset"_s);
        combo.setItems({{u"A"_s, {}, 1}, {u"B"_s, u"4 GiB"_s, 2, 4.9}});
        combo.setCurrentData(2);
        QSignalSpy changed(&combo, &CaptionedCombo::currentChanged);
        combo.setItems({{u"C"_s, {}, 3}, {u"A"_s, {}, 1}, {u"B"_s, {}, 2}});
        QCOMPARE(combo.currentData().toInt(), 2);
        QCOMPARE(changed.count(), 0);
        combo.setItems({});
        QVERIFY(!combo.currentData().isValid());
    }

    void filePickerUsesItsDialog()
    {
        FilePicker picker(u"Model"_s);
        QString start = u"unset"_s;
        picker.setDialog([&start](const QString& from) {
            start = from;
            return u"/models//a.gguf"_s;
        });
        QSignalSpy changed(&picker, &FilePicker::pathChanged);
        picker.button()->click();
        QCOMPARE(picker.path(), u"/models/a.gguf"_s);
        QCOMPARE(changed.count(), 1);
        picker.button()->click();
        QCOMPARE(start, u"/models/a.gguf"_s);
        QCOMPARE(changed.count(), 1);
    }

    void dropTargetAsksFirst()
    {
        QWidget window;
        window.resize(200, 100);
        window.show();
        DropTarget target(&window, [](const QList<QUrl>& urls) {
            return DropAnswer{urls.first().fileName().endsWith(u".gguf"_s), u"answer"_s};
        });
        QSignalSpy dropped(&target, &DropTarget::dropped);
        for (const auto& [file, count] : {std::pair{u"/a.txt"_s, 0}, std::pair{u"/a.gguf"_s, 1}}) {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(file)});
            QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&window, &enter);
            QCOMPARE(window.findChildren<QWidget*>().size(), 1); // the overlay with the answer
            QCOMPARE(window.findChildren<QWidget*>().first()->accessibleName(), u"answer"_s);
            QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&window, &drop);
            QCOMPARE(dropped.count(), count);
            QVERIFY(window.findChildren<QWidget*>().isEmpty());
        }
    }

    void fuzzy_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("word starts") << u"oq"_s << u"Open the queue"_s << u"Look for a queue"_s;
        QTest::newRow("run") << u"quant"_s << u"Quantize"_s << u"Quit and never trust"_s;
        QTest::newRow("none") << u"xyz"_s << u"a fox says yaz"_s << u"Quantize"_s;
    }

    void fuzzy()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(fuzzyScore(pattern, better) > fuzzyScore(pattern, worse));
        QCOMPARE(fuzzyScore(u"abc"_s, u"acb"_s), -1);
    }

    void paletteRunsTheChosen()
    {
        CommandPalette palette;
        int opened = 0;
        palette.setCommands({{u"quit"_s, u"Quit"_s, u"Ctrl+Q"_s, {}, {}},
                             {u"open"_s, u"Open model"_s, u"Ctrl+O"_s, [&opened] { ++opened; }, {}},
                             {u"quantize"_s, u"Quantize"_s, {}, {}, u"Run"_s}});
        palette.popUp();
        QCOMPARE(palette.shownIds().size(), 3);
        QTest::keyClicks(palette.field(), u"qu"_s);
        QCOMPARE(palette.shownIds().size(), 2);
        QTest::keyClick(palette.field(), Qt::Key_Backspace);
        QTest::keyClick(palette.field(), Qt::Key_Backspace);
        QTest::keyClicks(palette.field(), u"om"_s);
        QCOMPARE(palette.shownIds(), QStringList{u"open"_s});
        QSignalSpy ran(&palette, &CommandPalette::commandRun);
        QTest::keyClick(palette.field(), Qt::Key_Return);
        QCOMPARE(opened, 1);
        QCOMPARE(ran.count(), 1);
        QVERIFY(!palette.isVisible());
    }

    void inspectorCopiesEverything()
    {
        InspectorPanel panel;
        panel.setContent({u"Plan A"_s,
                          u"Memory"_s,
                          false,
                          u"23.66 GiB"_s,
                          Glyph::Tight,
                          {},
                          {},
                          u"a × b"_s,
                          {{u"Inputs"_s, {{u"Weights"_s, u"20.00"_s, u"computed"_s}}}},
                          u"measured"_s});
        const QString text = panel.plainText();
        for (const QString& part :
             {u"Plan A"_s, u"23.66 GiB tight"_s, u"a × b"_s, u"Weights: 20.00 (computed)"_s, u"measured"_s})
            QVERIFY2(text.contains(part), qPrintable(text));
        panel.clear();
        QVERIFY(panel.plainText().isEmpty());
    }

    void trayPausesAndResumes()
    {
        JobTray tray;
        QSignalSpy pause(&tray, &JobTray::pauseRequested);
        QSignalSpy resume(&tray, &JobTray::resumeRequested);
        JobStatus job{u"Q4"_s, u"blk.0"_s, 1, 10, 0.1, {}, {}, false, false, {}};
        tray.setJob(job);
        tray.show();
        const auto click = [&tray](const QString& text) {
            for (QPushButton* button : tray.findChildren<QPushButton*>()) {
                if (button->text() == text)
                    button->click();
            }
        };
        click(u"Pause"_s);
        QCOMPARE(pause.count(), 1);
        job.paused = true;
        tray.setJob(job);
        click(u"Resume"_s);
        QCOMPARE(resume.count(), 1);
    }

    void railSelectsById()
    {
        Rail rail;
        rail.addPane(u"a"_s, u"A"_s, u"hardware"_s);
        rail.addPane(u"b"_s, u"B"_s, u"serve"_s);
        QSignalSpy selected(&rail, &Rail::paneSelected);
        rail.setCurrentPane(u"b"_s);
        QTest::keyClick(&rail, Qt::Key_Up);
        QCOMPARE(rail.currentPane(), u"a"_s);
        QCOMPARE(selected.count(), 2);
    }

    void tableCopies()
    {
        QStandardItemModel model;
        fill(model);
        TableView view;
        view.setModel(&model);
        QCOMPARE(view.asTsv(), u"Name\tSize, GiB\na, \"b\" c\t4.58\np|q\t10 ± 2\nnone\t–\n"_s);
        QCOMPARE(view.asCsv(), u"Name,\"Size, GiB\"\r\n\"a, \"\"b\"\"\nc\",4.58\r\np|q,10 ± 2\r\nnone,–\r\n"_s);
        QVERIFY(view.asMarkdown().contains(u"| p\\|q | 10 ± 2 |"_s));
        view.selectRow(1);
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Name\tSize, GiB\np|q\t10 ± 2\n"_s);
        view.hideColumn(0);
        view.horizontalHeader()->setVisible(true);
        QCOMPARE(view.asTsv(), u"Size, GiB\n10 ± 2\n"_s);
        QTemporaryDir folder;
        QVERIFY(view.exportCsv(folder.filePath(u"t.csv"_s)));
        QVERIFY(!view.exportCsv(folder.filePath(u"absent/t.csv"_s)));
    }

    void tableSortsNumbersMissingLast()
    {
        QStandardItemModel model;
        fill(model);
        SortProxy proxy;
        proxy.setSourceModel(&model);
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            proxy.sort(1, order);
            QCOMPARE(proxy.index(0, 1).data(SortRole).toDouble(), order == Qt::AscendingOrder ? 4.58 : 10.0);
            QVERIFY(std::isnan(proxy.index(2, 1).data(SortRole).toDouble()));
        }
        proxy.setFilterFixedString(u"P|Q"_s);
        QCOMPARE(proxy.rowCount(), 1);
    }
};

HEADROOM_TEST(TestShell)
#include "tst_shell.moc"
