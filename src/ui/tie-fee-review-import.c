/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-review-import"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/tie-fee-review-import.h"
#include "ui/tie-list-row.h"

static void
import_free (gpointer data)
{
  TieFeeReviewImport *import = data;

  tie_fee_review_view_free (import->view);
  g_ptr_array_unref (import->left);
  g_free (import);
}

static gboolean
import_func (TieDb *db,
             gpointer data,
             TieBillingStep *step,
             GError **error)
{
  TieFeeReviewImport *import = data;

  return tie_fee_review_apply (db, import->view->review, import->left, &import->n_done, step, error);
}

void
tie_fee_review_import_run (GtkWidget *widget,
                           TieSession *session,
                           TieFeeReviewView *view,
                           TieVerbDone done,
                           gpointer owner)
{
  TieFeeReviewImport *import = g_new0 (TieFeeReviewImport, 1);

  for (guint i = 0; i < view->items->len; i++)
    {
      TieListRow *item = view->items->pdata[i];
      TieFeeReviewRow *row = view->review->rows->pdata[tie_list_row_get_number (item, TIE_FEE_REVIEW_PLACE)];

      row->is_checked = tie_list_row_get_is_checked (item);
    }
  import->view = view;
  import->left = g_ptr_array_new_with_free_func (g_free);
  tie_verb_run (widget, tie_session_get_store (session), import_func, import, import_free, done, owner);
}

void
tie_fee_review_import_show_left (GtkWindow *parent,
                                 const TieFeeReviewImport *import)
{
  const GPtrArray *left = import->left;
  g_autofree char *title = g_strdup_printf (ngettext ("%u Fee Was Left as It Was", "%u Fees Were Left as They Were", left->len), left->len);
  g_autoptr (GString) body = g_string_new (NULL);
  GtkWidget *dialog;

  if (left->len == 0)
    return;
  for (guint i = 0; i < left->len; i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "", (const char *) left->pdata[i]);
  dialog = adw_message_dialog_new (parent, title, body->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
