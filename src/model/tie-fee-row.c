/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-row"
#include "config.h"

#include "model/tie-fee-row.h"

#define TEXT_BLOCK (64 * 1024)

TieFeeRows *
tie_fee_rows_new (void)
{
  TieFeeRows *self = g_new0 (TieFeeRows, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (TieFeeRow));
  self->texts = g_string_chunk_new (TEXT_BLOCK);
  return self;
}

void
tie_fee_rows_free (TieFeeRows *self)
{
  g_array_unref (self->rows);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static void
keep (TieFeeRows *self,
      const char **text)
{
  *text = *text == NULL || **text == '\0' ? "" : g_string_chunk_insert (self->texts, *text);
}

/* The same in every row of a file. */
static void
keep_once (TieFeeRows *self,
           const char **text)
{
  *text = *text == NULL || **text == '\0' ? "" : g_string_chunk_insert_const (self->texts, *text);
}

void
tie_fee_rows_add (TieFeeRows *self,
                  const TieFeeRow *row)
{
  TieFeeRow copy = *row;

  keep_once (self, &copy.file);
  keep_once (self, &copy.label);
  keep_once (self, &copy.as_of);
  keep_once (self, &copy.status);
  keep (self, &copy.client_number);
  keep (self, &copy.client_key);
  keep (self, &copy.name);
  keep (self, &copy.tin);
  keep (self, &copy.invoice_number);
  keep (self, &copy.invoice_date);
  keep (self, &copy.calculated_at);
  keep (self, &copy.problem_text);
  g_array_append_val (self->rows, copy);
}

guint
tie_fee_rows_get_n (const TieFeeRows *self)
{
  return self->rows->len;
}

const TieFeeRow *
tie_fee_rows_get (const TieFeeRows *self,
                  guint i)
{
  g_return_val_if_fail (i < self->rows->len, NULL);

  return &g_array_index (self->rows, TieFeeRow, i);
}
