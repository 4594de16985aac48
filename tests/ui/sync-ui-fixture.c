/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sync-ui-fixture"
#include "config.h"

#include "match-fixture.h"
#include "sync-ui-fixture.h"

void
sync_ui_set_up (SyncUiFixture *fixture,
                gconstpointer data)
{
  match_fixture_use_file_for_secrets ();
  run_fixture_set_up (&fixture->run, NULL);
  fixture->session = tie_session_new_with_company (fixture->run.sync.company, FALSE, NULL);
}

void
sync_ui_tear_down (SyncUiFixture *fixture,
                   gconstpointer data)
{
  gpointer session = fixture->session;

  if (fixture->window != NULL)
    {
      gpointer window = fixture->window;

      g_object_add_weak_pointer (window, &window);
      gtk_window_destroy (GTK_WINDOW (fixture->window));
      wait_until (window == NULL);
    }
  g_object_add_weak_pointer (session, &session);
  g_object_unref (fixture->session);
  wait_until (session == NULL);
  run_fixture_tear_down (&fixture->run, NULL);
}

void
sync_ui_show (SyncUiFixture *fixture,
              GtkWidget *window,
              TieSyncGroup group)
{
  fixture->window = window;
  gtk_window_present (GTK_WINDOW (window));
  sync_ui_wait_idle (fixture, group);
}

GPtrArray *
sync_ui_add_invoices (SyncUiFixture *fixture,
                      guint n)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (ids, run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.client, (i + 1) * 10000));
  return ids;
}

static void
require_sent (TieSyncSettings *settings)
{
  settings->require_sent = TRUE;
}

void
sync_ui_require_sent (SyncUiFixture *fixture)
{
  run_change_settings (&fixture->run, require_sent);
}

guint
sync_ui_count_rows (TieTable *table)
{
  return g_list_model_get_n_items (G_LIST_MODEL (tie_table_get_model (table)));
}

TieTransferRow *
sync_ui_get_row (TieTable *table,
                 guint position)
{
  g_autoptr (TieTransferRow) row = g_list_model_get_item (G_LIST_MODEL (tie_table_get_model (table)), position);

  g_assert_nonnull (row);
  return row;
}

const char *
sync_ui_get_sentence (TieTable *table,
                      guint position)
{
  return tie_sync_row_get_sentence (tie_transfer_row_get_row (sync_ui_get_row (table, position)));
}

void
sync_ui_select (TieTable *table,
                guint position)
{
  gtk_selection_model_select_item (tie_table_get_model (table), position, TRUE);
}

void
sync_ui_wait_idle (SyncUiFixture *fixture,
                   TieSyncGroup group)
{
  TieSyncList *list = tie_session_get_sync_list (fixture->session, group);

  wait_until (!tie_sync_job_get_is_running (tie_session_get_sync_job (fixture->session)));
  match_fixture_turn (); /* what the store says of it is on its way */
  wait_until (!tie_sync_list_get_is_loading (list));
  match_fixture_turn ();
}

AdwMessageDialog *
sync_ui_find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window); /* GTK keeps it */
    }
  return NULL;
}

AdwMessageDialog *
sync_ui_wait_question (void)
{
  wait_until (sync_ui_find_question () != NULL);
  return sync_ui_find_question ();
}

void
sync_ui_answer (const char *response)
{
  AdwMessageDialog *dialog = sync_ui_find_question ();

  g_assert_nonnull (dialog);
  g_object_ref (dialog);
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_object_unref (dialog);
}

GtkWidget *
sync_ui_find_button (GtkWidget *widget,
                     const char *label)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = sync_ui_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}
