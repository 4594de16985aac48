/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small JSON writer whose numbers are exact: json-glib prints 250.55 as 250.55000000000001, which packages refuse.
 * Same calls, same bytes, so a request body can be frozen and compared. */
typedef struct _TieJsonWriter TieJsonWriter;

TieJsonWriter *tie_json_writer_new (void);
void tie_json_writer_free (TieJsonWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieJsonWriter, tie_json_writer_free)

/* In an object every value takes its member's name, in an array (and at the top) name is NULL. */
void tie_json_writer_begin_object (TieJsonWriter *self, const char *name);
void tie_json_writer_end_object (TieJsonWriter *self);
void tie_json_writer_begin_array (TieJsonWriter *self, const char *name);
void tie_json_writer_end_array (TieJsonWriter *self);
void tie_json_writer_add_string (TieJsonWriter *self, const char *name, const char *value);
/* Leaves the member out when the value is NULL or "". */
void tie_json_writer_add_string_if_set (TieJsonWriter *self, const char *name, const char *value);
void tie_json_writer_add_boolean (TieJsonWriter *self, const char *name, gboolean value);
void tie_json_writer_add_integer (TieJsonWriter *self, const char *name, gint64 value);
/* value / 10^decimals, without trailing zeros. */
void tie_json_writer_add_decimal (TieJsonWriter *self, const char *name, gint64 value, guint decimals);
/* JSON text made before, put in as it is. */
void tie_json_writer_add_raw (TieJsonWriter *self, const char *name, const char *json);

/* The finished text; the writer is empty afterwards. */
char *tie_json_writer_finish (TieJsonWriter *self);

G_END_DECLS
