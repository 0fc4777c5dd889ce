// Persons of a workspace and their keys. All within SPI, as the owner of the workspace.
#pragma once

#include "pg/survey/workspace.hpp"

namespace xm::pg::survey {

// Hex SHA-256 of the workspace's secret, what it is and the value.
const char* keyed_hash(const workspace& w, const char* what, const char* value);
bool is_forgotten(const workspace& w, const char* what, const char* value);

// person_id of who has this (normalised) key, as text; null if nobody has.
const char* person_by_key(const workspace& w, const char* side, const char* kind, const char* value);
// Makes one; if another session does so at the same time, that one's.
const char* new_person(const workspace& w, const char* side, const char* kind, const char* value);

// Keys of one person, as plain data.
struct plain_key {
    const char *kind, *value;
};
// The first person by setting key_order whom one of the keys names, as text; null if none does. Keys that nobody has become keys
// of that person, or of `made` where none was found, unless they were forgotten; other persons that the keys name are listed in
// key_conflict.
// `may_add`: else nobody gets a key.
const char* person_by_keys(const workspace& w, const char* side, const plain_key* keys, int size, bool may_add,
                           const char* made = nullptr);
// SQL for the place of a kind of keys (an expression) in setting key_order, else in the list `usual`, a literal of JSON; NULL
// for kinds that are not listed.
const char* place_in_key_order(const workspace& w, const char* kind, const char* usual);

// Whether any person counts as another one; until then each is its own root.
bool has_merged(const workspace& w);
// SQL for the root of a person, an expression of person_id; `merged` as has_merged says.
const char* root_of(const workspace& w, bool merged, const char* person);
// SQL for a relation of the rows of a table that are of persons with this root.
const char* rows_of_root(const workspace& w, bool merged, const char* table, const char* root);

// The side that an argument names; raises 22023 where it is none.
const char* side_of(Datum side);

// The kind of a grant; raises 22023 where it is none.
const char* kind_of_grant(Datum kind);
// Whether a role was granted this kind for the survey, or is its custodian, or may do what the owner may.
bool was_granted(const workspace& w, const char* survey, Oid role, const char* kind);
// The same for any of the surveys.
bool was_granted_any(const workspace& w, Oid role, const char* kind);
// Raises 42501 for whoever is neither custodian nor may do what the owner may.
void require_any_custodian(const workspace& w, Oid user);

// As what a token of an invitation is stored: expressions of SQL, of a text.
const char* token_hash(const char* token);

}  // namespace xm::pg::survey
