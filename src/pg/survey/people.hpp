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

// The kind of a grant; raises 22023 where it is none.
const char* kind_of_grant(Datum kind);
// Whether a role was granted this kind for the survey, or is its custodian, or may do what the owner may.
bool was_granted(const workspace& w, const char* survey, Oid role, const char* kind);
// The same for any of the surveys.
bool was_granted_any(const workspace& w, Oid role, const char* kind);

// As what a token of an invitation is stored: expressions of SQL, of a text.
const char* token_hash(const char* token);

}  // namespace xm::pg::survey
