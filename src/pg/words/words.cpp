// xm.words: PostgreSQL's own parser and dictionaries, as to_tsvector uses them.
#include "pg/server/value.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

// Token types of the server's default parser; they have no names in its headers.
enum token : int {
    asciiword = 1,
    word = 2,
    numword = 3,
    numhword_part = 9,
    hword_part = 10,
    asciihword_part = 11,
    blank = 12,
    numhword = 15,
    asciihword = 16,
    hword = 17
};
constexpr Oid default_parser = 3722;

bool is_word(Oid parser, int type) {
    if (parser != default_parser) return type != 0;  // all that its configuration has dictionaries for
    return type == asciiword || type == word || type == numword || type == numhword || type == asciihword || type == hword;
}

// Whether what stands between two words ends a sentence or a line.
bool parts_words(std::string_view between) { return between.find_first_of(".!?\n\r") != std::string_view::npos; }

// Some locales take an ellipsis for a letter: here it is a full stop, in as many bytes.
const char* text_to_parse(const text* comment) {
    constexpr std::string_view ellipsis = "\xE2\x80\xA6";
    const std::string_view content(VARDATA_ANY(comment), VARSIZE_ANY_EXHDR(comment));
    std::size_t at = content.find(ellipsis);
    if (at == std::string_view::npos || GetDatabaseEncoding() != PG_UTF8) return content.data();
    char* const copy = static_cast<char*>(palloc(content.size()));
    std::memcpy(copy, content.data(), content.size());
    for (; at != std::string_view::npos; at = content.find(ellipsis, at + 3)) std::memcpy(copy + at, " . ", 3);
    return copy;
}

struct text_items {
    Datum* items;
    int size, room;

    void add(Datum text) {
        if (size == room) {
            room *= 2;
            items = static_cast<Datum*>(repalloc_huge(items, static_cast<std::size_t>(room) * sizeof(Datum)));
        }
        items[size++] = text;
    }
};

// The lexeme of a token by the first dictionary that knows it; null for a stop word and for what none knows.
const char* lexeme_of(const TSConfigCacheEntry* config, int type, const char* text, int length) {
    if (type >= config->lenmap) return nullptr;
    const ListDictionary& list = config->map[type];
    for (int i = 0; i < list.len; ++i) {
        const TSDictionaryCacheEntry* const dictionary = lookup_ts_dictionary_cache(list.dictIds[i]);
        DictSubState state{false, false, nullptr};
        const auto ask = [&] {
            return reinterpret_cast<TSLexeme*>(
                DatumGetPointer(FunctionCall4(const_cast<FmgrInfo*>(&dictionary->lexize), PointerGetDatum(dictionary->dictData),
                                              PointerGetDatum(text), Int32GetDatum(length), PointerGetDatum(&state))));
        };
        TSLexeme* found = ask();
        if (state.getnext) {  // a dictionary of phrases: there is no next word
            state.isend = true;
            if (TSLexeme* const alone = ask()) found = alone;
        }
        if (found == nullptr) continue;
        if (found->lexeme != nullptr && (found->flags & TSL_FILTER) != 0) {  // what the next ones see
            text = found->lexeme;
            length = static_cast<int>(std::strlen(text));
            continue;
        }
        return found->lexeme;
    }
    return nullptr;
}

}  // namespace

XM_FUNCTION(xm_words) {
    text* const comment = PG_GETARG_TEXT_PP(0);
    const Oid config_id = PG_GETARG_OID(1);
    const bool pairs = PG_GETARG_BOOL(2);
    if (!SearchSysCacheExists1(TSCONFIGOID, ObjectIdGetDatum(config_id)))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("there is no text search configuration with OID %u", config_id),
                 errhint("Give its name, such as 'simple' or 'english'; \\dF in psql lists them.")));
    const TSConfigCacheEntry* const config = lookup_ts_config_cache(config_id);
    const TSParserCacheEntry* const parser = lookup_ts_parser_cache(config->prsId);
    auto* const prstoken = const_cast<FmgrInfo*>(&parser->prstoken);
    const Oid parser_id = config->prsId;

    text_items found{static_cast<Datum*>(palloc(64 * sizeof(Datum))), 0, 64};
    const char* const content = text_to_parse(comment);
    void* const running = DatumGetPointer(FunctionCall2(const_cast<FmgrInfo*>(&parser->prsstart), PointerGetDatum(content),
                                                        Int32GetDatum(static_cast<int32>(VARSIZE_ANY_EXHDR(comment)))));
    const char* before = nullptr;  // the word that the next one may be a pair with
    for (;;) {
        XM_POLLED();
        CHECK_FOR_INTERRUPTS();
        char* at = nullptr;
        int length = 0;
        const int type =
            DatumGetInt32(FunctionCall3(prstoken, PointerGetDatum(running), PointerGetDatum(&at), PointerGetDatum(&length)));
        if (type <= 0) break;
        if (parser_id == default_parser) {
            if (type == blank) {
                if (pairs && parts_words({at, static_cast<std::size_t>(length)})) before = nullptr;
                continue;
            }
            if (type == numhword_part || type == hword_part || type == asciihword_part) continue;
        }
        const char* const lexeme = is_word(parser_id, type) ? lexeme_of(config, type, at, length) : nullptr;
        if (lexeme == nullptr) {
            before = nullptr;
            continue;
        }
        if (before != nullptr) found.add(CStringGetTextDatum(psprintf("%s %s", before, lexeme)));
        found.add(CStringGetTextDatum(lexeme));
        if (pairs) before = lexeme;
    }
    FunctionCall1(const_cast<FmgrInfo*>(&parser->prsend), PointerGetDatum(running));
    if (found.size == 0) PG_RETURN_ARRAYTYPE_P(construct_empty_array(TEXTOID));
    PG_RETURN_ARRAYTYPE_P(construct_array(found.items, found.size, TEXTOID, -1, false, TYPALIGN_INT));
}
