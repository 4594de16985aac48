/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../billing/billing-fixture.h"
#include "fees/tie-fee-import.h"
#include "fees/tie-fee-refresh.h"

/* The practice of billing-fixture.h with a folder of fee files as its source.  Carter, who is client 1000, has the project "return", a 1040 of
 * 2025 without a fee, and on it the three entries of the reference (a, b, c: 403.32 of work) and one that nobody pays (d). */
typedef struct
{
  StoreFixture store;
  char *folder; /* (owned) */
} ImportFixture;

#define HEAD "schema,client_number,module,tax_year,name,invoice_total,previous_balance,exported_at,form_charges\r\n"
#define ROW "lacerte-fee/1,"
#define NOW "2026-03-14T18:00:00Z"
#define DAY "2026-03-15"
#define CARTER ROW "1000,I,2025,\"Carter, Joan\","
#define GOOD CARTER "450.00,," NOW "\n"

void import_fixture_set_up (ImportFixture *fixture, gconstpointer data);
void import_fixture_tear_down (ImportFixture *fixture, gconstpointer data);

void write_file (ImportFixture *fixture, const char *name, const char *contents);
TieFeeRefresh *refresh (ImportFixture *fixture);

/* For use inside a store function. */
void set_text (TieDb *db, GType type, const char *id, guint field, const char *text);
void set_integer (TieDb *db, GType type, const char *id, guint field, gint64 value);
TieFeePreview *read_preview (TieDb *db, const TieFeePreviewOptions *options);
/* Who works here is staff from now on: a store write. */
gboolean make_staff_cb (TieDb *db, gpointer data, GError **error);
/* The codes of a preview, "W1 W5". */
void expect_codes (const TieFeePreview *preview, const char *expected);
/* What each entry was billed with, all on the document; NULL: they are not billed. */
void expect_billed (TieDb *db, const char *document, gint64 a, gint64 b, gint64 c);
