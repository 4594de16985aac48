/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-preview"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "fees/tie-fee-check.h"
#include "fees/tie-fee-preview-private.h"
#include "model/tie-document.h"
#include "model/tie-fee.h"
#include "model/tie-project.h"
#include "store/tie-activity-table.h"
#include "store/tie-record-table.h"
#include "store/tie-user-table.h"

void
tie_fee_preview_free (TieFeePreview *self)
{
  g_free (self->project);
  g_free (self->project_name);
  g_free (self->contact);
  g_free (self->contact_name);
  g_clear_pointer (&self->rows, tie_fee_rows_free);
  g_free (self->source);
  g_free (self->date);
  g_clear_pointer (&self->wip, tie_invoice_preview_free);
  g_free (self->invoice);
  g_free (self->invoice_number);
  g_free (self->terms);
  g_free (self->due);
  g_free (self->company);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_free (self);
}

/* What a preview is made of. */
typedef struct
{
  TieDb *db;
  const TieFeePreviewOptions *options;
  TieFeePreview *preview;
  const TieFeeProject *project; /* alive while its row is read */
  GError *error;
} Reading;

static gboolean
failed (Reading *reading)
{
  return reading->error != NULL;
}

/* The row: chosen, or found by number, return and year. */

static const TieFeeRow *
find_line (const TieFeeRows *rows,
           guint line)
{
  for (guint i = 0; i < tie_fee_rows_get_n (rows); i++)
    {
      if (tie_fee_rows_get (rows, i)->line == line)
        return tie_fee_rows_get (rows, i);
    }
  return NULL;
}

/* Last year's fee is not this year's because somebody picked it. */
static TieFeeCode
get_chosen_code (const TieFeeProject *project,
                 const TieFeeRow *row)
{
  if (row == NULL)
    return TIE_FEE_L01_NO_ROW;
  if (project->tax_year != 0 && row->tax_year != project->tax_year)
    return TIE_FEE_L03_OTHER_YEAR;
  if (project->module != 0 && row->module != project->module)
    return TIE_FEE_L04_OTHER_MODULE;
  return tie_fee_row_get_code (row);
}

static void
find_chosen (Reading *reading,
             TieFeeMatch *match)
{
  TieFeePreview *self = reading->preview;

  self->rows = tie_fee_table_list_file (reading->db, reading->options->file, &reading->error);
  match->row = self->rows != NULL ? find_line (self->rows, reading->options->line) : NULL;
  match->code = get_chosen_code (reading->project, match->row);
  self->is_chosen = TRUE;
}

static void
find_row (Reading *reading,
          TieFeeMatch *match)
{
  TieFeePreview *self = reading->preview;
  g_autofree char *key = tie_fee_project_dup_key (reading->project);
  g_autoptr (TieFeeIndex) index = NULL;

  self->rows = tie_fee_table_list_key (reading->db, key, &reading->error);
  if (self->rows == NULL)
    return;
  index = tie_fee_index_new (self->rows);
  tie_fee_index_match (index, reading->project, match);
}

static void
take_row (Reading *reading)
{
  TieFeePreview *self = reading->preview;
  TieFeeMatch match = { 0 };

  if (reading->options->file != NULL)
    find_chosen (reading, &match);
  else
    find_row (reading, &match);
  if (failed (reading))
    return;
  self->has_amount = match.code == TIE_FEE_OK || (match.code == TIE_FEE_L07_ZERO && !self->with_invoice);
  self->new_fee = self->has_amount ? match.row->amount : 0;
  if (match.code != TIE_FEE_OK)
    g_ptr_array_add (self->findings, tie_fee_check_match (reading->project, &match));
  /* rows that are no answer are not the row */
  if (match.code != TIE_FEE_L03_OTHER_YEAR && match.code != TIE_FEE_L04_OTHER_MODULE && match.code != TIE_FEE_L05_SEVERAL)
    self->row = match.row;
  if (self->row != NULL)
    {
      g_free (self->source);
      self->source = g_strdup (self->row->label);
    }
}

