#include "client/report/text.hpp"

#include <unicode/translit.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <array>
#include <cstdint>
#include <memory>
#include <utility>

namespace xm::client::report {
namespace {

// Length of the sequence at the start of a text; 0 where it is none. The table of the Unicode Standard (version 15, table 3-7).
std::size_t sequence(std::string_view s) {
    const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
    const auto between = [&](std::size_t i, unsigned low, unsigned high) { return byte(i) >= low && byte(i) <= high; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return between(1, 0x80, 0xBF) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF)
        return between(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && between(2, 0x80, 0xBF) ? 3 : 0;
    if (first >= 0xF0 && first <= 0xF4)
        return between(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) && between(2, 0x80, 0xBF) &&
                       between(3, 0x80, 0xBF)
                   ? 4
                   : 0;
    return 0;
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

using entry = std::pair<std::string_view, words>;
constexpr std::array<entry, 10> all_words{{
    {"en",
     {"to", "interval", "No rows.", "All % rows", "The first % of % rows", "Contents", "Notes", "Back", "All figures as of %",
      "yes", "no", "Table", "Picture"}},
    {"de",
     {"bis", "Intervall", "Keine Zeilen.", "Alle % Zeilen", "Die ersten % von % Zeilen", "Inhalt", "Anmerkungen", "Zurück",
      "Alle Zahlen: Stand %", "ja", "nein", "Tabelle", "Bild"}},
    {"fr",
     {"à", "intervalle", "Aucune ligne.", "Les % lignes", "Les % premières lignes sur %", "Sommaire", "Notes", "Retour",
      "Tous les chiffres : état au %", "oui", "non", "Tableau", "Image"}},
    {"es",
     {"a", "intervalo", "Ninguna fila.", "Las % filas", "Las primeras % de % filas", "Contenido", "Notas", "Volver",
      "Todas las cifras: a fecha de %", "sí", "no", "Tabla", "Imagen"}},
    {"it",
     {"a", "intervallo", "Nessuna riga.", "Tutte le % righe", "Le prime % righe di %", "Indice", "Note", "Indietro",
      "Tutti i dati al %", "sì", "no", "Tabella", "Immagine"}},
    {"nl",
     {"tot", "interval", "Geen rijen.", "Alle % rijen", "De eerste % van % rijen", "Inhoud", "Noten", "Terug",
      "Alle cijfers per %", "ja", "nee", "Tabel", "Afbeelding"}},
    {"pt",
     {"a", "intervalo", "Nenhuma linha.", "Todas as % linhas", "As primeiras % de % linhas", "Conteúdo", "Notas", "Voltar",
      "Todos os números: situação em %", "sim", "não", "Tabela", "Imagem"}},
    {"pl",
     {"do", "przedział", "Brak wierszy.", "Wszystkie wiersze (%)", "Pierwsze % z % wierszy", "Spis treści", "Uwagi", "Wróć",
      "Wszystkie dane: stan na %", "tak", "nie", "Tabela", "Obraz"}},
    {"ar",
     {"إلى", "المجال", "لا توجد صفوف.", "كل الصفوف (%)", "أول % من % صفًا", "المحتويات", "ملاحظات", "رجوع", "كل الأرقام حتى %",
      "نعم", "لا", "جدول", "صورة"}},
    {"he",
     {"עד", "טווח", "אין שורות.", "כל השורות (%)", "% השורות הראשונות מתוך %", "תוכן", "הערות", "חזרה", "כל הנתונים נכון ל־%",
      "כן", "לא", "טבלה", "תמונה"}},
}};

}  // namespace

std::size_t first_not_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t n = sequence(text.substr(i));
        if (n == 0) return i;
        i += n;
    }
    return std::string_view::npos;
}

std::size_t characters(std::string_view text) {
    std::size_t n = 0;
    for (const char c : text) n += continues(c) ? 0 : 1;
    return n;
}

std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t i = 0;
    for (; i < text.size(); ++i)
        if (!continues(text[i]) && count-- == 0) break;
    return text.substr(0, i);
}

void append_utf8(std::string& to, char32_t c) {
    const auto byte = [&](unsigned long b) { to += static_cast<char>(b); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0U | (c >> 6U));
        byte(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        byte(0xE0U | (c >> 12U));
        byte(0x80U | ((c >> 6U) & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    } else {
        byte(0xF0U | (c >> 18U));
        byte(0x80U | ((c >> 12U) & 0x3FU));
        byte(0x80U | ((c >> 6U) & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    }
}

bool right_to_left(const std::string& language) { return uloc_isRightToLeft(language.c_str()) != 0; }

std::string slug_of(std::string_view text) {
    // Rules take milliseconds to read.
    static const std::unique_ptr<icu::Transliterator> latin = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(
            icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    }();
    constexpr std::size_t longest = 60;
    text = first_characters(text, longest);
    icu::UnicodeString u = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    if (latin != nullptr) latin->transliterate(u);
    std::string slug;
    for (std::int32_t i = 0; i < u.length() && slug.size() < longest; ++i) {
        const char16_t c = u.charAt(i);
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            slug += static_cast<char>(c);
        else if (!slug.empty() && slug.back() != '-')
            slug += '-';
    }
    while (!slug.empty() && slug.back() == '-') slug.pop_back();
    return slug;
}

const words& words_of(const std::string& language) {
    for (const entry& e : all_words)
        if (language.compare(0, 2, e.first) == 0 && (language.size() == 2 || language[2] == '-')) return e.second;
    return all_words[0].second;
}

std::string filled_in(std::string_view text, const std::string& first, const std::string& second) {
    std::string out;
    bool before = true;
    for (const char c : text)
        if (c != '%') {
            out += c;
        } else {
            out += before ? first : second;
            before = false;
        }
    return out;
}

}  // namespace xm::client::report
