/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "shell-fixture"
#include "config.h"

#include "shell-fixture.h"

void
shell_fixture_open (ShellFixture *fixture)
{
  fixture->session = tie_session_new_with_company (fixture->base.company, FALSE, NULL);
  fixture->shell = tie_shell_new (NULL);
  tie_shell_set_session (fixture->shell, fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->shell));
  wait_until (tie_session_get_user (fixture->session) != NULL);
}

void
shell_fixture_tear_down (ShellFixture *fixture,
                         gconstpointer data)
{
  gpointer shell = fixture->shell;
  gpointer session = fixture->session;
  gpointer window = fixture->window;

  if (window != NULL)
    {
      g_object_add_weak_pointer (window, &window);
      gtk_window_close (GTK_WINDOW (window));
    }
  if (shell != NULL)
    {
      g_object_add_weak_pointer (shell, &shell);
      g_object_add_weak_pointer (session, &session);
      gtk_window_close (GTK_WINDOW (shell));
      g_object_unref (session);
      wait_until (shell == NULL && session == NULL);
    }
  wait_until (window == NULL);
  match_fixture_tear_down (&fixture->base, data);
}
