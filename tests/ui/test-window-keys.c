/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "match-fixture.h"
#include "ui/tie-about.h"
#include "ui/tie-accounting-setup.h"
#include "ui/tie-contact-types-window.h"
#include "ui/tie-preferences-window.h"
#include "ui/tie-session.h"
#include "ui/tie-start-window.h"
#include "ui/tie-window-keys.h"
#include "ui/tie-windows.h"

/* Ctrl+W in every window that a practice opens, in those of the libraries, and in questions. */

typedef struct
{
  MatchFixture base;
  TieSession *session; /* (owned) */
  GtkWindow *parent;   /* (unowned): what stands for the main window */
} KeysFixture;

static void
set_up (KeysFixture *fixture,
        gconstpointer data)
{
  match_fixture_set_up (&fixture->base, data);
  fixture->session = tie_session_new_with_company (fixture->base.company, FALSE, NULL);
  fixture->parent = GTK_WINDOW (gtk_window_new ());
  gtk_window_present (fixture->parent);
  wait_until (tie_session_get_user (fixture->session) != NULL);
}

static void
tear_down (KeysFixture *fixture,
           gconstpointer data)
{
  gtk_window_destroy (fixture->parent);
  match_fixture_turn ();
  g_clear_object (&fixture->session);
  match_fixture_tear_down (&fixture->base, data);
}

/* As the key does: the shortcut that the window has for it. */
static void
press (GtkWidget *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      for (guint s = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && s < g_list_model_get_n_items (G_LIST_MODEL (controller)); s++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), s);
          g_autofree char *trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (!g_str_equal (trigger, "<Control>w"))
            continue;
          n++;
          g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, window, NULL));
        }
    }
  g_assert_cmpuint (n, ==, 1);
}

/* (transfer none) The window that was opened last. */
static GtkWidget *
get_last (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr (GtkWidget) window = g_list_model_get_item (windows, g_list_model_get_n_items (windows) - 1);

  return window;
}

/* Opens it, and closes it as a person does. */
#define EXPECT_CLOSED(open)                                                                 \
  G_STMT_START                                                                              \
  {                                                                                         \
    GListModel *_windows = gtk_window_get_toplevels ();                                     \
    const guint _n = g_list_model_get_n_items (_windows);                                   \
                                                                                            \
    g_test_message ("%s", #open);                                                           \
    open;                                                                                   \
    g_assert_cmpuint (g_list_model_get_n_items (_windows), ==, _n + 1);                     \
    wait_until (gtk_widget_get_mapped (get_last ()));                                       \
    press (get_last ());                                                                    \
    wait_until (g_list_model_get_n_items (_windows) == _n);                                 \
  }                                                                                         \
  G_STMT_END

static void
test_practice (KeysFixture *fixture,
               gconstpointer data)
{
  GtkWindow *parent = fixture->parent;
  TieSession *session = fixture->session;

  EXPECT_CLOSED (tie_windows_open_settings (parent, session));
  EXPECT_CLOSED (tie_windows_open_connection (parent, session));
  EXPECT_CLOSED (tie_windows_open_connect (parent, session));
  EXPECT_CLOSED (tie_windows_open_integration (parent, session, "contacts"));
  EXPECT_CLOSED (tie_windows_open_sync_settings (parent, session));
  EXPECT_CLOSED (tie_windows_open_import (parent, session, NULL));
  EXPECT_CLOSED (tie_windows_open_layout (parent, session));
  EXPECT_CLOSED (tie_windows_open_policies (parent, session));
  EXPECT_CLOSED (tie_windows_open_accounting (parent, session));
  EXPECT_CLOSED (tie_windows_show (parent, session, tie_accounting_setup_new (session, "iif")));
  EXPECT_CLOSED (tie_windows_open_post (parent, session));
  EXPECT_CLOSED (tie_windows_open_transfer (parent, session, "invoice-export", NULL));
  EXPECT_CLOSED (tie_windows_open_transfer (parent, session, "payment-import", NULL));
  EXPECT_CLOSED (tie_windows_show (parent, session, tie_contact_types_window_new (parent, fixture->base.store)));
}

static gboolean
refuse_cb (GtkWindow *window,
           guint *n_asked)
{
  (*n_asked)++;
  return TRUE;
}

static void
test_others (KeysFixture *fixture,
             gconstpointer data)
{
  GtkWidget *window = NULL;
  guint n_asked = 0;

  EXPECT_CLOSED (gtk_window_present (GTK_WINDOW (tie_preferences_window_new (fixture->parent))));
  EXPECT_CLOSED (gtk_window_present (GTK_WINDOW (tie_start_window_new (fixture->parent))));
  EXPECT_CLOSED (tie_about_present (fixture->parent));
  EXPECT_CLOSED (gtk_window_present (GTK_WINDOW (adw_message_dialog_new (fixture->parent, "Disconnect?", NULL))));

  /* One that asks first is not closed over its question. */
  window = gtk_window_new ();
  g_signal_connect (window, "close-request", G_CALLBACK (refuse_cb), &n_asked);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_mapped (window));
  press (window);
  wait_until (n_asked == 1);
  g_assert_true (get_last () == window);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  match_fixture_use_file_for_secrets ();
  tie_window_keys_start ();

  g_test_add ("/ui/window-keys/practice", KeysFixture, NULL, set_up, test_practice, tear_down);
  g_test_add ("/ui/window-keys/others", KeysFixture, NULL, set_up, test_others, tear_down);

  return g_test_run ();
}
