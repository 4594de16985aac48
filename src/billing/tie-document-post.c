/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-post"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "billing/tie-document-actions.h"
#include "store/tie-activity-table.h"
#include "store/tie-document-table.h"
#include "store/tie-record-table.h"

/* (transfer full) Why this one stays as it is; NULL when it can be posted. */
static char *
find_reason (TieRecord *document,
             const char *title)
{
  const char *stage = tie_record_get_text (document, TIE_DOCUMENT_STAGE);

  /* Translators: %s is the number of a document in all three */
  if (g_str_equal (stage, TIE_DOCUMENT_STAGE_POSTED))
    return g_strdup_printf (_ ("%s is posted already."), title);
  if (tie_record_get_integer (document, TIE_DOCUMENT_IS_VOID))
    return g_strdup_printf (_ ("%s is void."), title);
  if (!g_str_equal (stage, TIE_DOCUMENT_STAGE_EXPORTED))
    return g_strdup_printf (_ ("%s was not exported yet."), title);
  return NULL;
}

static gboolean
post_one (TieDb *db,
          TieRecord *document,
          const char *title,
          char *run,
          GError **error)
{
  g_autofree char *what = g_strdup_printf (_ ("%s posted"), title);
  TieActivity activity = {
    .what = what,
    .record_id = (char *) tie_record_get_id (document),
    .record = (char *) title,
    .result = _ ("Posted"),
    .run = run,
  };

  return tie_document_table_set_stage (db, tie_record_get_id (document), TIE_DOCUMENT_STAGE_POSTED, error) &&
         tie_activity_table_add (db, &activity, error);
}

gboolean
tie_document_post (TieDb *db,
                   const char *const *ids,
                   GPtrArray *left,
                   TieBillingStep *step,
                   GError **error)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *run = tie_random_uuid ();
  g_autofree char *first = NULL;
  guint n = 0;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (TieRecord) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, ids[i], error);
      g_autofree char *title = document != NULL ? tie_document_get_title (TIE_DOCUMENT (document)) : NULL;
      g_autofree char *reason = NULL;

      if (document == NULL)
        return FALSE;
      reason = find_reason (document, title);
      if (reason != NULL)
        {
          g_ptr_array_add (reasons, g_steal_pointer (&reason));
          continue;
        }
      if (!post_one (db, document, title, run, error))
        return FALSE;
      if (n++ == 0)
        first = g_steal_pointer (&title);
    }
  if (n == 0 && reasons->len > 0)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, reasons->pdata[0]);
      return FALSE;
    }
  for (guint i = 0; left != NULL && i < reasons->len; i++)
    g_ptr_array_add (left, g_strdup (reasons->pdata[i]));
  if (step == NULL)
    return TRUE;
  g_free (step->sentence);
  step->id = 0;
  step->sentence = n == 1 ? g_strdup_printf (_ ("%s posted"), first) : g_strdup_printf (ngettext ("%u document posted", "%u documents posted", n), n);
  return TRUE;
}
