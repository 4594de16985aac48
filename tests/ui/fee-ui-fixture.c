/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "base/tie-money.h"
#include "fee-ui-fixture.h"
#include "fees/tie-fee-source.h"
#include "model/tie-code.h"
#include "model/tie-contact-type.h"
#include "model/tie-contact.h"
#include "model/tie-document.h"
#include "model/tie-entry.h"
#include "model/tie-fee.h"
#include "model/tie-project.h"
#include "store/tie-record-table.h"
#include "ui/tie-fee-findings.h"
#include "ui/tie-project-page.h"
#include "ui/tie-undo-control.h"

static gboolean
fill_func (TieDb *db,
           gpointer data,
           GError **error)
{
  const char *const clients[][3] = { { "carter", "Carter, Joan", "C1" }, { "baker", "Baker, Ann", "C2" } };
  g_autoptr (TieRecord) type = tie_record_new (TIE_TYPE_CONTACT_TYPE, "type");
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, "code");
  g_autoptr (TieRecord) entry = tie_record_new (TIE_TYPE_ENTRY, NULL);

  tie_record_set_text (type, TIE_CONTACT_TYPE_NAME, "Client");
  tie_record_set_text (code, TIE_CODE_CODE, "TAX-1040");
  g_assert_true (tie_record_table_save (db, type, error) && tie_record_table_save (db, code, error));
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autofree char *id = g_strdup_printf ("project-%u", i);
      g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, clients[i][0]);
      g_autoptr (TieRecord) project = tie_record_new (TIE_TYPE_PROJECT, id);

      tie_record_set_text (contact, TIE_CONTACT_NAME, clients[i][1]);
      tie_record_set_text (contact, TIE_CONTACT_NUMBER, clients[i][2]);
      tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, "type");
      tie_record_set_text (project, TIE_PROJECT_NAME, "2025 Form 1040");
      tie_record_set_text (project, TIE_PROJECT_CONTACT, clients[i][0]);
      tie_record_set_text (project, TIE_PROJECT_RETURN, "I");
      tie_record_set_integer (project, TIE_PROJECT_TAX_YEAR, 2025);
      g_assert_true (tie_record_table_save (db, contact, error) && tie_record_table_save (db, project, error));
    }
  tie_record_set_text (entry, TIE_ENTRY_PROJECT, "project-0");
  tie_record_set_text (entry, TIE_ENTRY_DATE, "2026-01-05");
  tie_record_set_text (entry, TIE_ENTRY_KIND, TIE_ENTRY_KIND_TIME);
  tie_record_set_text (entry, TIE_ENTRY_WORK_CODE, "code");
  tie_record_set_integer (entry, TIE_ENTRY_QUANTITY, 2 * TIE_SCALE);
  tie_record_set_integer (entry, TIE_ENTRY_RATE, 100 * TIE_SCALE);
  tie_record_set_integer (entry, TIE_ENTRY_AMOUNT, 20000);
  return tie_record_table_save (db, entry, error);
}

void
write_file (FeeUiFixture *fixture,
            const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->folder, "fees.csv", NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static gboolean
source_func (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (GFile) folder = g_file_new_for_path (data);

  return tie_fee_source_set (db, folder, error);
}

/* What these tests write is whole. */
static void
no_wait (guint milliseconds)
{
}

void
fee_ui_set_up (FeeUiFixture *fixture,
        gconstpointer contents)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  tie_fee_source_set_wait_for_test (no_wait);
  match_fixture_use_file_for_secrets ();
  match_fixture_set_up (&fixture->base, NULL);
  fixture->folder = g_dir_make_tmp ("tie-fees-XXXXXX", &error);
  g_assert_no_error (error);
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, fill_func, NULL, &error);
  g_assert_no_error (error);
  if (contents != NULL)
    {
      write_file (fixture, contents);
      g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_WRITE, source_func, fixture->folder, NULL));
    }
  fixture->session = tie_session_new_with_company (fixture->base.company, FALSE, NULL);
  fixture->window = adw_window_new ();
  fixture->line = TIE_STATUS_LINE (tie_status_line_new ());
  fixture->page = tie_project_page_new (fixture->session, "project-0", NULL);
  gtk_widget_set_vexpand (fixture->page, TRUE);
  gtk_box_append (GTK_BOX (box), fixture->page);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->line));
  adw_window_set_content (ADW_WINDOW (fixture->window), box);
  tie_undo_control_attach (GTK_WINDOW (fixture->window), fixture->base.store, "window");
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_widget_get_mapped (fixture->window));
}

void
fee_ui_tear_down (FeeUiFixture *fixture,
           gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "fees.csv", NULL);
  gpointer page = fixture->page;
  gpointer session = fixture->session;

  g_object_add_weak_pointer (page, &page);
  g_object_add_weak_pointer (session, &session);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (session);
  wait_until (page == NULL && session == NULL);
  g_remove (path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  match_fixture_tear_down (&fixture->base, NULL);
}

gpointer
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (G_TYPE_CHECK_INSTANCE_TYPE (link->data, type) && gtk_widget_get_mapped (link->data))
        return link->data;
    }
  return NULL;
}

gpointer
find_widget (GtkWidget *root,
             GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Some label that is seen says so. */
gboolean
shows (gpointer root,
       const char *words)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) && strstr (gtk_label_get_label (root), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (shows (child, words))
        return TRUE;
    }
  return FALSE;
}

static gboolean
state_func (TieDb *db,
            gpointer data,
            GError **error)
{
  State *state = data;
  g_autoptr (TieRecord) project = tie_record_table_get (db, TIE_TYPE_PROJECT, state->project, error);
  g_autoptr (GPtrArray) entries = tie_record_table_list_where (db, TIE_TYPE_ENTRY, TIE_ENTRY_PROJECT, state->project, error);
  g_autoptr (GPtrArray) invoices = tie_record_table_list (db, TIE_TYPE_DOCUMENT, error);
  g_autoptr (GPtrArray) links = tie_record_table_list (db, TIE_TYPE_FEE_LINK, error);

  g_assert_nonnull (project);
  g_assert_true (entries != NULL && invoices != NULL && links != NULL);
  state->fee = tie_record_get_integer (project, TIE_PROJECT_ESTIMATED_FEE);
  for (guint i = 0; i < entries->len; i++)
    state->n_open += tie_record_get_text (entries->pdata[i], TIE_ENTRY_DOCUMENT) == NULL;
  state->n_invoices = invoices->len;
  state->n_links = links->len;
  return TRUE;
}

State
look (FeeUiFixture *fixture,
      const char *project)
{
  State state = { .project = project };

  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_READ, state_func, &state, NULL));
  return state;
}

static gboolean
nothing_func (TieDb *db,
              gpointer data,
              GError **error)
{
  return TRUE;
}

void
undo (FeeUiFixture *fixture)
{
  match_fixture_turn ();
  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_READ, nothing_func, NULL, NULL));
  match_fixture_turn ();
  g_assert_true (gtk_widget_activate_action (fixture->window, "undo.undo", NULL));
}

void
start (FeeUiFixture *fixture,
       const char *action)
{
  wait_until (shows (fixture->page, "WIP: 2.00 h")); /* it was read */
  g_assert_true (gtk_widget_activate_action (fixture->page, action, NULL));
}

void
take_way (TieFeeWindow *window,
          TieFeeWay way)
{
  g_signal_emit_by_name (find_widget (GTK_WIDGET (window), TIE_TYPE_FEE_FINDINGS), "way", (guint) way, (guint) TIE_FEE_L01_NO_ROW);
}

gpointer
find_button (GtkWidget *root,
             const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}
