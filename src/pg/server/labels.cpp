#include "pg/server/labels.hpp"

namespace xm::pg {

text_list texts_of(Datum array) {
    Datum* values = nullptr;
    bool* nulls = nullptr;
    int size = 0;
    deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false, TYPALIGN_INT, &values, &nulls, &size);
    auto* const items = static_cast<std::string_view*>(palloc0(sizeof(std::string_view) * static_cast<std::size_t>(size + 1)));
    for (int i = 0; i < size; ++i) {
        if (nulls[i])
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("label %d is NULL", i + 1),
                            errhint("Labels are 1 to 63 bytes of UTF-8.")));
        items[i] = text_at(values[i]);
    }
    return {items, static_cast<std::size_t>(size)};
}

number_list numbers_of(Datum array) {
    ArrayType* const numbers = DatumGetArrayTypeP(array);
    if (ARR_HASNULL(numbers) && array_contains_nulls(numbers)) return {nullptr, 0, true};
    const int size = ArrayGetNItems(ARR_NDIM(numbers), ARR_DIMS(numbers));
    return {reinterpret_cast<const double*>(ARR_DATA_PTR(numbers)), static_cast<std::size_t>(size), false};
}

answer_list answers_of(Datum array, int highest) {
    ArrayType* const answers = DatumGetArrayTypeP(array);
    const int size = ArrayGetNItems(ARR_NDIM(answers), ARR_DIMS(answers));
    auto* const items = static_cast<std::int32_t*>(palloc0(sizeof(std::int32_t) * static_cast<std::size_t>(size + 1)));
    std::size_t zero_at = 0;
    const auto* value = reinterpret_cast<const std::int32_t*>(ARR_DATA_PTR(answers));
    const bits8* const nulls = ARR_NULLBITMAP(answers);
    for (int i = 0; i < size; ++i) {
        if (nulls != nullptr && (nulls[i / 8] & (1 << i % 8)) == 0) continue;
        items[i] = *value++;
        if (items[i] == 0 && zero_at == 0) zero_at = static_cast<std::size_t>(i) + 1;
        if (items[i] == 0 && highest > 0)
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                            errmsg("answer 0 to item %d is outside the allowed range 1..%d", i + 1, highest),
                            errhint("Turn codes for \"no answer\" into NULL.")));
    }
    return {items, static_cast<std::size_t>(size), zero_at};
}

state_list states_of(Datum array) {
    ArrayType* const states = DatumGetArrayTypeP(array);
    Datum* values = nullptr;
    bool* nulls = nullptr;
    int size = 0;
    deconstruct_array(states, ARR_ELEMTYPE(states), -1, false, TYPALIGN_DOUBLE, &values, &nulls, &size);
    auto* const items = static_cast<core::bytes*>(palloc0(sizeof(core::bytes) * static_cast<std::size_t>(size + 1)));
    std::size_t kept = 0;
    for (int i = 0; i < size; ++i)
        if (!nulls[i]) items[kept++] = body_of(values[i]);
    return {items, kept};
}

}  // namespace xm::pg
