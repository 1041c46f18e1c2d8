// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/languages.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <array>

static void makeTranslationsKnown()
{
    Q_INIT_RESOURCE(headroom_translations); // the library is static; the macro wants the global namespace
}

namespace headroom::app::languages {

namespace {

constexpr std::array kLanguages{
    LanguageRow{"en", "English"},
    LanguageRow{"de", "Deutsch"},
    LanguageRow{"zh_CN", "简体中文"},
};

/// The texts are collected under the bare class name; Qt asks with its namespaces.
class Translator : public QTranslator {
public:
    using QTranslator::QTranslator;
    QString translate(const char* context, const char* source, const char* comment, int n) const override
    {
        const QByteArray full(context);
        const QByteArray bare = full.mid(full.lastIndexOf(':') + 1);
        for (const QByteArray& known : {bare, full, QByteArray("widgets")})
            if (const QString text = QTranslator::translate(known, source, comment, n); !text.isEmpty())
                return text;
        return {};
    }
};

const LanguageRow* find(const QLocale& wanted)
{
    for (const LanguageRow& row : kLanguages)
        if (const QLocale known{QLatin1String(row.locale)}; known.language() == wanted.language())
            return &row;
    return nullptr;
}

void install(const QString& objectName, const QString& file, const QString& folder)
{
    auto* old = qApp->findChild<QTranslator*>(objectName, Qt::FindDirectChildrenOnly);
    auto* translator = new Translator(qApp);
    translator->setObjectName(objectName);
    if (translator->load(file, folder))
        QCoreApplication::installTranslator(translator);
    delete old; // also takes it out
}

} // namespace

std::span<const LanguageRow> table()
{
    return kLanguages;
}

void set(const QString& locale)
{
    makeTranslationsKnown();
    const QLocale wanted = locale.isEmpty() ? QLocale::system() : QLocale(locale);
    const LanguageRow* row = find(wanted);
    const QString name = row ? QLatin1String(row->locale) : QLatin1String("en");
    // Numbers first: everything is drawn again when the translator arrives.
    QLocale::setDefault(wanted.language() == QLocale(name).language() ? wanted : QLocale(name));
    for (QWidget* window : QApplication::topLevelWidgets()) // what edits numbers has its own
        window->setLocale(QLocale());
    install(QStringLiteral("qt-translator"), QStringLiteral("qtbase_") + name,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("app-translator"), QStringLiteral("headroom_") + name, QStringLiteral(":/i18n"));
    qApp->setProperty("headroomLanguage", name);
}

QString current()
{
    const QString name = qApp->property("headroomLanguage").toString();
    return name.isEmpty() ? QStringLiteral("en") : name;
}

} // namespace headroom::app::languages
