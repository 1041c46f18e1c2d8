// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the page of the shell: rail, verdict, table, inputs, Inspector, tray; and the empty page that all begin with.
#pragma once

#include "widgets/input/captionedcombo.h"
#include "widgets/input/filepicker.h"
#include "widgets/input/labeledslider.h"
#include "widgets/input/segmented.h"
#include "widgets/shell/emptystate.h"
#include "widgets/shell/inspectorpanel.h"
#include "widgets/shell/jobtray.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/section.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/roles.h"
#include "widgets/table/tableview.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/text.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QStandardItemModel>
#include <cmath>

namespace headroom::test::gallery {

using namespace headroom::widgets;
using namespace Qt::StringLiterals;

inline QWidget* page(int width, int height)
{
    auto* widget = new QWidget;
    widget->setProperty("surface", u"panel"_s);
    widget->setAttribute(Qt::WA_StyledBackground);
    widget->resize(width, height);
    return widget;
}

inline QStandardItemModel* scoreboard(QObject* parent)
{
    struct Row {
        const char16_t* name;
        double bits, size, kld, half, top1;
        Glyph gate;
    };
    static const Row rows[] = {{u"F16", 16, 14.96, 0, 0, 100, Glyph::None},
                               {u"Q8_0", 8.5, 7.95, 0.0014, 0.0003, 98.6, Glyph::Pass},
                               {u"Q6_K", 6.56, 6.14, 0.0041, 0.0009, 97.1, Glyph::Pass},
                               {u"Q5_K_M", 5.7, 5.34, 0.0108, 0.0021, 95.8, Glyph::Pass},
                               {u"Q4_K_M", 4.89, 4.58, 0.0313, 0.0058, 92.4, Glyph::Tight},
                               {u"Q3_K_M", 4.0, 3.74, 0.1020, 0.019, 86.5, Glyph::Fail},
                               {u"Q2_K", 3.16, 2.96, 0.4450, 0.077, 71.9, Glyph::Inconclusive}};
    auto* model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels(
        {u"Preset"_s, u"Size, GiB"_s, u"Mean KLD, nat"_s, u"Top-1, %"_s, u"State"_s, u"Gate"_s});
    for (const Row& row : rows) {
        QList<QStandardItem*> items;
        for (int i = 0; i < 6; ++i)
            items << new QStandardItem;
        items[0]->setText(QString::fromUtf16(row.name));
        items[0]->setData(row.bits, MarkerRole);
        items[0]->setData(row.bits == 4.89, EmphasisRole);
        items[0]->setCheckable(true);
        items[0]->setCheckState(row.bits > 4 ? Qt::Checked : Qt::Unchecked);
        items[1]->setText(QString::number(row.size, 'f', 2));
        items[2]->setText(QString::number(row.kld, 'f', 4));
        items[2]->setData(u"± %1"_s.arg(row.half, 0, 'f', 4), MutedRole);
        if (row.gate == Glyph::Fail)
            items[2]->setData(static_cast<int>(Glyph::Fail), GlyphRole);
        items[3]->setText(QString::number(row.top1, 'f', 1));
        items[4]->setText(row.bits == 4.89 ? u"54 %"_s : u"queued"_s);
        items[4]->setData(static_cast<int>(row.bits == 4.89 ? Role::Accent : Role::Muted), ToneRole);
        if (row.bits == 4.89)
            items[4]->setData(0.54, ProgressRole);
        items[5]->setText(row.gate == Glyph::None ? u"baseline"_s : u"verdict"_s);
        items[5]->setData(static_cast<int>(row.gate), GlyphRole);
        for (int i = 1; i < 4; ++i)
            items[i]->setData(QVariant(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
        model->appendRow(items);
    }
    return model;
}

inline QWidget* shellPage()
{
    QWidget* widget = page(1280, 720);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* rail = new Rail;
    for (const auto& [id, title] : {std::pair{u"hardware"_s, u"Hardware"_s}, std::pair{u"capacity"_s, u"Capacity"_s},
                                    std::pair{u"quantize"_s, u"Quantize"_s}, std::pair{u"evaluate"_s, u"Evaluate"_s},
                                    std::pair{u"artifacts"_s, u"Artifacts"_s}, std::pair{u"serve"_s, u"Serve"_s},
                                    std::pair{u"report"_s, u"Report"_s}})
        rail->addPane(id, title, id);
    rail->setCurrentPane(u"evaluate"_s);
    row->addWidget(rail);
    row->addWidget(new Hairline(Qt::Vertical));
    auto* centre = new QVBoxLayout;
    centre->setContentsMargins(16, 14, 16, 0);
    auto* header = new VerdictHeader;
    header->setVerdict(Glyph::Pass, {},
                       u"Q4_K_M is the smallest preset within budget; Q3_K_M fails four of five gates"_s);
    header->setNumbers({{u"4.58"_s, u"GiB"_s, u"smallest passing preset, 69 % below F16"_s},
                        {u"0.031"_s, u"± 0.006 nat"_s, u"mean KLD of Q4_K_M, gate 0.050"_s},
                        {u"92.4"_s, u"%"_s, u"top-1 agreement with F16, gate 90 %"_s}});
    centre->addWidget(header);
    centre->addWidget(new Section(u"Scoreboard"_s, u"Llama-3.1-8B-Instruct against F16, 98 304 tokens"_s));
    auto* table = new TableView;
    table->setModel(scoreboard(table));
    table->setFitRows(true);
    table->horizontalHeader()->setStretchLastSection(true);
    table->selectRow(4);
    centre->addWidget(table);
    auto* lower = new QHBoxLayout;
    lower->setSpacing(24);
    auto* inputs = new QVBoxLayout;
    auto* model = new CaptionedCombo(u"Preset"_s);
    model->setItems({{u"Q4_K_M"_s, u"39.60 GiB, 4.83 bits per weight"_s, {}, 4.83}, {u"Q8_0"_s, u"79 GiB"_s, {}, 8.5}});
    inputs->addWidget(model);
    auto* context = new LabeledSlider(u"Context per request"_s);
    context->setFormatter([](double v) { return v >= 1024 ? u"%1k"_s.arg(v / 1024) : QString::number(v); });
    context->setRange(1024, 131072, LabeledSlider::Scale::Log2);
    context->setValue(8192);
    inputs->addWidget(context);
    auto* kv = new Segmented(u"KV cache type"_s);
    kv->setOptions({{u"f16"_s, u"f16"_s}, {u"q8_0"_s, u"q8_0"_s}, {u"q4_0"_s, u"q4_0"_s}});
    kv->setCurrent(u"q8_0"_s);
    inputs->addWidget(kv);
    auto* picker = new FilePicker(u"Model file"_s);
    picker->setPlaceholder(u"GGUF, safetensors or a folder"_s);
    inputs->addWidget(picker);
    auto* buttons = new QHBoxLayout;
    auto* primary = new QPushButton(u"Quantize"_s);
    primary->setProperty("primary", true);
    auto* off = new QPushButton(u"Search"_s);
    off->setEnabled(false);
    buttons->addWidget(primary);
    buttons->addWidget(new QPushButton(u"Add preset"_s));
    buttons->addWidget(off);
    inputs->addLayout(buttons);
    inputs->addStretch();
    lower->addLayout(inputs, 1);
    auto* empty = new EmptyState;
    empty->setContent(u"folder"_s, u"No projects yet"_s,
                      u"A project is one file with your rigs, plans, runs and reports."_s, u"New project"_s);
    auto* card = new Card;
    card->setSurface(Role::Window);
    card->body()->addWidget(empty);
    lower->addWidget(card, 1);
    auto* glyphs = new QVBoxLayout;
    for (const Glyph glyph :
         {Glyph::Pass, Glyph::Tight, Glyph::Fail, Glyph::Inconclusive, Glyph::Invalid, Glyph::Stale})
        glyphs->addWidget(new GlyphLabel(glyph));
    glyphs->addWidget(new QCheckBox(u"Check box"_s));
    auto* checked = new QCheckBox(u"Checked"_s);
    checked->setChecked(true);
    glyphs->addWidget(checked);
    auto* icons = new QGridLayout;
    int at = 0;
    for (const QString& name : iconNames()) {
        auto* label = new QLabel;
        label->setPixmap(iconPixmap(name, 16, Theme::current().color(Role::Text), label->devicePixelRatioF()));
        icons->addWidget(label, at / 9, at % 9);
        ++at;
    }
    glyphs->addLayout(icons);
    glyphs->addStretch();
    lower->addLayout(glyphs);
    centre->addLayout(lower);
    auto* tray = new JobTray;
    tray->setJob({u"Q4_K_M"_s, u"blk.17.ffn_gate"_s, 157, 291, 0.54, u"38 MB/s"_s, u"3–4 min left"_s, false, false,
                  u"then Q3_K_M"_s},
                 3);
    centre->addWidget(tray);
    row->addLayout(centre, 1);
    row->addWidget(new Hairline(Qt::Vertical));
    auto* inspector = new InspectorPanel;
    inspector->setFixedWidth(224);
    inspector->setContent({u"Power supply · PSU 0"_s,
                           u"Sustained load"_s,
                           false,
                           u"90 %"_s,
                           Glyph::Tight,
                           {},
                           u"900 of 1000 W"_s,
                           u"(Σ GPU + CPU + rest) ÷ rated\n= (2 × 350 + 120 + 80) ÷ 1000"_s,
                           {{u"Inputs"_s,
                             {{u"GPU limit"_s, u"350 W"_s, u"quoted"_s},
                              {u"Board and fans"_s, u"80 W"_s, u"estimate"_s},
                              {u"Checksum"_s, u"9f3c…e17a"_s, {}, Glyph::None, true}}},
                            {u"Checks"_s,
                             {{u"In 50–70 % band"_s, {}, {}, Glyph::Tight},
                              {u"Spike under 100 %"_s, {}, {}, Glyph::Fail},
                              {u"Both at once"_s, {}, {}, Glyph::Inconclusive}}}},
                           u"Computed just now from the rig; vendor board power and supply data sheet."_s});
    inspector->addAction(u"Show formula"_s, {});
    row->addWidget(inspector);
    return widget;
}

} // namespace headroom::test::gallery
