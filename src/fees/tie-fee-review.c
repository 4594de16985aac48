/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-review"
#include "config.h"

#include <glib/gi18n.h>

#include "fees/tie-fee-check.h"
#include "fees/tie-fee-import.h"
#include "fees/tie-fee-review.h"
#include "store/tie-user-table.h"

static void
row_free (gpointer data)
{
  TieFeeReviewRow *row = data;

  g_free (row->project);
  g_free (row->project_name);
  g_free (row->contact);
  g_free (row->contact_name);
  g_free (row->client_number);
  g_free (row->source);
  g_free (row->sentence);
  g_free (row);
}

void
tie_fee_review_free (TieFeeReview *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

typedef struct
{
  TieFeeReview *review;
  const TieFeeIndex *index;
  guint days;
} Reading;

/* How many questions there are; *is_typed: the one about a typed fee is among them. */
static guint
count_questions (GPtrArray *findings,
                 gboolean *is_typed)
{
  guint n = 0;

  *is_typed = FALSE;
  for (guint i = 0; i < findings->len; i++)
    {
      TieFeeCode code = ((TieFeeFinding *) findings->pdata[i])->code;

      n += tie_fee_code_get_severity (code) != TIE_FEE_NOTE;
      *is_typed |= code == TIE_FEE_L18_TYPED_FEE;
    }
  return n;
}

static void
take_findings (TieFeeReviewRow *row,
               GPtrArray *findings)
{
  tie_fee_findings_sort (findings);
  row->n_findings = findings->len;
  if (findings->len > 0)
    {
      TieFeeFinding *first = findings->pdata[0];

      row->code = first->code;
      row->sentence = g_strdup (first->sentence);
    }
  else
    row->sentence = g_strdup ("");
}

static void
review_cb (const TieFeeProject *project,
           gpointer user_data)
{
  Reading *reading = user_data;
  TieFeeReviewRow *row = g_new0 (TieFeeReviewRow, 1);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_fee_finding_free);
  gboolean is_typed = FALSE;
  guint n_questions;
  TieFeeMatch match;

  row->project = g_strdup (project->id);
  row->project_name = g_strdup (project->name);
  row->contact = g_strdup (project->contact);
  row->contact_name = g_strdup (project->contact_name);
  row->module = project->module;
  row->tax_year = project->tax_year;
  row->old_fee = project->estimated_fee;
  tie_fee_index_match (reading->index, project, &match);
  if (match.code != TIE_FEE_OK)
    g_ptr_array_add (findings, tie_fee_check_match (project, &match));
  row->can_import = match.code == TIE_FEE_OK || match.code == TIE_FEE_L07_ZERO;
  if (row->can_import)
    {
      row->new_fee = match.row->amount;
      if (row->new_fee != row->old_fee) /* else there is nothing to take over */
        tie_fee_check_age (project, match.row, row->new_fee, reading->days, findings);
      tie_fee_check_row (project, match.row, row->new_fee, FALSE, findings);
      reading->review->n_found++;
      reading->review->n_same += row->new_fee == row->old_fee;
    }
  row->client_number = g_strdup (match.row != NULL ? match.row->client_number : "");
  row->source = g_strdup (match.row != NULL ? match.row->label : "");
  n_questions = count_questions (findings, &is_typed);
  row->is_typed = row->can_import && is_typed && n_questions == 1;
  row->is_checked = row->can_import && row->new_fee != row->old_fee && n_questions == 0;
  take_findings (row, findings);
  g_ptr_array_add (reading->review->rows, row);
}

TieFeeReview *
tie_fee_review_read (TieDb *db,
                     guint tax_year,
                     GError **error)
{
  g_autoptr (TieFeeReview) self = g_new0 (TieFeeReview, 1);
  g_autoptr (TieFeeRows) rows = NULL;
  g_autoptr (TieFeeIndex) index = NULL;
  Reading reading = { self };

  self->tax_year = tax_year;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  if (!tie_fee_preview_get_days (db, &reading.days, error))
    return NULL;
  /* the years beside it tell of a project of the wrong year */
  rows = tie_fee_table_list_years (db, tax_year - 1, tax_year + 1, 0, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < tie_fee_rows_get_n (rows); i++)
    self->n_rows += tie_fee_rows_get (rows, i)->tax_year == tax_year;
  index = tie_fee_index_new (rows);
  reading.index = index;
  return tie_fee_table_read_projects (db, tax_year, review_cb, &reading, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
apply_row (TieDb *db,
           const TieFeeReviewRow *row,
           GPtrArray *left,
           guint *n_done,
           GError **error)
{
  const TieFeePreviewOptions options = { 0 };
  g_autoptr (TieFeePreview) preview = tie_fee_preview_read (db, row->project, &options, error);
  const TieFeeFinding *first;

  if (preview == NULL)
    return FALSE;
  if (tie_fee_preview_can_import (preview) && preview->new_fee == row->new_fee && preview->old_fee == row->old_fee)
    {
      (*n_done)++;
      return tie_fee_import_amount (db, preview, NULL, error);
    }
  first = preview->findings->len > 0 && !tie_fee_preview_can_import (preview) ? preview->findings->pdata[0] : NULL;
  /* Translators: a client's name and the reason */
  g_ptr_array_add (left, g_strdup_printf (_ ("%s: %s"), row->contact_name, first != NULL ? first->sentence : _ ("The fee has changed since.")));
  return TRUE;
}

gboolean
tie_fee_review_apply (TieDb *db,
                      const TieFeeReview *self,
                      GPtrArray *left,
                      guint *n_done,
                      TieBillingStep *step,
                      GError **error)
{
  gboolean is_own = FALSE;

  *n_done = 0;
  if (!tie_user_table_check (db, TIE_RIGHT_BILLING, error) || !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const TieFeeReviewRow *row = self->rows->pdata[i];

      if (row->is_checked && row->can_import && !apply_row (db, row, left, n_done, error))
        return FALSE;
    }
  return tie_billing_step_end (db, is_own, step, g_strdup_printf (ngettext ("%u fee imported from Lacerte", "%u fees imported from Lacerte", *n_done), *n_done), error);
}
