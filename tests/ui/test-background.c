/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/tie-error.h"
#include "portal-fixture.h"
#include "ui/tie-background.h"

typedef struct
{
  const char *why;
  PortalManner manner; /* 0: no portal */
  gboolean is_allowed;
} AnswerCase;

static const AnswerCase cases[] = {
  { "without a portal nobody forbids it", 0, TRUE },
  { "allowed", PORTAL_ALLOWS, TRUE },
  { "the person says no", PORTAL_REFUSES, FALSE },
  { "the desktop's rules say no", PORTAL_FORBIDS, FALSE },
};

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PortalFixture) portal = cases[i].manner != 0 ? portal_fixture_new (cases[i].manner) : NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_allowed;

      g_test_message ("%s", cases[i].why);
      tie_background_ask_async (15, answered_cb, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      is_allowed = tie_background_ask_finish (result, &error);
      g_assert_cmpint (is_allowed, ==, cases[i].is_allowed);
      if (!is_allowed)
        {
          g_autofree char *sentence = tie_error_get_sentence (error);

          g_assert_error (error, TIE_ERROR, TIE_ERROR_BACKGROUND);
          g_assert_cmpstr (sentence, ==, "The system did not allow it. Syncing runs while Tieout is open.");
        }
      if (portal != NULL)
        {
          g_assert_cmpuint (portal->n_asked, ==, 1);
          g_assert_cmpstr (portal->reason, ==, "Send invoices and bring payments every 15 minutes");
          g_assert_false (portal->autostart);
        }
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/background/answers", test_answers);
  return g_test_run ();
}
