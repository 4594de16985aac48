/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-page"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-match-page-private.h"
#include "ui/tie-undo-control.h"

/* Linking, and what there is to ask when one of the two has a partner already. */

typedef struct
{
  TieMatchPage *page; /* (owned) */
  TiePairRow *left;   /* (owned) */
  TiePairRow *right;  /* (owned) */
} Pair;

static Pair *
pair_new (TieMatchPage *page,
          TiePairRow *left,
          TiePairRow *right)
{
  Pair *pair = g_new0 (Pair, 1);

  pair->page = g_object_ref (page);
  pair->left = g_object_ref (left);
  pair->right = g_object_ref (right);
  return pair;
}

static void
pair_free (Pair *pair)
{
  g_object_unref (pair->page);
  g_object_unref (pair->left);
  g_object_unref (pair->right);
  g_free (pair);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pair, pair_free)

static void
linked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (Pair) pair = user_data;

  if (tie_match_page_finish_change (pair->page, result, TRUE))
    tie_match_page_go_on (pair->page, pair->left);
  else
    tie_match_page_update_actions (pair->page);
}

static void
start_link (TieMatchPage *self,
            TiePairRow *left,
            TiePairRow *right,
            gboolean is_move)
{
  self->is_busy = TRUE;
  tie_crosswalk_link_async (tie_match_page_get_crosswalk (self), left, right, is_move, tie_undo_control_get_id (GTK_WIDGET (self)), NULL, linked_cb, pair_new (self, left, right));
}

/* The pair that stands in the way. */
static void
show_pair (TieMatchPage *self,
           TiePairRow *left,
           TiePairRow *right)
{
  TiePairRow *left_shown = tie_pair_row_get_partner (right) != NULL ? tie_pair_row_get_partner (right) : left;

  tie_match_pane_set_hide_linked (self->left, FALSE);
  tie_match_pane_select (self->right, tie_pair_row_get_partner (left_shown), FALSE);
  tie_match_pane_select (self->left, left_shown, TRUE);
  tie_match_page_update_actions (self);
}

static void
refusal_answered_cb (AdwMessageDialog *dialog,
                     const char *response,
                     Pair *pair)
{
  if (g_str_equal (response, "move"))
    start_link (pair->page, pair->left, pair->right, TRUE);
  else if (g_str_equal (response, "show"))
    show_pair (pair->page, pair->left, pair->right);
}

static void
answer_gone_cb (gpointer data,
                GClosure *closure)
{
  pair_free (data);
}

static gboolean
is_taken (TiePairRow *row)
{
  return tie_pair_row_get_partner (row) != NULL || tie_pair_row_get_taken_by (row) != NULL;
}

static void
ask_about_move (TieMatchPage *self,
                TiePairRow *left,
                TiePairRow *right)
{
  TiePairRow *taken = is_taken (right) ? right : left;
  const char *holder = tie_pair_row_get_taken_by (taken);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Already Linked"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _ ("%s is already linked to %s."),
                                  tie_pair_row_get_name (taken), holder != NULL ? holder : tie_pair_row_get_name (tie_pair_row_get_partner (taken)));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  if (holder == NULL) /* else its partner stands on another tab */
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "show", _ ("_Show"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "move", _ ("_Move Link"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (refusal_answered_cb), pair_new (self, left, right), answer_gone_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
tie_match_page_link (TieMatchPage *self,
                     TiePairRow *left,
                     TiePairRow *right)
{
  if (self->is_busy || self->refusal != NULL || tie_pair_row_get_partner (left) == right)
    return;
  if (is_taken (left) || is_taken (right))
    ask_about_move (self, left, right);
  else
    start_link (self, left, right, FALSE);
}