static void
take_typed (Reading *reading)
{
  TieFeePreview *self = reading->preview;
  gint64 amount = *reading->options->typed;
  TieFeeFacts facts = { .client = reading->project->number };

  g_free (self->source);
  self->source = g_strdup (reading->options->typed_from != NULL ? reading->options->typed_from : "");
  self->new_fee = amount;
  self->has_amount = amount > 0 || (amount == 0 && !self->with_invoice);
  facts.amount = amount;
  if (amount < 0)
    g_ptr_array_add (self->findings, tie_fee_finding_new (TIE_FEE_L08_NEGATIVE, &facts));
  else if (amount == 0)
    g_ptr_array_add (self->findings, tie_fee_finding_new (TIE_FEE_L07_ZERO, &facts));
}

/* What happened before. */

static void
look_at_invoice (Reading *reading,
                 TieRecord *import,
                 const char *document)
{
  TieFeePreview *self = reading->preview;
  g_autoptr (TieRecord) invoice = tie_record_table_get (reading->db, TIE_TYPE_DOCUMENT, document, &reading->error);
  TieFeeFacts facts = { 0 };

  if (invoice == NULL || tie_record_get_integer (invoice, TIE_DOCUMENT_IS_VOID))
    return;
  self->invoice = g_strdup (document);
  self->invoice_number = g_strdup (tie_record_get_text (invoice, TIE_DOCUMENT_NUMBER));
  self->can_replace = !g_str_equal (tie_record_get_text (invoice, TIE_DOCUMENT_STAGE), TIE_DOCUMENT_STAGE_EXPORTED);
  if (!self->with_invoice || self->replace)
    return;
  facts.when = tie_record_get_text (import, TIE_FEE_IMPORT_MOMENT);
  facts.person = tie_record_get_text (import, TIE_FEE_IMPORT_PERSON);
  facts.number = self->invoice_number;
  facts.old_amount = tie_record_get_integer (invoice, TIE_DOCUMENT_TOTAL);
  g_ptr_array_add (self->findings, tie_fee_finding_new (TIE_FEE_L09_DONE_BEFORE, &facts));
}

static void
look_at_last_import (Reading *reading)
{
  g_autofree char *id = tie_fee_table_find_import (reading->db, reading->preview->project, &reading->error);
  g_autoptr (TieRecord) import = id != NULL ? tie_record_table_get (reading->db, TIE_TYPE_FEE_IMPORT, id, &reading->error) : NULL;

  if (import != NULL && tie_record_get_text (import, TIE_FEE_IMPORT_DOCUMENT) != NULL)
    look_at_invoice (reading, import, tie_record_get_text (import, TIE_FEE_IMPORT_DOCUMENT));
}

static void
look_at_age (Reading *reading)
{
  TieFeePreview *self = reading->preview;
  guint days;

  if (self->row != NULL && tie_fee_preview_get_days (reading->db, &days, &reading->error))
    tie_fee_check_age (reading->project, self->row, self->new_fee, days, self->findings);
}

static void
look_at_right (Reading *reading)
{
  g_autoptr (GError) refusal = NULL;
  TieFeeFacts facts = { 0 };

  if (tie_user_table_check (reading->db, TIE_RIGHT_BILLING, &refusal))
    return;
  if (!g_error_matches (refusal, TIE_ERROR, TIE_ERROR_NOT_ALLOWED))
    {
      g_propagate_error (&reading->error, g_steal_pointer (&refusal));
      return;
    }
  facts.text = refusal->message;
  g_ptr_array_add (reading->preview->findings, tie_fee_finding_new (TIE_FEE_L20_NO_RIGHT, &facts));
}

static void
read_project_cb (const TieFeeProject *project,
                 gpointer user_data)
{
  Reading *reading = user_data;
  TieFeePreview *self = reading->preview;

  reading->project = project;
  self->project = g_strdup (project->id);
  self->project_name = g_strdup (project->name);
  self->contact = g_strdup (project->contact);
  self->contact_name = g_strdup (project->contact_name);
  self->module = project->module;
  self->tax_year = project->tax_year;
  self->old_fee = project->estimated_fee;

  look_at_right (reading);
  if (reading->options->typed != NULL)
    take_typed (reading);
  else
    take_row (reading);
  if (!failed (reading))
    look_at_last_import (reading);
  if (!failed (reading))
    look_at_age (reading);
  if (!failed (reading))
    tie_fee_check_row (project, self->row, self->has_amount ? self->new_fee : project->estimated_fee, self->is_chosen, self->findings);
  if (!failed (reading) && self->with_invoice)
    tie_fee_preview_read_invoice (self, reading->db, &reading->error);
}

