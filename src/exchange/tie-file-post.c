/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-post"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "exchange/tie-file-list.h"
#include "exchange/tie-file-post.h"
#include "model/tie-document.h"
#include "store/tie-record-table.h"

char *
tie_file_post_dup_reason (const char *title)
{
  /* Translators: %s is the number of a document */
  return g_strdup_printf (_ ("%s was changed since it was exported. Export it again, then post it."), title);
}

static gboolean
hold_back (TieDb *db,
           const char *id,
           GPtrArray *held,
           GError **error)
{
  g_autoptr (TieRecord) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, error);
  g_autofree char *title = document != NULL ? tie_document_get_title (TIE_DOCUMENT (document)) : NULL;

  if (document == NULL)
    return FALSE;
  g_ptr_array_add (held, tie_file_post_dup_reason (title));
  return TRUE;
}

gboolean
tie_file_post (TieDb *db,
               const char *const *ids,
               GPtrArray *left,
               TieBillingStep *step,
               GError **error)
{
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) good = g_ptr_array_new ();

  if (!tie_file_find_changed (db, ids, changed, error) || !tie_file_find_changed_there (db, changed, error))
    return FALSE;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (!g_hash_table_contains (changed, ids[i]))
        g_ptr_array_add (good, (gpointer) ids[i]);
      else if (!hold_back (db, ids[i], held, error))
        return FALSE;
    }
  if (good->len == 0 && held->len > 0)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, held->pdata[0]);
      return FALSE;
    }
  g_ptr_array_add (good, NULL);
  if (!tie_document_post (db, (const char *const *) good->pdata, left, step, error))
    return FALSE;
  for (guint i = 0; left != NULL && i < held->len; i++)
    g_ptr_array_add (left, g_strdup (held->pdata[i]));
  return TRUE;
}
