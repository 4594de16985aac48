/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-file"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-text.h"
#include "fees/tie-fee-file.h"
#include "fees/tie-fee-row-reader.h"
#include "fees/tie-fee-saved.h"
#include "fees/tie-fee-value.h"
#include "store/tie-import-profile-table.h"
#include "store/tie-user-table.h"

#define ANSWERS_KIND "fee-file" /* in the table of profiles */
#define MAX_SHEETS 8            /* that are looked at by itself */

static gboolean
is_blank (const char *const *cells,
          guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    {
      if (!tie_text_is_empty (cells[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_sample (const char *const *cells,
             guint n_cells,
             guint line,
             gpointer user_data,
             GError **error)
{
  TieFeeFile *self = user_data;

  if (is_blank (cells, n_cells))
    return TRUE;
  g_ptr_array_add (self->sample, g_strdupv ((char **) cells));
  g_array_append_val (self->sample_lines, line);
  return self->sample->len < TIE_FEE_SAMPLE;
}

static void
set_problem (TieFeeFile *self,
             TieFeeCode code,
             const char *sentence)
{
  self->code = code;
  g_free (self->problem);
  self->problem = g_strdup (sentence);
}

static void
take_error (TieFeeFile *self,
            const GError *error)
{
  set_problem (self, error->domain == TIE_FEE_ERROR ? (TieFeeCode) error->code : TIE_FEE_L14_PROTECTED, error->message);
}

/* The first rows, and what they tell of the columns. */
static void
look_at_rows (TieFeeFile *self)
{
  g_autofree char *path = g_uri_unescape_string (self->uri, NULL);
  g_autoptr (GError) error = NULL;

  g_ptr_array_set_size (self->sample, 0);
  g_array_set_size (self->sample_lines, 0);
  g_clear_pointer (&self->profile, tie_fee_profile_free);
  set_problem (self, TIE_FEE_OK, "");
  if (!tie_fee_reader_read (self->bytes, self->label, &self->layout, take_sample, self, &error))
    {
      take_error (self, error);
      return;
    }
  self->profile = tie_fee_profile_guess (&self->layout, self->sample, (const guint *) self->sample_lines->data);
  if (self->profile != NULL)
    {
      self->profile->tax_year = tie_fee_path_get_year (path != NULL ? path : self->uri);
      self->profile->module = tie_fee_path_get_module (path != NULL ? path : self->uri);
    }
}

void
tie_fee_file_set_sheet (TieFeeFile *self,
                        guint sheet)
{
  g_return_if_fail (self->sheets != NULL && sheet < g_strv_length (self->sheets));

  self->layout.sheet = sheet;
  look_at_rows (self);
}

/* A summary often comes before the sheet with the rows. */
static void
look_at_sheets (TieFeeFile *self)
{
  g_autoptr (GError) error = NULL;
  guint n;

  self->sheets = tie_fee_reader_list_sheets (self->bytes, self->label, &error);
  if (self->sheets == NULL)
    {
      take_error (self, error);
      return;
    }
  n = MIN (g_strv_length (self->sheets), MAX_SHEETS);
  look_at_rows (self);
  for (guint i = 1; i < n && self->profile == NULL; i++)
    tie_fee_file_set_sheet (self, i);
  if (self->profile == NULL && n > 1)
    tie_fee_file_set_sheet (self, 0);
}

TieFeeFile *
tie_fee_file_new (GBytes *bytes,
                  const char *uri,
                  const char *label,
                  const char *modified)
{
  TieFeeFile *self = g_new0 (TieFeeFile, 1);
  g_autoptr (GError) error = NULL;

  self->uri = g_strdup (uri);
  self->label = g_strdup (label);
  self->modified = g_strdup (modified);
  self->as_of = g_strdup (modified);
  self->bytes = g_bytes_ref (bytes);
  self->problem = g_strdup ("");
  self->sample = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->sample_lines = g_array_new (FALSE, FALSE, sizeof (guint));
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_fee_finding_free);
  if (!tie_fee_reader_detect (bytes, label, &self->layout, &error))
    take_error (self, error);
  else if (self->layout.format == TIE_FEE_FORMAT_XLSX)
    look_at_sheets (self);
  else if (self->layout.format != TIE_FEE_FORMAT_PDF)
    look_at_rows (self);
  return self;
}

void
tie_fee_file_free (TieFeeFile *self)
{
  g_free (self->uri);
  g_free (self->label);
  g_free (self->modified);
  g_free (self->as_of);
  g_bytes_unref (self->bytes);
  g_strfreev (self->sheets);
  g_clear_pointer (&self->profile, tie_fee_profile_free);
  g_ptr_array_unref (self->sample);
  g_array_unref (self->sample_lines);
  g_free (self->problem);
  g_clear_pointer (&self->rows, tie_fee_rows_free);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

/* What only this file needs to be told: "sheet=1", "header=3", "year=2024", "module=I". */
static void
take_answers (TieFeeFile *self,
              const char *saved)
{
  g_autoptr (GKeyFile) answers = g_key_file_new ();
  g_autofree char *module = NULL;
  guint header;
  guint sheet;
  int year;

  if (!g_key_file_load_from_data (answers, saved, strlen (saved), G_KEY_FILE_NONE, NULL))
    return;
  sheet = (guint) g_key_file_get_integer (answers, "file", "sheet", NULL);
  if (self->sheets != NULL && g_key_file_has_key (answers, "file", "sheet", NULL) && sheet != self->layout.sheet && sheet < g_strv_length (self->sheets))
    tie_fee_file_set_sheet (self, sheet);
  header = (guint) g_key_file_get_integer (answers, "file", "header", NULL);
  for (guint i = 0; self->profile == NULL && header > 0 && i < self->sample->len; i++)
    {
      if (g_array_index (self->sample_lines, guint, i) == header)
        self->profile = tie_fee_profile_new (&self->layout, self->sample->pdata[i], header);
    }
  if (self->profile == NULL)
    return;
  year = g_key_file_get_integer (answers, "file", "year", NULL);
  module = g_key_file_get_string (answers, "file", "module", NULL);
  if (year > 0)
    self->profile->tax_year = (guint) year;
  if (module != NULL && *module != '\0')
    self->profile->module = *module;
}

gboolean
tie_fee_file_recall (TieFeeFile *self,
                     TieDb *db,
                     GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *saved = tie_import_profile_table_get (db, ANSWERS_KIND, self->uri, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (saved != NULL)
    take_answers (self, saved);
  return self->profile == NULL || tie_fee_profile_recall (self->profile, db, error);
}

gboolean
tie_fee_file_keep_profile (TieFeeFile *self,
                           TieDb *db,
                           GError **error)
{
  const char module[2] = { self->profile->module, '\0' };
  g_autoptr (GKeyFile) answers = g_key_file_new ();
  g_autofree char *text = NULL;

  if (!tie_user_table_check (db, TIE_RIGHT_BILLING, error))
    return FALSE;
  if (self->sheets != NULL)
    g_key_file_set_integer (answers, "file", "sheet", (int) self->layout.sheet);
  g_key_file_set_integer (answers, "file", "header", (int) self->profile->header_row);
  g_key_file_set_integer (answers, "file", "year", (int) self->profile->tax_year);
  g_key_file_set_string (answers, "file", "module", module);
  text = g_key_file_to_data (answers, NULL, NULL);
  return tie_fee_profile_save (self->profile, db, error) && tie_import_profile_table_set (db, ANSWERS_KIND, self->uri, text, error);
}

static void
note (TieFeeFile *self,
      TieFeeCode code)
{
  TieFeeFacts facts = { .file = self->label };

  g_ptr_array_add (self->findings, tie_fee_finding_new (code, &facts));
}

static gboolean
check_profile (TieFeeFile *self)
{
  TieFeeCode code = TIE_FEE_L13_LAYOUT;
  g_autofree char *missing = NULL;
  g_autofree char *sentence = NULL;
  TieFeeFacts facts = { .file = self->label };

  if (self->layout.format == TIE_FEE_FORMAT_PDF)
    missing = g_strdup (_ ("A PDF has no rows. Open it from the project’s Estimated Fee."));
  else if (self->profile == NULL)
    missing = g_strdup (_ ("None of its first rows names the columns."));
  else if (self->profile->is_strict)
    missing = tie_fee_row_reader_dup_strict_problem (self->profile, &code);
  else
    missing = tie_fee_profile_dup_missing (self->profile);
  if (missing == NULL)
    return TRUE;
  facts.text = missing;
  sentence = tie_fee_code_dup_sentence (TIE_FEE_L13_LAYOUT, &facts); /* the file, and what is wrong with it */
  set_problem (self, code, sentence);
  return FALSE;
}

gboolean
tie_fee_file_read (TieFeeFile *self,
                   GBytes *tin_key)
{
  g_autoptr (GError) error = NULL;
  TieFeeRowReader reader = { 0 };
  gboolean is_read;

  g_clear_pointer (&self->rows, tie_fee_rows_free);
  g_ptr_array_set_size (self->findings, 0);
  self->n_bad = self->n_skipped = 0;
  if (self->code != TIE_FEE_OK && self->code != TIE_FEE_L13_LAYOUT)
    return FALSE;
  if (self->code == TIE_FEE_L13_LAYOUT && self->sample->len == 0) /* it could not even be looked at */
    return FALSE;
  if (!check_profile (self))
    return FALSE;

  tie_fee_row_reader_init (&reader, self->label, self->profile, tin_key);
  is_read = tie_fee_reader_read (self->bytes, self->label, &self->profile->layout, tie_fee_row_reader_take, &reader, &error);
  if (is_read)
    {
      set_problem (self, TIE_FEE_OK, "");
      self->rows = g_steal_pointer (&reader.rows);
      self->n_bad = reader.n_bad;
      self->n_skipped = reader.n_skipped;
      if (*reader.exported->str != '\0')
        {
          g_free (self->as_of);
          self->as_of = g_strdup (reader.exported->str);
        }
      if (reader.has_full_tins)
        note (self, TIE_FEE_L17_FULL_TIN);
    }
  else
    take_error (self, error);
  tie_fee_row_reader_clear (&reader);
  return is_read;
}

char *
tie_fee_row_dup_problem (const TieFeeRow *row)
{
  TieFeeFacts facts = {
    .client = row->client_number,
    .name = row->name,
    .module = row->module,
    .year = row->tax_year,
    .file = row->label,
    .line = row->line,
    .text = row->problem_text,
    .amount = row->amount,
  };

  if (row->problem == TIE_FEE_OK)
    return NULL;
  if (row->problem == TIE_FEE_L16_UNREADABLE)
    {
      const char *bar = strchr (row->problem_text, '\x1f');
      g_autofree char *column = bar != NULL ? g_strndup (row->problem_text, (gsize) (bar - row->problem_text)) : NULL;

      facts.column = column != NULL ? tie_fee_field_find_label (column) : "";
      facts.text = bar != NULL ? bar + 1 : row->problem_text;
      return tie_fee_code_dup_sentence (TIE_FEE_L16_UNREADABLE, &facts);
    }
  return tie_fee_code_dup_sentence (row->problem, &facts);
}