TieFeePreview *
tie_fee_preview_read (TieDb *db,
                      const char *project,
                      const TieFeePreviewOptions *options,
                      GError **error)
{
  g_autoptr (TieFeePreview) self = g_new0 (TieFeePreview, 1);
  g_autofree char *now = tie_date_now ();
  Reading reading = { db, options, self };

  self->with_invoice = options->with_invoice;
  self->replace = options->replace;
  self->date = options->date != NULL ? g_strdup (options->date) : g_strndup (now, strlen ("2025-01-01"));
  self->source = g_strdup ("");
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_fee_finding_free);
  if (!tie_fee_table_read_project (db, project, read_project_cb, &reading, error))
    {
      g_clear_error (&reading.error);
      return NULL;
    }
  if (reading.error != NULL)
    {
      g_propagate_error (error, reading.error);
      return NULL;
    }
  if (self->project == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "No project %s", project);
      return NULL;
    }
  tie_fee_findings_sort (self->findings);
  if (self->findings->len > 0)
    self->code = ((TieFeeFinding *) self->findings->pdata[0])->code;
  return g_steal_pointer (&self);
}

gboolean
tie_fee_preview_can_import (const TieFeePreview *self)
{
  if (!self->has_amount)
    return FALSE;
  for (guint i = 0; i < self->findings->len; i++)
    {
      TieFeeSeverity severity = tie_fee_code_get_severity (((TieFeeFinding *) self->findings->pdata[i])->code);

      if (severity == TIE_FEE_STOP || (severity == TIE_FEE_NO_INVOICE && self->with_invoice))
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_fee_preview_must_ask (const TieFeePreview *self)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      if (tie_fee_code_get_severity (((TieFeeFinding *) self->findings->pdata[i])->code) != TIE_FEE_NOTE)
        return TRUE;
    }
  return self->with_invoice;
}

typedef struct
{
  TieDb *db;
  guint max;
  TieFeeRows *rows;
  GPtrArray *suggestions;
  GError *error;
} Suggesting;

static void
suggest_cb (const TieFeeProject *project,
            gpointer user_data)
{
  Suggesting *suggesting = user_data;

  suggesting->rows = tie_fee_table_list_years (suggesting->db, project->tax_year, project->tax_year, project->module, &suggesting->error);
  if (suggesting->rows != NULL)
    suggesting->suggestions = tie_fee_suggest (suggesting->rows, project, suggesting->max);
}

GPtrArray *
tie_fee_preview_suggest (TieDb *db,
                         const char *project,
                         guint max,
                         TieFeeRows **rows,
                         GError **error)
{
  Suggesting suggesting = { db, max };

  if (!tie_fee_table_read_project (db, project, suggest_cb, &suggesting, error))
    {
      g_clear_error (&suggesting.error);
      g_clear_pointer (&suggesting.suggestions, g_ptr_array_unref);
      g_clear_pointer (&suggesting.rows, tie_fee_rows_free);
      return NULL;
    }
  if (suggesting.suggestions == NULL)
    {
      if (suggesting.error != NULL)
        g_propagate_error (error, suggesting.error);
      else
        g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "No project %s", project);
      return NULL;
    }
  *rows = suggesting.rows;
  return suggesting.suggestions;
}

gboolean
tie_fee_preview_get_days (TieDb *db,
                          guint *days,
                          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *setting = tie_setting_table_get (db, TIE_SETTING_FEE_DAYS, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *days = setting != NULL ? (guint) g_ascii_strtoull (setting, NULL, 10) : TIE_FEE_DAYS;
  return TRUE;
}

gboolean
tie_fee_preview_set_days (TieDb *db,
                          guint days,
                          GError **error)
{
  g_autofree char *setting = g_strdup_printf ("%u", days);

  return tie_user_table_check (db, TIE_RIGHT_BILLING, error) && tie_setting_table_set (db, TIE_SETTING_FEE_DAYS, setting, error);
}
