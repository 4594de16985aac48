/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading and writing of JSON in the sandbox.  Reading looks at each node's type before its value; amounts are read into
 * scaled integers at once, and written so that a client reads the decimals that were meant. */

/* NULL when the text is no JSON. */
JsonNode *tie_sandbox_json_parse (const char *text);
char *tie_sandbox_json_write_object (JsonObject *object);
void tie_sandbox_json_append_quoted (GString *out,
                                     const char *text);

JsonObject *tie_sandbox_json_copy (JsonObject *object);

/* All of these answer NULL (0, FALSE) when the member is absent or of another type. */
const char *tie_sandbox_json_get_text (JsonObject *object,
                                       const char *member);
gboolean tie_sandbox_json_get_boolean (JsonObject *object,
                                       const char *member);
JsonObject *tie_sandbox_json_get_object (JsonObject *object,
                                         const char *member);
JsonArray *tie_sandbox_json_get_array (JsonObject *object,
                                       const char *member);

/* The "value" of a reference, also where a client sent it as a number; (transfer full). */
char *tie_sandbox_json_dup_reference (JsonObject *object,
                                      const char *member);
gint64 tie_sandbox_json_get_reference_id (JsonObject *object,
                                          const char *member);
void tie_sandbox_json_set_reference (JsonObject *object,
                                     const char *member,
                                     const char *value,
                                     const char *name);

/* Scalars as text, whatever they are: "5", 5 and 5.0 give "5"; NULL for objects, arrays and null. */
char *tie_sandbox_json_dup_scalar (JsonNode *node);

/* A number (or a number in quotes, which some clients send) scaled by 10^decimals, rounded half away from zero. */
gboolean tie_sandbox_json_get_decimal (JsonObject *object,
                                       const char *member,
                                       guint decimals,
                                       gint64 *value);
gint64 tie_sandbox_json_get_cents (JsonObject *object,
                                   const char *member);
/* value / 10^decimals. */
void tie_sandbox_json_set_decimal (JsonObject *object,
                                   const char *member,
                                   gint64 value,
                                   guint decimals);
void tie_sandbox_json_set_cents (JsonObject *object,
                                 const char *member,
                                 gint64 cents);

G_END_DECLS
