/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading what others wrote: each looks at the node's type first and answers NULL or the fallback for anything else, so a
 * member that is missing, null or of another type than promised is all one.  Objects may be NULL. */
JsonObject *tie_json_get_root_object (JsonNode *root);
JsonObject *tie_json_get_object (JsonObject *object, const char *member);
JsonArray *tie_json_get_array (JsonObject *object, const char *member);
const char *tie_json_get_string (JsonObject *object, const char *member);
gint64 tie_json_get_integer (JsonObject *object, const char *member, gint64 fallback);
/* A number, also one that was written as text, × 10^decimals and rounded half away from zero; 0 for none. */
gint64 tie_json_get_decimal (JsonObject *object, const char *member, guint decimals);
gboolean tie_json_get_boolean (JsonObject *object, const char *member, gboolean fallback);
/* The element as an object; NULL when it is none. */
JsonObject *tie_json_get_element_object (JsonArray *array, guint index);

G_END_DECLS
